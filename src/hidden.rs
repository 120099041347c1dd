//! Other activations than the sigmoid, for the hidden layers of the laboratory's networks.

use crate::activation::{sigmoid, sigmoid_derivative};
use crate::network::Network;
use crate::neuron::Neuron;

/// What a neuron makes of its weighted sum z. The course's neurons are all sigmoids; the hidden
/// ones of the laboratory may be others.
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

impl Neuron {
    /// The activation.
    pub fn activation(&self) -> Activation {
        self.activation
    }
}

impl Network {
    /// The same network with another activation in the hidden layers; the output, which is to be
    /// between 0 and 1, stays a sigmoid.
    pub fn with_activation(mut self, activation: Activation) -> Network {
        let hidden = self.layers.len() - 1;
        for neuron in self.layers[..hidden].iter_mut().flatten() {
            neuron.activation = activation;
        }
        self
    }
}
