//! The interactive figure, in the JSON of plotly's renderer.

use super::experiment::{Record, Run};
use crate::dataset::Sample;
use crate::network::Network;
use crate::neuron::Neuron;
use crate::plot::contour::Grid;
use crate::plot::figure::base64;
use serde_json::{Value, json};

const PLANE: (f64, f64) = (-2.0, 2.0);

/// Along each side of the plane: a tenth each.
const CELLS: usize = 40;

/// The traces that change from record to record come first.
const MOVING: [usize; 5] = [0, 1, 2, 3, 4];

const BLUE: &str = "rgb(0,84,156)";
const ORANGE: &str = "rgb(190,72,0)";
const INK: &str = "rgb(34,34,34)";
const GRID: &str = "rgb(225,225,225)";

pub(super) fn figure(title: &str, run: &Run) -> Value {
    let last = run.records.len() - 1;
    let frame = |record: usize| {
        json!({
            "name": run.records[record].step.to_string(),
            "data": moving(run, record),
            "traces": MOVING,
        })
    };
    let mut data = styled(run, moving(run, last));
    data.extend(standing(run));
    json!({
        "data": data,
        "layout": layout(title, run),
        // Nothing of the reader's leaves the notebook.
        "config": { "displaylogo": false, "showSendToCloud": false },
        "frames": (0..=last).map(frame).collect::<Vec<_>>(),
    })
}

/// What changes from record to record: the surface and where it crosses 0.5, the two losses so
/// far, the lines.
fn moving(run: &Run, record: usize) -> Vec<Value> {
    let network = run.network(record);
    let grid = Grid::new(&|x, y| network.predict(&[x, y]), PLANE, PLANE, CELLS);
    let (border_x, border_y) = border(&grid);
    let half = vec![0.5; border_x.len()];
    let (x, y) = lines(&network);
    let so_far = &run.records[..=record];
    // A logarithmic axis has no 0.
    let steps: Vec<f64> = so_far.iter().map(|record| (record.step as f64).max(0.5)).collect();
    let training: Vec<f64> = so_far.iter().map(|record| record.training_loss).collect();
    let test: Vec<f64> = so_far.iter().map(|record| record.test_loss).collect();
    vec![
        json!({ "type": "surface", "z": heights(&grid) }),
        json!({
            "type": "scatter3d", "x": packed(&border_x), "y": packed(&border_y),
            "z": packed(&half),
        }),
        json!({ "type": "scatter", "x": steps, "y": rounded(&training, 1e6) }),
        json!({ "type": "scatter", "x": steps, "y": rounded(&test, 1e6) }),
        json!({ "type": "scatter", "x": packed(&x), "y": packed(&y) }),
    ]
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

/// The x and the y of straight pieces, with a gap (NaN) after each.
fn pieces(ends: impl Iterator<Item = ((f64, f64), (f64, f64))>) -> (Vec<f64>, Vec<f64>) {
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for (from, to) in ends {
        xs.extend([from.0, to.0, f64::NAN]);
        ys.extend([from.1, to.1, f64::NAN]);
    }
    (xs, ys)
}

fn border(grid: &Grid) -> (Vec<f64>, Vec<f64>) {
    let cells = (0..grid.cells()).flat_map(|i| (0..grid.cells()).map(move |j| (i, j)));
    pieces(cells.flat_map(|(i, j)| grid.crossings(i, j, 0.5)))
}

/// Where each neuron of the first layer has z = 0: w₁x + w₂y + b = 0 within the plane.
fn lines(network: &Network) -> (Vec<f64>, Vec<f64>) {
    let line = |neuron: &Neuron| {
        let (w, b) = (neuron.weights(), neuron.bias());
        // Where it meets the lines on which the four edges lie.
        let mut ends: Vec<(f64, f64)> = Vec::new();
        for edge in [PLANE.0, PLANE.1] {
            ends.push((edge, -(w[0] * edge + b) / w[1]));
            ends.push((-(w[1] * edge + b) / w[0], edge));
        }
        ends.retain(|(x, y)| x.abs() <= PLANE.1 && y.abs() <= PLANE.1);
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        Some((*ends.first()?, *ends.last()?))
    };
    pieces(network.layers()[0].iter().filter_map(line))
}

/// The moving traces with all that stays the same about them.
fn styled(run: &Run, moving: Vec<Value>) -> Vec<Value> {
    let styles = [
        json!({
            "x": places(), "y": places(), "cmin": 0, "cmax": 1, "opacity": 0.94,
            "colorscale": [
                [0.0, "rgb(118,178,222)"], [0.5, "rgb(255,255,255)"], [1.0, "rgb(246,164,84)"],
            ],
            "showscale": false, "name": "output",
            "hovertemplate": "x %{x}, y %{y}: %{z}<extra></extra>",
        }),
        json!({
            "mode": "lines", "name": "output 0.5", "showlegend": false, "hoverinfo": "skip",
            "line": { "color": INK, "width": 5 },
        }),
        json!({
            "mode": "lines", "name": "training loss", "xaxis": "x", "yaxis": "y",
            "line": { "color": BLUE, "width": 2.5 },
        }),
        json!({
            "mode": "lines", "name": "test loss", "xaxis": "x", "yaxis": "y",
            "showlegend": !run.test.is_empty(),
            "line": { "color": ORANGE, "width": 2, "dash": "dash" },
        }),
        json!({
            "mode": "lines", "showlegend": false, "hoverinfo": "skip", "xaxis": "x2", "yaxis": "y2",
            "line": { "color": INK, "width": 1.5 },
        }),
    ];
    let merged = |(mut trace, style): (Value, Value)| {
        let style = style.as_object().expect("a style is an object").clone();
        trace.as_object_mut().expect("a trace is an object").extend(style);
        trace
    };
    moving.into_iter().zip(styles).map(merged).collect()
}

/// What stays: the samples, in space at the height of their targets, and on the plane.
fn standing(run: &Run) -> Vec<Value> {
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
            let name = format!("{kind}: target {target}");
            traces.push(json!({
                "type": "scatter3d", "mode": "markers", "name": name, "x": x, "y": y, "z": z,
                "marker": { "symbol": solid, "size": 3.2, "color": color },
                "hovertemplate": "(%{x}, %{y}), target %{z}<extra></extra>",
            }));
            traces.push(json!({
                "type": "scatter", "mode": "markers", "name": name, "showlegend": false,
                "x": x, "y": y, "xaxis": "x2", "yaxis": "y2", "hoverinfo": "skip",
                "marker": { "symbol": flat, "size": 5, "color": color, "line": { "width": 1.2 } },
            }));
        }
    }
    traces
}

