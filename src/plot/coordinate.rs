//! A coordinate of a chart, for points however far outside.

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::coord::types::RangedCoordf64;
use std::ops::Range;

/// plotters' coordinate of an axis, except that a point far outside ends where plotters draws all
/// that is outside, at the axes' edge: its own sum of pixels would overflow.
#[derive(Clone)]
pub struct Coordinate(RangedCoordf64);

impl Coordinate {
    pub(super) fn new((low, high): (f64, f64)) -> Coordinate {
        Coordinate((low..high).into())
    }
}

impl Ranged for Coordinate {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, pixels: (i32, i32)) -> i32 {
        let Range { start, end } = self.0.range();
        let far = 9.0 * (end - start);
        // plotters has its own way with what is not finite.
        let near = if value.is_finite() { value.clamp(start - far, end + far) } else { *value };
        self.0.map(&near, pixels)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        self.0.key_points(hint)
    }

    fn range(&self) -> Range<f64> {
        self.0.range()
    }
}
