//! Any finite numbers give a figure that tells them apart, or one plain sentence, within a second.
#![cfg(feature = "plot")]

mod figures_svg;
mod says;

use figures_svg::{marks, size, texts, ticks};
use nn_from_scratch::plot::*;
use nn_from_scratch::plotters::prelude::{LineSeries, RED};
use nn_from_scratch::{Network, Neuron, Sample, sample_grid, unit_disk};
use proptest::prelude::*;
use says::assert_says;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

#[track_caller]
fn assert_ticks(figure: &Figure, axis: usize, label: &str, expected: &[&str]) {
    let svg = figure.svg();
    assert_eq!(ticks(&svg)[axis], expected);
    assert!(texts(&svg).contains(&label), "{:?}", texts(&svg));
}

fn curve(f: &dyn Fn(f64) -> f64) -> Figure {
    curves("Curve", ("x", "y"), (0.0, 1.0), &[("f", f)])
}

#[test]
fn ticks_tell_tiny_and_huge_values_apart() {
    let steps = ["0", "0.2", "0.4", "0.6", "0.8", "1"];
    assert_ticks(&curve(&|x| x), 1, "y", &steps);
    assert_ticks(&curve(&|x| x * 1e-9), 1, "y (numbers × 1e-9)", &steps);
    assert_ticks(&curve(&|x| x * 1e17), 1, "y (numbers × 1e17)", &steps);
    assert_ticks(&curve(&|x| x * 1e300), 1, "y (numbers × 1e300)", &steps);
    assert_ticks(&curve(&|x| x * 1e-300), 1, "y (numbers × 1e-300)", &steps);
}

#[test]
fn ticks_tell_values_near_each_other_apart() {
    let steps = ["0", "0.2", "0.4", "0.6", "0.8", "1"];
    assert_ticks(&curve(&|x| 5000.0 + x), 1, "y (5000 + numbers)", &steps);
    assert_ticks(&curve(&|x| 1e17 + x * 1e10), 1, "y (1e17 + numbers × 1e10)", &steps);
    assert_ticks(&curve(&|x| -1e-9 + x * 1e-15), 1, "y (-1e-9 + numbers × 1e-15)", &steps);
}

#[test]
fn a_constant_stands_in_the_middle() {
    for (constant, label) in [(0.25, "y"), (1e17, "y (numbers × 1e17)")] {
        let svg = curve(&|_| constant).svg();
        assert!(texts(&svg).contains(&label), "{:?}", texts(&svg));
        assert!(ticks(&svg)[1].len() > 3);
        // The plot is 300 pixels high, below 64 pixels for title and legend.
        assert!(marks(&svg).contains(&(70.0, 214.0)));
    }
    // What differs by rounding alone is a constant, too.
    for noise in [1e-13, 5e-324] {
        let svg = curve(&|x| if x > 0.5 { 1.0 + noise } else { 1.0 }).svg();
        assert_eq!(ticks(&svg)[1], ["0.6", "0.8", "1", "1.2", "1.4"]);
    }
}

#[test]
fn a_landscape_tells_its_values_apart() {
    let draw = |f: &dyn Fn(f64, f64) -> f64| {
        landscape("Landscape", ("w", "b"), (0.0, 1e-9), (1e17, 2e17), f)
    };
    let svg = draw(&|w, _| w).svg();
    assert_eq!(ticks(&svg)[2], ["0", "0.25", "0.5", "0.75", "1"]);
    for label in ["w (numbers × 1e-9)", "b (numbers × 1e17)", "numbers × 1e-9"] {
        assert!(texts(&svg).contains(&label), "{label}: {:?}", texts(&svg));
    }
    assert!(svg.contains("from its lowest value, 0, light, to its highest, 1e-9, dark."));
    let svg = draw(&|w, _| 1e17 + w * 1e19).svg();
    assert!(texts(&svg).contains(&"1e17 + numbers × 1e10"), "{:?}", texts(&svg));
    // A flat function is all valley.
    let svg = draw(&|_, _| 1e17).svg();
    assert_eq!(ticks(&svg)[2], ["1", "1.25", "1.5", "1.75", "2"]);
}

