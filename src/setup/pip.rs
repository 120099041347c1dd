//! pip, with the reader's settings for the network and no others.
//!
//! A `target`, `prefix` or `root`, `no-deps`, `dry-run`, `require-hashes` or `no-binary`, from a
//! variable or a file, would leave an environment that looks ready and holds nothing.

use std::env;
use std::process::{Command, Stdio};

use crate::environment::{PIP_NETWORK, pip_variable};
use crate::fault::Fault;
use crate::project::Project;
use crate::{child, environment};

/// `python -m pip`, in the environment.
pub fn command(project: &Project) -> Result<Command, Fault> {
    let listed = listed(project).unwrap_or_default();
    let mut pip = child::python(project)?;
    pip.args(["-m", "pip"]).env("PIP_CONFIG_FILE", if cfg!(windows) { "nul" } else { "/dev/null" });
    for setting in PIP_NETWORK {
        if let Some(value) = value(&listed, setting) {
            pip.env(pip_variable(setting), value);
        }
    }
    Ok(pip)
}

/// What pip itself makes of its files and variables; none if it can't read them.
fn listed(project: &Project) -> Option<String> {
    let mut pip = Command::new(project.python());
    environment::clean(&mut pip);
    for (name, value) in env::vars_os().filter(|(name, _)| is_pips(&name.to_string_lossy())) {
        pip.env(name, value);
    }
    pip.args(["-m", "pip", "config", "list"]).stdin(Stdio::null()).stderr(Stdio::null());
    let output = pip.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn is_pips(variable: &str) -> bool {
    variable.starts_with("PIP_") && variable != "PIP_USER" && variable != "PIP_PYTHON"
}

/// The value that holds for `pip install`: a variable's, or a file's for it, or one for all.
fn value(listed: &str, setting: &str) -> Option<String> {
    [":env:", "install", "global"].iter().find_map(|section| {
        let start = format!("{section}.{setting}=");
        let quoted = listed.lines().find_map(|line| line.strip_prefix(&start))?;
        let value = quoted.trim_matches(['\'', '"']).replace("\\n", " ").replace("\\\\", "\\");
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    })
}
