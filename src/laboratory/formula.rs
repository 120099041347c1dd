//! A trained network as a formula to read.

use crate::hidden::Activation;
use crate::network::Network;
use crate::neuron::Neuron;

/// The network as a formula, one line for each neuron: h is a hidden neuron, p the output. With
/// several hidden layers, h2_1 is the first neuron in the second.
///
/// ```
/// use nn_from_scratch::{Network, Neuron, laboratory::formula};
/// let hidden = vec![Neuron::new(&[2.0, -0.5], 1.0)];
/// let network = Network::new(vec![hidden, vec![Neuron::new(&[3.0], -1.5)]]);
/// assert_eq!(
///     formula(&network),
///     "h1 = sigmoid(2.0000·x - 0.5000·y + 1.0000)\np = sigmoid(3.0000·h1 - 1.5000)"
/// );
/// ```
pub fn formula(network: &Network) -> String {
    let layers = network.layers();
    let mut inputs: Vec<String> = match network.num_inputs() {
        2 => vec!["x".into(), "y".into()],
        n => (1..=n).map(|i| format!("x{i}")).collect(),
    };
    let mut lines = Vec::new();
    for (l, layer) in layers.iter().enumerate() {
        let name = |n: usize| match (l + 1 == layers.len(), layers.len()) {
            (true, _) => "p".to_string(),
            (false, 2) => format!("h{}", n + 1),
            (false, _) => format!("h{}_{}", l + 1, n + 1),
        };
        for (n, neuron) in layer.iter().enumerate() {
            lines.push(format!("{} = {}", name(n), right_side(neuron, &inputs)));
        }
        inputs = (0..layer.len()).map(name).collect();
    }
    lines.join("\n")
}

fn right_side(neuron: &Neuron, inputs: &[String]) -> String {
    let mut sum = String::new();
    for (weight, input) in neuron.weights().iter().zip(inputs) {
        sum += &term(*weight, sum.is_empty());
        sum += &format!("·{input}");
    }
    sum += &term(neuron.bias(), false);
    match neuron.activation() {
        Activation::Sigmoid => format!("sigmoid({sum})"),
        Activation::Tanh => format!("tanh({sum})"),
        Activation::Relu => format!("max(0, {sum})"),
    }
}

fn term(number: f64, first: bool) -> String {
    match (first, number < 0.0) {
        (true, _) => format!("{number:.4}"),
        (false, true) => format!(" - {:.4}", -number),
        (false, false) => format!(" + {number:.4}"),
    }
}
