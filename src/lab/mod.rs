//! The lab: Python packages, the Rust kernel and JupyterLab, all inside `.venv`.
//!
//! Each step leaves a stamp when it has succeeded, never earlier, and is done again from its
//! start as long as the stamp is missing or tells of other circumstances. So a run that was
//! killed anywhere is put right by the next one.

mod child;
mod environment;
mod fault;
pub mod jupyter;
mod kernel;
mod lock;
mod python;
mod registration;
mod stamp;
mod toolchain;
mod warm_up;

use std::env;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use fault::Fault;

/// The notebook that opens.
const FIRST_NOTEBOOK: &str = "00-overview.ipynb";

/// The project's folders, and the lock that only one run at a time can hold.
pub struct Lab {
    root: PathBuf,
    venv: PathBuf,
    lock: File,
}

impl Lab {
    /// Finds the project and waits until no other run is at work on its `.venv`.
    pub fn open() -> Result<Self, Fault> {
        let root = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        if !root.join("notebooks").is_dir() {
            return Err(Fault(format!(
                "{} has no folder notebooks: start `cargo run` in the folder of this project.",
                root.display()
            )));
        }
        let venv = root.join(".venv");
        let lock = lock::take(&venv)?;
        Ok(Self { root, venv, lock })
    }

    /// Makes what is missing. The inner result is the warm-up's: without it all works, slower.
    pub fn prepare(&self) -> Result<Result<(), Fault>, Fault> {
        let toolchain = toolchain::Toolchain::find()?;
        python::ready(self)?;
        jupyter::settings(self)?;
        toolchain.source(self)?;
        kernel::ready(self)?;
        Ok(warm_up::ready(self, &toolchain))
    }

    fn notebooks(&self) -> PathBuf {
        self.root.join("notebooks")
    }

    /// Jupyter's data folder within the environment.
    fn share(&self) -> PathBuf {
        self.venv.join("share").join("jupyter")
    }

    fn python(&self) -> PathBuf {
        if cfg!(windows) {
            self.venv.join("Scripts").join("python.exe")
        } else {
            self.venv.join("bin").join("python")
        }
    }

    /// The project's folder as text, for stamps: an environment that was moved is broken.
    fn place(&self) -> String {
        self.venv.display().to_string()
    }
}

/// One line to the reader. That nobody reads it is no reason to stop.
pub fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// One line about what went wrong.
pub fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn read(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|error| {
        Fault(format!(
            "{} cannot be read ({error}): get it back with `git checkout`, then run `cargo run` again.",
            path.display()
        ))
    })
}
