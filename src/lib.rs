//! The network that the course "A neural network from scratch, in Rust notebooks" builds, and
//! what its notebooks need beside it. The README of its repository says how to run the course;
//! this is the crate, in reading order:
//!
//! | Subject | Items |
//! | --- | --- |
//! | the data set | [`unit_disk`], [`sample_grid`], [`Sample`] |
//! | activation and loss, each beside its derivative | [`sigmoid`], [`sigmoid_derivative`]; [`square_loss`], [`square_loss_derivative`] |
//! | the network | [`Neuron`], [`Network`]; the article's own, [`article()`] |
//! | training, and what a run says of itself | [`train_step`], [`train`], [`mean_loss`], [`count_right`]; [`Training`], [`Outcome`] |
//! | what a notebook needs | [`notebook`] |
//! | behind features of these names | `plot` (on by default), pictures; `laboratory`, for the notebooks 09 and 12; `fast`, for the notebook 10 |

// Tested, but not shown: the README's links lead nowhere from the crate's page.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

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
mod seed;
mod soundness;
mod training;
mod with_activation;
mod wording;

pub use activation::{sigmoid, sigmoid_derivative};
pub use article::article;
pub use dataset::{Sample, sample_grid, unit_disk};
pub use hidden::Activation;
pub use loss::{square_loss, square_loss_derivative};
pub use network::Network;
pub use neuron::Neuron;
pub use report::{Outcome, Training};
pub use seed::SEED;
pub use training::{count_right, mean_loss, train, train_step};

#[cfg(feature = "plot")]
pub use plotters;
pub use rand;
pub use rand_chacha;
#[doc(no_inline)]
pub use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
