//! Notebooks that must fail: they prove that the tests of the others can.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::course::Notebook;
use crate::edits;
use crate::jupyter::{PROJECT, Run};

/// A code cell.
fn code(source: &str, tags: &[&str]) -> Value {
    json!({
        "cell_type": "code", "execution_count": null, "metadata": { "tags": tags },
        "outputs": [], "source": source,
    })
}

fn solution(source: &str) -> Value {
    json!({
        "cell_type": "markdown", "metadata": { "tags": ["solution"] },
        "source": format!("```rust\n{source}\n```"),
    })
}

/// Writes a notebook of these cells.
fn notebook(name: &str, mut cells: Vec<Value>) -> Notebook {
    for (number, cell) in cells.iter_mut().enumerate() {
        cell["id"] = format!("cell-{number}").into();
    }
    let notebook = json!({ "cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5 });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("canaries");
    fs::create_dir_all(&folder).expect("a folder for canaries");
    let path = folder.join(format!("{name}.ipynb"));
    fs::write(&path, notebook.to_string()).expect("a canary can be written");
    Notebook(path)
}

fn canary(name: &str, cells: &[&str]) -> PathBuf {
    notebook(name, cells.iter().map(|source| code(source, &[])).collect()).0
}

/// A run in the kernel that starts fastest.
fn quick() -> Run {
    #[cfg(unix)]
    return crate::rust_src::absent("canary");
    #[cfg(not(unix))]
    return Run::new("canary");
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
    fails(&quick(), "bare-panic", &cells, "In [2]", "on stderr: ");
}

#[test]
fn a_compile_error() {
    let cells = ["1", "1 + nothing", "1"];
    let message = "cannot find value `nothing` in this scope";
    fails(&quick(), "compile-error", &cells, "In [2]", message);
}

#[test]
fn a_question_mark_on_an_error() {
    let cells = ["1", "\"x\".parse::<i32>()?;", "1"];
    let message = "on stderr: invalid digit found in string";
    fails(&quick(), "question-mark", &cells, "In [2]", message);
}

#[test]
fn a_line_on_stderr() {
    let cells = ["1", "eprintln!(\"grumble\");"];
    fails(&quick(), "stderr", &cells, "In [2]", "on stderr: grumble");
}

#[test]
fn a_cell_that_never_ends() {
    let cells = ["1", "loop { std::thread::sleep(std::time::Duration::from_secs(1)) }", "1"];
    let run = quick().impatient();
    fails(&run, "endless", &cells, "In [2]", "did not end within 10 s");
}

#[test]
fn an_output_that_grows() {
    let cells = ["1", "let mut seen: Vec<i32> = Vec::new();", "seen.push(0);\nseen.len()"];
    let run = quick().twice();
    let cell = "In [3], sent a second time";
    fails(&run, "growing", &cells, cell, "another output\n    found    '2'\n    expected '1'");
}

/// What is told of it fits in ten lines, and says how to run that notebook alone.
#[test]
fn a_changed_output() {
    let notebook =
        Notebook(canary("changed", &["println!(\"first\\nsecond\");", "3 + 4", "2 + 3"]));
    notebook.save(quick()).expect("a clean run passes");
    notebook.agrees(&quick()).expect("its own outputs come again");

    let saved = fs::read_to_string(&notebook.0).expect("the saved notebook");
    let tampered = [("\"second", "\"other"), ("\"7\"", "\"8\""), ("\"5\"", "\"6\"")];
    let tampered = tampered.iter().fold(saved, |text, (from, to)| text.replace(from, to));
    fs::write(&notebook.0, tampered).expect("tampered with");
    let failure = notebook.passes(&quick().comparing()).err().expect("the canary fails");
    let report = notebook.report(&failure, "the_test");
    let difference = |cell: u8, found: &str, expected: &str| {
        format!(
            "changed.ipynb, In [{cell}]: another output than the committed one\n    \
             found    {found}\n    expected {expected}\n"
        )
    };
    let (first, second) = (difference(1, r"'second\n'", r"'other\n'"), difference(2, "'7'", "'8'"));
    let third = "changed.ipynb, In [3]: another output than the committed one\nand 2 more lines: ";
    assert!(report.starts_with(&(first + &second + third)), "{report}");
    let alone = "To run it alone:\n\
                 NOTEBOOK=changed cargo test --test notebooks -- --include-ignored the_test";
    assert!(report.ends_with(alone) && report.lines().count() == 10, "{report}");
}

#[test]
fn a_solution_that_does_not_solve_and_a_stub_that_passes() {
    let check = |number: u8| {
        format!("println!(\"{{}}\", if a{number} == 2 {{ \"✓\" }} else {{ \"✗ not yet\" }});")
    };
    let cells = vec![
        code("let a1: i32 = 1;", &["exercise"]),
        code(&check(1), &["exercise-check"]),
        solution("let a1: i32 = 3;"),
        code("let a2: i32 = 2;", &["exercise"]),
        code(&check(2), &["exercise-check"]),
        solution("let a2: i32 = 2;"),
        code("let a3: i32 = 1;", &["exercise"]),
        code(&check(3), &["exercise-check"]),
        solution("let a3: i32 = nothing;"),
    ];
    let notebook = notebook("exercises", cells);
    notebook.save(quick()).expect("a clean run passes");
    let failure = notebook.is_right(quick()).err().expect("the canary fails");
    let expected = [
        "exercises.ipynb, In [4]: a bare stub passes its check: ",
        "exercises.ipynb, In [2], solved: ✗ not yet",
        "exercises.ipynb, In [5], solved: cannot find value `nothing` in this scope",
    ];
    for expected in expected {
        assert!(failure.lines().any(|line| line.starts_with(expected)), "{expected}\n{failure}");
    }
    assert!(!failure.contains("In [4], solved"), "{failure}");
}

#[test]
#[ignore = "second tier, as the edits are: half a minute"]
fn an_edit_that_ends_in_no_sentence_or_cannot_be_undone() {
    let cells = vec![
        code(&crate_cell(), &[]),
        code("let mut edits: Vec<usize> = Vec::new();", &[]),
        code("let n: usize = 1; // try 2", &["parameters"]),
        code("println!(\"{}\", [1, 2, 3][n]);", &[]),
        code("edits.push(n);\nedits.len()", &[]),
        json!({ "cell_type": "markdown", "metadata": {}, "source": "## Exercises" }),
    ];
    let notebook = notebook("edits", cells);
    let failure = edits::explain_themselves(&notebook).err().expect("the canary fails");
    let expected = [
        "edits.ipynb, In [3] with n = 1_000_000_000_000: no sentence: ✗ The index is past the end",
        "edits.ipynb, In [3] as it was before the edits: another output than the first time",
    ];
    for expected in expected {
        assert!(failure.lines().any(|line| line.starts_with(expected)), "{expected}\n{failure}");
    }
    assert!(!failure.contains("n = 2") && !failure.contains("n = -1"), "{failure}");
}

#[test]
#[cfg(unix)]
fn without_rust_src_types_are_not_inferred() {
    let cells = ["1", "let sum = (0..3).map(|x| x + 1).collect::<Vec<i32>>().iter().sum::<i32>();"];
    let run = quick();
    let message = "Couldn't automatically determine type";
    fails(&run, "inferred-type", &cells, "In [2]", message);
}
