//! What a child may inherit.
//!
//! `cargo run` tells us about this package through variables that a `cargo install`, and the
//! builds that the kernel makes, must not take as meant for them; and a reader's own settings
//! for Python or for cargo's output would lead packages and builds away from where they belong.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const DROPPED: &[&str] = &[
    "VIRTUAL_ENV",
    "__PYVENV_LAUNCHER__",
    // Flags and wrappers of the reader's other Rust projects.
    "RUSTFLAGS",
    "RUSTC",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUST_RECURSION_COUNT",
];

/// Another Python's libraries, warnings that count as errors, packages that go elsewhere; folders
/// and settings of another Jupyter; a start-up file of the reader's own for every kernel.
const DROPPED_FAMILIES: &[&str] = &["PYTHON", "PIP_", "JUPYTER", "IPYTHON", "EVCXR_"];

/// Of pip's settings, by its own names, those that say how to reach an index.
pub(crate) const PIP_NETWORK: &[&str] = &[
    "index-url",
    "extra-index-url",
    "no-index",
    "find-links",
    "trusted-host",
    "cert",
    "client-cert",
    "proxy",
    "timeout",
    "default-timeout",
    "retries",
    "cache-dir",
    "no-cache-dir",
    "keyring-provider",
    "use-feature",
];

/// The variable of one of pip's settings.
pub(crate) fn pip_variable(setting: &str) -> String {
    format!("PIP_{}", setting.to_uppercase().replace('-', "_"))
}

/// Of cargo's variables, where things are and how to reach the network.
const KEPT: &[&str] = &[
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTR",
    "CARGO_TERM_",
    "CARGO_BUILD_JOBS",
];

/// Takes from a child what is not meant for it.
pub fn clean(command: &mut Command) -> &mut Command {
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let of_cargo = text == "CARGO" || text.starts_with("CARGO_");
        let kept = KEPT.iter().any(|start| text.starts_with(start)) || text.ends_with("_LINKER");
        let of_family = DROPPED_FAMILIES.iter().any(|start| text.starts_with(start));
        let network = PIP_NETWORK.iter().any(|setting| text == pip_variable(setting));
        // What a reader passes on to Jupyter on purpose.
        let spared = network || text == "JUPYTER_TOKEN";
        let dropped = DROPPED.contains(&text) || (of_family && !spared);
        if dropped || (of_cargo && !kept) {
            command.env_remove(&name);
        }
    }
    for name in ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
        if let Some(paths) = env::var_os(name) {
            match without_cargos(&paths) {
                Some(rest) => command.env(name, rest),
                None => command.env_remove(name),
            };
        }
    }
    // Stronger than a `user = true` in the reader's pip settings, which an environment refuses.
    command.env("PIP_USER", "0")
}

/// Library paths without those that cargo and rustup have put in front for this program.
fn without_cargos(paths: &OsString) -> Option<OsString> {
    let target = env::current_exe().ok()?.parent()?.to_owned();
    let library = env::var_os("CARGO")
        .and_then(|cargo| Some(Path::new(&cargo).parent()?.parent()?.join("lib")));
    let theirs = |path: &PathBuf| {
        let of_toolchain = library
            .as_ref()
            .is_some_and(|library| path == library || path.starts_with(library.join("rustlib")));
        path.as_os_str().is_empty() || path.starts_with(&target) || of_toolchain
    };
    let rest: Vec<PathBuf> = env::split_paths(paths).filter(|path| !theirs(path)).collect();
    if rest.is_empty() { None } else { env::join_paths(rest).ok() }
}

/// The programs of this name on the PATH, in its order.
pub fn on_path(name: &str) -> Vec<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths)
        .map(|folder| folder.join(&name))
        .filter(|path| path.is_file())
        .collect()
}
