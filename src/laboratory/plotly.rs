//! The interactive figure, in the JSON of plotly's renderer. What is the same for every run stands
//! in `plotly.json`, also that nothing of the reader's leaves the notebook (`showSendToCloud`).

use super::experiment::{Record, Run};
use crate::dataset::Sample;
use crate::neuron::Neuron;
use crate::plot::contour::Grid;
use crate::plot::figure::base64;
use crate::plot::scatter::outside_words;
use serde_json::{Value, json};

const PLANE: (f64, f64) = (-2.0, 2.0);

/// Along each side of the plane: a tenth each.
const CELLS: usize = 40;

const BLUE: &str = "rgb(0,84,156)";
const ORANGE: &str = "rgb(190,72,0)";

/// The first layer's neurons, in colours that are not those of the classes; further neurons have
/// the same again, dashed and dotted.
const NEURONS: [&str; 6] = [
    "rgb(0,120,90)",
    "rgb(160,60,120)",
    "rgb(34,34,34)",
    "rgb(140,110,0)",
    "rgb(0,140,170)",
    "rgb(110,70,180)",
];
const DASHES: [&str; 3] = ["solid", "dash", "dot"];

pub(super) fn figure(title: &str, run: &Run) -> Value {
    let template = include_str!("plotly.json");
    let mut figure: Value = serde_json::from_str(template).expect("the template is JSON");
    let styles = figure["data"].take();
    // The traces that change from record to record come first.
    let mut data = changing(&styles, run);
    data.extend(standing(&styles, run));
    figure["data"] = json!(data);
    fill(&mut figure["layout"], title, run);
    let frame = |record: usize| {
        let data = moving(run, record);
        let traces: Vec<usize> = (0..data.len()).collect();
        let name = run.records[record].step.to_string();
        json!({ "name": name, "data": data, "traces": traces })
    };
    figure["frames"] = (0..run.records.len()).map(frame).collect();
    figure
}

/// What changes from record to record: the surface and where it crosses 0.5, the two losses so
/// far, each neuron's line.
fn moving(run: &Run, record: usize) -> Vec<Value> {
    let network = run.network(record);
    let grid = Grid::new(&|x, y| network.predict(&[x, y]), PLANE, PLANE, CELLS);
    let (border_x, border_y) = border(&grid);
    let half = vec![0.5; border_x.len()];
    let so_far = &run.records[..=record];
    // A logarithmic axis has no 0.
    let steps: Vec<f64> = so_far.iter().map(|record| (record.step as f64).max(0.5)).collect();
    let training: Vec<f64> = so_far.iter().map(|record| record.training_loss).collect();
    let test: Vec<f64> = so_far.iter().map(|record| record.test_loss).collect();
    let mut traces = vec![
        json!({ "type": "surface", "z": heights(&grid) }),
        json!({
            "type": "scatter3d", "x": packed(&border_x), "y": packed(&border_y),
            "z": packed(&half),
        }),
        json!({ "type": "scatter", "x": steps, "y": rounded(&training, 1e6) }),
        json!({ "type": "scatter", "x": steps, "y": rounded(&test, 1e6) }),
    ];
    traces.extend(network.layers()[0].iter().map(line));
    traces
}

/// The same traces at the last record, with all that stays the same about them.
fn changing(styles: &Value, run: &Run) -> Vec<Value> {
    let moving = moving(run, run.records.len() - 1);
    let names = ["surface", "border", "training loss", "test loss"];
    let num_neurons = moving.len() - names.len();
    let names = names.into_iter().chain(std::iter::repeat_n("line", num_neurons));
    let mut traces: Vec<Value> = names.map(|name| styles[name].clone()).collect();
    for (trace, values) in traces.iter_mut().zip(moving) {
        for (key, value) in values.as_object().into_iter().flatten() {
            trace[key] = value.clone();
        }
    }
    traces[0]["x"] = json!(places());
    traces[0]["y"] = json!(places());
    traces[3]["showlegend"] = json!(!run.test.is_empty());
    for (n, trace) in traces[4..].iter_mut().enumerate() {
        trace["name"] = json!(format!("neuron {}", n + 1));
        trace["line"]["color"] = json!(NEURONS[n % NEURONS.len()]);
        trace["line"]["dash"] = json!(DASHES[n / NEURONS.len() % DASHES.len()]);
    }
    traces
}

fn rounded(values: &[f64], unit: f64) -> Vec<f64> {
    values.iter().map(|value| (value * unit).round() / unit).collect()
}

/// Numbers as plotly takes them in the least space: f32s, little-endian, in base64.
fn packed(values: &[f64]) -> Value {
    let bytes: Vec<u8> = values.iter().flat_map(|value| (*value as f32).to_le_bytes()).collect();
    json!({ "dtype": "f4", "bdata": base64(&bytes) })
}

/// Row by row from y = -2 to 2.
fn heights(grid: &Grid) -> Value {
    let side = grid.cells() + 1;
    let rows = (0..side).flat_map(|j| grid.values.iter().map(move |column| column[j]));
    let mut heights = packed(&rows.collect::<Vec<f64>>());
    heights["shape"] = json!(format!("{side}, {side}"));
    heights
}

