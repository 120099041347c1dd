//! Training: one step, the loop, and what it reports.

use crate::activation::sigmoid_derivative;
use crate::dataset::Sample;
use crate::loss::{square_loss, square_loss_derivative};
use crate::network::Network;
use std::fmt;

/// One step of gradient descent over all samples; returns the mean loss before the update.
///
/// mean loss = (1/N) · Σ (p − t)²
///
/// # Panics
/// If there are no samples, one holds NaN or an infinite number, the network does not take
/// 2 inputs, or the learning rate is not a finite number above 0.
pub fn train_step(network: &mut Network, samples: &[Sample], learning_rate: f64) -> f64 {
    check_samples(samples);
    let num_samples = samples.len() as f64;
    let mut loss = 0.0;
    network.zero_grad();
    for sample in samples {
        let prediction = network.forward(&sample.inputs());
        loss += square_loss(prediction, sample.target);
        network.backward(square_loss_derivative(prediction, sample.target) / num_samples);
    }
    network.update(learning_rate);
    loss / num_samples
}

/// `steps` steps of gradient descent, fewer if the numbers stop being finite.
///
/// ```
/// use nn_from_scratch::*;
/// use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
///
/// let samples = sample_grid(unit_disk, 10);
/// let mut rng = ChaCha8Rng::seed_from_u64(SEED);
/// let mut network = Network::random(2, &[4], &mut rng);
/// let training = train(&mut network, &samples, 2000, 10.0);
/// assert!(training.losses[1999] < 0.01);
/// assert_eq!(count_right(&network, &samples), 121);
/// ```
///
/// A run is bounded, since stopping it by force costs a notebook all its variables; a longer
/// training is several runs, each of which goes on where the one before stopped.
///
/// # Panics
/// As [`train_step`], or if steps × samples × parameters is more than 10¹⁰, about a minute.
pub fn train(
    network: &mut Network,
    samples: &[Sample],
    steps: usize,
    learning_rate: f64,
) -> Training {
    check_samples(samples);
    let work_of_a_step = samples.len() as u64 * network.parameters().len() as u64;
    let most_steps = MOST_WORK / work_of_a_step;
    assert!(
        steps as u64 <= most_steps,
        "{steps} steps would take longer than a minute, and to interrupt them costs all variables; \
         train for at most {most_steps} steps at a time: each call goes on where the last stopped."
    );
    let mut losses = Vec::new();
    let mut not_finite_at = None;
    for step in 1..=steps {
        let loss = train_step(network, samples, learning_rate);
        if !(loss.is_finite() && network.is_finite()) {
            not_finite_at = Some(step);
            break;
        }
        losses.push(loss);
    }
    let right = count_right(network, samples);
    Training::report(network, samples, losses, not_finite_at, learning_rate, right)
}

// Steps × samples × parameters: each such product takes some 6 ns.
pub(crate) const MOST_WORK: u64 = 10_000_000_000;

// From flatter places than this, even ten thousand steps do not lead back.
const FLAT: f64 = 1e-5;

/// Whether every answer is where the sigmoid has no slope worth mention, or the last step's
/// gradient did not reach the inputs at all.
pub(crate) fn is_flat(network: &Network, samples: &[Sample]) -> bool {
    let slope = |sample: &Sample| sigmoid_derivative(network.predict(&sample.inputs()));
    let mut d_weights = network.layers()[0].iter().flat_map(|neuron| neuron.d_weights());
    samples.iter().all(|sample| slope(sample) < FLAT) || d_weights.all(|d_weight| *d_weight == 0.0)
}

/// What a training run reports; printed, it is a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// The mean loss of every step, before its update.
    pub losses: Vec<f64>,
    /// How the run ended.
    pub outcome: Outcome,
    learning_rate: f64,
    largest_input: f64,
    right: usize,
    num_samples: usize,
}

