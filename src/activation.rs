//! Activation: the sigmoid beside its derivative.

/// The sigmoid, a smooth step from 0 to 1.
///
/// σ(z) = 1 / (1 + e⁻ᶻ)
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The sigmoid's derivative, from its output a = σ(z), so that it costs no second `exp`.
///
/// σ′(z) = σ(z) · (1 − σ(z)) = a · (1 − a)
pub fn sigmoid_derivative(output: f64) -> f64 {
    output * (1.0 - output)
}
