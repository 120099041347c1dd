//! A network as a diagram of neurons and connections.

use super::canvas::{Canvas, Point};
use super::color::{BLUE, INK, ORANGE, PAPER};
use super::figure::Figure;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

const RADIUS: f64 = 19.0;
/// More neurons of a layer than these would only be a blot.
const MOST_SHOWN: usize = 12;
/// More layers than these would not fit beside each other.
const MOST_LAYERS: usize = 50;
// In tenths of a pixel.
const DASHED: &str = " stroke-dasharray=\"90 50\"";

/// A network's neurons, each with its bias, and its connections: orange where the weight is
/// positive, blue and dashed where it is negative, the wider the larger. Small networks show
/// each weight as a number; of a layer, at most 12 neurons are drawn.
///
/// `sizes` are those of the layers from the inputs to the output, `parameters` stand in the order
/// of [`Network::parameters`](crate::Network::parameters).
///
/// ```
/// use nn_from_scratch::{article, plot::diagram};
/// let figure = diagram("The article's network", &[2, 4, 1], &article().parameters());
/// assert!(figure.svg().contains("with 17 parameters"));
/// ```
///
/// # Panics
/// If there are fewer than 2 or more than 50 layers, a layer is empty, `parameters` has not as many
/// numbers as such a network, or one is not finite.
pub fn diagram(title: &str, sizes: &[usize], parameters: &[f64]) -> Figure {
    draw(title, sizes, parameters, &["weight > 0", "weight < 0", "biases"])
}

/// The same diagram of the gradients that backpropagation has left in a network: dJ/dw at the
/// connections, dJ/db in the circles.
///
/// # Panics
/// As [`diagram`].
pub fn gradient_diagram(title: &str, sizes: &[usize], gradients: &[f64]) -> Figure {
    draw(title, sizes, gradients, &["∂J/∂w > 0", "∂J/∂w < 0", "∂J/∂b"])
}

/// `words` for the legend.
fn draw(title: &str, sizes: &[usize], values: &[f64], words: &[&str; 3]) -> Figure {
    check(sizes, values);
    let tallest = sizes.iter().copied().max().unwrap_or(1).min(MOST_SHOWN);
    let size = (110 + 190 * (sizes.len() as u32 - 1) + 90, 86 + 76 * tallest as u32);
    let description = describe(sizes, values, words);
    let mut figure = Figure::new(title, &description, size);
    let places = Places { sizes, height: size.1 as f64 };
    draw_legend(&mut figure, size.0 as f64 / 2.0, words);
    let neurons = neurons(sizes, values);
    draw_connections(&mut figure, &neurons, &places);
    draw_neurons(&mut figure, &neurons, &places);
    figure
}

fn check(sizes: &[usize], values: &[f64]) {
    let layers = sizes.len().saturating_sub(1);
    assert!(layers > 0, "A diagram needs the inputs and at least 1 layer, but got {sizes:?}.");
    assert!(
        layers <= MOST_LAYERS,
        "A diagram shows at most {MOST_LAYERS} layers, but this network has {layers}."
    );
    assert!(!sizes.contains(&0), "A diagram needs layers of at least 1 neuron, but got {sizes:?}.");
    let count = |pair: &[usize]| pair[1].saturating_mul(pair[0].saturating_add(1));
    let expected = sizes.windows(2).map(count).fold(0, usize::saturating_add);
    assert!(
        values.len() == expected,
        "A diagram of layers of {sizes:?} needs {expected} parameters, but got {}.",
        values.len()
    );
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        panic!("There is nothing to draw: a number of this network is {value}.");
    }
}

/// A neuron to draw: its layer (from 1), its place in it, its weights and its bias.
struct Shown<'a> {
    layer: usize,
    n: usize,
    weights: &'a [f64],
    bias: f64,
}

fn neurons<'a>(sizes: &[usize], values: &'a [f64]) -> Vec<Shown<'a>> {
    let mut neurons = Vec::new();
    let mut rest = values;
    for layer in 1..sizes.len() {
        for n in 0..sizes[layer] {
            let (weights, after) = rest.split_at(sizes[layer - 1]);
            rest = &after[1..];
            if n < MOST_SHOWN {
                let weights = &weights[..weights.len().min(MOST_SHOWN)];
                neurons.push(Shown { layer, n, weights, bias: after[0] });
            }
        }
    }
    neurons
}

fn describe(sizes: &[usize], values: &[f64], words: &[&str; 3]) -> String {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    format!(
        "A network of layers of {} neurons from the inputs to the output, with {} parameters; \
         orange connections have {}, blue dashed ones {}.",
        sizes.join(", "),
        values.len(),
        words[0],
        words[1]
    )
}

