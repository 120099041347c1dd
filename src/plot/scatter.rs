//! Samples of two classes over the plane.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{BLUE, GRID, INK, ORANGE, PAPER};
use super::figure::Figure;
use super::numbers::plain;
use super::range;
use crate::dataset::Sample;
use plotters::style::text_anchor::{HPos, VPos};

/// More marks than these run together.
const MOST_SAMPLES: usize = 1000;

/// A grid of more lines would be a grey surface.
const MOST_LINES: usize = 31;

/// Samples over the plane: orange discs where the target is above 0.5, blue crosses elsewhere.
///
/// The picture shows [-2, 2]², or more if a sample lies outside. Where the samples are all the points
/// of a grid, its lines are drawn, too.
///
/// ```
/// use nn_from_scratch::{plot::scatter, sample_grid, unit_disk};
/// let figure = scatter("The samples", &sample_grid(unit_disk, 10));
/// assert!(figure.html().contains("121 samples: 21 of target 1 as orange discs"));
/// ```
///
/// # Panics
/// If there are no samples, more than 1000, or one is not finite or beyond ±1e300.
pub fn scatter(title: &str, samples: &[Sample]) -> Figure {
    assert!(!samples.is_empty(), "A scatter plot needs at least 1 sample, but got none.");
    check("A scatter plot", samples);
    let (low, high) = range::of_values(samples.iter().flat_map(Sample::inputs));
    let limit = high.max(-low).max(2.0);
    let description = describe(samples, samples.len());
    let axes = plane_axes((-limit * 1.075, limit * 1.075), 26);
    let grid = grid(samples);
    let mut figure = Figure::over(title, &description, axes.clone(), grid.is_none());
    if let Some([xs, ys]) = grid {
        let (low, high) = axes.x;
        let mut lines = Canvas::for_lines(GRID, 1.0, "");
        for x in xs {
            lines.line(&[axes.to_pixels(x, low), axes.to_pixels(x, high)], GRID, 1.0);
        }
        for y in ys {
            lines.line(&[axes.to_pixels(low, y), axes.to_pixels(high, y)], GRID, 1.0);
        }
        figure.add(lines);
    }
    draw_samples(&mut figure, samples, samples.len());
    figure
}

/// The x and the y of the grid's lines, if the samples are all of its points.
fn grid(samples: &[Sample]) -> Option<[Vec<f64>; 2]> {
    let mut points: Vec<[f64; 2]> = samples.iter().map(Sample::inputs).collect();
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    let lines = [0, 1].map(|axis| {
        let mut places: Vec<f64> = points.iter().map(|point| point[axis]).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        places
    });
    // So many different points on so many lines leave no crossing out.
    let is_whole = points.len() == lines[0].len() * lines[1].len();
    let is_drawn = lines.iter().all(|places| (2..=MOST_LINES).contains(&places.len()));
    (is_whole && is_drawn).then_some(lines)
}

/// # Panics
/// If there are more samples than a picture shows, or one is not finite.
pub(super) fn check(picture: &str, samples: &[Sample]) {
    assert!(
        samples.len() <= MOST_SAMPLES,
        "{picture} shows at most {MOST_SAMPLES} samples, but got {}; draw some of them.",
        samples.len()
    );
    for Sample { x, y, target } in samples {
        assert!(
            [x, y, target].iter().all(|number| number.is_finite()),
            "{picture} needs finite samples, but one is ({}, {}) with target {}.",
            plain(*x),
            plain(*y),
            plain(*target)
        );
    }
}

/// "121 samples: 21 of target 1 as orange discs, 100 of target 0 as blue crosses." Of `all` samples
/// some may be outside of the picture.
pub(super) fn describe(shown: &[Sample], all: usize) -> String {
    let outside = all - shown.len();
    if shown.is_empty() {
        return format!("none of the {all} samples: all lie outside of the picture.");
    }
    let ones = shown.iter().filter(|s| s.target > 0.5).count();
    let [one, zero] = classes(shown);
    let (of, rest) = if outside > 0 {
        (format!(" of {all}"), format!("; {outside} more lie outside of the picture"))
    } else {
        (String::new(), String::new())
    };
    format!(
        "{}{of} samples: {ones} of {one} as orange discs, {} of {zero} as blue crosses{rest}.",
        shown.len(),
        shown.len() - ones
    )
}

/// The classes' names: their target, if all samples of a class have the same, 1 or 0.
fn classes(samples: &[Sample]) -> [&'static str; 2] {
    if samples.iter().all(|sample| [0.0, 1.0].contains(&sample.target)) {
        ["target 1", "target 0"]
    } else {
        ["target > 0.5", "target ≤ 0.5"]
    }
}

pub(super) fn plane_axes(range: (f64, f64), right: u32) -> Axes {
    Axes {
        x: range,
        y: range,
        x_label: "x".to_string(),
        y_label: "y".to_string(),
        log_x: false,
        log_y: false,
        plot: (330, 330),
        right,
    }
}

/// The samples and, above the plot, the legend of their marks; of `all` samples some may be
/// outside.
pub(super) fn draw_samples(figure: &mut Figure, samples: &[Sample], all: usize) {
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
    let outside = all - samples.len();
    // Further left where a word about the rest has to stand beside them.
    let shares = if outside > 0 { [0.02, 0.36] } else { [0.22, 0.60] };
    let columns = shares.map(|share| left + (right - left) * share);
    let mut words = Canvas::new("");
    if !samples.is_empty() {
        discs.disc((columns[0], row), 4.5, ORANGE, PAPER);
        cross(&mut crosses, (columns[1], row), 4.5);
        for (x, text) in columns.iter().zip(classes(samples)) {
            words.text(text, (x + 11.0, row), 13.0, (HPos::Left, VPos::Center), INK);
        }
    }
    if outside > 0 {
        let at = (right + axes.right as f64 - 8.0, row);
        words.text(&outside_words(outside, all), at, 13.0, (HPos::Right, VPos::Center), INK);
    }
    for layer in [crosses, discs, words] {
        figure.add(layer);
    }
}

/// What a picture says of samples that it does not show.
pub(crate) fn outside_words(outside: usize, all: usize) -> String {
    format!("{outside} of {all} samples outside")
}

/// One line: down the first stroke, back to the middle, along the second.
fn cross(canvas: &mut Canvas, (x, y): Point, size: f64) {
    let arm = size * 0.75;
    let strokes =
        [(x - arm, y - arm), (x + arm, y + arm), (x, y), (x + arm, y - arm), (x - arm, y + arm)];
    canvas.line(&strokes, BLUE, 1.7);
}