#[test]
fn a_log_axis_has_a_number_at_every_power() {
    let svg = loss_curves("Loss", &[("J", &[f64::MAX, 1.0, 0.0])], Scale::Log).svg();
    assert_eq!(ticks(&svg)[1], ["1", "1e100", "1e200", "1e300"]);
    assert!(svg.contains("J from 1.80e308 at 1 to 0 at 3. What is below 1e-12 is drawn there."));
    let svg = loss_curves("Loss", &[("J", &[1e-7, 1e-8])], Scale::Log).svg();
    assert!(ticks(&svg)[1].contains(&"1e-7"), "{:?}", ticks(&svg)[1]);
    assert!(svg.contains("J from 1.00e-7 at 1 to 1.00e-8 at 2.</desc>"), "{svg}");
}

#[test]
fn a_log_axis_for_the_steps_shows_the_first_ones() {
    let losses: Vec<f64> = (1..=2000).map(|step| 1.0 / step as f64).collect();
    let svg = loss_curves("Loss", &[("J", &losses)], Scale::LogLog).svg();
    assert_eq!(ticks(&svg)[0], ["1", "10", "100", "1000"]);
    assert_eq!(ticks(&svg)[1], ["0.0001", "0.001", "0.01", "0.1", "1"]);
    assert!(svg.contains("J from 1 at 1 to 5.00e-4 at 2000."), "{}", &svg[..400]);
    // 1/step is straight: the plot is 500 pixels wide and its 4 decades are 300 high. For
    // "0.0001" the axis has 18 pixels more than for four letters.
    let length = 2000f64.log10();
    for step in [1.0, 10.0, 100.0, 2000.0f64] {
        let at = (88.0 + 500.0 * step.log10() / length, 64.0 + 300.0 * step.log10() / 4.0);
        let near = |mark: &&(f64, f64)| (mark.0 - at.0).abs() + (mark.1 - at.1).abs() < 0.11;
        assert!(marks(&svg).iter().find(near).is_some(), "{at:?}");
    }
}

#[test]
fn lines_go_through_their_points() {
    let points = [(0.01, 0.0), (100.0, 2.0)];
    let svg = lines("Rate", ("rate", "J"), &[("J", &points)], Scale::LogX).svg();
    assert_eq!(ticks(&svg)[0], ["0.01", "0.1", "1", "10", "100"]);
    for x in [70.0, 570.0] {
        assert!(marks(&svg).iter().any(|mark| mark.0 == x));
    }
    let draw = |point, scale| move || lines("Rate", ("rate", "J"), &[("J", &[point])], scale);
    assert_says(
        draw((0.0, 1.0), Scale::LogX),
        "There is no place on the axis of rate for 0, which “J” has.",
    );
    assert_says(
        draw((f64::NAN, 1.0), Scale::Linear),
        "There is no place on the axis of rate for NaN, which “J” has.",
    );
    assert_says(
        draw((1.0, f64::NAN), Scale::Linear),
        "There is nothing to draw: at rate = 1 the curve “J” is NaN.",
    );
    assert_says(
        || lines("Rate", ("rate", "J"), &[("J", &[])], Scale::Linear),
        "A line needs at least 1 point, but “J” has none.",
    );
}

