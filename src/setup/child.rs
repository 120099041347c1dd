//! Running pip, cargo and Python. What they print goes to a log, whose end is shown when they fail.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use crate::fault::Fault;
use crate::project::Project;
use crate::say::warn;
use crate::{environment, jupyter};

/// The folder of the logs within `.venv`.
pub const LOGS: &str = "logs";

/// How many lines of a log are shown.
const SHOWN: usize = 15;

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
    jupyter::at_home(&mut command, project).env("PYTHONUTF8", "1").arg("-u");
    Ok(command)
}

/// A child's log: a file and not a pipe, so that a child that outlives this program can go on.
pub struct Log {
    path: PathBuf,
}

impl Log {
    /// Begins a new one.
    pub fn new(project: &Project, name: &str) -> Result<Self, Fault> {
        let folder = project.venv.join(LOGS);
        let path = folder.join(name).with_extension("log");
        let begun = fs::create_dir_all(&folder).and_then(|()| File::create(&path));
        begun.map_err(|error| Fault::disk(&path, &error))?;
        Ok(Self { path })
    }

    /// Runs a child to its end, unless another part of the set-up has failed; `name` and
    /// `folders` (that it writes to) are for the sentence if it fails.
    pub fn run(
        &self,
        project: &Project,
        name: &str,
        command: &mut Command,
        folders: &[&Path],
    ) -> Result<(), Fault> {
        self.watch(project, name, command, folders, |_| {})
    }

    /// The same; what is new in the log is handed to `news` several times a second.
    pub fn watch(
        &self,
        project: &Project,
        name: &str,
        command: &mut Command,
        folders: &[&Path],
        mut news: impl FnMut(&str),
    ) -> Result<(), Fault> {
        let status = self.follow(project, name, command, &mut news)?;
        if status.success() {
            return Ok(());
        }
        if !project.failed.load(Ordering::Relaxed) {
            self.show_end();
        }
        Err(Fault::after(name, folders))
    }

    /// The same, for a child that may fail.
    pub fn follow(
        &self,
        project: &Project,
        name: &str,
        command: &mut Command,
        news: &mut impl FnMut(&str),
    ) -> Result<ExitStatus, Fault> {
        let disk = |error| Fault::disk(&self.path, &error);
        let output = File::options().append(true).open(&self.path).map_err(disk)?;
        let errors = output.try_clone().map_err(disk)?;
        let mut log = File::open(&self.path).map_err(disk)?;
        command.stdout(output).stderr(errors);
        let mut child = command.spawn().map_err(|error| Fault::cannot_start(name, &error))?;
        loop {
            let ended = child.try_wait().map_err(|error| Fault::cannot_start(name, &error))?;
            let mut new = Vec::new();
            let _ = log.read_to_end(&mut new);
            news(&String::from_utf8_lossy(&new));
            match ended {
                Some(status) => return Ok(status),
                None if project.failed.load(Ordering::Relaxed) => stop(&mut child),
                None => thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Shows the last lines.
    pub fn show_end(&self) {
        let lines = self.lines();
        for line in &lines[lines.len().saturating_sub(SHOWN)..] {
            warn(&format!("  {line}"));
        }
        if lines.len() > SHOWN {
            warn(&format!("  (all of it: {})", self.path.display()));
        }
    }

    pub fn last_line(&self) -> String {
        self.lines().pop().unwrap_or_default()
    }

    /// All lines but those that only told of progress.
    fn lines(&self) -> Vec<String> {
        let text = fs::read(&self.path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines = text.split(['\n', '\r']).map(str::trim_end);
        let news = lines.filter(|line| !line.is_empty() && !line.contains("Building ["));
        news.map(str::to_owned).collect()
    }
}

fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
