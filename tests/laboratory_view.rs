//! The laboratory's experiments and views, through the public API.
#![cfg(feature = "laboratory")]

mod says;

use base64::prelude::{BASE64_STANDARD, Engine};
use nn_from_scratch::laboratory::*;
use nn_from_scratch::*;
use says::assert_says;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn article() -> Run {
    Experiment::default().run(&sample_grid(unit_disk, 10), &[])
}

#[test]
fn the_default_experiment_is_the_articles() {
    let samples = sample_grid(unit_disk, 10);
    let mut network = Network::random(2, &[4], &mut ChaCha8Rng::seed_from_u64(SEED));
    let training = train(&mut network, &samples, 2000, 10.0);
    let run = article();
    assert_eq!(run.trained().parameters(), network.parameters());
    assert_eq!(run.records[0].training_loss, training.losses[0]);
    assert_eq!(
        run.to_string(),
        "2000 steps: 121 of 121 training samples right, with a mean loss of 0.0017."
    );
}

#[test]
fn a_run_is_recorded_from_the_first_step_to_the_last() {
    let run = article();
    let steps: Vec<usize> = run.records.iter().map(|record| record.step).collect();
    assert_eq!((steps[0], steps[1], steps[steps.len() - 1]), (0, 1, 2000));
    assert!((30..=42).contains(&steps.len()), "{steps:?}");
    assert!(steps.is_sorted_by(|a, b| a < b), "{steps:?}");
    for (i, record) in run.records.iter().enumerate() {
        assert_eq!(record.training_loss, mean_loss(&run.network(i), &run.training));
        assert!(record.test_loss.is_nan());
    }
}

#[test]
fn mini_batches_go_through_all_samples_and_depend_on_the_seed_alone() {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let (training, test) = split(&moons(200, 0.1, &mut rng), 0.25, &mut rng);
    let with = |seed| Experiment {
        hidden: vec![6],
        activation: Activation::Tanh,
        learning_rate: 1.0,
        batch: 10,
        steps: 600,
        seed,
    };
    let run = with(3).run(&training, &test);
    assert!(count_right(&run.trained(), &test) >= 43, "{run}");
    assert_eq!(with(3).run(&training, &test).records, run.records);
    assert_ne!(with(4).run(&training, &test).records, run.records);
}

#[test]
fn a_round_of_mini_batches_looks_at_each_sample_once() {
    let samples = sample_grid(unit_disk, 10);
    let moved = |batch, steps, learning_rate| -> Vec<f64> {
        let choice = Experiment { batch, steps, learning_rate, ..Experiment::default() };
        let before = choice.network().parameters();
        let after = choice.run(&samples, &[]).trained().parameters();
        after.iter().zip(before).map(|(after, before)| after - before).collect()
    };
    // With steps so small that the gradient stays the same, 121 steps of one sample each add up to
    // one step of all, whose mean makes each sample count 1/121.
    assert_ne!(moved(1, 1, 1e-6), moved(121, 1, 1e-6));
    for (one, all) in moved(1, 121, 1e-6).iter().zip(moved(121, 1, 121e-6)) {
        assert!((one - all).abs() < 1e-8, "{one} {all}");
    }
}

#[test]
fn what_goes_wrong_is_told_in_a_sentence() {
    let samples = sample_grid(unit_disk, 10);
    let run = |change: Experiment| change.run(&samples, &[]);
    let default = Experiment::default;
    let says = |change: Experiment, sentence: &str| assert_says(|| drop(run(change)), sentence);
    says(
        Experiment { batch: 0, ..default() },
        "A mini-batch needs at least 1 sample, but `batch` is 0.",
    );
    says(
        Experiment { learning_rate: f64::NAN, ..default() },
        "The learning rate must be a finite number above 0, but it is NaN.",
    );
    says(
        Experiment { hidden: vec![0], ..default() },
        "Every layer needs at least 1 neuron, but hidden layer 1 has 0.",
    );
    says(
        Experiment { steps: usize::MAX, ..default() },
        "18,446,744,073,709,551,615 steps could take longer than a minute, and interrupting them \
         would lose all variables. Train for at most 4,861,404 steps, or use smaller mini-batches.",
    );
    assert_says(
        || drop(default().run(&[], &samples)),
        "Training needs at least 1 sample, but the data set is empty.",
    );
    // Each of 42 records, the count and the look at the end take a pass over these, too.
    assert_says(
        || drop(Experiment { steps: usize::MAX, ..default() }.run(&samples, &samples)),
        "18,446,744,073,709,551,615 steps could take longer than a minute, and interrupting them \
         would lose all variables. Train for at most 4,861,360 steps, or use smaller mini-batches.",
    );
    let saturated = run(Experiment { learning_rate: 1000.0, ..default() }).to_string();
    assert!(saturated.contains("The network is saturated"), "{saturated}");
    let far: Vec<Sample> = samples.iter().map(|s| Sample { target: 1e200, ..*s }).collect();
    let stopped = default().run(&far, &[]);
    assert!(stopped.to_string().contains("Stopped at step 1: "), "{stopped}");
    assert!(stopped.trained().is_finite());
    let huge = Network::new(vec![vec![Neuron::new(&[1e308, -1e308], 0.0)]]);
    assert_says(
        || drop(default().run_from(huge, &samples, &[])),
        "This network's weights are so large that its answers are not finite: start from a new \
         network.",
    );
    let neuron = |weights: &[f64]| vec![Neuron::new(weights, 0.0)];
    let large = Network::new(vec![neuron(&[1e300, -1e300]), neuron(&[1e300])]);
    let saturated = default().run_from(large, &samples, &[]).to_string();
    assert!(saturated.contains(" The training started from weights as large as 1e300: "));
}

