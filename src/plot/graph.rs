//! A computation as a graph of its variables.

use super::canvas::{Canvas, Point};
use super::color::{BLUE, INK, ORANGE, PAPER, color_of};
use super::figure::Figure;
use plotters::style::text_anchor::{HPos, VPos};

/// More variables than these would not be told apart.
const MOST_VARIABLES: usize = 60;
/// The room that the legend takes.
const LEGEND: f64 = 480.0;
const RADIUS: f64 = 18.0;
/// From a circle's centre or an edge to the middle of the numbers above and below it.
const BESIDE_CIRCLE: f64 = 30.0;
const BESIDE_EDGE: f64 = 10.0;
/// Half the width of a number.
const HALF: f64 = 23.0;
/// This far from everything else, a number cannot be taken for another's.
const CLEAR: f64 = 18.0;
/// Paper around the numbers, where a line passes behind them; in tenths of a pixel.
const HALO: &str =
    " stroke=\"#FFFFFF\" stroke-width=\"40\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// A computational graph: each variable a circle with its name, at a place in pixels, its value
/// above it and, where it is known, the slope of the result along it below. An edge leads from a
/// variable to one that is computed from it; above it stands its factor, such as a weight, and
/// below it the slope of the result along that. The result is the last variable.
///
/// ```
/// use nn_from_scratch::plot::graph;
/// // L = (2x)², with dL/dx = 2 · dL/dz and dL/dz = 2z
/// graph(
///     "A chain",
///     &[
///         ("x", (0.0, 0.0), 1.5, Some(12.0)),
///         ("z", (120.0, 0.0), 3.0, Some(6.0)),
///         ("L", (240.0, 0.0), 9.0, Some(1.0)),
///     ],
///     &[("x", "z", Some(2.0), Some(9.0)), ("z", "L", Some(6.0), None)],
/// );
/// ```
///
/// # Panics
/// If there are no variables or more than 60, two have one name, one is at no finite place, an edge
/// names a variable that is not there, or a number is NaN or infinite.
#[allow(clippy::type_complexity)] // names for the tuples would be more things to learn
pub fn graph(
    title: &str,
    variables: &[(&str, (f64, f64), f64, Option<f64>)],
    edges: &[(&str, &str, Option<f64>, Option<f64>)],
) -> Figure {
    assert!(
        (1..=MOST_VARIABLES).contains(&variables.len()),
        "A graph shows 1 to {MOST_VARIABLES} variables, but got {}.",
        variables.len()
    );
    let (left, right) = ends(variables.iter().map(|(_, at, ..)| at.0));
    let (top, bottom) = ends(variables.iter().map(|(_, at, ..)| at.1));
    assert!(
        [left, right, top, bottom].iter().all(|end| end.abs() <= 1e5),
        "A graph's variables have places in pixels, but one here is beyond ±100000."
    );
    let width = (right - left + 112.0).max(LEGEND);
    let margin = (width - (right - left)) / 2.0;
    let mut circles: Vec<Circle> = Vec::new();
    for &(name, (x, y), value, slope) in variables {
        assert!(
            circles.iter().all(|circle| circle.name != name),
            "A graph's variables have different names, but two here are “{name}”."
        );
        let center = (margin + x - left, y - top + 118.0);
        circles.push(Circle { name, center, value: checked(value), slope: slope.map(checked) });
    }
    let find = |name: &str| {
        let found = circles.iter().find(|circle| circle.name == name);
        found.unwrap_or_else(|| {
            panic!("An edge needs variables of the graph, but “{name}” is not among them.")
        })
    };
    let mut lines: Vec<Line> = Vec::new();
    for &(from, to, factor, slope) in edges {
        let (from, to) = (find(from), find(to));
        lines.push(Line { from, to, factor: factor.map(checked), slope: slope.map(checked) });
    }
    let result = circles[circles.len() - 1].name;
    let size = (width as u32, (bottom - top + 172.0) as u32);
    let mut figure = Figure::new(title, &describe(&circles, &lines), size);
    let any_slope = circles.iter().any(|circle| circle.slope.is_some());
    draw_legend(&mut figure, size.0 as f64 / 2.0, any_slope.then_some(result));
    draw_lines(&mut figure, &circles, &lines);
    draw_circles(&mut figure, &circles);
    figure
}

