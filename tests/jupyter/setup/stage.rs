//! Projects of their own in the temporary folder, and the real program at work in them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{LazyLock, atomic};
use std::thread;
use std::time::Duration;

use crate::program::PROGRAM;

/// The root of this project; the package of its set-up is in src/setup.
pub const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The variable by which the processes of a staged project are known.
const MARK: &str = "TEST_OF_SETUP";

/// What a run says that found another one at work.
pub const WAITING: &str = "An earlier `cargo run` is still at work";

/// Settings in cargo's home that are meant for other projects.
pub const CARGO_SETTINGS: &str = r#"
[build]
target = "wasm32-unknown-unknown"
target-dir = "/proc/nowhere"
build-dir = "/proc/nowhere"
rustflags = ["-Cno-such-flag"]
rustc-wrapper = "/no/such/wrapper"
[term]
quiet = true
"#;

/// A project that has all that the lab reads, removed at the end with what still runs in it.
pub struct Project {
    name: String,
    pub root: PathBuf,
    pub path: OsString,
}

impl Project {
    /// `path` is the PATH that the program sees.
    pub fn new(name: &str, path: impl Into<OsString>) -> Self {
        static COUNT: atomic::AtomicU32 = atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, atomic::Ordering::Relaxed);
        let name = format!("nn lab {}-{count} {name}", std::process::id());
        let project = Self { root: env::temp_dir().join(&name), name, path: path.into() };
        fs::create_dir_all(project.root.join("notebooks")).unwrap();
        for file in ["Cargo.toml", "notebooks/requirements.txt"] {
            fs::copy(Path::new(HERE).join(file), project.root.join(file)).unwrap();
        }
        project
    }

    /// With this computer's kernel on the PATH.
    pub fn with_kernel(name: &str) -> Self {
        Self::new(name, path_with(&[kernel()]))
    }

    /// The program, perhaps behind others that set the stage.
    pub fn program(&self, before: &[&str]) -> Command {
        let mut words = before.iter().copied().chain([PROGRAM]);
        let mut command = Command::new(words.next().unwrap());
        command
            .args(words)
            .env("CARGO_MANIFEST_DIR", self.root.join("src/setup"))
            .env("PATH", &self.path)
            // Nowhere: a test that wants archives names a place of its own.
            .env("KERNEL_ARCHIVES", self.root.join("no archives"))
            // The kernels that a killed run leaves behind are known by it.
            .env(MARK, &self.name)
            .current_dir(&self.root)
            .stdin(Stdio::null());
        command
    }

    /// What has been written to one of the logs so far.
    pub fn logged(&self, log: &str) -> String {
        let path = self.root.join(".venv/logs").join(log);
        String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned()
    }

    pub fn setup(&self) -> Output {
        self.program(&[]).arg("setup").output().unwrap()
    }

    pub fn python(&self) -> PathBuf {
        self.root.join(".venv/bin/python")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        for process in fs::read_dir("/proc").unwrap().flatten() {
            let environment = fs::read(process.path().join("environ")).unwrap_or_default();
            let environment = String::from_utf8_lossy(&environment).into_owned();
            let mine = |line: &str| {
                line.strip_prefix(MARK).is_some_and(|value| value.ends_with(&self.name))
            };
            if environment.split('\0').any(mine) {
                kill(&process.file_name().to_string_lossy());
            }
        }
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// `-9` on one process, or on a group if its number has a minus in front.
pub fn kill(process: &str) {
    let _ = Command::new("kill").args(["-9", "--", process]).stderr(Stdio::null()).status();
}

/// A run whose lines can be watched while it works.
pub struct Run {
    child: Child,
    lines: Receiver<String>,
    pub seen: Vec<String>,
}

impl Run {
    pub fn start(mut command: Command) -> Self {
        let (sender, lines) = channel();
        command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdout: Box<dyn Read + Send> = Box::new(child.stdout.take().unwrap());
        let stderr: Box<dyn Read + Send> = Box::new(child.stderr.take().unwrap());
        for stream in [stdout, stderr] {
            let sender = sender.clone();
            thread::spawn(move || {
                // Read to its end even when nobody listens: a full pipe would stop the writer.
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines, seen: Vec::new() }
    }

    /// Waits for a line that contains this, and returns it.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> String {
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(1500)) {
            self.seen.push(line.clone());
            if line.contains(text) {
                return line;
            }
        }
        panic!("never said: {text}\n{}", self.seen.join("\n"));
    }

    #[track_caller]
    pub fn succeeds(mut self) -> Vec<String> {
        while let Ok(line) = self.lines.recv() {
            self.seen.push(line);
        }
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{}", self.seen.join("\n"));
        self.seen
    }

    /// Kills the program alone: what it has started goes on without it.
    pub fn kill(mut self) {
        let tasks = format!("/proc/{}/task", self.child.id());
        // Each thread has children of its own.
        let has_child = || {
            let tasks = fs::read_dir(&tasks).into_iter().flatten().flatten();
            let mut children = tasks.map(|task| fs::read_to_string(task.path().join("children")));
            children.any(|children| children.is_ok_and(|children| !children.is_empty()))
        };
        while !has_child() {
            thread::sleep(Duration::from_millis(5));
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Kills the program and what it started, at once.
    pub fn kill_group(mut self) {
        kill(&format!("-{}", self.child.id()));
        self.child.wait().unwrap();
    }
}

/// Where a program is that the PATH names.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// A folder for a PATH that has Rust and nothing else.
pub fn only_rust(project: &Project) -> PathBuf {
    let folder = project.root.join("only rust");
    fs::create_dir_all(&folder).unwrap();
    for name in ["cargo", "rustc"] {
        symlink(which(name).unwrap(), folder.join(name)).unwrap();
    }
    folder
}

pub fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// This project's own setup makes the kernel; its folder then stands on the others' PATH.
pub static KERNEL: LazyLock<PathBuf> = LazyLock::new(|| {
    // Whether its first cell runs is for the notebooks' test to say.
    let _ = Command::new(PROGRAM).arg("setup").status();
    let spec = Path::new(HERE).join(".venv/share/jupyter/kernels/rust/kernel.json");
    let spec = fs::read_to_string(spec).expect("this project's own setup failed");
    let spec: serde_json::Value = serde_json::from_str(&spec).unwrap();
    let mut argv = spec["argv"].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
    argv.find(|part| part.ends_with("evcxr_jupyter")).unwrap().into()
});

/// The folder of this computer's kernel.
pub fn kernel() -> &'static Path {
    KERNEL.parent().unwrap()
}

/// A PATH on which there is no kernel, but this folder.
pub fn path_without_kernel(first: &Path) -> OsString {
    let path = path_with(&[first]);
    let folders = env::split_paths(&path).filter(|path| !path.join("evcxr_jupyter").exists());
    env::join_paths(folders).unwrap()
}

pub fn path_with(first: &[&Path]) -> OsString {
    let rest = env::var_os("PATH").unwrap();
    let first = first.iter().map(|path| path.to_path_buf());
    env::join_paths(first.chain(env::split_paths(&rest))).unwrap()
}

pub fn ordinary_path() -> OsString {
    env::var_os("PATH").unwrap()
}

/// A notebook with this one cell.
pub fn notebook(project: &Project, cell: &str) {
    let notebook = serde_json::json!({
        "cells": [{ "cell_type": "code", "id": "first", "execution_count": null,
            "metadata": {}, "outputs": [], "source": cell }],
        "metadata": { "kernelspec": { "name": "rust", "display_name": "Rust" } },
        "nbformat": 4, "nbformat_minor": 5,
    });
    let file = project.root.join("notebooks/00-overview.ipynb");
    fs::write(file, notebook.to_string()).unwrap();
}
