//! Figures that stay as they are, byte for byte: where all marks and words stand is more than the
//! other tests can say in rules. Who changes one on purpose looks at the new picture, and puts its
//! fingerprint here.
#![cfg(all(feature = "plot", target_os = "linux", target_arch = "x86_64"))]

use nn_from_scratch::plot::*;
use nn_from_scratch::plotters::prelude::*;
use nn_from_scratch::{ChaCha8Rng, Network, Neuron, Sample, SeedableRng, sample_grid, unit_disk};
use std::fs;
use std::path::Path;

/// Titles, and fingerprints of what a notebook stores; all of numbers that need no `exp`, whose
/// last digit the processor decides.
const KEPT: [(&str, u64); 38] = [
    ("Few samples", 0x941537e9fd36cf24),
    ("Far samples", 0xc2a7f6b06b49f4ba),
    ("Many samples", 0x0b70193d0b23f5ee),
    ("Hill", 0x60802f21fe2a37f1),
    ("Saddle", 0x5442e86b039fb194),
    ("Board", 0x7ea33b5e8b0586bf),
    ("Between 0 and 1", 0x679bfc7db3e33114),
    ("Hill from the side", 0x3a85be36e725fea3),
    ("Saddle from the side", 0x00f72884ff0df98f),
    ("Disk from the side", 0xf7dd3bf12d3de10c),
    ("Board from the side", 0xc2a1ca17e265f5ec),
    ("Bowl", 0x01d97a73dbe7414e),
    ("Two valleys", 0xc91b34fa269fbd4a),
    ("Flat", 0x0bc17d68617e5422),
    ("Tiny", 0xe2c2237eb7ebf70c),
    ("Curves", 0x65db74338d8d7d4f),
    ("Many curves", 0x3faf55a27eb2b0b9),
    ("A constant", 0xf9ed5d3d9d5f9193),
    ("Near each other", 0x3e3a2b43521599f8),
    ("Losses", 0xb58e815179f31f73),
    ("Losses as powers", 0xaf6be1def83844d9),
    ("A loss", 0xe2d18ae7c0a5537c),
    ("Small network", 0x5208d85039d3f7ed),
    ("Wide network", 0x0d4cebf1630e8b6d),
    ("Deep network", 0x433dd6353858e929),
    ("Just enough for numbers", 0xa4000abeb84283c3),
    ("Too many for numbers", 0x94a8df1d20cca9b2),
    ("All names", 0xbffbf287011a801c),
    ("Bars", 0x0fed1f9a664b815c),
    ("Many powers", 0xf65e0f81375bd8e6),
    ("A long name", 0x0b374f32b1e62557),
    ("One bar", 0x0d55af7857ae56ff),
    (
        "A title that would be cut if its letters were as large as those of others are",
        0x6c381e10b0eea2a5,
    ),
    ("One row", 0x0fa0d5ea31fadf5b),
    ("Drawn on?", 0x7d9187b9e233da0c),
    ("Ramps", 0xdfff9f01683bad0c),
    ("Signed", 0x871c846538ccae91),
    ("Confusion", 0x4fb5c51955ada80a),
];

#[test]
fn scatter_plots() {
    let sample = |x, y, target| Sample { x, y, target };
    assert_kept(&[
        scatter("Few samples", &[sample(1.5, -1.0, 1.0), sample(-0.5, 0.25, 0.0)]),
        scatter("Far samples", &[sample(3.0, -4.5, 0.5), sample(2.0, 2.0, 0.75)]),
        scatter("Many samples", &sample_grid(unit_disk, 30)),
    ]);
}

fn hill(x: f64, y: f64) -> f64 {
    1.125 - 0.5 * (x - 0.25) * (x - 0.25) - 0.25 * y * y
}

fn saddle(x: f64, y: f64) -> f64 {
    0.5 + 0.375 * (x + 0.5) * (y - 0.25)
}

fn board(x: f64, y: f64) -> f64 {
    ((9.0 * x).floor() + (9.0 * y).floor()).rem_euclid(2.0)
}

#[test]
fn heat_maps() {
    let disk = sample_grid(unit_disk, 10);
    let between = |x: f64, y: f64| (0.5 + 0.25 * x * (x - 1.0) - 0.125 * y).clamp(0.0, 1.0);
    let mut far = disk.clone();
    far.extend([(3.0, 0.0), (0.5, -2.5)].map(|(x, y)| Sample { x, y, target: 1.0 }));
    assert_kept(&[
        heat_map("Hill", &hill, &disk),
        heat_map("Saddle", &saddle, &far),
        heat_map("Board", &board, &far[121..]),
        heat_map("Between 0 and 1", &between, &[]),
    ]);
}

#[test]
fn surfaces() {
    assert_kept(&[
        surface("Hill from the side", &hill),
        surface("Saddle from the side", &saddle),
        surface("Disk from the side", &unit_disk),
        surface("Board from the side", &board),
    ]);
}

#[test]
fn landscapes() {
    let labels = ("weight", "bias");
    let valleys = |w: f64, b: f64| 5000.0 + 0.25 * (w * w - 1.0) * (w * w - 1.0) + b * w;
    assert_kept(&[
        landscape("Bowl", labels, (-3.0, 1.0), (0.0, 2.5), &|w, b| w * w + b * b - b),
        landscape("Two valleys", labels, (-2.0, 2.0), (-1.0, 1.0), &valleys),
        landscape("Flat", labels, (-3.0, 1.0), (0.0, 2.0), &|_, _| -7000.0),
        landscape("Tiny", labels, (0.0, 1e-9), (1e17, 2e17), &|w, b| w + 1e-27 * b),
    ]);
}