#[test]
fn a_view_holds_every_record_and_only_numbers() {
    let run = article();
    let view = view("The article's experiment", &run);
    assert!(view.json().len() + view.still().html().len() < 1_500_000);
    let still = view.still().svg();
    let parts: Vec<&str> = still.split("<g transform=\"translate(").skip(1).collect();
    assert!(parts.len() == 4 && parts[3].contains("after 2000 steps"));
    // The samples stand on the last.
    assert!(parts.iter().position(|part| part.contains("<circle")) == Some(3));
    let figure: Value = serde_json::from_str(view.json()).unwrap();
    let frames = figure["frames"].as_array().unwrap();
    let stops = figure["layout"]["sliders"][0]["steps"].as_array().unwrap();
    assert_eq!((frames.len(), stops.len()), (run.records.len(), run.records.len()));
    for (i, (frame, stop)) in frames.iter().zip(stops).enumerate() {
        assert_eq!(frame["name"], run.records[i].step.to_string());
        assert_eq!(stop["args"][0], json!([frame["name"]]));
        let heights = unpacked(&frame["data"][0]["z"]);
        assert_eq!(heights.len(), 41 * 41);
        for (row, column, x, y) in
            [(0, 0, -2.0, -2.0), (20, 20, 0.0, 0.0), (40, 0, -2.0, 2.0), (5, 30, 1.0, -1.5)]
        {
            let (height, answer) = (heights[41 * row + column], run.network(i).predict(&[x, y]));
            assert!((height - answer).abs() < 1e-6, "{i}: ({x}, {y})");
        }
        assert_eq!(frame["data"][2]["y"].as_array().unwrap().len(), i + 1);
    }
    // The border: pieces of a line, on which the answer is about one half.
    let border = &frames[frames.len() - 1]["data"][1];
    let points = unpacked(&border["x"]).into_iter().zip(unpacked(&border["y"]));
    let points: Vec<(f64, f64)> = points.filter(|point| !point.0.is_nan()).collect();
    assert!(points.len() > 20);
    assert!(points.iter().all(|(x, y)| (0.8..1.25).contains(&x.hypot(*y))), "{points:?}");
    let mut colors = BTreeSet::new();
    for (i, neuron) in run.trained().layers()[0].iter().enumerate() {
        let trace = &figure["data"][4 + i];
        assert_eq!(trace["name"], format!("neuron {}", i + 1));
        let (x, y) = (unpacked(&trace["x"]), unpacked(&trace["y"]));
        assert_eq!((x.len(), y.len()), (2, 2));
        for (x, y) in x.into_iter().zip(y) {
            let z = neuron.weights()[0] * x + neuron.weights()[1] * y + neuron.bias();
            assert!(z.abs() < 1e-5, "{z}");
        }
        colors.insert(trace["line"]["color"].to_string());
    }
    assert_eq!(colors.len(), 4);
}

/// Plotly's packed numbers.
fn unpacked(packed: &Value) -> Vec<f64> {
    assert_eq!(packed["dtype"], "f4");
    let bytes = BASE64_STANDARD.decode(packed["bdata"].as_str().unwrap()).unwrap();
    let number = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap()) as f64;
    bytes.chunks(4).map(number).collect()
}

#[test]
fn a_view_of_a_run_that_failed_at_once_is_drawn_all_the_same() {
    let samples = vec![Sample { x: 0.0, y: 0.0, target: 1e200 }];
    let run = Experiment::default().run(&samples, &samples);
    assert_eq!(run.records.len(), 1);
    let view = view("Nothing learned", &run);
    assert!(!view.json().contains("NaN") && !view.still().svg().contains("NaN"));
}

#[test]
fn a_view_says_how_many_samples_are_outside() {
    let headings = |samples: &[Sample]| {
        let run = Experiment { steps: 1, ..Experiment::default() }.run(samples, &samples[..1]);
        let figure: Value = serde_json::from_str(view("A view", &run).json()).unwrap();
        figure["layout"]["annotations"].to_string()
    };
    let mut samples = sample_grid(unit_disk, 10);
    assert!(!headings(&samples).contains("outside"));
    samples[1].x = 2.1;
    assert!(!headings(&samples).contains("outside"));
    samples[0].x = -2.2;
    samples[2].y = 1e9;
    assert!(headings(&samples).contains("<br>3 of 122 samples outside"), "{}", headings(&samples));
}

