//! The gradient of a layer: sums over samples.

use super::strip::{Strip, WIDTH, vectors};
use pulp::Simd;

// Sums of a tile: up to 4 neurons × 4 inputs, and the biases.
const ROWS: usize = 4;
const INPUTS: usize = 4;

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
            1 => tile::<S, ROWS, 1, true>(simd, d_z, x, gradient),
            2 => tile::<S, ROWS, 2, true>(simd, d_z, x, gradient),
            3 => tile::<S, ROWS, 3, true>(simd, d_z, x, gradient),
            INPUTS => tile::<S, ROWS, INPUTS, true>(simd, d_z, x, gradient),
            _ => tile::<S, ROWS, INPUTS, false>(simd, d_z, x, gradient),
        }
    }
}

/// With the last inputs of a row, the bias comes along.
#[inline(always)]
fn tile<S: Simd, const ROWS: usize, const INPUTS: usize, const LAST: bool>(
    simd: S,
    mut d_z: Columns,
    mut inputs: Columns,
    gradient: &mut [f64],
) {
    let row = inputs.per_group + 1;
    let mut sums = [[simd.splat_f64s(0.0); INPUTS]; ROWS];
    let mut biases = [simd.splat_f64s(0.0); ROWS];
    while let (Some(d_z), Some(inputs)) = (d_z.next::<ROWS>(), inputs.next::<INPUTS>()) {
        for v in 0..WIDTH / S::F64_LANES {
            let mut x = [simd.splat_f64s(0.0); INPUTS];
            for (x, input) in x.iter_mut().zip(inputs) {
                *x = vectors::<S>(input)[v];
            }
            for ((sums, bias), d_z) in sums.iter_mut().zip(&mut biases).zip(d_z) {
                let d = vectors::<S>(d_z)[v];
                for (sum, x) in sums.iter_mut().zip(x) {
                    *sum = simd.mul_add_e_f64s(d, x, *sum);
                }
                if LAST {
                    *bias = simd.add_f64s(*bias, d);
                }
            }
        }
    }
    for (r, (sums, bias)) in sums.into_iter().zip(biases).enumerate() {
        let gradient = &mut gradient[r * row..];
        for (d_weight, sum) in gradient.iter_mut().zip(sums) {
            *d_weight += simd.reduce_sum_f64s(sum);
        }
        if LAST {
            gradient[INPUTS] += simd.reduce_sum_f64s(bias);
        }
    }
}
