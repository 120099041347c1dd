//! The real program, and the sentence that it ends with.

use std::process::Output;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_setup");

/// The program ended with exactly this sentence, and nothing that a reader should not see.
#[track_caller]
pub fn ends_with_sentence(output: &Output, sentence: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or_default();
    println!("{last}");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(last.contains(sentence), "expected: {sentence}\n{said}");
    for ugly in ["panicked", "backtrace", "Traceback", "src/"] {
        assert!(!last.contains(ugly), "{last}");
    }
}

/// The same, where no other program had anything to say either.
#[track_caller]
pub fn says_only(output: &Output, sentence: &str) {
    ends_with_sentence(output, sentence);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
}
