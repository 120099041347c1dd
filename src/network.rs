//! A network: layers of neurons, each layer's outputs the next one's inputs.

use crate::checks;
use crate::neuron::Neuron;
use crate::soundness;
use rand_chacha::ChaCha8Rng;

/// A fully connected network with any number of hidden layers and one output.
#[derive(Clone, Debug)]
pub struct Network {
    pub(crate) layers: Vec<Vec<Neuron>>,
}

impl Network {
    /// A network of the given neurons, layer by layer from the inputs to the one output.
    ///
    /// ```
    /// use nn_from_scratch::{Network, Neuron};
    /// let hidden = vec![Neuron::new(&[1.0, 0.0], 0.0), Neuron::new(&[0.0, 1.0], 0.0)];
    /// let network = Network::new(vec![hidden, vec![Neuron::new(&[2.0, -2.0], 0.0)]]);
    /// assert_eq!(network.predict(&[3.0, 3.0]), 0.5);
    /// ```
    ///
    /// # Panics
    /// If a layer has no neurons, the last layer has more than one, a neuron's number of weights
    /// is not the number of values that the layer before it gives, or the neurons come from a
    /// network [with another activation](Network::with_activation).
    pub fn new(layers: Vec<Vec<Neuron>>) -> Network {
        soundness::shape(&layers);
        Network { layers }
    }

    /// A network with random weights: `Network::random(2, &[4], &mut rng)` has 2 inputs, 4 hidden
    /// neurons and 1 output. Neurons draw their weights in the order of the forward pass.
    ///
    /// ```
    /// use nn_from_scratch::*;
    /// let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    /// let network = Network::random(2, &[4], &mut rng);
    /// assert_eq!(network.parameters().len(), 4 * (2 + 1) + (4 + 1));
    /// ```
    ///
    /// # Panics
    /// If `num_inputs` or the size of a hidden layer is 0, or there would be more than ten million
    /// weights.
    pub fn random(num_inputs: usize, hidden: &[usize], rng: &mut ChaCha8Rng) -> Network {
        checks::sizes(num_inputs, hidden);
        let mut layers: Vec<Vec<Neuron>> = Vec::new();
        let mut size_before = num_inputs;
        for &size in hidden.iter().chain(&[1]) {
            layers.push((0..size).map(|_| Neuron::random(size_before, rng)).collect());
            size_before = size;
        }
        Network::new(layers)
    }

    /// A network of the same shape with other parameters, in the order of
    /// [`parameters`](Network::parameters).
    ///
    /// ```
    /// let network = nn_from_scratch::article().with_parameters(&[0.0; 17]);
    /// assert_eq!(network.predict(&[1.0, 2.0]), 0.5);
    /// ```
    ///
    /// # Panics
    /// If there are more or fewer parameters than the network has, or one is not finite.
    pub fn with_parameters(&self, parameters: &[f64]) -> Network {
        checks::parameters(self.parameters().len(), parameters.len());
        let mut network = self.clone();
        let mut rest = parameters;
        for neuron in network.layers.iter_mut().flatten() {
            let n = neuron.weights.len();
            let activation = neuron.activation;
            *neuron = Neuron::new(&rest[..n], rest[n]);
            neuron.activation = activation;
            rest = &rest[n + 1..];
        }
        network
    }

    /// The output for `inputs`, without storing anything: for pictures and tests.
    ///
    /// ```
    /// let network = nn_from_scratch::article();
    /// let output = network.predict(&[1.0, -2.0]);
    /// assert_eq!(format!("{output:.4}"), "0.5663");
    /// ```
    ///
    /// # Panics
    /// If the number of inputs is not the network's.
    pub fn predict(&self, inputs: &[f64]) -> f64 {
        checks::inputs(self.num_inputs(), inputs.len());
        let mut signal = inputs.to_vec();
        for layer in &self.layers {
            signal = layer.iter().map(|neuron| neuron.predict(&signal)).collect();
        }
        signal[0]
    }

    /// The output for `inputs`; each neuron stores what the backward pass needs.
    ///
    /// ```
    /// let mut network = nn_from_scratch::article();
    /// assert_eq!(network.forward(&[1.0, -2.0]), network.predict(&[1.0, -2.0]));
    /// ```
    ///
    /// # Panics
    /// If the number of inputs is not the network's.
    pub fn forward(&mut self, inputs: &[f64]) -> f64 {
        checks::inputs(self.num_inputs(), inputs.len());
        let mut signal = inputs.to_vec();
        for layer in &mut self.layers {
            signal = layer.iter_mut().map(|neuron| neuron.forward(&signal)).collect();
        }
        signal[0]
    }

