//! A toolchain without the component rust-src, made of links to the real one.
//!
//! Its `rustc` names the links' folder as its sysroot, and there the kernel looks for the
//! library's source. The real toolchain stays as it is.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::jupyter::Run;

/// A run that finds no rust-src.
pub fn absent(folder: &str) -> Run {
    let toolchain = toolchain();
    let rest = env::var_os("PATH").unwrap_or_default();
    let paths = [toolchain.join("bin")].into_iter().chain(env::split_paths(&rest));
    let paths = env::join_paths(paths).expect("the PATH takes one more folder");
    Run::new(folder)
        .under("PATH", paths)
        // For rustup's proxies, which the kernel asks, too; and rustup adds nothing to a folder.
        .under("RUSTUP_TOOLCHAIN", toolchain)
}

fn toolchain() -> &'static Path {
    static TOOLCHAIN: OnceLock<PathBuf> = OnceLock::new();
    TOOLCHAIN.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("without-rust-src");
        build(&sysroot("rustc".as_ref()), &folder).expect("links can be made");
        assert_eq!(sysroot(&folder.join("bin/rustc")), folder);
        folder
    })
}

fn sysroot(rustc: &Path) -> PathBuf {
    let output = Command::new(rustc).args(["--print", "sysroot"]).output();
    let output = output.expect("rustc starts").stdout;
    PathBuf::from(String::from_utf8_lossy(&output).trim_end())
}

fn build(real: &Path, shadow: &Path) -> std::io::Result<()> {
    if shadow.exists() {
        fs::remove_dir_all(shadow)?;
    }
    links(real, shadow, &["bin", "lib"])?;
    links(&real.join("bin"), &shadow.join("bin"), &["rustc"])?;
    links(&real.join("lib"), &shadow.join("lib"), &["rustlib"])?;
    links(&real.join("lib/rustlib"), &shadow.join("lib/rustlib"), &["src"])?;

    let rustc = shadow.join("bin/rustc");
    let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
    let script = format!(
        "#!/bin/sh\nexec {} --sysroot {} \"$@\"\n",
        quoted(&real.join("bin/rustc")),
        quoted(shadow)
    );
    fs::write(&rustc, script)?;
    fs::set_permissions(&rustc, fs::Permissions::from_mode(0o755))
}

/// Makes a folder of links to all that is in another, but for what is named.
fn links(real: &Path, shadow: &Path, but: &[&str]) -> std::io::Result<()> {
    fs::create_dir_all(shadow)?;
    for entry in fs::read_dir(real)? {
        let name: OsString = entry?.file_name();
        if !but.iter().any(|other| name == *other) {
            symlink(real.join(&name), shadow.join(&name))?;
        }
    }
    Ok(())
}
