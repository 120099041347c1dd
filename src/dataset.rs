//! Data set: a target function, and samples of it on a grid.

use crate::checks;

/// One sample of a function of the plane: a point (x, y) and its target.
///
/// ```
/// use nn_from_scratch::{Sample, unit_disk};
/// let (x, y) = (0.5, -1.0);
/// let sample = Sample { x, y, target: unit_disk(x, y) };
/// assert_eq!(sample.target, 0.0); // outside the circle
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// First input.
    pub x: f64,
    /// Second input.
    pub y: f64,
    /// What the network should answer at (x, y); in the course 0 or 1.
    pub target: f64,
}

impl Sample {
    /// The inputs of a network: `[x, y]`.
    ///
    /// ```
    /// use nn_from_scratch::Sample;
    /// let sample = Sample { x: 0.5, y: -1.0, target: 0.0 };
    /// assert_eq!(sample.inputs(), [0.5, -1.0]);
    /// ```
    pub fn inputs(&self) -> [f64; 2] {
        [self.x, self.y]
    }
}

/// The target function of the course: 1 inside the unit circle, else 0.
///
/// f(x, y) = 1 if x² + y² < 1, else 0.
///
/// ```
/// use nn_from_scratch::unit_disk;
/// assert_eq!(unit_disk(0.5, 0.5), 1.0);
/// assert_eq!(unit_disk(1.0, 0.0), 0.0); // the circle itself is outside
/// ```
pub fn unit_disk(x: f64, y: f64) -> f64 {
    if x * x + y * y < 1.0 { 1.0 } else { 0.0 }
}

/// Samples `target` on a grid of (density + 1)² points over [-2, 2]², x in the outer loop.
///
/// Grid line i is at -2 + 4·i / density, so density 10 gives 11 × 11 = 121 samples.
///
/// ```
/// use nn_from_scratch::{sample_grid, unit_disk};
/// let samples = sample_grid(unit_disk, 10);
/// assert_eq!(samples.len(), 121);
/// assert_eq!((samples[1].x, samples[1].y, samples[1].target), (-2.0, -1.6, 0.0));
/// ```
///
/// # Panics
/// If `density` is 0 or above 1000, a million samples.
pub fn sample_grid(target: fn(f64, f64) -> f64, density: usize) -> Vec<Sample> {
    checks::density(density);
    let line = |i: usize| -2.0 + 4.0 * i as f64 / density as f64;
    let mut samples = Vec::with_capacity((density + 1) * (density + 1));
    for i in 0..=density {
        for j in 0..=density {
            let (x, y) = (line(i), line(j));
            samples.push(Sample { x, y, target: target(x, y) });
        }
    }
    samples
}
