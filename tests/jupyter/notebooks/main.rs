//! Every notebook of the course, executed on the real kernel through Jupyter's own client.
//!
//! `NOTEBOOK=05 cargo test --test notebooks` runs that notebook alone;
//! `SAVE_NOTEBOOKS=1 cargo test --test notebooks` writes the outputs of a clean run over the
//! committed ones instead of comparing them.
//!
//! What a plain `cargo test` leaves out is marked with its reason; `-- --include-ignored` runs it.

mod canaries;
mod course;
mod edits;
mod exercises;
mod jupyter;
mod names;
mod outputs;
mod queue;
#[cfg(unix)]
mod rust_src;
mod script;

use course::{Course, saving};
use jupyter::Run;

#[test]
fn a_clean_run_gives_the_committed_outputs_and_solutions_solve() {
    let course = Course::whole();
    if saving() {
        course.each(|notebook| notebook.save(Run::new("saved")));
    } else {
        course.each(|notebook| notebook.is_right(Run::new("clean")));
    }
}

/// In one run, to save time: where one of the two fails, the message tells which.
#[test]
#[ignore = "second tier: about 5 minutes"]
fn without_rust_src_and_each_cell_sent_twice_the_outputs_are_the_same() {
    #[cfg(unix)]
    let run = rust_src::absent("no-src-twice").twice();
    #[cfg(not(unix))]
    let run = Run::new("twice").twice();
    if !saving() {
        Course::run_in_every_mode().each(|notebook| notebook.agrees(&run));
    }
}

#[test]
#[ignore = "second tier: about 8 minutes"]
fn no_edit_ends_in_a_hang_a_blank_or_a_backtrace() {
    if !saving() {
        Course::whole().each(edits::explain_themselves);
    }
}
