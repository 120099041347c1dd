//! A path of steps over a figure's plane.

use super::canvas::{Canvas, Point};
use super::color::{INK, PAPER};
use super::figure::Figure;
use plotters::style::text_anchor::{HPos, VPos};

/// From one arrow head to the next, in pixels along the path.
const BETWEEN_HEADS: f64 = 45.0;

/// Further out than this, in pixels, only the direction can be seen; sums must not overflow.
const FAR: f64 = 1e9;

impl Figure {
    /// Draws a path on the figure's axes: a ring where it starts, a dot for every step, a disc
    /// where it ends, and arrow heads in its direction. A step that leaves the picture goes to the
    /// picture's edge.
    ///
    /// ```
    /// use nn_from_scratch::plot::landscape;
    /// let bowl = |w: f64, b: f64| w * w + b * b;
    /// let mut figure = landscape("Bowl", ("w", "b"), (-4.0, 4.0), (-4.0, 4.0), &bowl);
    /// figure.path(&[(3.0, 2.0), (1.5, 1.0), (0.75, 0.5)]);
    /// ```
    ///
    /// # Panics
    /// If the figure has no axes, or a place on the path is NaN or infinite.
    pub fn path(&mut self, path: &[(f64, f64)]) {
        for (x, y) in path {
            assert!(
                x.is_finite() && y.is_finite(),
                "There is nothing to draw: one place of the path is ({x}, {y})."
            );
        }
        let axes = self.axes().clone();
        let (left, top, right, bottom) = axes.frame();
        let place = |&(x, y): &(f64, f64)| {
            let (x, y) = axes.to_pixels(x, y);
            (x.clamp(-FAR, FAR), y.clamp(-FAR, FAR))
        };
        let places: Vec<Point> = path.iter().map(place).collect();
        let is_inside = |(x, y): &Point| (left..=right).contains(x) && (top..=bottom).contains(y);
        let shown = |step: &[Point]| clipped(step[0], step[1], (left, top), (right, bottom));
        let steps: Vec<(Point, Point)> = places.windows(2).filter_map(shown).collect();
        let mut canvas = Canvas::new(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        // A light seam, so that the path can be seen on dark ground.
        for (color, width) in [(PAPER, 4.0), (INK, 1.6)] {
            for (from, to) in &steps {
                canvas.line(&[*from, *to], color, width);
            }
        }
        for place in places.iter().filter(|place| is_inside(place)) {
            canvas.disc(*place, 2.2, INK, PAPER);
        }
        let mut since_last = BETWEEN_HEADS / 2.0;
        for (from, to) in steps {
            since_last += (to.0 - from.0).hypot(to.1 - from.1);
            let leaves = [to.0 - left, right - to.0, to.1 - top, bottom - to.1]
                .iter()
                .any(|distance| distance.abs() < 0.05);
            if leaves {
                head(&mut canvas, from, to);
            } else if since_last > BETWEEN_HEADS {
                head(&mut canvas, from, (from.0.midpoint(to.0), from.1.midpoint(to.1)));
                since_last = 0.0;
            }
        }
        let row = top - 14.0;
        canvas.disc((left + 8.0, row), 4.5, PAPER, INK);
        canvas.text("start", (left + 19.0, row), 13.0, (HPos::Left, VPos::Center), INK);
        canvas.disc((left + 78.0, row), 4.5, INK, PAPER);
        let ends_inside = places.last().is_none_or(is_inside);
        let end = if ends_inside { "end" } else { "end (outside of the picture)" };
        canvas.text(end, (left + 89.0, row), 13.0, (HPos::Left, VPos::Center), INK);
        for (place, fill, outline) in [(places.first(), PAPER, INK), (places.last(), INK, PAPER)] {
            if let Some(place) = place.filter(|place| is_inside(place)) {
                canvas.disc(*place, 4.5, fill, outline);
            }
        }
        self.add(canvas);
    }
}

/// What of a step is inside of a rectangle: Liang and Barsky's way.
fn clipped(from: Point, to: Point, low: Point, high: Point) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0f64, 1.0f64);
    for (d, room_below, room_above) in
        [(dx, from.0 - low.0, high.0 - from.0), (dy, from.1 - low.1, high.1 - from.1)]
    {
        if d == 0.0 && (room_below < 0.0 || room_above < 0.0) {
            return None;
        }
        if d != 0.0 {
            let (first, last) = (-room_below / d, room_above / d);
            enters = enters.max(first.min(last));
            leaves = leaves.min(first.max(last));
        }
    }
    let at = |t: f64| (from.0 + dx * t, from.1 + dy * t);
    (enters < leaves).then(|| (at(enters), at(leaves)))
}

/// An arrow head with its point at `to`.
fn head(canvas: &mut Canvas, from: Point, to: Point) {
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    if length > 0.0 {
        let (x, y) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        let corner = |side: f64| (to.0 - 9.0 * x - 4.5 * side * y, to.1 - 9.0 * y + 4.5 * side * x);
        canvas.polygon(&[to, corner(1.0), corner(-1.0)], INK);
    }
}
