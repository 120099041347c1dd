//! On a terminal, one line tells how far something is, and is rewritten; elsewhere it is not told.

use std::path::Path;
use std::process::{Command, Stdio};

use support::skip;

use crate::program::PROGRAM;
use crate::stage::Project;

/// What comes before each text of the line.
const AGAIN: &str = "\r\x1b[K";

/// What is sent to a terminal.
fn on_terminal(project: &Project) -> Option<String> {
    let script = Path::new("/usr/bin/script");
    if !script.exists() {
        skip("there is no program `script`, which makes a terminal");
        return None;
    }
    let mut script = Command::new(script);
    script
        .args(["--quiet", "--return", "--command", &format!("'{PROGRAM}' setup"), "/dev/null"])
        .env_clear()
        .env("SHELL", "/bin/sh")
        .env("PATH", project.root.join("bin"))
        .env("CARGO_MANIFEST_DIR", project.root.join("src/setup"))
        .stdin(Stdio::null());
    let output = script.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n"))
}

/// A build that tells how far it is, and is not over before the first second.
const BUILD: &str = "\
until [ -e stamps/python ]; do sleep 0.01; done; sleep 0.2
printf '   Compiling syn\\n    Building [==>   ] 9/412: syn\\r'; sleep 1.1
printf '    Building [==>   ] 12/412: syn, serde(build)\\r'; sleep 0.2
echo '   Compiling serde'; sleep 0.1";

#[test]
fn how_far_the_build_is() {
    let project = Project::without_kernel("build");
    project.answer("cargo-install", BUILD);
    let Some(said) = on_terminal(&project) else { return };
    let first = format!("{AGAIN}Kernel: building, 9 of 412 crates, 0 min");
    let second = format!("{AGAIN}Kernel: building, 12 of 412 crates, 0 min");
    let end = format!("{first}{second}{AGAIN}Kernel: built (0 min).\n");
    assert!(said.contains(&end), "{said:?}");
    // Nothing is wiped away but that line.
    assert_eq!(said.matches(AGAIN).count(), 3, "{said:?}");
}

#[test]
fn how_much_is_fetched() {
    if !crate::ARCHIVE {
        return;
    }
    let told = [("3000000 6500000", " of 6.5"), ("3000000 1", " of 0.0"), ("3000000 0", "")];
    for (line, of) in told {
        let project = Project::without_kernel("archive");
        let script = format!("echo '1 2'; echo '{line}'; echo 'no numbers'; sleep 0.1");
        project.answer("fetch", &script);
        let Some(said) = on_terminal(&project) else { return };
        let status = format!("{AGAIN}Kernel: fetching, 3.0{of} MB{AGAIN}");
        assert!(said.contains(&status), "{said:?}");
    }
}

#[test]
fn elsewhere_the_line_before_it_is_enough() {
    let project = Project::without_kernel("no terminal");
    project.answer("cargo-install", BUILD);
    let said = project.succeeds();
    assert!(!said.contains(" of 412") && !said.contains(AGAIN), "{said:?}");
}

#[test]
#[ignore = "waits for the line of the second minute: 65 seconds"]
fn elsewhere_it_is_told_once_a_minute() {
    let project = Project::without_kernel("a minute");
    let bar = "printf 'Building [==> ] %s/99: syn\\r' \"$crate\"; sleep 0.5";
    project.answer("cargo-install", &format!("for crate in $(seq 1 64); do {bar}; {bar}; done"));
    let said = project.succeeds();
    assert_eq!(said.matches(" of 99 crates, 1 min\n").count(), 1, "{said}");
    assert_eq!(said.matches(" of 99 crates").count(), 1, "{said}");
}
