//! Scores networks that were handed in as files on samples that nobody has seen:
//! `cargo run -- contest FOLDER --data spirals --seed 90125`

use nn_from_scratch::laboratory::{load_csv, load_network, settings};
use nn_from_scratch::{ChaCha8Rng, Network, Sample, SeedableRng, count_right, mean_loss};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Scores every network file (.json) in a folder and in those in it, and prints a table in Markdown.

  cargo run -- contest FOLDER --data spirals --seed 90125
  cargo run -- contest FOLDER --test hidden.csv

The test samples are 1000 fresh ones of a data set of the laboratory (ring, xor, gaussians, moons
or spirals), drawn from a seed that only you know, or those of a CSV file of yours. The most right
answers win; then the smaller mean loss, then the fewer parameters.";

const POINTS: usize = 1000;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| matches!(&argument[..], "--help" | "-h")) {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    match contest(&arguments) {
        Ok(table) => {
            print!("{table}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn contest(arguments: &[String]) -> Result<String, String> {
    let (folder, test) = match arguments {
        [folder, option, file] if option == "--test" => (folder, load_csv(file)?.samples),
        [folder, data, name, seed, number] if data == "--data" && seed == "--seed" => {
            (folder, fresh(name, number)?)
        }
        _ => return Err(HELP.to_owned()),
    };
    let folder = Path::new(folder);
    let mut paths = Vec::new();
    networks_in(folder, &mut paths)?;
    if paths.is_empty() {
        return Err(format!("In {} there is no network file (.json).", folder.display()));
    }
    paths.sort();
    let entries = paths.iter().map(|path| {
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        (name.replace('|', "\\|"), score(path, &test))
    });
    Ok(table(entries.collect(), test.len()))
}

/// Samples of a data set of the laboratory, with its own noise.
fn fresh(name: &str, seed: &str) -> Result<Vec<Sample>, String> {
    let all = settings();
    let setting = all.iter().find(|setting| setting.name == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|setting| setting.name).collect();
        format!("There is no data set {name}; there are {}.", names.join(", "))
    })?;
    let seed = seed.parse().map_err(|_| format!("A seed is a whole number, but {seed} is not."))?;
    Ok((setting.data_set)(POINTS, setting.noise, &mut ChaCha8Rng::seed_from_u64(seed)))
}

fn networks_in(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let unreadable = |error| format!("{} can't be read: {error}.", folder.display());
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // A link may lead anywhere, and around in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            networks_in(&path, paths)?;
        } else if path.extension().is_some_and(|kind| kind == "json") {
            paths.push(path);
        }
    }
    Ok(())
}

struct Score {
    right: usize,
    loss: f64,
    parameters: usize,
}

fn score(path: &Path, test: &[Sample]) -> Result<Score, String> {
    let network: Network = load_network(path)?;
    if network.num_inputs() != 2 {
        return Err(format!("The network has {} inputs, not 2.", network.num_inputs()));
    }
    Ok(Score {
        right: count_right(&network, test),
        loss: mean_loss(&network, test),
        parameters: network.parameters().len(),
    })
}

/// The winner first; what is no network comes last, with the reason.
fn table(mut entries: Vec<(String, Result<Score, String>)>, samples: usize) -> String {
    let rank = |entry: &Result<Score, String>| match entry {
        Ok(score) => (samples - score.right, score.loss, score.parameters),
        Err(_) => (usize::MAX, 0.0, 0),
    };
    entries.sort_by(|(_, a), (_, b)| {
        let (a, b) = (rank(a), rank(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    });
    let mut table = format!(
        "| Place | File | Right of {samples} | Mean loss | Parameters |\n\
         | ---: | --- | ---: | ---: | ---: |\n"
    );
    for (place, (name, score)) in (1..).zip(entries) {
        table += &match score {
            Ok(Score { right, loss, parameters }) => {
                format!("| {place} | {name} | {right} | {loss:.4} | {parameters} |\n")
            }
            Err(why) => format!("| – | {name} | {} | – | – |\n", why.replace('|', "\\|")),
        };
    }
    table
}
