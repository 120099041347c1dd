#![doc = include_str!("../README.md")]

mod activation;
mod article;
mod checks;
mod dataset;
#[cfg(feature = "fast")]
pub mod fast;
mod hidden;
#[cfg(feature = "laboratory")]
pub mod laboratory;
pub mod lesson;
mod loss;
mod network;
mod neuron;
pub mod notebook;
mod panics;
#[cfg(feature = "plot")]
pub mod plot;
mod report;
mod training;

pub use activation::{sigmoid, sigmoid_derivative};
pub use article::article;
pub use dataset::{Sample, sample_grid, unit_disk};
pub use hidden::Activation;
pub use loss::{square_loss, square_loss_derivative};
pub use network::Network;
pub use neuron::Neuron;
pub use report::{Outcome, Training};
pub use training::{count_right, mean_loss, train, train_step};

#[cfg(feature = "plot")]
pub use plotters;
pub use rand;
pub use rand_chacha;
pub use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

/// The seed of the course: with it the network of the article learns all 121 samples.
pub const SEED: u64 = 1;
