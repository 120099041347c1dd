//! Wrong use gives at once one plain sentence that names what was expected and what came.

mod says;

use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{
    Network, Neuron, Outcome, SEED, Sample, mean_loss, sample_grid, train, train_step, unit_disk,
};
use says::assert_says;

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(0)
}

fn network() -> Network {
    Network::random(2, &[4], &mut rng())
}

fn samples() -> Vec<Sample> {
    sample_grid(unit_disk, 10)
}

#[test]
fn inputs_of_the_wrong_length() {
    let sentence = "This network takes 2 inputs, but got 3.";
    assert_says(|| network().predict(&[0.0; 3]), sentence);
    assert_says(|| network().forward(&[0.0; 3]), sentence);
    assert_says(
        || Neuron::new(&[1.0, 2.0], 0.0).predict(&[0.0]),
        "This neuron takes 2 inputs, but got 1.",
    );
    assert_says(
        || Neuron::new(&[1.0, 2.0], 0.0).backward(1.0, &mut [0.0]),
        "This neuron has 2 inputs, but the slice for dL/dx holds 1 number.",
    );
    assert_says(
        || train_step(&mut Network::random(3, &[4], &mut rng()), &samples(), 1.0),
        "This network takes 3 inputs, but got 2.",
    );
}

#[test]
fn an_empty_data_set() {
    let sentence = "Training needs at least 1 sample, but the data set is empty.";
    assert_says(|| train(&mut network(), &[], 10, 1.0), sentence);
    assert_says(|| train_step(&mut network(), &[], 1.0), sentence);
    assert_says(
        || mean_loss(&network(), &[]),
        "A mean loss needs at least 1 sample, but the data set is empty.",
    );
    assert_says(
        || sample_grid(unit_disk, 0),
        "A grid needs a density from 1 to 1000, but it is 0.",
    );
}

#[test]
fn layers_without_neurons() {
    assert_says(
        || Network::random(2, &[4, 0], &mut rng()),
        "Every layer needs at least 1 neuron, but hidden layer 2 has 0.",
    );
    assert_says(
        || Network::random(0, &[4], &mut rng()),
        "A network needs at least 1 input, but got 0.",
    );
    assert_says(|| Network::new(vec![]), "A network needs at least 1 layer, but got none.");
    assert_says(
        || Network::new(vec![vec![], vec![Neuron::new(&[1.0], 0.0)]]),
        "Every layer needs at least 1 neuron, but layer 1 has none.",
    );
    assert_says(|| Neuron::new(&[], 0.0), "A neuron needs at least 1 weight, but got none.");
}

#[test]
fn sizes_that_nobody_means() {
    assert_says(
        || sample_grid(unit_disk, 5_000_000),
        "A grid needs a density from 1 to 1000, but it is 5,000,000.",
    );
    assert_says(
        || Network::random(2, &[usize::MAX, 3], &mut rng()),
        &format!(
            "A network can have at most 10,000,000 weights, but [{}, 3] would need {}.",
            usize::MAX,
            "18,446,744,073,709,551,615"
        ),
    );
}

#[test]
fn a_run_that_nobody_would_wait_for() {
    for (steps, shown) in [(1_000_000_000, "1,000,000,000"), (100_000_000, "100,000,000")] {
        assert_says(
            || train(&mut network(), &samples(), steps, 10.0),
            &format!(
                "{shown} steps could take longer than a minute, and interrupting them would lose \
                 all variables. Train for at most 4,861,447 steps at a time: each call continues \
                 where the last one stopped."
            ),
        );
    }
}

#[test]
fn learning_rates() {
    for (rate, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (0.0, "0.0"), (-0.5, "-0.5")] {
        assert_says(
            || train(&mut network(), &samples(), 10, rate),
            &format!("The learning rate must be a finite number above 0, but it is {shown}."),
        );
    }
}

#[test]
fn samples_with_nan() {
    let mut samples = samples();
    samples[7].y = f64::NAN;
    assert_says(
        || train(&mut network(), &samples, 10, 1.0),
        "A sample's numbers must be finite, but samples[7] is (-2.0, NaN) with target 0.0.",
    );
}

