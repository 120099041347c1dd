//! The peers, and how each is installed, by itself and only once, into target/peers.

use setup::environment::clean;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use support::tool::last_line;

pub struct Peer {
    pub name: &'static str,
    kind: Kind,
    /// What it costs to install, on 2 cores and a good line.
    gigabytes: f64,
    minutes: f64,
}

#[derive(PartialEq)]
enum Kind {
    /// A script that needs only Python.
    Plain,
    /// A script that needs the package of the peer's name.
    Package,
    /// A crate of its own, in the folder of the peer's name.
    Crate,
}

pub const PEERS: [Peer; 6] = [
    Peer { name: "plain", kind: Kind::Plain, gigabytes: 0.0, minutes: 0.0 },
    Peer { name: "numpy", kind: Kind::Package, gigabytes: 0.1, minutes: 0.2 },
    Peer { name: "jax", kind: Kind::Package, gigabytes: 0.5, minutes: 0.3 },
    // Elsewhere it comes without CUDA.
    Peer {
        name: "torch",
        kind: Kind::Package,
        gigabytes: if cfg!(target_os = "linux") { 5.2 } else { 0.6 },
        minutes: 1.5,
    },
    Peer { name: "candle", kind: Kind::Crate, gigabytes: 0.4, minutes: 3.0 },
    Peer { name: "burn", kind: Kind::Crate, gigabytes: 0.5, minutes: 6.0 },
];

/// A program that answers as tests/support/tool.rs asks.
pub struct Program {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
}

/// Where the peers' programs are written, and where they are installed.
pub struct Workshop {
    pub sources: PathBuf,
    pub folder: PathBuf,
}

impl Workshop {
    /// Says what is to be installed and what it costs.
    pub fn announce(&self, peers: &[&Peer]) {
        let missing: Vec<&&Peer> = peers.iter().filter(|peer| !self.is_there(peer)).collect();
        if missing.is_empty() {
            return;
        }
        let parts: Vec<String> = missing
            .iter()
            .map(|peer| format!("{} {} GB, {} min", peer.name, peer.gigabytes, peer.minutes))
            .collect();
        let gigabytes: f64 = missing.iter().map(|peer| peer.gigabytes).sum();
        let minutes: f64 = missing.iter().map(|peer| peer.minutes).sum();
        eprintln!(
            "To be installed into {}, once: about {gigabytes:.1} GB in {:.0} min on 2 cores ({}). To \
             be rid of them, delete that folder.",
            self.folder.display(),
            minutes.ceil(),
            parts.join("; ")
        );
        if cfg!(target_os = "linux") && missing.iter().any(|peer| peer.name == "torch") {
            eprintln!(
                "Most of torch's share are CUDA's libraries: nothing here uses them, but the \
                 package index has no PyTorch for Linux that starts without them."
            );
        }
    }

    /// Installs the peer, unless it is there; or says in a few words why it can't be had.
    pub fn ready(&self, peer: &Peer) -> Result<Program, String> {
        let is_new = !self.is_there(peer);
        let (start, before) = (Instant::now(), if is_new { size(&self.folder) } else { 0 });
        if is_new && peer.kind != Kind::Plain {
            eprintln!("{}: installing ...", peer.name);
        }
        fs::create_dir_all(&self.folder).map_err(|error| {
            format!("the folder {} can't be made: {error}", self.folder.display())
        })?;
        let program = match peer.kind {
            Kind::Plain => self.script("plain.py", find_python()?),
            Kind::Package => {
                self.install(peer.name)?;
                self.script(&format!("with_{}.py", peer.name), self.python())
            }
            Kind::Crate => self.build(peer.name)?,
        };
        if is_new && peer.kind != Kind::Plain {
            let megabytes = size(&self.folder).saturating_sub(before) / 1_000_000;
            let seconds = start.elapsed().as_secs();
            eprintln!("{}: installed, {megabytes} MB in {seconds} seconds.", peer.name);
        }
        Ok(program)
    }

    fn is_there(&self, peer: &Peer) -> bool {
        match peer.kind {
            Kind::Plain => true,
            Kind::Package => self.python().exists() && self.stamp_holds(peer.name),
            Kind::Crate => self.binary(peer.name).exists(),
        }
    }