struct Circle<'a> {
    name: &'a str,
    center: Point,
    value: f64,
    slope: Option<f64>,
}

struct Line<'a> {
    from: &'a Circle<'a>,
    to: &'a Circle<'a>,
    factor: Option<f64>,
    slope: Option<f64>,
}

impl Line<'_> {
    /// The point at the share `t` of the way.
    fn at(&self, t: f64) -> Point {
        let ((x0, y0), (x1, y1)) = (self.from.center, self.to.center);
        (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
    }

    fn length(&self) -> f64 {
        distance(self.from.center, self.to.center)
    }

    /// The point `along` and `above` the line from the point `t`.
    fn beside(&self, t: f64, along: f64, above: f64) -> Point {
        let ((x0, y0), (x1, y1)) = (self.from.center, self.to.center);
        let length = self.length().max(1.0);
        let (x, y) = self.at(t);
        let (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
        // Above means towards the top of the picture.
        let up = if dx < 0.0 { -above } else { above };
        (x + dx * along + dy * up, y + dy * along - dx * up)
    }

    /// How far `point` is from the part of the line between the circles.
    fn distance(&self, point: Point) -> f64 {
        let ((x0, y0), (x1, y1)) = (self.from.center, self.to.center);
        let (dx, dy) = (x1 - x0, y1 - y0);
        let t = ((point.0 - x0) * dx + (point.1 - y0) * dy) / (dx * dx + dy * dy).max(1.0);
        distance(point, self.at(t.clamp(0.0, 1.0)))
    }

    /// In degrees clockwise, so that text along the line is not upside down.
    fn angle(&self) -> f64 {
        let ((x0, y0), (x1, y1)) = (self.from.center, self.to.center);
        let angle = (y1 - y0).atan2(x1 - x0).to_degrees();
        if angle.abs() > 90.0 { angle - 180.0 } else { angle }
    }

    /// Where two numbers at `t` take up room, so that a slope has its place before it is known.
    fn room(&self, t: f64) -> Vec<Point> {
        let beside = |above| [-HALF, 0.0, HALF].map(|along| self.beside(t, along, above));
        [BESIDE_EDGE, -BESIDE_EDGE].into_iter().flat_map(beside).collect()
    }
}

/// For each line the share of its way at which its numbers stand: nearest to the middle, where
/// nothing else is near; otherwise where most room is.
fn places(circles: &[Circle], lines: &[Line]) -> Vec<f64> {
    let mut taken: Vec<Point> = Vec::new();
    for circle in circles {
        let (x, y) = circle.center;
        let heights = [-BESIDE_CIRCLE, BESIDE_CIRCLE];
        taken.extend(heights.iter().flat_map(|h| [-18.0, 0.0, 18.0].map(|dx| (x + dx, y + h))));
    }
    let mut places = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let room_at = |t: f64| {
            let mut room = f64::MAX;
            for point in line.room(t) {
                let others = lines.iter().enumerate().filter(|(k, _)| *k != i);
                let to_lines = others.map(|(_, other)| other.distance(point));
                let to_numbers = taken.iter().map(|other| distance(point, *other));
                let to_circles = circles.iter().map(|c| distance(point, c.center) - RADIUS + 6.0);
                room = to_lines.chain(to_numbers).chain(to_circles).fold(room, f64::min);
            }
            room.min(CLEAR)
        };
        // From the middle outwards, so that the first of equals is nearest to it.
        let candidates = (0..=35).flat_map(|k| [0.5 + k as f64 / 100.0, 0.5 - k as f64 / 100.0]);
        let (mut best, mut most) = (0.5, f64::MIN);
        for t in candidates {
            let room = room_at(t);
            if room > most {
                (best, most) = (t, room);
            }
        }
        taken.extend(line.room(best));
        places.push(best);
    }
    places
}