fn places() -> Vec<f64> {
    let places: Vec<f64> = (0..=CELLS).map(|i| -2.0 + 4.0 * i as f64 / CELLS as f64).collect();
    rounded(&places, 1e3)
}

/// The x and the y of the border's straight pieces, with a gap (NaN) after each.
fn border(grid: &Grid) -> (Vec<f64>, Vec<f64>) {
    let cells = (0..grid.cells()).flat_map(|i| (0..grid.cells()).map(move |j| (i, j)));
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for (from, to) in cells.flat_map(|(i, j)| grid.crossings(i, j, 0.5)) {
        xs.extend([from.0, to.0, f64::NAN]);
        ys.extend([from.1, to.1, f64::NAN]);
    }
    (xs, ys)
}

/// Where a neuron of the first layer has z = 0: w₁x + w₂y + b = 0 within the plane, if anywhere.
fn line(neuron: &Neuron) -> Value {
    let (w, b) = (neuron.weights(), neuron.bias());
    // Where it meets the lines on which the four edges lie.
    let mut ends: Vec<(f64, f64)> = Vec::new();
    for edge in [PLANE.0, PLANE.1] {
        ends.push((edge, -(w[0] * edge + b) / w[1]));
        ends.push((-(w[1] * edge + b) / w[0], edge));
    }
    ends.retain(|(x, y)| x.abs() <= PLANE.1 && y.abs() <= PLANE.1);
    ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let ends = [ends.first(), ends.last()].map(|end| end.copied().unwrap_or((f64::NAN, f64::NAN)));
    json!({ "type": "scatter", "x": packed(&ends.map(|end| end.0)), "y": packed(&ends.map(|end| end.1)) })
}

/// What stays: the samples, in space at the height of their targets, and on the plane.
fn standing(styles: &Value, run: &Run) -> Vec<Value> {
    let mut traces = Vec::new();
    for (samples, kind, open) in [(&run.training, "training", false), (&run.test, "test", true)] {
        for (target, color) in [(1.0, ORANGE), (0.0, BLUE)] {
            let of_class = |sample: &&Sample| (sample.target > 0.5) == (target > 0.5);
            let shown: Vec<&Sample> = samples.iter().filter(of_class).take(1000).collect();
            if shown.is_empty() {
                continue;
            }
            let x = rounded(&shown.iter().map(|sample| sample.x).collect::<Vec<_>>(), 1e3);
            let y = rounded(&shown.iter().map(|sample| sample.y).collect::<Vec<_>>(), 1e3);
            let z: Vec<f64> = shown.iter().map(|sample| sample.target).collect();
            // A form for each class, and open ones for the test.
            let (solid, flat) = match (target > 0.5, open) {
                (true, false) => ("circle", "circle"),
                (true, true) => ("circle-open", "circle-open"),
                (false, false) => ("cross", "x-thin-open"),
                (false, true) => ("diamond-open", "diamond-open"),
            };
            for (style, symbol) in [("samples in space", solid), ("samples on the plane", flat)] {
                let mut trace = styles[style].clone();
                trace["name"] = json!(format!("{kind}: target {target}"));
                trace["x"] = json!(x);
                trace["y"] = json!(y);
                trace["marker"]["symbol"] = json!(symbol);
                trace["marker"]["color"] = json!(color);
                if trace["type"] == "scatter3d" {
                    trace["z"] = json!(z);
                }
                traces.push(trace);
            }
        }
    }
    traces
}

/// How many samples are outside of the square around the plane that the template shows, if any.
fn outside(run: &Run) -> Option<String> {
    let samples = || run.training.iter().chain(&run.test);
    let is_outside = |sample: &&Sample| sample.inputs().iter().any(|place| place.abs() > 2.1);
    let outside = samples().filter(is_outside).count();
    (outside > 0).then(|| outside_words(outside, samples().count()))
}

/// Completes the layout with the title, the ranges of the losses and the slider's stops.
fn fill(layout: &mut Value, title: &str, run: &Run) {
    layout["title"]["text"] = json!(title);
    let losses = run.records.iter().flat_map(|record| [record.training_loss, record.test_loss]);
    let losses = losses.filter(|loss| *loss > 0.0);
    let (low, high) =
        losses.fold((1.0, 1e-9), |(low, high): (f64, f64), loss| (low.min(loss), high.max(loss)));
    let last = run.records.len() - 1;
    let last_step = run.records[last].step.max(2) as f64;
    layout["xaxis"]["range"] = json!([-0.3, last_step.log10()]);
    layout["yaxis"]["range"] = json!([low.log10() - 0.1, high.log10() + 0.1]);
    if let Some(words) = outside(run) {
        // Under the heading of the plane, which the template puts second.
        let heading = &mut layout["annotations"][1]["text"];
        *heading = json!(format!("{}<br>{words}", heading.as_str().unwrap_or_default()));
    }
    let slider = &mut layout["sliders"][0];
    // The template holds one stop.
    let stop = slider["steps"][0].clone();
    let stop_at = |record: &Record| {
        let name = record.step.to_string();
        let mut stop = stop.clone();
        stop["args"][0] = json!([name]);
        stop["label"] = json!(name);
        stop
    };
    slider["steps"] = run.records.iter().map(stop_at).collect();
    slider["active"] = json!(last);
}
