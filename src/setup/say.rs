//! Lines to the reader. That nobody reads them is no reason to stop.

use std::io::{self, Write};

/// One line of news.
pub fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// One line about what went wrong.
pub fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
