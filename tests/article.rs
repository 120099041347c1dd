//! The article's numbers: one run of its algorithm (tests/reference/article-run.json), followed
//! from the same initial weights.

use nn_from_scratch::{
    Network, Neuron, Sample, article, count_right, mean_loss, sample_grid, square_loss_derivative,
    train, train_step, unit_disk,
};
use serde_json::Value;

/// Where the reference run was made, and every bit is the same: the C library's `exp` differs
/// elsewhere in the last digit.
#[cfg(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu"))]
fn same_exp() -> bool {
    is_x86_feature_detected!("fma")
}
#[cfg(not(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu")))]
fn same_exp() -> bool {
    false
}

#[track_caller]
fn assert_agrees(found: f64, expected: f64, relative: f64) {
    if same_exp() {
        assert_eq!(found.to_bits(), expected.to_bits(), "{found} for {expected}");
    } else {
        let tolerance = relative * expected.abs();
        assert!((found - expected).abs() <= tolerance, "{found} for {expected}");
    }
}

#[track_caller]
fn assert_all_agree(found: &[f64], expected: &[f64], relative: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_agrees(*found, *expected, relative);
    }
}

fn run() -> Value {
    serde_json::from_str(include_str!("reference/article-run.json")).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// All 17 numbers of "initial", "first_gradient" or "final", in the order of
/// `Network::parameters`.
fn all_of(layers: &Value, weights: &str, bias: &str) -> Vec<f64> {
    let mut all = Vec::new();
    for neuron in layers.as_array().unwrap().iter().flat_map(|layer| layer.as_array().unwrap()) {
        all.extend(numbers(&neuron[weights]));
        all.push(number(&neuron[bias]));
    }
    all
}

fn initial_network() -> Network {
    let neuron = |value: &Value| Neuron::new(&numbers(&value["weights"]), number(&value["bias"]));
    let layer = |value: &Value| value.as_array().unwrap().iter().map(neuron).collect();
    Network::new(run()["initial"].as_array().unwrap().iter().map(layer).collect())
}

fn samples() -> Vec<Sample> {
    sample_grid(unit_disk, 10)
}

#[test]
fn the_initial_network() {
    assert_eq!(article().parameters(), initial_network().parameters());
}

#[test]
fn the_data_set() {
    let (run, samples) = (run(), samples());
    assert_eq!(samples.len(), run["dataset"]["samples"].as_u64().unwrap() as usize);
    let inside = samples.iter().filter(|sample| sample.target == 1.0).count();
    assert_eq!(inside, run["dataset"]["inside"].as_u64().unwrap() as usize);
    for (sample, expected) in samples.iter().zip(run["dataset"]["first"].as_array().unwrap()) {
        assert_eq!(vec![sample.x, sample.y, sample.target], numbers(expected));
    }
    assert_eq!(unit_disk(-1.0, 0.0), 0.0); // the circle itself is outside
}

#[test]
fn the_untrained_output_at_the_origin() {
    let expected = number(&run()["forward_at_origin_untrained"]);
    assert_agrees(initial_network().forward(&[0.0, 0.0]), expected, 1e-12);
}

#[test]
fn the_17_first_gradients() {
    let (mut network, samples) = (initial_network(), samples());
    network.zero_grad();
    for sample in &samples {
        let prediction = network.forward(&sample.inputs());
        let d_loss = square_loss_derivative(prediction, sample.target);
        network.backward(d_loss / samples.len() as f64);
    }
    let expected = all_of(&run()["first_gradient"], "d_weights", "d_bias");
    assert_eq!(expected.len(), 17);
    // Some are a hundred thousand times smaller than the terms they are the sum of.
    assert_all_agree(&network.gradients(), &expected, 1e-12);
}

#[test]
fn the_first_loss() {
    let (run, mut network) = (run(), initial_network());
    assert_agrees(mean_loss(&network, &samples()), number(&run["first_loss"]), 1e-12);
    let loss = train_step(&mut network, &samples(), 10.0);
    assert_agrees(loss, number(&run["first_loss"]), 1e-12);
}

#[test]
fn two_thousand_steps() {
    let (run, mut network, samples) = (run(), initial_network(), samples());
    let training = train(&mut network, &samples, 2000, 10.0);

    let listed = run["loss_by_epoch"].as_object().unwrap();
    assert_eq!(listed.len(), 30);
    for (step, expected) in listed {
        let loss = training.losses[step.parse::<usize>().unwrap() - 1];
        assert_agrees(loss, number(expected), 1e-9);
    }
    let expected = all_of(&run["final"], "weights", "bias");
    assert_all_agree(&network.parameters(), &expected, 1e-9);
    for (point, expected) in run["trained_outputs"].as_object().unwrap() {
        let inputs: Vec<f64> = point.split(',').map(|x| x.parse().unwrap()).collect();
        assert_agrees(network.predict(&inputs), number(expected), 1e-9);
    }
    assert_eq!(count_right(&network, &samples), 121);
    assert_eq!(
        training.to_string(),
        "2000 steps: a mean loss of 0.2919 in the first, 0.0035 in the last; \
         121 of 121 samples on the right side of 0.5."
    );
}
