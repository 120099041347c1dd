//! Every notebook of the course, executed on the real kernel through Jupyter's own client.
//!
//! `SAVE_NOTEBOOKS=1 cargo test --test notebooks` writes the outputs of a clean run over the
//! committed ones instead of comparing them; `NOTEBOOK=05` restricts both to that notebook.

mod canaries;
mod course;
mod jupyter;
mod reader;
#[cfg(unix)]
mod rust_src;

use course::{Course, saving};
use jupyter::Run;

#[test]
fn a_clean_run_gives_the_committed_outputs() {
    let course = Course::whole();
    if saving() {
        course.each(|notebook| notebook.save());
    } else {
        course.each(|notebook| notebook.agrees(&Run::new("clean")));
    }
}

/// In one run, to save time: where one of the two fails, the message tells which.
#[test]
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
fn solutions_solve_and_no_edit_ends_in_a_hang_a_blank_or_a_backtrace() {
    if !saving() {
        Course::whole().each(reader::at_work);
    }
}
