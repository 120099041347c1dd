//! A job as the driver, main.rs, hands it to a peer written in Rust, and the answers that it
//! waits for.

use std::error::Error;
use std::io;
use std::str::FromStr;
use std::time::Instant;

/// A layer's parameters.
pub struct Layer {
    pub inputs: usize,
    /// A row for each neuron.
    pub weights: Vec<f64>,
    pub biases: Vec<f64>,
}

pub struct Job {
    pub layers: Vec<Layer>,
    /// A row of two for each sample.
    pub inputs: Vec<f64>,
    pub targets: Vec<f64>,
    pub steps: usize,
    pub learning_rate: f64,
}

impl Job {
    /// Reads the job: a line each for sizes, parameters, samples, steps and learning rate.
    pub fn read() -> Result<Job, Box<dyn Error>> {
        let sizes: Vec<usize> = numbers()?;
        let parameters: Vec<f64> = numbers()?;
        let samples: Vec<f64> = numbers()?;
        let mut rest = parameters.as_slice();
        let mut layer = |inputs: usize, neurons: usize| {
            let (mut weights, mut biases) = (Vec::new(), Vec::new());
            for _ in 0..neurons {
                let (neuron, after) = rest.split_at(inputs + 1);
                weights.extend_from_slice(&neuron[..inputs]);
                biases.push(neuron[inputs]);
                rest = after;
            }
            Layer { inputs, weights, biases }
        };
        Ok(Job {
            layers: sizes.windows(2).map(|pair| layer(pair[0], pair[1])).collect(),
            inputs: samples.chunks(3).flat_map(|sample| [sample[0], sample[1]]).collect(),
            targets: samples.chunks(3).map(|sample| sample[2]).collect(),
            steps: numbers()?[0],
            learning_rate: numbers()?[0],
        })
    }
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
