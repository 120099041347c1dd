//! Curves: functions of one variable, and losses over the steps of training.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{CURVES, INK};
use super::figure::Figure;
use super::numbers::{Numbers, on_log_axis, plain};
use super::range;
use plotters::style::text_anchor::{HPos, VPos};

/// More curves than these would not be told apart.
const MOST_CURVES: usize = 10;

/// The lowest value on a log axis, which has no 0.
const LOWEST: f64 = 1e-12;

/// How the loss is laid along its axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal steps for equal differences.
    Linear,
    /// Equal steps for equal ratios; what is below 1e-12 is drawn there.
    Log,
}

/// Named functions of one variable over the range `x`, with labels for both axes.
///
/// ```
/// use nn_from_scratch::{plot::curves, sigmoid};
/// let tanh = |z: f64| z.tanh();
/// let named: [(&str, &dyn Fn(f64) -> f64); 2] = [("σ", &sigmoid), ("tanh", &tanh)];
/// let figure = curves("Two activations", ("z", "value"), (-6.0, 6.0), &named);
/// assert!(figure.html().contains("tanh from -1 at -6 to 1 at 6."));
/// ```
///
/// # Panics
/// If there are no curves or more than 10, the range is empty or its ends are hardly told apart by
/// f64, a function is NaN or infinite in it, or a number is beyond ±1e300.
#[allow(clippy::type_complexity)] // a name for the pair would be one more thing to learn
pub fn curves(
    title: &str,
    labels: (&str, &str),
    x: (f64, f64),
    curves: &[(&str, &dyn Fn(f64) -> f64)],
) -> Figure {
    let x = range::asked_for("A curve needs a range", x);
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
/// ```
/// use nn_from_scratch::plot::{Scale, loss_curves};
/// let (quick, slow) = ([0.5, 0.05, 0.005], [0.5, 0.4, 0.3]);
/// let figure = loss_curves("Two runs", &[("quick", &quick), ("slow", &slow)], Scale::Log);
/// assert!(figure.html().contains("quick from 0.5 at 1 to 0.005 at 3; slow from 0.5 at 1"));
/// ```
///
/// # Panics
/// If there are no histories or more than 10, one is empty, or a loss is NaN or infinite or, on a
/// linear scale, beyond ±1e300.
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
    assert!(
        curves.len() <= MOST_CURVES,
        "A figure of curves shows at most {MOST_CURVES} curves, but got {}; draw some of them.",
        curves.len()
    );
    for (name, points) in curves {
        for (x, y) in points {
            assert!(
                y.is_finite(),
                "There is nothing to draw: at {} = {} the curve “{name}” is {y}.",
                labels.0,
                plain(*x)
            );
        }
    }
    let log_y = scale == Scale::Log;
    let height = |y: f64| if log_y { y.max(LOWEST).log10() } else { y };
    let all = || curves.iter().flat_map(|(_, points)| points);
    let mut axes = Axes {
        x,
        y: around(all().map(|point| height(point.1))),
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
    let numbers = Numbers::of(axes.y);
    let say = |y: f64| if log_y { on_log_axis(y) } else { numbers.say(y) };
    let said = curves.iter().map(|(name, points)| {
        let ((x0, y0), (x1, y1)) = (points[0], points[points.len() - 1]);
        format!("{name} from {} at {} to {} at {}", say(y0), plain(x0), say(y1), plain(x1))
    });
    let said: Vec<String> = said.collect();
    let mut description = format!("{} over {}: {}.", labels.1, labels.0, said.join("; "));
    if log_y && all().any(|point| point.1 < LOWEST) {
        description += &format!(" What is below {LOWEST:e} is drawn there.");
    }
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
    let names: Vec<&str> = curves.iter().map(|(name, _)| *name).collect();
    draw_legend(&mut canvas, &axes, &names);
    figure.add(canvas);
    figure
}

/// A row above the plot, which shrinks rather than be cut.
fn draw_legend(canvas: &mut Canvas, axes: &Axes, names: &[&str]) {
    let (left, top, right, _) = axes.frame();
    let row = top - 14.0;
    let width = |name: &str| 52.0 + 7.5 * name.chars().count() as f64;
    let whole: f64 = names.iter().map(|name| width(name)).sum();
    let size = ((right + axes.right as f64 - left) / whole).min(1.0);
    let mut x = left;
    for (name, color) in names.iter().zip(CURVES.iter().cycle()) {
        canvas.line(&[(x, row), (x + 22.0 * size, row)], *color, 2.2);
        let at = (x + 28.0 * size, row);
        canvas.text(name, at, 13.0 * size, (HPos::Left, VPos::Center), INK);
        x += width(name) * size;
    }
}

/// From the smallest to the largest; for what is as good as constant, with room around it.
fn around(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = range::of_values(values);
    if range::are_told_apart(low, high) {
        return (low, high);
    }
    let middle = low.midpoint(high);
    let half = range::room_for(middle) / 2.0;
    (middle - half, middle + half)
}
