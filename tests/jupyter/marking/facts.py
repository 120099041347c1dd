"""What the parts of the marking do by themselves, without a kernel: facts.py FOLDER"""

import sys
from pathlib import Path

folder = Path(sys.argv[1])
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "src/setup/marking"))
sys.dont_write_bytecode = True
import course
import names
import pages
import student
from submission import Notebook, Submission


def is_equal(found, expected):
    assert found == expected, f"found {found!r}, expected {expected!r}"


# What a source defines, however it is written.
for source, items, variables in [
    ("fn f(x: f64) -> f64 { fn g() {} x }", "f", ""),
    ("pub(crate) const fn k() -> &'static str { \"fn no() {}\" }", "k", ""),
    ("/* a \" quote /* nested */ mod no {} */ mod r#notebook { fn no() {} }", "notebook", ""),
    ("struct A<'a>(&'a str); impl A<'_> { fn no(&self) {} } enum B {} type C = f64; trait D {}", "A B C D", ""),
    ("use std::{fs, collections::{HashMap as Map, self}}; use a::b;", "fs Map collections b", ""),
    ("extern crate std as notebook;", "notebook", ""),
    ("static mut S: u8 = 0; const C: u8 = b'{';", "S C", ""),
    ("let (a, mut b): (f64, f64) = (c, d); let e = r#\"let no = \"#;", "", "a b e"),
    ("macro_rules! vec { () => { mod sly {} } }", "vec sly", ""),
    ("// fn no() {}\nlet x: char = '\"'; fn yes() {} // \"", "yes", "x"),
]:
    is_equal(names.defined(source), (set(items.split()), set(variables.split())))
is_equal(names.outside("use std::fs; // std::env\nfn f() { std :: process::exit(1) }"),
         ["std::fs", "std::process"])
is_equal(names.outside("let std_fs = \"unsafe\";"), [])

# No solution of the course offends against the checks, or asks to be looked at; nor does a stub.
notebooks = [Notebook(path) for path in course.notebooks()]
exercises = 0
for notebook in notebooks:
    submission = Submission(notebook.path, notebooks)
    is_equal((submission.notebook, submission.remarks, submission.refused), (notebook, [], {}))
    for exercise in notebook.exercises:
        exercises += 1
        is_equal(submission.offence(exercise, [exercise.solution]), None)
        is_equal(names.outside(exercise.solution), [])
        is_equal(submission.sources[exercise.id], [exercise.stub])
assert exercises > 40, exercises

# An update: what a student has changed stays, all the rest is the new edition's.
def notebook_of(source, outputs):
    cell = {"cell_type": "code", "source": source, "outputs": outputs}
    return f'{{"cells": [{str(cell).replace(chr(39), chr(34))}]}}'.encode()


first = {"run.ipynb": notebook_of("1", []), "solved.ipynb": notebook_of("2", []), "a.rs": b"a",
         "own.rs": b"b", "gone.rs": b"c"}
is_equal(student.write(folder, first), (list(first), []))
is_equal(student.write(folder, first), ([], []))
(folder / "run.ipynb").write_bytes(notebook_of("1", [3]))
(folder / "solved.ipynb").write_bytes(notebook_of("my work", []))
(folder / "own.rs").write_bytes(b"my work")
(folder / "gone.rs").unlink()
(folder / "more.txt").write_bytes(b"my work")
second = {"run.ipynb": notebook_of("1.1", []), "solved.ipynb": notebook_of("2.1", []), "a.rs": b"a1",
          "own.rs": b"b", "gone.rs": b"c", "new.rs": b"d", "more.txt": b"theirs"}
for _ in range(2):
    written, stay = student.write(folder, second)
    is_equal(stay, ["solved.ipynb", "own.rs", "more.txt"])
is_equal(written, [])
is_equal((folder / "run.ipynb").read_bytes(), second["run.ipynb"])
is_equal((folder / "a.rs").read_bytes(), b"a1")
is_equal((folder / "gone.rs").read_bytes(), b"c")
is_equal((folder / "more.txt").read_bytes(), b"my work")
assert b"my work" in (folder / "solved.ipynb").read_bytes()

# A spreadsheet must not take a student's words for a formula.
is_equal(pages.safe(["=1+1", "-x", "plain", 3, ""]), ["'=1+1", "'-x", "plain", 3, ""])
