//! The laboratory from outside: its data sets, its CSV files, and what its settings reach.

#![cfg(feature = "laboratory")]

mod says;

use nn_from_scratch::laboratory::*;
use nn_from_scratch::*;
use says::assert_says;
use std::fs;
use std::path::PathBuf;

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
        assert_eq!(data_set(1, 0.1, &mut rng(1)).len(), 1, "{name}");
    }
}

#[test]
fn data_sets_without_noise_follow_their_formulas() {
    for (name, data_set, holds) in DATA_SETS {
        for sample in data_set(500, 0.0, &mut rng(2)) {
            assert!(holds(sample.x, sample.y, sample.target == 1.0), "{name}: {sample:?}");
        }
    }
}

#[test]
fn noise_moves_the_points_as_far_as_it_says() {
    let samples = gaussians(2000, 0.3, &mut rng(3));
    let square = |s: &Sample| {
        let center = 2.0 * s.target - 1.0;
        (s.x - center).powi(2) + (s.y - center).powi(2)
    };
    let noise = (samples.iter().map(square).sum::<f64>() / 4000.0).sqrt();
    assert!((0.28..0.31).contains(&noise), "{noise}");
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
        for points in [0, 1_000_001, usize::MAX] {
            assert_says(
                || data_set(points, 0.1, &mut rng(1)),
                &format!("A data set needs from 1 to 1,000,000 points, but it would have {points}."),
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
            &format!(
                "The share of the test must be a number from 0 to below 1, but it is {shown}."
            ),
        );
    }
    assert_says(
        || split(&samples, 0.9, &mut rng(1)),
        "Training needs at least 1 sample, but a share of 0.9 for the test leaves none of 3.",
    );
    for (points, share, shown) in [(3, 0.1, "0.1"), (1, 0.49, "0.49"), (1000, 0.0004, "0.0004")] {
        let samples = xor(points, 0.1, &mut rng(1));
        assert_says(
            || split(&samples, share, &mut rng(1)),
            &format!(
                "A test needs at least 1 sample, but a share of {shown} of {points} gives none: \
                 take a larger share, or 0.0 for no test."
            ),
        );
    }
    assert_eq!(split(&samples, 0.0, &mut rng(1)).1, []);
    assert_eq!(split(&samples, 0.17, &mut rng(1)).1.len(), 1);
    assert_says(
        || split(&[], 0.5, &mut rng(1)),
        "Training needs at least 1 sample, but a share of 0.5 for the test leaves none of 0.",
    );
}

