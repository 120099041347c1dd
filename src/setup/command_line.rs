//! What the reader can ask of `cargo run`.

use std::ffi::OsString;
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::thread;

use crate::fault::Fault;
use crate::project::Project;
use crate::say::{say, warn};
use crate::toolchain::Toolchain;
use crate::{jupyter, kernel, pack, python, registration, unpack, warm_up};

const HELP: &str = "\
Opens this course in JupyterLab. The first time, it gets JupyterLab and the Rust kernel
into the folder .venv; what is there already is used as it is.

  cargo run                  get ready what is missing, then open JupyterLab
  cargo run -- setup         only get ready; `setup --from FOLDER` does so without a network, from a pack
  cargo run -- pack FOLDER   make a pack: all that other computers like this one need, for a stick
  cargo run -- ARGUMENTS     hand the arguments to `jupyter lab`: cargo run -- --no-browser --port 8890
  cargo run -- --help        this text; `cargo run -- --help-all` is Jupyter's own";

/// Does what the arguments of `cargo run` ask for.
pub fn run(arguments: &[OsString]) -> ExitCode {
    match obey(arguments) {
        Ok(code) => code,
        Err(fault) => {
            warn(&fault.to_string());
            ExitCode::FAILURE
        }
    }
}

fn obey(arguments: &[OsString]) -> Result<ExitCode, Fault> {
    let first = arguments.first().and_then(|argument| argument.to_str());
    if matches!(first, Some("--help" | "-h" | "help")) {
        say(HELP);
        return Ok(ExitCode::SUCCESS);
    }
    let only_setup = first == Some("setup");
    let from = if only_setup { unpack::asked_for(&arguments[1..])? } else { None };
    let to = if first == Some("pack") { Some(pack::asked_for(&arguments[1..])?) } else { None };
    if !only_setup && to.is_none() {
        // Asked first: nobody should wait for a kernel to build to hear of a taken port.
        jupyter::port_is_free(arguments)?;
    }

    let mut project = Project::open()?;
    if let Some(pack) = from {
        unpack::taken(&mut project, pack)?;
    }
    let warm = prepare(&project)?;
    if let Some(pack) = to {
        return warm.and_then(|()| pack::made(&project, &pack)).map(|()| ExitCode::SUCCESS);
    }
    if only_setup {
        return match warm {
            Ok(()) => {
                say("Ready: `cargo run` opens the course.");
                Ok(ExitCode::SUCCESS)
            }
            Err(fault) => Err(fault),
        };
    }
    if let Err(fault) = warm {
        // The reader may have to repair that very cell, and does so in JupyterLab.
        warn(&fault.to_string());
    }
    jupyter::open(project, arguments)
}

/// Makes what is missing. The inner result is the warm-up's: without it all works, slower.
fn prepare(project: &Project) -> Result<Result<(), Fault>, Fault> {
    let toolchain = Toolchain::find()?;
    if !python::is_ready(project)? || !registration::registered(project) {
        thread::scope(|scope| install(project, &toolchain, scope))?;
    }
    jupyter::settings(project)?;
    toolchain.source(project)?;
    Ok(warm_up::ready(project, &toolchain))
}

/// The packages and the kernel, at the same time. Where one fails, the other need not go on.
fn install<'scope>(
    project: &'scope Project,
    toolchain: &Toolchain,
    scope: &'scope thread::Scope<'scope, '_>,
) -> Result<(), Fault> {
    // Whether this is the fault that made the other part give up.
    let first = |outcome: &Result<(), Fault>| {
        outcome.is_err() && !project.failed.swap(true, Ordering::Relaxed)
    };
    let mut packages = Some(scope.spawn(move || {
        let outcome = python::ready(project);
        first(&outcome);
        outcome
    }));
    let mut wait = || match packages.take() {
        Some(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
        None => Ok(()),
    };
    let outcome = kernel::ready(project, toolchain, &mut wait);
    let is_first = first(&outcome);
    let packages = wait();
    if is_first { outcome } else { packages.and(outcome) }
}
