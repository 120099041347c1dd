//! The laboratory from outside: its data sets, and what its settings reach.

#![cfg(feature = "laboratory")]

mod says;

use nn_from_scratch::laboratory::*;
use nn_from_scratch::*;
use says::assert_says;

type DataSet = fn(usize, f64, &mut ChaCha8Rng) -> Vec<Sample>;
type Formula = fn(f64, f64, bool) -> bool;

/// Every data set, with what holds at noise 0 of x, y and whether the target is 1.
const DATA_SETS: [(&str, DataSet, Formula); 8] = [
    ("disk", disk, |x, y, one| (x * x + y * y < 1.0) == one),
    ("ring", ring, |x, y, one| {
        let r = (x * x + y * y).sqrt();
        if one { 1.1 < r && r < 1.5 } else { !(0.7..=1.9).contains(&r) }
    }),
    ("xor", xor, |x, y, one| x.abs() > 0.2 && y.abs() > 0.2 && (x * y < 0.0) == one),
    ("gaussians", gaussians, |x, y, one| x == y && y == if one { 1.0 } else { -1.0 }),
    ("moons", moons, |x, y, one| {
        // The half circle above its center, or below it.
        let (side, dx, dy) = if one { (1.0, x + 0.5, y + 0.25) } else { (-1.0, x - 0.5, y - 0.25) };
        (dx * dx + dy * dy - 1.0).abs() < 1e-12 && side * dy >= 0.0
    }),
    ("spirals", spirals, |x, y, one| {
        let r = (x * x + y * y).sqrt();
        let angle = 1.75 * std::f64::consts::TAU * r / 1.8;
        let side = if one { 1.0 } else { -1.0 };
        let (dx, dy) = (x - side * r * angle.sin(), y - side * r * angle.cos());
        r < 1.8 && dx * dx + dy * dy < 1e-24
    }),
    (
        "below",
        |points, noise, rng| below(f64::sin, points, noise, rng),
        |x, y, one| (y < x.sin()) == one,
    ),
    (
        "samples_of",
        |points, noise, rng| samples_of(right, points, noise, rng),
        |x, _, one| (x > 0.0) == one,
    ),
];

const EQUAL_CLASSES: [&str; 5] = ["ring", "xor", "gaussians", "moons", "spirals"];

fn right(x: f64, _: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 0.0 }
}

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn ones(samples: &[Sample]) -> usize {
    samples.iter().filter(|sample| sample.target == 1.0).count()
}

#[test]
fn data_sets_have_as_many_points_as_asked_in_the_plane() {
    for (name, data_set, _) in DATA_SETS {
        for noise in [0.0, 0.1, 0.5, 4.0] {
            let samples = data_set(500, noise, &mut rng(1));
            assert_eq!(samples.len(), 500, "{name}");
            let in_plane = |s: &Sample| s.x.abs() <= 2.0 && s.y.abs() <= 2.0;
            assert!(samples.iter().all(in_plane), "{name}, {noise}");
            assert!(samples.iter().all(|s| s.target == 0.0 || s.target == 1.0), "{name}");
            let ones = ones(&samples);
            assert!((50..=450).contains(&ones), "{name}: {ones} ones");
            assert!(ones == 250 || !EQUAL_CLASSES.contains(&name), "{name}: {ones} ones");
        }
        let one = data_set(1, 0.1, &mut rng(1));
        assert!(one.len() == 1 && (one[0].target == 1.0 || !EQUAL_CLASSES.contains(&name)));
    }
}

#[test]
fn data_sets_without_noise_follow_their_formulas() {
    for (name, data_set, holds) in DATA_SETS {
        let samples = data_set(500, 0.0, &mut rng(2));
        for sample in &samples {
            assert!(holds(sample.x, sample.y, sample.target == 1.0), "{name}: {sample:?}");
        }
        // On all sides of the plane.
        for (right, up) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            assert!(samples.iter().any(|s| right * s.x + up * s.y > 0.7), "{name}");
        }
    }
}

