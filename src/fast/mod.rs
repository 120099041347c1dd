//! Fast: the same network for whole batches, laid out for the machine.
//!
//! [`train`] does what [`crate::train`] does, with the same results except for rounding, and is more
//! than twenty times as fast. Notebook 10 shows how:
//!
//! - 32 samples lie side by side, so that a vector instruction works on 4 or 8 of them;
//! - the sigmoid is computed for a whole vector, without a call of `exp`;
//! - products of matrices are summed in tiles that stay in the registers;
//! - large batches are divided among the cores.

mod backward;
mod forward;
mod gradient;
mod machine;
mod pass;
mod sigmoid;
mod strip;

pub use machine::{Instructions, Machine};
pub use pulp;

use crate::checks;
use crate::dataset::Sample;
use crate::hidden::Activation;
use crate::network::Network;
use crate::neuron::Neuron;
use crate::notebook;
use crate::report::Training;
use crate::soundness;
use crate::training::{AT_A_TIME, descend, is_right, pass};
use crate::wording::{counted, grouped};
use pass::{BLOCK, Gradient, Layers, Predict, Workspace, workspace_bytes};
use strip::{Batch, Strip, WIDTH};

/// [`crate::train`] on the whole machine: as [`Machine::train`] with [`Machine::default`].
///
/// ```
/// use nn_from_scratch::{article, fast, sample_grid, train, unit_disk};
///
/// let samples = sample_grid(unit_disk, 10);
/// let (mut plain, mut quick) = (article(), article());
/// train(&mut plain, &samples, 2000, 10.0);
/// fast::train(&mut quick, &samples, 2000, 10.0);
/// for (p, q) in plain.parameters().iter().zip(quick.parameters()) {
///     assert!((p - q).abs() < 1e-9);
/// }
/// ```
///
/// # Panics
/// As [`Machine::train`].
pub fn train(
    network: &mut Network,
    samples: &[Sample],
    steps: usize,
    learning_rate: f64,
) -> Training {
    Machine::default().train(network, samples, steps, learning_rate)
}

/// The outputs for all samples, as [`Network::predict`] gives them one by one.
///
/// ```
/// use nn_from_scratch::{article, fast, sample_grid, unit_disk};
///
/// let samples = sample_grid(unit_disk, 10);
/// let predictions = fast::predict(&article(), &samples);
/// let plain = article().predict(&samples[7].inputs());
/// assert!((predictions[7] - plain).abs() < 1e-14);
/// ```
///
/// # Panics
/// As [`Machine::predict`].
pub fn predict(network: &Network, samples: &[Sample]) -> Vec<f64> {
    Machine::default().predict(network, samples)
}

// The sums of a batch are added up in this many parts, whatever the number of threads, so that
// the result does not depend on it.
const PARTS: usize = 16;

// Below this many samples × parameters, a step ends before a thread would have started.
const WORK_FOR_THREADS: usize = 4_000_000;

