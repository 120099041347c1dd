//! An experiment: a network and how to train it; and a run of it, recorded along the way.

use crate::dataset::Sample;
use crate::hidden::Activation;
use crate::network::Network;
use crate::notebook;
use crate::report::{Outcome, advice, is_flat};
use crate::seed::SEED;
use crate::soundness;
use crate::training::{count_right, descend, mean_loss, pass, step};
use crate::wording::{counted, grouped};
use rand::seq::SliceRandom;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use std::fmt;
use std::time::{Duration, Instant};

/// What to train, and how. The default is the article's: 4 hidden sigmoid neurons, 2000 steps
/// over all samples with the learning rate 10.
///
/// ```
/// use nn_from_scratch::{laboratory::Experiment, sample_grid, unit_disk};
///
/// let choice = Experiment { hidden: vec![3], batch: 11, steps: 500, ..Experiment::default() };
/// let run = choice.run(&sample_grid(unit_disk, 10), &[]);
/// assert!(run.to_string().starts_with("500 steps: "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The sizes of the hidden layers.
    pub hidden: Vec<usize>,
    /// The activation of the hidden neurons.
    pub activation: Activation,
    /// The learning rate η.
    pub learning_rate: f64,
    /// How many samples a step uses: a mini-batch, or all samples if there are no more than that.
    /// Samples left over at the end of a round, too few for a mini-batch, wait for the next round,
    /// when all are shuffled again.
    pub batch: usize,
    /// How many steps to take.
    pub steps: usize,
    /// The seed of the initial weights and of the order of the samples.
    pub seed: u64,
}

impl Default for Experiment {
    fn default() -> Experiment {
        Experiment {
            hidden: vec![4],
            activation: Activation::Sigmoid,
            learning_rate: 10.0,
            batch: usize::MAX,
            steps: 2000,
            seed: SEED,
        }
    }
}

impl Experiment {
    /// The network before training.
    ///
    /// ```
    /// use nn_from_scratch::laboratory::Experiment;
    /// assert_eq!(Experiment::default().network().parameters().len(), 17);
    /// ```
    ///
    /// # Panics
    /// As [`Network::random`].
    pub fn network(&self) -> Network {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        Network::random(2, &self.hidden, &mut rng).with_activation(self.activation)
    }

    /// Trains a new network and records it at some forty steps, most of them early ones. A long run
    /// reports its progress about once a second.
    ///
    /// ```
    /// use nn_from_scratch::{laboratory::Experiment, sample_grid, unit_disk};
    ///
    /// let samples = sample_grid(unit_disk, 10);
    /// let run = Experiment::default().run(&samples, &[]);
    /// assert_eq!(run.records[0].step, 0);
    /// assert!(run.records.last().unwrap().training_loss < 0.01);
    /// ```
    ///
    /// # Panics
    /// As [`train`](crate::train); or if the mini-batch is 0, or a test sample is not finite.
    pub fn run(&self, training: &[Sample], test: &[Sample]) -> Run {
        self.run_from(self.network(), training, test)
    }

    /// Like [`run`](Experiment::run), but from your own network with 2 inputs.
    ///
    /// ```
    /// use nn_from_scratch::{article, laboratory::Experiment, sample_grid, unit_disk};
    ///
    /// let samples = sample_grid(unit_disk, 10);
    /// let run = Experiment::default().run_from(article(), &samples, &[]);
    /// assert_eq!(run.network(0).parameters(), article().parameters());
    /// ```
    ///
    /// # Panics
    /// As [`run`](Experiment::run); or if the network's weights are so large that an answer is NaN.
    pub fn run_from(&self, mut network: Network, training: &[Sample], test: &[Sample]) -> Run {
        let batch = self.batch.min(training.len());
        self.check(&network, training, test, batch);
        // Not the stream of the initial weights.
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(1);
        let mut order = training.to_vec();
        let mut next = order.len();
        let mut records = vec![Record::new(0, &network, training, test)];
        assert!(
            !records[0].training_loss.is_nan(),
            "This network's weights are so large that its answers are not finite: start from a new \
             network."
        );
        let mut told = Instant::now();
        let ending = descend(self.steps, |i| {
            // All samples have been used: shuffle for the next round.
            if batch < order.len() && next + batch > order.len() {
                order.shuffle(&mut rng);
                next = 0;
            }
            let samples = if batch < order.len() { &order[next..next + batch] } else { training };
            next += batch;
            let loss = step(&mut network, samples, self.learning_rate);
            let finite = loss.is_finite() && network.is_finite();
            if finite && is_recorded(i, self.steps) {
                records.push(Record::new(i, &network, training, test));
            }
            if finite && told.elapsed() > Duration::from_secs(1) {
                told = Instant::now();
                let part = if batch < order.len() { " in this mini-batch" } else { "" };
                let (step, steps) = (grouped(i as u64), grouped(self.steps as u64));
                println!("step {step} of {steps}: a loss of {loss:.4}{part}");
            }
            finite
        });
        let outcome = match ending {
            Err(step) => Outcome::NotFinite { step },
            Ok(()) if self.steps > 0 && is_saturated(&network, training) => Outcome::Saturated,
            Ok(()) => Outcome::Finished,
        };
        Run {
            experiment: self.clone(),
            last: network,
            training: training.to_vec(),
            test: test.to_vec(),
            records,
            outcome,
        }
    }