fn layout(title: &str, run: &Run) -> Value {
    let losses = run.records.iter().flat_map(|record| [record.training_loss, record.test_loss]);
    let losses = losses.filter(|loss| *loss > 0.0);
    let (low, high) =
        losses.fold((1.0, 1e-9), |(low, high): (f64, f64), loss| (low.min(loss), high.max(loss)));
    let last_step = run.records[run.records.len() - 1].step.max(2) as f64;
    let axis = |title: &str| {
        json!({
            "title": { "text": title }, "range": [-2, 2], "dtick": 1, "gridcolor": GRID,
            "zeroline": false,
        })
    };
    let at_once = json!({
        "mode": "immediate", "fromcurrent": true, "transition": { "duration": 0 },
        "frame": { "duration": 120, "redraw": true },
    });
    let jump = json!({
        "mode": "immediate", "transition": { "duration": 0 },
        "frame": { "duration": 0, "redraw": true },
    });
    let stop = |record: &Record| {
        let name = record.step.to_string();
        json!({ "label": name, "method": "animate", "args": [[name], jump] })
    };
    let stops: Vec<Value> = run.records.iter().map(stop).collect();
    let plane = |anchor: &str, domain: [f64; 2]| {
        json!({
            "anchor": anchor, "domain": domain, "range": [-2.1, 2.1], "dtick": 1,
            "gridcolor": GRID, "zeroline": false,
        })
    };
    let mut plane_y = plane("x2", [0.0, 0.48]);
    plane_y["scaleanchor"] = json!("x2");
    let lines = "the first layer's lines, z = 0";
    let heading = |text: &str, y: f64| {
        json!({
            "text": text, "showarrow": false, "xref": "paper", "yref": "paper", "x": 0.86, "y": y,
            "xanchor": "center", "yanchor": "bottom",
        })
    };
    json!({
        "title": { "text": title, "x": 0.5, "y": 0.97 },
        "height": 560, "paper_bgcolor": "white", "plot_bgcolor": "white",
        "font": { "color": INK, "size": 12 },
        "margin": { "l": 10, "r": 20, "t": 80, "b": 10 },
        "legend": { "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0.0 },
        "annotations": [heading("mean loss, by the step", 1.0), heading(lines, 0.48)],
        "scene": {
            "domain": { "x": [0.0, 0.62], "y": [0.0, 1.0] },
            "xaxis": axis("x"), "yaxis": axis("y"),
            "zaxis": {
                "title": { "text": "output" }, "range": [-0.02, 1.02], "dtick": 0.25,
                "gridcolor": GRID, "zeroline": false,
            },
            "aspectmode": "manual", "aspectratio": { "x": 1, "y": 1, "z": 0.65 },
            "camera": { "eye": { "x": 0.87, "y": -1.52, "z": 0.78 }, "center": { "x": 0, "y": 0, "z": -0.12 } },
        },
        "xaxis": {
            "anchor": "y", "domain": [0.72, 1.0], "type": "log",
            "range": [-0.3, last_step.log10()], "gridcolor": GRID, "dtick": 1,
        },
        "yaxis": {
            "anchor": "x", "domain": [0.62, 0.96], "type": "log",
            "range": [low.log10() - 0.1, high.log10() + 0.1], "gridcolor": GRID,
            "dtick": 1,
        },
        "xaxis2": plane("y2", [0.72, 1.0]),
        "yaxis2": plane_y,
        "sliders": [{
            "active": run.records.len() - 1, "steps": stops, "x": 0.12, "len": 0.88, "y": -0.12,
            "currentvalue": { "prefix": "after step " }, "pad": { "t": 10 },
        }],
        "updatemenus": [{
            "type": "buttons", "direction": "left", "x": 0.0, "xanchor": "left", "y": -0.12,
            "yanchor": "top", "pad": { "t": 30 }, "showactive": false,
            "buttons": [
                { "label": "▶", "method": "animate", "args": [null, at_once] },
                { "label": "❚❚", "method": "animate", "args": [[null], jump] },
            ],
        }],
    })
}
