//! The same network in candle: candle-nn's layers, loss and optimizer, in f64.

use candle_core::{Device, Result, Tensor, Var};
use candle_nn::{Linear, Module, Optimizer, SGD, loss, ops::sigmoid};
use support::job::{Job, serve};

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let job = Job::read()?;
    let x = Tensor::from_slice(&job.inputs, (job.targets.len(), 2), &Device::Cpu)?;
    let t = Tensor::from_slice(&job.targets, (job.targets.len(), 1), &Device::Cpu)?;
    serve("candle 0.11.1", || train(&job, &x, &t))
}

fn train(job: &Job, x: &Tensor, t: &Tensor) -> Result<f64> {
    let (mut layers, mut parameters) = (Vec::new(), Vec::new());
    for layer in &job.layers {
        let neurons = layer.biases.len();
        let weights = Var::from_slice(&layer.weights, (neurons, layer.inputs), &Device::Cpu)?;
        let biases = Var::from_slice(&layer.biases, neurons, &Device::Cpu)?;
        layers.push(Linear::new(weights.as_tensor().clone(), Some(biases.as_tensor().clone())));
        parameters.extend([weights, biases]);
    }
    let mut optimizer = SGD::new(parameters, job.learning_rate)?;
    let mut losses = Vec::new();
    for _ in 0..job.steps {
        let mut signal = x.clone();
        for layer in &layers {
            signal = sigmoid(&layer.forward(&signal)?)?;
        }
        let loss = loss::mse(&signal, t)?;
        optimizer.backward_step(&loss)?;
        losses.push(loss.to_scalar()?);
    }
    Ok(losses[losses.len() - 1])
}