/// With the notebook's own settings. (Of a hundred other seeds, a few stay below these bars.)
#[test]
fn held_out_samples_are_right_for_five_consecutive_seeds() {
    for setting in settings() {
        let least = if setting.name == "spirals" { 95 } else { 97 };
        for seed in 1..=5 {
            let run = setting.run(seed);
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

fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("laboratory");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

#[test]
fn a_csv_file_gives_the_same_bits_back() {
    let path = file("round-trip.csv");
    let mut samples = spirals(300, 0.1, &mut rng(1));
    let numbers = [0.1 + 0.2, -0.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, -1e300, 1.0 / 3.0];
    samples.extend(numbers.map(|x| Sample { x, y: -x, target: 1.0 }));
    samples.push(Sample { x: 0.0, y: 0.0, target: -0.0 });
    save_csv(&samples, &path).unwrap();
    let back = load_csv(&path).unwrap();
    let bits = |samples: &[Sample]| -> Vec<_> {
        samples.iter().map(|s| (s.x.to_bits(), s.y.to_bits(), s.target as u8)).collect()
    };
    assert_eq!(bits(&back), bits(&samples));
    assert!(fs::read_to_string(&path).unwrap().starts_with("x,y,class\n"));
}

#[test]
fn a_csv_file_may_have_a_header_spaces_blank_lines_and_quotation_marks() {
    let expected = [(0.5, -1.0, 1.0), (2.0, 1e-3, 0.0)];
    for (i, text) in [
        "0.5,-1,1\n2,1e-3,0",
        "x,y,class\n0.5,-1,1\n2,1e-3,0\n",
        "x, y, class\r\n 0.5 ,\t-1, 1 \r\n\r\n2,1e-3,0\r\n\r\n",
        "\u{feff}\"x\",\"y\",\"class\"\n\"0.5\",\"-1\",\"1\"\n\"2\",\"1e-3\",\"0\"\n",
        "\n  \nlength,width,kind\n+0.5,-1.0,1.0\n  \t \n2,.001,0.0\n\n",
    ]
    .iter()
    .enumerate()
    {
        let path = file(&format!("good-{i}.csv"));
        fs::write(&path, text).unwrap();
        let samples = load_csv(&path).unwrap();
        let samples: Vec<_> = samples.iter().map(|s| (s.x, s.y, s.target)).collect();
        assert_eq!(samples, expected, "{text:?}");
    }
}

#[test]
fn a_malformed_line_gives_its_number_and_what_is_wrong() {
    let long = format!("0,{},1", "é9".repeat(40));
    for (i, (text, line, why)) in [
        ("x,y,class\n0,0,1\n1,2\n", 3, "has 2 columns, but needs 3: x,y,class"),
        ("0,0,1\n\n \n1,2,1,\n", 4, "has 4 columns, but needs 3: x,y,class"),
        ("1\n", 1, "has 1 column, but needs 3: x,y,class"),
        ("id,x,y,class\n1,0,0,1\n", 1, "has 4 columns, but needs 3: x,y,class"),
        (
            "0,5,1,2,1\n",
            1,
            "has 5 columns, but needs 3: x,y,class; \
             a number is written with a point, as 0.5, not with a comma",
        ),
        ("0,0,1\nx,y,class\n", 2, "has \"x\" for x, which is not a number"),
        ("x,y,class\r\n0,0,1\r\n0,b,1\r\n", 3, "has \"b\" for y, which is not a number"),
        ("\u{feff}x,y,class\n\n\n0,0,1\n\n\n0,b,1\n", 7, "has \"b\" for y, which is not a number"),
        ("x,y,class\r0,0,1\r\r0,b,1\r", 4, "has \"b\" for y, which is not a number"),
        ("0.5,O.5,1\n", 1, "has \"O.5\" for y, which is not a number"),
        ("0,0,1\r\n\r\n\r\n,0,1\r\n", 4, "has \"\" for x, which is not a number"),
        (&long, 1, "has \"é9é9é9é9é9é9é9é9é9é9…\" for y, which is not a number"),
        (
            "\"0,5\",\"1,2\",1\n",
            1,
            "has \"0,5\" for x, but a number is written with a point, as 0.5, not with a comma",
        ),
        ("nan,0,1\n", 1, "has \"nan\" for x, which is not finite"),
        ("0,0,0\n0,-inf,1\n", 2, "has \"-inf\" for y, which is not finite"),
        ("1e999,0,1\n", 1, "has \"1e999\" for x, which is not finite"),
        ("x,y,class\n\n0,0,2\n", 3, "has the class \"2\", but a class is 0 or 1"),
        ("0,0,0.5\n", 1, "has the class \"0.5\", but a class is 0 or 1"),
        ("0,0,red\n", 1, "has the class \"red\", but a class is 0 or 1"),
        ("0,0,\n", 1, "has the class \"\", but a class is 0 or 1"),
        (
            "x;y;class\n0,5;1,2;1\n",
            1,
            "has semicolons: put commas between the columns, and points in the numbers",
        ),
        ("0\t1\t1\n", 1, "has tabs: put commas between the columns, and points in the numbers"),
        ("0,0,1\n\"1,1,1\n0,1,0\n", 2, "opens a quotation mark and does not close it"),
    ]
    .into_iter()
    .enumerate()
    {
        let path = file(&format!("malformed-{i}.csv"));
        fs::write(&path, text).unwrap();
        let expected = format!("Line {line} of {} {why}.", path.display());
        assert_eq!(load_csv(&path), Err(expected), "{text:?}");
    }
}

#[test]
fn a_file_without_samples_says_so() {
    for (i, text) in ["", "\n\n", "x,y,class\n", "\u{feff}"].iter().enumerate() {
        let path = file(&format!("empty-{i}.csv"));
        fs::write(&path, text).unwrap();
        let shown = path.display();
        let expected = format!("{shown} holds no samples: it needs lines of x,y,class.");
        assert_eq!(load_csv(&path), Err(expected), "{text:?}");
    }
}

#[test]
fn a_file_that_is_none_says_so() {
    let path = file("missing.csv");
    let shown = path.display();
    assert_eq!(
        load_csv(&path),
        Err(format!("There is no file {shown}: check its name and folder."))
    );
    let folder = path.parent().unwrap();
    let shown = folder.display();
    assert_eq!(load_csv(folder), Err(format!("{shown} is a folder, but a CSV file is needed.")));
    let error = save_csv(&xor(4, 0.0, &mut rng(1)), folder).unwrap_err();
    assert!(error.starts_with(&format!("The samples could not be saved to {shown}: ")), "{error}");
    #[cfg(unix)]
    assert_eq!(
        load_csv("/dev/zero").unwrap_err(),
        "/dev/zero is not an ordinary file, but a CSV file is needed."
    );
}

#[test]
fn a_file_that_is_not_utf_8_says_where() {
    let path = file("latin-1.csv");
    fs::write(&path, b"x,y,class\n0,0,1\nstra\xdfe,0,1\n").unwrap();
    assert_eq!(
        load_csv(&path),
        Err(format!(
            "Line 3 of {} is not UTF-8 text: a spreadsheet program saves it as CSV UTF-8.",
            path.display()
        ))
    );
}

#[test]
fn a_file_that_is_too_large_says_so() {
    let path = file("large.csv");
    fs::write(&path, "0,0,1\n".repeat(1_000_001)).unwrap();
    let shown = path.display();
    assert_eq!(load_csv(&path), Err(format!("{shown} has more than 1000000 points.")));
    // Sparse: no byte of it is written.
    fs::File::create(&path).unwrap().set_len(100_000_001).unwrap();
    assert_eq!(load_csv(&path), Err(format!("{shown} is larger than 100 MB.")));
    fs::remove_file(&path).unwrap();
}

#[test]
fn samples_that_do_not_belong_in_a_csv_file() {
    let sample = Sample { x: 0.0, y: 0.0, target: 1.0 };
    let path = file("never.csv");
    for (sample, sentence) in [
        (Sample { target: 0.5, ..sample }, "A class is 0 or 1, but samples[1] has the target 0.5."),
        (
            Sample { y: f64::NAN, ..sample },
            "Every point must be finite numbers, but samples[1] is at (0, NaN).",
        ),
    ] {
        let samples = [Sample { target: 1.0, x: 0.0, y: 0.0 }, sample];
        assert_says(|| save_csv(&samples, &path), sentence);
    }
    assert_says(
        || save_csv(&[], &path),
        "A CSV file needs at least 1 sample, but the data set is empty.",
    );
    assert!(!path.exists());
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
        "Every point must be finite numbers, but samples[0] is at (inf, 0).",
    );
}