impl Machine {
    /// [`crate::train`] with vector instructions: the same steps, and the same report.
    ///
    /// Parameters and losses agree to about 10⁻¹⁴ a step, since the sums are taken in another order
    /// and σ is rounded differently. A weighted sum beyond 10⁶⁰ counts as not finite; there, the
    /// plain network is saturated.
    ///
    /// # Panics
    /// As [`crate::train`], but with a larger limit, [`most_work`](Machine::most_work); if the
    /// network has neurons other than sigmoids; if [`bytes`](Machine::bytes) is more than
    /// [`most_bytes`](Machine::most_bytes); if the computer does not have the instructions, or the
    /// number of threads is 0.
    pub fn train(
        &self,
        network: &mut Network,
        samples: &[Sample],
        steps: usize,
        learning_rate: f64,
    ) -> Training {
        soundness::training(network.num_inputs(), samples, learning_rate);
        self.check(network, samples.len());
        let pass = pass(network, samples);
        notebook::bound(steps, pass, pass, self.most_work, AT_A_TIME);
        let mut layers = Layers::new(network);
        let start = layers.parameters.clone();

        let batch = Batch::new(samples);
        let mut parts = Part::of(&batch, layers.parameters.len());
        let threads = if samples.len() * layers.parameters.len() < WORK_FOR_THREADS {
            1
        } else {
            self.threads.min(parts.len())
        };
        let mut workspaces: Vec<_> = (0..threads).map(|_| Workspace::new(&layers)).collect();
        let mut losses = Vec::new();
        let ending = descend(steps, |_| {
            layers.pack();
            self.sums(&layers, &batch, &mut parts, &mut workspaces);
            let Part { gradient, loss, .. } = Part::sum(&mut parts);
            let mut finite = loss.is_finite();
            for (parameter, d) in layers.parameters.iter_mut().zip(gradient) {
                *parameter -= learning_rate * d;
                finite &= parameter.is_finite();
            }
            losses.extend(finite.then_some(*loss));
            finite
        });
        set(network, &layers.parameters, &parts[0].gradient);
        let predictions = self.predictions(&mut layers, &batch, &mut workspaces[0]);
        let predictions = predictions.iter().flat_map(|strip| strip.0);
        let right = predictions.zip(samples).filter(|(p, sample)| is_right(*p, sample)).count();
        Training::new(losses, right, ending, network, &start, samples, learning_rate)
    }

    /// The outputs for all samples, as [`Network::predict`] gives them one by one.
    ///
    /// # Panics
    /// If the network does not take 2 inputs or has neurons other than sigmoids, or if memory,
    /// instructions or threads are missing, as in [`train`](Machine::train).
    pub fn predict(&self, network: &Network, samples: &[Sample]) -> Vec<f64> {
        self.check(network, samples.len());
        if samples.is_empty() {
            return Vec::new();
        }
        let mut layers = Layers::new(network);
        let mut work = Workspace::new(&layers);
        let predictions = self.predictions(&mut layers, &Batch::new(samples), &mut work);
        predictions.iter().flat_map(|strip| strip.0).take(samples.len()).collect()
    }

    fn predictions(&self, layers: &mut Layers, batch: &Batch, work: &mut Workspace) -> Vec<Strip> {
        layers.pack();
        let mut predictions = vec![Strip::ZERO; batch.groups()];
        self.instructions.run(Predict {
            layers,
            inputs: &batch.inputs,
            work,
            predictions: &mut predictions,
        });
        predictions
    }

    /// How much memory [`train`](Machine::train) takes, in bytes, for layers of these sizes, from
    /// the inputs to the output.
    ///
    /// ```
    /// let bytes = nn_from_scratch::fast::Machine::default().bytes(&[2, 64, 64, 1], 10_000);
    /// assert!(bytes < 10_000_000);
    /// ```
    ///
    /// # Panics
    /// If it is more than a `usize` holds.
    pub fn bytes(&self, sizes: &[usize], num_samples: usize) -> usize {
        self.count_bytes(sizes, num_samples).unwrap_or_else(|| {
            panic!(
                "{} and layers of {sizes:?} need more memory than can be counted in {} bits.",
                counted(num_samples, "sample"),
                usize::BITS
            )
        })
    }

    // None: too many to count.
    fn count_bytes(&self, sizes: &[usize], num_samples: usize) -> Option<usize> {
        let mut parameters: usize = 0;
        let mut outputs: usize = 0;
        for pair in sizes.windows(2) {
            let row = pair[0].checked_add(1)?;
            parameters = parameters.checked_add(row.checked_mul(pair[1])?)?;
            outputs = outputs.checked_add(pair[1])?;
        }
        let strip = WIDTH * size_of::<f64>();
        let groups = num_samples.div_ceil(WIDTH);
        let parts = PARTS.min(groups);
        // Inputs, target, factor, prediction of a sample; the parameters three times, their order,
        // and their gradient in each part; the blocks of the threads.
        let batch = groups.checked_mul(strip)?.checked_mul(sizes.first()?.checked_add(3)?)?;
        let copies = parameters.checked_mul(size_of::<f64>() * (4 + parts))?;
        let blocks = workspace_bytes(outputs)?.checked_mul(self.threads.min(PARTS))?;
        batch.checked_add(copies)?.checked_add(blocks)
    }