/// How a training run ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// All steps were taken.
    Finished,
    /// In this step (counted from 1) the loss or a parameter became NaN or infinite.
    NotFinite {
        /// The step.
        step: usize,
    },
    /// Some samples are wrong, yet the sigmoids are where they are flat and the gradient has all
    /// but vanished: thousands of further steps would change little.
    Saturated,
}

impl Training {
    pub(crate) fn report(
        network: &Network,
        samples: &[Sample],
        losses: Vec<f64>,
        not_finite_at: Option<usize>,
        learning_rate: f64,
        right: usize,
    ) -> Training {
        let outcome = match not_finite_at {
            Some(step) => Outcome::NotFinite { step },
            None if !losses.is_empty() && right < samples.len() && is_flat(network, samples) => {
                Outcome::Saturated
            }
            None => Outcome::Finished,
        };
        let largest_input = samples.iter().fold(0.0, |m: f64, s| m.max(s.x.abs()).max(s.y.abs()));
        let num_samples = samples.len();
        Training { losses, outcome, learning_rate, largest_input, right, num_samples }
    }
}

impl fmt::Display for Training {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let advice = if self.largest_input > 10.0 {
            "Try inputs between -10 and 10.".to_string()
        } else {
            format!("Try a learning rate ten times smaller than {:?}.", self.learning_rate)
        };
        if let Outcome::NotFinite { step } = self.outcome {
            return write!(
                f,
                "Stopped at step {step}: the loss or a parameter is no longer a finite number. \
                 {advice}"
            );
        }
        match self.losses.as_slice() {
            [] => write!(f, "No step taken")?,
            [loss] => write!(f, "1 step, with a mean loss of {loss:.4}")?,
            [first, .., last] => write!(
                f,
                "{} steps: a mean loss of {first:.4} in the first, {last:.4} in the last",
                self.losses.len()
            )?,
        }
        write!(f, "; {} of {} samples on the right side of 0.5.", self.right, self.num_samples)?;
        if self.outcome == Outcome::Saturated {
            write!(
                f,
                " The network is saturated: its sigmoids are where they are flat, the gradient \
                 has all but vanished, and thousands of further steps would change little. {advice}"
            )?;
        }
        Ok(())
    }
}

/// The mean loss over all samples.
///
/// # Panics
/// If there are no samples, or the network does not take 2 inputs.
pub fn mean_loss(network: &Network, samples: &[Sample]) -> f64 {
    assert!(!samples.is_empty(), "A mean loss needs at least 1 sample, but the data set is empty.");
    let loss: f64 = samples
        .iter()
        .map(|sample| square_loss(network.predict(&sample.inputs()), sample.target))
        .sum();
    loss / samples.len() as f64
}

/// How many samples are on the right side of 0.5: above it where the target is above it.
///
/// # Panics
/// If the network does not take 2 inputs.
pub fn count_right(network: &Network, samples: &[Sample]) -> usize {
    let predictions = samples.iter().map(|sample| network.predict(&sample.inputs()));
    count_right_predictions(predictions, samples)
}

pub(crate) fn count_right_predictions(
    predictions: impl Iterator<Item = f64>,
    samples: &[Sample],
) -> usize {
    let right = |(p, sample): &(f64, &Sample)| (*p > 0.5) == (sample.target > 0.5);
    predictions.zip(samples).filter(right).count()
}

pub(crate) fn check_samples(samples: &[Sample]) {
    assert!(!samples.is_empty(), "Training needs at least 1 sample, but the data set is empty.");
    check_finite(samples);
}

pub(crate) fn check_finite(samples: &[Sample]) {
    for (i, sample) in samples.iter().enumerate() {
        assert!(
            sample.x.is_finite() && sample.y.is_finite() && sample.target.is_finite(),
            "Every sample must be finite numbers, but samples[{i}] is ({}, {}) with target {}.",
            sample.x,
            sample.y,
            sample.target
        );
    }
}