#[test]
fn a_view_shows_the_samples_in_space_and_on_the_plane() {
    let sample = |x, y, target| Sample { x, y, target };
    let training = [sample(0.12345, -1.0, 1.0), sample(1.0, 0.5, 0.0), sample(-1.0, 2.0, 0.5)];
    let test = [sample(0.5, 0.25, 1.0), sample(-0.5, 1.5, 0.0)];
    let run = Experiment { steps: 3, ..Experiment::default() }.run(&training, &test);
    let figure: Value = serde_json::from_str(view("Samples", &run).json()).unwrap();
    let traces = &figure["data"].as_array().unwrap()[8..];
    let expected = [
        ("training: target 1", ["circle", "circle"], json!([0.123]), json!([-1.0]), json!([1.0])),
        (
            "training: target 0",
            ["cross", "x-thin-open"],
            json!([1.0, -1.0]),
            json!([0.5, 2.0]),
            json!([0.0, 0.5]),
        ),
        ("test: target 1", ["circle-open"; 2], json!([0.5]), json!([0.25]), json!([1.0])),
        ("test: target 0", ["diamond-open"; 2], json!([-0.5]), json!([1.5]), json!([0.0])),
    ];
    assert_eq!(traces.len(), 8);
    for (pair, (name, symbols, x, y, z)) in traces.chunks(2).zip(expected) {
        for (trace, symbol) in pair.iter().zip(symbols) {
            assert_eq!(
                (&trace["name"], &trace["marker"]["symbol"]),
                (&json!(name), &json!(symbol))
            );
            assert_eq!((&trace["x"], &trace["y"]), (&x, &y));
        }
        assert_eq!(pair[0]["z"], z);
    }
    // The surface stands over every tenth; the losses are exact to a millionth.
    let places: Vec<f64> = (-20..=20).map(|i| f64::from(i) / 10.0).collect();
    assert_eq!(
        (&figure["data"][0]["x"], &figure["data"][0]["y"]),
        (&json!(places), &json!(places))
    );
    let losses: Vec<f64> = run.records.iter().map(|record| record.training_loss).collect();
    for (loss, drawn) in losses.iter().zip(figure["data"][2]["y"].as_array().unwrap()) {
        assert!((loss - drawn.as_f64().unwrap()).abs() <= 5e-7);
        assert_eq!(drawn.as_f64().unwrap(), (loss * 1e6).round() / 1e6);
    }
    let all = || run.records.iter().flat_map(|record| [record.training_loss, record.test_loss]);
    let range = [all().fold(1.0, f64::min).log10() - 0.1, all().fold(0.0, f64::max).log10() + 0.1];
    assert_eq!(figure["layout"]["yaxis"]["range"], json!(range));
}

/// Answers 1 right of x = 0, 0 left of it, and learns no more.
fn sure() -> Network {
    Network::new(vec![vec![Neuron::new(&[1e4, 0.0], 0.0)]])
}

#[test]
fn a_network_that_is_sure_is_saturated_only_where_it_is_wrong_and_was_trained() {
    let sample = |x, target| Sample { x, y: 0.0, target };
    let outcome = |network, samples: &[Sample], steps| {
        Experiment { steps, ..Experiment::default() }.run_from(network, samples, &[]).outcome
    };
    let (right, wrong) = ([sample(1.0, 1.0), sample(-1.0, 0.0)], [sample(1.0, 0.0); 2]);
    assert_eq!(outcome(sure(), &right, 1), Outcome::Finished);
    assert_eq!(outcome(sure(), &wrong, 0), Outcome::Finished);
    assert_eq!(outcome(sure(), &wrong, 1), Outcome::Saturated);
    assert_eq!(outcome(nn_from_scratch::article(), &wrong, 1), Outcome::Finished);
}

#[test]
fn losses_of_0_are_left_out_of_a_log_axis() {
    let samples = [Sample { x: 1.0, y: 0.0, target: 1.0 }];
    let run = Experiment { steps: 1, ..Experiment::default() }.run_from(sure(), &samples, &[]);
    assert_eq!(run.records[1].training_loss, 0.0);
    let figure: Value = serde_json::from_str(view("Sure", &run).json()).unwrap();
    let range = figure["layout"]["yaxis"]["range"].as_array().unwrap();
    assert!(range.iter().all(|end| end.is_number()), "{range:?}");
}

#[test]
fn a_run_advises_to_scale_inputs_only_where_answers_are_wrong() {
    let sample = |x, target| Sample { x, y: 0.0, target };
    let say = |samples: &[Sample]| {
        Experiment { steps: 0, ..Experiment::default() }.run_from(sure(), samples, &[]).to_string()
    };
    let (right, wrong) = ([sample(20.0, 1.0), sample(-20.0, 0.0)], [sample(20.0, 0.0)]);
    assert!(!say(&right).contains("The inputs reach"));
    assert!(say(&wrong).contains(" The inputs reach 20.0: "));
}
