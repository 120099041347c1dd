//! What a notebook needs from its kernel: panics of one sentence, check marks, and a strict mode
//! in which a failure ends the run, for the tests.

use crate::panics::explained;
use crate::wording::{counted, grouped};
use std::any::type_name_of_val;
use std::fmt::{Debug, Display};
use std::panic::{PanicHookInfo, set_hook};

/// When this environment variable is set, a panic or a failed check ends the kernel's process:
/// the only failure that Jupyter itself can see.
pub const STRICT: &str = "NOTEBOOK_STRICT";

/// The most work in one cell, as steps × samples × parameters. Each unit takes a few nanoseconds,
/// so all of it up to a minute: interrupting a longer cell would lose all variables.
pub const MOST_WORK: u64 = 10_000_000_000;

/// Refuses a run that would take longer than a cell should: `steps` times the work of one `step`,
/// and the work `besides`, such as counting at the end. `hint` follows "at most 9 steps".
///
/// # Panics
/// If that is more work than `most`.
pub(crate) fn bound(steps: usize, step: u64, besides: u64, most: u64, hint: &str) {
    let possible = most.saturating_sub(besides) / step.max(1);
    let beyond = besides > most || steps as u64 > possible;
    assert!(
        !beyond || possible > 0,
        "A single step could take longer than a minute, and interrupting it would lose all \
         variables. Use fewer samples, smaller mini-batches or a smaller network."
    );
    assert!(
        !beyond,
        "{} steps could take longer than a minute, and interrupting them would lose all variables. \
         Train for at most {}{hint}.",
        grouped(steps as u64),
        counted(possible as usize, "step")
    );
}

/// Makes every panic print one line, without source paths or a backtrace; a message of Rust's own,
/// such as "index out of bounds", comes with what it means. A notebook calls it once, in its first
/// cell.
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

/// Like [`check`], for numbers that need to agree only within an absolute `tolerance`.
///
/// ```
/// use nn_from_scratch::notebook::check_close;
/// check_close("a third", 1.0 / 3.0, 0.3333, 1e-4);
/// ```
pub fn check_close(what: &str, found: f64, expected: f64, tolerance: f64) {
    if (found - expected).abs() <= tolerance {
        println!("✓ {what}: {found}, within {tolerance:e} of {expected}");
    } else {
        fail(&format!("{what}: found {found}, expected {expected} within {tolerance:e}"));
    }
}

/// Like [`check`], for a reader's own work: ✗ means "not yet", and never ends a run.
///
/// ```
/// use nn_from_scratch::notebook::exercise;
/// exercise("twice 3", 0, 6); // ✗ not yet: twice 3 gives 0, but should give 6
/// exercise("it ends", false, true); // ✗ not yet: it ends
/// ```
pub fn exercise<T: PartialEq + Debug>(what: &str, found: T, expected: T) {
    if !agrees(what, &found, &expected) {
        match (&shortened(&found)[..], &shortened(&expected)[..]) {
            ("false", "true") => println!("✗ not yet: {what}"),
            (found, expected) => not_yet(what, found, expected),
        }
    }
}

/// Checks what a reader has written. `item` is the function itself; each case holds what was asked
/// of it, what it gave, and what is right.
///
/// A function that a cell defines shadows the crate's of the same name. While the cell is empty,
/// the crate's serves in its place, and the check says "not yet".
///
/// ```
/// use nn_from_scratch::notebook::yours;
/// fn sigmoid(z: f64) -> f64 {
///     1.0 / (1.0 + (-z).exp())
/// }
/// yours("sigmoid", &sigmoid, &[("σ(0)", sigmoid(0.0), 0.5)]); // ✓ σ(0): 0.5
/// ```
pub fn yours<T>(name: &str, item: &T, cases: &[(&str, f64, f64)]) {
    if type_name_of_val(item).starts_with(concat!(env!("CARGO_PKG_NAME"), "::")) {
        println!("✗ not yet: `{name}` is still the crate's; write yours in the cell above");
        return;
    }
    for (what, found, expected) in cases {
        // Sums in another order differ in the last digits.
        if (found - expected).abs() <= 1e-9 * expected.abs() + 1e-15 {
            println!("✓ {what}: {found}");
        } else {
            not_yet(what, found, expected);
        }
    }
}

fn not_yet(what: &str, found: impl Display, expected: impl Display) {
    println!("✗ not yet: {what} gives {found}, but should give {expected}");
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
    explained(match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message,
        _ => "The cell panicked without a message.",
    })
}

fn shortened(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    match text.char_indices().nth(70) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