#[test]
fn noise_moves_the_points_as_far_as_it_says() {
    let samples = gaussians(20_000, 0.3, &mut rng(3));
    let square = |s: &Sample| {
        let center = 2.0 * s.target - 1.0;
        (s.x - center).powi(2) + (s.y - center).powi(2)
    };
    let noise = (samples.iter().map(square).sum::<f64>() / 40_000.0).sqrt();
    assert!((0.29..0.31).contains(&noise), "{noise}");
    let mean = samples.iter().map(|s| s.x + s.y).sum::<f64>() / 40_000.0;
    assert!(mean.abs() < 0.006, "{mean}");
}

#[test]
fn the_same_seed_gives_the_same_samples() {
    for (name, data_set, _) in DATA_SETS {
        let samples = data_set(50, 0.1, &mut rng(7));
        assert_eq!(samples, data_set(50, 0.1, &mut rng(7)), "{name}");
        assert_ne!(samples, data_set(50, 0.1, &mut rng(8)), "{name}");
    }
}

#[test]
fn a_split_keeps_every_sample_once() {
    let samples = ring(101, 0.1, &mut rng(1));
    for (share, expected) in [(0.0, 0), (0.25, 25), (0.5, 51), (0.99, 100)] {
        let (training, test) = split(&samples, share, &mut rng(2));
        assert_eq!(test.len(), expected, "{share}");
        let mut both = [training, test].concat();
        assert_ne!(both, samples);
        let place = |s: &Sample| samples.iter().position(|other| other == s).unwrap();
        both.sort_by_key(place);
        assert_eq!(both, samples);
    }
    assert_eq!(split(&samples, 0.25, &mut rng(2)), split(&samples, 0.25, &mut rng(2)));
}

#[test]
fn data_sets_say_what_is_wrong() {
    for (_, data_set, _) in DATA_SETS {
        for (points, shown) in
            [(0, "0"), (1_000_001, "1,000,001"), (usize::MAX, "18,446,744,073,709,551,615")]
        {
            assert_says(
                || data_set(points, 0.1, &mut rng(1)),
                &format!("A data set can have 1 to 1,000,000 points, but not {shown}."),
            );
        }
        for (noise, shown) in
            [(-0.1, "-0.1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf"), (4.1, "4.1")]
        {
            assert_says(
                || data_set(10, noise, &mut rng(1)),
                &format!("The noise must be a number from 0 to 4, but it is {shown}."),
            );
        }
    }
    // A target that is no number only here and there still says so.
    let Sample { x, y, .. } = samples_of(right, 1, 0.0, &mut rng(1))[0];
    assert_says(
        || samples_of(|_, _| f64::NAN, 10, 0.1, &mut rng(1)),
        &format!("The target function must give finite numbers, but at ({x}, {y}) it gives NaN."),
    );
    assert_says(
        || below(|_| f64::INFINITY, 10, 0.1, &mut rng(1)),
        &format!("The curve must give finite numbers, but at x = {x} it gives inf."),
    );
}

#[test]
fn a_split_says_what_is_wrong() {
    let samples = xor(3, 0.1, &mut rng(1));
    for (share, shown) in [(1.0, "1.0"), (-0.1, "-0.1"), (f64::NAN, "NaN")] {
        assert_says(
            || split(&samples, share, &mut rng(1)),
            &format!("The test's share must be at least 0 and below 1, but it is {shown}."),
        );
    }
    assert_says(
        || split(&samples, 0.9, &mut rng(1)),
        "Training needs at least 1 sample, but a test share of 0.9 leaves none of 3.",
    );
    for (points, share, shown) in [(3, 0.1, "0.1"), (1, 0.49, "0.49"), (1000, 0.0004, "0.0004")] {
        let samples = xor(points, 0.1, &mut rng(1));
        assert_says(
            || split(&samples, share, &mut rng(1)),
            &format!(
                "A test needs at least 1 sample, but a share of {shown} of {points} gives none: \
                 use a larger share, or 0.0 for no test."
            ),
        );
    }
    assert_eq!(split(&samples, 0.0, &mut rng(1)).1, []);
    assert_eq!(split(&samples, 0.17, &mut rng(1)).1.len(), 1);
    assert_says(
        || split(&[], 0.5, &mut rng(1)),
        "Training needs at least 1 sample, but a test share of 0.5 leaves none of 0.",
    );
}