#[test]
fn lines() {
    let line: [(&str, &dyn Fn(f64) -> f64); 3] =
        [("a square", &|x| x * x), ("half", &|x| 0.5 * x), ("one", &|_| 1.0)];
    let names = ["a name of some length"; 7].map(|name| (name, line[1].1));
    let falling: Vec<f64> = (0..2501).map(|i| 0.5 / (1.0 + i as f64)).collect();
    let short = [2.0, 0.25, 1e-14];
    assert_kept(&[
        curves("Curves", ("x", "value"), (-1.0, 3.0), &line),
        curves("Many curves", ("x", "value"), (0.0, 1e7), &names),
        curves("A constant", ("x", "value"), (-1e-4, 1e-4), &line[2..]),
        curves("Near each other", ("x", "value"), (2000.0, 2001.0), &line[1..2]),
        loss_curves("Losses", &[("falling", &falling), ("short", &short)], Scale::Linear),
        loss_curves("Losses as powers", &[("falling", &falling), ("short", &short)], Scale::Log),
        loss_curves("A loss", &[("one step", &short[..1])], Scale::Log),
    ]);
}

#[test]
fn networks() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let hidden = [[1.5, -0.25, 0.0], [-12.5, 0.0, 150.0]];
    let hidden = hidden.map(|[v, w, b]| Neuron::new(&[v, w], b)).to_vec();
    let output = Neuron::new(&[-2.0, 0.004], -0.5);
    let small = Network::new(vec![hidden, vec![output]]).parameters();
    let mut random = |num_inputs: usize, hidden: &[usize]| {
        Network::random(num_inputs, hidden, &mut rng).parameters()
    };
    assert_kept(&[
        diagram("Small network", &[2, 2, 1], &small),
        diagram("Wide network", &[14, 12, 13, 1], &random(14, &[12, 13])),
        diagram("Deep network", &[3, 4, 2, 2, 1], &random(3, &[4, 2, 2])),
        diagram("Just enough for numbers", &[5, 4, 1], &random(5, &[4])),
        diagram("Too many for numbers", &[4, 5, 1], &random(4, &[5])),
        named_diagram("All names", 2, 4),
    ]);
}

#[test]
fn bars_of_few_and_many_powers() {
    assert_kept(&[
        bars("Bars", "milliseconds", &[("by hand", 6.1), ("a framework's", 480.0), ("none", 1.0)]),
        bars("Many powers", "number", &[("least", 2e-9), ("most", 1.5e12)]),
        bars("A long name", "number", &[("one that is as long as a sentence would be", 3.0); 20]),
        bars("One bar", "number", &[("just a power of ten", 100.0)]),
    ]);
}

#[test]
fn what_is_drawn_on_figures_and_figures_beside_each_other() {
    let few = scatter("Few", &[Sample { x: 0.5, y: -3.0, target: 0.0 }]);
    let mut drawn = curves("Drawn on?", ("x", "y"), (-2.0, 2.0), &[("x", &|x| x)]);
    drawn.draw(|chart| {
        chart.draw_series(LineSeries::new([(-1.0, -1.5), (0.3, 0.7), (9.0, 0.7)], &RED))?;
        chart.draw_series([Circle::new((0.5, 0.25), 4, BLACK.filled())])?;
        Ok(())
    });
    drawn.draw_area(|area| {
        area.draw(&Text::new("here", (10, 10), ("sans-serif", 14)))?;
        Ok(())
    });
    let parts = [drawn.clone(), few, Figure::new("Small", "Nothing.", (90, 51))];
    let long = "A title that would be cut if its letters were as large as those of others are";
    assert_kept(&[
        Figure::side_by_side(long, &parts, 2),
        Figure::side_by_side("One row", &parts[..2], 3),
        drawn,
    ]);
}

#[test]
fn images_and_their_confusion() {
    let ramp: Vec<f64> = (0..64).map(|i| i as f64 / 64.0).collect();
    let signed: Vec<f64> = (0..64).map(|i| ((i * 37) % 64) as f64 - 20.0).collect();
    assert_kept(&[
        images("Ramps", &[("a ramp", &ramp), ("the same, with a longer name", &ramp)], 2),
        images("Signed", &[("a pattern", &signed[..]); 5], 3),
        confusion("Confusion", &[vec![100, 2, 0], vec![0, 12345, 1], vec![7, 0, 0]]),
    ]);
}

/// FNV-1a, of 64 bits.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[track_caller]
fn assert_kept(figures: &[Figure]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures_kept");
    fs::create_dir_all(&folder).unwrap();
    let mut changed = String::new();
    for figure in figures {
        let svg = figure.svg();
        let title = svg.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        let found = (title, fingerprint(&figure.html()));
        if !KEPT.contains(&found) {
            let path = folder.join(format!("{title}.svg"));
            fs::write(&path, &svg).unwrap();
            changed += &format!("    ({title:?}, {:#018x}), // {}\n", found.1, path.display());
        }
    }
    assert!(changed.is_empty(), "Other pictures now:\n{changed}");
}
