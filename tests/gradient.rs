//! The gradient is right for every shape: backpropagation against central differences, and what
//! holds for all networks.

use nn_from_scratch::rand::RngExt;
use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{
    Activation, Network, Neuron, Sample, count_right, square_loss, square_loss_derivative,
};
use proptest::prelude::*;

/// A network of any shape with parameters in [-1, 1), inputs for it, and a target; its hidden
/// neurons are sigmoids or tanhs. (ReLU has a kink, where no difference is its slope.)
fn networks() -> impl Strategy<Value = (Network, Vec<f64>, f64)> {
    let hidden = prop::collection::vec(1usize..=8, 1..=3);
    let activation = prop_oneof![Just(Activation::Sigmoid), Just(Activation::Tanh)];
    (1usize..=4, hidden, activation, any::<u64>()).prop_map(
        |(num_inputs, hidden, activation, seed)| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let shape = Network::random(num_inputs, &hidden, &mut rng).with_activation(activation);
            let parameters: Vec<f64> =
                shape.parameters().iter().map(|_| rng.random_range(-1.0..1.0)).collect();
            let inputs = (0..num_inputs).map(|_| rng.random_range(-2.0..2.0)).collect();
            (shape.with_parameters(&parameters), inputs, rng.random())
        },
    )
}

fn backpropagate(network: &mut Network, inputs: &[f64], target: f64) {
    let prediction = network.forward(inputs);
    network.backward(square_loss_derivative(prediction, target));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn backpropagation_agrees_with_central_differences((network, inputs, target) in networks()) {
        let mut network = network;
        backpropagate(&mut network, &inputs, target);
        let parameters = network.parameters();
        for (i, &analytical) in network.gradients().iter().enumerate() {
            let loss_at = |step: f64| {
                let mut moved = parameters.clone();
                moved[i] += step;
                square_loss(network.with_parameters(&moved).predict(&inputs), target)
            };
            let h = 1e-5;
            let numerical = (loss_at(h) - loss_at(-h)) / (2.0 * h);
            let scale = analytical.abs().max(numerical.abs()).max(1e-3);
            prop_assert!(
                (analytical - numerical).abs() <= 1e-6 * scale,
                "parameter {}: backpropagation {}, central difference {}", i, analytical, numerical
            );
        }
    }

    #[test]
    fn gradients_add_up_and_are_cleared((network, inputs, target) in networks()) {
        let mut network = network;
        let other: Vec<f64> = inputs.iter().map(|input| 0.5 - input).collect();
        backpropagate(&mut network, &inputs, target);
        let first = network.gradients();
        network.zero_grad();
        prop_assert!(network.gradients().iter().all(|&gradient| gradient == 0.0));
        backpropagate(&mut network, &other, 1.0 - target);
        let second = network.gradients();
        network.zero_grad();
        backpropagate(&mut network, &inputs, target);
        backpropagate(&mut network, &other, 1.0 - target);
        for ((both, first), second) in network.gradients().iter().zip(first).zip(second) {
            prop_assert_eq!(*both, first + second);
        }
    }

    #[test]
    fn predict_is_forward_without_a_trace((network, inputs, target) in networks()) {
        let mut network = network;
        backpropagate(&mut network, &inputs, target);
        let before = format!("{network:?}");
        let predicted = network.predict(&inputs);
        prop_assert_eq!(before, format!("{network:?}"));
        prop_assert_eq!(predicted, network.forward(&inputs));
    }

    #[test]
    fn an_update_goes_against_the_gradient((network, inputs, target) in networks()) {
        let mut network = network;
        backpropagate(&mut network, &inputs, target);
        let (before, gradients) = (network.parameters(), network.gradients());
        network.update(0.25);
        for ((after, before), gradient) in network.parameters().iter().zip(before).zip(gradients) {
            prop_assert_eq!(*after, before - 0.25 * gradient);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_weights(seed in any::<u64>(), hidden in 1usize..=8) {
        let draw = || Network::random(2, &[hidden], &mut ChaCha8Rng::seed_from_u64(seed));
        let (one, other) = (draw(), draw());
        prop_assert_eq!(one.parameters(), other.parameters());
        for neuron in one.layers().iter().flatten() {
            prop_assert_eq!(neuron.bias(), 0.0);
            prop_assert!(neuron.weights().iter().all(|weight| (-0.5..0.5).contains(weight)));
        }
    }
}

#[test]
fn a_relu_neuron_passes_on_what_is_above_0_and_nothing_else() {
    let layers = vec![vec![Neuron::new(&[2.0, -3.0], 0.5)], vec![Neuron::new(&[1.0], 0.0)]];
    let network = Network::new(layers).with_activation(Activation::Relu);
    let mut neuron = network.layers()[0][0].clone();
    assert_eq!((neuron.weights(), neuron.bias()), (&[2.0, -3.0][..], 0.5));
    let mut d_inputs = [0.0, 0.0];
    assert_eq!(neuron.forward(&[1.0, 0.5]), 1.0);
    neuron.backward(10.0, &mut d_inputs);
    assert_eq!(d_inputs, [20.0, -30.0]);
    assert_eq!((neuron.d_weights(), neuron.d_bias()), (&[10.0, 5.0][..], 10.0));
    neuron.zero_grad();
    assert_eq!(neuron.forward(&[0.0, 1.0]), 0.0);
    neuron.backward(10.0, &mut d_inputs);
    assert_eq!(d_inputs, [20.0, -30.0]);
    assert_eq!((neuron.d_weights(), neuron.d_bias()), (&[0.0, 0.0][..], 0.0));
    assert!(neuron.predict(&[f64::NAN, 0.0]).is_nan());
}

#[test]
fn an_answer_of_one_half_says_no() {
    let undecided = Network::new(vec![vec![Neuron::new(&[0.0, 0.0], 0.0)]]);
    for (target, right) in [(0.0, 1), (0.5, 1), (1.0, 0)] {
        assert_eq!(count_right(&undecided, &[Sample { x: 1.0, y: 1.0, target }]), right);
    }
}
