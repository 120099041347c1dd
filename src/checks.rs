//! What is asked of arguments, each with the sentence that a reader gets instead of an answer.

use crate::dataset::Sample;
use crate::network::Network;
use crate::neuron::Neuron;

/// More weights than this would fill a laptop's memory.
const MOST_WEIGHTS: usize = 10_000_000;

pub fn shape(layers: &[Vec<Neuron>]) {
    assert!(!layers.is_empty(), "A network needs at least 1 layer, but got none.");
    for (l, layer) in layers.iter().enumerate() {
        assert!(
            !layer.is_empty(),
            "Every layer needs at least 1 neuron, but layer {} has none.",
            l + 1
        );
        let expected = if l == 0 { layer[0].weights.len() } else { layers[l - 1].len() };
        for (n, neuron) in layer.iter().enumerate() {
            assert!(
                neuron.weights.len() == expected,
                "Every neuron of layer {} takes {expected} inputs, but neuron {} has {} weights.",
                l + 1,
                n + 1,
                neuron.weights.len()
            );
        }
    }
    let last = layers[layers.len() - 1].len();
    assert!(last == 1, "The last layer must have 1 neuron, the output, but it has {last}.");
    let mut neurons = layers.iter().flatten();
    if let Some(other) = neurons.find(|neuron| neuron.activation != Default::default()) {
        panic!(
            "A network is made of sigmoid neurons, but one here has {:?}: \
             `with_activation` then changes all hidden layers of the network.",
            other.activation
        );
    }
}

/// Asked before memory is taken.
pub fn sizes(num_inputs: usize, hidden: &[usize]) {
    assert!(num_inputs > 0, "A network needs at least 1 input, but got 0.");
    if let Some(l) = hidden.iter().position(|size| *size == 0) {
        panic!("Every layer needs at least 1 neuron, but hidden layer {} has 0.", l + 1);
    }
    let sizes: Vec<usize> = [num_inputs].iter().chain(hidden).chain(&[1]).copied().collect();
    let weights = sizes.windows(2).map(|pair| pair[0].saturating_mul(pair[1]));
    let num_weights = weights.fold(0, usize::saturating_add);
    assert!(
        num_weights <= MOST_WEIGHTS,
        "A network can have at most {} weights, but {hidden:?} would need {}.",
        grouped(MOST_WEIGHTS as u64),
        grouped(num_weights as u64)
    );
}

pub fn parameters(expected: usize, found: usize) {
    assert!(found == expected, "This network has {expected} parameters, but got {found}.");
}

pub fn inputs(network: &Network, inputs: &[f64]) {
    let (expected, found) = (network.num_inputs(), inputs.len());
    assert!(found == expected, "This network takes {expected} inputs, but got {found}.");
}

pub fn learning_rate(rate: f64) {
    assert!(
        rate.is_finite() && rate > 0.0,
        "The learning rate must be a finite number above 0, but it is {rate:?}."
    );
}

/// What a training run is given.
pub fn training(network: &Network, samples: &[Sample], rate: f64) {
    assert!(!samples.is_empty(), "Training needs at least 1 sample, but the data set is empty.");
    finite(samples);
    inputs(network, &[0.0; 2]);
    learning_rate(rate);
}

pub fn finite(samples: &[Sample]) {
    for (i, sample) in samples.iter().enumerate() {
        assert!(
            sample.x.is_finite() && sample.y.is_finite() && sample.target.is_finite(),
            "A sample's numbers must be finite, but samples[{i}] is ({:?}, {:?}) with target {:?}.",
            sample.x,
            sample.y,
            sample.target
        );
    }
}

/// A large number as one reads it: 4,861, or 1e200.
pub fn rounded(number: f64) -> String {
    if number < 1e9 { grouped(number.round() as u64) } else { format!("{number:.0e}") }
}

/// A whole number as one reads it: 4,861,448.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
