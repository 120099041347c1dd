//! A neuron: a weighted sum, a bias, an activation.

use crate::activation::Activation;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A neuron with n inputs, its n + 1 gradients, and what backpropagation needs of the last
/// forward pass.
#[derive(Clone, Debug)]
pub struct Neuron {
    weights: Vec<f64>,
    bias: f64,
    activation: Activation,
    d_weights: Vec<f64>,
    d_bias: f64,
    inputs: Vec<f64>,
    output: f64,
}

impl Neuron {
    /// A sigmoid neuron with the given parameters.
    ///
    /// # Panics
    /// If there is no weight, or a parameter is NaN or infinite.
    pub fn new(weights: &[f64], bias: f64) -> Neuron {
        assert!(!weights.is_empty(), "A neuron needs at least 1 weight, but got none.");
        for parameter in weights.iter().chain([&bias]) {
            assert!(
                parameter.is_finite(),
                "A neuron's weights and bias must be finite numbers, but one is {parameter}."
            );
        }
        Neuron {
            weights: weights.to_vec(),
            bias,
            activation: Activation::Sigmoid,
            d_weights: vec![0.0; weights.len()],
            d_bias: 0.0,
            inputs: vec![0.0; weights.len()],
            output: 0.0,
        }
    }

    /// A sigmoid neuron with weights drawn uniformly from [-0.5, 0.5) and bias 0.
    ///
    /// # Panics
    /// If `num_inputs` is 0.
    pub fn random(num_inputs: usize, rng: &mut ChaCha8Rng) -> Neuron {
        let weights: Vec<f64> = (0..num_inputs).map(|_| rng.random::<f64>() - 0.5).collect();
        Neuron::new(&weights, 0.0)
    }

    /// The same neuron with another activation.
    pub fn with_activation(self, activation: Activation) -> Neuron {
        Neuron { activation, ..self }
    }

    /// The output for `inputs` (length n), leaving no trace.
    ///
    /// a = σ(z), z = Σ wᵢ·xᵢ + b, with the neuron's activation in the place of σ
    ///
    /// # Panics
    /// If the number of inputs is not n.
    pub fn predict(&self, inputs: &[f64]) -> f64 {
        self.check_inputs(inputs);
        let mut z = 0.0;
        for (input, weight) in inputs.iter().zip(&self.weights) {
            z += input * weight;
        }
        self.activation.value(z + self.bias)
    }

    /// The output for `inputs` (length n), remembering both for [`backward`](Neuron::backward).
    ///
    /// # Panics
    /// If the number of inputs is not n.
    pub fn forward(&mut self, inputs: &[f64]) -> f64 {
        self.check_inputs(inputs);
        let mut z = 0.0;
        for ((input, weight), kept) in inputs.iter().zip(&self.weights).zip(&mut self.inputs) {
            z += input * weight;
            *kept = *input;
        }
        self.output = self.activation.value(z + self.bias);
        self.output
    }

    /// Sets all gradients to 0.
    pub fn zero_grad(&mut self) {
        self.d_weights.fill(0.0);
        self.d_bias = 0.0;
    }

    /// Takes dL/da, adds dL/dw and dL/db to the neuron's gradients, and adds dL/dx to `d_inputs`
    /// (length n), where every neuron of a layer leaves its share.
    ///
    /// - dL/dz = dL/da · σ′(z)
    /// - dL/db = dL/dz
    /// - dL/dwᵢ = dL/dz · xᵢ
    /// - dL/dxᵢ = dL/dz · wᵢ
    ///
    /// # Panics
    /// If the length of `d_inputs` is not n.
    pub fn backward(&mut self, d_output: f64, d_inputs: &mut [f64]) {
        assert!(
            d_inputs.len() == self.weights.len(),
            "This neuron has gradients for {} inputs, but the slice for them holds {}.",
            self.weights.len(),
            d_inputs.len()
        );
        let d_z = d_output * self.activation.derivative(self.output);
        self.d_bias += d_z;
        for (d_weight, input) in self.d_weights.iter_mut().zip(&self.inputs) {
            *d_weight += d_z * input;
        }
        for (d_input, weight) in d_inputs.iter_mut().zip(&self.weights) {
            *d_input += d_z * weight;
        }
    }

    /// One step of gradient descent.
    ///
    /// w ← w − η · dL/dw, b ← b − η · dL/db, with the learning rate η
    pub fn update(&mut self, learning_rate: f64) {
        self.bias -= learning_rate * self.d_bias;
        for (weight, d_weight) in self.weights.iter_mut().zip(&self.d_weights) {
            *weight -= learning_rate * d_weight;
        }
    }

    /// Puts parameters and gradients in their places: the weights', then the bias's.
    #[cfg(feature = "fast")]
    pub(crate) fn set(&mut self, parameters: &[f64], gradients: &[f64]) {
        let n = self.weights.len();
        self.weights.copy_from_slice(&parameters[..n]);
        self.bias = parameters[n];
        self.d_weights.copy_from_slice(&gradients[..n]);
        self.d_bias = gradients[n];
    }

    /// The weights, one for each input.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The bias.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// The activation.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// dL/dw, one for each weight, added up since the last [`zero_grad`](Neuron::zero_grad).
    pub fn d_weights(&self) -> &[f64] {
        &self.d_weights
    }

    /// dL/db, added up since the last [`zero_grad`](Neuron::zero_grad).
    pub fn d_bias(&self) -> f64 {
        self.d_bias
    }

    fn check_inputs(&self, inputs: &[f64]) {
        assert!(
            inputs.len() == self.weights.len(),
            "This neuron takes {} inputs, but got {}.",
            self.weights.len(),
            inputs.len()
        );
    }
}
