//! Figures: small, self-describing, and never blank.
#![cfg(feature = "plot")]

mod figures_svg;
mod says;

use base64::prelude::{BASE64_STANDARD, Engine};
use figures_svg::{marks, size, ticks};
use nn_from_scratch::plot::*;
use nn_from_scratch::plotters::prelude::*;
use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{
    Network, SEED, Sample, Training, sample_grid, sigmoid, sigmoid_derivative, train, unit_disk,
};
use says::assert_says;

fn trained() -> (Network, Vec<Sample>, Training) {
    let samples = sample_grid(unit_disk, 10);
    let mut network = Network::random(2, &[4], &mut ChaCha8Rng::seed_from_u64(SEED));
    let training = train(&mut network, &samples, 2000, 10.0);
    (network, samples, training)
}

fn random(num_inputs: usize, hidden: &[usize]) -> Vec<f64> {
    Network::random(num_inputs, hidden, &mut ChaCha8Rng::seed_from_u64(0)).parameters()
}

type Variable = (&'static str, (f64, f64), f64, Option<f64>);
type Edge = (&'static str, &'static str, Option<f64>, Option<f64>);

/// L = (v · σ(w · x))² with its slopes.
const CHAIN: ([Variable; 4], [Edge; 3]) = (
    [
        ("x", (0.0, 0.0), 1.5, None),
        ("z", (120.0, 80.0), 3.0, Some(-0.25)),
        ("a", (240.0, 0.0), 0.9525741268, Some(0.00012345)),
        ("L", (360.0, 0.0), 9e-7, Some(1.0)),
    ],
    [
        ("x", "z", Some(2.0), Some(-0.375)),
        ("z", "a", Some(0.0451766597), None),
        ("a", "L", None, None),
    ],
);

/// No two neighbours alike, so that none can be drawn together.
const ALL_SHADES: [f64; 64] = {
    let mut shades = [0.0; 64];
    let mut i = 0;
    while i < 64 {
        shades[i] = (i * 7 % 33) as f64 - 16.0;
        i += 1;
    }
    shades
};

fn figures() -> Vec<Figure> {
    let (network, samples, training) = trained();
    let learned = |x: f64, y: f64| network.predict(&[x, y]);
    let derivative = |z: f64| sigmoid_derivative(sigmoid(z));
    vec![
        scatter("Samples & <targets>", &samples),
        curves("Curves", ("z", "value"), (-6.0, 6.0), &[("σ", &sigmoid), ("σ′", &derivative)]),
        loss_curves("Loss", &[("seed", &training.losses)], Scale::Log),
        loss_curves("Loss", &[("seed", &training.losses)], Scale::Linear),
        loss_curves("Loss", &[("seed", &training.losses)], Scale::LogLog),
        lines("One point", ("x", "y"), &[("here", &[(3.0, -2.0)])], Scale::LogX),
        heat_map("Learned", &learned, &samples),
        heat_map("Target", &unit_disk, &[]),
        heat_map("Waves", &|x, y| 0.5 + 0.5 * (3.0 * x).sin() * (3.0 * y).cos(), &[]),
        surface("Learned", &learned),
        diagram("Network", &[2, 4, 1], &network.parameters()),
        named_diagram("Names", 2, 4),
        landscape("Bowl", ("w", "b"), (-3.0, 1.0), (0.0, 2.0), &|w, b| w * w + b),
        landscape("Steps", ("w", "b"), (-3.0, 1.0), (0.0, 2.0), &|w, b| (w + b).floor().min(1.5)),
        relief("Bowl", ("w", "b", "J"), (-3.0, 1.0), (0.0, 2.0), (0.0, 1.0), &|w, b| w * w + b),
        relief("Flat", ("w", "b", "J"), (-3.0, 1.0), (0.0, 2.0), (1.0, 2.0), &|_, _| 7.0),
        landscape("Flat", ("w", "b"), (-3.0, 1.0), (0.0, 2.0), &|_, _| 7.0),
        scatter("Many", &sample_grid(unit_disk, 30)),
        loss_curves("One step", &[("seed", &training.losses[..1])], Scale::Linear),
        bars("Time", "milliseconds", &[("by hand & <simple>", 6.1), ("by framework", 480.0)]),
        bars("Far apart", "number", &[("least", f64::MIN_POSITIVE), ("most", f64::MAX)]),
        bars("One", "number", &[("exactly a power of ten", 1.0)]),
        graph("Graph", &CHAIN.0, &CHAIN.1),
        comparison("Pairs", ("formula", "measured"), &[(0.2, 0.2), (-3e-7, 3e-7), (0.0, 0.0)]),
        diagram("Wide", &[2, 1000, 1], &random(2, &[1000])),
        diagram("Deep", &[3, 8, 8, 8, 1], &random(3, &[8, 8, 8])),
        bars("From 0", "milliseconds", &[("slow", 23.2), ("fast", 1.41)]),
        images("Images", &[("a name of some length & <others>", &ALL_SHADES[..]); 64], 10),
        images("White", &[("", &[0.0][..])], 1),
        confusion("Classes", &vec![vec![12345; 20]; 20]),
        confusion("One class", &[vec![0]]),
    ]
}

#[test]
fn every_figure_is_small_and_says_what_it_shows() {
    for figure in figures() {
        let (svg, html) = (figure.svg(), figure.html());
        assert!(html.len() < 150_000, "{} bytes: {}", html.len(), &svg[..200]);
        assert!(svg.contains("<title>") && svg.contains("<desc>"));
        // The background comes before anything else is drawn.
        let first_mark = svg.find("<rect").unwrap();
        assert!(svg[first_mark..].starts_with("<rect x=\"0\" y=\"0\""));
        assert!(svg[first_mark..first_mark + 100].contains("fill=\"#FFFFFF\""));
        assert!(html.starts_with("<img alt=\""));
        assert!(!svg.contains("NaN") && !svg.contains("inf\""));
        let open = svg.matches("<g ").count();
        assert_eq!(open, svg.matches("</g>").count());
        assert_eq!(svg.matches("</svg>").count(), 1);
    }
    assert!(figures()[0].svg().contains("<title>Samples &amp; &lt;targets&gt;</title>"));
}

#[test]
fn the_html_holds_the_svg() {
    let figure = &figures()[0];
    let html = figure.html();
    let encoded = html.split("base64,").nth(1).unwrap().strip_suffix("\">").unwrap();
    assert_eq!(String::from_utf8(BASE64_STANDARD.decode(encoded).unwrap()).unwrap(), figure.svg());
}

#[test]
fn cells_can_draw_on_a_figure_with_plotters() {
    let mut figure = scatter("Samples", &sample_grid(unit_disk, 10));
    let before = figure.svg();
    figure.draw(|chart| {
        let circle = (0..=60).map(|i| i as f64 * std::f64::consts::TAU / 60.0);
        chart.draw_series(LineSeries::new(circle.map(|t| (t.cos(), t.sin())), &RED))?;
        Ok(())
    });
    figure.draw_area(|area| {
        area.draw(&Text::new("here", (10, 10), ("sans-serif", 14)))?;
        Ok(())
    });
    let after = figure.svg();
    assert_eq!(after.matches("<polyline").count(), before.matches("<polyline").count() + 1);
    assert!(after.contains("here"));
}

#[test]
fn a_figure_saves_itself() {
    let path = std::env::temp_dir().join(format!("nn_from_scratch-{}.svg", std::process::id()));
    let figure = &figures()[1];
    figure.save(&path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), figure.svg());
    std::fs::remove_file(&path).unwrap();

    let error = figure.save("/no such folder/figure.svg").unwrap_err().to_string();
    assert!(
        error.starts_with("The figure could not be saved to /no such folder/figure.svg: "),
        "{error}"
    );
}

