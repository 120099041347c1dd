//! The backward pass of a layer: from dL/dz of its neurons to those of the layer before.

use super::strip::{Strip, WIDTH, columns, columns_mut, vectors};
use pulp::Simd;

// A tile of sums: 4 neurons × 2 vectors of samples.
const ROWS: usize = 4;
const COLUMNS: usize = 2;

/// dL/dz of the output neuron for 32 samples; returns `loss` + Σ factor · (p − t)².
///
/// dL/dz = factor · (p − t) · p (1 − p), with factor 2/N
#[inline(always)]
pub(super) fn output<S: Simd>(
    simd: S,
    [prediction, target, factor]: [&Strip; 3],
    d_z: &mut Strip,
    mut loss: S::f64s,
) -> S::f64s {
    let [prediction, target, factor] = [prediction, target, factor].map(vectors::<S>);
    for (v, d_z) in S::as_mut_simd_f64s(&mut d_z.0).0.iter_mut().enumerate() {
        let p = prediction[v];
        let error = simd.sub_f64s(p, target[v]);
        let scaled = simd.mul_f64s(error, factor[v]);
        loss = simd.mul_add_e_f64s(error, scaled, loss);
        *d_z = simd.mul_f64s(scaled, slope(simd, p));
    }
    loss
}

/// dL/dz of the layer before, whose outputs a are the inputs of this one, for 32 samples.
///
/// dL/dzᵢ = (Σⱼ wⱼᵢ · dL/dzⱼ) · aᵢ (1 − aᵢ), with a row of n weights and the bias for each j
#[inline(always)]
pub(super) fn backward<S: Simd>(
    simd: S,
    parameters: &[f64],
    d_z: &[Strip],
    a: &[Strip],
    d_z_before: &mut [Strip],
) {
    let row = a.len() + 1;
    for (i, before) in d_z_before.chunks_mut(ROWS).enumerate() {
        let (parameters, a) = (&parameters[ROWS * i..], &a[ROWS * i..]);
        match before.len() {
            1 => backward_tile::<S, 1>(simd, parameters, row, d_z, a, before),
            2 => backward_tile::<S, 2>(simd, parameters, row, d_z, a, before),
            3 => backward_tile::<S, 3>(simd, parameters, row, d_z, a, before),
            _ => backward_tile::<S, ROWS>(simd, parameters, row, d_z, a, before),
        }
    }
}

#[inline(always)]
fn backward_tile<S: Simd, const ROWS: usize>(
    simd: S,
    parameters: &[f64],
    row: usize,
    d_z: &[Strip],
    a: &[Strip],
    before: &mut [Strip],
) {
    for column in 0..WIDTH / S::F64_LANES / COLUMNS {
        let mut sums = [[simd.splat_f64s(0.0); COLUMNS]; ROWS];
        let mut rest = parameters;
        for d_z in d_z {
            let d = columns::<S, COLUMNS>(d_z)[column];
            let weights: &[f64; ROWS] = rest.first_chunk().expect("a weight for each input");
            rest = rest.get(row..).unwrap_or_default();
            for (sums, weight) in sums.iter_mut().zip(weights) {
                let w = simd.splat_f64s(*weight);
                for (sum, d) in sums.iter_mut().zip(d) {
                    *sum = simd.mul_add_e_f64s(w, d, *sum);
                }
            }
        }
        for ((before, a), sums) in before.iter_mut().zip(a).zip(sums) {
            let before = &mut columns_mut::<S, COLUMNS>(before)[column];
            for ((before, a), sum) in
                before.iter_mut().zip(columns::<S, COLUMNS>(a)[column]).zip(sums)
            {
                *before = simd.mul_f64s(sum, slope(simd, a));
            }
        }
    }
}

/// σ′ = a (1 − a) = a − a·a
#[inline(always)]
fn slope<S: Simd>(simd: S, a: S::f64s) -> S::f64s {
    simd.negate_mul_add_e_f64s(a, a, a)
}
