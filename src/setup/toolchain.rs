//! The Rust that the kernel compiles with, and its library's source.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::child::{self, Log};
use crate::fault::Fault;
use crate::project::Project;
use crate::say::say;
use crate::{environment, stamp};

pub struct Toolchain {
    sysroot: PathBuf,
    /// The kind of computer that it runs on, as in x86_64-unknown-linux-gnu.
    pub host: String,
    /// Place and version, for stamps.
    pub identity: String,
}

impl Toolchain {
    /// Asks the `rustc` on the PATH, as the kernel does.
    pub fn find() -> Result<Self, Fault> {
        let sysroot = rustc(&["--print", "sysroot"])?;
        let about = rustc(&["--version", "--verbose"])?;
        let version = about.lines().next().unwrap_or_default();
        let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
        Ok(Self {
            identity: format!("{sysroot}\n{version}"),
            host: host.to_owned(),
            sysroot: sysroot.into(),
        })
    }

    /// The folder of the standard library's source, where there is one.
    pub fn library(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib/src/rust/library")
    }

    fn has_source(&self) -> bool {
        self.library().is_dir()
    }

    /// With it the kernel infers the type of every variable; it is tried for once a toolchain.
    pub fn source(&self, project: &Project) -> Result<(), Fault> {
        if self.has_source() || stamp::holds(project, "rust-src", &self.identity) {
            return Ok(());
        }
        // A pack is for where there is no network.
        if project.pack.is_none() && !environment::on_path("rustup").is_empty() {
            say(
                "rust-src: adding the standard library's source to the Rust toolchain with rustup (some seconds) ...",
            );
            let mut rustup = child::command(project, "rustup")?;
            rustup.args(["component", "add", "rust-src"]);
            // Its failure is no fault: the course goes on without.
            let _ =
                Log::new(project, "rust-src")?.follow(project, "rustup", &mut rustup, &mut |_| {});
        }
        if !self.has_source() {
            say(
                "Going on without rust-src: all notebooks run, but in cells of your own a `let` may ask you to write its type. `rustup component add rust-src` adds it later.",
            );
        }
        stamp::set(project, "rust-src", &self.identity)
    }
}

fn rustc(arguments: &[&str]) -> Result<String, Fault> {
    let mut rustc = Command::new("rustc");
    environment::clean(&mut rustc).args(arguments);
    match rustc.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        Ok(_) => Err(Fault::new(
            "rustc does not answer: see that `rustc --version` works in this folder, then run `cargo run` again.",
        )),
        Err(error) => Err(Fault::cannot_start("rustc", &error)),
    }
}