    /// Backpropagation: takes dL/d(output) and walks through the layers in reverse. Every neuron adds
    /// to its gradients, for the inputs of the last [`forward`](Network::forward). Returns
    /// dL/d(inputs).
    ///
    /// ```
    /// use nn_from_scratch::{article, square_loss_derivative};
    /// let mut network = article();
    /// let prediction = network.forward(&[0.5, -0.5]);
    /// network.backward(square_loss_derivative(prediction, 1.0));
    /// assert!(network.gradients()[16] < 0.0); // a larger bias of the output lowers the loss
    /// ```
    pub fn backward(&mut self, d_output: f64) -> Vec<f64> {
        let mut d_outputs = vec![d_output];
        for layer in self.layers.iter_mut().rev() {
            let mut d_inputs = vec![0.0; layer[0].weights.len()];
            for (neuron, d_output) in layer.iter_mut().zip(&d_outputs) {
                neuron.backward(*d_output, &mut d_inputs);
            }
            d_outputs = d_inputs; // the inputs of this layer are the outputs of the one before
        }
        d_outputs
    }

    /// Sets all gradients to 0.
    ///
    /// ```
    /// let mut network = nn_from_scratch::article();
    /// network.forward(&[1.0, -2.0]);
    /// network.backward(1.0);
    /// network.zero_grad();
    /// assert_eq!(network.gradients(), [0.0; 17]);
    /// ```
    pub fn zero_grad(&mut self) {
        for neuron in self.layers.iter_mut().flatten() {
            neuron.zero_grad();
        }
    }

    /// One step of gradient descent for every neuron.
    ///
    /// ```
    /// let mut network = nn_from_scratch::article();
    /// let before = network.forward(&[1.0, -2.0]);
    /// network.backward(1.0); // L = p
    /// network.update(0.1);
    /// assert!(network.predict(&[1.0, -2.0]) < before);
    /// ```
    ///
    /// # Panics
    /// If the learning rate is NaN, infinite, zero or negative.
    pub fn update(&mut self, learning_rate: f64) {
        checks::learning_rate(learning_rate);
        for neuron in self.layers.iter_mut().flatten() {
            neuron.update(learning_rate);
        }
    }

    /// The layers of neurons, from the first hidden one to the output.
    ///
    /// ```
    /// let network = nn_from_scratch::article();
    /// assert_eq!(network.layers().len(), 2);
    /// assert_eq!(network.layers()[1][0].weights().len(), 4); // the output neuron
    /// ```
    pub fn layers(&self) -> &[Vec<Neuron>] {
        &self.layers
    }

    /// The number of inputs.
    pub fn num_inputs(&self) -> usize {
        self.layers[0][0].weights.len()
    }

    /// All parameters: layer by layer, neuron by neuron, the weights and then the bias.
    ///
    /// ```
    /// use nn_from_scratch::{Network, Neuron};
    /// let hidden = vec![Neuron::new(&[1.0, 2.0], 3.0)];
    /// let network = Network::new(vec![hidden, vec![Neuron::new(&[4.0], 5.0)]]);
    /// assert_eq!(network.parameters(), [1.0, 2.0, 3.0, 4.0, 5.0]);
    /// ```
    pub fn parameters(&self) -> Vec<f64> {
        let mut parameters = Vec::new();
        for neuron in self.layers.iter().flatten() {
            parameters.extend_from_slice(&neuron.weights);
            parameters.push(neuron.bias);
        }
        parameters
    }

    /// All gradients, in the order of [`parameters`](Network::parameters).
    ///
    /// ```
    /// let mut network = nn_from_scratch::article();
    /// network.forward(&[1.0, -2.0]);
    /// network.backward(1.0);
    /// assert_eq!(network.gradients()[16], network.layers()[1][0].d_bias());
    /// ```
    pub fn gradients(&self) -> Vec<f64> {
        let mut gradients = Vec::new();
        for neuron in self.layers.iter().flatten() {
            gradients.extend_from_slice(&neuron.d_weights);
            gradients.push(neuron.d_bias);
        }
        gradients
    }

    /// Whether every parameter is a finite number.
    pub fn is_finite(&self) -> bool {
        self.parameters().iter().all(|parameter| parameter.is_finite())
    }
}
