//! What a training run reports: how it ended, a sentence, and advice.

use crate::activation::sigmoid_derivative;
use crate::dataset::Sample;
use crate::network::Network;
use crate::wording::{grouped, rounded};
use std::fmt;

/// A slope below this is flat: even ten thousand steps don't lead out of it.
const FLAT: f64 = 1e-5;

/// The initial weights, at most 0.5, suit inputs up to about this size: larger ones make the
/// sigmoids flat.
const LARGE_INPUT: f64 = 10.0;

/// With initial weights above this, the sigmoids are flat from the start. Training from small ones
/// seldom leads this far: the course's weights end at 15.
const LARGE_WEIGHT: f64 = 20.0;

/// What a training run reports; printed, it is a sentence.
///
/// ```
/// use nn_from_scratch::*;
/// let training: Training = train(&mut article(), &sample_grid(unit_disk, 10), 2000, 10.0);
/// assert_eq!((training.outcome, training.right), (Outcome::Finished, 121));
/// assert!(training.to_string().starts_with("2000 steps: a mean loss of 0.2919 in the first"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// The mean loss of every step, before its update.
    pub losses: Vec<f64>,
    /// How the run ended.
    pub outcome: Outcome,
    /// How many samples are on the right side of 0.5 at the end.
    pub right: usize,
    /// How many samples there are.
    pub num_samples: usize,
    /// What the data and the outcome suggest, if anything.
    pub advice: Option<String>,
}

/// How a training run ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// All steps were taken.
    Finished,
    /// In this step (counted from 1) the loss or a parameter became NaN or infinite.
    NotFinite {
        /// The step.
        step: usize,
    },
    /// Some samples are wrong, yet the sigmoids have reached their flat parts and the gradient has
    /// all but vanished: thousands of further steps would change little.
    Saturated,
}

impl Training {
    /// `ending`: the step that was not finite, if one was; `start`: the parameters before the first
    /// step. The gradients of `network` are those of its last step.
    pub(crate) fn new(
        losses: Vec<f64>,
        right: usize,
        ending: Result<(), usize>,
        network: &Network,
        start: &[f64],
        samples: &[Sample],
        learning_rate: f64,
    ) -> Training {
        let flat = || is_flat(network, samples);
        let wrong = right < samples.len();
        let outcome = match ending {
            Err(step) => Outcome::NotFinite { step },
            Ok(()) if !losses.is_empty() && wrong && flat() => Outcome::Saturated,
            Ok(()) => Outcome::Finished,
        };
        let advice = advice(outcome, wrong, start, samples, learning_rate);
        Training { losses, outcome, right, num_samples: samples.len(), advice }
    }
}

/// Whether the sigmoid is flat at every answer, or the last step's gradient did not reach the first
/// layer.
pub(crate) fn is_flat(network: &Network, samples: &[Sample]) -> bool {
    let slope = |sample: &Sample| sigmoid_derivative(network.predict(&sample.inputs()));
    let mut d_weights = network.layers()[0].iter().flat_map(|neuron| neuron.d_weights());
    samples.iter().all(|sample| slope(sample) < FLAT) || d_weights.all(|d_weight| *d_weight == 0.0)
}

/// What to try, if anything: the data and the initial weights come before the learning rate.
pub(crate) fn advice(
    outcome: Outcome,
    wrong: bool,
    start: &[f64],
    samples: &[Sample],
    learning_rate: f64,
) -> Option<String> {
    let targets = samples.iter().map(|sample| sample.target);
    let (low, high) = targets
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), t| (low.min(t), high.max(t)));
    let largest_weight = start.iter().fold(0.0, |m: f64, w| m.max(w.abs()));
    let largest = samples.iter().fold(0.0, |m: f64, s| m.max(s.x.abs()).max(s.y.abs()));
    if low < 0.0 || high > 1.0 {
        Some(format!(
            "The targets range from {low:?} to {high:?}, but the network's answers lie between 0 \
             and 1: use the targets 0 and 1."
        ))
    } else if largest_weight > LARGE_WEIGHT && outcome != Outcome::Finished {
        Some(format!(
            "The training started from weights as large as {}: start again from a new network, \
             whose weights are small.",
            rounded(largest_weight)
        ))
    } else if largest > LARGE_INPUT && (wrong || outcome != Outcome::Finished) {
        Some(format!(
            "The inputs reach {largest:?}: from each input, subtract its mean, then divide by its \
             standard deviation."
        ))
    } else if low == high {
        Some(format!("All targets are {low:?}: there is nothing to tell apart."))
    } else if outcome != Outcome::Finished {
        Some(format!("Try a learning rate ten times smaller than {learning_rate:?}."))
    } else {
        None
    }
}

impl fmt::Display for Training {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Outcome::NotFinite { step } = self.outcome {
            write!(
                f,
                "Stopped at step {step}: the loss or a parameter is no longer a finite number."
            )?;
        } else {
            match self.losses.as_slice() {
                [] => write!(f, "No steps taken")?,
                [loss] => write!(f, "1 step, with a mean loss of {loss:.4}")?,
                [first, .., last] => write!(
                    f,
                    "{} steps: a mean loss of {first:.4} in the first, {last:.4} in the last",
                    grouped(self.losses.len() as u64)
                )?,
            }
            write!(
                f,
                "; {} of {} samples on the right side of 0.5.",
                grouped(self.right as u64),
                grouped(self.num_samples as u64)
            )?;
        }
        if self.outcome == Outcome::Saturated {
            write!(
                f,
                " The network is saturated: its sigmoids have reached their flat parts, the \
                 gradient has all but vanished, and thousands of further steps would change \
                 little."
            )?;
        }
        self.advice.iter().try_for_each(|advice| write!(f, " {advice}"))
    }
}
