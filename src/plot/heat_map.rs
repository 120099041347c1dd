//! A function of the plane in colours, from above.

use super::axes::Axes;
use super::bands::Bands;
use super::canvas::Canvas;
use super::color::{INK, band_color};
use super::contour::Grid;
use super::figure::Figure;
use super::scatter::{check, describe, draw_samples, plane_axes};
use crate::dataset::Sample;

/// Cells along each side: the finest of these whose picture stays within `MOST_BYTES`.
const CELLS: [usize; 4] = [80, 56, 40, 28];
const MOST_BYTES: usize = 80_000;

/// A little more than [-2, 2], so that samples on the edge stand inside the picture.
const RANGE: (f64, f64) = (-2.15, 2.15);

/// f over the plane, a little beyond [-2, 2]², in colours from blue (0) over white (0.5) to
/// orange (1), with a black line where it crosses 0.5 and the samples on top (`&[]` for none).
/// Values below 0 have the colour of 0, values above 1 that of 1. Samples outside of the square are
/// not drawn; above it stands how many.
///
/// ```
/// use nn_from_scratch::{article, plot::heat_map, sample_grid, unit_disk};
/// let network = article();
/// let answer = |x: f64, y: f64| network.predict(&[x, y]);
/// let figure = heat_map("Before the training", &answer, &sample_grid(unit_disk, 10));
/// assert!(figure.html().contains("a black line where it is 0.5. On top, 121 samples"));
/// ```
///
/// # Panics
/// If f is NaN or infinite somewhere, there are more than 1000 samples, or one is not finite.
pub fn heat_map(title: &str, f: &dyn Fn(f64, f64) -> f64, samples: &[Sample]) -> Figure {
    check("A heat map", samples);
    let axes = plane_axes(RANGE, 84);
    let bands = Bands { low: 0.0, high: 1.0, color: band_color };
    let drawn = |cells: usize| {
        let grid = Grid::new(f, RANGE, RANGE, cells);
        let layers = [bands.regions(&axes, &grid), contour(&axes, &grid)];
        (grid, layers)
    };
    let fits = |layers: &[Canvas; 2]| layers.iter().map(Canvas::bytes).sum::<usize>() <= MOST_BYTES;
    let [finer @ .., coarsest] = CELLS;
    let (grid, layers) = finer
        .into_iter()
        .map(drawn)
        .find(|(_, layers)| fits(layers))
        .unwrap_or_else(|| drawn(coarsest));

    let inside: Vec<Sample> = samples.iter().copied().filter(is_inside).collect();
    let mut description = "The function's value over x and y from -2 to 2, in colours from blue \
                           for 0 over white to orange for 1; a black line where it is 0.5."
        .to_string();
    if grid.leaves_0_to_1() {
        description += " Values below 0 have the colour of 0, values above 1 that of 1.";
    }
    if !samples.is_empty() {
        description += " On top, ";
        description += &describe(&inside, samples.len());
    }
    let mut figure = Figure::with_axes(title, &description, axes.clone());
    layers.into_iter().for_each(|layer| figure.add(layer));
    figure.add_bar(bands.bar(&axes, &[0.5]));
    if !samples.is_empty() {
        draw_samples(&mut figure, &inside, samples.len());
    }
    figure
}

fn is_inside(sample: &Sample) -> bool {
    [sample.x, sample.y].iter().all(|place| (RANGE.0..=RANGE.1).contains(place))
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
