//! `cargo run`: gets the course's Jupyter ready inside `.venv` and opens it.

mod lab;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use lab::{Fault, Lab, jupyter};

const HELP: &str = "\
Opens this course in JupyterLab. The first time, it gets JupyterLab and the Rust kernel
into the folder .venv; what is there already is used as it is.

  cargo run                  get ready what is missing, then open JupyterLab
  cargo run -- setup         only get ready
  cargo run -- ARGUMENTS     hand the arguments to `jupyter lab`: cargo run -- --no-browser --port 8890
  cargo run -- --help        this text; `cargo run -- --help-all` is Jupyter's own";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(fault) => {
            lab::warn(&fault.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[OsString]) -> Result<ExitCode, Fault> {
    let first = arguments.first().and_then(|argument| argument.to_str());
    if matches!(first, Some("--help" | "-h" | "help")) {
        lab::say(HELP);
        return Ok(ExitCode::SUCCESS);
    }
    let only_setup = first == Some("setup");
    if only_setup && arguments.len() > 1 {
        return Err(Fault::new("`cargo run -- setup` takes nothing more."));
    }
    if !only_setup {
        // Asked first: nobody should wait for a kernel to build to hear of a taken port.
        jupyter::port_is_free(arguments)?;
    }

    let lab = Lab::open()?;
    let warm = lab.prepare()?;
    if only_setup {
        return match warm {
            Ok(()) => {
                lab::say("Ready: `cargo run` opens the course.");
                Ok(ExitCode::SUCCESS)
            }
            Err(fault) => Err(fault),
        };
    }
    if let Err(fault) = warm {
        // The reader may have to repair that very cell, and does so in JupyterLab.
        lab::warn(&fault.to_string());
    }
    jupyter::open(lab, arguments)
}
