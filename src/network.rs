//! A network: layers of neurons, each layer's outputs the next one's inputs.

use crate::activation::Activation;
use crate::neuron::Neuron;
use rand_chacha::ChaCha8Rng;

/// A fully connected network with any number of hidden layers and one output.
#[derive(Clone, Debug)]
pub struct Network {
    layers: Vec<Vec<Neuron>>,
    // Kept, so that no pass allocates:
    outputs: Vec<Vec<f64>>, // outputs[l]: what layer l gave in the last forward pass
    d_inputs: Vec<Vec<f64>>, // d_inputs[l]: dL/d(inputs of layer l) in the last backward pass
}

impl Network {
    /// A network of given neurons, layer by layer from the inputs to the one output.
    ///
    /// # Panics
    /// If a layer has no neurons, the last layer has more than one, or a neuron's number of
    /// weights is not the number of values that the layer before it gives.
    pub fn new(layers: Vec<Vec<Neuron>>) -> Network {
        assert!(!layers.is_empty(), "A network needs at least 1 layer, but got none.");
        for (l, layer) in layers.iter().enumerate() {
            assert!(
                !layer.is_empty(),
                "Every layer needs at least 1 neuron, but layer {} has none.",
                l + 1
            );
            let expected = if l == 0 { layer[0].weights().len() } else { layers[l - 1].len() };
            for (n, neuron) in layer.iter().enumerate() {
                assert!(
                    neuron.weights().len() == expected,
                    "Every neuron of layer {} takes {expected} inputs, but neuron {} has {} weights.",
                    l + 1,
                    n + 1,
                    neuron.weights().len()
                );
            }
        }
        let last = layers[layers.len() - 1].len();
        assert!(last == 1, "The last layer must have 1 neuron, the output, but it has {last}.");
        let outputs = layers.iter().map(|layer| vec![0.0; layer.len()]).collect();
        let d_inputs = layers.iter().map(|layer| vec![0.0; layer[0].weights().len()]).collect();
        Network { layers, outputs, d_inputs }
    }

    /// A network with random weights: `Network::random(2, &[4], &mut rng)` has 2 inputs, 4 hidden
    /// neurons and 1 output. Neurons draw their weights in the order of the forward pass.
    ///
    /// # Panics
    /// If `num_inputs` or the size of a hidden layer is 0, or there would be more than ten million
    /// weights.
    pub fn random(num_inputs: usize, hidden: &[usize], rng: &mut ChaCha8Rng) -> Network {
        assert!(num_inputs > 0, "A network needs at least 1 input, but got 0.");
        let mut layers = Vec::new();
        let mut num_weights: usize = 0;
        let mut size_before = num_inputs;
        for &size in hidden.iter().chain(&[1]) {
            // Asked before memory is taken.
            num_weights = size.saturating_mul(size_before).saturating_add(num_weights);
            assert!(
                num_weights <= 10_000_000,
                "A network has at most 10000000 weights here, but {hidden:?} would need {num_weights}."
            );
            let layer: Vec<Neuron> = (0..size).map(|_| Neuron::random(size_before, rng)).collect();
            // Panics here rather than in the next layer, where the cause would be hidden.
            assert!(
                !layer.is_empty(),
                "Every layer needs at least 1 neuron, but hidden layer {} has 0.",
                layers.len() + 1
            );
            layers.push(layer);
            size_before = size;
        }
        Network::new(layers)
    }

    /// A network of the same shape with other parameters, in the order of
    /// [`parameters`](Network::parameters).
    ///
    /// # Panics
    /// If there are more or fewer parameters than the network has, or one is not finite.
    pub fn with_parameters(&self, parameters: &[f64]) -> Network {
        let expected = self.parameters().len();
        assert!(
            parameters.len() == expected,
            "This network has {expected} parameters, but got {}.",
            parameters.len()
        );
        let mut rest = parameters;
        let mut neuron = |like: &Neuron| {
            let (weights, after) = rest.split_at(like.weights().len());
            rest = &after[1..];
            Neuron::new(weights, after[0]).with_activation(like.activation())
        };
        let layer = |like: &Vec<Neuron>| like.iter().map(&mut neuron).collect();
        Network::new(self.layers.iter().map(layer).collect())
    }

    /// The same network with another activation in the hidden layers; the output, which is to be
    /// between 0 and 1, stays a sigmoid.
    pub fn with_activation(mut self, activation: Activation) -> Network {
        let hidden = self.layers.len() - 1;
        for neuron in self.layers[..hidden].iter_mut().flatten() {
            *neuron = neuron.clone().with_activation(activation);
        }
        self
    }

