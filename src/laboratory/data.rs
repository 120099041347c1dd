//! Data sets: samples at random points of the plane [-2, 2]², two classes as targets 0 and 1.
//!
//! Once its class is fixed, every point is moved at random in x and in y; the noise is the standard
//! deviation of these moves. With much noise, some points end up among the other class. A move that
//! would leave the plane is drawn again.

use crate::dataset::{Sample, unit_disk};
use crate::wording::grouped;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::f64::consts::{PI, TAU};

/// Samples of your own `target` at random points.
///
/// ```
/// use nn_from_scratch::laboratory::samples_of;
/// use nn_from_scratch::*;
///
/// let mut rng = ChaCha8Rng::seed_from_u64(SEED);
/// let stripes = samples_of(|x, _| if x.sin() > 0.0 { 1.0 } else { 0.0 }, 200, 0.1, &mut rng);
/// assert_eq!(stripes.len(), 200);
/// ```
///
/// # Panics
/// If there are 0 points or more than a million, the noise is not a number from 0 to 4, or the
/// target gives NaN or an infinite number.
pub fn samples_of(
    target: fn(f64, f64) -> f64,
    points: usize,
    noise: f64,
    rng: &mut ChaCha8Rng,
) -> Vec<Sample> {
    draw(points, noise, rng, |_, rng| {
        let (x, y) = point(rng);
        let target = target(x, y);
        assert!(
            target.is_finite(),
            "The target function must give finite numbers, but at ({x}, {y}) it gives {target}."
        );
        Sample { x, y, target }
    })
}

/// The article's disk, at random points: about a fifth of them are inside.
///
/// f(x, y) = 1 if x² + y² < 1, else 0: [`unit_disk`]. On the article's grid it is
/// [`sample_grid`](crate::sample_grid)`(unit_disk, 10)`.
///
/// ```
/// use nn_from_scratch::laboratory::disk;
/// use nn_from_scratch::*;
///
/// let samples = disk(200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert!(samples.iter().all(|s| s.target == unit_disk(s.x, s.y)));
/// ```
///
/// # Panics
/// As [`samples_of`].
pub fn disk(points: usize, noise: f64, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    samples_of(unit_disk, points, noise, rng)
}

/// Inside and outside a curve: 1 below y = f(x), else 0.
///
/// ```
/// use nn_from_scratch::laboratory::below;
/// use nn_from_scratch::*;
///
/// let wave = below(f64::sin, 200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert!(wave.iter().all(|s| (s.target == 1.0) == (s.y < s.x.sin())));
/// ```
///
/// # Panics
/// As [`samples_of`], of the curve.
pub fn below(
    curve: fn(f64) -> f64,
    points: usize,
    noise: f64,
    rng: &mut ChaCha8Rng,
) -> Vec<Sample> {
    draw(points, noise, rng, |_, rng| {
        let (x, y) = point(rng);
        let height = curve(x);
        assert!(
            height.is_finite(),
            "The curve must give finite numbers, but at x = {x} it gives {height}."
        );
        Sample { x, y, target: if y < height { 1.0 } else { 0.0 } }
    })
}

/// A ring of ones, with zeros inside and around it and a gap between: half of the points are ones.
///
/// With r² = x² + y²: 1 if 1.1 < r < 1.5; 0 if r < 0.7 or r > 1.9
///
/// ```
/// use nn_from_scratch::laboratory::ring;
/// use nn_from_scratch::*;
///
/// let samples = ring(200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert_eq!(samples.iter().filter(|s| s.target == 1.0).count(), 100);
/// ```
///
/// # Panics
/// If there are 0 points or more than a million, or the noise is not a number from 0 to 4.
pub fn ring(points: usize, noise: f64, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    draw(points, noise, rng, |target, rng| {
        draw_until(target, rng, |x, y| {
            let r = (x * x + y * y).sqrt();
            if target == 1.0 { 1.1 < r && r < 1.5 } else { !(0.7..=1.9).contains(&r) }
        })
    })
}

/// Exclusive or, with a gap along the axes: half of the points are ones.
///
/// f(x, y) = 1 if x · y < 0, else 0, where |x| and |y| are above 0.2
///
/// ```
/// use nn_from_scratch::laboratory::xor;
/// use nn_from_scratch::*;
///
/// let samples = xor(200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert!(samples.iter().all(|s| (s.target == 1.0) == (s.x * s.y < 0.0)));
/// ```
///
/// # Panics
/// As [`ring`].
pub fn xor(points: usize, noise: f64, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    draw(points, noise, rng, |target, rng| {
        draw_until(target, rng, |x, y| {
            x.abs() > 0.2 && y.abs() > 0.2 && (x * y < 0.0) == (target == 1.0)
        })
    })
}

/// Two Gaussians: half of the points around (1, 1), the ones, and half around (-1, -1), with the
/// noise as their standard deviation.
///
/// ```
/// use nn_from_scratch::laboratory::gaussians;
/// use nn_from_scratch::*;
///
/// let samples = gaussians(200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert_eq!((samples[0].x, samples[0].y, samples[0].target), (1.0, 1.0, 1.0));
/// ```
///
/// # Panics
/// As [`ring`].
pub fn gaussians(points: usize, noise: f64, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    draw(points, noise, rng, |target, _| {
        let center = 2.0 * target - 1.0;
        Sample { x: center, y: center, target }
    })
}

