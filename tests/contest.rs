//! Networks handed in as files, scored on samples that nobody has seen.
#![cfg(feature = "laboratory")]

use nn_from_scratch::laboratory::{save_csv, save_network, settings};
use nn_from_scratch::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the program says, and whether it ends well.
fn contest(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_contest")).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// A folder of its own, with the article's network, trained and untrained, and what is no network.
fn class(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contest").join(name);
    fs::create_dir_all(folder.join("ada")).unwrap();
    let mut network = article();
    save_network(&network, folder.join("untrained.json")).unwrap();
    train(&mut network, &sample_grid(unit_disk, 10), 500, 10.0);
    save_network(&network, folder.join("ada/network.json")).unwrap();
    fs::write(folder.join("essay|1.json"), "\"Dear Sir\"").unwrap();
    fs::write(folder.join("notes.txt"), "not to be read").unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    save_network(&Network::random(3, &[2], &mut rng), folder.join("three.json")).unwrap();
    folder
}

#[test]
fn the_best_network_stands_first_and_what_is_none_last() {
    let folder = class("file");
    let hidden = folder.join("hidden.csv");
    let test = sample_grid(unit_disk, 9);
    save_csv(&test, &hidden).unwrap();
    let (good, table) = contest(&[folder.to_str().unwrap(), "--test", hidden.to_str().unwrap()]);
    assert!(good, "{table}");
    let rows: Vec<&str> = table.lines().collect();
    let mut trained = article();
    train(&mut trained, &sample_grid(unit_disk, 10), 500, 10.0);
    let row = |place: usize, name: &str, network: &Network| {
        let (right, loss) = (count_right(network, &test), mean_loss(network, &test));
        format!("| {place} | {name} | {right} | {loss:.4} | 17 |")
    };
    assert_eq!(rows[0], "| Place | File | Right of 100 | Mean loss | Parameters |");
    assert_eq!(rows[2], row(1, "ada/network.json", &trained));
    assert_eq!(rows[3], row(2, "untrained.json", &article()));
    assert!(rows[4].starts_with("| – | essay\\|1.json | ") && rows[4].contains("doesn't hold"));
    assert_eq!(rows[5], "| – | three.json | The network has 3 inputs, not 2. | – | – |");
    assert_eq!(rows.len(), 6);
}

#[test]
fn a_seed_draws_fresh_samples() {
    let folder = class("seed");
    let folder = folder.to_str().unwrap();
    let (good, table) = contest(&[folder, "--data", "ring", "--seed", "90125"]);
    assert!(good && table.starts_with("| Place | File | Right of 1000 |"), "{table}");
    let ring = &settings()[0];
    let test = (ring.data_set)(1000, ring.noise, &mut ChaCha8Rng::seed_from_u64(90125));
    let right = format!("| untrained.json | {} |", count_right(&article(), &test));
    assert!(table.contains(&right), "{table}");
}

#[test]
fn wrong_words_get_a_sentence() {
    let folder = class("words");
    let folder = folder.to_str().unwrap();
    for (arguments, why) in [
        (&[folder, "--data", "hexagon", "--seed", "1"][..], "There is no data set hexagon"),
        (&[folder, "--data", "ring", "--seed", "x"], "A seed is a whole number, but x is not."),
        (&[folder], "cargo run -- contest FOLDER"),
        (&[], "cargo run -- contest FOLDER"),
        (&["no-such", "--data", "ring", "--seed", "1"], "no-such can't be read"),
        (&[folder, "--test", "no-such.csv"], "no-such.csv can't be read"),
    ] {
        let (good, said) = contest(arguments);
        assert!(!good && said.contains(why), "{said}");
    }
}
