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
use crate::{jupyter, kernel, pack, python, registration, teaching, unpack, warm_up};

const HELP: &str = "\
Opens this course in JupyterLab. The first time, it gets JupyterLab and the Rust kernel
into the folder .venv; what is there already is used as it is.

  cargo run                         get ready what is missing, then open JupyterLab
  cargo run -- ARGUMENTS            hand the arguments to `jupyter lab`: cargo run -- --no-browser --port 8890
  cargo run -- setup                only get ready
  cargo run -- setup --from FOLDER  get ready without a network, from a pack
  cargo run -- --help               this text; `cargo run -- --help-all` is Jupyter's own

For whoever teaches; notebooks/teaching says more:

  cargo run -- pack FOLDER          make a pack: all that other computers like this one need, for a stick
  cargo run -- student FOLDER       write the edition without solutions, for your students
  cargo run -- mark FOLDER          mark the notebooks that they hand in; `mark --help` says more
  cargo run -- contest FOLDER       score the networks that they hand in; `contest --help` says more";

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
    let rest = arguments.get(1..).unwrap_or_default();
    match arguments.first().and_then(|argument| argument.to_str()) {
        Some("--help" | "-h" | "help") => say(HELP),
        Some("setup") => get_ready(rest)?,
        Some("pack") => make_pack(rest)?,
        Some("student") => return teaching::student(rest),
        Some("mark") => return teaching::mark(rest, ready_or_slower),
        Some("contest") => return teaching::contest(rest),
        _ => return open(arguments),
    }
    Ok(ExitCode::SUCCESS)
}

fn open(arguments: &[OsString]) -> Result<ExitCode, Fault> {
    // Asked first: nobody should wait for a kernel to build to hear of a taken port.
    jupyter::port_is_free(arguments)?;
    let project = Project::open()?;
    ready_or_slower(&project)?;
    jupyter::open(project, arguments)
}

fn get_ready(arguments: &[OsString]) -> Result<(), Fault> {
    let from = unpack::asked_for(arguments)?;
    let mut project = Project::open()?;
    if let Some(pack) = from {
        unpack::taken(&mut project, pack)?;
    }
    prepare(&project)??;
    say("Ready: `cargo run` opens the course.");
    Ok(())
}

fn make_pack(arguments: &[OsString]) -> Result<(), Fault> {
    let pack = pack::asked_for(arguments)?;
    let project = Project::open()?;
    prepare(&project)??;
    pack::made(&project, &pack)
}

/// Makes what is missing, and goes on where only the first cell fails.
fn ready_or_slower(project: &Project) -> Result<(), Fault> {
    if let Err(fault) = prepare(project)? {
        // The reader may have to repair that very cell, and does so in JupyterLab.
        warn(&fault.to_string());
    }
    Ok(())
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
