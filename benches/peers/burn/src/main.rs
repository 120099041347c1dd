//! The same network in burn: its layers, loss and optimizer, on its own CPU backend, in f64.

use burn::module::{Module, Param};
use burn::nn::loss::{MseLoss, Reduction};
use burn::nn::{Linear, LinearConfig};
use burn::optim::{GradientsParams, SgdConfig};
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, FloatDType, Tensor, TensorData};
use support::job::{Job, Layer, serve};

#[derive(Module, Debug)]
struct Network {
    layers: Vec<Linear>,
}

impl Network {
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        self.layers.iter().fold(x, |signal, layer| sigmoid(layer.forward(signal)))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let job = Job::read()?;
    let mut device = Device::flex();
    device.configure(FloatDType::F64)?;
    let device = device.autodiff();
    let num_samples = job.targets.len();
    let x = Tensor::<2>::from_data(TensorData::new(job.inputs.clone(), [num_samples, 2]), &device);
    let t = Tensor::<2>::from_data(TensorData::new(job.targets.clone(), [num_samples, 1]), &device);
    serve("burn 0.22.1", || Ok::<_, std::io::Error>(train(&job, &x, &t, &device)))
}

fn network(job: &Job, device: &Device) -> Network {
    let layer = |layer: &Layer| {
        let neurons = layer.biases.len();
        let mut linear = LinearConfig::new(layer.inputs, neurons).init(device);
        let weights = TensorData::new(layer.weights.clone(), [neurons, layer.inputs]);
        // burn has a column for each neuron.
        linear.weight = Param::from_tensor(Tensor::<2>::from_data(weights, device).transpose());
        let biases = TensorData::new(layer.biases.clone(), [neurons]);
        linear.bias = Some(Param::from_tensor(Tensor::<1>::from_data(biases, device)));
        linear
    };
    Network { layers: job.layers.iter().map(layer).collect() }
}

fn train(job: &Job, x: &Tensor<2>, t: &Tensor<2>, device: &Device) -> f64 {
    let mut network = network(job, device);
    let mut optimizer = SgdConfig::new().init();
    let mut losses = Vec::new();
    for _ in 0..job.steps {
        let loss = MseLoss::new().forward(network.forward(x.clone()), t.clone(), Reduction::Mean);
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        network = optimizer.step(job.learning_rate, network, gradients);
        losses.push(loss.into_scalar::<f64>());
    }
    losses[losses.len() - 1]
}
