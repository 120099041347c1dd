//! `cargo run -- setup --from FOLDER`: all that the set-up needs, from a pack and not the network.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::child::Log;
use crate::evcxr::{self, VERSION};
use crate::fault::Fault;
use crate::project::Project;
use crate::say::say;
use crate::{pack, python};

const UNPACK: &str = include_str!("unpack.py");

/// What follows `setup`: nothing, or `--from` and a folder.
pub fn asked_for(arguments: &[OsString]) -> Result<Option<PathBuf>, Fault> {
    let folder = match arguments {
        [] => return Ok(None),
        [from, folder] if from == "--from" => folder,
        _ => {
            return Err(Fault::new(
                "`cargo run -- setup` takes nothing more than `--from` and the folder of a pack, as in `cargo run -- setup --from /media/stick/pack`.",
            ));
        }
    };
    let found = fs::canonicalize(folder).map_err(|error| {
        let folder = Path::new(folder).display();
        Fault(format!(
            "{folder} can't be opened ({error}): is the stick in, the server's folder there?"
        ))
    })?;
    Ok(Some(found))
}

/// Looks whether the pack fits and is whole, and takes the kernel and the crates out of it; the
/// packages are for pip to take.
pub fn taken(project: &mut Project, pack: PathBuf) -> Result<(), Fault> {
    say(&format!("Pack: looking whether {} fits this computer, and is whole ...", pack.display()));
    let facts = format!(r#"{{"system": "{}", "kernel": "{VERSION}"}}"#, pack::system());
    let mut python = python::find()?.command(project)?;
    python.args(["-Iuc", UNPACK]).args([&pack, &project.root]);
    python.arg(evcxr::program(&project.venv.join(evcxr::FOLDER))).arg(facts);
    let log = Log::new(project, "unpack")?;
    if !log.follow(project, "Python", &mut python, &mut |_| {})?.success() {
        return Err(Fault(log.last_line()));
    }
    project.pack = Some(pack);
    Ok(())
}
