//! Bands of colour between the contour lines of a function, and the bar that explains them.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{BANDS, INK};
use super::contour::Grid;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// Values from `low` to `high`, in `BANDS` colours.
pub(super) struct Bands {
    pub low: f64,
    pub high: f64,
    pub color: fn(usize) -> RGBColor,
}

impl Bands {
    /// The lowest value of a band.
    fn level(&self, band: usize) -> f64 {
        self.low + (self.high - self.low) * band as f64 / BANDS as f64
    }

    /// From the lowest band to the highest, each covering the region where f is at least that
    /// high. `attributes` as in [`Canvas::new`].
    pub fn regions(&self, axes: &Axes, grid: &Grid, attributes: &str) -> Canvas {
        let mut canvas = Canvas::new(&format!(" fill-rule=\"evenodd\"{attributes}"));
        let (left, top, right, bottom) = axes.frame();
        canvas.rectangle((left, top), (right, bottom), (self.color)(0));
        for band in 1..BANDS {
            // All loops as one polygon: the way to each loop and back encloses nothing.
            let mut outline: Vec<Point> = Vec::new();
            for points in grid.region(self.level(band)) {
                let points = points.iter().chain(points.first());
                outline.extend(points.map(|&(x, y)| axes.to_pixels(x, y)));
                outline.extend(outline.first().copied());
            }
            if !outline.is_empty() {
                canvas.polygon(&outline, (self.color)(band));
            }
        }
        canvas
    }

    /// The bar of colours right of the plot, with numbers at its quarters.
    pub fn bar(&self, axes: &Axes) -> Canvas {
        let (_, top, right, bottom) = axes.frame();
        let (left, right) = (right + 24.0, right + 40.0);
        let height = |share: f64| bottom + (top - bottom) * share;
        let mut canvas = Canvas::new(" shape-rendering=\"crispEdges\"");
        for band in 0..BANDS {
            let (low, high) = (band as f64 / BANDS as f64, (band + 1) as f64 / BANDS as f64);
            canvas.rectangle((left, height(high)), (right, height(low)), (self.color)(band));
        }
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        canvas.line(&corners, INK, 1.0);
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let (y, value) = (height(share), self.low + (self.high - self.low) * share);
            canvas.line(&[(right, y), (right + 4.0, y)], INK, 1.0);
            // Four decimals, without the zeros at their end.
            let number = ((value * 1e4).round() / 1e4).to_string();
            canvas.text(&number, (right + 8.0, y), 13.0, (HPos::Left, VPos::Center), INK);
        }
        canvas
    }
}
