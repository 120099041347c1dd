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
const KEPT: [(&str, u64); 75] = [
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
    ("Pairs", 0xbc990aa0e4a5e98d),
    ("Pairs of one size", 0x2324270aecb41ab1),
    ("Pairs of three powers", 0x72da4f975b7fc7f6),
    ("Pairs of many powers", 0xcdd0122a2bc509f2),
    ("A pair of zeros", 0xdb62de006ce6c0ed),
    ("A graph with slopes", 0x8e1b5a9ecd9a8147),
    ("A graph before its slopes", 0x3d48689aaf7863c0),
    ("A graph that leads back", 0xc6de67e5ad240ba4),
    ("A graph of two", 0xc3b64645535e41d3),
    ("A hill as a relief", 0x4c715692edff17ca),
    ("A saddle as a relief", 0x9bff8c3168afa7e4),
    ("A flat relief", 0xd323ebd5bcb8f417),
    ("Arrows", 0xc989d09e41ec1e2d),
    ("A path", 0x3db8eff800919b27),
    ("A path that comes back", 0xd4bf97ec892ad538),
    ("A path that leaves", 0x3b965a2a1781f6d8),
    ("A path of one place", 0xcf64cc5785e3bcb4),
    ("A path elsewhere", 0x938f20207221121a),
    ("Lines", 0xab5036e33719d745),
    ("Lines over powers", 0xfe88b40faf781618),
    ("Lines of powers", 0x5242acde90f67f4f),
    ("One point", 0xe152a4217d07312b),
    ("2-3-1", 0x178992ba5686b715),
    ("1-2-2-1", 0xebf2dc09ee02fc14),
    ("3-3-3", 0x74c04487033868f0),
    ("1-1", 0x315f2d9f9a0d318c),
    ("2-2-3", 0x838d6f2c08d1ac82),
    ("Names of one", 0x68c83a83d1ec8cfe),
    ("Names of two", 0x153141be283e205e),
    ("Names of three", 0x4b951f7f22db1b7d),
    ("Names of many", 0xe81e045b8d7ed503),
    ("A large image", 0xa504b6046fd69b1f),
    ("Negative", 0xc4b1c64cdd11cd35),
    ("Blank", 0x4f41c8657369e75e),
    ("Without an error", 0x146b6682179719b9),
    ("Twenty classes", 0xdb0b5c6d64fedf9c),
    ("One class", 0x612eea24da830253),
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
fn curves_and_losses() {
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

#[test]
fn pairs_compared() {
    let pairs =
        [(0.5, 0.43), (-3e-4, 2.1e-4), (0.0, 0.02), (-0.03, -0.07), (2e-6, -5.0), (0.25, 0.0)];
    assert_kept(&[
        comparison("Pairs", ("one", "other"), &pairs),
        comparison("Pairs of one size", ("one", "other"), &[(3.0, 4.0), (-2.0, 5.0)]),
        comparison("Pairs of three powers", ("one", "other"), &[(0.02, 0.7), (-0.3, 0.11)]),
        comparison("Pairs of many powers", ("one", "other"), &[(3e-20, 4e9), (-7.0, 2.0)]),
        comparison("A pair of zeros", ("one", "other"), &[(0.0, 0.0)]),
    ]);
}

#[test]
fn graphs() {
    let place = [(0.0, 0.0), (0.0, 150.0), (170.0, 40.0), (190.0, 200.0), (390.0, 110.0)];
    let names = ["x", "y", "a", "b", "L"];
    let values = [0.5, -1234.5, 0.00123, 1e-7, 0.00021];
    let slopes = [Some(0.0), Some(-0.25), None, Some(17.125), Some(1.0)];
    let variables = [0, 1, 2, 3, 4].map(|i| (names[i], place[i], values[i], slopes[i]));
    let forward = [0, 1, 2, 3, 4].map(|i| (names[i], place[i], values[i], None));
    let edges = [
        ("x", "a", Some(0.75), Some(-0.1234)),
        ("x", "b", None, Some(2.0)),
        ("y", "a", Some(-3.0), None),
        ("y", "b", Some(0.5), Some(0.0)),
        ("a", "L", Some(2.5), Some(-4.0)),
        ("b", "L", None, None),
    ];
    let ahead = edges.map(|(from, to, factor, _)| (from, to, factor, None));
    let back = [("L", "x", Some(1.0), Some(-1.0)), ("b", "a", Some(-2.0), None)];
    let near = [("x", (0.0, 0.0), 1.0, None), ("y", (30.0, 12.0), 2.0, Some(-0.5))];
    assert_kept(&[
        graph("A graph with slopes", &variables, &edges),
        graph("A graph before its slopes", &forward, &ahead),
        graph("A graph that leads back", &variables, &back),
        graph("A graph of two", &near, &[("x", "y", Some(3.0), Some(0.5))]),
    ]);
}

#[test]
fn reliefs() {
    let labels = ("w", "b", "J");
    assert_kept(&[
        relief("A hill as a relief", labels, (-1.0, 2.0), (-2.0, 2.0), (0.5, -1.0), &hill),
        relief("A saddle as a relief", labels, (-40.0, 0.0), (1e6, 4e6), (-40.0, 4e6), &saddle),
        relief("A flat relief", labels, (0.0, 1.0), (0.0, 1.0), (0.25, 0.5), &|_, _| 2.0),
    ]);
}

#[test]
fn paths_and_arrows() {
    let over = |title, path: &[(f64, f64)]| {
        let mut figure = landscape(title, ("w", "b"), (-4.0, 4.0), (-3.0, 3.0), &|w, b| w * w + b);
        figure.path(path);
        figure
    };
    let inside = [(3.0, 2.0), (1.0, 1.75), (1.0, -1.0), (-2.0, -1.0), (-2.25, -1.25)];
    let through = [(3.5, 2.5), (5.0, -1.0), (0.5, 0.5), (-9.0, 0.5), (1.5, 7.0), (-1.0, -8.0)];
    let away = [(0.0, 0.0), (0.5, -0.25), (1e300, 2e300)];
    let arrows = [
        ((0.0, 0.0), (1.0, 0.5)),
        ((0.5, -1.5), (-0.5, -1.5)),
        ((-1.0, 1.0), (-1.0, -0.5)),
        ((1.5, 1.5), (1.5, 1.5)),
        ((1.0, 1.0), (7.0, 1.5)),
        ((-1.0, -1.0), (-1.5, -9.0)),
        ((-5.0, 0.0), (0.0, 0.25)),
        ((0.25, 5.0), (0.25, 0.0)),
        ((0.1, 0.1), (0.1, 0.1001)),
    ];
    let mut pointed = scatter("Arrows", &[Sample { x: 0.5, y: -1.0, target: 0.0 }]);
    for (from, to) in arrows {
        pointed.arrow(from, to);
    }
    assert_kept(&[
        over("A path", &inside),
        over("A path that comes back", &through),
        over("A path that leaves", &away),
        over("A path of one place", &inside[..1]),
        over("A path elsewhere", &[(9.0, 9.0), (8.0, 9.0)]),
        pointed,
    ]);
}

#[test]
fn lines_through_points() {
    let some = [(1.0, 0.5), (2.5, 0.25), (40.0, 0.75), (1000.0, 0.0625)];
    let few = [(20.0, 0.1), (30.0, 0.9)];
    let both: [(&str, &[(f64, f64)]); 2] = [("some", &some), ("few", &few)];
    assert_kept(&[
        lines("Lines", ("step", "value"), &both, Scale::Linear),
        lines("Lines over powers", ("step", "value"), &both, Scale::LogX),
        lines("Lines of powers", ("step", "value"), &both, Scale::LogLog),
        lines("One point", ("step", "value"), &[("alone", &few[..1])], Scale::Log),
    ]);
}

#[test]
fn networks_with_numbers_and_names() {
    let parameters = |count: usize| -> Vec<f64> {
        (0..count).map(|i| (i as f64 * 0.7 - 2.0) * if i % 3 == 0 { -1.5 } else { 0.25 }).collect()
    };
    assert_kept(&[
        diagram("2-3-1", &[2, 3, 1], &parameters(13)),
        diagram("1-2-2-1", &[1, 2, 2, 1], &parameters(13)),
        diagram("3-3-3", &[3, 3, 3], &parameters(24)),
        diagram("1-1", &[1, 1], &parameters(2)),
        diagram("2-2-3", &[2, 2, 3], &parameters(15)),
        named_diagram("Names of one", 1, 1),
        named_diagram("Names of two", 2, 2),
        named_diagram("Names of three", 2, 3),
        named_diagram("Names of many", 1, 6),
    ]);
}

#[test]
fn more_images_and_confusions() {
    let dots: Vec<f64> = (0..1024).map(|i| f64::from(i % 7 == 0 || i / 32 == i % 32)).collect();
    let negative: Vec<f64> = (0..16).map(|i| i as f64 * -0.125).collect();
    let named = ["", "1", "a caption that is long"].map(|name| (name, &negative[..]));
    let counts: Vec<Vec<usize>> =
        (0..20).map(|i| (0..20).map(|j| if i == j { 90 } else { (i * j) % 4 }).collect()).collect();
    assert_kept(&[
        images("A large image", &[("dots", &dots)], 1),
        images("Negative", &named, 16),
        images("Blank", &[("nothing", &[0.0; 4][..]); 5], 4),
        confusion("Without an error", &[vec![5, 0], vec![0, 4]]),
        confusion("Twenty classes", &counts),
        confusion("One class", &[vec![0]]),
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
