//! A function of the plane in colours, from above.

use super::axes::Axes;
use super::bands::Bands;
use super::canvas::Canvas;
use super::color::{INK, band_color};
use super::contour::Grid;
use super::figure::Figure;
use super::scatter::{describe, draw_samples, plane_axes};
use crate::dataset::Sample;

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
    let bands = Bands { low: 0.0, high: 1.0, color: band_color };
    for cells in CELLS {
        let grid = Grid::new(f, RANGE, RANGE, cells);
        let layers = [bands.regions(&axes, &grid), contour(&axes, &grid)];
        let bytes: usize = layers.iter().map(Canvas::bytes).sum();
        if bytes <= MOST_BYTES || cells == CELLS[CELLS.len() - 1] {
            layers.into_iter().for_each(|layer| figure.add(layer));
            break;
        }
    }
    figure.add(bands.bar(&axes, &[0.5]));
    if !samples.is_empty() {
        draw_samples(&mut figure, samples);
    }
    figure
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
