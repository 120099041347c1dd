//! The view of a run: the network's output as a surface to turn with the mouse, and a slider through
//! the training; beside it, the loss so far and the lines of the first hidden layer.
//!
//! It is JSON that plotly draws in JupyterLab and VS Code; where no script can draw it, the same
//! output shows a still picture.

use super::experiment::Run;
use super::plotly;
use crate::plot::{Figure, heat_map};

/// A view; as the last expression of a cell, it shows itself.
#[derive(Clone, Debug)]
pub struct View {
    plotly: String,
    still: Figure,
}

/// The view of a run.
///
/// ```
/// use nn_from_scratch::{laboratory::{Experiment, view}, sample_grid, unit_disk};
///
/// let experiment = Experiment { steps: 20, ..Experiment::default() };
/// let run = experiment.run(&sample_grid(unit_disk, 10), &[]);
/// let view = view("The first 20 steps", &run);
/// assert!(view.json().starts_with('{'));
/// assert!(view.still().svg().contains("after 20 steps"));
/// ```
///
/// # Panics
/// If the network does not take 2 inputs.
pub fn view(title: &str, run: &Run) -> View {
    View { plotly: plotly::figure(title, run).to_string(), still: still(title, run) }
}

impl View {
    /// The interactive figure, in plotly's JSON.
    pub fn json(&self) -> &str {
        &self.plotly
    }

    /// The still figure for viewers without scripts: the network's output at four steps.
    pub fn still(&self) -> &Figure {
        &self.still
    }

    /// Shows the view in a notebook: the kernel calls this for a cell's last expression.
    pub fn evcxr_display(&self) {
        println!(
            "EVCXR_BEGIN_CONTENT application/vnd.plotly.v1+json\n{}\nEVCXR_END_CONTENT",
            self.plotly
        );
        self.still.evcxr_display();
    }
}

/// From above: at the start, at two steps between, and at the end, where the samples are shown.
fn still(title: &str, run: &Run) -> Figure {
    let last = run.records.len() - 1;
    let mut shown = vec![0, last / 2, last * 3 / 4, last];
    shown.dedup();
    let parts: Vec<Figure> = shown
        .iter()
        .map(|&record| {
            let network = run.network(record);
            let samples = if record == last { run.shown() } else { &[] };
            let title = format!("after {} steps", run.records[record].step);
            heat_map(&title, &|x, y| network.predict(&[x, y]), samples)
        })
        .collect();
    Figure::side_by_side(title, &parts, 2)
}
