//! Only one run at a time may work on `.venv`.
//!
//! Children get the locked file as their standard input. So a pip or cargo that outlives a
//! killed run still holds the lock, and the next run waits for it instead of racing it.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
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
    let locked = match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            say("An earlier `cargo run` is still at work; waiting for it to finish.");
            file.lock()
        }
        Err(TryLockError::Error(error)) => Err(error),
        Ok(()) => Ok(()),
    };
    match locked {
        // Some network file systems know no locks: better to go on than to refuse.
        Err(error) if error.kind() != ErrorKind::Unsupported => Err(Fault::disk(&path, &error)),
        _ => Ok(file),
    }
}