#[test]
fn parameters_that_do_not_fit() {
    let neuron = |weights: &[f64]| Neuron::new(weights, 0.0);
    assert_says(
        || Network::new(vec![vec![neuron(&[1.0, 2.0]), neuron(&[1.0])], vec![neuron(&[1.0])]]),
        "Every neuron in layer 1 takes 2 inputs, but neuron 2 has 1 weight.",
    );
    assert_says(
        || Network::new(vec![vec![neuron(&[1.0]), neuron(&[1.0])], vec![neuron(&[1.0; 3])]]),
        "Every neuron in layer 2 takes 2 inputs, but neuron 1 has 3 weights.",
    );
    assert_says(
        || Network::new(vec![vec![neuron(&[1.0]), neuron(&[1.0])]]),
        "The last layer must have 1 neuron, the output, but it has 2.",
    );
    assert_says(
        || network().with_parameters(&[0.0; 16]),
        "This network has 17 parameters, but got 16.",
    );
    assert_says(
        || neuron(&[1.0, f64::NAN]),
        "A neuron's weights and bias must be finite numbers, but one is NaN.",
    );
}

#[test]
fn a_run_that_stops_being_finite_names_its_step() {
    // All weights 0: no sigmoid is saturated, and the inputs reach the weights in full.
    let zero = |n: usize| Neuron::new(&vec![0.0; n], 0.0);
    let hidden = || vec![Neuron::new(&[1e-200, 1e-200], 0.0), zero(2)];
    let huge: Vec<Sample> =
        samples().iter().map(|s| Sample { x: s.x * 1e200, y: s.y * 1e200, ..*s }).collect();
    let mut network = Network::new(vec![hidden(), vec![Neuron::new(&[1.0, -1.0], 0.0)]]);
    let training = train(&mut network, &huge, 2000, 1e150);
    let Outcome::NotFinite { step } = training.outcome else {
        panic!("{training}");
    };
    assert_eq!(training.losses.len(), step - 1);
    assert!(training.losses.iter().all(|loss| loss.is_finite()));
    assert!(
        training.to_string().starts_with(&format!(
            "Stopped at step {step}: the loss or a parameter is no longer a finite number. \
             The inputs reach 2e200: "
        )),
        "{training}"
    );

    let far = [Sample { x: 0.0, y: 0.0, target: 1e200 }];
    let training = train(&mut self::network(), &far, 10, 1.0);
    assert_eq!(training.outcome, Outcome::NotFinite { step: 1 });

    // One parameter alone is infinite; the loss is finite, and all answers are right.
    let ends = [(1e200, 1.0), (-1e200, 0.0)].map(|(x, target)| Sample { x, y: 0.0, target });
    let mut network = Network::new(vec![vec![Neuron::new(&[1e-200, 0.0], 0.0)]]);
    let training = train(&mut network, &ends, 10, 1e150);
    assert_eq!((training.outcome, training.right), (Outcome::NotFinite { step: 1 }, 2));
    assert!(training.to_string().contains(" The inputs reach 1e200: "), "{training}");
}

#[test]
fn a_run_that_saturates_says_so() {
    let mut network = network();
    let training = train(&mut network, &samples(), 2000, 1000.0);
    assert!(training.outcome == Outcome::Saturated, "{training}");
    assert_eq!(format!("{:.4}", training.losses[1999]), "0.1736"); // 21/121
    let sentence = training.to_string();
    assert!(sentence.contains("The network is saturated: "), "{sentence}");
    assert!(sentence.ends_with("Try a learning rate ten times smaller than 1000.0."), "{sentence}");

    // Huge inputs stay finite here: the sigmoids that see them are flat at once.
    let huge: Vec<Sample> =
        samples().iter().map(|s| Sample { x: s.x * 1e200, y: s.y * 1e200, ..*s }).collect();
    let training = train(&mut self::network(), &huge, 100, 10.0);
    assert!(training.outcome == Outcome::Saturated, "{training}");
    assert!(
        training.to_string().ends_with(
            "from each input, subtract its mean, then divide by its standard deviation."
        ),
        "{training}"
    );
}

#[test]
fn a_run_that_merely_learns_badly_does_not_claim_to_be_saturated() {
    for (hidden, steps, said) in [(vec![4], 0, "No steps taken; "), (vec![], 2000, "2000 steps: ")]
    {
        let mut network = Network::random(2, &hidden, &mut rng());
        let training = train(&mut network, &samples(), steps, 10.0);
        assert_eq!(training.outcome, Outcome::Finished);
        assert!(training.to_string().starts_with(said), "{training}");
    }
    for (hidden, rate) in [(vec![4], 50.0), (vec![30], 10.0)] {
        let mut network = Network::random(2, &hidden, &mut ChaCha8Rng::seed_from_u64(SEED));
        let training = train(&mut network, &samples(), 2000, rate);
        assert_eq!(training.outcome, Outcome::Saturated, "{hidden:?}: {training}");
    }
}

