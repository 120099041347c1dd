//! Pairs of numbers that should be equal.

use super::canvas::{Canvas, Point};
use super::color::{BLUE, GRID, INK, ORANGE, PAPER};
use super::figure::Figure;
use super::numbers::power;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// More pairs than these would only be a blot.
const MOST_PAIRS: usize = 1000;
/// The axes reach over at most so many powers of ten on each side of 0.
const MOST_POWERS: i32 = 8;
const SIDE: f64 = 320.0;
const LEFT: f64 = 78.0;
const TOP: f64 = 62.0;
/// The numbers at the x axis, in degrees.
const TURNED: f64 = -50.0;
const OPPOSITE: RGBColor = RGBColor(238, 238, 238);

/// Two lists of numbers against each other, such as a gradient and what was measured: each pair a
/// mark, on the diagonal where both are equal. Both axes are logarithmic on either side of 0 and
/// reach over at most eight powers of ten; smaller numbers stand near 0. Where the two have
/// opposite signs, the plot is grey and the marks are blue crosses.
///
/// ```
/// use nn_from_scratch::plot::comparison;
/// comparison("A wrong sign", ("formula", "measured"), &[(0.25, 0.25), (3e-4, -3e-4)]);
/// ```
///
/// # Panics
/// If there are no pairs or more than 1000, or a number is NaN or infinite.
pub fn comparison(title: &str, labels: (&str, &str), pairs: &[(f64, f64)]) -> Figure {
    assert!(
        (1..=MOST_PAIRS).contains(&pairs.len()),
        "A comparison shows 1 to {MOST_PAIRS} pairs, but got {}.",
        pairs.len()
    );
    for (one, other) in pairs {
        assert!(
            one.is_finite() && other.is_finite(),
            "There is nothing to draw: a pair is ({one}, {other})."
        );
    }
    let axis = Axis::of(pairs);
    let opposite = pairs.iter().filter(|pair| are_opposite(pair)).count();
    let description = format!(
        "{} against {}, on axes from {} to {}, logarithmic on either side of 0: {} pairs, \
         {opposite} of them with opposite signs.",
        labels.1,
        labels.0,
        minus(axis.high),
        power(axis.high),
        pairs.len()
    );
    let size = ((LEFT + SIDE + 22.0) as u32, (TOP + SIDE + 66.0) as u32);
    let mut figure = Figure::new(title, &description, size);
    draw_plane(&mut figure, &axis, labels);
    let mut marks = Canvas::new("");
    for pair in pairs {
        let (x, y) = axis.to_pixels(*pair);
        if are_opposite(pair) {
            for (dx, dy) in [(4.5, 4.5), (4.5, -4.5)] {
                marks.line(&[(x - dx, y - dy), (x + dx, y + dy)], BLUE, 2.2);
            }
        } else {
            marks.disc((x, y), 4.5, ORANGE, PAPER);
        }
    }
    figure.add(marks);
    figure
}

fn are_opposite(pair: &(f64, f64)) -> bool {
    pair.0 < 0.0 && pair.1 > 0.0 || pair.0 > 0.0 && pair.1 < 0.0
}

/// From −10^high to 10^high; linear between −10^low and 10^low.
struct Axis {
    low: i32,
    high: i32,
}

impl Axis {
    fn of(pairs: &[(f64, f64)]) -> Axis {
        let sizes = || pairs.iter().flat_map(|pair| [pair.0.abs(), pair.1.abs()]);
        let largest = sizes().fold(0.0, f64::max);
        let smallest = sizes().filter(|size| *size > 0.0).fold(f64::MAX, f64::min);
        if largest == 0.0 {
            return Axis { low: -1, high: 0 };
        }
        let high = largest.log10().ceil() as i32;
        let low = (smallest.log10().floor() as i32).min(high - 1).max(high - MOST_POWERS);
        Axis { low, high }
    }

    /// From −1 to 1.
    fn place(&self, value: f64) -> f64 {
        let beyond_low = value.abs().log10() - self.low as f64;
        let steps = if beyond_low < 0.0 { 10f64.powf(beyond_low) } else { 1.0 + beyond_low };
        steps.copysign(value) / (1 + self.high - self.low) as f64
    }

    fn to_pixels(&self, (x, y): (f64, f64)) -> Point {
        let half = SIDE / 2.0;
        (LEFT + half + half * self.place(x), TOP + half - half * self.place(y))
    }

    /// Each power of ten from low to high, or every second, with its place.
    fn ticks(&self) -> Vec<(f64, String)> {
        let stride = if self.high - self.low > 3 { 2 } else { 1 };
        let mut ticks = vec![(0.0, "0".to_string())];
        for exponent in (self.low..=self.high).rev().step_by(stride) {
            let share = (1 + exponent - self.low) as f64 / (1 + self.high - self.low) as f64;
            ticks.push((share, power(exponent)));
            ticks.push((-share, minus(exponent)));
        }
        ticks
    }
}

fn minus(exponent: i32) -> String {
    format!("-{}", power(exponent))
}

fn draw_plane(figure: &mut Figure, axis: &Axis, labels: (&str, &str)) {
    let (right, bottom, half) = (LEFT + SIDE, TOP + SIDE, SIDE / 2.0);
    let mut plane = Canvas::new("");
    plane.rectangle((LEFT, TOP), (LEFT + half, TOP + half), OPPOSITE);
    plane.rectangle((LEFT + half, TOP + half), (right, bottom), OPPOSITE);
    for (place, name) in axis.ticks() {
        let color = if place == 0.0 { INK } else { GRID };
        let (x, y) = (LEFT + half + half * place, TOP + half - half * place);
        plane.line(&[(x, TOP), (x, bottom)], color, 1.0);
        plane.line(&[(LEFT, y), (right, y)], color, 1.0);
        plane.text(&name, (LEFT - 7.0, y), 12.0, (HPos::Right, VPos::Center), INK);
        plane.text_at_angle(&name, (x, bottom + 22.0), 12.0, TURNED, INK);
    }
    plane.line(&[(LEFT, bottom), (right, TOP)], INK, 1.0);
    let words = "opposite signs";
    let upper = (LEFT + half - 8.0, TOP + 14.0);
    plane.text(words, upper, 13.0, (HPos::Right, VPos::Center), INK);
    let lower = (LEFT + half + 8.0, bottom - 14.0);
    plane.text(words, lower, 13.0, (HPos::Left, VPos::Center), INK);
    let middle = (LEFT + half, TOP + half);
    let center = (HPos::Center, VPos::Center);
    plane.text(labels.0, (middle.0, bottom + 52.0), 14.0, center, INK);
    plane.text_at_angle(labels.1, (20.0, middle.1), 14.0, -90.0, INK);
    figure.add(plane);
}
