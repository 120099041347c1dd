//! Curves: functions of one variable, and losses over the steps of training.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{CURVES, INK};
use super::figure::Figure;
use plotters::style::text_anchor::{HPos, VPos};

/// How the loss is laid along its axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal steps for equal differences.
    Linear,
    /// Equal steps for equal ratios.
    Log,
}

/// Named functions of one variable over the range `x`, with labels for both axes.
///
/// # Panics
/// If there are no curves, the range is empty, or a function is NaN or infinite in it.
#[allow(clippy::type_complexity)] // a name for the pair would be one more thing to learn
pub fn curves(
    title: &str,
    labels: (&str, &str),
    x: (f64, f64),
    curves: &[(&str, &dyn Fn(f64) -> f64)],
) -> Figure {
    assert!(
        x.0 < x.1 && x.0.is_finite() && x.1.is_finite(),
        "A curve needs a range from a smaller to a larger number, but got {} to {}.",
        x.0,
        x.1
    );
    let named = curves.iter().map(|(name, f)| {
        let point = |k: i32| {
            let x = x.0 + (x.1 - x.0) * k as f64 / 400.0;
            (x, f(x))
        };
        (*name, (0..=400).map(point).collect())
    });
    draw(title, labels, x, &named.collect::<Vec<_>>(), Scale::Linear)
}

/// Named histories of the loss, step by step.
///
/// # Panics
/// If there are no histories, one is empty, or a loss is NaN or infinite.
pub fn loss_curves(title: &str, histories: &[(&str, &[f64])], scale: Scale) -> Figure {
    let named = histories.iter().map(|(name, losses)| {
        assert!(!losses.is_empty(), "A loss curve needs at least 1 loss, but “{name}” has none.");
        // More points than pixels would only make the picture heavy.
        let stride = losses.len().div_ceil(1000);
        let shown = (0..losses.len()).filter(|i| i % stride == 0 || i + 1 == losses.len());
        (*name, shown.map(|i| ((i + 1) as f64, losses[i])).collect())
    });
    let steps = histories.iter().map(|(_, losses)| losses.len()).max();
    let x = (0.0, steps.unwrap_or(1) as f64);
    draw(title, ("step", "mean loss"), x, &named.collect::<Vec<_>>(), scale)
}

fn draw(
    title: &str,
    labels: (&str, &str),
    x: (f64, f64),
    curves: &[(&str, Vec<Point>)],
    scale: Scale,
) -> Figure {
    assert!(!curves.is_empty(), "A figure of curves needs at least 1 curve, but got none.");
    for (name, points) in curves {
        for (x, y) in points {
            assert!(
                y.is_finite(),
                "There is nothing to draw: at {} = {x} the curve “{name}” is {y}.",
                labels.0
            );
        }
    }
    let log_y = scale == Scale::Log;
    let height = |y: f64| if log_y { y.max(1e-12).log10() } else { y };
    let all = || curves.iter().flat_map(|(_, points)| points);
    let mut axes = Axes {
        x,
        y: range(all().map(|point| height(point.1))),
        x_label: labels.0.to_string(),
        y_label: labels.1.to_string(),
        log_y,
        plot: (500, 300),
        right: 30,
    };
    if log_y {
        axes.y = (axes.y.0.floor(), axes.y.1.ceil().max(axes.y.0.floor() + 1.0));
    } else {
        let margin = (axes.y.1 - axes.y.0) * 0.05;
        axes.y = (axes.y.0 - margin, axes.y.1 + margin);
    }
    let figure_of = |y: f64| format!("{}", (y * 1e4).round() / 1e4);
    let said = curves.iter().map(|(name, points)| {
        let ((x0, y0), (x1, y1)) = (points[0], points[points.len() - 1]);
        format!("{name} from {} at {x0} to {} at {x1}", figure_of(y0), figure_of(y1))
    });
    let said: Vec<String> = said.collect();
    let description = format!("{} over {}: {}.", labels.1, labels.0, said.join("; "));
    let mut figure = Figure::with_axes(title, &description, axes.clone());
    let mut canvas = Canvas::new(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
    for ((_, points), color) in curves.iter().zip(CURVES.iter().cycle()) {
        let points = points.iter().map(|&(x, y)| axes.to_pixels(x, height(y)));
        let points: Vec<Point> = points.collect();
        if let [single] = points[..] {
            canvas.disc(single, 3.5, *color, *color);
        }
        canvas.line(&points, *color, 2.2);
    }
    let (left, top, ..) = axes.frame();
    let mut x = left;
    for ((name, _), color) in curves.iter().zip(CURVES.iter().cycle()) {
        let row = top - 14.0;
        canvas.line(&[(x, row), (x + 22.0, row)], *color, 2.2);
        canvas.text(name, (x + 28.0, row), 13.0, (HPos::Left, VPos::Center), INK);
        x += 52.0 + 7.5 * name.chars().count() as f64;
    }
    figure.add(canvas);
    figure
}

/// From the smallest to the largest, never empty.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low < high { (low, high) } else { (low - 0.5, high + 0.5) }
}
