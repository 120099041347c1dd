//! Registers a kernel inside `.venv`, and proves that it starts and is of the right version.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::child::{self, Log};
use crate::evcxr::VERSION;
use crate::fault::Fault;
use crate::project::Project;
use crate::say::warn;
use crate::{fault, stamp};

/// What Jupyter starts in the kernel's place; it then becomes the kernel. Where a process can't
/// become another, the kernel is started itself.
const LAUNCHER: &str = include_str!("launch.py");

/// Starts the registered kernel and prints its version and its program.
///
/// The kernel renews its registration in the folder that JUPYTER_PATH names, or else in the
/// reader's own; it needs incremental builds; and a start-up file of the reader's own is not for
/// this course. So all three are settled in the registration, for whoever starts the kernel. It
/// also records where cargo is, for a Jupyter that was started without knowing, and, if the course
/// came in a pack, that its cargo finds its settings and crates there.
const PROOF: &str = r#"
import json, os, shutil, subprocess, sys
from pathlib import Path
from jupyter_client import KernelManager
share, venv = sys.argv[1:]
folder = Path(share, "kernels", "rust")
file = folder / "kernel.json"
spec = json.loads(file.read_text("utf-8"))
kernel = spec["argv"][0]
spec["env"] = {"JUPYTER_PATH": share, "CARGO_INCREMENTAL": "1", "EVCXR_CONFIG_DIR": str(folder)}
settings = Path(venv).parent / ".cargo"
if (settings / "crates").is_dir():
    spec["env"]["CARGO_HOME"] = str(settings)
if os.name == "posix":
    spec["argv"] = [sys.executable, "-I", "-S", str(folder / "launch.py"), kernel, "{connection_file}"]
    programs = [shutil.which("cargo"), shutil.which("rustc")]
    spec["metadata"] = {"setup": {
        "venv": venv,
        "path": list(dict.fromkeys(os.path.dirname(program) for program in programs if program)),
        "homes": {name: os.environ[name] for name in ["CARGO_HOME", "RUSTUP_HOME"] if name in os.environ},
    }}
file.write_text(json.dumps(spec, indent=2, ensure_ascii=False), "utf-8")
manager = KernelManager(kernel_name="rust")
manager.start_kernel(stdout=subprocess.DEVNULL)
client = manager.client()
try:
    client.start_channels()
    client.wait_for_ready(timeout=120)
    reply = client.kernel_info(reply=True, timeout=120)["content"]
except RuntimeError as error:
    print(error, file=sys.stderr)
    sys.exit(3)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(reply["implementation_version"])
print(kernel)
"#;

/// The kernel's program, as it was registered.
pub fn program(project: &Project) -> Option<PathBuf> {
    Some(stamp::read(project, "kernel")?.lines().next()?.into())
}

/// Whether the registration that was proven is still as it was.
pub fn registered(project: &Project) -> bool {
    let Some(stamped) = stamp::read(project, "kernel") else {
        return false;
    };
    let program = stamped.lines().next().unwrap_or_default();
    circumstances(project, program).is_some_and(|now| now == stamped)
}

/// What a kernel showed when it was tried.
pub enum Proof {
    /// It starts, answers, and is of the right version; it is registered and stamped.
    Good,
    /// It is of this other version.
    Version(String),
    /// It does not answer.
    Silent,
}

/// Registers the kernel, and stamps it if it will do.
pub fn register(project: &Project, program: &Path) -> Result<Proof, Fault> {
    let share = project.share();
    let mut install = child::command(project, program)?;
    install.arg("--install").env("JUPYTER_PATH", &share).env("RUST_BACKTRACE", "0");
    let log = Log::new(project, "registration")?;
    log.run(project, "evcxr_jupyter --install", &mut install, &[&project.venv])?;
    stamp::write_whole(&launcher(project), LAUNCHER)?;
    let mut proof = child::python(project)?;
    proof.args(["-c", PROOF]).arg(&share).arg(&project.venv).env("JUPYTER_PATH", &share);
    let output = proof.output().map_err(|error| Fault::cannot_start("Python", &error))?;
    let said = String::from_utf8_lossy(&output.stdout);
    match (output.status.code(), said.split_once('\n')) {
        (Some(0), Some((version, registered))) if version.trim() == VERSION => {
            let now = circumstances(project, registered.trim()).ok_or_else(|| {
                Fault::new(
                    "The kernel vanished while it was being registered: run `cargo run` again.",
                )
            })?;
            stamp::set(project, "kernel", &now)?;
            Ok(Proof::Good)
        }
        (Some(0), Some((version, _))) => Ok(Proof::Version(version.trim().to_owned())),
        (Some(3), _) => {
            fault::room(&[&project.venv])?;
            warn(String::from_utf8_lossy(&output.stderr).trim());
            Ok(Proof::Silent)
        }
        _ => {
            fault::room(&[&project.venv])?;
            warn(String::from_utf8_lossy(&output.stderr).trim());
            Err(Fault::new(
                "Jupyter can't start a kernel, as its message above says; the kernel itself is not to blame. See to that, then run `cargo run` again.",
            ))
        }
    }
}

/// What the registration was proven for; none if the program or the registration is gone.
fn circumstances(project: &Project, program: &str) -> Option<String> {
    let file = fs::metadata(program).ok()?;
    let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    fs::read_to_string(launcher(project)).ok().filter(|text| text == LAUNCHER)?;
    let spec = launcher(project).with_file_name("kernel.json");
    let spec = fs::read_to_string(spec).ok()?;
    let (size, changed, place) = (file.len(), changed.as_nanos(), project.place());
    Some(format!("{program}\n{size} {changed}\n{place}\n{spec}"))
}

fn launcher(project: &Project) -> PathBuf {
    project.share().join("kernels").join("rust").join("launch.py")
}