#[test]
fn work_that_even_one_step_is_too_much_of() {
    let many = vec![Sample { x: 0.0, y: 0.0, target: 1.0 }; 1_000_000];
    let mut large = Network::random(2, &[300, 300], &mut rng());
    assert_says(
        || train(&mut large, &many, 1, 1.0),
        "A single step could take longer than a minute, and interrupting it would lose all \
         variables. Use fewer samples, smaller mini-batches or a smaller network.",
    );
    // No step is no excuse for what no step could take.
    assert_says(
        || train(&mut network(), &samples(), 0, f64::NAN),
        "The learning rate must be a finite number above 0, but it is NaN.",
    );
}

#[test]
fn advice_follows_from_the_data_and_helps_when_it_is_followed() {
    let disk = samples();
    let far: Vec<Sample> =
        disk.iter().map(|s| Sample { x: 65.0 + 17.5 * s.x, y: 65.0 + 17.5 * s.y, ..*s }).collect();
    let training = train(&mut network(), &far, 2000, 10.0);
    let advice = training.advice.as_deref().unwrap_or_default();
    assert!(advice.starts_with("The inputs reach 100.0: from each input, subtract its mean"));
    let spread = |x: f64| (x - 65.0) / (17.5 * 1.6f64.sqrt());
    let scaled: Vec<Sample> =
        far.iter().map(|s| Sample { x: spread(s.x), y: spread(s.y), ..*s }).collect();
    let after = train(&mut network(), &scaled, 2000, 10.0);
    assert!(after.right > 115 && training.right < 105, "{training}\n{after}");
    for (reach, is_far) in [(10.0, false), (10.5, true)] {
        let samples = [1.0, 0.0].map(|target| Sample { x: reach * target, y: 0.0, target });
        let training = train(&mut network(), &samples, 1, 0.1);
        assert_eq!(training.advice.is_some(), is_far, "{training}");
    }

    let signs: Vec<Sample> =
        disk.iter().map(|s| Sample { target: 2.0 * s.target - 1.0, ..*s }).collect();
    assert_eq!(
        train(&mut network(), &signs, 10, 10.0).advice.as_deref(),
        Some(
            "The targets range from -1.0 to 1.0, but the network's answers lie between 0 and 1: \
             use the targets 0 and 1."
        )
    );
    assert_eq!(
        train(&mut network(), &disk[..1], 10, 10.0).advice.as_deref(),
        Some("All targets are 0.0: there is nothing to tell apart.")
    );
}

#[test]
fn what_cannot_be_saved_cannot_be_built() {
    let other = network().with_activation(nn_from_scratch::Activation::Tanh);
    let neurons = other.layers()[0][..1].to_vec();
    assert_says(
        || Network::new(vec![neurons.clone()]),
        "`Network::new` takes sigmoid neurons, but one here has Tanh: build the network of \
         sigmoids, then call `with_activation`.",
    );
}

/// Not of the learning rate, which is not the cause.
#[test]
fn weights_that_are_huge_from_the_start_get_advice_of_their_own() {
    let start = |weight: f64| {
        let hidden = [[weight, weight], [-weight, weight]].map(|w| Neuron::new(&w, 0.0));
        Network::new(vec![hidden.to_vec(), vec![Neuron::new(&[weight, -weight], 0.0)]])
    };
    for (weight, shown, outcome) in [
        (1e308, "1e308", Outcome::NotFinite { step: 1 }),
        (1e200, "1e200", Outcome::Saturated),
        (5e7, "50,000,000", Outcome::Saturated),
    ] {
        let training = train(&mut start(weight), &samples(), 50, 10.0);
        assert_eq!(training.outcome, outcome);
        let advice = format!(
            "The training started from weights as large as {shown}: start again from a new \
             network, whose weights are small."
        );
        assert_eq!(training.advice, Some(advice), "{weight:e}");
    }
    // Neither of weights that came to be huge by the learning rate.
    let mut network = network();
    let frozen = train(&mut network, &samples(), 2000, 1e6);
    assert_eq!(frozen.outcome, Outcome::Saturated);
    assert!(frozen.advice.unwrap().starts_with("Try a learning rate"));
    let again = train(&mut network, &samples(), 2000, 10.0);
    assert!(again.advice.unwrap().starts_with("The training started from weights as large as"));
}