#[test]
fn bars_say_three_digits() {
    let named = [0.0123456, 0.999999, 12.0, 1523.4, 123456.0, 1.234e7, 9.999e-6]
        .map(|value| ("bar", value));
    let svg = bars("Digits", "number", &named).svg();
    let expected = "number, on a log axis: bar 0.0123; bar 1.00; bar 12.0; bar 1520; bar 123000; \
                    bar 1.23e7; bar 1.00e-5.";
    assert!(svg.contains(expected), "{}", &svg[..400]);
}

#[test]
fn a_graph_says_each_value_factor_and_slope() {
    let svg = graph("Chain", &CHAIN.0, &CHAIN.1).svg();
    assert!(svg.contains(
        "<desc>A computational graph with the result L. x = 1.5; z = 3, slope of L −0.25; \
         a = 0.9526, slope of L 0.00012; L = 9.0e−7, slope of L 1; \
         x to z: factor 2, slope of L −0.3750; z to a: factor 0.0452; a to L.</desc>"
    ));
    for number in ["1.5", "−0.25", "0.9526", "9.0e−7", "0.0452"] {
        assert!(svg.contains(&format!("\n{number}\n</text>")), "{number}");
    }
}

#[test]
fn bars_begin_at_0_unless_one_is_50_times_another() {
    let svg = |most: f64| bars("Ratio", "number", &[("least", 0.02), ("most", most)]).svg();
    assert!(svg(0.98).contains("number: least 0.0200; most 0.980."));
    assert!(svg(1.0).contains("number, on a log axis: least 0.0200; most 1.00."));
    for tick in ["0", "0.2", "0.4", "0.6", "0.8", "1"] {
        assert!(svg(0.98).contains(&format!(">\n{tick}\n<")), "{tick} in {}", svg(0.98));
    }
}

