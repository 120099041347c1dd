//! Samples of two classes over the plane.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{BLUE, INK, ORANGE, PAPER};
use super::figure::Figure;
use crate::dataset::Sample;
use plotters::style::text_anchor::{HPos, VPos};

/// Samples over the plane: orange discs where the target is above 0.5, blue crosses elsewhere.
///
/// The picture shows [-2, 2]², or more if a sample lies outside.
///
/// # Panics
/// If there are no samples, more than 1000, or one is not finite.
pub fn scatter(title: &str, samples: &[Sample]) -> Figure {
    assert!(!samples.is_empty(), "A scatter plot needs at least 1 sample, but got none.");
    assert!(
        samples.len() <= 1000,
        "A scatter plot shows at most 1000 samples, but got {}; draw some of them.",
        samples.len()
    );
    let mut limit: f64 = 2.0;
    for sample in samples {
        assert!(
            sample.x.is_finite() && sample.y.is_finite() && sample.target.is_finite(),
            "A scatter plot needs finite samples, but one is ({}, {}) with target {}.",
            sample.x,
            sample.y,
            sample.target
        );
        limit = limit.max(sample.x.abs()).max(sample.y.abs());
    }
    let mut figure = Figure::with_axes(
        title,
        &describe(samples),
        plane_axes((-limit * 1.075, limit * 1.075), 26),
    );
    draw_samples(&mut figure, samples);
    figure
}

/// "121 samples: 21 of target 1 as orange discs, 100 of target 0 as blue crosses."
pub(super) fn describe(samples: &[Sample]) -> String {
    let ones = samples.iter().filter(|s| s.target > 0.5).count();
    format!(
        "{} samples: {ones} of target 1 as orange discs, {} of target 0 as blue crosses.",
        samples.len(),
        samples.len() - ones
    )
}

pub(super) fn plane_axes(range: (f64, f64), right: u32) -> Axes {
    Axes {
        x: range,
        y: range,
        x_label: "x".to_string(),
        y_label: "y".to_string(),
        log_y: false,
        plot: (330, 330),
        right,
    }
}

/// The samples and, above the plot, the legend of their marks.
pub(super) fn draw_samples(figure: &mut Figure, samples: &[Sample]) {
    let axes = figure.axes().clone();
    let mut crosses = Canvas::for_lines(BLUE, 1.7, " stroke-linecap=\"round\"");
    let mut discs = Canvas::new("");
    // Marks shrink where they would run together.
    let size = (100.0 / (samples.len() as f64).sqrt()).clamp(1.5, 4.5);
    for sample in samples {
        let at = axes.to_pixels(sample.x, sample.y);
        if sample.target > 0.5 {
            discs.disc(at, size, ORANGE, PAPER);
        } else {
            cross(&mut crosses, at, size);
        }
    }
    let (left, top, right, _) = axes.frame();
    let row = top - 14.0;
    let columns = [left + (right - left) * 0.22, left + (right - left) * 0.60];
    discs.disc((columns[0], row), 4.5, ORANGE, PAPER);
    cross(&mut crosses, (columns[1], row), 4.5);
    let mut words = Canvas::new("");
    for (x, text) in columns.iter().zip(["target 1", "target 0"]) {
        words.text(text, (x + 11.0, row), 13.0, (HPos::Left, VPos::Center), INK);
    }
    for layer in [crosses, discs, words] {
        figure.add(layer);
    }
}

/// One line: down the first stroke, back to the middle, along the second.
fn cross(canvas: &mut Canvas, (x, y): Point, size: f64) {
    let arm = size * 0.75;
    let strokes =
        [(x - arm, y - arm), (x + arm, y + arm), (x, y), (x + arm, y - arm), (x - arm, y + arm)];
    canvas.line(&strokes, BLUE, 1.7);
}
