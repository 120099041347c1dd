//! The Rust kernel evcxr_jupyter: found, fetched or built.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::project::Project;
use crate::registration::{register, registered};
use crate::say::say;
use crate::{child, environment};

pub const VERSION: &str = "0.22.0";

/// The folder within `.venv` of a kernel of our own.
pub const FOLDER: &str = "kernel";

pub fn ready(project: &Project) -> Result<(), Fault> {
    if registered(project) {
        return Ok(());
    }
    let root = project.venv.join(FOLDER);
    let target = root.join("target");
    if !found(project, &root)? && !fetched(project, &root)? {
        build(project, &root, &target)?;
    }
    // Kept until now, so that a build that was stopped could go on where it was.
    let _ = fs::remove_dir_all(target);
    Ok(())
}

fn program(root: &Path) -> PathBuf {
    root.join("bin").join(format!("evcxr_jupyter{}", env::consts::EXE_SUFFIX))
}

/// One of our own that an earlier environment had, or one on the PATH.
fn found(project: &Project, root: &Path) -> Result<bool, Fault> {
    let own = Some(program(root)).filter(|path| path.is_file());
    for program in own.into_iter().chain(environment::on_path("evcxr_jupyter")) {
        let place = program.display();
        say(&format!("Kernel: trying {place} (some seconds) ..."));
        if register(project, &program)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The one that its authors have built, if this computer has the tool to get it.
fn fetched(project: &Project, root: &Path) -> Result<bool, Fault> {
    if environment::on_path("cargo-binstall").is_empty() {
        return Ok(false);
    }
    say("Kernel: fetching evcxr_jupyter with cargo binstall (under a minute) ...");
    let mut binstall = child::command(project, "cargo")?;
    binstall
        .args("binstall --no-confirm --force --disable-strategies compile".split(' '))
        .args(["evcxr_jupyter", "--version", VERSION, "--root"])
        .arg(root);
    let succeeded = binstall.status().is_ok_and(|status| status.success());
    if succeeded && program(root).is_file() && register(project, &program(root))? {
        return Ok(true);
    }
    say("That did not work out.");
    Ok(false)
}

fn build(project: &Project, root: &Path, target: &Path) -> Result<(), Fault> {
    say("Kernel: building evcxr_jupyter with cargo (10 to 15 minutes on 2 cores, only once) ...");
    let mut install = child::command(project, "cargo")?;
    install
        .args("install --locked --force evcxr_jupyter".split(' '))
        .args(["--version", VERSION, "--root"])
        .arg(root)
        .arg("--target-dir")
        .arg(target);
    // Or else cargo would advise the reader to do so.
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = [root.join("bin")].into_iter().chain(env::split_paths(&path));
    if let Ok(path) = env::join_paths(paths) {
        install.env("PATH", path);
    }
    let home = env::var_os("CARGO_HOME").map_or_else(|| root.to_owned(), PathBuf::from);
    child::run("cargo install", &mut install, &[&project.venv, &home])?;
    if register(project, &program(root))? {
        Ok(())
    } else {
        Err(Fault::new(
            "The kernel was built but does not start, and its own message stands above: remove the folder .venv and run `cargo run` again.",
        ))
    }
}
