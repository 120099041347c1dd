//! Only one run at a time is at work on `.venv`.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::symlink;
use std::process::Stdio;

use crate::stage::Project;

const WAITING: &str = "An earlier `cargo run` is still at work; waiting for it to finish.\n";

#[test]
fn a_second_run_waits_for_the_first() {
    let project = Project::new("lock");
    fs::create_dir(&project.venv).unwrap();
    let lock = File::create(project.venv.join("setup.lock")).unwrap();
    lock.lock().unwrap();
    let mut second = project.program(&[]);
    let mut second = second.arg("setup").stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    let mut stdout = BufReader::new(second.stdout.take().unwrap());
    stdout.read_line(&mut said).unwrap();
    assert_eq!(said, WAITING);
    assert!(project.steps().is_empty());
    lock.unlock().unwrap();
    stdout.read_to_string(&mut said).unwrap();
    assert!(second.wait().unwrap().success() && said.contains("Ready"), "{said}");
}

#[test]
fn a_free_lock_is_taken_without_a_word() {
    let project = Project::new("free lock");
    assert!(!project.succeeds().contains(WAITING));
}

#[test]
fn a_lock_that_cannot_be_opened() {
    let project = Project::new("no lock");
    fs::create_dir(&project.venv).unwrap();
    symlink("/nowhere/lock", project.venv.join("setup.lock")).unwrap();
    project.fails(
        "setup.lock cannot be written (No such file or directory (os error 2)): see to that",
    );
}
