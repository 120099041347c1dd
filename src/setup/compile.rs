//! The kernel, built by cargo from its source.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::child::{self, Log};
use crate::evcxr::{VERSION, build};
use crate::fault::Fault;
use crate::project::Project;
use crate::say::{say, status};
use crate::stamp;
use crate::toolchain::Toolchain;

const PROFILE: &str = include_str!("kernel-profile.toml");

/// Builds it into `root`. A build that was stopped goes on where it was.
pub fn built(project: &Project, toolchain: &Toolchain, root: &Path) -> Result<(), Fault> {
    say("Kernel: building evcxr_jupyter with cargo (5 to 40 minutes on 2 cores, only once) ...");
    let begin = Instant::now();
    let target = build(root);
    let log = Log::new(project, "kernel")?;
    let mut install = child::command(project, "cargo")?;
    let profile = root.join("profile.toml");
    stamp::write_whole(&profile, PROFILE)?;
    install
        .args("install --locked --force evcxr_jupyter".split(' '))
        .args(["--version", VERSION, "--root"])
        .arg(root)
        // Settings in cargo's home may ask for another computer's programs, or another folder.
        .args(["--target", &toolchain.host])
        .arg("--target-dir")
        .arg(&target)
        .arg("--config")
        .arg(&profile)
        .env("CARGO_BUILD_BUILD_DIR", &target)
        .envs([("RUSTFLAGS", ""), ("RUSTC_WRAPPER", "")])
        .envs([("CARGO_TERM_PROGRESS_WHEN", "always"), ("CARGO_TERM_PROGRESS_WIDTH", "100")])
        .envs([("CARGO_TERM_COLOR", "never"), ("CARGO_TERM_QUIET", "false")]);
    // Or else cargo would advise the reader to do so.
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = [root.join("bin")].into_iter().chain(env::split_paths(&path));
    if let Ok(path) = env::join_paths(paths) {
        install.env("PATH", path);
    }
    let home = env::var_os("CARGO_HOME").map_or_else(|| root.to_owned(), PathBuf::from);
    log.watch(project, "cargo install", &mut install, &[&project.venv, &home], |news| {
        if let Some((done, all)) = crates(news) {
            let minutes = begin.elapsed().as_secs() / 60;
            status(&format!("Kernel: building, {done} of {all} crates, {minutes} min"));
        }
    })?;
    let minutes = begin.elapsed().as_secs_f64() / 60.0;
    say(&format!("Kernel: built ({minutes:.0} min)."));
    Ok(())
}

/// The last "12/345" of cargo's progress bars.
fn crates(news: &str) -> Option<(u32, u32)> {
    let bars = news.rsplit(['\r', '\n']).filter(|line| line.contains("Building ["));
    let mut counts = bars.filter_map(|bar| {
        let (done, all) = bar.split("] ").nth(1)?.split(':').next()?.split_once('/')?;
        Some((done.trim().parse().ok()?, all.trim().parse().ok()?))
    });
    counts.next()
}
