//! Reads and writes text files; if that fails, a sentence says what to do.

use std::borrow::Cow;
use std::env;
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

const MOST_BYTES: u64 = 100_000_000;

/// The text of a file, without a byte order mark; `needed` is what it should be, as "a CSV file".
pub(super) fn read(path: &Path, needed: &str) -> Result<String, String> {
    text(path, needed).map_err(|why| format!("{} can't be read: {why}.", shown(path)))
}

/// Writes a file, in place of one that is there.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text)
        .map_err(|error| format!("{} can't be written: {}.", shown(path), why(path, &error)))
}

/// The path as it stands in a sentence, even if it is empty.
pub(super) fn shown(path: &Path) -> Cow<'_, str> {
    if is_blank(path) { "A file without a name".into() } else { path.to_string_lossy() }
}

fn text(path: &Path, needed: &str) -> Result<String, String> {
    let system = |error| why(path, &error);
    let file = fs::metadata(path).map_err(system)?;
    if file.is_dir() {
        return Err(format!("it is a folder, but {needed} is needed"));
    }
    // A device or a pipe may have no end.
    if !file.is_file() {
        return Err(format!("it is not an ordinary file, but {needed} is needed"));
    }
    if file.len() > MOST_BYTES {
        return Err("it is larger than 100 MB".into());
    }
    decoded(fs::read(path).map_err(system)?)
}

fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    let starts_with = |start: &[u8]| bytes.starts_with(start);
    if starts_with(b"PK\x03\x04") || starts_with(b"\xd0\xcf\x11\xe0") {
        return Err("it is a spreadsheet or an archive, not text; in the spreadsheet program, \
                    save it as CSV UTF-8"
            .into());
    }
    // Its marks; or, without a mark, that every other byte of Western text is 0.
    let utf_16 = starts_with(b"\xff\xfe") || starts_with(b"\xfe\xff");
    if utf_16 || bytes.iter().take(2).any(|byte| *byte == 0) {
        return Err("it is UTF-16 text, not UTF-8; save it again as UTF-8, which spreadsheet \
                    programs call CSV UTF-8"
            .into());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        format!(
            "line {line} is not UTF-8 text; save the file again as UTF-8, which spreadsheet \
             programs call CSV UTF-8"
        )
    })?;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Ok(rest.to_string()),
        None => Ok(text),
    }
}

/// Why the system can't open this file, and what to do.
fn why(path: &Path, error: &Error) -> String {
    let is_missing = matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    if is_blank(path) {
        "put its name between the quotation marks".into()
    } else if is_missing && let Some(whole) = from_home(path) {
        format!("~ means the home folder only in a shell; write {}", whole.display())
    } else if is_missing && path.to_string_lossy().contains("://") {
        "it is a web address, not a file on this computer; download it and give the file's name"
            .into()
    } else if is_missing && let Some(folder) = missing_folder(path) {
        format!("there is no folder {}; check the path", folder.display())
    } else if is_missing && path.is_relative() {
        let folder = env::current_dir().map(|folder| format!(" in {}", folder.display()));
        format!("there is no such file{}; check the name", folder.unwrap_or_default())
    } else if is_missing {
        "there is no such file; check the name".into()
    } else {
        match error.kind() {
            ErrorKind::IsADirectory => "it is a folder; add the name of a file".into(),
            ErrorKind::PermissionDenied => "its permissions, or its folder's, forbid it".into(),
            ErrorKind::InvalidInput | ErrorKind::InvalidFilename => {
                "no file can have this name".into()
            }
            _ => error.to_string(),
        }
    }
}

fn is_blank(path: &Path) -> bool {
    path.to_str().is_some_and(|name| name.trim().is_empty())
}

/// `~/name` with the home folder in its place.
fn from_home(path: &Path) -> Option<PathBuf> {
    Some(env::home_dir()?.join(path.strip_prefix("~").ok()?))
}

fn missing_folder(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
}
