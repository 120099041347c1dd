//! Settings that work for each data set: how many points, how much noise, and a network that is
//! large enough.

use super::data::{gaussians, moons, ring, spirals, split, xor};
use super::experiment::{Experiment, Run};
use crate::dataset::Sample;
use crate::hidden::Activation;
use crate::seed::SEED;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

/// A data set, and how to learn it.
///
/// ```
/// use nn_from_scratch::{SEED, count_right, laboratory::settings};
///
/// let gaussians = &settings()[2];
/// let (training, test) = gaussians.samples(SEED);
/// assert_eq!((training.len(), test.len()), (300, 200));
/// let run = gaussians.run(SEED);
/// assert!(count_right(&run.trained(), &test) > 190);
/// ```
#[derive(Clone, Debug)]
pub struct Setting {
    /// The data set's name.
    pub name: &'static str,
    /// The data set: points, noise and generator to samples.
    pub data_set: fn(usize, f64, &mut ChaCha8Rng) -> Vec<Sample>,
    /// How many points.
    pub points: usize,
    /// The noise.
    pub noise: f64,
    /// The share of the points that is held back for the test.
    pub held_back: f64,
    /// The network and its training; you give the seed when you run it.
    pub experiment: Experiment,
}

impl Setting {
    /// The training and the test samples from a seed.
    ///
    /// # Panics
    /// As the data set and [`split`].
    pub fn samples(&self, seed: u64) -> (Vec<Sample>, Vec<Sample>) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let samples = (self.data_set)(self.points, self.noise, &mut rng);
        split(&samples, self.held_back, &mut rng)
    }

    /// The experiment with a seed.
    pub fn experiment(&self, seed: u64) -> Experiment {
        Experiment { seed, ..self.experiment.clone() }
    }

    /// Draws the samples and trains a network on them, all from one seed.
    ///
    /// # Panics
    /// As [`samples`](Setting::samples) and [`Experiment::run`].
    pub fn run(&self, seed: u64) -> Run {
        let (training, test) = self.samples(seed);
        self.experiment(seed).run(&training, &test)
    }
}

/// Ring, XOR, Gaussians, moons and spirals, in this order. With the seeds 1 to 5, at least 97 %
/// of the held-back samples are right (95 % for the spirals).
///
/// ```
/// let names: Vec<&str> = nn_from_scratch::laboratory::settings().iter().map(|s| s.name).collect();
/// assert_eq!(names, ["ring", "xor", "gaussians", "moons", "spirals"]);
/// ```
pub fn settings() -> Vec<Setting> {
    let experiment = |hidden: &[usize], activation, learning_rate, batch, steps| Experiment {
        hidden: hidden.to_vec(),
        activation,
        learning_rate,
        batch,
        steps,
        seed: SEED,
    };
    vec![
        Setting {
            name: "ring",
            data_set: ring,
            points: 500,
            noise: 0.1,
            held_back: 0.4,
            experiment: experiment(&[8, 8], Activation::Relu, 0.15, 10, 10_000),
        },
        Setting {
            name: "xor",
            data_set: xor,
            points: 500,
            noise: 0.1,
            held_back: 0.4,
            experiment: experiment(&[8], Activation::Tanh, 1.0, 10, 1000),
        },
        Setting {
            name: "gaussians",
            data_set: gaussians,
            points: 500,
            noise: 0.5,
            held_back: 0.4,
            experiment: experiment(&[2], Activation::Sigmoid, 5.0, 10, 200),
        },
        Setting {
            name: "moons",
            data_set: moons,
            points: 500,
            noise: 0.1,
            held_back: 0.4,
            experiment: experiment(&[6], Activation::Sigmoid, 5.0, 10, 6000),
        },
        Setting {
            name: "spirals",
            data_set: spirals,
            points: 800,
            noise: 0.05,
            held_back: 0.25,
            experiment: experiment(&[16, 8], Activation::Relu, 0.2, 20, 40_000),
        },
    ]
}
