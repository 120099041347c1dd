//! Checks of layers and of samples, each with the sentence that comes instead of an answer.

use crate::checks;
use crate::dataset::Sample;
use crate::neuron::Neuron;
use crate::wording::counted;

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

/// Everything that a training run is given.
pub fn training(num_inputs: usize, samples: &[Sample], rate: f64) {
    assert!(!samples.is_empty(), "Training needs at least 1 sample, but the data set is empty.");
    finite(samples);
    checks::inputs(num_inputs, 2);
    checks::learning_rate(rate);
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
