//! The kernel's version, which stands here alone, and the places of a kernel of our own.

use std::env;
use std::path::{Path, PathBuf};

/// The version of evcxr_jupyter that the course asks for: the committed outputs, and what the set-up
/// does ahead of the kernel, are of this one. `.ci/newest` tries a newer one.
pub const VERSION: &str = "0.22.0";

/// The folder within `.venv`.
pub const FOLDER: &str = "kernel";

/// The program in that folder.
pub fn program(root: &Path) -> PathBuf {
    root.join("bin").join(format!("evcxr_jupyter{}", env::consts::EXE_SUFFIX))
}

/// Where cargo builds it.
pub fn build(root: &Path) -> PathBuf {
    root.join("target")
}
