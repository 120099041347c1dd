//! A pass through all layers, block by block.

use super::backward::{backward, output};
use super::forward::{forward, reading_order};
use super::gradient::{Columns, gradient};
use super::sigmoid::SCALE;
use super::strip::{Batch, Strip, WIDTH};
use crate::network::Network;
use pulp::{Simd, WithSimd};
use std::ops::Range;

/// Groups of 32 samples that go through the layers together, so that what one layer writes is
/// in the cache when the next one reads it.
pub(super) const BLOCK: usize = 4;

/// A network's parameters, all in one piece.
pub(super) struct Layers {
    layers: Vec<Layer>,
    /// In the order of [`Network::parameters`].
    pub parameters: Vec<f64>,
    packed: Vec<f64>,
    /// Which parameter each of the packed is.
    order: Vec<usize>,
}

struct Layer {
    num_inputs: usize,
    num_outputs: usize,
    /// Where its parameters are.
    range: Range<usize>,
}

impl Layers {
    pub fn new(network: &Network) -> Layers {
        let (mut layers, mut order) = (Vec::new(), Vec::new());
        let (mut start, mut num_inputs) = (0, network.num_inputs());
        for neurons in network.layers() {
            let num_outputs = neurons.len();
            let end = start + num_outputs * (num_inputs + 1);
            order.extend(reading_order(num_inputs, num_outputs).iter().map(|i| start + i));
            layers.push(Layer { num_inputs, num_outputs, range: start..end });
            (start, num_inputs) = (end, num_outputs);
        }
        let parameters = network.parameters();
        let packed = vec![0.0; parameters.len()];
        Layers { layers, parameters, packed, order }
    }

    /// To be called whenever the parameters have changed.
    pub fn pack(&mut self) {
        for (packed, parameter) in self.packed.iter_mut().zip(&self.order) {
            *packed = SCALE * self.parameters[*parameter];
        }
    }
}

/// What a thread needs for a block: outputs and dL/dz of every layer.
pub(super) struct Workspace {
    outputs: Vec<Vec<Strip>>,
    d_z: Vec<Vec<Strip>>,
}

impl Workspace {
    pub fn new(layers: &Layers) -> Workspace {
        let strips = |layer: &Layer| vec![Strip::ZERO; BLOCK * layer.num_outputs];
        let outputs: Vec<_> = layers.layers.iter().map(strips).collect();
        Workspace { d_z: outputs.clone(), outputs }
    }
}

/// The predictions for some groups of 32 samples.
pub(super) struct Predict<'a> {
    pub layers: &'a Layers,
    pub inputs: &'a [Strip],
    pub work: &'a mut Workspace,
    pub predictions: &'a mut [Strip],
}

impl WithSimd for Predict<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let num_inputs = self.inputs.len() / self.predictions.len();
        let blocks = self.inputs.chunks(BLOCK * num_inputs);
        for (inputs, predictions) in blocks.zip(self.predictions.chunks_mut(BLOCK)) {
            forward_all(simd, self.layers, inputs, &mut self.work.outputs);
            let outputs = &self.work.outputs[self.layers.layers.len() - 1];
            predictions.copy_from_slice(&outputs[..predictions.len()]);
        }
    }
}

/// Adds the gradient and the mean loss of some groups of 32 samples.
pub(super) struct Gradient<'a> {
    pub layers: &'a Layers,
    pub batch: &'a Batch,
    pub groups: Range<usize>,
    pub work: &'a mut Workspace,
    pub gradient: &'a mut [f64],
    pub loss: &'a mut f64,
}

impl WithSimd for Gradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Gradient { layers, batch, groups, work, gradient, loss } = self;
        let num_inputs = layers.layers[0].num_inputs;
        let mut sum = simd.splat_f64s(0.0);
        for first in groups.clone().step_by(BLOCK) {
            let block = first..groups.end.min(first + BLOCK);
            let inputs = &batch.inputs[block.start * num_inputs..block.end * num_inputs];
            forward_all(simd, layers, inputs, &mut work.outputs);
            let last = layers.layers.len() - 1;
            for (i, group) in block.clone().enumerate() {
                let prediction = &work.outputs[last][i];
                let strips = [prediction, &batch.targets[group], &batch.factors[group]];
                sum = output(simd, strips, &mut work.d_z[last][i], sum);
            }
            backward_all(simd, layers, block.len(), work);
            gradient_all(simd, layers, inputs, block.len(), work, gradient);
        }
        // The factor of the gradient is 2/N, that of the loss 1/N.
        *loss += 0.5 * simd.reduce_sum_f64s(sum);
    }
}

#[inline(always)]
fn forward_all<S: Simd>(simd: S, layers: &Layers, inputs: &[Strip], outputs: &mut [Vec<Strip>]) {
    let mut inputs = inputs;
    let groups = inputs.len() / layers.layers[0].num_inputs;
    for (layer, outputs) in layers.layers.iter().zip(outputs) {
        let packed = &layers.packed[layer.range.clone()];
        for group in 0..groups {
            let inputs = &inputs[group * layer.num_inputs..][..layer.num_inputs];
            let outputs = &mut outputs[group * layer.num_outputs..][..layer.num_outputs];
            forward(simd, packed, inputs, outputs);
        }
        inputs = outputs;
    }
}

#[inline(always)]
fn backward_all<S: Simd>(simd: S, layers: &Layers, groups: usize, work: &mut Workspace) {
    for (l, layer) in layers.layers.iter().enumerate().skip(1).rev() {
        let parameters = &layers.parameters[layer.range.clone()];
        let (before, after) = work.d_z.split_at_mut(l);
        for group in 0..groups {
            let d_z = &after[0][group * layer.num_outputs..][..layer.num_outputs];
            let a = &work.outputs[l - 1][group * layer.num_inputs..][..layer.num_inputs];
            let before = &mut before[l - 1][group * layer.num_inputs..][..layer.num_inputs];
            backward(simd, parameters, d_z, a, before);
        }
    }
}

#[inline(always)]
fn gradient_all<S: Simd>(
    simd: S,
    layers: &Layers,
    inputs: &[Strip],
    groups: usize,
    work: &Workspace,
    sum: &mut [f64],
) {
    for (l, layer) in layers.layers.iter().enumerate() {
        let d_z = &work.d_z[l][..groups * layer.num_outputs];
        let inputs = if l == 0 { inputs } else { &work.outputs[l - 1] };
        let inputs = &inputs[..groups * layer.num_inputs];
        gradient(
            simd,
            Columns { strips: d_z, per_group: layer.num_outputs },
            Columns { strips: inputs, per_group: layer.num_inputs },
            &mut sum[layer.range.clone()],
        );
    }
}

/// Bytes of a [`Workspace`]; none if they are too many to count.
pub(super) fn workspace_bytes(outputs: usize) -> Option<usize> {
    outputs.checked_mul(2 * BLOCK * WIDTH * size_of::<f64>())
}
