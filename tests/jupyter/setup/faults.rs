//! Things that a computer lacks, and disks that are full.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::can_unshare;

use crate::program::{ends_with_sentence, says_only};
use crate::stage::{Project, only_rust, ordinary_path, script, which};

#[test]
fn python_without_ensurepip() {
    let mut project = Project::new("no venv", "");
    let question =
        "import sys, sysconfig; print(sys.executable, sysconfig.get_path('stdlib'), sep='\\n')";
    let answer = Command::new("python3").args(["-c", question]).output().unwrap();
    let answer = String::from_utf8(answer.stdout).unwrap();
    let (python, library) = answer.trim().split_once('\n').unwrap();
    // As Debian leaves it without python3-venv: the real Python, its library short of one module.
    let home = project.root.join("home");
    let copy = home.join("lib").join(Path::new(library).file_name().unwrap());
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(library).unwrap().flatten() {
        if entry.file_name() != "ensurepip" {
            symlink(entry.path(), copy.join(entry.file_name())).unwrap();
        }
    }
    let folder = only_rust(&project);
    let line = format!("PYTHONHOME='{}' exec '{python}' \"$@\"", home.display());
    script(&folder.join("python3"), &line);
    project.path = folder.into();
    says_only(&project.setup(), "has no module venv or ensurepip: install them (on Debian");
}

#[test]
fn python_too_old() {
    let mut project = Project::new("old python", "");
    let pyenv = Path::new(&env::var_os("HOME").unwrap_or_default()).join(".pyenv/versions");
    let versions = fs::read_dir(pyenv).into_iter().flatten().flatten();
    let named = ["python3.9", "python3.8", "python3.7", "python3.6", "python2"].map(which);
    let mut candidates: Vec<PathBuf> = named.into_iter().flatten().collect();
    candidates.extend(versions.map(|version| version.path().join("bin/python")));
    let old = "import sys; sys.exit(sys.version_info >= (3, 10))";
    let is_old = |python: &PathBuf| {
        let asked = Command::new(python).args(["-c", old]).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let folder = only_rust(&project);
    match candidates.into_iter().find(is_old) {
        Some(python) => symlink(python, folder.join("python3")).unwrap(),
        // None here: one that answers as an old one does.
        None => script(&folder.join("python3"), "echo 3.9.18"),
    }
    project.path = folder.into();
    says_only(&project.setup(), "is too old for JupyterLab: install Python 3.10 or newer");
}

#[test]
fn no_network() {
    let project = Project::new("no network", ordinary_path());
    let before: &[&str] = if can_unshare("-rn") { &["unshare", "-rn"] } else { &[] };
    let mut program = project.program(before);
    if before.is_empty() {
        println!("instead: an index that nobody can reach");
        program.env("PIP_INDEX_URL", "http://127.0.0.1:9/");
    }
    program.arg("setup").env("PIP_RETRIES", "1").env_remove("PIP_FIND_LINKS");
    // pip or cargo, whichever is the first to give up.
    let sentence = " failed, and its own message stands above: if this computer is offline, connect it; then run `cargo run` again";
    ends_with_sentence(&program.output().unwrap(), sentence);
    assert!(!project.root.join(".venv/stamps/python").exists());
}

/// Runs the program where a file system of this size is mounted at one of its folders.
#[track_caller]
fn on_small_disk(name: &str, megabytes: u32, folder: &str) {
    if !can_unshare("-rm") {
        return;
    }
    let project = Project::new(name, ordinary_path());
    let place = project.root.join(folder);
    fs::create_dir_all(&place).unwrap();
    let mount = r#"mount -t tmpfs -o size="$1"m none "$2" && shift 2 && exec "$@""#;
    let size = megabytes.to_string();
    let place_text = place.to_string_lossy();
    let stage = ["unshare", "-rm", "sh", "-c", mount, "sh", &size, &place_text];
    let mut program = project.program(&stage);
    program.arg("setup");
    if folder == "temporary" {
        program.env("TMPDIR", &place);
    }
    ends_with_sentence(&program.output().unwrap(), "The disk is full at ");
}

#[test]
fn disk_full_at_once() {
    on_small_disk("1 MB", 1, ".venv");
}

#[test]
fn disk_full_during_pip() {
    on_small_disk("60 MB", 60, ".venv");
}

#[test]
fn temporary_folder_full() {
    on_small_disk("2 MB", 2, "temporary");
}