    fn check(&self, network: &Network, num_samples: usize) {
        let available = Instructions::available();
        assert!(
            available.contains(&self.instructions),
            "This computer does not have {}; the fastest it has is {}.",
            self.instructions,
            available[available.len() - 1]
        );
        assert!(self.threads > 0, "Training needs at least 1 thread, but `threads` is 0.");
        checks::inputs(network.num_inputs(), 2);
        let other = |n: &&Neuron| n.activation() != Activation::Sigmoid;
        if let Some(neuron) = network.layers().iter().flatten().find(other) {
            panic!(
                "`fast` takes only networks of sigmoids, but this one has a neuron with {:?}; the \
                 plain `train` and `predict` take any activation.",
                neuron.activation()
            );
        }
        let mut sizes = vec![network.num_inputs()];
        sizes.extend(network.layers().iter().map(Vec::len));
        let bytes = self.bytes(&sizes, num_samples);
        assert!(
            bytes <= self.most_bytes,
            "{} and layers of {sizes:?} would take {} bytes of memory, but the limit is {}; the \
             field `most_bytes` of `Machine` raises it.",
            counted(num_samples, "sample"),
            grouped(bytes as u64),
            grouped(self.most_bytes as u64)
        );
    }

    /// The gradient and the loss of every part.
    fn sums(
        &self,
        layers: &Layers,
        batch: &Batch,
        parts: &mut [Part],
        workspaces: &mut [Workspace],
    ) {
        let run = |parts: &mut [Part], work: &mut Workspace| {
            for part in parts {
                part.gradient.fill(0.0);
                part.loss = 0.0;
                self.instructions.run(Gradient {
                    layers,
                    batch,
                    groups: part.groups.clone(),
                    work,
                    gradient: &mut part.gradient,
                    loss: &mut part.loss,
                });
            }
        };
        let shares = parts.chunks_mut(parts.len().div_ceil(workspaces.len()));
        match workspaces {
            [work] => shares.for_each(|share| run(share, work)),
            _ => std::thread::scope(|scope| {
                for (share, work) in shares.zip(workspaces) {
                    scope.spawn(move || run(share, work));
                }
            }),
        }
    }
}

/// Puts parameters and gradients in their places, both in the order of [`Network::parameters`].
fn set(network: &mut Network, parameters: &[f64], gradients: &[f64]) {
    let mut start = 0;
    for neuron in network.layers.iter_mut().flatten() {
        let end = start + neuron.weights.len();
        neuron.weights.copy_from_slice(&parameters[start..end]);
        neuron.bias = parameters[end];
        neuron.d_weights.copy_from_slice(&gradients[start..end]);
        neuron.d_bias = gradients[end];
        start = end + 1;
    }
}

/// Some blocks of the batch, and the sums over them.
struct Part {
    groups: std::ops::Range<usize>,
    gradient: Vec<f64>,
    loss: f64,
}

impl Part {
    fn of(batch: &Batch, num_parameters: usize) -> Vec<Part> {
        let blocks = batch.groups().div_ceil(BLOCK);
        let parts = PARTS.min(blocks);
        let start = |part: usize| (blocks * part / parts * BLOCK).min(batch.groups());
        (0..parts)
            .map(|part| Part {
                groups: start(part)..start(part + 1),
                gradient: vec![0.0; num_parameters],
                loss: 0.0,
            })
            .collect()
    }

    /// Adds all parts to the first.
    fn sum(parts: &mut [Part]) -> &Part {
        let (sum, rest) = parts.split_first_mut().expect("there are samples");
        for part in rest {
            sum.loss += part.loss;
            for (sum, d) in sum.gradient.iter_mut().zip(&part.gradient) {
                *sum += d;
            }
        }
        sum
    }
}
