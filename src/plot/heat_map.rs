//! A function of the plane in colours, from above.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{BANDS, INK, band_color};
use super::contour::Grid;
use super::figure::Figure;
use super::scatter::{describe, draw_samples, plane_axes};
use crate::dataset::Sample;
use plotters::style::text_anchor::{HPos, VPos};

/// Cells along each side: the finest of these whose picture stays within `MOST_BYTES`.
const CELLS: [usize; 4] = [80, 56, 40, 28];
const MOST_BYTES: usize = 80_000;

/// A little more than [-2, 2], so that samples on the edge stand inside the picture.
const RANGE: (f64, f64) = (-2.15, 2.15);

/// f over the plane, a little beyond [-2, 2]², in colours from blue (0) over white (0.5) to
/// orange (1), with a black line where it crosses 0.5 and the samples on top (`&[]` for none).
///
/// # Panics
/// If f is NaN or infinite somewhere.
pub fn heat_map(title: &str, f: &dyn Fn(f64, f64) -> f64, samples: &[Sample]) -> Figure {
    let mut description = "The function's value over x and y from -2 to 2, in colours from blue \
                           for 0 over white to orange for 1; a black line where it is 0.5."
        .to_string();
    if !samples.is_empty() {
        description += " On top, ";
        description += &describe(samples);
    }
    let axes = plane_axes(RANGE, 84);
    let mut figure = Figure::with_axes(title, &description, axes.clone());
    for cells in CELLS {
        let grid = Grid::new(f, RANGE, cells);
        let layers = [bands(&axes, &grid), contour(&axes, &grid)];
        let bytes: usize = layers.iter().map(Canvas::bytes).sum();
        if bytes <= MOST_BYTES || cells == CELLS[CELLS.len() - 1] {
            layers.into_iter().for_each(|layer| figure.add(layer));
            break;
        }
    }
    draw_color_bar(&mut figure, &axes);
    if !samples.is_empty() {
        draw_samples(&mut figure, samples);
    }
    figure
}

/// From the lowest band to the highest, each covering the region where f is at least that high.
fn bands(axes: &Axes, grid: &Grid) -> Canvas {
    let mut canvas = Canvas::new(" fill-rule=\"evenodd\"");
    let (left, top, right, bottom) = axes.frame();
    canvas.rectangle((left, top), (right, bottom), band_color(0));
    for band in 1..BANDS {
        // All loops as one polygon: the way to each loop and back encloses nothing.
        let mut outline: Vec<Point> = Vec::new();
        for points in grid.region(band as f64 / BANDS as f64) {
            let points = points.iter().chain(points.first());
            outline.extend(points.map(|&(x, y)| axes.to_pixels(x, y)));
            outline.extend(outline.first().copied());
        }
        if !outline.is_empty() {
            canvas.polygon(&outline, band_color(band));
        }
    }
    canvas
}

fn contour(axes: &Axes, grid: &Grid) -> Canvas {
    let mut canvas = Canvas::for_lines(INK, 1.6, " stroke-linecap=\"round\"");
    for i in 0..grid.cells() {
        for j in 0..grid.cells() {
            for (from, to) in grid.crossings(i, j, 0.5) {
                let ends = [axes.to_pixels(from.0, from.1), axes.to_pixels(to.0, to.1)];
                canvas.line(&ends, INK, 1.6);
            }
        }
    }
    canvas
}

fn draw_color_bar(figure: &mut Figure, axes: &Axes) {
    let (_, top, right, bottom) = axes.frame();
    let (left, right) = (right + 24.0, right + 40.0);
    let height = |value: f64| bottom + (top - bottom) * value;
    let mut canvas = Canvas::new(" shape-rendering=\"crispEdges\"");
    for band in 0..BANDS {
        let (low, high) = (band as f64 / BANDS as f64, (band + 1) as f64 / BANDS as f64);
        canvas.rectangle((left, height(high)), (right, height(low)), band_color(band));
    }
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    canvas.line(&corners, INK, 1.0);
    for value in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = height(value);
        canvas.line(&[(right, y), (right + 4.0, y)], INK, 1.0);
        let at = (right + 8.0, y);
        canvas.text(&value.to_string(), at, 13.0, (HPos::Left, VPos::Center), INK);
    }
    canvas.line(&[(left, height(0.5)), (right, height(0.5))], INK, 1.6);
    figure.add(canvas);
}
