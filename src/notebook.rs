//! What a notebook needs from its kernel: panics of one sentence, check marks, and a strict mode
//! in which a failure ends the run, for the tests.

use std::fmt::Debug;
use std::panic::{PanicHookInfo, set_hook};

/// When this environment variable is set, a panic or a failed check ends the kernel's process:
/// the only failure that Jupyter itself can see.
pub const STRICT: &str = "NOTEBOOK_STRICT";

/// Makes every panic print one line, without source paths or a backtrace. A notebook calls it
/// once, in its first cell.
pub fn start() {
    set_hook(Box::new(|panic| fail(&sentence(panic))));
}

/// Compares, and prints ✓ or ✗ with what was compared.
///
/// ```
/// use nn_from_scratch::notebook::check;
/// check("one and one", 1 + 1, 2); // ✓ one and one: 2
/// ```
pub fn check<T: PartialEq + Debug>(what: &str, found: T, expected: T) {
    if !agrees(what, &found, &expected) {
        fail(&format!("{what}: found {}, expected {}", shortened(&found), shortened(&expected)));
    }
}

/// As [`check`], for numbers that need only agree to an absolute `tolerance`.
pub fn check_close(what: &str, found: f64, expected: f64, tolerance: f64) {
    if (found - expected).abs() <= tolerance {
        println!("✓ {what}: {found}, within {tolerance:e} of {expected}");
    } else {
        fail(&format!("{what}: found {found}, expected {expected} within {tolerance:e}"));
    }
}

/// As [`check`], for a reader's own work: ✗ means "not yet", and never ends a run.
pub fn exercise<T: PartialEq + Debug>(what: &str, found: T, expected: T) {
    if !agrees(what, &found, &expected) {
        let (found, expected) = (shortened(&found), shortened(&expected));
        println!("✗ not yet: {what} gives {found}, and should give {expected}");
    }
}

/// Whether both are equal; if so, it says so.
fn agrees<T: PartialEq + Debug>(what: &str, found: &T, expected: &T) -> bool {
    let equal = found == expected;
    if equal {
        println!("✓ {what}: {}", shortened(found));
    }
    equal
}

// The kernel reads stdout before it calls a cell done; stderr may come too late to be shown.
fn fail(message: &str) {
    println!("✗ {message}");
    if std::env::var_os(STRICT).is_some() {
        std::process::exit(1);
    }
}

fn sentence(panic: &PanicHookInfo) -> String {
    let payload = panic.payload();
    let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message.as_str(),
        _ => "The cell panicked without a message.",
    };
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    match text.char_indices().nth(70) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
