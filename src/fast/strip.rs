//! The memory layout of a batch: structure of arrays, in strips of 32 samples.

use crate::dataset::Sample;
use pulp::Simd;

/// How many samples lie side by side: four vectors of AVX-512, eight of AVX2.
pub(super) const WIDTH: usize = 32;

/// One number (an input, an output, a derivative) of each of 32 samples, on cache lines of its own.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Strip(pub [f64; WIDTH]);

impl Strip {
    pub const ZERO: Strip = Strip([0.0; WIDTH]);
}

/// All samples; the last group of 32 is filled up with samples that do not count.
pub(super) struct Batch {
    /// x and y of the first 32 samples, x and y of the next.
    pub inputs: Vec<Strip>,
    pub targets: Vec<Strip>,
    /// 2/N for a sample, 0 for one that does not count.
    pub factors: Vec<Strip>,
}

impl Batch {
    pub fn new(samples: &[Sample]) -> Batch {
        let groups = samples.len().div_ceil(WIDTH);
        let mut inputs = vec![Strip::ZERO; 2 * groups];
        let mut targets = vec![Strip::ZERO; groups];
        let mut factors = vec![Strip::ZERO; groups];
        for (i, sample) in samples.iter().enumerate() {
            let (group, lane) = (i / WIDTH, i % WIDTH);
            inputs[2 * group].0[lane] = sample.x;
            inputs[2 * group + 1].0[lane] = sample.y;
            targets[group].0[lane] = sample.target;
            factors[group].0[lane] = 2.0 / samples.len() as f64;
        }
        Batch { inputs, targets, factors }
    }

    pub fn groups(&self) -> usize {
        self.targets.len()
    }
}

/// A strip as vectors.
#[inline(always)]
pub(super) fn vectors<S: Simd>(strip: &Strip) -> &[S::f64s] {
    S::as_simd_f64s(&strip.0).0
}

/// A strip as columns of a tile.
#[inline(always)]
pub(super) fn columns<S: Simd, const COLUMNS: usize>(strip: &Strip) -> &[[S::f64s; COLUMNS]] {
    vectors::<S>(strip).as_chunks().0
}

#[inline(always)]
pub(super) fn columns_mut<S: Simd, const COLUMNS: usize>(
    strip: &mut Strip,
) -> &mut [[S::f64s; COLUMNS]] {
    S::as_mut_simd_f64s(&mut strip.0).0.as_chunks_mut().0
}
