//! A file that says that a step has succeeded, and under which circumstances.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use crate::fault::Fault;
use crate::project::Project;

/// The folder of the stamps within `.venv`.
pub const FOLDER: &str = "stamps";

fn path(project: &Project, name: &str) -> PathBuf {
    project.venv.join(FOLDER).join(name)
}

pub fn read(project: &Project, name: &str) -> Option<String> {
    fs::read_to_string(path(project, name)).ok()
}

pub fn holds(project: &Project, name: &str, text: &str) -> bool {
    read(project, name).is_some_and(|found| found == text)
}

pub fn set(project: &Project, name: &str, text: &str) -> Result<(), Fault> {
    write_whole(&path(project, name), text)
}

/// A rename is all or nothing, so that a kill leaves no half of a file.
pub fn write_whole(path: &PathBuf, text: &str) -> Result<(), Fault> {
    let unfinished = path.with_extension("tmp");
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        let mut file = File::create(&unfinished)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    };
    write().map_err(|error| Fault::disk(path, &error))
}
