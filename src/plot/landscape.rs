//! A function of any two variables, as a landscape from above.

use super::axes::Axes;
use super::bands::Bands;
use super::canvas::Canvas;
use super::color::{BANDS, mix};
use super::contour::Grid;
use super::figure::Figure;
use super::numbers::{Numbers, plain};
use super::range;
use plotters::style::RGBColor;

/// Cells along each side: the finest of these up to which pictures stay within `MOST_BYTES`.
const CELLS: [usize; 3] = [30, 60, 120];
const MOST_BYTES: usize = 90_000;

/// f over the rectangle `x` × `y` as bands of colour, from its lowest value (light) to its
/// highest (dark), with a contour line between them.
///
/// ```
/// use nn_from_scratch::plot::landscape;
/// let loss = |w: f64, b: f64| (w - 1.0) * (w - 1.0) + b * b;
/// let figure = landscape("A bowl", ("w", "b"), (-1.0, 3.0), (-2.0, 2.0), &loss);
/// assert!(figure.html().contains("its lowest value, 0.0000, light, to its highest, 8.0000, dark"));
/// ```
///
/// # Panics
/// If a range is empty or its ends are hardly told apart by f64, f is NaN or infinite somewhere, or
/// a number is beyond ±1e300.
pub fn landscape(
    title: &str,
    labels: (&str, &str),
    x: (f64, f64),
    y: (f64, f64),
    f: &dyn Fn(f64, f64) -> f64,
) -> Figure {
    let [x, y] = [x, y].map(|range| range::asked_for("A landscape needs ranges", range));
    let axes = Axes {
        x,
        y,
        x_label: labels.0.to_string(),
        y_label: labels.1.to_string(),
        log_x: false,
        log_y: false,
        plot: (360, 360),
        right: 100,
    };
    let drawn = |cells: usize| {
        let grid = Grid::new(f, x, y, cells);
        let (low, high) = range::of_values(grid.values.iter().flatten().copied());
        // A flat function is all valley.
        let flat = !range::are_told_apart(low, high);
        let bands =
            Bands { low, high: if flat { low + range::room_for(low) } else { high }, color };
        let layers = [bands.regions(&axes, &grid), bands.lines(&axes, &grid)];
        (high, bands, layers)
    };
    let fits = |layers: &[Canvas; 2]| layers.iter().map(Canvas::bytes).sum::<usize>() <= MOST_BYTES;
    let [coarsest, finer @ ..] = CELLS;
    let (high, bands, layers) = finer
        .into_iter()
        .map(drawn)
        .take_while(|(_, _, layers)| fits(layers))
        .last()
        .unwrap_or_else(|| drawn(coarsest));
    let numbers = Numbers::of((bands.low, bands.high));
    let say = |value: f64| {
        if numbers.are_values() { format!("{value:.4}") } else { numbers.say(value) }
    };
    let description = format!(
        "{}, as bands of colour from its lowest value, {}, light, to its highest, {}, dark.",
        over(labels, x, y),
        say(bands.low),
        say(high)
    );
    let mut figure = Figure::with_axes(title, &description, axes.clone());
    layers.into_iter().for_each(|layer| figure.add(layer));
    figure.add(bands.bar(&axes, &[]));
    figure
}

/// What is drawn, in words.
pub(super) fn over(labels: (&str, &str), x: (f64, f64), y: (f64, f64)) -> String {
    let ends = |label: &str, range: (f64, f64)| {
        format!("{label} from {} to {}", plain(range.0), plain(range.1))
    };
    format!("A function of {} and {}", ends(labels.0, x), ends(labels.1, y))
}

/// From light for the lowest band to dark for the highest.
pub(super) fn color(band: usize) -> RGBColor {
    let t = band as f64 / (BANDS - 1) as f64;
    mix(RGBColor(250, 246, 220), RGBColor(92, 64, 140), t)
}