fn draw_legend(figure: &mut Figure, center: f64, words: &[&str; 3]) {
    let mut canvas = Canvas::new("");
    let anchor = (HPos::Left, VPos::Center);
    let row = 50.0;
    canvas.line(&[(center - 212.0, row), (center - 188.0, row)], ORANGE, 3.0);
    canvas.text(words[0], (center - 182.0, row), 13.0, anchor, INK);
    canvas.text(words[1], (center - 66.0, row), 13.0, anchor, INK);
    let biases = format!("in the other circles: {}", words[2]);
    canvas.text(&biases, (center + 24.0, row), 13.0, anchor, INK);
    figure.add(canvas);
    let mut dashes = Canvas::new(DASHED);
    dashes.line(&[(center - 96.0, row), (center - 72.0, row)], BLUE, 3.0);
    figure.add(dashes);
}

struct Places<'a> {
    sizes: &'a [usize],
    height: f64,
}

impl Places<'_> {
    /// The center of neuron `n` of column `column`; column 0 holds the inputs.
    fn of(&self, column: usize, n: usize) -> Point {
        let shown = self.sizes[column].min(MOST_SHOWN) as f64;
        let middle = 66.0 + (self.height - 78.0) / 2.0;
        (85.0 + 190.0 * column as f64, middle + (n as f64 - (shown - 1.0) / 2.0) * 76.0)
    }
}

fn draw_connections(figure: &mut Figure, neurons: &[Shown], places: &Places) {
    let all = || neurons.iter().flat_map(|neuron| neuron.weights);
    let largest = all().fold(1e-12, |largest: f64, weight| largest.max(weight.abs()));
    let with_numbers = all().count() <= 24;
    let mut positive = Canvas::new(" stroke-linecap=\"round\"");
    let mut negative = Canvas::new(DASHED);
    let mut numbers = Canvas::new("");
    for neuron in neurons {
        for (i, &weight) in neuron.weights.iter().enumerate() {
            let from = places.of(neuron.layer - 1, i);
            let to = places.of(neuron.layer, neuron.n);
            let width = 0.8 + 5.2 * weight.abs() / largest;
            if weight < 0.0 {
                negative.line(&[from, to], BLUE, width);
            } else {
                positive.line(&[from, to], color_of(weight), width);
            }
            if with_numbers {
                // Near the fuller layer, where the lines are farthest apart.
                let fuller_before = places.sizes[neuron.layer - 1] > places.sizes[neuron.layer];
                let t = if fuller_before { 0.30 } else { 0.70 };
                let at = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
                number(&mut numbers, at, weight, color_of(weight));
            }
        }
    }
    figure.add(negative);
    figure.add(positive);
    figure.add(numbers);
}

fn draw_neurons(figure: &mut Figure, neurons: &[Shown], places: &Places) {
    let center = (HPos::Center, VPos::Center);
    let mut canvas = Canvas::new("");
    let inputs = places.sizes[0];
    for input in 0..inputs.min(MOST_SHOWN) {
        let (x, y) = places.of(0, input);
        canvas.disc((x, y), RADIUS, PAPER, INK);
        let name = match (inputs, input) {
            (2, 0) => "x".to_string(),
            (2, 1) => "y".to_string(),
            _ => format!("x{}", input + 1),
        };
        canvas.text(&name, (x, y), 15.0, center, INK);
    }
    for neuron in neurons {
        let (x, y) = places.of(neuron.layer, neuron.n);
        canvas.disc((x, y), RADIUS, PAPER, INK);
        canvas.text(&short(neuron.bias), (x, y), 12.0, center, color_of(neuron.bias));
    }
    for (column, size) in places.sizes.iter().enumerate() {
        if *size > MOST_SHOWN {
            let (x, y) = places.of(column, MOST_SHOWN - 1);
            let more = format!("⋮ and {} more", size - MOST_SHOWN);
            canvas.text(&more, (x, y + RADIUS + 12.0), 13.0, center, INK);
        }
    }
    let (x, y) = places.of(places.sizes.len() - 1, 0);
    canvas.line(&[(x + RADIUS, y), (x + 52.0, y)], INK, 1.6);
    canvas.text("output", (x + RADIUS + 4.0, y - 12.0), 13.0, (HPos::Left, VPos::Center), INK);
    figure.add(canvas);
}

fn number(canvas: &mut Canvas, (x, y): Point, value: f64, color: RGBColor) {
    let text = short(value);
    let half = 3.6 * text.chars().count() as f64;
    canvas.rectangle((x - half, y - 8.0), (x + half, y + 8.0), PAPER);
    canvas.text(&text, (x, y), 12.0, (HPos::Center, VPos::Center), color);
}

fn color_of(value: f64) -> RGBColor {
    if value < 0.0 {
        BLUE
    } else if value > 0.0 {
        ORANGE
    } else {
        INK
    }
}

/// Two decimals, one where the number is long, or a power of ten where that would be nothing.
fn short(value: f64) -> String {
    if (10.0..100.0).contains(&value.abs()) {
        format!("{value:.1}")
    } else if value == 0.0 || (0.005..10.0).contains(&value.abs()) {
        format!("{value:.2}")
    } else {
        format!("{value:.0e}")
    }
}