    /// The output for `inputs`, leaving no trace: for pictures and tests.
    ///
    /// # Panics
    /// If the number of inputs is not the network's.
    pub fn predict(&self, inputs: &[f64]) -> f64 {
        self.check_inputs(inputs);
        let mut signal = inputs.to_vec();
        for layer in &self.layers {
            signal = layer.iter().map(|neuron| neuron.predict(&signal)).collect();
        }
        signal[0]
    }

    /// The output for `inputs`, each neuron remembering what the backward pass needs.
    ///
    /// # Panics
    /// If the number of inputs is not the network's.
    pub fn forward(&mut self, inputs: &[f64]) -> f64 {
        self.check_inputs(inputs);
        let mut inputs = inputs;
        for (layer, outputs) in self.layers.iter_mut().zip(&mut self.outputs) {
            for (neuron, output) in layer.iter_mut().zip(outputs.iter_mut()) {
                *output = neuron.forward(inputs);
            }
            inputs = outputs;
        }
        inputs[0]
    }

    /// Sets all gradients to 0.
    pub fn zero_grad(&mut self) {
        for neuron in self.layers.iter_mut().flatten() {
            neuron.zero_grad();
        }
    }

    /// Backpropagation: takes dL/d(output) and walks the layers in reverse; every neuron adds to
    /// its gradients for the inputs of the last [`forward`](Network::forward).
    pub fn backward(&mut self, d_output: f64) {
        let mut d_outputs: &[f64] = &[d_output];
        for (layer, d_inputs) in self.layers.iter_mut().zip(&mut self.d_inputs).rev() {
            d_inputs.fill(0.0);
            for (neuron, d_output) in layer.iter_mut().zip(d_outputs) {
                neuron.backward(*d_output, d_inputs);
            }
            d_outputs = d_inputs;
        }
    }

    /// One step of gradient descent for every neuron.
    ///
    /// # Panics
    /// If the learning rate is NaN, infinite, zero or negative.
    pub fn update(&mut self, learning_rate: f64) {
        check_learning_rate(learning_rate);
        for neuron in self.layers.iter_mut().flatten() {
            neuron.update(learning_rate);
        }
    }

    /// The layers of neurons, from the first hidden one to the output.
    pub fn layers(&self) -> &[Vec<Neuron>] {
        &self.layers
    }

    /// The number of inputs.
    pub fn num_inputs(&self) -> usize {
        self.layers[0][0].weights().len()
    }

    /// All parameters: layer by layer, neuron by neuron, its weights and then its bias.
    pub fn parameters(&self) -> Vec<f64> {
        let mut parameters = Vec::new();
        for neuron in self.layers.iter().flatten() {
            parameters.extend_from_slice(neuron.weights());
            parameters.push(neuron.bias());
        }
        parameters
    }

    /// All gradients, in the order of [`parameters`](Network::parameters).
    pub fn gradients(&self) -> Vec<f64> {
        let mut gradients = Vec::new();
        for neuron in self.layers.iter().flatten() {
            gradients.extend_from_slice(neuron.d_weights());
            gradients.push(neuron.d_bias());
        }
        gradients
    }

    /// Whether every parameter is a finite number.
    pub fn is_finite(&self) -> bool {
        let finite = |n: &Neuron| n.bias().is_finite() && n.weights().iter().all(|w| w.is_finite());
        self.layers.iter().flatten().all(finite)
    }

    /// Puts parameters and gradients in their places, both in the order of
    /// [`parameters`](Network::parameters).
    #[cfg(feature = "fast")]
    pub(crate) fn set(&mut self, parameters: &[f64], gradients: &[f64]) {
        let mut start = 0;
        for neuron in self.layers.iter_mut().flatten() {
            let end = start + neuron.weights().len() + 1;
            neuron.set(&parameters[start..end], &gradients[start..end]);
            start = end;
        }
    }

    pub(crate) fn check_inputs(&self, inputs: &[f64]) {
        assert!(
            inputs.len() == self.num_inputs(),
            "This network takes {} inputs, but got {}.",
            self.num_inputs(),
            inputs.len()
        );
    }
}

pub(crate) fn check_learning_rate(learning_rate: f64) {
    assert!(
        learning_rate.is_finite() && learning_rate > 0.0,
        "The learning rate must be a finite number above 0, but it is {learning_rate:?}."
    );
}
