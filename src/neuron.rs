//! A neuron: a weighted sum, a bias, an activation.

use crate::checks;
use crate::hidden::Activation;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// A neuron with n inputs, its n + 1 gradients, and what backpropagation needs from the
/// last forward pass.
#[derive(Clone, Debug)]
pub struct Neuron {
    pub(crate) weights: Vec<f64>,
    pub(crate) bias: f64,
    pub(crate) activation: Activation,
    inputs: Vec<f64>, // forward keeps these two
    output: f64,
    pub(crate) d_weights: Vec<f64>, // backward adds to these two
    pub(crate) d_bias: f64,
}

impl Neuron {
    /// A sigmoid neuron with the given parameters.
    ///
    /// ```
    /// use nn_from_scratch::Neuron;
    /// let neuron = Neuron::new(&[2.0, -1.0], 0.5);
    /// assert_eq!((neuron.weights(), neuron.bias()), (&[2.0, -1.0][..], 0.5));
    /// ```
    ///
    /// # Panics
    /// If there is no weight, or a parameter is NaN or infinite.
    pub fn new(weights: &[f64], bias: f64) -> Neuron {
        assert!(!weights.is_empty(), "A neuron needs at least 1 weight, but got none.");
        if let Some(parameter) = weights.iter().chain([&bias]).find(|p| !p.is_finite()) {
            panic!("A neuron's weights and bias must be finite numbers, but one is {parameter}.");
        }
        let zeros = vec![0.0; weights.len()];
        Neuron {
            weights: weights.to_vec(),
            bias,
            activation: Activation::Sigmoid,
            inputs: zeros.clone(),
            output: 0.0,
            d_weights: zeros,
            d_bias: 0.0,
        }
    }

    /// A sigmoid neuron with weights drawn uniformly from [-0.5, 0.5) and bias 0.
    ///
    /// ```
    /// use nn_from_scratch::*;
    /// let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    /// let neuron = Neuron::random(2, &mut rng);
    /// assert_eq!((neuron.weights().len(), neuron.bias()), (2, 0.0));
    /// ```
    ///
    /// # Panics
    /// If `num_inputs` is 0.
    pub fn random(num_inputs: usize, rng: &mut ChaCha8Rng) -> Neuron {
        let weights: Vec<f64> = (0..num_inputs).map(|_| rng.random::<f64>() - 0.5).collect();
        Neuron::new(&weights, 0.0)
    }

    /// The output for `inputs` (length n), without storing anything.
    ///
    /// a = σ(z), z = Σ wᵢ·xᵢ + b
    ///
    /// ```
    /// use nn_from_scratch::{Neuron, sigmoid};
    /// let neuron = Neuron::new(&[2.0, -1.0], 0.5);
    /// assert_eq!(neuron.predict(&[1.0, 3.0]), sigmoid(2.0 * 1.0 - 1.0 * 3.0 + 0.5));
    /// ```
    ///
    /// # Panics
    /// If the number of inputs is not n.
    pub fn predict(&self, inputs: &[f64]) -> f64 {
        checks::num_inputs("neuron", self.weights.len(), inputs.len());
        let mut z = 0.0;
        for (input, weight) in inputs.iter().zip(&self.weights) {
            z += input * weight;
        }
        self.activation.value(z + self.bias)
    }

    /// The output for `inputs` (length n); stores both for [`backward`](Neuron::backward).
    ///
    /// ```
    /// use nn_from_scratch::Neuron;
    /// let mut neuron = Neuron::new(&[2.0, -1.0], 0.5);
    /// assert_eq!(neuron.forward(&[1.0, 3.0]), neuron.predict(&[1.0, 3.0]));
    /// ```
    ///
    /// # Panics
    /// If the number of inputs is not n.
    pub fn forward(&mut self, inputs: &[f64]) -> f64 {
        self.output = self.predict(inputs);
        self.inputs.copy_from_slice(inputs);
        self.output
    }

    /// Takes dL/da, adds dL/dw and dL/db to the neuron's gradients, and adds dL/dx to `d_inputs`
    /// (length n), the sum over all neurons of a layer.
    ///
    /// - dL/dz = dL/da · σ′(z)
    /// - dL/db = dL/dz
    /// - dL/dwᵢ = dL/dz · xᵢ
    /// - dL/dxᵢ = dL/dz · wᵢ
    ///
    /// ```
    /// use nn_from_scratch::{Neuron, sigmoid_derivative};
    /// let mut neuron = Neuron::new(&[2.0, -1.0], 0.5);
    /// let a = neuron.forward(&[1.0, 3.0]);
    /// let mut d_inputs = [0.0, 0.0];
    /// neuron.backward(10.0, &mut d_inputs);
    /// let d_z = 10.0 * sigmoid_derivative(a);
    /// assert_eq!((neuron.d_weights(), neuron.d_bias()), (&[d_z, d_z * 3.0][..], d_z));
    /// assert_eq!(d_inputs, [d_z * 2.0, -d_z]);
    /// ```
    ///
    /// # Panics
    /// If the length of `d_inputs` is not n.
    pub fn backward(&mut self, d_output: f64, d_inputs: &mut [f64]) {
        checks::d_inputs(self.weights.len(), d_inputs.len());
        let d_z = d_output * self.activation.derivative(self.output);
        self.d_bias += d_z;
        for (d_weight, input) in self.d_weights.iter_mut().zip(&self.inputs) {
            *d_weight += d_z * input;
        }
        for (d_input, weight) in d_inputs.iter_mut().zip(&self.weights) {
            *d_input += d_z * weight;
        }
    }

    /// Sets all gradients to 0.
    ///
    /// ```
    /// use nn_from_scratch::Neuron;
    /// let mut neuron = Neuron::new(&[2.0, -1.0], 0.5);
    /// neuron.forward(&[1.0, 3.0]);
    /// neuron.backward(10.0, &mut [0.0, 0.0]);
    /// assert!(neuron.d_bias() > 0.0);
    /// neuron.zero_grad();
    /// assert_eq!((neuron.d_weights(), neuron.d_bias()), (&[0.0, 0.0][..], 0.0));
    /// ```
    pub fn zero_grad(&mut self) {
        self.d_weights.fill(0.0);
        self.d_bias = 0.0;
    }

    /// One step of gradient descent.
    ///
    /// w ← w − η · dL/dw, b ← b − η · dL/db, with the learning rate η
    ///
    /// ```
    /// use nn_from_scratch::Neuron;
    /// let mut neuron = Neuron::new(&[2.0, -1.0], 0.5);
    /// neuron.forward(&[1.0, 3.0]);
    /// neuron.backward(10.0, &mut [0.0, 0.0]);
    /// neuron.update(0.1);
    /// assert_eq!(neuron.bias(), 0.5 - 0.1 * neuron.d_bias());
    /// ```
    pub fn update(&mut self, learning_rate: f64) {
        for (weight, d_weight) in self.weights.iter_mut().zip(&self.d_weights) {
            *weight -= learning_rate * d_weight;
        }
        self.bias -= learning_rate * self.d_bias;
    }

    /// The weights, one for each input.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The bias.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// dL/dw, one for each weight, added up since the last [`zero_grad`](Neuron::zero_grad).
    pub fn d_weights(&self) -> &[f64] {
        &self.d_weights
    }

    /// dL/db, added up since the last [`zero_grad`](Neuron::zero_grad).
    pub fn d_bias(&self) -> f64 {
        self.d_bias
    }
}
