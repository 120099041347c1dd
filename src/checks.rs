//! Checks of numbers that a reader passes, each with the sentence that comes instead of an answer.

use crate::wording::{counted, grouped};

/// More weights than this would fill a laptop's memory.
const MOST_WEIGHTS: usize = 10_000_000;

/// Checked before any memory is allocated.
pub fn sizes(num_inputs: usize, hidden: &[usize]) {
    assert!(num_inputs > 0, "A network needs at least 1 input, but got 0.");
    if let Some(l) = hidden.iter().position(|size| *size == 0) {
        panic!("Every layer needs at least 1 neuron, but hidden layer {} has 0.", l + 1);
    }
    let sizes: Vec<usize> = [num_inputs].iter().chain(hidden).chain(&[1]).copied().collect();
    let weights = sizes.windows(2).map(|pair| pair[0].saturating_mul(pair[1]));
    let num_weights = weights.fold(0, usize::saturating_add);
    assert!(
        num_weights <= MOST_WEIGHTS,
        "A network can have at most {} weights, but {hidden:?} would need {}.",
        grouped(MOST_WEIGHTS as u64),
        grouped(num_weights as u64)
    );
}

pub fn parameters(expected: usize, found: usize) {
    assert!(
        found == expected,
        "This network has {}, but got {}.",
        counted(expected, "parameter"),
        grouped(found as u64)
    );
}

pub fn inputs(expected: usize, found: usize) {
    num_inputs("network", expected, found);
}

pub fn num_inputs(of: &str, expected: usize, found: usize) {
    assert!(
        found == expected,
        "This {of} takes {}, but got {}.",
        counted(expected, "input"),
        grouped(found as u64)
    );
}

pub fn d_inputs(expected: usize, found: usize) {
    assert!(
        found == expected,
        "This neuron has {}, but the slice for dL/dx holds {}.",
        counted(expected, "input"),
        counted(found, "number")
    );
}

/// A million samples are enough.
pub fn density(density: usize) {
    assert!(
        (1..=1000).contains(&density),
        "A grid needs a density from 1 to 1000, but it is {}.",
        grouped(density as u64)
    );
}

pub fn learning_rate(rate: f64) {
    assert!(
        rate.is_finite() && rate > 0.0,
        "The learning rate must be a finite number above 0, but it is {rate:?}."
    );
}