/// With the notebook's own settings. (Of a hundred other seeds, a few stay below these bars.)
#[test]
fn held_out_samples_are_right_for_five_consecutive_seeds() {
    let names: Vec<&str> = settings().iter().map(|setting| setting.name).collect();
    assert_eq!(names, ["ring", "xor", "gaussians", "moons", "spirals"]);
    for setting in settings() {
        let least = if setting.name == "spirals" { 95 } else { 97 };
        for seed in 1..=5 {
            let run = setting.run(seed);
            assert_eq!(run.experiment, Experiment { seed, ..setting.experiment.clone() });
            let right = count_right(&run.trained(), &run.test);
            let what = format!("{}, seed {seed}: {right} of {}", setting.name, run.test.len());
            println!("{what}");
            assert!(right * 100 >= least * run.test.len(), "{what}");
        }
    }
}

#[test]
fn the_disk_on_its_grid_is_learned_for_five_consecutive_seeds() {
    let samples = sample_grid(unit_disk, 10);
    for seed in 1..=5 {
        let run = Experiment { seed, ..Experiment::default() }.run(&samples, &[]);
        assert_eq!(count_right(&run.trained(), &samples), 121, "seed {seed}: {run}");
    }
}

#[test]
fn scaled_samples_fill_the_plane() {
    let sample = |x, y| Sample { x, y, target: 1.0 };
    let x = |samples: &[Sample]| -> Vec<f64> { samples.iter().map(|s| s.x).collect() };
    for (from, to) in [
        (vec![10.0, 20.0, 50.0], vec![-2.0, -1.0, 2.0]),
        (vec![0.3, 0.3], vec![0.0, 0.0]),
        (vec![f64::MIN, 0.0, f64::MAX], vec![-2.0, 0.0, 2.0]),
        (vec![0.0, 5e-324], vec![0.0, 0.0]), // too near to be told apart
        (vec![], vec![]),
    ] {
        let samples: Vec<Sample> = from.iter().map(|x| sample(*x, 7.0)).collect();
        let scaled = scaled(&samples);
        assert_eq!(x(&scaled), to, "{from:?}");
        assert!(scaled.iter().all(|s| s.y == 0.0 && s.target == 1.0));
    }
    let samples = scaled(&moons(100, 0.3, &mut rng(1)));
    let extreme = |f: fn(f64, f64) -> f64| x(&samples).into_iter().reduce(f).unwrap();
    assert_eq!((extreme(f64::min), extreme(f64::max)), (-2.0, 2.0));
    assert_says(
        || scaled(&[sample(f64::INFINITY, 0.0)]),
        "A sample's numbers must be finite, but samples[0] is (inf, 0.0) with target 1.0.",
    );
}

#[test]
fn a_network_reads_as_a_formula() {
    let neuron = |weights: &[f64], bias| Neuron::new(weights, bias);
    let hidden = vec![neuron(&[1.0, -2.0], 0.0), neuron(&[-0.5, 0.25], -1.0)];
    let output = vec![neuron(&[3.0, 0.12345], 1.5)];
    let network = Network::new(vec![hidden, output.clone()]);
    assert_eq!(
        formula(&network.with_activation(Activation::Tanh)),
        "h1 = tanh(1.0000·x - 2.0000·y + 0.0000)\n\
         h2 = tanh(-0.5000·x + 0.2500·y - 1.0000)\n\
         p = sigmoid(3.0000·h1 + 0.1235·h2 + 1.5000)"
    );
    let deep =
        Network::new(vec![vec![neuron(&[1.0; 3], 0.0)], vec![neuron(&[2.0], 0.0); 2], output]);
    assert_eq!(
        formula(&deep.with_activation(Activation::Relu)),
        "h1_1 = max(0, 1.0000·x1 + 1.0000·x2 + 1.0000·x3 + 0.0000)\n\
         h2_1 = max(0, 2.0000·h1_1 + 0.0000)\n\
         h2_2 = max(0, 2.0000·h1_1 + 0.0000)\n\
         p = sigmoid(3.0000·h2_1 + 0.1235·h2_2 + 1.5000)"
    );
}
