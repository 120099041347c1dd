//! What a reader sees of Rust's own panics, once a notebook has started.

use nn_from_scratch::notebook;
use std::cell::RefCell;
use std::env;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

/// In the environment of the process that panics.
const CHILD: &str = "PANICS_CHILD";

/// What a cell may do, how the line about it begins, and what it ends in.
type Case = (fn(), &'static str, &'static str);

const INDEX: &str = "The index is past the end: n elements have the indices 0 to n - 1.";
const RANGE: &str = "This range doesn't fit its slice: 0 ≤ start ≤ end ≤ length must hold.";
/// As the errors of the laboratory.
const HIGH: &str = "Line 3 has \"high\" for y, which isn't a number.";
const BORROW: &str = "A RefCell was borrowed while another borrow was in use.";

const CASES: [Case; 28] = [
    (
        || see(black_box(Vec::<f64>::new())[black_box(0)]),
        INDEX,
        "(Rust says: index out of bounds: the len is 0 but the index is 0)",
    ),
    (|| see(black_box(vec![1]).remove(black_box(3))), INDEX, "should be < len (is 1))"),
    (|| see(black_box(vec![1]).swap_remove(black_box(3))), INDEX, "should be < len (is 1))"),
    (|| black_box(vec![1]).insert(black_box(3), 1), INDEX, "should be <= len (is 1))"),
    (|| see(black_box([1, 2])[..black_box(3)].to_vec()), RANGE, "for slice of length 2)"),
    (|| see(black_box([1, 2])[black_box(3)..].to_vec()), RANGE, "for slice of length 2)"),
    (|| see(black_box([1, 2])[black_box(2)..1].to_vec()), RANGE, "starts at 2 but ends at 1)"),
    (|| see(black_box([1, 2]).split_at(black_box(3)).0.len()), RANGE, "(Rust says: mid > len)"),
    (|| see(black_box(vec![1]).split_off(black_box(3))), RANGE, "should be <= len (is 1))"),
    (
        || black_box([1, 2]).copy_from_slice(&black_box(vec![1])),
        "Two slices must have the same length, but they don't. Look at both lengths.",
        ")",
    ),
    (
        || see(black_box(None::<f64>).unwrap()),
        "`unwrap` found None: there was no value to take.",
        "(Rust says: called `Option::unwrap()` on a `None` value)",
    ),
    (
        || see(black_box(Err::<f64, _>(HIGH)).unwrap()),
        "`unwrap` found an error: Line 3 has \"high\" for y, which isn't a number.",
        "number.",
    ),
    (
        || see("1,5".parse::<f64>().unwrap()),
        "`unwrap` found an error: ParseFloatError { kind: Invalid }",
        "}",
    ),
    (
        || see("1,5".parse::<f64>().expect("The text should be a number.")),
        "The text should be a number.",
        "ParseFloatError { kind: Invalid }",
    ),
    (|| see(1 / black_box(0)), "An integer was divided by 0.", "divide by zero)"),
    (|| see(1 % black_box(0)), "`%` had 0 on its right.", "with a divisor of zero)"),
    (
        || see(black_box(0_usize) - black_box(1)),
        "A difference doesn't fit its integer type: a usize can't go below 0.",
        "(Rust says: attempt to subtract with overflow)",
    ),
    (|| see(black_box(255_u8) + 1), "A result doesn't fit its integer type.", "overflow)"),
    (|| see(black_box(i32::MAX) * 2), "A result doesn't fit its integer type.", "overflow)"),
    (
        || see(Vec::<f64>::with_capacity(black_box(usize::MAX))),
        "A vector was asked to hold more than any memory can.",
        "(Rust says: capacity overflow)",
    ),
    (
        || {
            let cell = RefCell::new(1);
            let _borrow = cell.borrow();
            cell.borrow_mut();
        },
        BORROW,
        ")",
    ),
    (
        || {
            let cell = RefCell::new(1);
            let _borrow = cell.borrow_mut();
            cell.borrow();
        },
        BORROW,
        ")",
    ),
    (|| assert!(black_box(1) > 2), "An `assert!` found its condition false.", "> 2)"),
    (
        || assert_eq!(black_box(1), 2),
        "An `assert_eq!` found two different values.",
        "(Rust says: assertion `left == right` failed left: 1 right: 2)",
    ),
    (|| assert_ne!(black_box(1), 1), "An `assert_ne!` found two equal values.", "right: 1)"),
    (|| todo!(), "A `todo!()` was reached: write your code in its place.", "implemented)"),
    (|| unreachable!(), "Code marked `unreachable!()` was reached", "unreachable code)"),
    (|| panic!("It is too late."), "It is too late.", "It is too late."),
];

fn see<T>(value: T) {
    black_box(value);
}

#[test]
fn rusts_own_panics_are_explained() {
    if env::var_os(CHILD).is_some() {
        notebook::start();
        for (number, (panics, ..)) in CASES.iter().enumerate() {
            println!("\ncase {number}");
            assert!(catch_unwind(AssertUnwindSafe(panics)).is_err(), "case {number} goes well");
        }
        return;
    }
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "rusts_own_panics_are_explained", "--nocapture"])
        .env(CHILD, "1")
        .env_remove(notebook::STRICT)
        .output()
        .unwrap();
    let said = String::from_utf8(child.stdout).unwrap();
    assert!(child.status.success(), "{said}");
    let lines: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("✗ ")).collect();
    assert_eq!(lines.len(), CASES.len(), "{said}");
    for (line, (_, start, end)) in lines.iter().zip(CASES) {
        assert!(line.starts_with(start) && line.ends_with(end), "{line}\nnot {start} … {end}");
    }
    for line in lines {
        println!("{line}");
    }
}
