//! What a teacher asks for: the student edition, marks, and a contest's table.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::fault::Fault;
use crate::project::{Project, root};
use crate::{child, environment, python};

/// Writes the student edition. Any Python will do, so that nothing is installed for it.
pub fn student(arguments: &[OsString]) -> Result<ExitCode, Fault> {
    let script = script(&root()?, "student.py")?;
    hand_over(python::find()?.bare(), &script, arguments)
}

/// Marks notebooks, on the kernel and with the packages of the project that `ready` makes ready.
pub fn mark(
    arguments: &[OsString],
    ready: impl Fn(&Project) -> Result<(), Fault>,
) -> Result<ExitCode, Fault> {
    let script = script(&root()?, "mark.py")?;
    let project = Project::open()?;
    ready(&project)?;
    let mut python = child::python(&project)?;
    python.env("JUPYTER_PATH", project.share());
    drop(project);
    hand_over(python, &script, arguments)
}

/// Scores networks, with the crate's own program for it.
pub fn contest(arguments: &[OsString]) -> Result<ExitCode, Fault> {
    let mut cargo = Command::new("cargo");
    environment::clean(&mut cargo)
        .args(
            "run --quiet --package nn_from_scratch --features laboratory --bin contest".split(' '),
        )
        .arg("--manifest-path")
        .arg(root()?.join("Cargo.toml"))
        .arg("--")
        .args(arguments);
    wait(cargo, "cargo")
}

fn script(root: &Path, name: &str) -> Result<PathBuf, Fault> {
    let path = root.join("src").join("setup").join("marking").join(name);
    if path.is_file() {
        return Ok(path);
    }
    Err(Fault::new("This is a student edition: only the course itself can do that."))
}

/// In the folder of whoever asks, whose paths the arguments may be.
fn hand_over(
    mut python: Command,
    script: &Path,
    arguments: &[OsString],
) -> Result<ExitCode, Fault> {
    let here = env::current_dir().map_err(|error| Fault::cannot_start("Python", &error))?;
    // Without the lock in its hands: whoever marks for an hour should not keep others waiting.
    python.arg("-B").arg(script).args(arguments).current_dir(here).stdin(Stdio::null());
    wait(python, "Python")
}

fn wait(mut command: Command, name: &str) -> Result<ExitCode, Fault> {
    let status = command.status().map_err(|error| Fault::cannot_start(name, &error))?;
    Ok(ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)))
}
