//! Every parameter that a notebook offers to edit, set to every bad value, at the functions of the
//! library that it goes to: they say one sentence, or give what can be shown.
//!
//! A notebook's own guards stand before some of them, and keep a reader from less: those are tried
//! on the kernel, in tests/jupyter/notebooks.
#![cfg(all(feature = "laboratory", feature = "fast"))]

use nn_from_scratch::laboratory::{Experiment, Run, moons, split, view};
use nn_from_scratch::lesson::decayed_update;
use nn_from_scratch::plot::{
    Figure, Scale, comparison, curves, diagram, heat_map, landscape, loss_curves, scatter, surface,
};
use nn_from_scratch::plotters::prelude::*;
use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{
    Network, Neuron, SEED, Sample, article, fast, mean_loss, sample_grid, sigmoid, square_loss,
    square_loss_derivative, train, unit_disk,
};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use support::cells::{Parameter, parameters, read, tagged, text};

/// What takes a parameter, by its type; it gives the pictures that come of it.
enum Feed {
    Number(fn(f64) -> Vec<Figure>),
    Whole(fn(usize) -> Vec<Figure>),
    Numbers(fn(&[f64]) -> Vec<Figure>),
    Wholes(fn(&[usize]) -> Vec<Figure>),
    /// It goes no further than to the notebook's own code, as the number of a sample does.
    Nowhere(&'static str),
}

use Feed::{Nowhere, Number, Numbers, Whole, Wholes};

/// The notebook's number, the parameter's name, and where it goes.
const FEEDS: [(&str, &str, Feed); 45] = [
    ("00", "seed", Whole(|seed| look(&random(&[4], seed as u64)))),
    ("00", "hidden", Wholes(|hidden| look(&random(hidden, SEED)))),
    ("00", "steps", Whole(|steps| learn(article(), steps, 10.0))),
    ("00", "learning_rate", Number(|rate| learn(article(), 2000, rate))),
    ("01", "density", Whole(|density| vec![scatter("Grid", &sample_grid(unit_disk, density))])),
    ("02", "weights", Numbers(|weights| ramp(weights, 1.0))),
    ("02", "bias", Number(|bias| ramp(&[2.0, 1.0], bias))),
    ("03", "x", Number(|x| answer(x, -2.0))),
    ("03", "y", Number(|y| answer(1.0, y))),
    ("03", "steepness", Number(|steepness| square(steepness, 3.5))),
    ("03", "threshold", Number(|threshold| square(5.0, threshold))),
    ("04", "p", Number(|p| tangent(p, 1.0))),
    ("04", "t", Number(|t| tangent(0.2, t))),
    ("04", "one", Nowhere("usize")),
    ("04", "another", Nowhere("usize")),
    ("04", "stretch", Nowhere("f64")),
    ("04", "first", Nowhere("usize")),
    ("04", "second", Nowhere("usize")),
    ("04", "around", Number(|far| around(far.clamp(-100.0, 100.0)))),
    ("05", "number", Nowhere("usize")),
    ("05", "h", Number(measured)),
    ("06", "rates", Numbers(|rates| histories(rates, 100))),
    ("06", "steps", Whole(|steps| histories(&[0.1, 100.0], steps))),
    ("06", "three_rates", Numbers(paths)),
    ("06", "rate", Nowhere("f64")),
    ("07", "stages", Wholes(stages)),
    ("08", "hidden", Whole(|hidden| look(&random(&[hidden], SEED)))),
    ("09", "held_back", Number(|share| experiment(share, Experiment::default()))),
    ("09", "hidden", Wholes(|hidden| with(|e| e.hidden = hidden.to_vec()))),
    ("09", "learning_rate", Number(|rate| with(|e| e.learning_rate = rate))),
    ("09", "batch", Whole(|batch| with(|e| e.batch = batch))),
    ("09", "steps", Whole(|steps| with(|e| e.steps = steps))),
    ("09", "seed", Whole(|seed| with(|e| e.seed = seed as u64))),
    ("10", "width", Whole(|width| fast_step(width, 3))),
    ("10", "density", Whole(|density| fast_step(4, density))),
    ("11", "activation", Nowhere("&str")),
    ("11", "wide", Whole(|wide| look(&random(&[wide, wide], SEED)))),
    ("12", "seed", Whole(|seed| noisy(seed as u64, 0.4))),
    ("12", "noise", Number(|noise| noisy(3, noise))),
    ("12", "hidden", Whole(|hidden| look(&random(&[hidden], SEED)))),
    ("12", "decay", Number(|decay| look(&decayed_update(&article(), 10.0, decay)))),
    ("13", "hidden", Nowhere("usize")),
    ("13", "rate", Nowhere("f64")),
    ("13", "batch", Nowhere("usize")),
    ("13", "epochs", Nowhere("usize")),
];

fn samples() -> Vec<Sample> {
    sample_grid(unit_disk, 10)
}

fn random(hidden: &[usize], seed: u64) -> Network {
    Network::random(2, hidden, &mut ChaCha8Rng::seed_from_u64(seed))
}

fn look(network: &Network) -> Vec<Figure> {
    let answer = |x: f64, y: f64| network.predict(&[x, y]);
    vec![
        heat_map("Map", &answer, &samples()),
        surface("Surface", &answer),
        diagram("Network", &sizes(network), &network.parameters()),
    ]
}

fn sizes(network: &Network) -> Vec<usize> {
    let layers = network.layers().iter().map(Vec::len);
    [network.num_inputs()].into_iter().chain(layers).collect()
}

fn learn(mut network: Network, steps: usize, rate: f64) -> Vec<Figure> {
    let training = train(&mut network, &samples(), steps, rate);
    let mut figures = look(&network);
    figures.push(loss_curves("Loss", &[("loss", &training.losses)], Scale::Log));
    figures
}

fn ramp(weights: &[f64], bias: f64) -> Vec<Figure> {
    let neuron = |x: f64, y: f64| {
        sigmoid(weights.iter().zip([x, y]).map(|(w, input)| w * input).sum::<f64>() + bias)
    };
    let ours = Neuron::new(weights, bias);
    let mut map = heat_map("Map", &|x, y| ours.predict(&[x, y]), &[]);
    map.arrow((0.0, 0.0), (weights[0], weights[weights.len() - 1]));
    vec![heat_map("Map", &neuron, &[]), surface("Surface", &neuron), map]
}

fn noisy(seed: u64, noise: f64) -> Vec<Figure> {
    vec![scatter("Moons", &moons(60, noise, &mut ChaCha8Rng::seed_from_u64(seed)))]
}

fn answer(x: f64, y: f64) -> Vec<Figure> {
    article().predict(&[x, y]);
    vec![]
}

fn square(k: f64, threshold: f64) -> Vec<Figure> {
    let curve = |x: f64| sigmoid(k * x + k) + sigmoid(-k * x + k);
    let sides = [[k, 0.0], [-k, 0.0], [0.0, k], [0.0, -k]].map(|w| Neuron::new(&w, k));
    let output = Neuron::new(&[10.0; 4], -10.0 * threshold);
    let mut figures = look(&Network::new(vec![sides.to_vec(), vec![output]]));
    figures.push(curves("Ramps", ("x", "answer"), (-3.0, 3.0), &[("sum", &curve)]));
    figures
}

fn tangent(p: f64, t: f64) -> Vec<Figure> {
    let slope = square_loss_derivative(p, t);
    let range = (p.min(t) - 0.5, p.max(t) + 0.5);
    let lines: [(&str, &dyn Fn(f64) -> f64); 2] =
        [("loss", &|q| square_loss(q, t)), ("tangent", &|q| square_loss(p, t) + slope * (q - p))];
    vec![dot(curves("Loss", ("prediction", "loss"), range, &lines), (p, square_loss(p, t)))]
}

fn around(far: f64) -> Vec<Figure> {
    let range = (1.0 - far, 1.0 + far);
    let map = landscape("Map", ("v", "w"), range, range, &|v, w| sigmoid(v + w));
    vec![dot(map, (1.0, 1.0))]
}

fn dot(mut figure: Figure, at: (f64, f64)) -> Figure {
    figure.draw(|chart| {
        chart.draw_series(LineSeries::new([(0.0, 0.0), at], BLACK.stroke_width(3)))?;
        chart.draw_series([Circle::new(at, 5, BLACK.filled())])?;
        Ok(())
    });
    figure
}

fn measured(h: f64) -> Vec<Figure> {
    let network = article();
    let loss_at = |step: f64| {
        let moved: Vec<f64> = network.parameters().iter().map(|w| w + step).collect();
        mean_loss(&network.with_parameters(&moved), &samples())
    };
    let slope = (loss_at(h) - loss_at(-h)) / (2.0 * h);
    if slope.is_nan() {
        return vec![]; // no step, no slope
    }
    vec![comparison("Slopes", ("analytical", "numerical"), &[(0.1, slope), (slope, slope)])]
}

fn histories(rates: &[f64], steps: usize) -> Vec<Figure> {
    let histories: Vec<_> =
        rates.iter().map(|rate| train(&mut article(), &samples(), steps, *rate).losses).collect();
    let named: Vec<_> = histories.iter().map(|losses| ("rate", &losses[..])).collect();
    vec![loss_curves("Losses", &named, Scale::Linear)]
}

fn paths(rates: &[f64]) -> Vec<Figure> {
    let path = |rate: &f64| {
        let mut network = article();
        for _ in 0..3 {
            network.zero_grad();
            network.forward(&[0.0, 0.0]);
            network.backward(1.0);
            let gradients = network.gradients();
            let moved: Vec<f64> =
                network.parameters().iter().zip(gradients).map(|(w, d)| w - rate * d).collect();
            network = network.with_parameters(&moved);
        }
        let (v, w) = (network.parameters()[0], network.parameters()[1]);
        dot(landscape("Path", ("v", "w"), (-8.0, 8.0), (-8.0, 8.0), &|v, w| sigmoid(v + w)), (v, w))
    };
    vec![Figure::side_by_side("Paths", &rates.iter().map(path).collect::<Vec<_>>(), 2)]
}

fn stages(stages: &[usize]) -> Vec<Figure> {
    let views: Vec<Figure> = stages
        .iter()
        .map(|&steps| {
            let mut network = article();
            train(&mut network, &samples(), steps, 10.0);
            heat_map(&format!("after {steps}"), &|x, y| network.predict(&[x, y]), &[])
        })
        .collect();
    vec![Figure::side_by_side("Stages", &views, 2)]
}

fn with(edit: impl FnOnce(&mut Experiment)) -> Vec<Figure> {
    let mut edited = Experiment::default();
    edit(&mut edited);
    experiment(0.0, edited)
}

fn experiment(share: f64, experiment: Experiment) -> Vec<Figure> {
    let (training, test) = split(&samples(), share, &mut ChaCha8Rng::seed_from_u64(SEED));
    let run: Run = experiment.run(&training, &test);
    assert!(!run.to_string().contains("NaN"), "{run}");
    vec![view("View", &run).still().clone()]
}

fn fast_step(width: usize, density: usize) -> Vec<Figure> {
    let samples = sample_grid(unit_disk, density);
    fast::train(&mut random(&[width, width], SEED), &samples, 1, 1.0);
    vec![]
}

const NUMBERS: [f64; 8] =
    [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, f64::MIN_POSITIVE];
const WHOLES: [usize; 3] = [0, 1_000_000_000_000, usize::MAX];

/// A list of nothing else, one with it in front, a shorter one, a longer one, none.
fn lists<T: Copy>(bad: &[T], good: T, number: usize) -> Vec<Vec<T>> {
    let mut lists = vec![vec![], vec![good; number + 1]];
    for &bad in bad {
        let mut first = vec![good; number];
        first[0] = bad;
        lists.extend([vec![bad; number], first, vec![bad; number + 1]]);
    }
    lists
}

/// What is wrong with the outcome of a bad value.
fn complaint(shown: impl FnOnce() -> Vec<Figure>) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(shown)) {
        Ok(figures) => figures
            .iter()
            .any(|figure| figure.svg().contains("NaN") || figure.svg().contains("inf"))
            .then(|| "a picture of what is no number".to_owned()),
        Err(panic) => {
            let said = match panic.downcast::<String>() {
                Ok(said) => *said,
                Err(panic) => panic.downcast::<&str>().map_or("nothing".into(), |s| s.to_string()),
            };
            let gibberish = ["called `", "index out of", "attempt to", "overflow", "src/"];
            let is_sentence = said.starts_with(|first: char| !first.is_lowercase())
                && said.ends_with('.')
                && said.len() <= 400
                && !gibberish.iter().any(|part| said.contains(part));
            (!is_sentence).then(|| format!("no sentence: {said}"))
        }
    }
}

