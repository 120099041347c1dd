//! The Rust kernel evcxr_jupyter: found, fetched or built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::child::{self, Log};
use crate::evcxr::{FOLDER, VERSION, build, program};
use crate::fault::Fault;
use crate::project::Project;
use crate::registration::{Proof, register};
use crate::say::say;
use crate::toolchain::Toolchain;
use crate::{archive, compile, conda, environment};

/// `packages` waits for JupyterLab's own installation, without which no kernel can be proven.
pub fn ready(
    project: &Project,
    toolchain: &Toolchain,
    packages: &mut dyn FnMut() -> Result<(), Fault>,
) -> Result<(), Fault> {
    let root = project.venv.join(FOLDER);
    find(project, toolchain, &root, packages)?;
    // Kept until now, so that a build that was stopped could go on where it was.
    let _ = fs::remove_dir_all(build(&root));
    Ok(())
}

/// Tries what is there, then what can be fetched, and builds it only then.
fn find(
    project: &Project,
    toolchain: &Toolchain,
    root: &Path,
    packages: &mut dyn FnMut() -> Result<(), Fault>,
) -> Result<(), Fault> {
    let own = program(root);
    let mut proven = |program: &Path| -> Result<bool, Fault> {
        if !starts(project, program)? {
            say(&format!("Kernel: {} does not start on this computer.", program.display()));
            return Ok(false);
        }
        packages()?;
        match register(project, program)? {
            Proof::Good => Ok(true),
            Proof::Version(other) => {
                say(&format!("Kernel: that is version {other}; this needs {VERSION}."));
                Ok(false)
            }
            // It will not answer more readily when it has been built again.
            Proof::Silent if program == own => Err(silent(root)),
            Proof::Silent => {
                say("Kernel: it does not answer.");
                Ok(false)
            }
        }
    };
    if own.is_file() && proven(&own)? {
        return Ok(());
    }
    if project.pack.is_some() {
        // There is no other place to look in, and its reason stands in the line above.
        return Err(Fault::new(
            "The pack's kernel can't be used here, as the line above says: make a pack on a computer like this one, or take the kernel from the network with `cargo run -- setup`.",
        ));
    }
    for program in environment::on_path("evcxr_jupyter") {
        say(&format!("Kernel: trying {} ...", program.display()));
        if proven(&program)? {
            return Ok(());
        }
    }
    type Source<'a> = &'a dyn Fn() -> Result<Option<PathBuf>, Fault>;
    let sources: [Source; 3] = [
        &|| archive::fetched(project, &own),
        &|| conda::fetched(project, &root.join("conda")),
        &|| binstalled(project, root),
    ];
    for source in sources {
        if let Some(program) = source()?
            && proven(&program)?
        {
            return Ok(());
        }
    }
    compile::built(project, toolchain, root)?;
    if proven(&own)? { Ok(()) } else { Err(silent(root)) }
}

/// Whether this computer can run it at all; what it does in Jupyter is proven later.
fn starts(project: &Project, program: &Path) -> Result<bool, Fault> {
    let mut kernel = child::command(project, program)?;
    kernel.arg("--help").stdout(Stdio::null()).stderr(Stdio::null());
    Ok(kernel.status().is_ok_and(|status| status.success()))
}

fn silent(root: &Path) -> Fault {
    Fault(format!(
        "The kernel starts, but does not answer Jupyter, and its own message stands above: remove the folder {} to have it made anew, and run `cargo run` again.",
        root.display()
    ))
}

/// From cargo-binstall, which knows more computers than the authors' own release, if it is there.
fn binstalled(project: &Project, root: &Path) -> Result<Option<PathBuf>, Fault> {
    if environment::on_path("cargo-binstall").is_empty() {
        return Ok(None);
    }
    say("Kernel: fetching evcxr_jupyter with cargo binstall ...");
    let mut binstall = child::command(project, "cargo")?;
    binstall
        .args("binstall --no-confirm --force --disable-strategies compile".split(' '))
        .args(["evcxr_jupyter", "--version", VERSION, "--root"])
        .arg(root);
    let log = Log::new(project, "binstall")?;
    if log.follow(project, "cargo binstall", &mut binstall, &mut |_| {})?.success() {
        return Ok(Some(program(root)).filter(|program| program.is_file()));
    }
    say(&format!("Kernel: not fetched. {}", log.last_line()));
    Ok(None)
}
