//! A function of the plane, sampled on a grid; where it crosses a level, and where it is above.

use super::canvas::Point;
use super::numbers::plain;
use std::collections::BTreeMap;

/// Values of f over a rectangle: `values[i][j]` at (x(i), y(j)).
pub(crate) struct Grid {
    x_range: (f64, f64),
    y_range: (f64, f64),
    pub values: Vec<Vec<f64>>,
}

impl Grid {
    /// # Panics
    /// If f is NaN or infinite somewhere.
    pub fn new(
        f: &dyn Fn(f64, f64) -> f64,
        x_range: (f64, f64),
        y_range: (f64, f64),
        cells: usize,
    ) -> Grid {
        let values = vec![vec![0.0; cells + 1]; cells + 1];
        let mut grid = Grid { x_range, y_range, values };
        for i in 0..=cells {
            for j in 0..=cells {
                let (x, y) = (grid.x(i), grid.y(j));
                let value = f(x, y);
                assert!(
                    value.is_finite(),
                    "There is nothing to draw: at ({}, {}) the function is {value}.",
                    plain(x),
                    plain(y)
                );
                grid.values[i][j] = value;
            }
        }
        grid
    }

    pub fn cells(&self) -> usize {
        self.values.len() - 1
    }

    pub fn x(&self, i: usize) -> f64 {
        self.x_range.0 + (self.x_range.1 - self.x_range.0) * i as f64 / self.cells() as f64
    }

    pub fn y(&self, j: usize) -> f64 {
        self.y_range.0 + (self.y_range.1 - self.y_range.0) * j as f64 / self.cells() as f64
    }

    /// Whether f goes below 0 or above 1 somewhere.
    pub fn leaves_0_to_1(&self) -> bool {
        self.values.iter().flatten().any(|value| !(0.0..=1.0).contains(value))
    }

    /// The mean of a cell's four corners.
    pub fn middle(&self, i: usize, j: usize) -> f64 {
        let v = &self.values;
        v[i][j] / 4.0 + v[i + 1][j] / 4.0 + v[i][j + 1] / 4.0 + v[i + 1][j + 1] / 4.0
    }

    /// Where f crosses `level` in the cell (i, j): straight pieces between its edges, by linear
    /// interpolation ("marching squares").
    pub fn crossings(&self, i: usize, j: usize, level: f64) -> Vec<(Point, Point)> {
        let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
        let mut points = Vec::new();
        for k in 0..4 {
            let ((i0, j0), (i1, j1)) = (corners[k], corners[(k + 1) % 4]);
            let (a, b) = (self.values[i0][j0], self.values[i1][j1]);
            if (a > level) != (b > level) {
                let t = share(level, a, b);
                let between = |from: f64, to: f64| from + (to - from) * t;
                points.push((between(self.x(i0), self.x(i1)), between(self.y(j0), self.y(j1))));
            }
        }
        // 0, 2 or 4 crossings; with 4, a saddle, either way of pairing them is right.
        points.chunks(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// The region where f ≥ `level`, as closed loops; a point is inside if it is inside an odd
    /// number of them.
    pub fn region(&self, level: f64) -> Vec<Vec<Point>> {
        let mut next = self.boundary(level);
        let mut loops = Vec::new();
        while let Some((start, mut edge)) = next.pop_first() {
            let mut points = vec![self.crossing(start, level)];
            while edge != start {
                points.push(self.crossing(edge, level));
                edge = next.remove(&edge).expect("every boundary is closed");
            }
            loops.push(points);
        }
        loops
    }

    /// The region's boundary, walked with the region on the left: from each edge that it crosses
    /// to the next. A ring of cells around the grid, where f counts as -∞, closes it.
    fn boundary(&self, level: f64) -> BTreeMap<Edge, Edge> {
        let mut next = BTreeMap::new();
        let inside = |(i, j): Node| self.value(i, j) >= level;
        for i in 0..self.cells() + 2 {
            for j in 0..self.cells() + 2 {
                let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
                let edge = |k: usize| (corners[k % 4], corners[(k + 1) % 4]);
                for k in 0..4 {
                    let (from, to) = edge(k);
                    if inside(from) && !inside(to) {
                        // Back to where the region came in.
                        let mut back = k + 3;
                        while inside(edge(back).0) {
                            back += 3;
                        }
                        next.insert(in_order(edge(k)), in_order(edge(back)));
                    }
                }
            }
        }
        next
    }

    /// The value at a node of the grid with its ring.
    fn value(&self, i: usize, j: usize) -> f64 {
        let at = |i: usize| i.checked_sub(1).filter(|i| *i <= self.cells());
        match (at(i), at(j)) {
            (Some(i), Some(j)) => self.values[i][j],
            _ => f64::NEG_INFINITY,
        }
    }

    /// Where f crosses `level` on an edge, by linear interpolation; the ring has no width.
    fn crossing(&self, ((i0, j0), (i1, j1)): Edge, level: f64) -> Point {
        let inner = |i: usize| i.saturating_sub(1).min(self.cells());
        let (x, y) = (|i| self.x(inner(i)), |j| self.y(inner(j)));
        let (a, b) = (self.value(i0, j0), self.value(i1, j1));
        let t = if a.is_finite() && b.is_finite() { share(level, a, b) } else { 0.0 };
        (x(i0) + (x(i1) - x(i0)) * t, y(j0) + (y(j1) - y(j0)) * t)
    }
}

/// How far `level` is on the way from a to b; halves, since b − a may overflow.
fn share(level: f64, a: f64, b: f64) -> f64 {
    (level / 2.0 - a / 2.0) / (b / 2.0 - a / 2.0)
}

type Node = (usize, usize);
type Edge = (Node, Node);

/// The same edge, whichever cell looks at it.
fn in_order((a, b): Edge) -> Edge {
    (a.min(b), a.max(b))
}
