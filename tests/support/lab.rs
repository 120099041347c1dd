//! The course's own Jupyter, as the tests use it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Gets Jupyter and the kernel ready, once, with the project's own program (which a package's
/// tests alone know), and returns the folder that they are in.
///
/// # Panics
/// If the program fails; it says itself why.
pub fn lab(program: &str) -> &'static Path {
    static LAB: OnceLock<PathBuf> = OnceLock::new();
    LAB.get_or_init(|| {
        let setup = Command::new(program).arg("setup").status();
        let ready = setup.expect("the project's own program starts").success();
        assert!(ready, "`cargo run -- setup` failed: see above.");
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.venv").canonicalize().expect("a lab")
    })
}

/// The lab's Python.
pub fn python(program: &str) -> PathBuf {
    lab(program).join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
