//! Samples stretched to the plane that the pictures show.

use crate::dataset::Sample;
use crate::soundness;

/// The samples with x and y each stretched to [-2, 2], the plane that the pictures show; where all
/// x (or all y) are equal, they become 0.
///
/// x ← 4 · (x − min) / (max − min) − 2
///
/// Scale before you [`split`](super::split), so that training and test are stretched alike.
///
/// ```
/// use nn_from_scratch::{Sample, laboratory::scaled};
///
/// let sample = |x, y| Sample { x, y, target: 1.0 };
/// let samples = scaled(&[sample(10.0, 5.0), sample(20.0, 5.0), sample(50.0, 5.0)]);
/// assert_eq!(samples, [sample(-2.0, 0.0), sample(-1.0, 0.0), sample(2.0, 0.0)]);
/// ```
///
/// # Panics
/// If a sample holds NaN or an infinite number.
pub fn scaled(samples: &[Sample]) -> Vec<Sample> {
    soundness::finite(samples);
    let x = stretch(samples.iter().map(|sample| sample.x));
    let y = stretch(samples.iter().map(|sample| sample.y));
    samples.iter().map(|s| Sample { x: x(s.x), y: y(s.y), ..*s }).collect()
}

/// What maps the range of the numbers to [-2, 2].
fn stretch(numbers: impl Iterator<Item = f64> + Clone) -> impl Fn(f64) -> f64 {
    let min = numbers.clone().fold(f64::INFINITY, f64::min);
    let max = numbers.fold(f64::NEG_INFINITY, f64::max);
    // In halves, since max - min can be beyond the largest number.
    let half = max / 2.0 - min / 2.0;
    move |v| if half > 0.0 { 4.0 * ((v / 2.0 - min / 2.0) / half) - 2.0 } else { 0.0 }
}
