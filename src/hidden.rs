//! Activations other than the sigmoid, for the hidden layers of the laboratory's networks.

use crate::activation::{sigmoid, sigmoid_derivative};

/// The function that a neuron applies to its weighted sum z. All neurons of the course use the
/// sigmoid; in the laboratory, the hidden ones may use another.
///
/// ```
/// use nn_from_scratch::{Activation, article};
/// assert_eq!(Activation::Relu.value(-3.0), 0.0);
/// assert_eq!(Activation::Relu.derivative(2.0), 1.0);
/// let network = article().with_activation(Activation::Tanh);
/// assert_eq!(network.layers()[0][0].activation(), Activation::Tanh);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// σ(z), from 0 to 1.
    #[default]
    Sigmoid,
    /// tanh(z), from -1 to 1.
    Tanh,
    /// max(0, z), the rectified linear unit.
    Relu,
}

impl Activation {
    /// The activation at z.
    pub fn value(self, z: f64) -> f64 {
        match self {
            Activation::Sigmoid => sigmoid(z),
            Activation::Tanh => z.tanh(),
            // Not `max`, which would turn NaN into 0.
            Activation::Relu if z < 0.0 => 0.0,
            Activation::Relu => z,
        }
    }

    /// Its derivative, from its output a.
    ///
    /// σ′(z) = a · (1 − a); tanh′(z) = 1 − a²; relu′(z) = 1 where a > 0, else 0
    pub fn derivative(self, output: f64) -> f64 {
        match self {
            Activation::Sigmoid => sigmoid_derivative(output),
            Activation::Tanh => 1.0 - output * output,
            Activation::Relu => f64::from(output > 0.0),
        }
    }
}
