//! Bars: numbers that are to be compared by their ratios.

use super::canvas::Canvas;
use super::color::{BLUE, GRID, INK};
use super::figure::Figure;
use super::numbers::{plain, power};
use plotters::style::text_anchor::{HPos, VPos};

/// More bars than these would not be read.
const MOST_BARS: usize = 24;

/// From this ratio of the longest bar to the shortest on, a linear axis would hide the shortest.
const FAR_APART: f64 = 50.0;

/// Pixels: a bar with the space around it, the bar itself, and the longest bar there may be.
const ROW: f64 = 27.0;
const THICKNESS: f64 = 17.0;
const LENGTH: f64 = 400.0;

/// Above the first bar, below the last one, and right of the axis, for the numbers.
const TOP: f64 = 46.0;
const BOTTOM: f64 = 62.0;
const RIGHT: f64 = 78.0;

/// Named numbers as horizontal bars, one below the other, over an axis with a label. The axis begins
/// at 0; but where the largest number is 50 times the smallest or more, it is a log axis, with equal
/// distances for equal ratios. Where a bar begins means nothing then; its end does.
///
/// ```
/// use nn_from_scratch::plot::bars;
/// let times = [("by hand", 6.1), ("by framework", 480.0)];
/// let figure = bars("How long it takes", "milliseconds", &times);
/// assert!(figure.html().contains("on a log axis: by hand 6.10; by framework 480."));
/// ```
///
/// # Panics
/// If there are no bars or more than 24, or a number is NaN, infinite, zero or negative.
pub fn bars(title: &str, label: &str, bars: &[(&str, f64)]) -> Figure {
    check(bars);
    let axis = Axis::of(bars);
    // A letter is about 0.55 of its height wide; long names shrink rather than be cut.
    let letters = bars.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0) as f64;
    let letter_size = (260.0 / 0.57 / letters.max(1.0)).min(14.0);
    let left = 22.0 + (0.57 * letter_size * letters).round();
    let bottom = TOP + ROW * bars.len() as f64 + 6.0;
    let size = ((left + LENGTH + RIGHT) as u32, (bottom + BOTTOM) as u32);

    let said: Vec<String> =
        bars.iter().map(|(name, value)| format!("{name} {}", three_digits(*value))).collect();
    let log = if matches!(axis, Axis::Log { .. }) { ", on a log axis" } else { "" };
    let description = format!("{label}{log}: {}.", said.join("; "));
    let mut figure = Figure::new(title, &description, size);
    draw_axis(&mut figure, label, &axis.ticks(), left, bottom);

    let mut canvas = Canvas::new("");
    for (i, (name, value)) in bars.iter().enumerate() {
        let middle = TOP + 3.0 + ROW * (i as f64 + 0.5);
        let (from, to) = (middle - THICKNESS / 2.0, middle + THICKNESS / 2.0);
        let x = left + LENGTH * axis.place(*value);
        canvas.rectangle((left, from), (x, to), BLUE);
        canvas.text(name, (left - 9.0, middle), letter_size, (HPos::Right, VPos::Center), INK);
        let number = three_digits(*value);
        canvas.text(&number, (x + 6.0, middle), 14.0, (HPos::Left, VPos::Center), INK);
    }
    canvas.line(&[(left, TOP), (left, bottom)], INK, 1.0);
    figure.add(canvas);
    figure
}

fn check(bars: &[(&str, f64)]) {
    assert!(!bars.is_empty(), "A figure of bars needs at least 1 bar, but got none.");
    assert!(
        bars.len() <= MOST_BARS,
        "A figure of bars shows at most {MOST_BARS} bars, but got {}; draw some of them.",
        bars.len()
    );
    for (name, value) in bars {
        assert!(
            value.is_finite() && *value > 0.0,
            "A bar needs a finite number above 0, but “{name}” is {}.",
            plain(*value)
        );
    }
}

