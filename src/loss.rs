//! Loss: the squared error beside its derivative.

/// How wrong one prediction p is for its target t.
///
/// L = (p − t)²
pub fn square_loss(prediction: f64, target: f64) -> f64 {
    let error = prediction - target;
    error * error
}

/// How the loss changes with the prediction.
///
/// dL/dp = 2 · (p − t)
pub fn square_loss_derivative(prediction: f64, target: f64) -> f64 {
    2.0 * (prediction - target)
}
