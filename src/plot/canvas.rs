//! A layer of marks, written as SVG. That is simpler than drawing each mark with plotters, whose
//! backend repeats at every mark what the whole layer has in common.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// Marks are placed to a tenth of a pixel, in whole numbers.
pub(super) const FINE: f64 = 10.0;

pub(super) type Point = (f64, f64);

pub(super) struct Canvas {
    svg: String,
    attributes: String,
}

impl Canvas {
    /// An empty layer; `attributes` hold for everything in it that says nothing else, e.g.
    /// ` stroke-linecap="round"`.
    pub fn new(attributes: &str) -> Canvas {
        Canvas { svg: String::new(), attributes: format!(" fill=\"none\"{attributes}") }
    }

    /// An empty layer for many lines of one kind.
    pub fn for_lines(color: RGBColor, width: f64, attributes: &str) -> Canvas {
        Canvas::new(&(stroke(color, width) + attributes))
    }

    pub fn line(&mut self, points: &[Point], color: RGBColor, width: f64) {
        let mut stroke = stroke(color, width);
        if self.attributes.contains(&stroke) {
            stroke.clear();
        }
        self.svg += &format!("<polyline{stroke} points=\"{}\"/>\n", list(points));
    }

    pub fn polygon(&mut self, points: &[Point], color: RGBColor) {
        self.svg += &format!("<polygon{} points=\"{}\"/>\n", fill(color), list(points));
    }

    pub fn rectangle(&mut self, corner: Point, opposite: Point, color: RGBColor) {
        let ((x, y), (right, bottom)) = (fine(corner), fine(opposite));
        let (width, height, fill) = (right - x, bottom - y, fill(color));
        self.svg +=
            &format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{fill}/>\n");
    }

    /// Rectangles of one colour and height, each from its upper left corner so far to the right.
    pub fn strips(&mut self, strips: &[(Point, f64)], height: f64, color: RGBColor) {
        let strip = |&(corner, width): &(Point, f64)| {
            let ((x, y), (width, height)) = (fine(corner), fine((width, height)));
            format!("M{x},{y}h{width}v{height}h-{width}z")
        };
        let path: String = strips.iter().map(strip).collect();
        self.svg += &format!("<path{} d=\"{path}\"/>\n", fill(color));
    }

    /// A disc with an outline.
    pub fn disc(&mut self, center: Point, radius: f64, inside: RGBColor, outline: RGBColor) {
        let ((x, y), r) = (fine(center), (radius * FINE) as u32);
        for style in [fill(inside) + " stroke-width=\"1\"", stroke(outline, 1.0)] {
            self.svg += &format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{style}/>\n");
        }
    }

    /// Text whose `anchor`, say the middle of its left edge, stands at `at`.
    pub fn text(
        &mut self,
        text: &str,
        at: Point,
        size: f64,
        (horizontal, vertical): (HPos, VPos),
        color: RGBColor,
    ) {
        let ((x, y), fill) = (fine(at), fill(color));
        let anchor = match horizontal {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let dy = match vertical {
            VPos::Top => "0.76em",
            VPos::Center => "0.5ex",
            VPos::Bottom => "-0.5ex",
        };
        // Through plotters' unit, so that the last digit is the one that plotters writes.
        let size = size * FINE * 1.24 / 1.24;
        let text = escaped(text).replace('\'', "&apos;");
        self.svg += &format!(
            "<text x=\"{x}\" y=\"{y}\" dy=\"{dy}\" text-anchor=\"{anchor}\" \
             font-family=\"sans-serif\" font-size=\"{size}\"{fill}>\n{text}\n</text>\n",
        );
    }

    /// Text around `at`, turned by so many degrees clockwise.
    pub fn text_at_angle(
        &mut self,
        text: &str,
        at: Point,
        size: f64,
        degrees: f64,
        color: RGBColor,
    ) {
        let (x, y) = fine(at);
        self.svg += &format!("<g transform=\"rotate({degrees:.1} {x} {y})\">\n");
        self.text(text, at, size, (HPos::Center, VPos::Center), color);
        self.svg += "</g>\n";
    }

    /// How much the layer will take to store.
    pub fn bytes(&self) -> usize {
        self.svg.len()
    }

    /// The layer as an SVG group.
    pub fn finish(self) -> String {
        let scale = 1.0 / FINE;
        format!("<g transform=\"scale({scale})\"{}>\n{}</g>\n", self.attributes, self.svg)
    }
}

fn fine((x, y): Point) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn list(points: &[Point]) -> String {
    let pair = |&point: &Point| {
        let (x, y) = fine(point);
        format!("{x},{y} ")
    };
    points.iter().map(pair).collect()
}

fn fill(color: RGBColor) -> String {
    format!(" fill=\"{}\"", hex(color))
}

fn stroke(color: RGBColor, width: f64) -> String {
    format!(" stroke=\"{}\" stroke-width=\"{}\"", hex(color), (width * FINE).round())
}

fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Text as it stands in SVG and HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
