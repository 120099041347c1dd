//! Checks of arguments, each with the sentence that a reader gets instead of an answer.

use crate::dataset::Sample;
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
                "Every neuron in layer {} takes {}, but neuron {} has {}.",
                l + 1,
                counted(expected, "input"),
                n + 1,
                counted(neuron.weights.len(), "weight")
            );
        }
    }
    let last = layers[layers.len() - 1].len();
    assert!(last == 1, "The last layer must have 1 neuron, the output, but it has {last}.");
    let mut neurons = layers.iter().flatten();
    if let Some(other) = neurons.find(|neuron| neuron.activation != Default::default()) {
        panic!(
            "`Network::new` takes sigmoid neurons, but one here has {:?}: build the network of \
             sigmoids, then call `with_activation`.",
            other.activation
        );
    }
}

/// Checked before any memory is allocated.
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
    assert!(
        found == expected,
        "This network has {}, but got {}.",
        counted(expected, "parameter"),
        grouped(found as u64)
    );
}

pub fn inputs(expected: usize, found: usize) {
    num_inputs("network", expected, found);
}

pub fn num_inputs(of: &str, expected: usize, found: usize) {
    assert!(
        found == expected,
        "This {of} takes {}, but got {}.",
        counted(expected, "input"),
        grouped(found as u64)
    );
}

pub fn d_inputs(expected: usize, found: usize) {
    assert!(
        found == expected,
        "This neuron has {}, but the slice for dL/dx holds {}.",
        counted(expected, "input"),
        counted(found, "number")
    );
}

/// A million samples are enough.
pub fn density(density: usize) {
    assert!(
        (1..=1000).contains(&density),
        "A grid needs a density from 1 to 1000, but it is {}.",
        grouped(density as u64)
    );
}

pub fn learning_rate(rate: f64) {
    assert!(
        rate.is_finite() && rate > 0.0,
        "The learning rate must be a finite number above 0, but it is {rate:?}."
    );
}

/// Everything that a training run is given.
pub fn training(num_inputs: usize, samples: &[Sample], rate: f64) {
    assert!(!samples.is_empty(), "Training needs at least 1 sample, but the data set is empty.");
    finite(samples);
    inputs(num_inputs, 2);
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

/// A large number as people write it: 4,861,448, or 1e200.
pub fn rounded(number: f64) -> String {
    if number < 1e9 { grouped(number.round() as u64) } else { format!("{number:.0e}") }
}

/// A number of things: 1 input, 2 inputs.
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number as u64))
}

/// A whole number as people write it: 2000, but 4,861,448.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if number < 10_000 {
        return digits;
    }
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
