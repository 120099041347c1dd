//! Loss: the squared error beside its derivative.

/// How wrong one prediction p is for its target t.
///
/// L = (p − t)²
///
/// ```
/// use nn_from_scratch::square_loss;
/// assert_eq!(square_loss(0.5, 1.0), 0.25);
/// ```
pub fn square_loss(prediction: f64, target: f64) -> f64 {
    let error = prediction - target;
    error * error
}

/// How the loss changes with the prediction.
///
/// dL/dp = 2 · (p − t)
///
/// ```
/// use nn_from_scratch::square_loss_derivative;
/// assert_eq!(square_loss_derivative(0.5, 1.0), -1.0); // a larger p lowers the loss
/// ```
pub fn square_loss_derivative(prediction: f64, target: f64) -> f64 {
    2.0 * (prediction - target)
}
