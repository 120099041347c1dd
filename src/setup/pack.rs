//! `cargo run -- pack FOLDER`: all that other computers of this kind need, for a USB stick or a
//! server's folder. `unpack.rs` takes it from there.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::child::{self, Log};
use crate::evcxr::{self, VERSION};
use crate::fault::Fault;
use crate::project::Project;
use crate::say::say;
use crate::{pip, registration, stamp};

/// The folder of Python's packages in the pack.
pub const WHEELS: &str = "wheels";

/// The list of what is in the pack; without it, it is none.
const LIST: &str = "pack.json";

/// A class has them all.
const PYTHONS: [&str; 5] = ["3.10", "3.11", "3.12", "3.13", "3.14"];

/// The crates that only one notebook asks for, beside those of the workspace.
const MORE_CRATES: &str = "benches/peers/candle/Cargo.toml";

const PACK: &str = include_str!("pack.py");
const README: &str = include_str!("pack-readme.md");

/// The kind of computer: programs and packages of one don't run on another.
pub fn system() -> String {
    let library = if cfg!(target_env = "musl") { "-musl" } else { "" };
    format!("{}-{}{library}", env::consts::OS, env::consts::ARCH)
}

/// What follows `pack`: a folder that is new, empty, or a pack.
pub fn asked_for(arguments: &[OsString]) -> Result<PathBuf, Fault> {
    let [folder] = arguments else {
        return Err(Fault::new(
            "`cargo run -- pack` takes the folder to make, as in `cargo run -- pack /media/stick/pack`.",
        ));
    };
    let folder = Path::new(folder);
    let holds = |mut entries: fs::ReadDir| entries.next().is_some();
    if fs::read_dir(folder).is_ok_and(holds) && !folder.join(LIST).exists() {
        return Err(Fault(format!(
            "{0} holds other files: name a folder of its own for the pack, as in `cargo run -- pack {1}`.",
            folder.display(),
            folder.join("pack").display()
        )));
    }
    fs::create_dir_all(folder)
        .and_then(|()| fs::canonicalize(folder))
        .map_err(|error| Fault::disk(folder, &error))
}

/// Makes it from a project that is ready.
pub fn made(project: &Project, pack: &Path) -> Result<(), Fault> {
    let begin = Instant::now();
    // From now on it is unfinished, also if an earlier one was whole.
    stamp::write_whole(&pack.join(LIST), "{}\n")?;
    let work = project.venv.join("pack");
    fs::create_dir_all(&work).map_err(|error| Fault::disk(&work, &error))?;
    take_kernel(project, pack)?;
    let pythons = take_packages(project, pack, &work)?;
    take_crates(project, &work)?;
    stamp::write_whole(&pack.join("README.md"), &readme(&pythons))?;

    say("Pack: the course and the crates, as one archive ...");
    let facts =
        format!(r#"{{"system": "{}", "kernel": "{VERSION}", "python": {pythons:?}}}"#, system());
    let mut python = child::python(project)?;
    python.args(["-c", PACK, "seal"]).args([pack, &project.root, &work.join("crates")]).arg(facts);
    Log::new(project, "pack")?.run(project, "Python", &mut python, &[pack])?;
    let _ = fs::remove_dir_all(&work);
    say(&format!(
        "Pack: ready in {} ({} s). Its README.md says how to set up from it.",
        pack.display(),
        begin.elapsed().as_secs()
    ));
    Ok(())
}

fn take_kernel(project: &Project, pack: &Path) -> Result<(), Fault> {
    let program = registration::program(project).unwrap_or_default();
    let target = evcxr::program(Path::new(""));
    let folder = pack.join(evcxr::FOLDER);
    let target = folder.join(target.file_name().unwrap_or_default());
    fs::create_dir_all(&folder)
        .and_then(|()| fs::read(program))
        // Its bytes alone: a stick may know no permissions.
        .and_then(|bytes| fs::write(&target, bytes))
        .map_err(|error| Fault::disk(&target, &error))
}

/// The packages for each Python, and for which Pythons they could be had.
fn take_packages(project: &Project, pack: &Path, work: &Path) -> Result<Vec<&'static str>, Fault> {
    let wheels = pack.join(WHEELS);
    if wheels.exists() {
        fs::remove_dir_all(&wheels).map_err(|error| Fault::disk(&wheels, &error))?;
    }
    let mut had = Vec::new();
    for version in PYTHONS {
        say(&format!("Pack: fetching the packages for Python {version} ..."));
        // A package may ask for a fix of Python, and the list then names an older one for before.
        let both = ["0", "99"].map(|fix| format!("{version}.{fix}"));
        let fetched = both.iter().map(|version| fetch(project, version, work, &wheels));
        match fetched.collect::<Result<Option<()>, Fault>>()? {
            Some(()) => had.push(version),
            None => say(&format!("Pack: not for Python {version}.")),
        }
    }
    if had.is_empty() {
        return Err(Fault::after("pip", &[pack]));
    }
    Ok(had)
}

/// The packages for one Python; none if they can't be had.
fn fetch(
    project: &Project,
    version: &str,
    work: &Path,
    wheels: &Path,
) -> Result<Option<()>, Fault> {
    let list = work.join(format!("requirements-{version}.txt"));
    let file = File::create(&list).map_err(|error| Fault::disk(&list, &error))?;
    let mut python = child::python(project)?;
    python.args(["-c", PACK, "requirements"]);
    python.arg(project.notebooks().join("requirements.txt")).arg(version).stdout(file);
    if !python.status().is_ok_and(|status| status.success()) {
        return Err(Fault::new(
            "notebooks/requirements.txt cannot be read: get it back with `git checkout`.",
        ));
    }
    let mut pip = pip::command(project)?;
    // They are listed whole, so that none needs to be asked for more.
    pip.args(["download", "--no-input", "--disable-pip-version-check", "--no-deps"]);
    pip.args(["--only-binary=:all:", "--python-version", version, "--requirement"]);
    pip.arg(&list).arg("--dest").arg(wheels);
    let log = Log::new(project, "pack")?;
    if log.follow(project, "pip", &mut pip, &mut |_| {})?.success() {
        return Ok(Some(()));
    }
    say(&format!("Pack: {}", log.last_line()));
    Ok(None)
}

fn take_crates(project: &Project, work: &Path) -> Result<(), Fault> {
    say("Pack: fetching the crates with cargo vendor ...");
    let mut cargo = child::command(project, "cargo")?;
    cargo.args(["vendor", "--locked", "--versioned-dirs", "--manifest-path"]);
    cargo.arg(project.root.join("Cargo.toml"));
    cargo.arg("--sync").arg(project.root.join(MORE_CRATES)).arg(work.join("crates"));
    Log::new(project, "pack-crates")?.run(project, "cargo vendor", &mut cargo, &[work])
}

fn readme(pythons: &[&str]) -> String {
    README.replace("SYSTEM", &system()).replace("PYTHONS", &pythons.join(", "))
}
