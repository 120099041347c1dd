//! What a reader has set for other purposes: each works, or a sentence names the true cause.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use support::can_unshare;

use crate::kills::jupyter_serves_the_kernel;
use crate::program::ends_with_sentence;
use crate::stage::{CARGO_SETTINGS, HERE, Project, Run, notebook, ordinary_path};

/// pip's, which would have it install elsewhere, or nothing.
const PIP_FILE: &str = "\
[global]
user = true
no-deps = true
[install]
target = /somewhere/else
prefix = /somewhere/else
root = /somewhere/else
dry-run = true
require-hashes = true
no-binary = :all:
";

/// Variables that would lead Python, pip, Jupyter or the kernel astray.
fn hostile(folder: &Path, program: &mut Command) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    fs::create_dir_all(folder).unwrap();
    write("pip.conf", PIP_FILE);
    write("jupyter_server_config.py", "raise SystemExit('An older Jupyter needs this.')\n");
    write("evcxr.toml", "[evcxr]\nprelude = 'let broken: i32 = \"text\";'\n");
    write("config.toml", CARGO_SETTINGS);
    write("init.evcxr", ":dep no_such_crate_at_all\n");
    let pip = ["DRY_RUN", "NO_DEPS", "REQUIRE_HASHES", "USER"].map(|name| (name, "1"));
    let pip = pip.into_iter().chain(["TARGET", "PREFIX", "ROOT"].map(|name| (name, "/elsewhere")));
    for (name, value) in pip.chain([("NO_BINARY", ":all:"), ("ONLY_BINARY", ":none:")]) {
        program.env(format!("PIP_{name}"), value);
    }
    program
        .env("PIP_CONFIG_FILE", folder.join("pip.conf"))
        .env("PYTHONWARNINGS", "error")
        .env("PYTHONINSPECT", "1")
        .env("PYTHONPATH", folder)
        .env("PYTHONHOME", "/nowhere")
        .env("PYTHONSTARTUP", folder.join("jupyter_server_config.py"))
        .env("JUPYTER_CONFIG_DIR", folder)
        .env("JUPYTER_DATA_DIR", "/proc/nowhere")
        .env("JUPYTER_RUNTIME_DIR", "/proc/nowhere")
        .env("JUPYTERLAB_DIR", "/proc/nowhere")
        .env("JUPYTERLAB_SETTINGS_DIR", "/proc/nowhere")
        .env("EVCXR_CONFIG_DIR", folder)
        .env("EVCXR_TMPDIR", "/proc/nowhere")
        .env("CONDA_PREFIX", folder)
        .env("CARGO_HOME", folder)
        .env("CARGO_BUILD_TARGET", "wasm32-unknown-unknown")
        .env("CARGO_TARGET_DIR", "/proc/nowhere")
        .env("RUSTFLAGS", "-Cno-such-flag")
        .env("RUSTC_WRAPPER", "/no/such/wrapper");
}

#[test]
#[ignore = "an installation: 30 seconds to 3 minutes"]
fn settings_for_other_purposes_change_nothing() {
    let project = Project::with_kernel("übung и отдых");
    notebook(&project, ":dep itoa = \"1\"\nprintln!(\"{}\", 6 * 7);");
    let folder = project.root.join("settings");
    let mut program = project.program(&[]);
    hostile(&folder, program.arg("setup"));
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{said}");
    jupyter_serves_the_kernel(&project, |program| hostile(&folder, program));

    // What the reader passes on to Jupyter wins over what the set-up would say itself.
    let mut program = project.program(&[]);
    program.args(["--no-browser", "--ip=127.0.0.1", "--allow-root", "--port=18990"]);
    program.arg("--ServerApp.port_retries=50").arg("--notebook-dir").arg(&project.root);
    let mut jupyter = Run::start(program);
    assert!(jupyter.until("http://127.0.0.1:").contains("/lab?token="));
    jupyter.kill_group();
}

#[test]
#[ignore = "an installation: 30 seconds to 3 minutes"]
fn a_home_that_cannot_be_written_is_not_needed() {
    if !can_unshare("-rm") {
        return;
    }
    let project = Project::with_kernel("home");
    notebook(&project, ":cache 100\n:dep itoa = \"1\"\nprintln!(\"{}\", 6 * 7);");
    let home = project.root.join("home");
    fs::create_dir(&home).unwrap();
    let mount = r#"mount -t tmpfs -o ro none "$1" && shift && exec "$@""#;
    let place = home.to_string_lossy();
    let mut program = project.program(&["unshare", "-rm", "sh", "-c", mount, "sh", &place]);
    let own = |variable: &str, folder: &str| {
        let at_home = Path::new(&env::var_os("HOME").unwrap()).join(folder);
        env::var_os(variable).unwrap_or_else(|| at_home.into_os_string())
    };
    program.arg("setup").env("HOME", &home).env_remove("XDG_CACHE_HOME");
    program.env("CARGO_HOME", own("CARGO_HOME", ".cargo"));
    program.env("RUSTUP_HOME", own("RUSTUP_HOME", ".rustup"));
    let output = program.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    let project = Project::new("proxy", ordinary_path());
    let mut program = project.program(&[]);
    program.arg("setup").env("HTTPS_PROXY", "http://me:secret@127.0.0.1:9");
    program.env("PIP_RETRIES", "0").env_remove("PIP_FIND_LINKS").env("PIP_NO_CACHE_DIR", "1");
    program.env_remove("https_proxy").env("CARGO_NET_RETRY", "0");
    let output = program.output().unwrap();
    ends_with_sentence(&output, "if the proxy that HTTPS_PROXY names (127.0.0.1:9) is not there");
}

#[test]
fn packages_that_cannot_be_imported_are_no_fault_of_the_kernel() {
    let project = Project::with_kernel("nothing installed");
    fs::write(project.root.join("notebooks/requirements.txt"), "six\n").unwrap();
    let output = project.setup();
    ends_with_sentence(&output, "pip has installed JupyterLab, but Python can't use it");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!said.contains("Kernel: building") && !said.contains("fetching"), "{said}");
}

/// The whole command that a reader types, in a clone that stands in another workspace's folder.
#[test]
fn a_workspace_around_the_clone_does_not_matter() {
    let project = Project::new("workspace", ordinary_path());
    let (outer, clone) = (project.root.join("Cargo.toml"), project.root.join("clone"));
    fs::write(outer, "[workspace]\nresolver = \"2\"\nmembers = [\"member\"]\n").unwrap();
    fs::create_dir(&clone).unwrap();
    for name in ["Cargo.toml", "Cargo.lock", "README.md", "src", "tests", "benches", "notebooks"] {
        symlink(Path::new(HERE).canonicalize().unwrap().join(name), clone.join(name)).unwrap();
    }
    let mut cargo = Command::new("cargo");
    setup::environment::clean(&mut cargo)
        .args(["run", "--quiet", "--locked", "--", "--help"])
        .env("CARGO_TARGET_DIR", project.root.join("target"))
        .current_dir(&clone);
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("Opens this course"));
}