#[test]
fn a_graph_keeps_its_places_while_slopes_come_in() {
    let places = |with_slopes: bool| {
        let slope = |slope: Option<f64>| slope.filter(|_| with_slopes);
        let variables = CHAIN.0.map(|(name, at, value, s)| (name, at, value, slope(s)));
        let edges = CHAIN.1.map(|(from, to, factor, s)| (from, to, factor, slope(s)));
        let svg = graph("Chain", &variables, &edges).svg();
        let factor = svg.split("\n0.0452\n").next().unwrap();
        factor.rsplit("<text ").next().unwrap().to_string()
    };
    assert_eq!(places(false), places(true));
}

#[test]
fn a_comparison_counts_opposite_signs() {
    let pairs = [(0.25, 0.25), (-0.25, 0.25), (3e-9, -3e-9), (0.0, -1.0), (0.0, 0.0)];
    let svg = comparison("Signs", ("formula", "measured"), &pairs).svg();
    assert!(svg.contains(
        "measured against formula, on axes from -1 to 1, logarithmic on either side of 0: \
         5 pairs, 2 of them with opposite signs.</desc>"
    ));
    assert_eq!(svg.matches("<circle").count(), 2 * 3);
}

#[test]
fn what_can_not_be_drawn_gives_a_sentence() {
    let nan = |x: f64, _: f64| if x > 1.0 { f64::NAN } else { 0.0 };
    let sentence = "There is nothing to draw: at (1.125, -2) the function is NaN.";
    assert_says(|| surface("NaN", &nan), sentence);
    assert_says(
        || heat_map("NaN", &|_, _| f64::INFINITY, &[]),
        "There is nothing to draw: at (-2.15, -2.15) the function is inf.",
    );
    assert_says(
        || curves("NaN", ("z", "value"), (-1.0, 1.0), &[("ln", &f64::ln)]),
        "There is nothing to draw: at z = -1 the curve “ln” is NaN.",
    );
    assert_says(
        || landscape("empty", ("w", "b"), (1.0, 0.0), (0.0, 2.0), &|_, _| 7.0),
        "A landscape needs ranges from a smaller to a larger number, but got 1 to 0.",
    );
    assert_says(
        || curves("empty", ("z", "value"), (1.0, 1.0), &[("σ", &sigmoid)]),
        "A curve needs a range from a smaller to a larger number, but got 1 to 1.",
    );
    assert_says(
        || loss_curves("empty", &[("run", &[])], Scale::Log),
        "A loss curve needs at least 1 loss, but “run” has none.",
    );
    assert_says(|| scatter("empty", &[]), "A scatter plot needs at least 1 sample, but got none.");
    let sample = Sample { x: 0.5, y: 0.0, target: f64::NAN };
    assert_says(
        || scatter("NaN", &[sample]),
        "A scatter plot needs finite samples, but one is (0.5, 0) with target NaN.",
    );
    assert_says(
        || scatter("many", &sample_grid(unit_disk, 100)),
        "A scatter plot shows at most 1000 samples, but got 10201; draw some of them.",
    );
    assert_says(
        || bars("empty", "number", &[]),
        "A figure of bars needs at least 1 bar, but got none.",
    );
    assert_says(
        || bars("many", "number", &[("bar", 1.0); 25]),
        "A figure of bars shows at most 24 bars, but got 25; draw some of them.",
    );
    for (value, said) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (0.0, "0"), (-2.5, "-2.5")] {
        let sentence = format!("A bar needs a finite number above 0, but “second” is {said}.");
        assert_says(|| bars("bad", "number", &[("first", 1.0), ("second", value)]), &sentence);
    }
    assert_says(
        || Figure::side_by_side("empty", &[], 2),
        "Side by side needs at least 1 figure and 1 column, but got 0 and 2.",
    );
    assert_says(|| graph("empty", &[], &[]), "A graph shows 1 to 60 variables, but got 0.");
    assert_says(
        || graph("lost", &CHAIN.0, &[("x", "w", None, None)]),
        "An edge needs variables of the graph, but “w” is not among them.",
    );
    assert_says(
        || graph("twice", &[CHAIN.0[0], CHAIN.0[0]], &[]),
        "A graph's variables have different names, but two here are “x”.",
    );
    assert_says(
        || graph("far", &[("x", (0.0, 1e6), 0.0, None)], &[]),
        "A graph's variables have places in pixels, but one here is beyond ±100000.",
    );
    assert_says(
        || graph("NaN", &[("x", (0.0, 0.0), f64::NAN, None)], &[]),
        "There is nothing to draw: a number of this graph is NaN.",
    );
    let labels = ("formula", "measured");
    assert_says(
        || comparison("empty", labels, &[]),
        "A comparison shows 1 to 1000 pairs, but got 0.",
    );
    assert_says(
        || comparison("NaN", labels, &[(0.0, f64::NAN)]),
        "There is nothing to draw: a pair is (0, NaN).",
    );
    assert_says(
        || named_diagram("Many", 2, 7),
        "A diagram with names has 1 or 2 inputs and 1 to 6 hidden neurons, but this one would have \
         2 and 7.",
    );
    let mut without_axes = diagram("Network", &[2, 4, 1], &trained().0.parameters());
    assert_says(
        || without_axes.draw(|_| Ok(())),
        "This figure has no axes to draw on; draw on its pixels with `draw_area`.",
    );
}

