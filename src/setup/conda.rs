//! The kernel from conda-forge, where conda or a relative of it is at hand.

use std::env;
use std::path::{Path, PathBuf};

use crate::child::{self, Log};
use crate::environment;
use crate::evcxr::VERSION;
use crate::fault::Fault;
use crate::project::Project;
use crate::say::say;

/// Any of them will do; the quicker ones first.
const PROGRAMS: [&str; 3] = ["micromamba", "mamba", "conda"];

/// Gets it into a folder of its own; none if there is no conda, or no such version.
pub fn fetched(project: &Project, folder: &Path) -> Result<Option<PathBuf>, Fault> {
    let Some(program) = PROGRAMS.into_iter().find(|name| !environment::on_path(name).is_empty())
    else {
        return Ok(None);
    };
    say(&format!("Kernel: asking {program} for evcxr {VERSION} from conda-forge ..."));
    let log = Log::new(project, "conda")?;
    let mut conda = child::command(project, program)?;
    // Alone: the Rust that it would bring along is there already.
    conda.args(["create", "--yes", "--quiet", "--no-deps", "--override-channels"]);
    conda.args(["--channel", "conda-forge", "--prefix"]).arg(folder);
    conda.arg(format!("evcxr={VERSION}"));
    if log.follow(project, program, &mut conda, &mut |_| {})?.success() {
        let name = format!("evcxr_jupyter{}", env::consts::EXE_SUFFIX);
        let places = ["bin", "Library/bin", "Scripts"].map(|place| folder.join(place).join(&name));
        if let Some(kernel) = places.into_iter().find(|place| place.is_file()) {
            return Ok(Some(kernel));
        }
    }
    say(&format!("Kernel: {program} has none."));
    Ok(None)
}
