//! JupyterLab itself: its settings, its port, its start.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::{Command, ExitCode};

use crate::fault::Fault;
use crate::project::{FIRST_NOTEBOOK, Project};
use crate::{environment, stamp};

/// JupyterLab would ask whether it may fetch news, and look for newer versions.
const SETTINGS: &str = r#"{
  "@jupyterlab/apputils-extension:notification": {
    "checkForUpdates": false,
    "doNotDisturbMode": false,
    "fetchNews": "false"
  }
}
"#;

/// The folder within `.venv` of what Jupyter keeps for its user. With the reader's own folders, an
/// older Jupyter's settings, or a home that can't be written, would stop it.
pub const FOLDER: &str = "jupyter";

/// Leads Jupyter to its folders.
pub fn at_home<'a>(command: &'a mut Command, project: &Project) -> &'a mut Command {
    let home = project.venv.join(FOLDER);
    command
        .env("JUPYTER_CONFIG_DIR", home.join("config"))
        .env("JUPYTER_DATA_DIR", home.join("data"))
        .env("JUPYTER_RUNTIME_DIR", home.join("runtime"))
        .env("JUPYTER_PREFER_ENV_PATH", "1")
}

pub fn settings(project: &Project) -> Result<(), Fault> {
    let path = project.share().join("lab").join("settings").join("overrides.json");
    if fs::read_to_string(&path).is_ok_and(|text| text == SETTINGS) {
        return Ok(());
    }
    stamp::write_whole(&path, SETTINGS)
}

/// A port that was asked for must be free. Without one Jupyter takes the next that is.
pub fn port_is_free(arguments: &[OsString]) -> Result<(), Fault> {
    let Some(port) = port(arguments) else {
        return Ok(());
    };
    let refused = |why: &str| {
        Err(Fault(format!(
            "Port {port} {why}: choose another one, as in `cargo run -- --port {}`, or leave it out.",
            if port < 65_000 { port.max(1024) + 1 } else { 8890 }
        )))
    };
    match TcpListener::bind(("127.0.0.1", port)).map_err(|error| error.kind()) {
        Err(ErrorKind::AddrInUse) => refused("is in use by another program"),
        Err(ErrorKind::PermissionDenied) => refused("is not open to your user"),
        _ => Ok(()),
    }
}

fn port(arguments: &[OsString]) -> Option<u16> {
    let mut last = None;
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (argument, None),
        };
        if matches!(name, "--port" | "--ServerApp.port") {
            last = value.or_else(|| arguments.next())?.parse().ok();
        }
    }
    last
}

/// Becomes JupyterLab where a process can become another, and else waits for it.
pub fn open(project: Project, arguments: &[OsString]) -> Result<ExitCode, Fault> {
    let mut jupyter = Command::new(project.python());
    at_home(environment::clean(&mut jupyter), &project)
        .args(["-m", "jupyterlab"])
        .env("JUPYTER_PATH", data_path(&project))
        // The tabs of the reader's other projects would be opened here, and not be found.
        .env("JUPYTERLAB_WORKSPACES_DIR", project.share().join("lab").join("workspaces"));
    let notebooks = project.notebooks();
    let unless = |names: &[&str]| !names.iter().any(|name| passes(arguments, name));
    if unless(&["--ip", "--ServerApp.ip"]) {
        jupyter.arg("--ServerApp.ip=localhost");
    }
    if unless(&["--allow-root", "--ServerApp.allow_root"]) {
        // A container has only root, and the server is on localhost behind a token.
        jupyter.arg("--ServerApp.allow_root=True");
    }
    if unless(&["--notebook-dir", "--ServerApp.root_dir", "--ServerApp.notebook_dir"]) {
        jupyter.arg(option("--ServerApp.root_dir=", notebooks.clone().into_os_string()));
        if unless(&["--LabApp.default_url"]) && notebooks.join(FIRST_NOTEBOOK).exists() {
            jupyter.arg(format!("--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}"));
        }
    }
    jupyter.args(arguments);
    drop(project);
    start(jupyter).map_err(|error| Fault::cannot_start("JupyterLab", &error))
}

/// Whether the reader passes this option, with its value behind `=` or in the next argument.
fn passes(arguments: &[OsString], name: &str) -> bool {
    let texts = arguments.iter().filter_map(|argument| argument.to_str());
    texts.map(|text| text.split('=').next().unwrap_or(text)).any(|text| text == name)
}

fn option(name: &str, value: OsString) -> OsString {
    let mut option = OsString::from(name);
    option.push(value);
    option
}

/// Ours first, so that no other kernel of the name `rust` stands before it.
fn data_path(project: &Project) -> OsString {
    let theirs = env::var_os("JUPYTER_PATH").unwrap_or_default();
    let theirs = env::split_paths(&theirs).filter(|path| !path.as_os_str().is_empty());
    let paths = [project.share()].into_iter().chain(theirs);
    env::join_paths(paths).unwrap_or_else(|_| project.share().into_os_string())
}

/// With one process less between them, Jupyter's question at Ctrl-C has the terminal to itself.
fn start(mut jupyter: Command) -> std::io::Result<ExitCode> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(jupyter.exec())
    }
    #[cfg(not(unix))]
    {
        let code = jupyter.status()?.code();
        Ok(ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
    }
}