    /// Without the user's own settings and packages, and leaving no files beside the script.
    fn script(&self, script: &str, python: PathBuf) -> Program {
        let script = self.sources.join(script).into_os_string();
        Program { program: python, arguments: vec!["-EsB".into(), script] }
    }

    /// A package, into an environment that the peers share.
    fn install(&self, package: &str) -> Result<(), String> {
        let venv = self.folder.join("venv");
        if run(Command::new(self.python()).args(["-Es", "-m", "pip", "--version"])).is_err() {
            fs::remove_dir_all(&venv).ok();
            run(Command::new(find_python()?).args(["-Es", "-m", "venv"]).arg(&venv))?;
        } else if self.stamp_holds(package) {
            return Ok(());
        }
        let pip = ["-Es", "-m", "pip", "install", "--no-input", "--quiet"];
        let mut command = Command::new(self.python());
        // Nothing is to be left elsewhere.
        command.args(pip).args(["--disable-pip-version-check", "--no-cache-dir"]);
        command.arg("--constraint").arg(self.pins()).arg(package);
        run(&mut command)?;
        let written = fs::write(self.stamp(package), self.circumstances());
        written.map_err(|error| format!("its stamp can't be written: {error}"))
    }

    /// A crate. cargo itself sees what is there already.
    fn build(&self, name: &str) -> Result<Program, String> {
        let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
        let mut command = Command::new(cargo);
        command.args(["build", "--release", "--locked", "--quiet", "--manifest-path"]);
        command.arg(self.sources.join(name).join("Cargo.toml"));
        command.arg("--target-dir").arg(self.folder.join(name));
        run(&mut command)?;
        Ok(Program { program: self.binary(name), arguments: Vec::new() })
    }

    fn python(&self) -> PathBuf {
        let place = if cfg!(windows) { "Scripts" } else { "bin" };
        self.folder.join("venv").join(place).join(format!("python{EXE_SUFFIX}"))
    }

    fn binary(&self, name: &str) -> PathBuf {
        self.folder.join(name).join("release").join(format!("with_{name}{EXE_SUFFIX}"))
    }

    fn pins(&self) -> PathBuf {
        self.sources.join("requirements.txt")
    }

    fn stamp(&self, package: &str) -> PathBuf {
        self.folder.join("venv").join(format!("{package}.stamp"))
    }

    fn stamp_holds(&self, package: &str) -> bool {
        fs::read_to_string(self.stamp(package)).is_ok_and(|found| found == self.circumstances())
    }

    /// The pins, and the Python that they were installed for.
    fn circumstances(&self) -> String {
        let python = fs::canonicalize(self.python()).unwrap_or_default();
        format!("{}\n{}", python.display(), fs::read_to_string(self.pins()).unwrap_or_default())
    }
}

/// A Python of the user's.
fn find_python() -> Result<PathBuf, String> {
    let is_new_enough = "import sys; sys.exit(sys.version_info < (3, 10))";
    ["python3", "python"]
        .map(PathBuf::from)
        .into_iter()
        .find(|python| run(Command::new(python).args(["-Es", "-c", is_new_enough])).is_ok())
        .ok_or("no Python 3.10 or newer was found".to_string())
}

/// Runs a program to its end; if it fails, its last words are the reason.
fn run(command: &mut Command) -> Result<(), String> {
    let output = clean(command).stdin(Stdio::null()).output();
    let output = output.map_err(|error| {
        format!("{} can't be started: {error}", command.get_program().to_string_lossy())
    })?;
    let (complaints, rest) =
        (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    match last_line(&complaints).or(last_line(&rest)) {
        _ if output.status.success() => Ok(()),
        Some(line) => Err(format!("its installation ended with “{line}”")),
        None => Err(format!("its installation failed without a word ({})", output.status)),
    }
}

/// The bytes of all files in a folder.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let size_of = |entry: fs::DirEntry| match entry.metadata() {
        Ok(data) if data.is_dir() => size(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    };
    entries.map(size_of).sum()
}
