//! The comparison with other tools (benches/peers): its jobs and answers, with the one peer that
//! needs nothing but Python.

#[path = "../benches/peers/contest.rs"]
mod contest;

use contest::{Job, Tool};
use nn_from_scratch::{ChaCha8Rng, Network, SeedableRng, article, sample_grid, unit_disk};
use std::process::Command;

const PLAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/plain.py");

fn python() -> Command {
    let works = |name: &str| {
        let output = Command::new(name).args(["-Es", "-c", "print(3)"]).output();
        output.is_ok_and(|output| output.stdout.starts_with(b"3"))
    };
    Command::new(if works("python3") { "python3" } else { "python" })
}

fn jobs() -> [Job; 2] {
    let samples = sample_grid(unit_disk, 10);
    let random = Network::random(2, &[5, 3], &mut ChaCha8Rng::seed_from_u64(3));
    [
        Job { network: article(), samples: samples.clone(), steps: 20, learning_rate: 10.0 },
        Job { network: random, samples, steps: 5, learning_rate: 1.0 },
    ]
}

#[test]
fn plain_python_ends_at_the_loss_of_the_crate() {
    for job in jobs() {
        let mut tool = Tool::start(python().args(["-EsB", PLAIN]), &job).unwrap();
        assert!(tool.name.starts_with("plain Python 3."), "{}", tool.name);
        for _ in 0..2 {
            let run = tool.run().unwrap();
            let deviation = (run.loss / job.loss() - 1.0).abs();
            assert!(deviation < 1e-12, "{} for {}", run.loss, job.loss());
            assert!((0.0..60.0).contains(&run.seconds), "{} s", run.seconds);
        }
    }
}

#[test]
fn a_tool_that_fails_says_why() {
    let fails = |program: &str| Tool::start(python().args(["-EsB", "-c", program]), &jobs()[0]);
    let reason = fails("import sys; sys.exit('No such thing.\\n')").err().unwrap();
    assert!(
        reason.starts_with("it stopped (") && reason.ends_with(") with the words “No such thing.”")
    );
    let reason = fails("pass").err().unwrap();
    assert!(reason.starts_with("it stopped without a word ("), "{reason}");

    let mut tool = fails("print('a tool'); print('not numbers')").unwrap();
    assert_eq!(tool.run().err().unwrap(), "it answered “not numbers”, not seconds and a loss");
    let reason = Tool::start(&mut Command::new("no such program"), &jobs()[0]).err().unwrap();
    assert!(reason.starts_with("it can't be started: "), "{reason}");
}
