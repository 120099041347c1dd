//! The crate's own entries, run as the peers are: in a process of their own.

use super::fixed_arrays;
use super::job::{Job, serve};
use nn_from_scratch::{Network, Neuron, Sample, fast, train};
use std::error::Error;

pub const CANONICAL: &str = "this crate, canonical";
pub const FIXED_ARRAYS: &str = "this crate, fixed arrays";
pub const FAST: &str = "this crate, fast";

/// Reads a job and trains as often as asked; `threads` are for `fast`, all where it is none.
pub fn enter(name: &str, threads: Option<usize>) -> Result<(), Box<dyn Error>> {
    let job = Job::read()?;
    let layers = job.layers.iter().map(|layer| {
        let neurons = layer.weights.chunks(layer.inputs).zip(&layer.biases);
        neurons.map(|(weights, bias)| Neuron::new(weights, *bias)).collect()
    });
    let start = Network::new(layers.collect());
    let points = job.inputs.chunks(2).zip(&job.targets);
    let samples: Vec<Sample> =
        points.map(|(x, target)| Sample { x: x[0], y: x[1], target: *target }).collect();
    let last = |losses: Vec<f64>| losses.last().copied().unwrap_or(f64::NAN);
    let (steps, rate) = (job.steps, job.learning_rate);
    let whole = fast::Machine::default();
    let machine = fast::Machine { threads: threads.unwrap_or(whole.threads), ..whole };
    serve(name, || {
        let mut network = start.clone();
        Ok::<f64, std::fmt::Error>(match name {
            FAST => last(machine.train(&mut network, &samples, steps, rate).losses),
            FIXED_ARRAYS => fixed_arrays::Network::from(&network).train(&samples, steps, rate),
            _ => last(train(&mut network, &samples, steps, rate).losses),
        })
    })
}
