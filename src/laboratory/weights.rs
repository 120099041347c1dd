//! A trained network as a formula to read, and as a JSON file to keep, hand in or compare.

use crate::hidden::Activation;
use crate::network::Network;
use crate::neuron::Neuron;
use serde_json::{Value, json};
use std::path::Path;

const FORMAT: &str = "nn_from_scratch network, version 1";

/// The network as a formula, a line for each neuron; h is a hidden neuron, p the output. With
/// several hidden layers, h2_1 is the first neuron of the second.
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

/// Writes the network to a JSON file: a row of weights and a bias for each neuron, layer by layer,
/// with all digits.
///
/// # Errors
/// If a parameter is not finite, or the file can't be written; the sentence says which.
pub fn save_network(network: &Network, path: impl AsRef<Path>) -> Result<(), String> {
    if !network.is_finite() {
        return Err("A parameter of this network is not a finite number: train it anew.".into());
    }
    let path = path.as_ref();
    std::fs::write(path, to_json(network))
        .map_err(|error| format!("The network could not be saved to {}: {error}.", path.display()))
}

/// Reads a network that [`save_network`] has written; it gives the same answers, bit for bit.
///
/// # Errors
/// If the file can't be read, is no JSON, or is not such a network; the sentence says where.
pub fn load_network(path: impl AsRef<Path>) -> Result<Network, String> {
    let path = path.as_ref();
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} can't be read: {error}.", path.display()))?;
    from_json(&text).map_err(|why| format!("{} holds no network: {why}", path.display()))
}

fn to_json(network: &Network) -> String {
    let layer = |layer: &Vec<Neuron>| {
        json!({
            "weights": layer.iter().map(|neuron| neuron.weights()).collect::<Vec<_>>(),
            "biases": layer.iter().map(|neuron| neuron.bias()).collect::<Vec<_>>(),
        })
    };
    let layers: Vec<Value> = network.layers().iter().map(layer).collect();
    let activation = name(network.layers()[0][0].activation());
    let json = json!({ "format": FORMAT, "activation": activation, "layers": layers });
    format!("{json:#}\n")
}

fn from_json(text: &str) -> Result<Network, String> {
    let json: Value = serde_json::from_str(text)
        .map_err(|error| format!("it is no JSON, from line {} on.", error.line()))?;
    if json["format"] != FORMAT {
        return Err(format!("its \"format\" is not \"{FORMAT}\"."));
    }
    let activation = [Activation::Sigmoid, Activation::Tanh, Activation::Relu]
        .into_iter()
        .find(|activation| json["activation"] == name(*activation))
        .ok_or("its \"activation\" is not \"sigmoid\", \"tanh\" or \"relu\".")?;
    let layers = json["layers"].as_array().filter(|layers| !layers.is_empty());
    let layers = layers.ok_or("it has no \"layers\".")?;
    let mut neurons: Vec<Vec<Neuron>> = Vec::new();
    for (l, layer) in layers.iter().enumerate() {
        let num_inputs = neurons.last().map(Vec::len);
        let layer =
            layer_of(layer, num_inputs).map_err(|why| format!("in layer {}, {why}", l + 1))?;
        neurons.push(layer);
    }
    match neurons.last().map_or(0, Vec::len) {
        1 => Ok(Network::new(neurons).with_activation(activation)),
        last => Err(format!("its last layer has {last} neurons, not 1.")),
    }
}

fn layer_of(json: &Value, num_inputs: Option<usize>) -> Result<Vec<Neuron>, String> {
    let numbers =
        |json: &Value| -> Option<Vec<f64>> { json.as_array()?.iter().map(Value::as_f64).collect() };
    let rows = json["weights"].as_array().filter(|rows| !rows.is_empty());
    let rows = rows.ok_or("there are no \"weights\".")?;
    let biases = numbers(&json["biases"]).ok_or("the \"biases\" are not a list of numbers.")?;
    if biases.len() != rows.len() {
        let (rows, biases) = (rows.len(), biases.len());
        return Err(format!("there are {rows} rows of weights, but {biases} biases."));
    }
    let weights: Option<Vec<Vec<f64>>> = rows.iter().map(numbers).collect();
    let weights = weights.ok_or("the \"weights\" are not lists of numbers.")?;
    let expected = num_inputs.unwrap_or(weights[0].len());
    for (n, row) in weights.iter().enumerate() {
        if row.len() != expected || row.is_empty() {
            let n = n + 1;
            return Err(format!("neuron {n} has {} weights, not {expected}.", row.len()));
        }
    }
    Ok(weights.iter().zip(biases).map(|(row, bias)| Neuron::new(row, bias)).collect())
}

fn name(activation: Activation) -> &'static str {
    match activation {
        Activation::Sigmoid => "sigmoid",
        Activation::Tanh => "tanh",
        Activation::Relu => "relu",
    }
}
