//! The first cells, run once ahead of the reader: that fills the kernel's cache of built crates,
//! and leaves folders in which the course's crate is built, of which each kernel gets a copy.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::child::{self, Log};
use crate::fault::Fault;
use crate::project::{FIRST_NOTEBOOK, Project, read};
use crate::say::say;
use crate::toolchain::Toolchain;
use crate::{fault, library, stamp};

/// The first of the notebooks with the same crates, and those that add to them.
const NOTEBOOKS: [&str; 3] = [FIRST_NOTEBOOK, "09-3d-classification.ipynb", "10-faster.ipynb"];

/// The folder within `.venv` of the build folders, one a notebook; its file `made-for` tells the
/// launcher for which toolchain they are.
const FOLDER: &str = "build";

/// Runs a notebook's first cell and keeps what it built, without what belongs to that one kernel.
///
/// It is not built where it is kept: there, cargo would heed the settings of the folders above.
const FIRST_CELL: &str = r#"
import os, re, shutil, subprocess, sys, tempfile
from pathlib import Path
import nbformat
from nbclient import NotebookClient
path, kept = map(Path, sys.argv[1:])
notebook = nbformat.read(path, as_version=4)
notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:1]
client = NotebookClient(notebook, kernel_name="rust", timeout=900, startup_timeout=120, allow_errors=True)
client.resources = {"metadata": {"path": str(path.parent)}}
with tempfile.TemporaryDirectory(prefix="rust-build-", ignore_cleanup_errors=True) as folder:
    os.environ["EVCXR_TMPDIR"] = folder
    try:
        client.execute(stdout=subprocess.DEVNULL)
    except Exception as error:
        sys.exit(str(error))
    errors = [output for cell in notebook.cells for output in cell.outputs if output.output_type == "error"]
    if errors:
        sys.exit("\n".join(line for error in errors for line in [error.evalue, *error.traceback]))
    def of_one_kernel(folder, names):
        return [name for name in names if re.match(r"incremental$|(lib)?(ctx|code_\d+)\b", name)]
    shutil.copytree(Path(folder, "target"), kept / "target", ignore=of_one_kernel)
"#;

/// Makes what is missing or was made for something else.
pub fn ready(project: &Project, toolchain: &Toolchain) -> Result<(), Fault> {
    library::ready(project, toolchain);
    if !project.notebooks().join(FIRST_NOTEBOOK).exists() {
        return Ok(());
    }
    let manifest = read(&project.root.join("Cargo.toml"))?;
    let kernel = stamp::read(project, "kernel").unwrap_or_default();
    let source = digest(&project.root.join("src"));
    let now = format!("{}\n{kernel}\n{manifest}\n{source:x}", toolchain.identity);
    let build = project.venv.join(FOLDER);
    if stamp::holds(project, "warm-up", &now) && build.is_dir() {
        return Ok(());
    }
    say(
        "First cell: running it once for each set of crates, so that they are built when you run it (about a minute) ...",
    );
    if build.exists() {
        fs::remove_dir_all(&build).map_err(|error| Fault::disk(&build, &error))?;
    }
    let log = Log::new(project, "warm-up")?;
    for name in NOTEBOOKS {
        let notebook = project.notebooks().join(name);
        if !notebook.exists() {
            continue;
        }
        let mut python = child::python(project)?;
        python.args(["-c", FIRST_CELL]).arg(&notebook);
        python.arg(build.join(name).with_extension(""));
        python.env("JUPYTER_PATH", project.share());
        if !log.follow(project, "Python", &mut python, &mut |_| {})?.success() {
            fault::room(&[&project.venv])?;
            log.show_end();
            return Err(Fault(format!(
                "The first cell of {name} fails, as the message above says: if this computer is offline, connect it; if you have changed that cell, mend it; then run `cargo run` again."
            )));
        }
    }
    // Last, so that no kernel takes a copy of a part.
    stamp::write_whole(&build.join("made-for"), &toolchain.identity)?;
    stamp::set(project, "warm-up", &now)
}

/// A number that changes with the crate's source. (The set-up's own, in a folder of it, is no part
/// of the crate.)
fn digest(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let mut hasher = DefaultHasher::new();
    for path in paths.iter().filter(|path| !path.ends_with("setup")) {
        match fs::read(path) {
            Ok(text) => (path.file_name(), text).hash(&mut hasher),
            Err(_) => digest(path).hash(&mut hasher),
        }
    }
    hasher.finish()
}
