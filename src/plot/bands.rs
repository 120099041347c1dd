//! Bands of colour between the contour lines of a function, and the bar that explains them.

use super::axes::Axes;
use super::canvas::{Canvas, Point};
use super::color::{BANDS, INK, PAPER};
use super::contour::Grid;
use super::numbers::Numbers;
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
    /// high.
    pub fn regions(&self, axes: &Axes, grid: &Grid) -> Canvas {
        let mut canvas = Canvas::new(" fill-rule=\"evenodd\"");
        let (left, top, right, bottom) = axes.frame();
        canvas.rectangle((left, top), (right, bottom), (self.color)(0));
        for band in 1..BANDS {
            // All loops as one polygon: the way to each loop and back encloses nothing.
            let mut outline: Vec<Point> = Vec::new();
            for points in self.loops(band, axes, grid) {
                outline.extend(points);
                outline.extend(outline.first().copied());
            }
            if !outline.is_empty() {
                canvas.polygon(&outline, (self.color)(band));
            }
        }
        canvas
    }

    /// A thin line between each band and the next.
    pub fn lines(&self, axes: &Axes, grid: &Grid) -> Canvas {
        let mut canvas = Canvas::for_lines(PAPER, 0.6, "");
        for points in (1..BANDS).flat_map(|band| self.loops(band, axes, grid)) {
            canvas.line(&points, PAPER, 0.6);
        }
        canvas
    }

    /// The outlines of the region that is at least as high as a band, in pixels.
    fn loops(&self, band: usize, axes: &Axes, grid: &Grid) -> Vec<Vec<Point>> {
        let outline = |points: Vec<Point>| {
            let closed = points.iter().chain(points.first());
            let pixels: Vec<Point> = closed.map(|&(x, y)| axes.to_pixels(x, y)).collect();
            thinned(&pixels)
        };
        grid.region(self.level(band)).into_iter().map(outline).collect()
    }

    /// The bar of colours right of the plot, with numbers at its quarters, what they stand for if
    /// not for themselves, and a black line at each value that has one in the plot.
    pub fn bar(&self, axes: &Axes, lines_at: &[f64]) -> Canvas {
        let (_, top, right, bottom) = axes.frame();
        let edge = right + axes.right as f64;
        let (left, right) = (right + 24.0, right + 40.0);
        let numbers = Numbers::of((self.low, self.high));
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
            canvas.text(
                &numbers.short(value),
                (right + 8.0, y),
                13.0,
                (HPos::Left, VPos::Center),
                INK,
            );
        }
        if let Some(note) = numbers.note() {
            canvas.text(&note, (edge - 8.0, top - 14.0), 13.0, (HPos::Right, VPos::Center), INK);
        }
        for value in lines_at {
            let y = height((value - self.low) / (self.high - self.low));
            canvas.line(&[(left, y), (right, y)], INK, 1.6);
        }
        canvas
    }
}

/// The points without which the line would move by more than a seventh of a pixel.
fn thinned(points: &[Point]) -> Vec<Point> {
    let mut kept = vec![points[0]];
    let mut from = 0;
    for to in 2..points.len() {
        let between = &points[from + 1..to];
        if between.iter().any(|&point| distance(point, points[from], points[to]) > 0.15) {
            from = to - 1;
            kept.push(points[from]);
        }
    }
    kept.push(points[points.len() - 1]);
    kept
}

/// From a point to the line from a to b, or to a where that is b.
fn distance((x, y): Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return (x - a.0).hypot(y - a.1);
    }
    ((x - a.0) * dy - (y - a.1) * dx).abs() / length
}
