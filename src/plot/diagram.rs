//! A network as a diagram of neurons and connections.

use super::canvas::{Canvas, Point};
use super::color::{BLUE, INK, ORANGE, PAPER, color_of};
use super::figure::Figure;
use super::layers::{Layers, MOST_SHOWN, RADIUS};
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// More layers than these would not fit beside each other.
const MOST_LAYERS: usize = 50;
// In tenths of a pixel.
const DASHED: &str = " stroke-dasharray=\"90 50\"";
const CENTER: (HPos, VPos) = (HPos::Center, VPos::Center);
const AFTER: (HPos, VPos) = (HPos::Left, VPos::Center);

/// A network's neurons, numbered in each layer, and its connections: orange where the weight is
/// positive, blue and dashed where it is negative, the wider the larger. Small networks show each
/// weight as a number, and under each neuron its bias; of a layer, at most 12 neurons are drawn.
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
    check(sizes, parameters);
    let neurons = neurons(sizes, parameters);
    let few = neurons.iter().map(|neuron| neuron.weights.len()).sum::<usize>() <= 24;
    let layers = Layers::new(sizes, few);
    let mut figure = Figure::new(title, &describe(sizes, parameters), layers.size());
    draw_legend(&mut figure, layers.size().0 as f64 / 2.0, layers.labelled);
    draw_connections(&mut figure, &neurons, &layers);
    draw_neurons(&mut figure, &neurons, &layers);
    figure
}

