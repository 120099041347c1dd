//! Networks with another activation than the sigmoid in their hidden layers.

use crate::hidden::Activation;
use crate::network::Network;
use crate::neuron::Neuron;

impl Neuron {
    /// The activation.
    pub fn activation(&self) -> Activation {
        self.activation
    }
}

impl Network {
    /// The same network with another activation in the hidden layers. The output must lie
    /// between 0 and 1, so it stays a sigmoid.
    pub fn with_activation(mut self, activation: Activation) -> Network {
        let hidden = self.layers.len() - 1;
        for neuron in self.layers[..hidden].iter_mut().flatten() {
            neuron.activation = activation;
        }
        self
    }
}
