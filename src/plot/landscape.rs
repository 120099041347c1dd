//! A function of any two variables, as a landscape from above.

use super::axes::Axes;
use super::bands::Bands;
use super::color::{BANDS, mix};
use super::contour::Grid;
use super::figure::Figure;
use super::numbers::{Numbers, plain};
use super::range;
use plotters::style::RGBColor;

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
    let grid = Grid::new(f, x, y, 60);
    let (low, high) = range::of_values(grid.values.iter().flatten().copied());
    // A flat function is all valley.
    let top = if range::are_told_apart(low, high) { high } else { low + range::room_for(low) };
    let numbers = Numbers::of((low, top));
    let say = |value: f64| {
        if numbers.are_values() { format!("{value:.4}") } else { numbers.say(value) }
    };
    let description = format!(
        "A function of {} from {} to {} and {} from {} to {}, as bands of colour from its lowest \
         value, {}, light, to its highest, {}, dark.",
        labels.0,
        plain(x.0),
        plain(x.1),
        labels.1,
        plain(y.0),
        plain(y.1),
        say(low),
        say(high)
    );
    let axes = Axes {
        x,
        y,
        x_label: labels.0.to_string(),
        y_label: labels.1.to_string(),
        log_y: false,
        plot: (380, 330),
        right: 100,
    };
    let mut figure = Figure::with_axes(title, &description, axes.clone());
    let bands = Bands { low, high: top, color };
    figure.add(bands.regions(&axes, &grid));
    figure.add(bands.lines(&axes, &grid));
    figure.add(bands.bar(&axes, &[]));
    figure
}

fn color(band: usize) -> RGBColor {
    let t = band as f64 / (BANDS - 1) as f64;
    mix(RGBColor(250, 246, 220), RGBColor(92, 64, 140), t)
}
