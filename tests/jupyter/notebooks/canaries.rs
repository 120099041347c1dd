//! Notebooks that must fail: they prove that the tests of the others can.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::course::Notebook;
use crate::jupyter::{PROJECT, Run};

/// Writes a notebook of these cells.
fn canary(name: &str, cells: &[&str]) -> PathBuf {
    let cell = |(number, source): (usize, &&str)| {
        json!({
            "cell_type": "code", "execution_count": null, "id": format!("cell-{number}"),
            "metadata": {}, "outputs": [], "source": source,
        })
    };
    let cells: Vec<_> = cells.iter().enumerate().map(cell).collect();
    let notebook = json!({ "cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5 });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("canaries");
    fs::create_dir_all(&folder).expect("a folder for canaries");
    let path = folder.join(format!("{name}.ipynb"));
    fs::write(&path, notebook.to_string()).expect("a canary can be written");
    path
}

/// Runs it; the failure must name the notebook, then the cell, then the message.
#[track_caller]
fn fails(run: &Run, name: &str, cells: &[&str], cell: &str, message: &str) {
    caught(run.execute(&canary(name, cells)), name, cell, message);
}

#[track_caller]
fn caught<T>(outcome: Result<T, String>, name: &str, cell: &str, message: &str) {
    let failure = outcome.err().expect("the canary fails");
    let expected = format!("{name}.ipynb, {cell}: {message}");
    assert!(failure.starts_with(&expected), "expected {expected}\nfound    {failure}");
}

fn crate_cell() -> String {
    format!(
        ":cache 1000\n:dep nn_from_scratch = {{ path = {PROJECT:?}, default-features = false }}\n\
         use nn_from_scratch::*;\nnotebook::start();"
    )
}

#[test]
fn a_failing_check() {
    let cells = [&crate_cell(), "notebook::check(\"one\", 1, 2);", "1"];
    let message = "✗ one: found 1, expected 2";
    fails(&Run::new("canary"), "check", &cells, "In [2]", message);
}

#[test]
fn a_panic() {
    let cells = [&crate_cell(), "panic!(\"It is too late.\");", "1"];
    fails(&Run::new("canary"), "panic", &cells, "In [2]", "✗ It is too late.");
}

#[test]
fn a_panic_without_our_hook() {
    let cells = ["1", "panic!(\"It is too late.\");"];
    fails(&Run::new("canary"), "bare-panic", &cells, "In [2]", "on stderr: ");
}

#[test]
fn a_compile_error() {
    let cells = ["1", "1 + nothing", "1"];
    let message = "cannot find value `nothing` in this scope";
    fails(&Run::new("canary"), "compile-error", &cells, "In [2]", message);
}

#[test]
fn a_question_mark_on_an_error() {
    let cells = ["1", "\"x\".parse::<i32>()?;", "1"];
    let message = "on stderr: invalid digit found in string";
    fails(&Run::new("canary"), "question-mark", &cells, "In [2]", message);
}

#[test]
fn a_line_on_stderr() {
    let cells = ["1", "eprintln!(\"grumble\");"];
    fails(&Run::new("canary"), "stderr", &cells, "In [2]", "on stderr: grumble");
}

#[test]
fn a_cell_that_never_ends() {
    let cells = ["1", "loop { std::thread::sleep(std::time::Duration::from_secs(1)) }", "1"];
    let run = Run::new("canary").impatient();
    fails(&run, "endless", &cells, "In [2]", "did not end within 10 s");
}

#[test]
fn an_output_that_grows() {
    let cells = ["1", "let mut seen: Vec<i32> = Vec::new();", "seen.push(0);\nseen.len()"];
    let run = Run::new("canary").twice();
    let cell = "In [3], sent a second time";
    fails(&run, "growing", &cells, cell, "another output\n    found    '2'\n    expected '1'");
}

#[test]
fn a_changed_output() {
    let notebook = Notebook(canary("changed", &["println!(\"first\\nsecond\");", "3 + 4"]));
    notebook.save().expect("a clean run passes");
    let run = Run::new("canary");
    notebook.agrees(&run).expect("its own outputs come again");

    let saved = fs::read_to_string(&notebook.0).expect("the saved notebook");
    fs::write(&notebook.0, saved.replace("\"7\"", "\"8\"")).expect("tampered with");
    let message = "another output than the committed one\n    found    '7'\n    expected '8'";
    caught(notebook.passes(&run.comparing()), "changed", "In [2]", message);
}

#[test]
#[cfg(unix)]
fn without_rust_src_types_are_not_inferred() {
    let cells = ["1", "let sum = (0..3).map(|x| x + 1).collect::<Vec<i32>>().iter().sum::<i32>();"];
    let run = crate::rust_src::absent("canary");
    let message = "Couldn't automatically determine type";
    fails(&run, "inferred-type", &cells, "In [2]", message);
}
