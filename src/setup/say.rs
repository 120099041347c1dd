//! Lines to the reader. That nobody reads them is no reason to stop.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often a status is told where it can't be rewritten, as in a file.
const PAUSE: Duration = Duration::from_secs(60);

/// The state of the last line, which all threads share.
static LINE: Mutex<Line> = Mutex::new(Line { holds_status: false, told: None });

struct Line {
    /// On a terminal: it will be overwritten.
    holds_status: bool,
    /// Elsewhere: when a status was last told.
    told: Option<Instant>,
}

/// One line of news.
pub fn say(line: &str) {
    let mut state = LINE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    clear(&mut state);
    state.told = None;
    let _ = writeln!(io::stdout(), "{line}");
}

/// One line about what went wrong.
pub fn warn(line: &str) {
    let mut state = LINE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    clear(&mut state);
    let _ = writeln!(io::stderr(), "{line}");
}

/// How far something is: one line that each call rewrites, or a line a minute where it can't be.
pub fn status(line: &str) {
    let mut state = LINE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let mut stdout = io::stdout();
    if stdout.is_terminal() {
        state.holds_status = true;
        let _ = write!(stdout, "\r\x1b[K{line}").and_then(|()| stdout.flush());
        return;
    }
    match state.told {
        Some(last) if last.elapsed() < PAUSE => {}
        Some(_) => {
            let _ = writeln!(stdout, "{line}");
            state.told = Some(Instant::now());
        }
        // The line of news before it is enough for the first minute.
        None => state.told = Some(Instant::now()),
    }
}

fn clear(state: &mut Line) {
    if std::mem::take(&mut state.holds_status) {
        let mut stdout = io::stdout();
        let _ = write!(stdout, "\r\x1b[K").and_then(|()| stdout.flush());
    }
}
