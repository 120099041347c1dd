//! Training: one step of gradient descent, and the loop.

use crate::dataset::Sample;
use crate::loss::{square_loss, square_loss_derivative};
use crate::network::Network;
use crate::notebook;
use crate::report::Training;
use crate::soundness;

/// One step of gradient descent over all samples; returns the mean loss before the update.
///
/// mean loss = (1/N) · Σ (p − t)²
///
/// ```
/// use nn_from_scratch::*;
/// let samples = sample_grid(unit_disk, 10);
/// let mut network = article();
/// let loss = train_step(&mut network, &samples, 10.0);
/// assert!(mean_loss(&network, &samples) < loss);
/// ```
///
/// # Panics
/// If there are no samples, one holds NaN or an infinite number, the network does not take
/// 2 inputs, or the learning rate is not a finite number above 0.
pub fn train_step(network: &mut Network, samples: &[Sample], learning_rate: f64) -> f64 {
    soundness::training(network.num_inputs(), samples, learning_rate);
    step(network, samples, learning_rate)
}

/// The same without the checks, which a loop needs only once.
pub(crate) fn step(network: &mut Network, samples: &[Sample], learning_rate: f64) -> f64 {
    let n = samples.len() as f64;
    let mut loss = 0.0;
    network.zero_grad();
    for sample in samples {
        let prediction = network.forward(&sample.inputs());
        loss += square_loss(prediction, sample.target);
        network.backward(square_loss_derivative(prediction, sample.target) / n);
    }
    network.update(learning_rate);
    loss / n
}

/// `steps` steps of gradient descent, fewer if the numbers stop being finite.
///
/// ```
/// use nn_from_scratch::*;
///
/// let samples = sample_grid(unit_disk, 10);
/// let mut rng = ChaCha8Rng::seed_from_u64(SEED);
/// let mut network = Network::random(2, &[4], &mut rng);
/// let training = train(&mut network, &samples, 2000, 10.0);
/// assert!(training.losses[1999] < 0.01);
/// assert_eq!(count_right(&network, &samples), 121);
/// ```
///
/// # Panics
/// As [`train_step`], or if the run would take [longer than a cell should](notebook::MOST_WORK).
pub fn train(
    network: &mut Network,
    samples: &[Sample],
    steps: usize,
    learning_rate: f64,
) -> Training {
    soundness::training(network.num_inputs(), samples, learning_rate);
    let pass = pass(network, samples);
    notebook::bound(steps, pass, pass, notebook::MOST_WORK, AT_A_TIME);
    let start = network.parameters();
    let mut losses = Vec::new();
    let ending = descend(steps, |_| {
        let loss = step(network, samples, learning_rate);
        let finite = loss.is_finite() && network.is_finite();
        losses.extend(finite.then_some(loss));
        finite
    });
    let right = count_right(network, samples);
    Training::new(losses, right, ending, network, &start, samples, learning_rate)
}

pub(crate) const AT_A_TIME: &str = " at a time: each call continues where the last one stopped";

/// The work of one pass over the samples.
pub(crate) fn pass(network: &Network, samples: &[Sample]) -> u64 {
    samples.len() as u64 * network.parameters().len() as u64
}

/// Takes up to `steps` steps, and stops at one whose numbers are not finite.
///
/// # Errors
/// The step, counted from 1, that `step` says is not finite.
pub(crate) fn descend(steps: usize, mut step: impl FnMut(usize) -> bool) -> Result<(), usize> {
    match (1..=steps).find(|i| !step(*i)) {
        Some(not_finite) => Err(not_finite),
        None => Ok(()),
    }
}

/// The mean loss over all samples.
///
/// J = (1/N) · Σ (p − t)²
///
/// ```
/// use nn_from_scratch::*;
/// let loss = mean_loss(&article(), &sample_grid(unit_disk, 10));
/// assert_eq!(format!("{loss:.4}"), "0.2919");
/// ```
///
/// # Panics
/// If there are no samples, or the network does not take 2 inputs.
pub fn mean_loss(network: &Network, samples: &[Sample]) -> f64 {
    assert!(!samples.is_empty(), "A mean loss needs at least 1 sample, but the data set is empty.");
    let mut loss = 0.0;
    for sample in samples {
        let prediction = network.predict(&sample.inputs());
        loss += square_loss(prediction, sample.target);
    }
    loss / samples.len() as f64
}

/// For how many samples the prediction is on the right side of 0.5: the target's side.
///
/// ```
/// use nn_from_scratch::*;
/// // Untrained, it answers "inside" everywhere, which is right for 21 of 121 samples.
/// assert_eq!(count_right(&article(), &sample_grid(unit_disk, 10)), 21);
/// ```
///
/// # Panics
/// If the network does not take 2 inputs.
pub fn count_right(network: &Network, samples: &[Sample]) -> usize {
    samples.iter().filter(|sample| is_right(network.predict(&sample.inputs()), sample)).count()
}

pub(crate) fn is_right(prediction: f64, sample: &Sample) -> bool {
    (prediction > 0.5) == (sample.target > 0.5)
}
