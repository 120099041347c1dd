//! The crate's own entries, run as the peers are: in a process of their own.

use nn_from_scratch::{Network, Neuron, Sample, fast, train};
use std::error::Error;
use support::fixed_arrays;
use support::job::{Job, serve};

pub const CANONICAL: &str = "this crate, canonical";
pub const FIXED_ARRAYS: &str = "this crate, fixed arrays";
pub const FAST: &str = "this crate, fast";

/// Reads a job and trains as often as asked; `threads` are for `fast`, all where it is none.
pub fn enter(name: &str, threads: Option<usize>) -> Result<(), Box<dyn Error>> {
    let job = Job::read()?;
    let (start, samples) = (network(&job), samples(&job));
    let (parameters, rows) = (start.parameters(), rows(&samples));
    let (steps, rate) = (job.steps, job.learning_rate);
    let whole = fast::Machine::default();
    let machine = fast::Machine { threads: threads.unwrap_or(whole.threads), ..whole };
    serve(name, || {
        let mut network = start.clone();
        Ok::<f64, std::fmt::Error>(match name {
            FAST => last(machine.train(&mut network, &samples, steps, rate).losses),
            FIXED_ARRAYS => fixed_arrays::Network::from(&parameters).train(&rows, steps, rate),
            _ => last(train(&mut network, &samples, steps, rate).losses),
        })
    })
}

pub fn job(network: &Network, samples: &[Sample], steps: usize, learning_rate: f64) -> Job {
    let neurons = network.layers().iter().map(|layer| layer.len());
    let sizes: Vec<usize> = [network.num_inputs()].into_iter().chain(neurons).collect();
    Job::new(&sizes, &network.parameters(), &rows(samples), steps, learning_rate)
}

/// The last step's mean loss, before its update, as the course's own network has it.
pub fn loss(job: &Job) -> f64 {
    last(train(&mut network(job), &samples(job), job.steps, job.learning_rate).losses)
}

fn last(losses: Vec<f64>) -> f64 {
    losses.last().copied().unwrap_or(f64::NAN)
}

fn network(job: &Job) -> Network {
    let layers = job.layers.iter().map(|layer| {
        let neurons = layer.weights.chunks(layer.inputs).zip(&layer.biases);
        neurons.map(|(weights, bias)| Neuron::new(weights, *bias)).collect()
    });
    Network::new(layers.collect())
}

fn samples(job: &Job) -> Vec<Sample> {
    let points = job.inputs.chunks(2).zip(&job.targets);
    points.map(|(x, target)| Sample { x: x[0], y: x[1], target: *target }).collect()
}

fn rows(samples: &[Sample]) -> Vec<[f64; 3]> {
    samples.iter().map(|sample| [sample.x, sample.y, sample.target]).collect()
}