#[test]
fn a_path_that_leaves_the_picture_ends_at_its_edge() {
    let bowl = || landscape("Bowl", ("w", "b"), (-1.0, 1.0), (-1.0, 1.0), &|w, b| w * w + b * b);
    let added = |path: &[(f64, f64)]| {
        let before = marks(&bowl().svg());
        let mut figure = bowl();
        figure.path(path);
        let svg = figure.svg();
        (marks(&svg)[before.len()..].to_vec(), svg)
    };
    let (across, svg) = added(&[(-1.0, 0.0), (1.0, 0.0)]);
    assert!(texts(&svg).contains(&"start") && texts(&svg).contains(&"end"));
    let ends =
        across.iter().fold((f64::MAX, f64::MIN), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    let (outside, svg) = added(&[(0.0, 0.0), (f64::MAX, 0.0), (-1e9, 0.0)]);
    assert!(texts(&svg).contains(&"end (outside of the picture)"));
    assert!(outside.iter().all(|(x, _)| (ends.0..=ends.1).contains(x)));
    for edge in [ends.0, ends.1] {
        assert!(outside.iter().any(|mark| mark.0 == edge), "{edge}");
    }
    let (never, _) = added(&[(3.0, 3.0), (3.0, -3.0)]);
    assert_eq!(never.len(), 2 * 2 + 2); // the legend alone
    let mut figure = bowl();
    assert_says(
        || figure.path(&[(f64::NAN, 0.0)]),
        "There is nothing to draw: one place of the path is (NaN, 0).",
    );
}

#[test]
fn ranges_that_f64_can_not_draw_give_a_sentence() {
    let line = |x| move || curves("Line", ("x", "y"), x, &[("f", &|x| x)]);
    assert_says(
        line((f64::MIN, f64::MAX)),
        "A curve needs a range between -1e300 and 1e300, but got -1.7976931348623157e308 to \
         1.7976931348623157e308.",
    );
    let narrow = "A curve needs a range whose ends differ by at least a trillionth of their size \
                  and by 1e-300, but got";
    assert_says(line((1.0, 1.0 + f64::EPSILON)), &format!("{narrow} 1 to 1.0000000000000002."));
    assert_says(line((0.0, 5e-324)), &format!("{narrow} 0 to 5e-324."));
    assert_says(
        || landscape("Flat", ("w", "b"), (0.0, 1.0), (-1e308, 1e308), &|_, _| 0.0),
        "A landscape needs ranges between -1e300 and 1e300, but got -1e308 to 1e308.",
    );
}

#[test]
fn values_that_f64_can_not_draw_give_a_sentence() {
    let sentence = "A figure shows numbers from -1e300 to 1e300, but one is 1e308.";
    let sample = Sample { x: 1e308, y: 0.0, target: 1.0 };
    assert_says(|| scatter("Far", &[sample]), sentence);
    assert_says(|| curve(&|x| x * 1e308), sentence);
    assert_says(|| loss_curves("Loss", &[("J", &[1e308, 0.0])], Scale::Linear), sentence);
    assert_says(
        || landscape("Steep", ("w", "b"), (0.0, 1.0), (0.0, 1.0), &|w, _| w * 1e308),
        sentence,
    );
}

#[test]
fn values_beyond_0_and_1_are_said_to_have_their_colours() {
    for (f, said) in [(1e308, true), (1.0, false), (0.0, false), (-1e-9, true)] {
        let map = heat_map("Map", &|x, _| if x > 0.0 { f } else { 0.5 }, &[]).svg();
        assert_eq!(map.contains("Values below 0 have the colour of 0, values above 1"), said);
        let surface = surface("Surface", &|x, _| if x > 0.0 { f } else { 0.5 }).svg();
        assert_eq!(surface.contains("Values below 0 stand at height 0, values above 1"), said);
    }
}

#[test]
fn samples_outside_of_a_heat_map_are_counted_but_not_drawn() {
    let map = |samples: &[Sample]| heat_map("Map", &unit_disk, samples).svg();
    let mut samples = sample_grid(unit_disk, 10);
    let inside = map(&samples);
    assert!(!texts(&inside).iter().any(|text| text.ends_with("outside")));
    samples.push(Sample { x: 3.0, y: 0.0, target: 1.0 });
    samples.push(Sample { x: f64::MAX, y: f64::MIN, target: 0.0 });
    let svg = map(&samples);
    assert_eq!(svg.matches("<circle").count(), inside.matches("<circle").count());
    assert_eq!(svg.matches("<polyline").count(), inside.matches("<polyline").count());
    assert!(texts(&svg).contains(&"2 of 123 samples outside"));
    assert!(svg.contains(
        "On top, 121 of 123 samples: 21 of target 1 as orange discs, 100 of target 0 as blue \
         crosses; 2 more lie outside of the picture.</desc>"
    ));
}

#[test]
fn a_heat_map_with_no_sample_inside_says_so() {
    let sample = |i: i32| Sample { x: f64::from(i), y: 50.0, target: 1.0 };
    let samples: Vec<Sample> = (30..100).map(sample).collect();
    let svg = heat_map("Map", &unit_disk, &samples).svg();
    assert!(!svg.contains("<circle"));
    assert!(
        texts(&svg).contains(&"70 of 70 samples outside") && !texts(&svg).contains(&"target 1")
    );
    assert!(svg.contains("On top, none of the 70 samples: all lie outside of the picture.</desc>"));
}

#[test]
fn a_legend_names_the_classes_as_they_are() {
    let classes = |targets: [f64; 2]| {
        let samples = targets.map(|target| Sample { x: target / 3.0, y: 0.0, target });
        let svg = scatter("Classes", &samples).svg();
        texts(&svg)
            .into_iter()
            .filter(|text| text.contains("target"))
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(classes([0.0, 1.0]), "target 1; target 0");
    assert_eq!(classes([-1.0, 1.0]), "target &gt; 0.5; target ≤ 0.5");
}

#[test]
fn a_long_legend_stays_in_the_picture() {
    let f = |x: f64| x;
    let ten: Vec<(&str, &dyn Fn(f64) -> f64)> = vec![("a name of some length", &f); 10];
    let svg = curves("Ten", ("x", "y"), (0.0, 1.0), &ten).svg();
    assert!(marks(&svg).iter().all(|(x, _)| *x < size(&svg).0));
    assert_says(
        || curves("Many", ("x", "y"), (0.0, 1.0), &[("f", &f as &dyn Fn(f64) -> f64); 11]),
        "A figure of curves shows at most 10 curves, but got 11; draw some of them.",
    );
}

#[test]
fn sizes_that_no_picture_has_give_a_sentence() {
    let sentence = |wide, high| {
        format!(
            "A figure has sides of 1 to 100000 pixels, but this one would be {wide} wide and \
             {high} high."
        )
    };
    assert_says(|| Figure::new("None", "", (0, 10)), &sentence(0, 10));
    let large = Figure::new("Large", "", (100_000, 100_000));
    assert_says(
        || Figure::side_by_side("Two", &[large.clone(), large], 2),
        &sentence(200_000, 100_036),
    );
    for (sizes, parameters, sentence) in [
        (&[1; 52][..], 102, "A diagram shows at most 50 layers, but this network has 51."),
        (&[2], 0, "A diagram needs the inputs and at least 1 layer, but got [2]."),
        (&[2, 0, 1], 1, "A diagram needs layers of at least 1 neuron, but got [2, 0, 1]."),
        (&[2, 4, 1], 16, "A diagram of layers of [2, 4, 1] needs 17 parameters, but got 16."),
    ] {
        assert_says(|| diagram("Bad", sizes, &vec![1.0; parameters]), sentence);
    }
    let (axes, range) = (("x", "y", "z"), (-1.0, 1.0));
    assert_says(
        || relief("Outside", axes, range, range, (0.0, 2.0), &unit_disk),
        "A relief shows a dot within its ranges, but (0, 2) is outside.",
    );
    let samples = vec![Sample { x: 0.0, y: 0.0, target: 1.0 }; 1001];
    assert_says(
        || heat_map("Many", &unit_disk, &samples),
        "A heat map shows at most 1000 samples, but got 1001; draw some of them.",
    );
    let sample = Sample { x: 0.0, y: 0.0, target: f64::NAN };
    assert_says(
        || heat_map("NaN", &unit_disk, &[sample]),
        "A heat map needs finite samples, but one is (0, 0) with target NaN.",
    );
}

#[test]
fn what_a_cell_draws_far_outside_ends_at_the_edge() {
    let drawn = |far: f64| {
        let mut figure = curve(&|x| x);
        figure.draw(|chart| {
            chart.draw_series(LineSeries::new([(-far, 0.5), (0.5, 0.5), (0.5, far)], &RED))?;
            Ok(())
        });
        figure.svg()
    };
    let near = drawn(2.0);
    assert!([1e3, 1e9, 1e300, f64::MAX].iter().all(|&far| drawn(far) == near));
}

/// All finite numbers: 0, subnormal, tiny, ordinary and huge ones, of both signs.
fn number() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    let power = (-320..309, -9.9..9.9).prop_map(|(exponent, digit): (i32, f64)| {
        let number: f64 = format!("{digit}e{exponent}").parse().unwrap();
        number.clamp(f64::MIN, f64::MAX)
    });
    prop_oneof![
        POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO,
        power,
        -3.0..3.0,
        prop::sample::select(vec![f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 1e17, 1e300]),
    ]
}

/// So many of them, far apart, or of one size, or all near one of them.
fn numbers(n: usize) -> impl Strategy<Value = Vec<f64>> {
    let shares = || prop::collection::vec(-1.0..1.0, n);
    let at_most = |number: f64| number.clamp(f64::MIN, f64::MAX);
    let of_one_size = (number(), shares())
        .prop_map(|(size, shares)| shares.iter().map(|share| size * share).collect::<Vec<f64>>());
    let near = (number(), -17..0, shares()).prop_map(move |(center, exponent, shares)| {
        let near = |share: &f64| at_most(center * (1.0 + share * 10f64.powi(exponent)));
        shares.iter().map(near).collect::<Vec<f64>>()
    });
    prop_oneof![prop::collection::vec(number(), n), of_one_size, near]
}

/// A function that takes these values in turn.
fn in_turn(values: &[f64]) -> impl Fn() -> f64 {
    let values = RefCell::new(values.iter().cycle());
    move || *values.borrow_mut().next().unwrap()
}

/// Checks the figure, or else the sentence that there is instead, and that it comes at once.
#[track_caller]
fn assert_drawn(draw: impl Fn() -> Figure) {
    let timed = || {
        let start = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| draw().svg()));
        (start.elapsed(), result)
    };
    let soon = Duration::from_secs(5);
    let (mut time, result) = timed();
    // A busy machine may have paused the test.
    for _ in 0..4 {
        if time >= soon {
            time = timed().0;
        }
    }
    assert!(time < soon, "{time:?}");
    match result {
        Ok(svg) => assert_sound(&svg),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().expect("a sentence with a number");
            let begins = said.starts_with("A ") || said.starts_with("There is nothing to draw: ");
            assert!(begins && said.ends_with('.') && said.len() < 200, "{said}");
        }
    }
}

