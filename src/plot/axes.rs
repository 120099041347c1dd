//! Axes of a 2-D figure: ranges, labels, and where a point of the plane is in pixels.

use super::canvas::Point;
use super::color::{GRID, INK};
use super::coordinate::Coordinate;
use super::numbers::{Numbers, power, tick};
use plotters::coord::Shift;
use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;

/// plotters' chart over the axes of a 2-D figure.
pub type Chart<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<Coordinate, Coordinate>>;

/// Space around the plot, in pixels: above it; left of it, for numbers and label; below it; and at
/// the figure's left edge.
const TOP: u32 = 64;
const LEFT: u32 = 60;
/// More of it for each letter of a number beyond four.
const LETTER: u32 = 9;
const EDGE: u32 = 10;
const BOTTOM: u32 = 52;

#[derive(Clone, Debug)]
pub(super) struct Axes {
    /// Both ranges are checked: see `range`.
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub x_label: String,
    pub y_label: String,
    /// The numbers at the x axis are exponents of 10.
    pub log_x: bool,
    /// The numbers at the y axis are exponents of 10.
    pub log_y: bool,
    /// The plot itself, in pixels.
    pub plot: (u32, u32),
    /// Space right of the plot, in pixels.
    pub right: u32,
}

impl Axes {
    /// The size of a figure with these axes, in pixels.
    pub fn figure_size(&self) -> (u32, u32) {
        (EDGE + self.left() + self.plot.0 + self.right, TOP + self.plot.1 + BOTTOM + EDGE)
    }

    /// Where the plot is in the figure: left, top, right, bottom.
    pub fn frame(&self) -> (f64, f64, f64, f64) {
        let (width, height) = (self.plot.0 as f64, self.plot.1 as f64);
        let (left, top) = ((EDGE + self.left()) as f64, TOP as f64);
        (left, top, left + width, top + height)
    }

    /// Space for the y axis's numbers and its label.
    fn left(&self) -> u32 {
        let range = numbers(self.log_y, self.y).range(self.y);
        let shown = Coordinate::new(range).key_points(most_numbers(self.log_y));
        let letters = shown.iter().map(|number| written(self.log_y, number).len());
        LEFT + LETTER * letters.max().unwrap_or(0).saturating_sub(4) as u32
    }

    pub fn to_pixels(&self, x: f64, y: f64) -> Point {
        let (left, top, right, bottom) = self.frame();
        (
            left + (x - self.x.0) / (self.x.1 - self.x.0) * (right - left),
            bottom + (y - self.y.0) / (self.y.1 - self.y.0) * (top - bottom),
        )
    }

    /// plotters' chart over these axes, on an area `scale` times as large as the figure.
    pub fn chart<'a>(&self, area: &DrawingArea<SVGBackend<'a>, Shift>, scale: u32) -> Chart<'a> {
        self.chart_over((self.x, self.y), area, scale)
    }

    fn chart_over<'a>(
        &self,
        (x, y): ((f64, f64), (f64, f64)),
        area: &DrawingArea<SVGBackend<'a>, Shift>,
        scale: u32,
    ) -> Chart<'a> {
        ChartBuilder::on(area)
            .margin_top(TOP * scale)
            .margin_left(EDGE * scale)
            .margin_bottom(EDGE * scale)
            .margin_right(self.right * scale)
            .set_label_area_size(LabelAreaPosition::Left, self.left() * scale)
            .set_label_area_size(LabelAreaPosition::Bottom, BOTTOM * scale)
            .build_cartesian_2d(Coordinate::new(x), Coordinate::new(y))
            .expect("axes with room for a plot")
    }

    /// Draws the axes; with `lines`, also a line behind the plot at each of their numbers.
    pub fn draw(&self, area: &DrawingArea<SVGBackend, Shift>, lines: bool) {
        let (x, y) = (numbers(self.log_x, self.x), numbers(self.log_y, self.y));
        // No grid line between the powers of 10.
        let powers = (self.x.1.floor() - self.x.0.ceil()).clamp(0.0, 8.0) as usize + 1;
        let text = |size: f64| ("sans-serif", size).into_font().color(&INK);
        // plotters finds its ticks among the numbers: huge or tiny values are beyond it.
        self.chart_over((x.range(self.x), y.range(self.y)), area, 1)
            .configure_mesh()
            .x_labels(if self.log_x { powers } else { 9 })
            .y_labels(most_numbers(self.log_y))
            .bold_line_style(if lines { GRID.to_rgba() } else { TRANSPARENT })
            .light_line_style(TRANSPARENT)
            .axis_style(INK)
            .x_label_formatter(&|number| written(self.log_x, number))
            .y_label_formatter(&|number| written(self.log_y, number))
            .label_style(text(16.0))
            .axis_desc_style(text(18.0))
            .x_desc(x.label(&self.x_label))
            .y_desc(y.label(&self.y_label))
            .draw()
            .expect("a string takes all that is drawn");
    }
}

fn numbers(log: bool, range: (f64, f64)) -> Numbers {
    if log { Numbers::of_exponents() } else { Numbers::of(range) }
}

/// How many numbers there may be along the y axis.
fn most_numbers(log: bool) -> usize {
    if log { 5 } else { 9 }
}

/// A number at an axis: of exponents, the whole ones.
fn written(log: bool, number: &f64) -> String {
    match log {
        false => tick(number),
        true if number.fract() == 0.0 => power(*number as i32),
        true => String::new(),
    }
}
