//! The forward pass of a layer: a product of matrices, and the sigmoid of every sum.

use super::sigmoid::sigmoid;
use super::strip::{Strip, WIDTH, columns, columns_mut};
use pulp::Simd;

// A tile of sums: 2 neurons × 4 vectors of samples. Eight sums fit into the registers of every
// machine, and are enough to keep it busy.
const ROWS: usize = 2;
const COLUMNS: usize = 4;

/// a = σ(W x + b) of 32 samples; the parameters in the order of [`reading_order`],
/// and scaled as [`sigmoid`] wants them.
#[inline(always)]
pub(super) fn forward<S: Simd>(simd: S, packed: &[f64], inputs: &[Strip], outputs: &mut [Strip]) {
    let mut rest = packed;
    for outputs in outputs.chunks_mut(ROWS) {
        let tile;
        (tile, rest) = rest.split_at(outputs.len() * (inputs.len() + 1));
        match outputs.len() {
            1 => forward_tile::<S, 1>(simd, tile, inputs, outputs),
            _ => forward_tile::<S, ROWS>(simd, tile, inputs, outputs),
        }
    }
}

#[inline(always)]
fn forward_tile<S: Simd, const ROWS: usize>(
    simd: S,
    packed: &[f64],
    inputs: &[Strip],
    outputs: &mut [Strip],
) {
    let (biases, weights) = packed.split_first_chunk::<ROWS>().expect("a bias for each neuron");
    let weights: &[[f64; ROWS]] = weights.as_chunks().0;
    for column in 0..WIDTH / S::F64_LANES / COLUMNS {
        let mut sums = [[simd.splat_f64s(0.0); COLUMNS]; ROWS];
        for (sums, bias) in sums.iter_mut().zip(biases) {
            *sums = [simd.splat_f64s(*bias); COLUMNS];
        }
        for (input, weights) in inputs.iter().zip(weights) {
            let x = columns::<S, COLUMNS>(input)[column];
            for (sums, weight) in sums.iter_mut().zip(weights) {
                let w = simd.splat_f64s(*weight);
                for (sum, x) in sums.iter_mut().zip(x) {
                    *sum = simd.mul_add_e_f64s(w, x, *sum);
                }
            }
        }
        for (output, sums) in outputs.iter_mut().zip(sums) {
            columns_mut::<S, COLUMNS>(output)[column] = sigmoid(simd, sums);
        }
    }
}

/// For each number that [`forward`] reads, which parameter of the layer it is: two neurons at a
/// time, first their biases, then their weights of the first input, then of the second.
pub(super) fn reading_order(num_inputs: usize, num_outputs: usize) -> Vec<usize> {
    let row = num_inputs + 1;
    let mut order = Vec::with_capacity(row * num_outputs);
    for first in (0..num_outputs).step_by(ROWS) {
        for i in std::iter::once(num_inputs).chain(0..num_inputs) {
            let tile = first..num_outputs.min(first + ROWS);
            order.extend(tile.map(|neuron| neuron * row + i));
        }
    }
    order
}
