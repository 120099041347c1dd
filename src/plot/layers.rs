//! Where the neurons of a network stand in a picture, and where its connections have room for a
//! label.

use super::canvas::Point;

pub(super) const RADIUS: f64 = 18.0;
/// More neurons of a layer than these would only be a blot.
pub(super) const MOST_SHOWN: usize = 12;

/// Above the neurons, for the title and a legend; and at the sides.
const TOP: f64 = 76.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 80.0;

/// Half a label's width and height, and what must be free around it.
const HALF_LABEL: (f64, f64) = (21.0, 8.0);
const FREE: f64 = 1.0;

/// Columns of neurons, of which each has `spacing` and the next column is `apart`, in pixels.
pub(super) struct Layers<'a> {
    pub sizes: &'a [usize],
    /// Whether connections and neurons are labelled: that takes space.
    pub labelled: bool,
    spacing: f64,
    apart: f64,
}

impl Layers<'_> {
    /// `labelled` is a wish, which too many neurons make void.
    pub fn new(sizes: &[usize], labelled: bool) -> Layers<'_> {
        let narrow = |pair: &[usize]| pair[0].min(pair[1]);
        let lines = sizes.windows(2).map(narrow).max().unwrap_or(1);
        let mut layers = Layers { sizes, labelled, spacing: 76.0, apart: 190.0 };
        if !labelled || lines > 3 {
            return Layers { labelled: false, ..layers };
        }
        layers.spacing = if lines == 3 { 126.0 } else { 84.0 };
        // No line steeper than a label can be beside.
        let height = |pair: &[usize]| (layers.height(pair[0]) + layers.height(pair[1])) / 2.0;
        let steepest = sizes.windows(2).map(height).fold(0.0, f64::max);
        layers.apart = (steepest / 1.05).clamp(250.0, 340.0);
        layers.labelled = (1..sizes.len()).all(|column| layers.share(column).is_some());
        layers
    }

    /// The figure's size.
    pub fn size(&self) -> (u32, u32) {
        let tallest = self.sizes.iter().map(|&size| self.height(size)).fold(0.0, f64::max);
        let width = LEFT + self.apart * (self.sizes.len() - 1) as f64 + RIGHT;
        (width as u32, (TOP + tallest + 76.0) as u32)
    }

    /// Of a column, from its first neuron's center to its last one's.
    fn height(&self, size: usize) -> f64 {
        // Two between more are as far apart as makes the lines' distances equal.
        let tallest = self.sizes.iter().max();
        let wider = if self.labelled && size == 2 && tallest > Some(&2) { 1.5 } else { 1.0 };
        (size.min(MOST_SHOWN) - 1) as f64 * self.spacing * wider
    }

    /// The center of neuron `n` of column `column`; column 0 holds the inputs.
    pub fn center(&self, column: usize, n: usize) -> Point {
        let (size, shown) = (self.sizes[column], self.sizes[column].min(MOST_SHOWN));
        let step = self.height(size) / (shown.max(2) - 1) as f64;
        let middle = (TOP + self.size().1 as f64 - 12.0) / 2.0;
        let down = (n as f64 - (shown - 1) as f64 / 2.0) * step;
        (LEFT + self.apart * column as f64, middle + down)
    }

    /// Where the label of a connection to neuron `n` of `column` stands.
    pub fn label(&self, column: usize, input: usize, n: usize) -> Point {
        along(self.line(column, input, n), self.share(column).unwrap_or(0.5))
    }

    pub fn line(&self, column: usize, input: usize, n: usize) -> (Point, Point) {
        (self.center(column - 1, input), self.center(column, n))
    }

    /// The share of the way to `column` where the labels have most room, if they have enough.
    fn share(&self, column: usize) -> Option<f64> {
        let (inputs, neurons) = (self.sizes[column - 1], self.sizes[column]);
        let to = |n: usize| (0..inputs.min(MOST_SHOWN)).map(move |input| (input, n));
        let lines: Vec<(Point, Point)> = (0..neurons.min(MOST_SHOWN))
            .flat_map(to)
            .map(|(input, n)| self.line(column, input, n))
            .collect();
        let shares = (20..=80).map(|percent| percent as f64 / 100.0);
        let rooms = shares.map(|share| (share, room(&lines, share)));
        let best = rooms.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (best.1 >= FREE).then_some(best.0)
    }
}

/// How far the labels at a share of each line are from the other lines and from each other.
fn room(lines: &[(Point, Point)], share: f64) -> f64 {
    let mut least = f64::INFINITY;
    for (i, &line) in lines.iter().enumerate() {
        let y = along(line, share).1;
        for (_, &(from, to)) in lines.iter().enumerate().filter(|(j, _)| *j != i) {
            let slope = (to.1 - from.1) / (to.0 - from.0);
            let apart = (along((from, to), share).1 - y).abs();
            let to_line = apart - HALF_LABEL.0 * slope.abs() - HALF_LABEL.1;
            least = least.min(to_line).min(apart - 2.0 * HALF_LABEL.1);
        }
    }
    // In the middle of the way where there is room everywhere.
    least.min(12.0) - (share - 0.5).abs()
}

fn along((from, to): (Point, Point), share: f64) -> Point {
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}
