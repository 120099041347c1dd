//! The project's folders, and the lock that only one run at a time can hold.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::fault::Fault;
use crate::lock;

/// The notebook that opens.
pub const FIRST_NOTEBOOK: &str = "00-overview.ipynb";

/// An open project: nobody else is at work on its `.venv`.
pub struct Project {
    pub root: PathBuf,
    pub venv: PathBuf,
    pub lock: File,
    /// Set when one of the parts that work at the same time has failed: the others need not go on.
    pub failed: AtomicBool,
    /// The folder that `cargo run -- pack` has made, if all is to come from it.
    pub pack: Option<PathBuf>,
}

impl Project {
    /// Finds the project and waits until no other run is at work on its `.venv`.
    pub fn open() -> Result<Self, Fault> {
        let root = root()?;
        usable(&root)?;
        let venv = root.join(".venv");
        let lock = lock::take(&venv)?;
        Ok(Self { root, venv, lock, failed: AtomicBool::new(false), pack: None })
    }

    pub fn notebooks(&self) -> PathBuf {
        self.root.join("notebooks")
    }

    /// Jupyter's data folder within the environment.
    pub fn share(&self) -> PathBuf {
        self.venv.join("share").join("jupyter")
    }

    /// The environment's own Python.
    pub fn python(&self) -> PathBuf {
        if cfg!(windows) {
            self.venv.join("Scripts").join("python.exe")
        } else {
            self.venv.join("bin").join("python")
        }
    }

    /// The project's folder as text, for stamps: an environment that was moved is broken.
    pub fn place(&self) -> String {
        self.venv.display().to_string()
    }
}

/// The project's folder.
pub fn root() -> Result<PathBuf, Fault> {
    // This package's own folder is src/setup.
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = package.ancestors().nth(2).unwrap_or(&package).to_owned();
    if root.join("notebooks").is_dir() {
        return Ok(root);
    }
    Err(Fault(format!(
        "{} has no folder notebooks: start `cargo run` in the folder of this project.",
        root.display()
    )))
}

/// Whether Python, Jupyter and the kernel can work in a folder of this name.
fn usable(root: &Path) -> Result<(), Fault> {
    let separator = if cfg!(windows) { ';' } else { ':' };
    let why = match root.to_str() {
        None => "has letters that are no Unicode",
        Some(path) if path.contains(separator) => {
            "contains the sign that separates folders in lists of them"
        }
        Some(_) => return Ok(()),
    };
    let place = root.display();
    Err(Fault(format!(
        "The path {place} {why}: rename or move the folder, then run `cargo run` again."
    )))
}

/// The text of one of the project's own files.
pub fn read(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|error| {
        Fault(format!(
            "{} cannot be read ({error}): get it back with `git checkout`, then run `cargo run` again.",
            path.display()
        ))
    })
}
