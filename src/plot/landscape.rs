//! A function of any two variables, as a landscape from above.

use super::axes::Axes;
use super::bands::Bands;
use super::color::{BANDS, mix};
use super::contour::Grid;
use super::figure::Figure;
use plotters::style::RGBColor;

/// f over the rectangle `x` × `y` as bands of colour, from its lowest value (light) to its
/// highest (dark), with a contour line between them.
///
/// # Panics
/// If a range is empty, or f is NaN or infinite somewhere.
pub fn landscape(
    title: &str,
    labels: (&str, &str),
    x: (f64, f64),
    y: (f64, f64),
    f: &dyn Fn(f64, f64) -> f64,
) -> Figure {
    for (low, high) in [x, y] {
        assert!(
            low < high && low.is_finite() && high.is_finite(),
            "A landscape needs ranges from a smaller to a larger number, but got {low} to {high}."
        );
    }
    let grid = Grid::new(f, x, y, 60);
    let (low, high) = grid.extremes();
    let description = format!(
        "A function of {} from {} to {} and {} from {} to {}, as bands of colour from its lowest \
         value, {low:.4}, light, to its highest, {high:.4}, dark.",
        labels.0, x.0, x.1, labels.1, y.0, y.1
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
    // A flat function is all valley.
    let high = if low < high { high } else { low + 1.0 };
    let bands = Bands { low, high, color };
    figure.add(bands.regions(&axes, &grid));
    figure.add(bands.lines(&axes, &grid));
    figure.add(bands.bar(&axes, &[]));
    figure
}

fn color(band: usize) -> RGBColor {
    let t = band as f64 / (BANDS - 1) as f64;
    mix(RGBColor(250, 246, 220), RGBColor(92, 64, 140), t)
}
