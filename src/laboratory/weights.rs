//! A trained network as a JSON file to keep, hand in or compare.

use super::text_file;
use crate::hidden::Activation;
use crate::network::Network;
use crate::neuron::Neuron;
use crate::wording::counted;
use serde_json::{Value, json};
use std::path::Path;

const FORMAT: &str = "nn_from_scratch network, version 1";

/// Writes the network to a JSON file: a row of weights and a bias for each neuron, layer by layer,
/// with all digits.
///
/// ```
/// use nn_from_scratch::laboratory::{load_network, save_network};
/// use nn_from_scratch::article;
/// # let path = std::env::temp_dir().join(format!("article-{}.json", std::process::id()));
///
/// save_network(&article(), &path)?;
/// assert_eq!(load_network(&path)?.parameters(), article().parameters());
/// # std::fs::remove_file(&path).unwrap();
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// If a parameter is not finite or too large to use, or the file can't be written; the sentence says
/// which.
pub fn save_network(network: &Network, path: impl AsRef<Path>) -> Result<(), String> {
    if !network.is_finite() {
        return Err("A parameter of this network is not finite: train a new network.".into());
    }
    check_size(network).map_err(|why| format!("This network can't be saved: {why}"))?;
    text_file::write(path.as_ref(), &to_json(network))
}

/// Reads a network that [`save_network`] has written; it gives the same answers, bit for bit.
///
/// ```
/// let error = nn_from_scratch::laboratory::load_network("no-such-network.json").unwrap_err();
/// assert!(error.starts_with("no-such-network.json can't be read: there is no such file"));
/// ```
///
/// # Errors
/// If the file can't be read, is not JSON, or holds no such network; or if the weights are so large
/// that the answers would not be finite. The sentence says where.
pub fn load_network(path: impl AsRef<Path>) -> Result<Network, String> {
    let path = path.as_ref();
    let text = text_file::read(path, "a network's JSON file")?;
    from_json(&text)
        .map_err(|why| format!("{} doesn't hold a network: {why}", text_file::shown(path)))
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

/// By hand, since serde's derive would add a fifth to what the notebook's first cell compiles.
fn from_json(text: &str) -> Result<Network, String> {
    let json: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
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
        1 => {
            let network = Network::new(neurons).with_activation(activation);
            check_size(&network).map(|()| network)
        }
        last => Err(format!("its last layer has {last} neurons, not 1.")),
    }
}

fn not_json(text: &str, error: &serde_json::Error) -> String {
    let number = error.line();
    let line = text.lines().nth(number.saturating_sub(1)).unwrap_or("");
    let word = word_at(line, error.column()).to_lowercase();
    // Python writes them, though JSON does not know them.
    if ["nan", "inf", "infinity"].contains(&word.trim_start_matches(['+', '-'])) {
        format!(
            "line {number} has NaN or Infinity instead of a finite number: train a new network."
        )
    } else if error.to_string().starts_with("number out of range") {
        format!("line {number} has a number beyond the largest f64, about 1.8e308.")
    } else {
        format!("it is not valid JSON, from line {number} on.")
    }
}

/// The word or number around a byte of the line.
fn word_at(line: &str, byte: usize) -> &str {
    let is_mark = |c: char| c.is_whitespace() || ",:[]{}\"".contains(c);
    let (before, after) = line.split_at_checked(byte.saturating_sub(1)).unwrap_or((line, ""));
    let start = before.rfind(is_mark).map_or(0, |mark| mark + 1);
    let end = before.len() + after.find(is_mark).unwrap_or(after.len());
    &line[start..end]
}

/// Whether the sum of every neuron stays finite for all inputs of the plane [-2, 2]².
fn check_size(network: &Network) -> Result<(), String> {
    let mut largest = 2.0;
    for (l, layer) in network.layers().iter().enumerate() {
        let mut next: f64 = 1.0;
        for (n, neuron) in layer.iter().enumerate() {
            let weights: f64 = neuron.weights().iter().map(|weight| weight.abs() * largest).sum();
            let sum = weights + neuron.bias().abs();
            if !sum.is_finite() {
                return Err(format!(
                    "in layer {}, the weights of neuron {} are so large that its weighted sum is \
                     not finite.",
                    l + 1,
                    n + 1
                ));
            }
            if neuron.activation() == Activation::Relu {
                next = next.max(sum);
            }
        }
        largest = next;
    }
    Ok(())
}

fn layer_of(json: &Value, num_inputs: Option<usize>) -> Result<Vec<Neuron>, String> {
    let numbers =
        |json: &Value| -> Option<Vec<f64>> { json.as_array()?.iter().map(Value::as_f64).collect() };
    let rows = json["weights"].as_array().filter(|rows| !rows.is_empty());
    let rows = rows.ok_or("there are no \"weights\".")?;
    let biases = numbers(&json["biases"]).ok_or("the \"biases\" are not a list of numbers.")?;
    if biases.len() != rows.len() {
        let (rows, biases) = (counted(rows.len(), "neuron"), biases.len());
        return Err(format!("there are weights of {rows}, but the number of biases is {biases}."));
    }
    let weights: Option<Vec<Vec<f64>>> = rows.iter().map(numbers).collect();
    let weights = weights.ok_or("the \"weights\" are not lists of numbers.")?;
    let expected = num_inputs.unwrap_or(weights[0].len());
    for (n, row) in weights.iter().enumerate() {
        if row.len() != expected || row.is_empty() {
            let weights = counted(row.len(), "weight");
            return Err(format!("neuron {} has {weights}, not {expected}.", n + 1));
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
