//! The article's own network, so that its numbers can be followed one by one.

use crate::network::Network;
use crate::neuron::Neuron;

/// The 2-4-1 network that the article starts from: its weights come from Python's generator with
/// `seed(0)`, its biases are 0.
///
/// ```
/// let output = nn_from_scratch::article().predict(&[0.0, 0.0]);
/// assert!((output - 0.5588236746843033).abs() < 1e-15);
/// ```
pub fn article() -> Network {
    let hidden = [
        [0.3444218515250481, 0.2579544029403025],
        [-0.079428419169155, -0.24108324970703665],
        [0.01127472136860852, -0.09506586254958571],
        [0.2837985890347726, -0.19668727392107255],
    ];
    let output =
        [-0.02340304584764419, 0.0833820394550312, 0.4081128851953352, 0.004686855817390256];
    Network::new(vec![
        hidden.iter().map(|weights| Neuron::new(weights, 0.0)).collect(),
        vec![Neuron::new(&output, 0.0)],
    ])
}
