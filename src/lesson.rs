//! Functions that a notebook asks its reader to write, and that the network has in another form.
//! They serve while the reader's cell is still empty.

use crate::checks;
use crate::dataset::Sample;
use crate::network::Network;
use crate::neuron::Neuron;
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

/// One step of gradient descent with weight decay: [`Network::update`] on the loss J + λ · Σ w², whose
/// sum runs over all weights, without the biases.
///
/// w ← w − η · (∂J/∂w + 2 · λ · w), b ← b − η · ∂J/∂b, with the learning rate η and the decay λ
///
/// ```
/// use nn_from_scratch::{Network, Neuron, lesson::decayed_update};
/// let network = Network::new(vec![vec![Neuron::new(&[3.0, -2.0], 1.0)]]); // its gradients are 0
/// assert_eq!(decayed_update(&network, 0.5, 0.25).parameters(), [2.25, -1.5, 1.0]);
/// ```
///
/// # Panics
/// If a new parameter is NaN or infinite.
pub fn decayed_update(network: &Network, learning_rate: f64, decay: f64) -> Network {
    let mut parameters = Vec::new();
    for neuron in network.layers().iter().flatten() {
        for (w, d_w) in neuron.weights().iter().zip(neuron.d_weights()) {
            parameters.push(w - learning_rate * (d_w + 2.0 * decay * w));
        }
        parameters.push(neuron.bias() - learning_rate * neuron.d_bias());
    }
    network.with_parameters(&parameters)
}

/// A network with these sizes of its layers, the number of inputs first, and with parameters in the
/// order of [`Network::parameters`].
///
/// ```
/// use nn_from_scratch::{article, lesson::network_of};
/// let parameters = article().parameters();
/// let network = network_of(&[2, 4, 1], &parameters);
/// assert_eq!(network.predict(&[0.5, -0.5]), article().predict(&[0.5, -0.5]));
/// ```
///
/// # Panics
/// If there are more or fewer parameters than such a network has, and as [`Neuron::new`] and
/// [`Network::new`].
pub fn network_of(sizes: &[usize], parameters: &[f64]) -> Network {
    let expected = sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
    checks::parameters(expected, parameters.len());
    let mut rest = parameters;
    let mut layers = Vec::new();
    for pair in sizes.windows(2) {
        let mut layer = Vec::new();
        for _ in 0..pair[1] {
            layer.push(Neuron::new(&rest[..pair[0]], rest[pair[0]]));
            rest = &rest[pair[0] + 1..];
        }
        layers.push(layer);
    }
    Network::new(layers)
}

/// Scores as probabilities: between 0 and 1, and together 1.
///
/// pₖ = exp(zₖ − m) / Σ exp(zⱼ − m), with the largest score m, so that no `exp` is infinite
///
/// ```
/// use nn_from_scratch::lesson::softmax;
/// assert_eq!(softmax(&[7.0, 7.0]), [0.5, 0.5]);
/// assert_eq!(softmax(&[1001.0, 1002.0]), softmax(&[1.0, 2.0]));
/// ```
pub fn softmax(scores: &[f64]) -> Vec<f64> {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - largest).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// The slopes of the cross-entropy L = −ln p along the scores, p the [`softmax`] of the one with the
/// number `label`.
///
/// ∂L/∂zₖ = pₖ − tₖ, with the target tₖ: 1 for the label, 0 for the others
///
/// ```
/// use nn_from_scratch::lesson::cross_entropy_derivative;
/// assert_eq!(cross_entropy_derivative(&[7.0, 7.0], 1), [0.5, -0.5]);
/// ```
///
/// # Panics
/// If there is no score with this number.
pub fn cross_entropy_derivative(scores: &[f64], label: usize) -> Vec<f64> {
    assert!(
        label < scores.len(),
        "The label {label} needs a score of its own, but there are {} scores, numbered from 0.",
        scores.len()
    );
    let mut slopes = softmax(scores);
    slopes[label] -= 1.0;
    slopes
}

/// The slope of f at `at`, measured: the rise over a tiny step to both sides, divided by the run.
///
/// f′(x) ≈ (f(x + h) − f(x − h)) / 2h, with h = 10⁻⁵
///
/// ```
/// use nn_from_scratch::lesson::slope;
/// assert!((slope(&|x| x * x, 3.0) - 6.0).abs() < 1e-9);
/// ```
pub fn slope(f: &dyn Fn(f64) -> f64, at: f64) -> f64 {
    let h = 1e-5;
    (f(at + h) - f(at - h)) / (2.0 * h)
}

/// Every parameter moved against the measured [`slope`] of the error along it, all from the same
/// place.
///
/// w ← w − ∂E/∂w
///
/// ```
/// use nn_from_scratch::lesson::nudge;
/// let nudged = nudge(&[2.0, 3.0], &|p: &[f64]| p[0] * p[1]);
/// assert!((nudged[0] + 1.0).abs() < 1e-9 && (nudged[1] - 1.0).abs() < 1e-9);
/// ```
pub fn nudge(parameters: &[f64], error: &dyn Fn(&[f64]) -> f64) -> Vec<f64> {
    let mut nudged = parameters.to_vec();
    for i in 0..parameters.len() {
        let along = |value: f64| {
            let mut tried = parameters.to_vec();
            tried[i] = value;
            error(&tried)
        };
        nudged[i] -= slope(&along, parameters[i]);
    }
    nudged
}

/// The slope of the last number of a computation along every number in it. `from` holds, for each,
/// the earlier numbers that it was computed from, and its slope along each.
///
/// The slope along the last is 1. From the end, each number passes its own on to those it came from,
/// times its slope along them; what arrives there adds up.
///
/// ```
/// use nn_from_scratch::lesson::walk_back;
/// // u = 3, then u · u: its slope along each of its two factors is 3.
/// assert_eq!(walk_back(&[vec![], vec![(0, 3.0), (0, 3.0)]]), [6.0, 1.0]);
/// ```
///
/// # Panics
/// If a number was computed from one that does not exist.
pub fn walk_back(from: &[Vec<(usize, f64)>]) -> Vec<f64> {
    let mut slopes = vec![0.0; from.len()];
    if let Some(last) = slopes.last_mut() {
        *last = 1.0;
    }
    for i in (0..from.len()).rev() {
        for (source, slope) in &from[i] {
            slopes[*source] += slopes[i] * slope;
        }
    }
    slopes
}
