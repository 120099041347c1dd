//! Colours that colour-blind readers can tell apart: blue for 0 and minus, orange for 1 and plus.

use plotters::style::RGBColor;

pub(super) const INK: RGBColor = RGBColor(34, 34, 34);
pub(super) const GRID: RGBColor = RGBColor(225, 225, 225);
pub(super) const PAPER: RGBColor = RGBColor(255, 255, 255);
pub(super) const BLUE: RGBColor = RGBColor(0, 84, 156);
pub(super) const ORANGE: RGBColor = RGBColor(190, 72, 0);

/// Curves in the order of their drawing (Okabe and Ito's palette, its readable part).
pub(super) const CURVES: [RGBColor; 5] =
    [BLUE, ORANGE, RGBColor(0, 120, 90), RGBColor(160, 60, 120), INK];

/// How many colours stand between 0 and 1.
pub(super) const BANDS: usize = 20;

/// The band of a value in [0, 1]; values outside belong to the first or last.
pub(super) fn band(value: f64) -> usize {
    // A float cast to an integer stops at 0 by itself.
    ((value * BANDS as f64) as usize).min(BANDS - 1)
}

/// The colour of a band: light blue over white to light orange, so that marks on top stay legible.
pub(super) fn band_color(band: usize) -> RGBColor {
    let t = (band as f64 + 0.5) / BANDS as f64;
    if t < 0.5 {
        mix(RGBColor(118, 178, 222), PAPER, t * 2.0)
    } else {
        mix(PAPER, RGBColor(246, 164, 84), t * 2.0 - 1.0)
    }
}

/// The colour of a number by its sign.
pub(super) fn color_of(value: f64) -> RGBColor {
    if value < 0.0 {
        BLUE
    } else if value > 0.0 {
        ORANGE
    } else {
        INK
    }
}

/// (1 − t) · a + t · b
pub(super) fn mix(a: RGBColor, b: RGBColor, t: f64) -> RGBColor {
    let channel = |a: u8, b: u8| (a as f64 + (b as f64 - a as f64) * t).round() as u8;
    RGBColor(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}
