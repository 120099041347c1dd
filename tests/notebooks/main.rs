//! Every notebook of the course, executed on the real kernel through Jupyter's own client.
//!
//! `SAVE_NOTEBOOKS=1 cargo test --test notebooks` writes the outputs of a clean run over the
//! committed ones instead of comparing them.

mod canaries;
mod course;
mod exercises;
mod jupyter;
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
fn every_solution_solves_its_exercise_and_no_bare_stub_does() {
    if !saving() {
        Course::whole().each(exercises::solved);
    }
}