#[test]
fn every_bad_value_of_every_parameter_ends_in_a_sentence_or_a_picture() {
    let mut missing: BTreeSet<(&str, &str)> = FEEDS.iter().map(|feed| (feed.0, feed.1)).collect();
    let mut failures = Vec::new();
    let mut tried = 0;
    let loud = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    for (notebook, parameter) in offered() {
        let what = format!("notebook {notebook}, {}", parameter.name);
        let feed = FEEDS.iter().find(|feed| (feed.0, feed.1) == (&notebook, &parameter.name));
        let Some((number, name, feed)) = feed else {
            failures.push(format!("{what}: it is not among the feeds of this test"));
            continue;
        };
        missing.remove(&(number, name));
        let elements = parameter.value.split(',').count();
        let mut meet = |value: String, shown: &dyn Fn() -> Vec<Figure>| {
            tried += 1;
            failures.extend(complaint(shown).map(|why| format!("{what} = {value}: {why}")));
        };
        let kind = match feed {
            Number(feed) => {
                NUMBERS.iter().for_each(|bad| meet(format!("{bad:?}"), &|| feed(*bad)));
                "f64"
            }
            Whole(feed) => {
                WHOLES.iter().for_each(|bad| meet(format!("{bad:?}"), &|| feed(*bad)));
                if parameter.kind == "u64" { "u64" } else { "usize" }
            }
            Numbers(feed) => {
                for bad in lists(&NUMBERS, 1.0, elements) {
                    meet(format!("{bad:?}"), &|| feed(&bad));
                }
                "Vec<f64>"
            }
            Wholes(feed) => {
                for bad in lists(&WHOLES, 4, elements) {
                    meet(format!("{bad:?}"), &|| feed(&bad));
                }
                "Vec<usize>"
            }
            Nowhere(kind) => kind,
        };
        if kind != parameter.kind {
            failures.push(format!("{what} is a {}, not a {kind}", parameter.kind));
        }
    }
    panic::set_hook(loud);
    println!("{tried} bad values");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(missing.is_empty(), "no notebook has these parameters any more: {missing:?}");
    assert!(tried > 200, "{tried}");
}

/// The parameters of all notebooks that have bad values, with the notebook's number.
fn offered() -> Vec<(String, Parameter)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the notebooks") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|kind| kind != "ipynb") {
            continue;
        }
        let number = path.file_name().expect("a name").to_string_lossy()[..2].to_owned();
        let notebook = read(&path);
        let cells = notebook["cells"].as_array().expect("cells");
        for cell in tagged(cells, "parameters") {
            let parameters = parameters(&text(&cells[cell])).expect("parameters");
            let own = ["ChaCha8Rng", "Vec<Sample>", "Activation"];
            let edited = parameters.into_iter().filter(|p| !own.contains(&&p.kind[..]));
            all.extend(edited.map(|parameter| (number.clone(), parameter)));
        }
    }
    all
}
