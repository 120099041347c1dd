//! Bars on a log axis: numbers that are to be compared by their ratios.

use super::canvas::Canvas;
use super::color::{BLUE, GRID, INK};
use super::figure::Figure;
use super::numbers::{plain, power};
use plotters::style::text_anchor::{HPos, VPos};

/// More bars than these would not be read.
const MOST_BARS: usize = 24;

/// Pixels: a bar with the space around it, the bar itself, and the longest bar there may be.
const ROW: f64 = 27.0;
const THICKNESS: f64 = 17.0;
const LENGTH: f64 = 400.0;

/// Above the first bar, below the last one, and right of the axis, for the numbers.
const TOP: f64 = 46.0;
const BOTTOM: f64 = 62.0;
const RIGHT: f64 = 78.0;

/// Named numbers as horizontal bars, one below the other, over a log axis with a label: equal
/// distances for equal ratios. Where a bar begins means nothing; its end does.
///
/// ```
/// use nn_from_scratch::plot::bars;
/// let times = [("by hand", 6.1), ("by framework", 480.0)];
/// let figure = bars("How long it takes", "milliseconds", &times);
/// assert!(figure.html().contains("by hand 6.10; by framework 480."));
/// ```
///
/// # Panics
/// If there are no bars or more than 24, or a number is NaN, infinite, zero or negative.
pub fn bars(title: &str, label: &str, bars: &[(&str, f64)]) -> Figure {
    check(bars);
    let (low, high) = decades(bars);
    // A letter is about 0.55 of its height wide; long names shrink rather than be cut.
    let letters = bars.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0) as f64;
    let letter_size = (260.0 / 0.57 / letters.max(1.0)).min(14.0);
    let left = 22.0 + (0.57 * letter_size * letters).round();
    let bottom = TOP + ROW * bars.len() as f64 + 6.0;
    let size = ((left + LENGTH + RIGHT) as u32, (bottom + BOTTOM) as u32);

    let said: Vec<String> =
        bars.iter().map(|(name, value)| format!("{name} {}", three_digits(*value))).collect();
    let description = format!("{label}, on a log axis: {}.", said.join("; "));
    let mut figure = Figure::new(title, &description, size);
    let end = |logarithm: f64| left + LENGTH * (logarithm - low as f64) / (high - low) as f64;
    draw_axis(&mut figure, label, (low, high), (TOP, bottom), end);

    let mut canvas = Canvas::new("");
    for (i, (name, value)) in bars.iter().enumerate() {
        let middle = TOP + 3.0 + ROW * (i as f64 + 0.5);
        let (from, to) = (middle - THICKNESS / 2.0, middle + THICKNESS / 2.0);
        let x = end(value.log10());
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
            "A bar on a log axis needs a finite number above 0, but “{name}” is {}.",
            plain(*value)
        );
    }
}

/// From a power of 10 that leaves the shortest bar a length to one that holds the longest.
fn decades(bars: &[(&str, f64)]) -> (i32, i32) {
    let logarithms = || bars.iter().map(|(_, value)| value.log10());
    let low = (logarithms().fold(f64::MAX, f64::min) - 0.15).floor() as i32;
    let high = logarithms().fold(f64::MIN, f64::max).ceil() as i32;
    (low, high)
}

/// A line and a number for each power of 10, or for every second or third if there are many.
fn draw_axis(
    figure: &mut Figure,
    label: &str,
    (low, high): (i32, i32),
    (top, bottom): (f64, f64),
    end: impl Fn(f64) -> f64,
) {
    let mut canvas = Canvas::new("");
    let stride = (high - low).unsigned_abs().div_ceil(8) as usize;
    for exponent in (low..=high).step_by(stride) {
        let x = end(exponent as f64);
        canvas.line(&[(x, top), (x, bottom)], GRID, 1.0);
        let center = (HPos::Center, VPos::Center);
        canvas.text(&power(exponent), (x, bottom + 15.0), 13.0, center, INK);
    }
    let (left, right) = (end(low as f64), end(high as f64));
    canvas.line(&[(left, bottom), (right, bottom)], INK, 1.0);
    let middle = ((left + right) / 2.0, bottom + 40.0);
    canvas.text(label, middle, 14.0, (HPos::Center, VPos::Center), INK);
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
