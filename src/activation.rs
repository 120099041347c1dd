//! Activation: the sigmoid beside its derivative.

/// The sigmoid, a smooth step from 0 to 1.
///
/// σ(z) = 1 / (1 + e⁻ᶻ)
///
/// ```
/// use nn_from_scratch::sigmoid;
/// assert_eq!(sigmoid(0.0), 0.5);
/// assert!(sigmoid(-10.0) < 0.0001 && sigmoid(10.0) > 0.9999);
/// ```
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The sigmoid's derivative, from its output a = σ(z), so that it needs no second `exp`.
///
/// σ′(z) = σ(z) · (1 − σ(z)) = a · (1 − a)
///
/// ```
/// use nn_from_scratch::{sigmoid, sigmoid_derivative};
/// let (z, h) = (0.7, 1e-5);
/// let measured = (sigmoid(z + h) - sigmoid(z - h)) / (2.0 * h);
/// assert!((sigmoid_derivative(sigmoid(z)) - measured).abs() < 1e-9);
/// ```
pub fn sigmoid_derivative(output: f64) -> f64 {
    output * (1.0 - output)
}
