//! `cargo run`: gets the course's Jupyter ready inside `.venv` and opens it.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    setup::run(&arguments)
}