fn draw_lines(figure: &mut Figure, circles: &[Circle], lines: &[Line]) {
    let mut strokes = Canvas::new("");
    let mut numbers = Canvas::new(HALO);
    for (line, t) in lines.iter().zip(places(circles, lines)) {
        let length = line.length().max(1.0);
        let tip = 1.0 - (RADIUS + 1.0) / length;
        let back = tip - 9.0 / length;
        strokes.line(&[line.from.center, line.at(back)], INK, 1.0);
        let wings = [line.beside(back, 0.0, 3.5), line.beside(back, 0.0, -3.5)];
        strokes.polygon(&[line.at(tip), wings[0], wings[1]], INK);
        let angle = line.angle();
        if let Some(factor) = line.factor {
            numbers.text_at_angle(
                &short(factor),
                line.beside(t, 0.0, BESIDE_EDGE),
                12.0,
                angle,
                INK,
            );
        }
        if let Some(slope) = line.slope {
            let at = line.beside(t, 0.0, -BESIDE_EDGE);
            numbers.text_at_angle(&short(slope), at, 12.0, angle, color_of(slope));
        }
    }
    figure.add(strokes);
    figure.add(numbers);
}

fn draw_circles(figure: &mut Figure, circles: &[Circle]) {
    let center = (HPos::Center, VPos::Center);
    let mut discs = Canvas::new("");
    let mut numbers = Canvas::new(HALO);
    for circle in circles {
        let (x, y) = circle.center;
        discs.disc((x, y), RADIUS, PAPER, INK);
        discs.text(circle.name, (x, y), 15.0, center, INK);
        numbers.text(&short(circle.value), (x, y - BESIDE_CIRCLE), 13.0, center, INK);
        if let Some(slope) = circle.slope {
            numbers.text(&short(slope), (x, y + BESIDE_CIRCLE), 13.0, center, color_of(slope));
        }
    }
    figure.add(discs);
    figure.add(numbers);
}

fn draw_legend(figure: &mut Figure, center: f64, result: Option<&str>) {
    let mut canvas = Canvas::new("");
    let row = 50.0;
    match result {
        None => {
            let text = "above a circle: its value; above an arrow: its factor";
            canvas.text(text, (center, row), 13.0, (HPos::Center, VPos::Center), INK);
        }
        Some(result) => {
            let text = format!("above: value or factor; below: the slope of {result},");
            let left = (HPos::Left, VPos::Center);
            canvas.text(&text, (center + 110.0, row), 13.0, (HPos::Right, VPos::Center), INK);
            canvas.text("> 0", (center + 120.0, row), 13.0, left, ORANGE);
            canvas.text("or", (center + 151.0, row), 13.0, left, INK);
            canvas.text("< 0", (center + 173.0, row), 13.0, left, BLUE);
        }
    }
    figure.add(canvas);
}

fn describe(circles: &[Circle], lines: &[Line]) -> String {
    let result = circles[circles.len() - 1].name;
    let along = |slope: Option<f64>| match slope {
        Some(slope) => format!(", slope of {result} {}", short(slope)),
        None => String::new(),
    };
    let mut parts: Vec<String> = Vec::new();
    for circle in circles {
        let value = short(circle.value);
        parts.push(format!("{} = {value}{}", circle.name, along(circle.slope)));
    }
    for line in lines {
        let factor = line.factor.map_or(String::new(), |f| format!(": factor {}", short(f)));
        let arrow = format!("{} to {}{factor}", line.from.name, line.to.name);
        parts.push(arrow + &along(line.slope));
    }
    format!("A computational graph with the result {result}. {}.", parts.join("; "))
}

fn checked(number: f64) -> f64 {
    assert!(number.is_finite(), "There is nothing to draw: a number of this graph is {number}.");
    number
}

fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::MAX, f64::MIN), |ends, n| (ends.0.min(n), ends.1.max(n)))
}

/// Four decimals, fewer where they are zeros, more where the first ones are; or a power of ten.
fn short(value: f64) -> String {
    let size = value.abs();
    let hundredths = (value * 100.0).round() / 100.0;
    let text = if size < 1000.0 && (value - hundredths).abs() < 1e-9 {
        (hundredths + 0.0).to_string()
    } else if (0.001..1000.0).contains(&size) {
        format!("{value:.4}")
    } else if (0.0001..0.001).contains(&size) {
        format!("{value:.5}")
    } else {
        format!("{value:.1e}")
    };
    text.replace('-', "−")
}