/// A network of one hidden layer with the names of all that is in it: the weights wⱼᵢ and biases bⱼ
/// of the hidden neurons and their outputs aⱼ, the weights vⱼ and the bias c of the output neuron,
/// and the prediction p.
///
/// # Panics
/// If there are not 1 or 2 inputs and 1 to 6 hidden neurons.
pub fn named_diagram(title: &str, num_inputs: usize, num_hidden: usize) -> Figure {
    assert!(
        (1..=2).contains(&num_inputs) && (1..=6).contains(&num_hidden),
        "A diagram with names has 1 or 2 inputs and 1 to 6 hidden neurons, but this one would have \
         {num_inputs} and {num_hidden}."
    );
    let sizes = [num_inputs, num_hidden, 1];
    let layers = Layers::new(&sizes, true);
    let description = format!(
        "A network of {num_inputs} inputs x, {num_hidden} hidden neurons with weights w, biases b \
         and outputs a, and an output neuron with weights v, bias c and the output p. A weight's \
         first index is the neuron's number, its second the input's."
    );
    let mut figure = Figure::new(title, &description, layers.size());
    let name = |letter: &str, numbers: &[usize]| {
        let indices = numbers.iter().map(|n| char::from_u32('₁' as u32 + *n as u32));
        letter.to_string() + &indices.flatten().collect::<String>()
    };

    let (mut lines, mut labels) = (Canvas::new(""), Canvas::new(""));
    for n in 0..num_hidden {
        for input in 0..num_inputs {
            let (from, to) = layers.line(1, input, n);
            lines.line(&[from, to], INK, 1.2);
            label(&mut labels, layers.label(1, input, n), &name("w", &[n, input]), 15.0, INK);
        }
        let (from, to) = layers.line(2, n, 0);
        lines.line(&[from, to], INK, 1.2);
        label(&mut labels, layers.label(2, n, 0), &name("v", &[n]), 15.0, INK);
        // On the side to which the line does not go.
        let side = if to.1 < from.1 { 14.0 } else { -14.0 };
        labels.text(&name("a", &[n]), (from.0 + 34.0, from.1 + side), 15.0, CENTER, INK);
    }
    figure.add(lines);
    figure.add(labels);

    let mut canvas = Canvas::new("");
    draw_inputs(&mut canvas, &layers, &|input| match (num_inputs, input) {
        (2, 0) => "x₁ = x".to_string(),
        (2, 1) => "x₂ = y".to_string(),
        _ => name("x", &[input]),
    });
    for n in 0..num_hidden {
        draw_neuron(&mut canvas, layers.center(1, n), &(n + 1).to_string());
        bias(&mut canvas, layers.center(1, n), &name("b", &[n]), 15.0, INK);
    }
    let output = layers.center(2, 0);
    draw_neuron(&mut canvas, output, "out");
    bias(&mut canvas, output, "c", 15.0, INK);
    draw_output(&mut canvas, output, "p");
    for (column, heading) in ["inputs", "hidden layer", "output layer"].iter().enumerate() {
        canvas.text(heading, (layers.center(column, 0).0, 50.0), 13.0, CENTER, INK);
    }
    figure.add(canvas);
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

/// A neuron to draw: its column (from 1), its place in it, its weights and its bias.
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

fn describe(sizes: &[usize], values: &[f64]) -> String {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    format!(
        "A network of layers of {} neurons from the inputs to the output, with {} parameters; \
         orange connections have weight > 0, blue dashed ones weight < 0.",
        sizes.join(", "),
        values.len()
    )
}

fn draw_legend(figure: &mut Figure, center: f64, labelled: bool) {
    let row = 50.0;
    let left = center - if labelled { 212.0 } else { 118.0 };
    let mut canvas = Canvas::new("");
    canvas.line(&[(left, row), (left + 24.0, row)], ORANGE, 3.0);
    canvas.text("weight > 0", (left + 30.0, row), 13.0, AFTER, INK);
    canvas.text("weight < 0", (left + 146.0, row), 13.0, AFTER, INK);
    if labelled {
        let biases = "under each neuron: its bias";
        canvas.text(biases, (left + 236.0, row), 13.0, AFTER, INK);
    }
    figure.add(canvas);
    let mut dashes = Canvas::new(DASHED);
    dashes.line(&[(left + 116.0, row), (left + 140.0, row)], BLUE, 3.0);
    figure.add(dashes);
}

fn draw_connections(figure: &mut Figure, neurons: &[Shown], layers: &Layers) {
    let all = neurons.iter().flat_map(|neuron| neuron.weights);
    let largest = all.fold(1e-12, |largest: f64, weight| largest.max(weight.abs()));
    let mut positive = Canvas::new(" stroke-linecap=\"round\"");
    let mut negative = Canvas::new(DASHED);
    let mut numbers = Canvas::new("");
    for neuron in neurons {
        for (i, &weight) in neuron.weights.iter().enumerate() {
            let (from, to) = layers.line(neuron.layer, i, neuron.n);
            // The ratio first: a product with the weight may overflow.
            let width = 0.8 + 5.2 * (weight.abs() / largest);
            if weight < 0.0 {
                negative.line(&[from, to], BLUE, width);
            } else {
                positive.line(&[from, to], color_of(weight), width);
            }
            if layers.labelled {
                let at = layers.label(neuron.layer, i, neuron.n);
                label(&mut numbers, at, &short(weight), 12.0, color_of(weight));
            }
        }
    }
    figure.add(negative);
    figure.add(positive);
    figure.add(numbers);
}

fn draw_neurons(figure: &mut Figure, neurons: &[Shown], layers: &Layers) {
    let mut canvas = Canvas::new("");
    let (inputs, last) = (layers.sizes[0], layers.sizes.len() - 1);
    let outputs = layers.sizes[last];
    draw_inputs(&mut canvas, layers, &|input| match (inputs, input) {
        (2, 0) => "x".to_string(),
        (2, 1) => "y".to_string(),
        _ => format!("x{}", input + 1),
    });
    for neuron in neurons {
        let center = layers.center(neuron.layer, neuron.n);
        let number = (neuron.n + 1).to_string();
        let is_output = neuron.layer == last;
        draw_neuron(&mut canvas, center, if is_output && outputs == 1 { "out" } else { &number });
        if is_output {
            let name = if outputs == 1 { "p".to_string() } else { format!("p{number}") };
            draw_output(&mut canvas, center, &name);
        }
        if layers.labelled {
            bias(&mut canvas, center, &short(neuron.bias), 12.0, color_of(neuron.bias));
        }
    }
    for (column, size) in layers.sizes.iter().enumerate() {
        if *size > MOST_SHOWN {
            let (x, y) = layers.center(column, MOST_SHOWN - 1);
            let more = format!("⋮ and {} more", size - MOST_SHOWN);
            canvas.text(&more, (x, y + RADIUS + 12.0), 13.0, CENTER, INK);
        }
    }
    figure.add(canvas);
}

/// Inputs are dots: there is nothing that they compute.
fn draw_inputs(canvas: &mut Canvas, layers: &Layers, name: &dyn Fn(usize) -> String) {
    for input in 0..layers.sizes[0].min(MOST_SHOWN) {
        let (x, y) = layers.center(0, input);
        canvas.disc((x, y), 4.0, INK, INK);
        canvas.text(&name(input), (x - 12.0, y), 15.0, (HPos::Right, VPos::Center), INK);
    }
}

fn draw_neuron(canvas: &mut Canvas, center: Point, name: &str) {
    canvas.disc(center, RADIUS, PAPER, INK);
    canvas.text(name, center, 14.0, CENTER, INK);
}

/// Right under a neuron, where no line comes or goes.
fn bias(canvas: &mut Canvas, (x, y): Point, text: &str, size: f64, color: RGBColor) {
    canvas.text(text, (x, y + RADIUS + 11.0), size, CENTER, color);
}

fn draw_output(canvas: &mut Canvas, (x, y): Point, name: &str) {
    let tip = x + RADIUS + 30.0;
    canvas.line(&[(x + RADIUS, y), (tip - 2.0, y)], INK, 1.6);
    canvas.line(&[(tip - 8.0, y - 4.0), (tip, y), (tip - 8.0, y + 4.0)], INK, 1.6);
    canvas.text(name, (tip + 8.0, y), 15.0, AFTER, INK);
}

/// In a gap of its own line.
fn label(canvas: &mut Canvas, (x, y): Point, text: &str, size: f64, color: RGBColor) {
    let half = 0.3 * size * text.chars().count() as f64 + 3.0;
    canvas.rectangle((x - half, y - 8.0), (x + half, y + 8.0), PAPER);
    canvas.text(text, (x, y), size, CENTER, color);
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
