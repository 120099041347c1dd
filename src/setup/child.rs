//! Running pip, cargo and Python, with their progress on the reader's screen.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::environment;
use crate::fault::Fault;
use crate::project::Project;

/// A child that holds the lock as long as it lives.
pub fn command(project: &Project, program: impl AsRef<OsStr>) -> Result<Command, Fault> {
    let mut command = Command::new(program);
    let lock = project.lock.try_clone().map_err(|error| Fault::disk(&project.venv, &error))?;
    environment::clean(&mut command).current_dir(&project.venv).stdin(lock);
    Ok(command)
}

/// The environment's own Python. Its scripts' first lines may not survive an unusual path, so
/// everything is run as one of its modules.
pub fn python(project: &Project) -> Result<Command, Fault> {
    let mut command = command(project, project.python())?;
    command.env("PYTHONUTF8", "1").arg("-u");
    Ok(command)
}

/// Runs it to its end; `name` and `folders` (that it writes to) are for the sentence if it fails.
pub fn run(name: &str, command: &mut Command, folders: &[&Path]) -> Result<(), Fault> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Fault::after(name, folders)),
        Err(error) => Err(cannot_start(name, &error)),
    }
}

/// Runs it to its end and returns what it printed, if it succeeded.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

pub fn cannot_start(name: &str, error: &std::io::Error) -> Fault {
    Fault(format!(
        "{name} could not be started ({error}): see that it is installed and on the PATH, then run `cargo run` again."
    ))
}
