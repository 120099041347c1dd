//! The kernel as it is registered, through the launcher: it starts ready, and stays right.

#![cfg(unix)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use support::lab::python;

/// Runs a scenario of `kernel.py`, which fails with Python's own message.
#[track_caller]
fn holds(scenario: &str) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let python = python(env!("CARGO_BIN_EXE_setup"));
    // No spaces: the kernel can't load what it has built from a folder with one in its name.
    let folder = env::temp_dir().join(format!("nn-kernel-{}-{scenario}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new(python);
    setup::environment::clean(&mut command)
        .arg(project.join("tests/jupyter/kernel.py"))
        .arg(scenario)
        .arg(project.join(".venv/share/jupyter"))
        .arg(&project)
        .arg(&folder);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let kernels = fs::read_to_string(folder.join("stderr")).unwrap_or_default();
    let _ = fs::remove_dir_all(&folder);
    assert!(output.status.success(), "{said}\n{kernels}");
}

#[test]
fn items_of_the_standard_library_are_completed_explained_and_inferred() {
    holds("items_of_std");
}

#[test]
fn two_kernels_have_copies_of_their_own_which_go_when_they_end_or_are_killed() {
    holds("two_at_once");
}

#[test]
fn a_changed_source_is_built_anew() {
    holds("changed_source");
}

#[test]
fn a_copy_of_the_course_takes_its_crates_as_built() {
    holds("copy_of_the_course");
}

#[test]
fn where_the_copy_fails_the_bare_kernel_works() {
    holds("a_copy_that_fails");
}

#[test]
fn what_was_made_for_another_toolchain_is_not_used() {
    holds("another_toolchain");
}

#[test]
fn a_copy_that_was_left_behind_goes_at_the_next_start() {
    holds("abandoned");
}

#[test]
fn cargo_need_not_be_on_the_path() {
    holds("without_cargo_on_the_path");
}

#[test]
fn the_question_asked_ahead_shows_nothing_and_leaves_nothing() {
    holds("question_of_the_one_beside");
}

/// As long as this holds, Cargo.toml pins csv, serde and serde_json; it fails once they can go.
#[test]
#[ignore = "second tier: needs the network, 20 seconds"]
fn the_newest_serde_would_be_built_anew_for_each_cell() {
    holds("newest_serde_is_built_for_each_cell");
}
