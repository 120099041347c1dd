//! `cargo run` against real faults: each on a project of its own in the temporary folder, through
//! the real program. A test that this computer cannot stage says so; in CI that is a failure.

#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
mod archives;
#[cfg(target_os = "linux")]
mod faults;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod packs;
mod program;
#[cfg(target_os = "linux")]
mod settings;
#[cfg(target_os = "linux")]
mod stage;

use std::net::TcpListener;
use std::process::Command;

use program::{PROGRAM, says_only};

#[test]
fn a_port_in_use_is_told_before_anything_is_made() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let empty = std::env::temp_dir().join(format!("nn lab port {port}"));
    for arguments in [vec!["--port", &port], vec!["--no-browser", &format!("--port={port}")]] {
        let mut program = Command::new(PROGRAM);
        program.args(arguments).env("CARGO_MANIFEST_DIR", empty.join("src/setup"));
        let sentence = format!("Port {port} is in use by another program: choose another one");
        says_only(&program.output().unwrap(), &sentence);
        assert!(!empty.exists());
    }
}

#[test]
fn help_is_a_few_lines() {
    let output = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(help.contains("cargo run -- setup") && help.lines().count() < 16, "{help}");
}
