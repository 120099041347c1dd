//! Curves: functions of one variable, lines through points, and losses over the steps of training.

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

/// How numbers are laid along the axes: equal lengths for equal differences, or, on a logarithmic
/// axis, for equal ratios. What is drawn on a figure with a logarithmic axis is placed by the
/// exponent of 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal differences on both axes.
    Linear,
    /// A logarithmic y axis; what is below 1e-12 is drawn there.
    Log,
    /// A logarithmic x axis.
    LogX,
    /// Two logarithmic axes.
    LogLog,
}

impl Scale {
    fn has_log_x(self) -> bool {
        matches!(self, Scale::LogX | Scale::LogLog)
    }

    fn has_log_y(self) -> bool {
        matches!(self, Scale::Log | Scale::LogLog)
    }

    /// Where x is on its axis.
    fn along(self, x: f64) -> f64 {
        if self.has_log_x() { x.log10() } else { x }
    }
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

/// Named lines through points, with labels for both axes.
///
/// ```
/// use nn_from_scratch::plot::{Scale, lines};
/// let powers = [1.0, 10.0, 100.0].map(|x| (x, x * x));
/// lines("Squares", ("x", "x²"), &[("x²", &powers)], Scale::LogLog);
/// ```
///
/// # Panics
/// If there are no lines or more than 10, one has no points, a number is NaN, infinite or beyond
/// ±1e300, or the x of a point on a logarithmic axis is not above 0.
pub fn lines(
    title: &str,
    labels: (&str, &str),
    lines: &[(&str, &[(f64, f64)])],
    scale: Scale,
) -> Figure {
    for (name, points) in lines {
        assert!(!points.is_empty(), "A line needs at least 1 point, but “{name}” has none.");
        for (x, _) in *points {
            assert!(
                x.is_finite() && (*x > 0.0 || !scale.has_log_x()),
                "There is no place on the axis of {} for {}, which “{name}” has.",
                labels.0,
                plain(*x)
            );
        }
    }
    let x = lines.iter().flat_map(|(_, points)| points.iter().map(|point| scale.along(point.0)));
    let x = around(x);
    let named: Vec<_> = lines.iter().map(|(name, points)| (*name, points.to_vec())).collect();
    draw(title, labels, x, &named, scale)
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
/// linear axis, beyond ±1e300.
pub fn loss_curves(title: &str, histories: &[(&str, &[f64])], scale: Scale) -> Figure {
    let named = histories.iter().map(|(name, losses)| {
        assert!(!losses.is_empty(), "A loss curve needs at least 1 loss, but “{name}” has none.");
        // More points than pixels would only make the picture heavy.
        let stride = losses.len().div_ceil(1000);
        let all = if scale.has_log_x() { 1000 } else { 0 };
        let shown =
            (0..losses.len()).filter(|i| *i < all || i % stride == 0 || i + 1 == losses.len());
        (*name, shown.map(|i| ((i + 1) as f64, losses[i])).collect())
    });
    let steps = histories.iter().map(|(_, losses)| losses.len()).max().unwrap_or(1);
    let first = if scale.has_log_x() { 1.0 } else { 0.0 };
    let x = (scale.along(first), scale.along(steps as f64));
    draw(title, ("step", "mean loss"), x, &named.collect::<Vec<_>>(), scale)
}

/// `x`: from where to where on the axis.
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
    let log_y = scale.has_log_y();
    let height = |y: f64| if log_y { y.max(LOWEST).log10() } else { y };
    let all = || curves.iter().flat_map(|(_, points)| points);
    let mut axes = Axes {
        x,
        y: around(all().map(|point| height(point.1))),
        x_label: labels.0.to_string(),
        y_label: labels.1.to_string(),
        log_x: scale.has_log_x(),
        log_y,
        plot: (500, 300),
        right: 30,
    };
    if axes.log_x && axes.x.1.floor() - axes.x.0.ceil() < 1.0 {
        // Two powers of 10, so that the axis has two numbers.
        axes.x = (axes.x.0.floor(), axes.x.1.ceil().max(axes.x.0.floor() + 1.0));
    }
    if log_y {
        axes.y = (axes.y.0.floor(), axes.y.1.ceil());
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
        let points = points.iter().map(|&(x, y)| axes.to_pixels(scale.along(x), height(y)));
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
