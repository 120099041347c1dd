//! The gradient of a layer: sums over samples.

use super::forward::{ROWS, vectors};
use super::strip::{Strip, WIDTH};
use pulp::Simd;

// Sums of a tile: up to 4 neurons × 3 inputs.
const INPUTS: usize = 3;

/// A layer's dL/dz and inputs, for some groups of 32 samples, and how many strips a group has.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    pub strips: &'a [Strip],
    pub per_group: usize,
}

impl<'a> Columns<'a> {
    fn from(self, first: usize) -> Columns<'a> {
        Columns { strips: &self.strips[first..], ..self }
    }

    /// The first `N` strips of this group, and the groups after it.
    #[inline(always)]
    fn next<const N: usize>(&mut self) -> Option<&'a [Strip; N]> {
        let strips = self.strips.first_chunk()?;
        self.strips = self.strips.get(self.per_group..).unwrap_or_default();
        Some(strips)
    }
}

/// dL/dw += Σ dL/dz · x and dL/db += Σ dL/dz, over the samples; a row of `gradient` for each
/// neuron, its weights' and its bias's.
#[inline(always)]
pub(super) fn gradient<S: Simd>(simd: S, d_z: Columns, inputs: Columns, gradient: &mut [f64]) {
    let row = inputs.per_group + 1;
    for j in (0..d_z.per_group).step_by(ROWS) {
        let (neurons, gradient) = (d_z.from(j), &mut gradient[j * row..]);
        match d_z.per_group - j {
            1 => rows::<S, 1>(simd, neurons, inputs, gradient),
            2 => rows::<S, 2>(simd, neurons, inputs, gradient),
            3 => rows::<S, 3>(simd, neurons, inputs, gradient),
            _ => rows::<S, ROWS>(simd, neurons, inputs, gradient),
        }
    }
}

#[inline(always)]
fn rows<S: Simd, const ROWS: usize>(simd: S, d_z: Columns, inputs: Columns, gradient: &mut [f64]) {
    for i in (0..inputs.per_group).step_by(INPUTS) {
        let (x, gradient) = (inputs.from(i), &mut gradient[i..]);
        match inputs.per_group - i {
            1 => weights::<S, ROWS, 1>(simd, d_z, x, gradient),
            2 => weights::<S, ROWS, 2>(simd, d_z, x, gradient),
            _ => weights::<S, ROWS, INPUTS>(simd, d_z, x, gradient),
        }
    }
    biases::<S, ROWS>(simd, d_z, &mut gradient[inputs.per_group..], inputs.per_group + 1);
}

#[inline(always)]
fn weights<S: Simd, const ROWS: usize, const INPUTS: usize>(
    simd: S,
    mut d_z: Columns,
    mut inputs: Columns,
    gradient: &mut [f64],
) {
    let row = inputs.per_group + 1;
    let mut sums = [[simd.splat_f64s(0.0); INPUTS]; ROWS];
    while let (Some(d_z), Some(inputs)) = (d_z.next::<ROWS>(), inputs.next::<INPUTS>()) {
        for v in 0..WIDTH / S::F64_LANES {
            let mut x = [simd.splat_f64s(0.0); INPUTS];
            for (x, input) in x.iter_mut().zip(inputs) {
                *x = vectors::<S>(input)[v];
            }
            for (sums, d_z) in sums.iter_mut().zip(d_z) {
                let d = vectors::<S>(d_z)[v];
                for (sum, x) in sums.iter_mut().zip(x) {
                    *sum = simd.mul_add_e_f64s(d, x, *sum);
                }
            }
        }
    }
    for (r, sums) in sums.into_iter().enumerate() {
        for (d_weight, sum) in gradient[r * row..][..INPUTS].iter_mut().zip(sums) {
            *d_weight += simd.reduce_sum_f64s(sum);
        }
    }
}

#[inline(always)]
fn biases<S: Simd, const ROWS: usize>(simd: S, mut d_z: Columns, gradient: &mut [f64], row: usize) {
    let mut sums = [simd.splat_f64s(0.0); ROWS];
    while let Some(d_z) = d_z.next::<ROWS>() {
        for (sum, d_z) in sums.iter_mut().zip(d_z) {
            for d in vectors::<S>(d_z) {
                *sum = simd.add_f64s(*sum, *d);
            }
        }
    }
    for (r, sum) in sums.into_iter().enumerate() {
        gradient[r * row] += simd.reduce_sum_f64s(sum);
    }
}
