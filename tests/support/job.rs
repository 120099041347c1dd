//! A job for all the tools that are compared, as it is handed to them, and how a tool written in
//! Rust answers.

use std::error::Error;
use std::io;
use std::str::FromStr;
use std::time::Instant;

/// A layer's parameters.
pub struct Layer {
    /// How many inputs each neuron has.
    pub inputs: usize,
    /// A row for each neuron.
    pub weights: Vec<f64>,
    /// One for each neuron.
    pub biases: Vec<f64>,
}

/// What every tool is to do.
pub struct Job {
    /// The network that it starts from.
    pub layers: Vec<Layer>,
    /// A row of two for each sample.
    pub inputs: Vec<f64>,
    /// One for each sample.
    pub targets: Vec<f64>,
    /// How many steps it takes.
    pub steps: usize,
    /// How far each of them goes.
    pub learning_rate: f64,
}

impl Job {
    /// `sizes` are the numbers of inputs and of each layer's neurons; the parameters are those of
    /// one neuron after another, its weights and its bias; a sample is x, y and the target.
    pub fn new(
        sizes: &[usize],
        mut parameters: &[f64],
        samples: &[[f64; 3]],
        steps: usize,
        learning_rate: f64,
    ) -> Job {
        let mut layer = |inputs: usize, neurons: usize| {
            let (mut weights, mut biases) = (Vec::new(), Vec::new());
            for _ in 0..neurons {
                let (neuron, rest) = parameters.split_at(inputs + 1);
                weights.extend_from_slice(&neuron[..inputs]);
                biases.push(neuron[inputs]);
                parameters = rest;
            }
            Layer { inputs, weights, biases }
        };
        Job {
            layers: sizes.windows(2).map(|pair| layer(pair[0], pair[1])).collect(),
            inputs: samples.iter().flat_map(|[x, y, _]| [*x, *y]).collect(),
            targets: samples.iter().map(|[_, _, target]| *target).collect(),
            steps,
            learning_rate,
        }
    }

    /// The numbers of inputs and of each layer's neurons.
    pub fn sizes(&self) -> Vec<usize> {
        let inputs = self.layers.first().map(|layer| layer.inputs);
        inputs.into_iter().chain(self.layers.iter().map(|layer| layer.biases.len())).collect()
    }

    /// How many parameters the network has.
    pub fn num_parameters(&self) -> usize {
        self.layers.iter().map(|layer| layer.weights.len() + layer.biases.len()).sum()
    }

    /// Steps × samples × parameters.
    pub fn work(&self) -> f64 {
        (self.steps * self.targets.len() * self.num_parameters()) as f64
    }

    /// A line each for sizes, parameters, samples, steps and learning rate.
    pub fn text(&self) -> String {
        let parameters = self.layers.iter().flat_map(|layer| {
            let neurons = layer.weights.chunks(layer.inputs).zip(&layer.biases);
            neurons.flat_map(|(weights, bias)| weights.iter().chain([bias]))
        });
        let samples = self.inputs.chunks(2).zip(&self.targets);
        let samples = samples.flat_map(|(inputs, target)| inputs.iter().chain([target]));
        let (sizes, parameters, samples) = (line(self.sizes()), line(parameters), line(samples));
        format!("{sizes}\n{parameters}\n{samples}\n{}\n{}\n", self.steps, self.learning_rate)
    }

    /// Reads such a text from standard input.
    pub fn read() -> Result<Job, Box<dyn Error>> {
        let (sizes, parameters): (Vec<usize>, Vec<f64>) = (numbers()?, numbers()?);
        let samples: Vec<f64> = numbers()?;
        let samples: Vec<[f64; 3]> = samples.chunks(3).map(|s| [s[0], s[1], s[2]]).collect();
        Ok(Job::new(&sizes, &parameters, &samples, numbers()?[0], numbers()?[0]))
    }
}

fn line<T: ToString>(numbers: impl IntoIterator<Item = T>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|number| number.to_string()).collect();
    numbers.join(" ")
}

fn numbers<T: FromStr<Err: Error + 'static>>() -> Result<Vec<T>, Box<dyn Error>> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.split_whitespace().map(str::parse).collect::<Result<_, _>>()?)
}

/// Seconds: what is over sooner is repeated, for the clock to see more than the first moment.
const ENOUGH: f64 = 0.03;

/// Trains once to warm up, names the tool, then trains anew for each line that comes.
///
/// `train` starts from the job's parameters and returns the last step's mean loss, before its
/// update. The answer is the mean time of a training, and the loss.
pub fn serve<E: Error + 'static>(
    tool: &str,
    mut train: impl FnMut() -> Result<f64, E>,
) -> Result<(), Box<dyn Error>> {
    train()?;
    println!("{tool}");
    for line in io::stdin().lines() {
        line?;
        let (start, mut trainings, mut seconds, mut loss) = (Instant::now(), 0.0, 0.0, f64::NAN);
        while seconds < ENOUGH {
            loss = train()?;
            trainings += 1.0;
            seconds = start.elapsed().as_secs_f64();
        }
        println!("{} {loss}", seconds / trainings);
    }
    Ok(())
}
