//! The comparison with other tools (benches/peers): its jobs and answers, with the one peer that
//! needs nothing but Python.

use nn_from_scratch::{ChaCha8Rng, Network, SeedableRng, article, sample_grid, train, unit_disk};
use std::process::Command;
use support::job::Job;
use support::tool::Tool;

const PLAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/plain.py");

fn python() -> Command {
    let works = |name: &str| {
        let output = Command::new(name).args(["-Es", "-c", "print(3)"]).output();
        output.is_ok_and(|output| output.stdout.starts_with(b"3"))
    };
    Command::new(if works("python3") { "python3" } else { "python" })
}

/// A job, and the loss at which the crate ends.
fn job(sizes: &[usize], mut network: Network, steps: usize, learning_rate: f64) -> (Job, f64) {
    let samples = sample_grid(unit_disk, 10);
    let rows: Vec<[f64; 3]> = samples.iter().map(|s| [s.x, s.y, s.target]).collect();
    let job = Job::new(sizes, &network.parameters(), &rows, steps, learning_rate);
    let training = train(&mut network, &samples, steps, learning_rate);
    (job, training.losses[steps - 1])
}

fn jobs() -> [(Job, f64); 2] {
    let random = Network::random(2, &[5, 3], &mut ChaCha8Rng::seed_from_u64(3));
    [job(&[2, 4, 1], article(), 20, 10.0), job(&[2, 5, 3, 1], random, 5, 1.0)]
}

#[test]
fn plain_python_ends_at_the_loss_of_the_crate() {
    for (job, loss) in jobs() {
        let mut tool = Tool::start(python().args(["-EsB", PLAIN]), &job).unwrap();
        assert!(tool.name.starts_with("plain Python 3."), "{}", tool.name);
        for _ in 0..2 {
            let run = tool.run().unwrap();
            let deviation = (run.loss / loss - 1.0).abs();
            assert!(deviation < 1e-12, "{} for {loss}", run.loss);
            assert!((0.0..60.0).contains(&run.seconds), "{} s", run.seconds);
        }
    }
}

#[test]
fn a_tool_that_fails_says_why() {
    let fails = |program: &str| Tool::start(python().args(["-EsB", "-c", program]), &jobs()[0].0);
    let reason = fails("import sys; sys.exit('No such thing.\\n')").err().unwrap();
    assert!(
        reason.starts_with("it stopped (") && reason.ends_with(") with the words “No such thing.”")
    );
    let reason = fails("pass").err().unwrap();
    assert!(reason.starts_with("it stopped without a word ("), "{reason}");

    let mut tool = fails("print('a tool'); print('not numbers')").unwrap();
    assert_eq!(tool.run().err().unwrap(), "it answered “not numbers”, not seconds and a loss");
    let reason = Tool::start(&mut Command::new("no such program"), &jobs()[0].0).err().unwrap();
    assert!(reason.starts_with("it can't be started: "), "{reason}");
}
