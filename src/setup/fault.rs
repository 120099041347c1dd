//! What can go wrong outside of this program, each as a sentence that says what to do.

use std::env;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process;

/// A sentence for the reader.
#[derive(Debug)]
pub struct Fault(pub String);

impl Fault {
    pub fn new(sentence: &str) -> Self {
        Self(sentence.to_owned())
    }

    /// For a file or folder that could not be written.
    pub fn disk(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self(match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => format!(
                "The disk is full at {path}: free about 3 GB there and run `cargo run` again; it goes on where it stopped."
            ),
            ErrorKind::ReadOnlyFilesystem => format!(
                "The disk is read-only at {path}: put the project on a disk that can be written, and run `cargo run` there."
            ),
            ErrorKind::PermissionDenied if cfg!(windows) => format!(
                "{path} may not be written: close the JupyterLab that still uses it, or make it writable for your user, and run `cargo run` again."
            ),
            ErrorKind::PermissionDenied => format!(
                "Your user may not write to {path}: make it writable, or put the project into a folder of your own, and run `cargo run` again."
            ),
            _ => format!(
                "{path} cannot be written ({error}): see to that, and run `cargo run` again."
            ),
        })
    }

    /// For a program that did not even start.
    pub fn cannot_start(program: &str, error: &io::Error) -> Self {
        Self(format!(
            "{program} could not be started ({error}): see that it is installed and on the PATH, then run `cargo run` again."
        ))
    }

    /// For a program that failed: its own message is on the screen, but it may have hidden that
    /// a disk was the reason, so that is tried out.
    pub fn after(program: &str, folders: &[&Path]) -> Self {
        room(folders).err().unwrap_or_else(|| {
            let offline = match proxy() {
                Some((name, value)) => {
                    format!("if the proxy that {name} names ({value}) is not there, unset it")
                }
                None => "if this computer is offline, connect it".to_owned(),
            };
            Self(format!(
                "{program} failed, and its own message stands above: {offline}; then run `cargo run` again, which goes on where this one stopped."
            ))
        })
    }
}

/// The proxy that programs are told to use, if there is one.
fn proxy() -> Option<(&'static str, String)> {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    names.into_iter().find_map(|name| {
        let value = env::var(name).ok().filter(|value| !value.is_empty())?;
        // Without a name and password that may stand before an @.
        let shown = value.rsplit('@').next().unwrap_or_default().to_owned();
        Some((name, shown))
    })
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether these folders, and the one for temporary files, can be written.
pub fn room(folders: &[&Path]) -> Result<(), Fault> {
    let temporary = env::temp_dir();
    let mut folders = folders.iter().copied().chain([temporary.as_path()]);
    folders.try_for_each(|folder| room_in(folder).map_err(|error| Fault::disk(folder, &error)))
}

/// Writes more than a failing program is likely to have freed again when it gave up.
fn room_in(folder: &Path) -> io::Result<()> {
    const MEGABYTES: usize = 128;
    if !folder.exists() {
        return Ok(());
    }
    let path = folder.join(format!("room-{}.tmp", process::id()));
    let chunk = vec![1; 1 << 20];
    let written = File::create(&path).and_then(|mut file| {
        (0..MEGABYTES).try_for_each(|_| file.write_all(&chunk))?;
        file.flush()
    });
    let _ = fs::remove_file(&path);
    written
}
