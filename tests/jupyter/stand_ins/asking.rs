//! What a reader asks of `cargo run`, and a port that can't be had.

use std::net::TcpListener;
use std::process::Command;

use support::skip;

use crate::program::says_only;
use crate::stage::Project;

#[test]
fn help_makes_nothing() {
    let project = Project::new("help");
    for word in ["--help", "-h", "help"] {
        let output = project.run(&[word]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && said.starts_with("Opens this course"), "{said}");
    }
    assert!(project.steps().is_empty() && !project.has(".venv"));
}

#[test]
fn setup_takes_nothing_more() {
    let project = Project::new("setup more");
    says_only(
        &project.run(&["setup", "now"]),
        "`cargo run -- setup` takes nothing more than `--from`",
    );
    assert!(!project.has(".venv"));
}

/// Holds this port, or a free one for 0; where that fails, another program holds it.
fn hold(port: u16) -> (Option<TcpListener>, u16) {
    let held = TcpListener::bind(("127.0.0.1", port)).ok();
    let port = held.as_ref().map_or(port, |held| held.local_addr().unwrap().port());
    (held, port)
}

#[test]
fn in_place_of_a_port_in_use_another_is_named() {
    let project = Project::new("port");
    let (_held, port) = hold(0);
    let (_last, high) = hold(65_000);
    for (port, better) in [(port, port + 1), (high, 8890)] {
        let (joined, port_text) = (format!("--port={port}"), port.to_string());
        let sentence = format!(
            "Port {port} is in use by another program: choose another one, as in `cargo run -- --port {better}`"
        );
        for arguments in [
            vec!["--port", &port_text],
            vec![&joined],
            vec!["--ServerApp.port", &port_text],
            vec!["--no-browser", "--port=0", &joined, "--debug"],
        ] {
            says_only(&project.run(&arguments), &sentence);
        }
    }
    assert!(!project.has(".venv"));
}

#[test]
fn only_the_port_that_jupyter_would_take_must_be_free() {
    let project = Project::new("other port");
    let (_held, port) = hold(0);
    let (taken, text) = (format!("--port={port}"), port.to_string());
    let arguments =
        [vec!["--other", &text], vec![&taken, "--port=0"], vec!["--port", "many"], vec!["--port"]];
    for arguments in arguments {
        let output = project.run(&arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }
}

#[test]
fn a_port_for_the_administrator_alone_is_named() {
    let project = Project::new("port 80");
    // Even root may not, without this capability.
    let powerless = ["/usr/bin/setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-all"];
    let mine = Command::new("id").arg("-u").output().unwrap().stdout != b"0\n";
    let before = if mine { &[] } else { &powerless[..] };
    let mut program = project.program(before);
    let output = program.args(["--port", "80"]).output();
    let first = std::fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    if first.is_ok_and(|first| first.trim() != "1024") || output.is_err() {
        return skip("port 80 is open to everyone here, or there is no setpriv");
    }
    says_only(
        &output.unwrap(),
        "Port 80 is not open to your user: choose another one, as in `cargo run -- --port 1025`",
    );
}