/// How numbers are laid along the axis.
enum Axis {
    /// From 0, with ticks at the multiples of `digit` · 10^`exponent`.
    Linear { digit: u32, exponent: i32, ticks: u32 },
    /// From one power of 10 to another.
    Log { low: i32, high: i32 },
}

impl Axis {
    fn of(bars: &[(&str, f64)]) -> Axis {
        let least = bars.iter().map(|(_, value)| *value).fold(f64::MAX, f64::min);
        let most = bars.iter().map(|(_, value)| *value).fold(0.0, f64::max);
        let exponent = most.log10().floor() as i32;
        // Beyond these, a tick could be infinite or 0.
        if most / least >= FAR_APART || exponent.abs() > 300 {
            // The shortest bar keeps a length.
            let low = (least.log10() - 0.15).floor() as i32;
            return Axis::Log { low, high: most.log10().ceil() as i32 };
        }
        // At most six ticks besides 0.
        let steps = [(2, exponent - 1), (5, exponent - 1), (1, exponent), (2, exponent)];
        let fits = |step: &(u32, i32)| most / decimal(step.0, step.1) <= 6.0;
        let (digit, exponent) = steps.into_iter().find(fits).unwrap_or((2, exponent));
        let ticks = (most / decimal(digit, exponent)).ceil().max(1.0) as u32;
        Axis::Linear { digit, exponent, ticks }
    }

    /// A number's place, as a share of the axis's length.
    fn place(&self, value: f64) -> f64 {
        match *self {
            Axis::Linear { digit, exponent, ticks } => value / decimal(ticks * digit, exponent),
            Axis::Log { low, high } => (value.log10() - low as f64) / (high - low) as f64,
        }
    }

    /// Numbers at their places. On a log axis these are the powers of 10, or every second or third if
    /// there are many.
    fn ticks(&self) -> Vec<(f64, String)> {
        match *self {
            Axis::Linear { digit, exponent, ticks } => {
                let place = |i: u32| f64::from(i) / f64::from(ticks);
                let number = |i: u32| plain(decimal(i * digit, exponent));
                (0..=ticks).map(|i| (place(i), number(i))).collect()
            }
            Axis::Log { low, high } => {
                let stride = (high - low).unsigned_abs().div_ceil(8) as usize;
                let place = |exponent: i32| (exponent - low) as f64 / (high - low) as f64;
                let exponents = (low..=high).step_by(stride);
                exponents.map(|exponent| (place(exponent), power(exponent))).collect()
            }
        }
    }
}

/// number · 10^exponent, as near to it as f64 comes.
fn decimal(number: u32, exponent: i32) -> f64 {
    if exponent < 0 {
        f64::from(number) / 10f64.powi(-exponent)
    } else {
        f64::from(number) * 10f64.powi(exponent)
    }
}

/// A line and a number for each tick, and the label.
fn draw_axis(figure: &mut Figure, label: &str, ticks: &[(f64, String)], left: f64, bottom: f64) {
    let mut canvas = Canvas::new("");
    let center = (HPos::Center, VPos::Center);
    for (place, number) in ticks {
        let x = left + LENGTH * place;
        canvas.line(&[(x, TOP), (x, bottom)], GRID, 1.0);
        canvas.text(number, (x, bottom + 15.0), 13.0, center, INK);
    }
    let right = left + LENGTH;
    canvas.line(&[(left, bottom), (right, bottom)], INK, 1.0);
    canvas.text(label, (left.midpoint(right), bottom + 40.0), 14.0, center, INK);
    figure.add(canvas);
}

/// Three significant digits: 0.0123, 1.23, 12.3, 1230; 1.23e7 where that would be long.
fn three_digits(value: f64) -> String {
    let short = format!("{value:.2e}");
    let exponent = short.split_once('e').and_then(|(_, digits)| digits.parse::<i32>().ok());
    let rounded: f64 = short.parse().unwrap_or(value);
    match exponent {
        Some(exponent @ -4..=5) => format!("{rounded:.*}", (2 - exponent).max(0) as usize),
        _ => short,
    }
}
