//! Functions that a notebook asks its reader to write, and that the network has in another form.
//! They serve while the reader's cell is still empty.

use crate::dataset::Sample;
use crate::network::Network;
use crate::training::train_step;

/// One step of gradient descent on a list of parameters, as [`Network::update`] takes it.
///
/// w ← w − η · ∂J/∂w
pub fn gradient_step(parameters: &[f64], gradient: &[f64], learning_rate: f64) -> Vec<f64> {
    parameters.iter().zip(gradient).map(|(w, d_w)| w - learning_rate * d_w).collect()
}

/// `steps` steps of gradient descent; returns the mean loss of each, before its update.
///
/// # Panics
/// As [`train_step`].
pub fn training_loop(
    network: &mut Network,
    samples: &[Sample],
    steps: usize,
    learning_rate: f64,
) -> Vec<f64> {
    (0..steps).map(|_| train_step(network, samples, learning_rate)).collect()
}
