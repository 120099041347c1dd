//! Packages and kernel are made at the same time. Where one fails, the other is stopped.

use crate::stage::Project;

const FAILS: &str = "\
until [ -e \"$stage/begun\" ]; do sleep 0.01; done
echo This is why.; exit 1";

const LONG: &str = "touch \"$stage/begun\"; sleep 20; touch \"$stage/came to its end\"";

/// Long work ends when this step fails, with this sentence and no other message.
#[track_caller]
fn stopped(project: &Project, fails: &str, long: &str, sentence: &str) {
    project.answer(fails, FAILS);
    project.answer(long, LONG);
    let said = project.fails(sentence);
    let messages: Vec<&str> = said.lines().filter(|line| line.starts_with("  ")).collect();
    assert_eq!(messages, ["  This is why."], "{said}");
    assert!(!project.has("stage/came to its end"));
}

#[test]
fn the_build_when_pip_fails() {
    let project = Project::without_kernel("pip fails");
    let sentence = "pip failed, and its own message stands above";
    stopped(&project, "pip-install", "cargo-install", sentence);
}

#[test]
fn pip_when_the_build_fails() {
    let project = Project::without_kernel("build fails");
    let sentence = "cargo install failed, and its own message stands above";
    stopped(&project, "cargo-install", "pip-install", sentence);
}
