//! A Python, and JupyterLab's packages in an environment of their own.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::child::Log;
use crate::fault::Fault;
use crate::project::{Project, read};
use crate::say::say;
use crate::{child, environment, evcxr, jupyter, lock, pack, pip, stamp};

/// What JupyterLab asks for.
const OLDEST: (u32, u32) = (3, 10);

/// Python 2 and Pythons without the two modules answer as well, as far as they come.
const QUESTION: &str = "\
import sys
print('%d.%d.%d' % sys.version_info[:3])
sys.stdout.flush()
import venv, ensurepip";

/// What the course needs imports, and from the environment.
const PROOF: &str = "\
import importlib, pathlib, sys
for name in ['jupyterlab', 'jupyter_client', 'nbclient', 'nbformat', 'plotly', 'zmq']:
    place = importlib.import_module(name).__file__
    if pathlib.Path(sys.argv[1]).resolve() not in pathlib.Path(place).resolve().parents:
        sys.exit(f'{name} is in {place}, outside of {sys.argv[1]}.')";

fn requirements(project: &Project) -> Result<String, Fault> {
    read(&project.notebooks().join("requirements.txt"))
}

/// Whether the packages that are asked for were installed, here and with this Python.
pub fn is_ready(project: &Project) -> Result<bool, Fault> {
    let now = circumstances(project, &requirements(project)?);
    Ok(now.is_some_and(|now| stamp::holds(project, "python", &now)))
}

pub fn ready(project: &Project) -> Result<(), Fault> {
    if is_ready(project)? {
        return Ok(());
    }
    let python = find()?;
    say(&format!("JupyterLab: installing it into .venv with {} ...", python.name()));
    let begin = Instant::now();
    // A half-finished installation looks like a whole one, so it always starts from nothing.
    clear(project)?;
    let log = Log::new(project, "pip")?;
    let mut venv = python.command(project)?;
    venv.args(["-m", "venv"]).arg(&project.venv);
    log.run(project, "Python's venv", &mut venv, &[&project.venv])?;
    let mut pip = pip::command(project)?;
    pip.args(["install", "--no-input", "--disable-pip-version-check", "--requirement"])
        .arg(project.notebooks().join("requirements.txt"));
    if let Some(pack) = &project.pack {
        pip.args(["--no-index", "--find-links"]).arg(pack.join(pack::WHEELS));
    }
    log.run(project, "pip", &mut pip, &[&project.venv])?;
    prove(project, &log)?;
    let now = circumstances(project, &requirements(project)?).ok_or_else(|| {
        Fault::new("Python's venv made no whole environment: remove the folder .venv and run `cargo run` again.")
    })?;
    stamp::set(project, "python", &now)?;
    say(&format!("JupyterLab: installed ({} s).", begin.elapsed().as_secs()));
    Ok(())
}

/// That pip has succeeded does not mean that anything can be imported.
fn prove(project: &Project, log: &Log) -> Result<(), Fault> {
    let mut python = child::python(project)?;
    python.args(["-c", PROOF]).arg(&project.venv);
    if log.run(project, "Python", &mut python, &[&project.venv]).is_ok() {
        return Ok(());
    }
    Err(Fault::new(
        "pip has installed JupyterLab, but Python can't use it, as its message above says: look at your own settings for pip and Python (`pip config list`), then remove the folder .venv and run `cargo run` again.",
    ))
}

/// What the packages were installed for; none if there is no working environment at all.
fn circumstances(project: &Project, requirements: &str) -> Option<String> {
    let settings = fs::read_to_string(project.venv.join("pyvenv.cfg")).ok()?;
    let home = settings.lines().find_map(|line| line.strip_prefix("home = "))?;
    // An upgrade of the system's Python moves the link's end, and takes its packages away.
    let python = fs::canonicalize(project.python()).ok()?;
    let text = format!("{}\n{}\n{settings}\n{requirements}", project.place(), python.display());
    Path::new(home).exists().then_some(text)
}

/// What stays in `.venv` when its packages are installed anew: the lock, the kernel, which took
/// long to build, and what the reader has set in JupyterLab.
const KEPT: [&str; 4] = [lock::NAME, evcxr::FOLDER, child::LOGS, jupyter::FOLDER];

/// Takes everything out of `.venv` but that.
fn clear(project: &Project) -> Result<(), Fault> {
    let remove = |path: &Path| {
        let gone = if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        };
        gone.map_err(|error| Fault::disk(path, &error))
    };
    // The stamps go first: none may outlive what it speaks of.
    let stamps = project.venv.join(stamp::FOLDER);
    if stamps.exists() {
        remove(&stamps)?;
    }
    let entries =
        fs::read_dir(&project.venv).map_err(|error| Fault::disk(&project.venv, &error))?;
    for entry in entries.flatten() {
        if !KEPT.iter().any(|kept| entry.file_name() == *kept) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// A Python of this computer.
pub struct Python {
    program: &'static str,
    arguments: &'static [&'static str],
    version: String,
}

impl Python {
    fn name(&self) -> String {
        format!("Python {}", self.version)
    }

    /// It, in the folder of whoever asks.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(self.program);
        environment::clean(&mut command).env("PYTHONUTF8", "1").args(self.arguments);
        command
    }

    /// A child of it that holds the lock.
    pub fn command(&self, project: &Project) -> Result<Command, Fault> {
        let mut command = child::command(project, self.program)?;
        command.env("PYTHONUTF8", "1").args(self.arguments);
        Ok(command)
    }
}

/// The first Python that will do, or else what is wrong with the one that comes nearest.
pub fn find() -> Result<Python, Fault> {
    let anywhere: [(&str, &[&str]); 7] = [
        ("python3", &[]),
        ("python", &[]),
        ("python3.14", &[]),
        ("python3.13", &[]),
        ("python3.12", &[]),
        ("python3.11", &[]),
        ("python3.10", &[]),
    ];
    let launcher: (&str, &[&str]) = ("py", &["-3"]);
    let candidates = cfg!(windows).then_some(launcher).into_iter().chain(anywhere);

    let mut without_venv = None;
    let mut too_old = None;
    for (program, arguments) in candidates {
        let Some((version, has_venv)) = question(program, arguments) else {
            continue;
        };
        let python = Python { program, arguments, version };
        if !new_enough(&python.version) {
            too_old.get_or_insert(python);
        } else if has_venv {
            return Ok(python);
        } else {
            without_venv.get_or_insert(python);
        }
    }
    Err(if let Some(python) = without_venv {
        Fault(format!(
            "{} has no module venv or ensurepip: install them (on Debian and Ubuntu with `sudo apt install python3-venv`) and run `cargo run` again.",
            python.name()
        ))
    } else if let Some(python) = too_old {
        Fault(format!(
            "{} is too old for JupyterLab: install Python {}.{} or newer and run `cargo run` again.",
            python.name(),
            OLDEST.0,
            OLDEST.1
        ))
    } else {
        Fault(format!(
            "No Python was found: install Python {}.{} or newer (from python.org, or on Debian and Ubuntu with `sudo apt install python3-venv`) and run `cargo run` again.",
            OLDEST.0, OLDEST.1
        ))
    })
}

/// Its version, and whether it can make environments; none if there is no such Python.
fn question(program: &str, arguments: &[&str]) -> Option<(String, bool)> {
    let mut command = Command::new(program);
    environment::clean(&mut command).args(arguments).args(["-c", QUESTION]);
    let output = command.stdin(Stdio::null()).output().ok()?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    version
        .starts_with(|first: char| first.is_ascii_digit())
        .then_some((version, output.status.success()))
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map_while(|number| number.parse().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST
}
