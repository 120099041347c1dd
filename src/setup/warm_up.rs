//! The first cell, run once ahead of the reader, so that the kernel's cache of built crates is
//! full when they run it: that saves them ten seconds.

use crate::fault::Fault;
use crate::project::{FIRST_NOTEBOOK, Project, read};
use crate::say::say;
use crate::toolchain::Toolchain;
use crate::{child, fault, stamp};

const FIRST_CELL: &str = r#"
import subprocess, sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:1]
client = NotebookClient(notebook, kernel_name="rust", timeout=900, startup_timeout=120, allow_errors=True)
client.resources = {"metadata": {"path": sys.argv[2]}}
try:
    client.execute(stdout=subprocess.DEVNULL)
except Exception as error:
    sys.exit(str(error))
errors = [output for cell in notebook.cells for output in cell.outputs if output.output_type == "error"]
if errors:
    sys.exit("\n".join(line for error in errors for line in [error.evalue, *error.traceback]))
"#;

pub fn ready(project: &Project, toolchain: &Toolchain) -> Result<(), Fault> {
    let notebook = project.notebooks().join(FIRST_NOTEBOOK);
    if !notebook.exists() {
        return Ok(());
    }
    let manifest = read(&project.root.join("Cargo.toml"))?;
    let kernel = stamp::read(project, "kernel").unwrap_or_default();
    let now = format!("{}\n{kernel}\n{manifest}", toolchain.identity);
    if stamp::holds(project, "warm-up", &now) {
        return Ok(());
    }
    say(
        "First cell: running it once, so that its crates are built when you run it (about 20 seconds) ...",
    );
    let mut python = child::python(project)?;
    python.args(["-c", FIRST_CELL]).arg(&notebook).arg(project.notebooks());
    python.env("JUPYTER_PATH", project.share());
    if !python.status().is_ok_and(|status| status.success()) {
        fault::room(&[&project.venv])?;
        return Err(Fault(format!(
            "The first cell of {FIRST_NOTEBOOK} fails, as the message above says: if this computer is offline, connect it; if you have changed that cell, mend it; then run `cargo run` again."
        )));
    }
    stamp::set(project, "warm-up", &now)
}
