//! A test that this computer can't stage.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

/// Says so, past the test's capture. In CI everything can be staged, so that there it is a failure.
#[track_caller]
pub fn skip(why: &str) {
    assert!(env::var_os("CI").is_none_or(|ci| ci != "true"), "Not to be skipped in CI: {why}");
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Whether this computer lets us make namespaces: of the network (n), of mounts (m).
#[track_caller]
pub fn can_unshare(kind: &str) -> bool {
    let tried = Command::new("unshare").args([kind, "true"]).stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        skip(&format!("`unshare {kind}` is not allowed here"));
    }
    can
}