/// Two half moons, each around an end of the other: half of the points are on each.
///
/// The ones are at (cos α − ½, sin α − ¼), the zeros at (½ − cos α, ¼ − sin α), 0 ≤ α < π.
///
/// ```
/// use nn_from_scratch::laboratory::moons;
/// use nn_from_scratch::*;
///
/// let samples = moons(200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert_eq!(samples.iter().filter(|s| s.target == 1.0).count(), 100);
/// ```
///
/// # Panics
/// As [`ring`].
pub fn moons(points: usize, noise: f64, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    draw(points, noise, rng, |target, rng| {
        let angle = PI * rng.random::<f64>();
        let (x, y) = (angle.cos() - 0.5, angle.sin() - 0.25);
        let sign = 2.0 * target - 1.0;
        Sample { x: sign * x, y: sign * y, target }
    })
}

/// Two spirals, each of 1¾ turns: half of the points are on each.
///
/// The ones are at (r · sin α, r · cos α), r = 1.8 · u and α = 1.75 · 2π · u with 0 ≤ u < 1, the
/// zeros opposite them, at (−r · sin α, −r · cos α).
///
/// ```
/// use nn_from_scratch::laboratory::spirals;
/// use nn_from_scratch::*;
///
/// let samples = spirals(200, 0.0, &mut ChaCha8Rng::seed_from_u64(SEED));
/// assert_eq!(samples.iter().filter(|s| s.target == 1.0).count(), 100);
/// ```
///
/// # Panics
/// As [`ring`].
pub fn spirals(points: usize, noise: f64, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    draw(points, noise, rng, |target, rng| {
        let u = rng.random::<f64>();
        let (r, angle) = (1.8 * u, 1.75 * TAU * u);
        let sign = 2.0 * target - 1.0;
        Sample { x: sign * r * angle.sin(), y: sign * r * angle.cos(), target }
    })
}

/// Splits the samples at random into (training, test); `share` of them go to the test (0.25 is a
/// quarter). With a share of 0, the test is empty.
///
/// ```
/// use nn_from_scratch::laboratory::{ring, split};
/// use nn_from_scratch::*;
///
/// let mut rng = ChaCha8Rng::seed_from_u64(SEED);
/// let (training, test) = split(&ring(100, 0.1, &mut rng), 0.25, &mut rng);
/// assert_eq!((training.len(), test.len()), (75, 25));
/// ```
///
/// # Panics
/// If the share is not at least 0 and below 1, leaves no sample for the training, or is above
/// 0 and too small for a single sample.
pub fn split(samples: &[Sample], share: f64, rng: &mut ChaCha8Rng) -> (Vec<Sample>, Vec<Sample>) {
    assert!(
        (0.0..1.0).contains(&share),
        "The test's share must be at least 0 and below 1, but it is {share:?}."
    );
    let num_test = (share * samples.len() as f64).round() as usize;
    assert!(
        num_test < samples.len(),
        "Training needs at least 1 sample, but a test share of {share:?} leaves none of {}.",
        grouped(samples.len() as u64)
    );
    assert!(
        num_test > 0 || share == 0.0,
        "A test needs at least 1 sample, but a share of {share:?} of {} gives none: use a larger \
         share, or 0.0 for no test.",
        samples.len()
    );
    let mut training = samples.to_vec();
    training.shuffle(rng);
    let test = training.split_off(samples.len() - num_test);
    (training, test)
}

/// Draws samples from `sample` and moves each by the noise. `sample` is given a target, 1 and 0 in
/// turn, so that the classes can be of equal size.
fn draw(
    points: usize,
    noise: f64,
    rng: &mut ChaCha8Rng,
    sample: impl Fn(f64, &mut ChaCha8Rng) -> Sample,
) -> Vec<Sample> {
    // Checked before any memory is allocated.
    assert!(
        (1..=1_000_000).contains(&points),
        "A data set can have 1 to 1,000,000 points, but not {}.",
        grouped(points as u64)
    );
    assert!(
        (0.0..=4.0).contains(&noise),
        "The noise must be a number from 0 to 4, but it is {noise:?}."
    );
    (0..points)
        .map(|i| {
            let at = sample(if i % 2 == 0 { 1.0 } else { 0.0 }, rng);
            loop {
                let (x, y) = (at.x + noise * normal(rng), at.y + noise * normal(rng));
                if x.abs() <= 2.0 && y.abs() <= 2.0 {
                    return Sample { x, y, ..at };
                }
            }
        })
        .collect()
}

/// A sample at a random point of the plane for which `belongs` holds.
fn draw_until(target: f64, rng: &mut ChaCha8Rng, belongs: impl Fn(f64, f64) -> bool) -> Sample {
    loop {
        let (x, y) = point(rng);
        if belongs(x, y) {
            return Sample { x, y, target };
        }
    }
}

/// A random point of the plane.
fn point(rng: &mut ChaCha8Rng) -> (f64, f64) {
    (4.0 * rng.random::<f64>() - 2.0, 4.0 * rng.random::<f64>() - 2.0)
}

/// A number from the standard normal distribution (Box and Muller).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (u, v) = (1.0 - rng.random::<f64>(), rng.random::<f64>());
    (-2.0 * u.ln()).sqrt() * (TAU * v).cos()
}
