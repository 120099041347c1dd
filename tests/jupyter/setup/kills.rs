//! Runs that are killed on the way: the next one goes on from there.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::program::ends_with_sentence;
use crate::stage::{
    CARGO_SETTINGS, KERNEL, Project, Run, WAITING, kernel, notebook, path_with,
    path_without_kernel, script,
};

/// When a run is killed.
enum Moment {
    /// It has said this.
    Said(&'static str),
    /// The log of this name holds this.
    Logged(&'static str, &'static str),
}

/// What is killed.
enum Victim {
    /// The program alone; what it has started goes on without it.
    Alone,
    /// The program and all that it has started.
    Group,
}

use Moment::{Logged, Said};
use Victim::{Alone, Group};

/// At the start, in the middle and at the end of each step, so many milliseconds after a moment.
const KILLS: [(Moment, u64, Victim); 10] = [
    (Said("JupyterLab: installing"), 0, Group),
    (Said("JupyterLab: installing"), 0, Alone),
    (Logged("pip.log", "Installing collected packages"), 2000, Group),
    (Logged("pip.log", "Installing collected packages"), 0, Alone),
    (Logged("pip.log", "Successfully installed"), 0, Group),
    (Said("JupyterLab: installed"), 0, Group),
    (Said("Kernel: trying"), 1500, Alone),
    (Said("Kernel: trying"), 2500, Group),
    (Said("First cell:"), 0, Alone),
    (Said("First cell:"), 2000, Group),
];

fn start(project: &Project) -> Run {
    let mut program = project.program(&[]);
    program.arg("setup");
    Run::start(program)
}

#[test]
#[ignore = "many installations: 3 to 15 minutes"]
fn killed_anywhere_the_next_run_finishes() {
    let project = Project::with_kernel("с пробелами и 'кавычкой'");
    notebook(&project, "println!(\"{}\", 6 * 7);");
    let mut orphaned = false;
    for (moment, pause, victim) in KILLS {
        let _ = fs::remove_file(project.root.join(".venv/logs/pip.log"));
        let mut run = start(&project);
        if orphaned {
            run.until(WAITING);
        }
        match moment {
            Said(line) => drop(run.until(line)),
            Logged(log, text) => {
                while !project.logged(log).contains(text) {
                    thread::sleep(Duration::from_millis(20));
                }
            }
        }
        thread::sleep(Duration::from_millis(pause));
        orphaned = matches!(victim, Alone);
        match victim {
            Alone => run.kill(),
            Group => run.kill_group(),
        }
    }

    // Two at once: one works, the other waits.
    let (one, other) = (start(&project), start(&project));
    let said = [one.succeeds(), other.succeeds()].concat().join("\n");
    assert_eq!(said.matches("First cell:").count(), 1, "{said}");
    assert!(said.contains(WAITING), "{said}");
    prepared_is_quick(&project);
    jupyter_serves_the_kernel(&project, |_| {});
}

#[test]
#[ignore = "three installations: 1 to 5 minutes"]
fn what_has_changed_is_noticed() {
    let mut project = Project::with_kernel("changes");
    notebook(&project, "println!(\"{}\", 6 * 7);");
    assert!(project.setup().status.success());

    // Another manifest means other crates to build; a first cell that fails is told.
    let manifest = fs::read_to_string(project.root.join("Cargo.toml")).unwrap();
    fs::write(project.root.join("Cargo.toml"), manifest + "\n# other\n").unwrap();
    notebook(&project, "let number: i32 = \"text\";");
    let output = project.setup();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("mismatched types"), "{said}");
    ends_with_sentence(&output, "The first cell of 00-overview.ipynb fails");
    notebook(&project, "println!(\"{}\", 6 * 7);");
    assert!(project.setup().status.success());

