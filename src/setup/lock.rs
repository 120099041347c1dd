//! Only one run at a time may work on `.venv`.
//!
//! Children get the locked file as their standard input. So a pip or cargo that outlives a
//! killed run still holds the lock, and the next run waits for it instead of racing it.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::fault::Fault;
use crate::say::say;

/// The file's name within `.venv`; clearing the environment spares it.
pub const NAME: &str = "setup.lock";

pub fn take(venv: &Path) -> Result<File, Fault> {
    let path = venv.join(NAME);
    fs::create_dir_all(venv).map_err(|error| Fault::disk(venv, &error))?;
    let opened = File::options().read(true).append(true).create(true).open(&path);
    // An image may have been made ready by root and be used by someone who may only read it.
    let file = opened.or_else(|error| File::open(&path).map_err(|_| Fault::disk(&path, &error)))?;
    // Some network file systems know no locks: better to go on than to refuse.
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        say("An earlier `cargo run` is still at work; waiting for it to finish.");
        let _ = file.lock();
    }
    Ok(file)
}
