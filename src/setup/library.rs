//! A small copy of the standard library's source, for the kernel's analysis of types.
//!
//! The kernel reads all of it at its start, and again when a crate is added. What a notebook asks
//! about stands in four crates; the others and the tests are two thirds of it.

use std::fs;
use std::io;
use std::path::Path;

use crate::project::Project;
use crate::toolchain::Toolchain;

/// The folder within `.venv`; its file `made-for` tells the launcher for which toolchain.
const FOLDER: &str = "library";

const CRATES: [&str; 4] = ["core", "alloc", "std", "proc_macro"];

/// Makes the copy where there is none for this toolchain. Without it all works, slower.
pub fn ready(project: &Project, toolchain: &Toolchain) {
    let library = project.venv.join(FOLDER);
    let made_for = fs::read_to_string(library.join("made-for"));
    if !made_for.is_ok_and(|text| text == toolchain.identity) {
        let _ = make(&toolchain.library(), &library, &toolchain.identity);
    }
}

fn make(source: &Path, library: &Path, identity: &str) -> io::Result<()> {
    if library.exists() {
        fs::remove_dir_all(library)?;
    }
    for name in CRATES {
        copy(&source.join(name).join("src"), &library.join(name).join("src"))?;
    }
    // Last, so that nobody takes a part for the whole.
    fs::write(library.join("made-for"), identity)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
