//! Rust's own panics, in words for a reader: what happened, and what to look at.

/// How messages of the standard library start, and what each of them means. The first that fits
/// is taken.
const MEANINGS: [(&str, &str); 27] = [
    ("index out of bounds", INDEX),
    ("removal index", INDEX),
    ("swap_remove index", INDEX),
    ("insertion index", INDEX),
    ("range start index", RANGE),
    ("range end index", RANGE),
    ("slice index starts at", RANGE),
    ("mid > len", RANGE),
    ("`at` split index", RANGE),
    ("copy_from_slice: source", LENGTHS),
    ("source slice length", LENGTHS),
    ("called `Option::unwrap()`", "`unwrap` found None: there was no value to take."),
    (
        "attempt to divide by zero",
        "An integer was divided by 0. Look at how the divisor was computed.",
    ),
    (
        "attempt to calculate the remainder with a divisor of zero",
        "`%` had 0 on its right. Look at how the divisor was computed.",
    ),
    (
        "attempt to subtract with overflow",
        "A difference doesn't fit its integer type: a usize can't go below 0. Compare the two \
         numbers first.",
    ),
    (
        "attempt to",
        "A result doesn't fit its integer type. Look for a number that is far too large, or \
         compute with f64.",
    ),
    (
        "capacity overflow",
        "A vector was asked to hold more than any memory can. Look for a number that is far too \
         large.",
    ),
    ("RefCell already", BORROW),
    ("already borrowed", BORROW),
    ("already mutably borrowed", BORROW),
    ("assertion failed", "An `assert!` found its condition false."),
    ("assertion `left == right` failed", "An `assert_eq!` found two different values."),
    ("assertion `left != right` failed", "An `assert_ne!` found two equal values."),
    ("not yet implemented", "A `todo!()` was reached: write your code in its place."),
    ("not implemented", "An `unimplemented!()` was reached: write your code in its place."),
    (
        "internal error: entered unreachable code",
        "Code marked `unreachable!()` was reached: a case that seemed impossible occurs.",
    ),
    ("explicit panic", "`panic!()` was called without a message."),
];

const INDEX: &str = "The index is past the end: n elements have the indices 0 to n - 1. \
                     Look at the index and at the length.";
const RANGE: &str = "This range doesn't fit its slice: 0 ≤ start ≤ end ≤ length must hold. Look \
                     at its ends and at the length.";
const LENGTHS: &str = "Two slices must have the same length, but they don't. Look at both lengths.";
const BORROW: &str = "A RefCell was borrowed while another borrow was in use. End that one first, \
                      for example with a block.";

/// A panic's message as a reader should see it: the standard library's follows its meaning, in
/// brackets; every other stays as it is.
pub fn explained(message: &str) -> String {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(error) = message.strip_prefix("called `Result::unwrap()` on an `Err` value: ") {
        return format!("`unwrap` found an error: {}", unquoted(error));
    }
    match MEANINGS.iter().find(|(start, _)| message.starts_with(start)) {
        Some((_, meaning)) => format!("{meaning} (Rust says: {message})"),
        None => message,
    }
}

/// The text of an error that is itself a sentence, which `unwrap` puts in quotation marks.
fn unquoted(error: &str) -> String {
    let inner = error.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(error).replace("\\\"", "\"").replace("\\'", "'")
}
