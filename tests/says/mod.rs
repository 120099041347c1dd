//! What a panic says.

use std::panic::{AssertUnwindSafe, catch_unwind};

#[track_caller]
pub fn assert_says<T>(wrong_use: impl FnOnce() -> T, sentence: &str) {
    let panic = catch_unwind(AssertUnwindSafe(wrong_use)).map(drop).unwrap_err();
    let said = match panic.downcast::<String>() {
        Ok(said) => *said,
        Err(panic) => panic.downcast::<&str>().unwrap().to_string(),
    };
    assert_eq!(said, sentence);
}