    // A kernel that is gone, and a project that was moved, are noticed.
    let copy = project.root.join("kernel copy");
    fs::create_dir(&copy).unwrap();
    fs::copy(&*KERNEL, copy.join("evcxr_jupyter")).unwrap();
    script(&copy.join("broken"), "exit 1");
    fs::write(project.root.join(".venv/stamps/kernel"), "half a st").unwrap();
    project.path = path_with(&[&copy, kernel()]);
    assert!(project.setup().status.success());
    fs::rename(copy.join("broken"), copy.join("evcxr_jupyter")).unwrap();
    let output = project.setup();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("does not start on this computer"), "{said}");

    let moved = project.root.with_extension("moved");
    fs::rename(&project.root, &moved).unwrap();
    project.root = moved;
    let mut again = start(&project);
    again.until("JupyterLab: installing");
    again.kill_group();
}

#[track_caller]
fn prepared_is_quick(project: &Project) {
    let check = ["-m", "pip", "check"];
    assert!(Command::new(project.python()).args(check).status().unwrap().success());
    let begin = Instant::now();
    let output = project.setup();
    let time = begin.elapsed();
    println!("own work when all is ready: {time:?}");
    assert_eq!(output.stdout, b"Ready: `cargo run` opens the course.\n");
    assert!(output.status.success() && time < Duration::from_secs(2), "{time:?}");
}

#[track_caller]
pub fn jupyter_serves_the_kernel(project: &Project, set: impl Fn(&mut Command)) {
    let mut program = project.program(&[]);
    set(&mut program);
    program.args(["--no-browser", "--port", "18890", "--ServerApp.port_retries=50"]);
    let mut jupyter = Run::start(program);
    let address = jupyter.until("http://127.0.0.1:");
    let address = address.split("http://").nth(1).unwrap();
    let (host, page) = address.trim().split_once('/').unwrap();
    let (page, token) = page.split_once("?token=").unwrap();
    assert_eq!(page, "lab/tree/00-overview.ipynb");
    let get = |path: &str| {
        // It tells its address a moment before it listens there.
        let mut tries = (0..100).map(|_| {
            thread::sleep(Duration::from_millis(200));
            TcpStream::connect(host)
        });
        let mut stream = tries.find_map(Result::ok).expect("Jupyter does not answer");
        write!(stream, "GET /{path}?token={token} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(get("api/contents/00-overview.ipynb").contains("6 * 7"));
    assert!(get("api/kernelspecs").contains("\"rust\""));
    assert!(get("lab").starts_with("HTTP/1.1 200"));
    jupyter.kill_group();
}

/// A build of the kernel, killed on the way, goes on where it was.
#[test]
#[ignore = "builds the kernel: 6 to 40 minutes"]
fn a_killed_kernel_build_goes_on() {
    let mut project = Project::new("build", "");
    let folder = project.root.join("bin");
    fs::create_dir(&folder).unwrap();
    script(&folder.join("cargo-binstall"), "exit 1");
    project.path = path_without_kernel(&folder);
    let home = project.root.join("cargo home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("config.toml"), CARGO_SETTINGS).unwrap();
    let start = |project: &Project| {
        let mut program = project.program(&[]);
        program.arg("setup").env("CARGO_HOME", &home);
        Run::start(program)
    };
    let compiled =
        |name: &str| project.logged("kernel.log").contains(&format!("Compiling {name} "));
    let until_compiled = |name: &str| {
        let begin = Instant::now();
        while !compiled(name) {
            assert!(begin.elapsed() < Duration::from_secs(3000), "{name} was never compiled");
            thread::sleep(Duration::from_millis(200));
        }
    };

    let mut first = start(&project);
    first.until("Kernel: building");
    first.kill_group();
    let mut middle = start(&project);
    middle.until("Kernel: building");
    until_compiled("tokio");
    middle.kill_group();
    let mut orphan = start(&project);
    orphan.until("Kernel: building");
    until_compiled("evcxr");
    assert!(!compiled("libc"), "{}", project.logged("kernel.log"));
    orphan.kill();
    let mut last = start(&project);
    last.until(WAITING);
    // The orphan has built it to the end; nothing is built again.
    let said = last.succeeds().join("\n");
    assert!(!said.contains("Kernel: building"), "{said}");
    assert!(project.root.join(".venv/kernel/bin/evcxr_jupyter").exists());
    assert!(!project.root.join(".venv/kernel/target").exists());
    prepared_is_quick(&project);
}