    fn check(&self, network: &Network, training: &[Sample], test: &[Sample], batch: usize) {
        soundness::training(network.num_inputs(), training, self.learning_rate);
        soundness::finite(test);
        assert!(batch > 0, "A mini-batch needs at least 1 sample, but `batch` is 0.");
        // Besides the steps: the records, and one pass each to count and to look for saturation.
        let records = (RECORDS.min(self.steps) + 2) as u64;
        let besides = records * (pass(network, training) + pass(network, test));
        let step = pass(network, &training[..batch]);
        notebook::bound(
            self.steps,
            step,
            besides,
            notebook::MOST_WORK,
            ", or use smaller mini-batches",
        );
    }
}

/// The most records after the first.
const RECORDS: usize = 42;

/// Whether some samples are wrong and the gradient over all samples has all but vanished: over the
/// last mini-batch alone, it may be 0 by chance.
fn is_saturated(network: &Network, samples: &[Sample]) -> bool {
    let mut copy = network.clone();
    step(&mut copy, samples, f64::MIN_POSITIVE);
    count_right(network, samples) < samples.len() && is_flat(&copy, samples)
}

/// Step 1, the last step, and steps between whose distances grow with the step.
fn is_recorded(step: usize, steps: usize) -> bool {
    let place =
        |step: usize| ((1.0 + step as f64).ln() * 40.0 / (1.0 + steps as f64).ln()) as usize;
    step == steps || place(step) > place(step - 1)
}

/// The network at one step of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// How many steps had been taken.
    pub step: usize,
    /// The parameters, in the order of [`Network::parameters`].
    pub parameters: Vec<f64>,
    /// The mean loss over the training samples.
    pub training_loss: f64,
    /// The mean loss over the test samples; NaN if there are none.
    pub test_loss: f64,
}

impl Record {
    fn new(step: usize, network: &Network, training: &[Sample], test: &[Sample]) -> Record {
        Record {
            step,
            parameters: network.parameters(),
            training_loss: mean_loss(network, training),
            test_loss: if test.is_empty() { f64::NAN } else { mean_loss(network, test) },
        }
    }
}

/// A training run and its records; printed, it is a sentence.
#[derive(Clone, Debug)]
pub struct Run {
    /// What was run.
    pub experiment: Experiment,
    /// The samples trained on.
    pub training: Vec<Sample>,
    /// The samples held back.
    pub test: Vec<Sample>,
    /// The network along the way, from step 0 on.
    pub records: Vec<Record>,
    /// How the run ended.
    pub outcome: Outcome,
    last: Network,
}

impl Run {
    /// The network as it was at a record, counted from 0.
    ///
    /// ```
    /// use nn_from_scratch::{laboratory::Experiment, sample_grid, unit_disk};
    ///
    /// let experiment = Experiment { steps: 100, ..Experiment::default() };
    /// let run = experiment.run(&sample_grid(unit_disk, 10), &[]);
    /// assert_eq!(run.network(0).parameters(), experiment.network().parameters());
    /// ```
    ///
    /// # Panics
    /// If there is no such record.
    pub fn network(&self, record: usize) -> Network {
        assert!(
            record < self.records.len(),
            "This run has records 0 to {}, but no record {record}.",
            self.records.len() - 1
        );
        self.last.with_parameters(&self.records[record].parameters)
    }

    /// The training samples, at most as many as a picture shows.
    pub(super) fn shown(&self) -> &[Sample] {
        &self.training[..self.training.len().min(1000)]
    }

    /// The network at the end: as it was at the last record.
    ///
    /// ```
    /// use nn_from_scratch::{count_right, laboratory::Experiment, sample_grid, unit_disk};
    ///
    /// let samples = sample_grid(unit_disk, 10);
    /// let run = Experiment::default().run(&samples, &[]);
    /// assert_eq!(count_right(&run.trained(), &samples), 121);
    /// ```
    pub fn trained(&self) -> Network {
        self.network(self.records.len() - 1)
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = &self.records[self.records.len() - 1];
        let network = self.trained();
        write!(f, "{}: ", counted(last.step, "step"))?;
        let right = count_right(&network, &self.training);
        write!(
            f,
            "{} of {} training samples right, with a mean loss of {:.4}",
            grouped(right as u64),
            grouped(self.training.len() as u64),
            last.training_loss
        )?;
        if !self.test.is_empty() {
            let right = count_right(&network, &self.test);
            let (right, all) = (grouped(right as u64), grouped(self.test.len() as u64));
            write!(f, "; {right} of {all} test samples, {:.4}", last.test_loss)?;
        }
        write!(f, ".")?;
        match self.outcome {
            Outcome::NotFinite { step } => write!(
                f,
                " Stopped at step {step}: the loss or a parameter is no longer a finite number. \
                 The numbers are those of the last record before it."
            )?,
            Outcome::Saturated => write!(
                f,
                " The network is saturated: the gradient has all but vanished, and thousands of \
                 further steps would change little."
            )?,
            Outcome::Finished => {}
        }
        let wrong = right < self.training.len();
        let start = &self.records[0].parameters;
        let rate = self.experiment.learning_rate;
        if let Some(advice) = advice(self.outcome, wrong, start, &self.training, rate) {
            write!(f, " {advice}")?;
        }
        Ok(())
    }
}