#[test]
fn images_without_a_minus_are_grey() {
    let (plus, minus) = ([0.0, 0.25, 0.5, 1.0], [0.0, 0.25, -0.5, 1.0]);
    let grey = images("Grey", &[("one", &plus[..]), ("", &plus)], 2).svg();
    assert!(grey.contains(
        "<desc>2 images of 2 × 2 pixels, from white for 0 to black for 1. Below them: one.</desc>"
    ));
    let colored = images("Signs", &[("", &minus[..])], 2).svg();
    assert!(colored.contains(
        "<desc>1 image of 2 × 2 pixels, from blue for -1 over white for 0 to orange for 1.</desc>"
    ));
    let third = images("A third", &[("", &[-1.0 / 3.0][..])], 1).svg();
    assert!(third.contains("from blue for -0.3333 over white for 0 to orange for 0.3333.</desc>"));
    let most = images("The most", &[("", &[f64::MAX][..])], 1).svg();
    assert!(most.contains("black for 1.7976931348623157e308.</desc>"));
    // The darkest, half of it, and a quarter; half of it is negative there.
    let colors = |svg: &str| {
        let paths = svg.lines().filter(|line| line.starts_with("<path"));
        paths.map(|path| path.split('"').nth(1).unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(colors(&grey), ["#C8C8C8", "#919191", "#222222"]);
    assert_eq!(colors(&colored), ["#80AACE", "#EFD1BF", "#BE4800"]);
}

#[test]
fn pixels_stand_where_they_belong() {
    // Row by row from the upper left: two neighbours in the first row, one in the last.
    let corners = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
    let svg = images("Rows", &[("", &corners[..])], 1).svg();
    let path = svg.lines().find(|line| line.starts_with("<path")).unwrap();
    assert!(path.contains("d=\"M1440,460h480v240h-480zM1920,940h240v240h-240z\""), "{path}");
}

#[test]
fn a_confusion_matrix_says_its_errors_the_most_frequent_first() {
    let svg = confusion("Three", &[vec![9, 1, 0], vec![0, 8, 2], vec![0, 0, 9]]).svg();
    let sentence = "26 of 29 are right. Wrong: 1 taken for 2, 2 times; 0 taken for 1, once.</desc>";
    assert!(svg.contains(sentence), "{}", &svg[..400]);
    // A 0 is blank, but for the names of the classes.
    assert_eq!(svg.matches(">\n0\n<").count(), 2);
    assert!(
        confusion("Right", &[vec![2, 0], vec![0, 3]]).svg().contains("5 of 5 are right.</desc>")
    );
}

#[test]
fn images_and_classes_that_can_not_be_drawn_give_a_sentence() {
    assert_says(|| images("none", &[], 1), "A figure shows 1 to 64 images, but got 0.");
    let one: [(&str, &[f64]); 1] = [("one", &[1.0])];
    assert_says(|| images("no columns", &one, 0), "Images stand in 1 to 16 columns, but got 0.");
    let squares = "Images here are squares of the same size, of 1 to 32 pixels a side, but ";
    for (name, values, pixels) in
        [("none", vec![], 0), ("two", vec![1.0; 2], 2), ("far", vec![1.0; 1089], 1089)]
    {
        let sentence = format!("{squares}“{name}” has {pixels} pixels.");
        assert_says(|| images("odd", &[(name, &values)], 1), &sentence);
    }
    assert_says(
        || images("mixed", &[one[0], ("other", &[1.0; 4])], 1),
        &format!("{squares}“other” has 4 pixels."),
    );
    assert_says(
        || images("heavy", &[("large", &[1.0; 1024][..]); 5], 1),
        "A figure of images has room for 4096 pixels, but these have 5120; draw some of them.",
    );
    assert_says(
        || images("NaN", &[("odd", &[f64::NAN])], 1),
        "There is nothing to draw: a pixel of “odd” is NaN.",
    );
    assert_says(|| confusion("none", &[]), "A confusion matrix shows 1 to 20 classes, but got 0.");
    assert_says(
        || confusion("odd", &[vec![1, 2], vec![3]]),
        "A confusion matrix has as many columns as rows, but a row of this one has 1 numbers and \
         there are 2 rows.",
    );
}

/// The numbers of an attribute, in pixels.
fn numbers(mark: &str, attribute: &str) -> Vec<f64> {
    let start = mark.find(&format!(" {attribute}=\"")).unwrap() + attribute.len() + 3;
    let text = mark[start..].split('"').next().unwrap();
    let parts = text.split([' ', ',']).filter(|part| !part.is_empty());
    parts.map(|part| part.parse::<f64>().unwrap() / 10.0).collect()
}

/// A label stands in a gap of its own line, and no other line comes near it.
#[test]
fn labels_of_a_diagram_touch_no_other_line() {
    let trained = trained().0.parameters();
    let mut diagrams = vec![
        diagram("Trained", &[2, 4, 1], &trained),
        diagram("Wide", &[2, 8, 1], &random(2, &[8])),
        diagram("Deep", &[3, 3, 3, 1], &random(3, &[3, 3])),
        diagram("Deep", &[2, 2, 2, 1], &random(2, &[2, 2])),
        diagram("Large", &[2, 4, 4, 1], &random(2, &[4, 4])),
    ];
    for inputs in 1..=2 {
        diagrams.extend((1..=6).map(|hidden| named_diagram("Names", inputs, hidden)));
    }
    let mut labels = 0;
    for svg in diagrams.iter().map(Figure::svg) {
        let of = |kind: &str| svg.lines().filter(|line| line.starts_with(kind)).collect();
        let (boxes, lines): (Vec<&str>, Vec<&str>) = (of("<rect"), of("<polyline"));
        // The first is the background.
        for label in &boxes[1..] {
            labels += 1;
            let [x, y, width, height] =
                ["x", "y", "width", "height"].map(|attribute| numbers(label, attribute)[0]);
            let crosses = |line: &&&str| {
                let points = numbers(line, "points");
                let &[x0, y0, x1, y1] = &points[..] else { return false };
                let (steps, half) = (1000, numbers(line, "stroke-width")[0] / 2.0);
                (0..=steps).map(|step| step as f64 / steps as f64).any(|t| {
                    let (at_x, at_y) = (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t);
                    let (middle_x, middle_y) = (x + width / 2.0, y + height / 2.0);
                    // The letters end some pixels within the gap.
                    (at_x - middle_x).abs() < width / 2.0 + half - 3.0
                        && (at_y - middle_y).abs() < height / 2.0 + half - 3.0
                })
            };
            assert_eq!(lines.iter().filter(crosses).count(), 1, "{label}\n{svg}");
        }
    }
    assert!(labels > 100, "{labels}");
}

/// The scatter's lines through the samples, without its crosses, which are lines of five points.
fn lines_through(samples: &[Sample]) -> usize {
    let svg = scatter("Samples", samples).svg();
    let layer = svg.split("<g ").find(|layer| layer.contains("stroke=\"#E1E1E1\"")).unwrap();
    layer.matches("<polyline").count()
}

#[test]
fn a_grid_of_samples_shows_its_lines() {
    let mut samples = sample_grid(unit_disk, 10);
    assert_eq!(lines_through(&samples), 22);
    samples.reverse();
    assert_eq!(lines_through(&samples), 22);
    // With one point missing, or too many lines, the lines are those of the axes' numbers.
    samples.pop();
    let missing = scatter("Samples", &samples).svg();
    let many = scatter("Samples", &sample_grid(unit_disk, 31)[..1000]).svg();
    for svg in [missing, many] {
        assert!(svg.contains("stroke=\"#E1E1E1\""));
        assert!(!svg.contains("<g transform=\"scale(0.1)\" fill=\"none\" stroke=\"#E1E1E1\""));
    }
}

#[test]
fn figures_side_by_side_share_the_bar_of_colours() {
    let map = |slope: f64| heat_map("Ramp", &|x, _| sigmoid(slope * x), &[]);
    let bar = ["0", "0.25", "0.5", "0.75", "1"];
    let one = map(1.0).svg();
    assert_eq!(ticks(&one)[2], bar);
    let row = Figure::side_by_side("Row", &[map(1.0), map(2.0), map(3.0)], 3).svg();
    assert_eq!(ticks(&row)[2], bar);
    assert!(size(&row).0 < 2.7 * size(&one).0, "{:?}", size(&row));
    // At 900 pixels, letters of 13 are still of 9.
    assert!(13.0 * 900.0 / size(&row).0 > 9.0, "{:?}", size(&row));
    let rows = Figure::side_by_side("Rows", &[map(1.0), map(2.0), map(3.0)], 2).svg();
    assert_eq!(ticks(&rows)[2], [bar, bar].concat());
    // Different bars stay with their figures.
    let other = |high: f64| landscape("Map", ("w", "b"), (0.0, 1.0), (0.0, 1.0), &|w, _| w * high);
    let both = Figure::side_by_side("Both", &[other(1.0), other(2.0)], 2).svg();
    assert_eq!(ticks(&both)[2].len(), 2 * ticks(&other(1.0).svg())[2].len());
}

#[test]
fn an_arrow_stays_inside_of_the_axes() {
    let drawn = |from, to| {
        let mut figure = scatter("Samples", &sample_grid(unit_disk, 2));
        let before = marks(&figure.svg()).len();
        figure.arrow(from, to);
        let svg = figure.svg();
        (marks(&svg)[before..].to_vec(), svg.contains("An arrow from"))
    };
    // The plot: 330 pixels from (70, 64), for ±2.15.
    let (inside, said) = drawn((0.0, 0.0), (2.0, 0.0));
    assert!(said && inside.contains(&(388.5, 229.0)), "{inside:?}");
    let (cut, said) = drawn((0.0, 0.0), (8.0, 4.0));
    assert!(said && cut == [(235.0, 229.0), (400.0, 146.5)], "{cut:?}");
    for (from, to) in [((3.0, 0.0), (0.0, 0.0)), ((1.0, 1.0), (1.0, 1.0))] {
        assert_eq!(drawn(from, to), (vec![], false));
    }
    let mut figure = scatter("Samples", &sample_grid(unit_disk, 2));
    assert_says(
        || figure.arrow((0.0, 0.0), (f64::NAN, 1.0)),
        "An arrow needs finite numbers, but got (0.0, 0.0) to (NaN, 1.0).",
    );
}
