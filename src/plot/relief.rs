//! A function of any two variables, as a landscape seen from its side.

use super::canvas::{Canvas, Point};
use super::color::{GRID, INK, PAPER, band};
use super::contour::Grid;
use super::coordinate::Coordinate;
use super::figure::Figure;
use super::landscape::{color, over};
use super::numbers::{Numbers, plain, tick};
use super::range;
use super::surface::seen;
use plotters::coord::ranged1d::Ranged;
use plotters::style::text_anchor::{HPos, VPos};

const CELLS: usize = 32;
const SIZE: (u32, u32) = (560, 440);

/// f over the rectangle `x` × `y` as a surface, its value as height and colour, from its lowest
/// (light) to its highest (dark), with a dot at `at`. `labels` are those of x, y and the height.
///
/// # Panics
/// As [`landscape`](super::landscape), or if `at` lies outside of the rectangle.
pub fn relief(
    title: &str,
    labels: (&str, &str, &str),
    x: (f64, f64),
    y: (f64, f64),
    at: (f64, f64),
    f: &dyn Fn(f64, f64) -> f64,
) -> Figure {
    let [x, y] = [x, y].map(|range| range::asked_for("A relief needs ranges", range));
    assert!(
        (x.0..=x.1).contains(&at.0) && (y.0..=y.1).contains(&at.1),
        "A relief shows a dot within its ranges, but ({}, {}) is outside.",
        plain(at.0),
        plain(at.1)
    );
    let grid = Grid::new(f, x, y, CELLS);
    let dot = f(at.0, at.1);
    assert!(dot.is_finite(), "There is nothing to draw: at the dot the function is {dot}.");
    let (low, high) = range::of_values(grid.values.iter().flatten().copied().chain([dot]));
    let top = if range::are_told_apart(low, high) { high } else { low + range::room_for(low) };
    let space = Space { x, y, z: (low, top) };
    let numbers = Numbers::of(space.z);
    let description = format!(
        "{} as a surface, from its lowest value, {}, light, to its highest, {}, dark. A dot stands \
         at ({}, {}), at height {}.",
        over((labels.0, labels.1), x, y),
        numbers.say(low),
        numbers.say(high),
        plain(at.0),
        plain(at.1),
        numbers.say(dot)
    );
    let mut figure = Figure::new(title, &description, SIZE);
    space.draw_box(&mut figure, labels);
    space.draw_surface(&mut figure, &grid);
    let mut canvas = Canvas::new("");
    canvas.disc(space.point(at.0, at.1, dot), 5.0, INK, PAPER);
    figure.add(canvas);
    figure
}

/// The ranges of the three axes.
struct Space {
    x: (f64, f64),
    y: (f64, f64),
    z: (f64, f64),
}

impl Space {
    fn point(&self, x: f64, y: f64, z: f64) -> Point {
        project([share(self.x, x), share(self.y, y), share(self.z, z)])
    }

    /// The floor and the two walls behind the surface, with their grids and numbers.
    fn draw_box(&self, figure: &mut Figure, labels: (&str, &str, &str)) {
        let mut canvas = Canvas::new(" stroke-linecap=\"round\"");
        let axes = [
            (self.x, labels.0, [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]),
            (self.y, labels.1, [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]),
            (self.z, labels.2, [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
        ];
        for (axis, (range, label, others)) in axes.into_iter().enumerate() {
            let place = |t: f64, [a, b]: [f64; 2]| match axis {
                0 => project([t, a, b]),
                1 => project([a, t, b]),
                _ => project([a, b, t]),
            };
            // From the axis outwards, and where its numbers and its label stand.
            let (out, far, anchor) = match axis {
                0 => ((-3.0, 5.0), (-22.0, 30.0), HPos::Center),
                1 => ((5.0, 2.0), (40.0, 16.0), HPos::Left),
                _ => ((-5.0, 0.0), (-50.0, 0.0), HPos::Right),
            };
            let numbers = Numbers::of(range);
            let ticks = Coordinate::new(numbers.range(range)).key_points(6);
            for number in ticks {
                let t = share(numbers.range(range), number);
                canvas.line(&others.map(|other| place(t, other)), GRID, 1.0);
                let (x, y) = place(t, others[0]);
                canvas.line(&[(x, y), (x + out.0, y + out.1)], INK, 1.0);
                let at = (x + 2.0 * out.0, y + 2.6 * out.1);
                canvas.text(&tick(&number), at, 13.0, (anchor, VPos::Center), INK);
            }
            canvas.line(&[place(0.0, others[0]), place(1.0, others[0])], INK, 1.2);
            let (x, y) = place(0.5, others[0]);
            let at = (x + far.0, y + far.1);
            canvas.text(&numbers.label(label), at, 15.0, (HPos::Center, VPos::Center), INK);
        }
        figure.add(canvas);
    }

    /// From the back to the front, so that what is nearer covers what is farther.
    fn draw_surface(&self, figure: &mut Figure, grid: &Grid) {
        let mut canvas = Canvas::new(
            " stroke=\"#777\" stroke-width=\"3\" stroke-linejoin=\"round\" \
             stroke-linecap=\"round\"",
        );
        for i in 0..CELLS {
            for j in (0..CELLS).rev() {
                let corner =
                    |i: usize, j: usize| self.point(grid.x(i), grid.y(j), grid.values[i][j]);
                let corners =
                    [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
                canvas.polygon(&corners, color(band(share(self.z, grid.middle(i, j)))));
            }
        }
        figure.add(canvas);
    }
}

/// Where a value is in its range, from 0 to 1.
fn share((low, high): (f64, f64), value: f64) -> f64 {
    ((value - low) / (high - low)).clamp(0.0, 1.0)
}

/// Where a point of the unit cube is in the picture.
fn project([x, y, z]: [f64; 3]) -> Point {
    let (across, up) = seen(4.0 * x - 2.0, 4.0 * y - 2.0, z);
    (295.0 + 86.0 * across, 226.0 - 86.0 * up)
}
