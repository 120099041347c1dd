//! What checks and panics print, in a process of its own: the hook of panics and the strict mode
//! are the whole process's.

#[cfg(feature = "laboratory")]
use nn_from_scratch::Sample;
#[cfg(feature = "laboratory")]
use nn_from_scratch::laboratory::{Experiment, Table, View, load_csv, view};
use nn_from_scratch::notebook::{STRICT, check, check_close, exercise, start};
use std::process::{Command, ExitStatus};

/// Names one of the cells to a process that runs it alone.
const CELL: &str = "CELL_TO_RUN";

type Cell = (&'static str, fn());

const CELLS: &[Cell] = &[
    ("checks hold", || {
        check("one and one", 1 + 1, 2);
        check_close("a third", 0.3333, 1.0 / 3.0, 1e-3);
        check_close("a tenth", 0.25, 0.5, 0.25);
        exercise("your sum", 3, 3);
    }),
    ("a check", || check("one and one", 3, 2)),
    ("a long check", || check("a text", "é".repeat(100), "e".repeat(68))),
    ("a close check", || check_close("a half", -0.5, 0.5, 1e-3)),
    ("an exercise", || exercise("your sum", 3, 4)),
    ("a sentence", || {
        let right = 120;
        panic!("Only\n  {right} of 121 are right.")
    }),
    ("a word", || panic!("Stop.")),
    ("no message", || std::panic::panic_any(7)),
    #[cfg(feature = "plot")]
    ("a figure", || figure().evcxr_display()),
    #[cfg(feature = "laboratory")]
    ("a view", || view_of_a_step().evcxr_display()),
    #[cfg(feature = "laboratory")]
    ("a table", || table().evcxr_display()),
];

#[test]
fn a_cell() {
    let Ok(name) = std::env::var(CELL) else { return };
    println!();
    start();
    CELLS.iter().find(|cell| cell.0 == name).unwrap().1();
    println!("✓ to the end");
}

/// All that this cell prints.
fn output(cell: &str, strict: bool) -> (String, ExitStatus) {
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", "a_cell", "--nocapture"]).env(CELL, cell).env_remove(STRICT);
    if strict {
        program.env(STRICT, "1");
    }
    let output = program.output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status)
}

/// The lines of checks and panics that it prints.
fn run(cell: &str, strict: bool) -> (Vec<String>, ExitStatus) {
    let (said, status) = output(cell, strict);
    let lines = said.lines().filter(|line| line.starts_with(['✓', '✗'])).map(String::from);
    (lines.collect(), status)
}

/// With and without the strict mode.
#[track_caller]
fn assert_goes_on(cell: &str, lines: &[&str]) {
    for strict in [false, true] {
        let (said, status) = run(cell, strict);
        assert_eq!(said, [lines, &["✓ to the end"]].concat());
        assert!(status.success());
    }
}

#[test]
fn a_check_says_what_it_compared() {
    assert_goes_on(
        "checks hold",
        &[
            "✓ one and one: 2",
            "✓ a third: 0.3333, within 1e-3 of 0.3333333333333333",
            "✓ a tenth: 0.25, within 2.5e-1 of 0.5",
            "✓ your sum: 3",
        ],
    );
}

#[test]
fn an_exercise_that_is_not_done_yet_never_ends_a_run() {
    assert_goes_on("an exercise", &["✗ not yet: your sum gives 3, but should give 4"]);
}

#[test]
fn a_failed_check_ends_a_strict_run_alone() {
    let long = format!("✗ a text: found \"{}…, expected \"{}\"", "é".repeat(69), "e".repeat(68));
    for (cell, line) in [
        ("a check", "✗ one and one: found 3, expected 2"),
        ("a long check", &long),
        ("a close check", "✗ a half: found -0.5, expected 0.5 within 1e-3"),
    ] {
        let (said, status) = run(cell, false);
        assert_eq!(said, [line, "✓ to the end"]);
        assert!(status.success());
        let (said, status) = run(cell, true);
        assert_eq!(said, [line]);
        assert_eq!(status.code(), Some(1));
    }
}

#[test]
fn a_panic_prints_one_line() {
    for (cell, line) in [
        ("a sentence", "✗ Only 120 of 121 are right."),
        ("a word", "✗ Stop."),
        ("no message", "✗ The cell panicked without a message."),
    ] {
        let (said, status) = run(cell, false);
        assert_eq!(said, [line], "{cell}");
        assert!(!status.success());
        assert_eq!(run(cell, true).1.code(), Some(1));
    }
}

#[cfg(feature = "plot")]
fn figure() -> nn_from_scratch::plot::Figure {
    nn_from_scratch::plot::bars("Bars", "seconds", &[("one", 1.0)])
}

#[cfg(feature = "laboratory")]
fn view_of_a_step() -> View {
    let samples = [Sample { x: 1.0, y: 0.5, target: 1.0 }];
    view("View", &Experiment { steps: 1, ..Experiment::default() }.run(&samples, &[]))
}

#[cfg(feature = "laboratory")]
fn table() -> Table {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("notebook.csv");
    std::fs::write(&path, "x,y,class\n1,0.5,1\n").unwrap();
    load_csv(path).unwrap()
}

/// The cell prints a block of this type, which the kernel hands on.
#[track_caller]
fn assert_shows(cell: &str, kind: &str, content: &str) {
    let (said, _) = output(cell, false);
    let block = format!("EVCXR_BEGIN_CONTENT {kind}\n{content}\nEVCXR_END_CONTENT\n");
    assert!(said.contains(&block), "{said}");
}

#[cfg(feature = "plot")]
#[test]
fn a_figure_shows_itself() {
    assert_shows("a figure", "text/html", &figure().html());
}

#[cfg(feature = "laboratory")]
#[test]
fn a_view_and_a_table_show_themselves() {
    let view = view_of_a_step();
    assert_shows("a view", "application/vnd.plotly.v1+json", view.json());
    assert_shows("a view", "text/html", &view.still().html());
    assert_shows("a table", "text/plain", &table().to_string());
}
