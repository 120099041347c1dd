//! The fast network beside the canonical one, on every set of instructions of this machine.

use nn_from_scratch::fast::{self, Instructions, Machine};
use nn_from_scratch::*;
use proptest::prelude::*;
use says::assert_says;

mod says;

fn machines() -> Vec<Machine> {
    let machine = |instructions| Machine { instructions, ..Machine::default() };
    Instructions::available().into_iter().map(machine).collect()
}

fn random(hidden: &[usize], seed: u64) -> Network {
    Network::random(2, hidden, &mut ChaCha8Rng::seed_from_u64(seed))
}

/// The largest difference, relative where the numbers are large.
fn difference(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs() / a.abs().max(1.0)).fold(0.0, f64::max)
}

#[test]
fn the_articles_job_has_the_same_result() {
    let samples = sample_grid(unit_disk, 10);
    for machine in machines() {
        for (steps, allowed) in [(1, 1e-12), (2000, 1e-9)] {
            let (mut plain, mut quick) = (article(), article());
            let expected = train(&mut plain, &samples, steps, 10.0);
            let training = machine.train(&mut quick, &samples, steps, 10.0);
            assert!(difference(&plain.parameters(), &quick.parameters()) < allowed, "{machine:?}");
            assert!(difference(&plain.gradients(), &quick.gradients()) < allowed, "{machine:?}");
            assert!(difference(&expected.losses, &training.losses) < allowed, "{machine:?}");
            assert_eq!(training.to_string(), expected.to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    // Widths and numbers of samples that leave every kind of remainder.
    #[test]
    fn one_step_is_the_same_for_any_shape(
        hidden in prop::collection::vec(1_usize..14, 0..4),
        num_samples in 1_usize..300,
        seed in 0_u64..1000,
    ) {
        let samples: Vec<Sample> = sample_grid(|x, y| (x * y).sin(), 18)[..num_samples].to_vec();
        let start = random(&hidden, seed);
        let mut plain = start.clone();
        let loss = train_step(&mut plain, &samples, 3.0);
        for machine in machines() {
            let mut quick = start.clone();
            let training = machine.train(&mut quick, &samples, 1, 3.0);
            prop_assert!(difference(&[loss], &training.losses) < 1e-12);
            prop_assert!(difference(&plain.parameters(), &quick.parameters()) < 1e-12);
            prop_assert!(difference(&plain.gradients(), &quick.gradients()) < 1e-12);
            let one_by_one: Vec<f64> = samples.iter().map(|s| plain.predict(&s.inputs())).collect();
            prop_assert!(difference(&one_by_one, &machine.predict(&plain, &samples)) < 1e-14);
        }
    }
}

#[test]
fn the_sigmoid_of_a_vector_is_exact_to_a_few_units_in_the_last_place() {
    // One neuron: its prediction is σ(x).
    let neuron = Network::new(vec![vec![Neuron::new(&[1.0, 0.0], 0.0)]]);
    let sample = |x: f64| Sample { x, y: 0.0, target: 0.0 };
    let samples: Vec<Sample> = (-700_000..=700_000).map(|i| sample(i as f64 * 1e-3)).collect();
    for machine in machines() {
        let mut worst: f64 = 0.0;
        for (sample, p) in samples.iter().zip(machine.predict(&neuron, &samples)) {
            // e⁻ᶻ takes on the rounding of z · log₂ e, half a unit of its last place.
            let allowed = 4.0 + sample.x.abs();
            let expected = sigmoid(sample.x);
            worst = worst.max((p - expected).abs() / expected / f64::EPSILON / allowed);
        }
        assert!(worst < 1.0, "{worst} of what is allowed, with {machine:?}");
        let ends: Vec<Sample> = [-1e300, -1e5, -800.0, 800.0, 1e5, 1e50].map(sample).to_vec();
        let p = machine.predict(&neuron, &ends[1..]);
        assert!(p[..2].iter().all(|p| (0.0..1e-300).contains(&p.abs())), "{p:?}");
        assert_eq!(p[2..], [1.0, 1.0, 1.0]);
    }
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let samples = sample_grid(unit_disk, 40);
    let start = random(&[64, 64], 1);
    let run = |threads| {
        let mut network = start.clone();
        let training =
            Machine { threads, ..Machine::default() }.train(&mut network, &samples, 3, 1.0);
        (network.parameters(), training.losses)
    };
    let alone = run(1);
    for threads in [2, 3, 5, 16, 1000] {
        assert_eq!(run(threads), alone, "{threads} threads");
    }
}

#[test]
fn a_run_that_fails_is_reported_as_the_canonical_one() {
    let disk = sample_grid(unit_disk, 10);
    let far = |s: &Sample| Sample { target: 1e200 * s.target, ..*s };
    let far: Vec<Sample> = disk.iter().map(far).collect();
    for (samples, learning_rate) in [(&disk, 1e5), (&far, 10.0)] {
        let expected = train(&mut article(), samples, 50, learning_rate);
        for machine in machines() {
            let training = machine.train(&mut article(), samples, 50, learning_rate);
            assert_eq!(training.outcome, expected.outcome, "{learning_rate} {machine:?}");
            assert_eq!(training.to_string(), expected.to_string());
        }
    }
}

// The sigmoid's polynomials overflow where the canonical network saturates.
#[test]
fn sums_beyond_1e60_are_not_finite() {
    let samples = [Sample { x: 1e80, y: -1e90, target: 1.0 }];
    for machine in machines() {
        let training = machine.train(&mut article(), &samples, 5, 1.0);
        assert_eq!(training.outcome, Outcome::NotFinite { step: 1 });
        let sentence = training.to_string();
        assert!(
            sentence.ends_with(
                "from each input, subtract its mean, then divide by its standard deviation."
            ),
            "{sentence}"
        );
    }
}

#[test]
fn sizes_are_checked_before_memory_is_taken() {
    let samples = sample_grid(unit_disk, 10);
    let little = Machine { most_bytes: 10_000, ..Machine::default() };
    let needed = little.bytes(&[2, 4, 1], 121);
    assert_says(
        || little.train(&mut article(), &samples, 1, 1.0),
        &format!(
            "121 samples and layers of [2, 4, 1] would take {},{:03} bytes of memory, but the \
             limit is 10,000; the field `most_bytes` of `Machine` raises it.",
            needed / 1000,
            needed % 1000
        ),
    );
    let enough = Machine { most_bytes: needed, ..Machine::default() };
    enough.train(&mut article(), &samples, 1, 1.0);

    for (sizes, num_samples, shown) in [
        (&[2, usize::MAX, 1][..], 1, "1 sample"),
        (&[2, 4, 1], usize::MAX, "18,446,744,073,709,551,615 samples"),
    ] {
        assert_says(
            || enough.bytes(sizes, num_samples),
            &format!(
                "{shown} and layers of {sizes:?} need more memory than can be counted in 64 bits."
            ),
        );
    }
    // 4 strips of 32 samples × 5 numbers; 17 parameters × (4 + 4 parts); for each thread, 5 outputs
    // and their derivatives, 4 × 32 of each.
    for threads in [1, 2] {
        let needed = Machine { threads, ..enough }.bytes(&[2, 4, 1], 121);
        assert_eq!(needed, 8 * (4 * 32 * 5 + 17 * 8 + threads * 5 * 2 * 4 * 32));
    }
    // What is asked for grows as what is used.
    assert!(enough.bytes(&[2, 64, 64, 1], 1_000_000) > 1_000_000 * 5 * 8);
    assert!(enough.bytes(&[2, 64, 64, 1], 1_000_000) < 1_000_000 * 5 * 8 + (20 << 20));
}

#[test]
fn wrong_use_gets_a_sentence() {
    let samples = sample_grid(unit_disk, 10);
    let machine = Machine::default();
    let says = |machine: Machine, network: Network, (steps, learning_rate), sentence: &str| {
        let train = || machine.train(&mut network.clone(), &samples, steps, learning_rate);
        assert_says(train, sentence);
    };
    assert_says(
        || machine.train(&mut article(), &[], 1, 1.0),
        "Training needs at least 1 sample, but the data set is empty.",
    );
    says(
        machine,
        article(),
        (1, -1.0),
        "The learning rate must be a finite number above 0, but it is -1.0.",
    );
    says(
        machine,
        article().with_activation(Activation::Tanh),
        (1, 1.0),
        "`fast` takes only networks of sigmoids, but this one has a neuron with Tanh; the plain \
         `train` and `predict` take any activation.",
    );
    says(
        machine,
        Network::new(vec![vec![Neuron::new(&[1.0], 0.0)]]),
        (1, 1.0),
        "This network takes 1 input, but got 2.",
    );
    says(
        Machine { threads: 0, ..machine },
        article(),
        (1, 1.0),
        "Training needs at least 1 thread, but `threads` is 0.",
    );
    says(
        Machine { most_work: 100_000, ..machine },
        article(),
        (49, 1.0),
        "49 steps could take longer than a minute, and interrupting them would lose all variables. \
         Train for at most 47 steps at a time: each call continues where the last one stopped.",
    );
    let available = Instructions::available();
    for instructions in [Instructions::Neon, Instructions::Avx2, Instructions::Avx512] {
        if !available.contains(&instructions) {
            says(
                Machine { instructions, ..machine },
                article(),
                (1, 1.0),
                &format!(
                    "This computer does not have {instructions}; the fastest it has is {}.",
                    machine.instructions
                ),
            );
        }
    }
    let names = [Instructions::Portable, Instructions::Neon, Instructions::Avx2];
    let names = names.map(|instructions| instructions.to_string());
    assert_eq!(names, ["no vector instructions", "NEON", "AVX2"]);
    assert!(fast::predict(&article(), &[]).is_empty());
    assert_eq!(fast::predict(&article(), &samples), machine.predict(&article(), &samples));
}

#[test]
fn a_run_may_be_as_long_as_the_limit_says() {
    let samples = sample_grid(unit_disk, 10);
    // 121 samples × 17 parameters for each step, and once more to count.
    let steps = |most_work, steps| {
        let machine = Machine { most_work, ..Machine::default() };
        machine.train(&mut article(), &samples, steps, 1.0).losses.len()
    };
    assert_eq!((steps(2057, 0), steps(3 * 2057, 2)), (0, 2));
    assert_says(
        || steps(2056, 0),
        "A single step could take longer than a minute, and interrupting it would lose all \
         variables. Use fewer samples, smaller mini-batches or a smaller network.",
    );
}
