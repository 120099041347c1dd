//! A function of the plane as a surface over it.

use super::canvas::{Canvas, Point};
use super::color::{GRID, INK, band, band_color};
use super::contour::Grid;
use super::figure::Figure;
use plotters::style::text_anchor::{HPos, VPos};

const CELLS: usize = 32;
const PLANE: (f64, f64) = (-2.0, 2.0);

/// f over [-2, 2]², its value from 0 to 1 as height and colour, with a black line where it
/// crosses 0.5. Values below 0 stand at height 0, values above 1 at height 1.
///
/// ```
/// use nn_from_scratch::plot::surface;
/// let figure = surface("A hill", &|x, y| (-x * x - y * y).exp());
/// assert!(figure.svg().contains("<title>A hill</title>"));
/// assert!(!figure.html().contains("Values below 0"));
/// ```
///
/// # Panics
/// If f is NaN or infinite somewhere.
pub fn surface(title: &str, f: &dyn Fn(f64, f64) -> f64) -> Figure {
    let grid = Grid::new(f, PLANE, PLANE, CELLS);
    let mut description =
        "The function's value over x and y from -2 to 2 as a surface, from blue at \
                       height 0 to orange at height 1; a black line where it is 0.5."
            .to_string();
    if grid.leaves_0_to_1() {
        description += " Values below 0 stand at height 0, values above 1 at height 1.";
    }
    let mut figure = Figure::new(title, &description, (560, 440));
    draw_box(&mut figure);
    draw_surface(&mut figure, &grid);
    figure
}

fn project(x: f64, y: f64, z: f64) -> Point {
    let (across, up) = seen(x, y, z);
    (285.0 + 88.0 * across, 226.0 - 88.0 * up)
}

/// Where a point of [-2, 2]² × [0, 1] is seen from the front right and above, across and up from
/// the middle: orthographic, azimuth -60°, elevation 28°.
pub(super) fn seen(x: f64, y: f64, z: f64) -> Point {
    let (sin, cos) = (-60f64).to_radians().sin_cos();
    let (sin_up, cos_up) = 28f64.to_radians().sin_cos();
    let across = -x * sin + y * cos;
    let up = -(x * cos + y * sin) * sin_up + (z - 0.5) * 2.0 * cos_up;
    (across, up)
}

/// The floor and the two walls behind the surface, with their grids and numbers.
fn draw_box(figure: &mut Figure) {
    let (low, high) = PLANE;
    let mut canvas = Canvas::new(" stroke-linecap=\"round\"");
    for tick in [-2.0, -1.0, 0.0, 1.0, 2.0] {
        // x grid: on the floor and up the wall behind; y grid likewise.
        let x_line = [project(tick, low, 0.0), project(tick, high, 0.0), project(tick, high, 1.0)];
        canvas.line(&x_line, GRID, 1.0);
        let y_line = [project(high, tick, 0.0), project(low, tick, 0.0), project(low, tick, 1.0)];
        canvas.line(&y_line, GRID, 1.0);
        let number = tick.to_string();
        let size = 13.0;
        let (x, y) = project(tick, low, 0.0);
        canvas.line(&[(x, y), (x - 3.0, y + 5.0)], INK, 1.0);
        canvas.text(&number, (x - 6.0, y + 14.0), size, (HPos::Center, VPos::Center), INK);
        let (x, y) = project(high, tick, 0.0);
        canvas.line(&[(x, y), (x + 5.0, y + 2.0)], INK, 1.0);
        canvas.text(&number, (x + 9.0, y + 5.0), size, (HPos::Left, VPos::Center), INK);
    }
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let z_line = [project(low, low, tick), project(low, high, tick), project(high, high, tick)];
        canvas.line(&z_line, GRID, 1.0);
        let (x, y) = project(low, low, tick);
        canvas.line(&[(x, y), (x - 5.0, y)], INK, 1.0);
        let at = (x - 9.0, y);
        canvas.text(&tick.to_string(), at, 13.0, (HPos::Right, VPos::Center), INK);
    }
    let edges = [
        [project(low, low, 0.0), project(high, low, 0.0)],
        [project(high, low, 0.0), project(high, high, 0.0)],
        [project(low, low, 0.0), project(low, low, 1.0)],
    ];
    for edge in edges {
        canvas.line(&edge, INK, 1.2);
    }
    let (x, y) = project(0.0, low, 0.0);
    canvas.text("x", (x - 18.0, y + 34.0), 15.0, (HPos::Center, VPos::Center), INK);
    let (x, y) = project(high, 0.0, 0.0);
    canvas.text("y", (x + 44.0, y + 16.0), 15.0, (HPos::Center, VPos::Center), INK);
    figure.add(canvas);
}

/// From the back to the front, so that what is nearer covers what is farther.
fn draw_surface(figure: &mut Figure, grid: &Grid) {
    let height = |value: f64| value.clamp(0.0, 1.0);
    let mut canvas = Canvas::new(
        " stroke=\"#777\" stroke-width=\"3\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
    );
    for i in 0..CELLS {
        for j in (0..CELLS).rev() {
            let corner =
                |i: usize, j: usize| project(grid.x(i), grid.y(j), height(grid.values[i][j]));
            let corners = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
            canvas.polygon(&corners, band_color(band(grid.middle(i, j))));
            if !faces_the_viewer(&corners) {
                continue;
            }
            for (from, to) in grid.crossings(i, j, 0.5) {
                let ends = [project(from.0, from.1, 0.5), project(to.0, to.1, 0.5)];
                canvas.line(&ends, INK, 1.8);
            }
        }
    }
    figure.add(canvas);
}

/// Whether one looks at the upper side of a cell: its corners then turn as on the floor.
fn faces_the_viewer(corners: &[Point; 4]) -> bool {
    let [a, b, c, d] = corners;
    (c.0 - a.0) * (d.1 - b.1) < (c.1 - a.1) * (d.0 - b.0)
}
