//! The kernel as its authors have built it, from their release or another place.

use std::env;
use std::path::{Path, PathBuf};

use crate::child::Log;
use crate::evcxr::VERSION;
use crate::fault::Fault;
use crate::project::Project;
use crate::python;
use crate::say::{say, status};

/// The reader's variable for another place: an address or a folder, as on a school's server.
pub const PLACE: &str = "KERNEL_ARCHIVES";

const FETCH: &str = include_str!("fetch.py");

/// For which computers its authors build it. (A program built for Microsoft's library runs with a
/// Rust of either kind; one for glibc does not run on musl.)
fn target() -> Option<&'static str> {
    let gnu = cfg!(target_env = "gnu");
    match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") if gnu => Some("x86_64-unknown-linux-gnu"),
        ("macos", "aarch64") => Some("aarch64-apple-darwin"),
        ("windows", "x86_64") => Some("x86_64-pc-windows-msvc"),
        _ => None,
    }
}

/// Fetches it; none if there is no archive for this computer, or it can't be had.
pub fn fetched(project: &Project, program: &Path) -> Result<Option<PathBuf>, Fault> {
    let Some(target) = target() else {
        return Ok(None);
    };
    let (place, listing) = match env::var(PLACE).ok().filter(|place| !place.is_empty()) {
        Some(place) => (place, String::new()),
        None => (
            format!("https://github.com/evcxr/evcxr/releases/download/v{VERSION}"),
            // It tells the archives' digests; nothing that stands beside them does.
            format!("https://api.github.com/repos/evcxr/evcxr/releases/tags/v{VERSION}"),
        ),
    };
    let kind = if cfg!(windows) { "zip" } else { "tar.gz" };
    let name = format!("evcxr_jupyter-v{VERSION}-{target}.{kind}");
    say(&format!("Kernel: fetching {name} ..."));
    let log = Log::new(project, "fetch")?;
    let mut python = python::find()?.command(project)?;
    python.args(["-Iuc", FETCH, &place, &name, &listing]);
    python.arg(program.file_name().unwrap_or_default()).arg(program);
    if log.follow(project, "Python", &mut python, &mut tell)?.success() {
        return Ok(Some(program.to_owned()));
    }
    say(&format!("Kernel: not fetched. {}", log.last_line()));
    Ok(None)
}

/// "done total", in bytes.
fn tell(news: &str) {
    let numbers = |line: &str| {
        let (done, total) = line.split_once(' ')?;
        Some((done.parse::<f64>().ok()?, total.parse::<f64>().ok()?))
    };
    if let Some((done, total)) = news.lines().rev().find_map(numbers) {
        let of = if total > 0.0 { format!(" of {:.1}", total / 1e6) } else { String::new() };
        status(&format!("Kernel: fetching, {:.1}{of} MB", done / 1e6));
    }
}
