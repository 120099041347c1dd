//! A layer of marks in pixels, drawn through plotters' SVG backend.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// plotters' backend counts whole pixels; marks are placed to a tenth of one.
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
        let RGBColor(red, green, blue) = color;
        let color = format!(" stroke=\"#{red:02X}{green:02X}{blue:02X}\"");
        let width = format!(" stroke-width=\"{}\"", (width * FINE).round());
        Canvas::new(&(color + &width + attributes))
    }

    pub fn line(&mut self, points: &[Point], color: RGBColor, width: f64) {
        let style = color.stroke_width((width * FINE).round() as u32);
        let points: Vec<(i32, i32)> = points.iter().map(fine).collect();
        self.draw(|backend| backend.draw_path(points, &style));
    }

    pub fn polygon(&mut self, points: &[Point], color: RGBColor) {
        let points: Vec<(i32, i32)> = points.iter().map(fine).collect();
        self.draw(|backend| backend.fill_polygon(points, &color));
    }

    pub fn rectangle(&mut self, corner: Point, opposite: Point, color: RGBColor) {
        self.draw(|backend| backend.draw_rect(fine(&corner), fine(&opposite), &color, true));
    }

    /// A disc with an outline.
    pub fn disc(&mut self, center: Point, radius: f64, fill: RGBColor, outline: RGBColor) {
        let radius = (radius * FINE) as u32;
        let outline = outline.stroke_width(FINE as u32);
        self.draw(|backend| {
            backend.draw_circle(fine(&center), radius, &fill, true)?;
            backend.draw_circle(fine(&center), radius, &outline, false)
        });
    }

    /// Text whose `anchor`, say the middle of its left edge, stands at `at`.
    pub fn text(
        &mut self,
        text: &str,
        at: Point,
        size: f64,
        anchor: (HPos, VPos),
        color: RGBColor,
    ) {
        // The backend divides by 1.24.
        let style = TextStyle::from(("sans-serif", size * FINE * 1.24))
            .color(&color)
            .pos(Pos::new(anchor.0, anchor.1));
        self.draw(|backend| backend.draw_text(text, &style, fine(&at)));
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

    fn draw<E>(&mut self, mark: impl FnOnce(&mut SVGBackend) -> Result<(), E>) {
        let mut svg = String::new();
        // Writing to a string cannot fail.
        mark(&mut SVGBackend::with_string(&mut svg, (0, 0))).ok();
        // What the group or SVG takes for granted need not be stored a thousand times.
        let mut mark = inside(&svg).replace(" opacity=\"1\"", "");
        if !self.attributes.contains(" stroke=") {
            mark = mark.replace(" stroke=\"none\"", "");
        }
        for attribute in self.attributes.split_inclusive("\" ") {
            mark = mark.replace(&format!(" {}", attribute.trim()), "");
        }
        self.svg += &mark;
    }
}

fn fine(point: &Point) -> (i32, i32) {
    ((point.0 * FINE).round() as i32, (point.1 * FINE).round() as i32)
}

/// What stands between `<svg …>` and `</svg>`.
pub(super) fn inside(svg: &str) -> &str {
    let start = svg.find('\n').map_or(0, |end_of_tag| end_of_tag + 1);
    svg[start..].trim_end().trim_end_matches("</svg>")
}

/// Widths, radii and letter sizes times `FINE`, for what was drawn that much larger.
pub(super) fn with_sizes_enlarged(svg: &str) -> String {
    let mut parts = svg.split('"');
    let mut enlarged = parts.next().unwrap_or_default().to_string();
    let mut name = enlarged.clone();
    for part in parts {
        let is_size = [" stroke-width=", " r=", " font-size="].iter().any(|n| name.ends_with(n));
        let size = part.parse::<f64>().ok().filter(|_| is_size);
        enlarged.push('"');
        enlarged += &size.map_or(part.to_string(), |size| (size * FINE).to_string());
        name = part.to_string();
    }
    enlarged
}
