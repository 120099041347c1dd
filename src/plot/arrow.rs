//! Arrows on a figure's axes: the weights of a neuron, a direction to go.

use super::canvas::Canvas;
use super::color::INK;
use super::figure::Figure;

impl Figure {
    /// An arrow on the figure's axes. At their edge it is cut off and loses its head; one that
    /// begins outside of them is not drawn.
    ///
    /// # Panics
    /// If the figure has no axes, or a number is not finite.
    pub fn arrow(&mut self, from: (f64, f64), to: (f64, f64)) {
        assert!(
            [from.0, from.1, to.0, to.1].iter().all(|number| number.is_finite()),
            "An arrow needs finite numbers, but got {from:?} to {to:?}."
        );
        let axes = self.axes().clone();
        // How much of the way from a to b is before the edge: 1 for all of it, 0 from outside.
        let before_edge = |a: f64, b: f64, (low, high): (f64, f64)| {
            let edge = if b > a { high } else { low };
            if !(low..=high).contains(&a) {
                0.0
            } else if a == b {
                1.0
            } else {
                ((edge - a) / (b - a)).min(1.0)
            }
        };
        let share = before_edge(from.0, to.0, axes.x).min(before_edge(from.1, to.1, axes.y));
        if share == 0.0 || from == to {
            return;
        }
        let cut = |a: f64, b: f64| a + (b - a) * share;
        let start = axes.to_pixels(from.0, from.1);
        let end = axes.to_pixels(cut(from.0, to.0), cut(from.1, to.1));
        let length = (end.0 - start.0).hypot(end.1 - start.1).max(1.0);
        let (dx, dy) = ((end.0 - start.0) / length, (end.1 - start.1) / length);
        // Seen from the tip: so many pixels back, and so many aside.
        let place = |back: f64, aside: f64| {
            (end.0 - back * dx - aside * dy, end.1 - back * dy + aside * dx)
        };
        let mut canvas = Canvas::new(" stroke-linecap=\"round\"");
        if share < 1.0 {
            canvas.line(&[start, end], INK, 2.6);
        } else {
            canvas.line(&[start, place(8.0, 0.0)], INK, 2.6);
            canvas.polygon(&[end, place(12.0, 5.5), place(12.0, -5.5)], INK);
        }
        self.add(canvas);
        self.describe_also(&format!("An arrow from {from:?} to {to:?}."));
    }
}