/// No infinity, no endless digits, ticks that differ, and every mark in the picture.
#[track_caller]
fn assert_sound(svg: &str) {
    let mut words = svg.split(|c: char| !c.is_alphanumeric());
    assert!(!words.any(|word| ["NaN", "inf"].contains(&word)), "{svg}");
    let description = svg.split("</desc>").next().unwrap();
    for text in texts(svg).into_iter().chain(description.split_whitespace()) {
        assert!(text.len() < 60, "{text}");
    }
    for mut axis in ticks(svg) {
        assert!(axis.iter().all(|tick| tick.len() <= 8), "{axis:?}");
        let n = axis.len();
        axis.dedup();
        assert!(n != 1 && axis.len() == n, "{axis:?}");
    }
    let (width, height) = size(svg);
    for (x, y) in marks(svg) {
        assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "({x}, {y})");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_samples(numbers in numbers(30)) {
        let sample = |three: &[f64]| Sample { x: three[0], y: three[1], target: three[2] };
        let samples: Vec<Sample> = numbers.chunks(3).map(sample).collect();
        assert_drawn(|| scatter("Any", &samples));
        assert_drawn(|| heat_map("Any", &unit_disk, &samples));
    }

    #[test]
    fn any_curves(range in numbers(2), values in numbers(7)) {
        let x = (range[0].min(range[1]), range[0].max(range[1]));
        let f = in_turn(&values);
        assert_drawn(|| curves("Any", ("x", "y"), x, &[("x", &|x| x), ("f", &|_| f())]));
        assert_drawn(|| curves("Any", ("x", "y"), (-1.0, 1.0), &[("f", &|_| f())]));
        let points: Vec<(f64, f64)> = values.iter().map(|x| (x.abs().max(1e-9), *x)).collect();
        for scale in [Scale::Linear, Scale::Log, Scale::LogX, Scale::LogLog] {
            assert_drawn(|| loss_curves("Any", &[("J", &values)], scale));
            assert_drawn(|| lines("Any", ("x", "y"), &[("line", &points)], scale));
        }
    }

    #[test]
    fn any_bars(numbers in numbers(12)) {
        let named = |numbers: &[f64]| numbers.iter().map(|n| ("a bar", *n)).collect::<Vec<_>>();
        let sizes: Vec<f64> = numbers.iter().map(|n| n.abs()).collect();
        assert_drawn(|| bars("Any", "number", &named(&numbers)));
        assert_drawn(|| bars("Any", "number", &named(&sizes)));
    }

    #[test]
    fn any_pairs(numbers in numbers(12)) {
        let pairs: Vec<(f64, f64)> = numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        assert_drawn(|| comparison("Any", ("one", "other"), &pairs));
        assert_drawn(|| comparison("Any", ("one", "other"), &pairs[..1]));
    }

    #[test]
    fn any_numbers_of_a_graph(n in numbers(6), places in prop::collection::vec(-9e4..9e4, 4)) {
        let variables = |places: &[f64]| {
            [
                ("x", (places[0], places[1]), n[0], Some(n[1])),
                ("y", (places[2], places[3]), n[2], Some(n[3])),
            ]
        };
        let edge = [("x", "y", Some(n[4]), Some(n[5]))];
        assert_drawn(|| graph("Any", &variables(&[0.0, 0.0, 200.0, 50.0]), &edge));
        assert_drawn(|| graph("Any", &variables(&places), &edge));
        assert_drawn(|| graph("Any", &variables(&[0.0; 4]), &edge));
    }

    #[test]
    fn any_network(numbers in numbers(17)) {
        let hidden = |n: usize| Neuron::new(&numbers[3 * n..3 * n + 2], numbers[3 * n + 2]);
        let output = Neuron::new(&numbers[12..16], numbers[16]);
        let network = Network::new(vec![(0..4).map(hidden).collect(), vec![output]]);
        assert_drawn(|| diagram("Any", &[2, 4, 1], &network.parameters()));
    }
}

proptest! {
    // These take longer.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_functions_of_the_plane(x in numbers(2), y in numbers(2), values in numbers(7)) {
        let [x, y] = [x, y].map(|ends| (ends[0].min(ends[1]), ends[0].max(ends[1])));
        let f = in_turn(&values);
        let plane = (-1.0, 1.0);
        assert_drawn(|| landscape("Any", ("x", "y"), x, y, &|x, y| x.max(y)));
        assert_drawn(|| landscape("Any", ("x", "y"), plane, plane, &|_, _| f()));
        assert_drawn(|| relief("Any", ("x", "y", "z"), x, y, (x.0, y.1), &|x, y| x.max(y)));
        assert_drawn(|| relief("Any", ("x", "y", "z"), plane, plane, (0.0, 0.0), &|_, _| f()));
        assert_drawn(|| heat_map("Any", &|_, _| f(), &[]));
        assert_drawn(|| surface("Any", &|_, _| f()));
    }
}
