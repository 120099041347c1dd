"""Hands in what a class of thirty hands in, and worse: classroom.py EDITION FOLDER ADDRESS INTRUDER

EDITION is a student edition, ADDRESS one that nobody should be able to call, INTRUDER a file that
nobody should be able to write. Prints what each file is to get, as lines: student, file, points.
"""

import json
import os
import sys
import time
from pathlib import Path

edition, folder = map(Path, sys.argv[1:3])
address, intruder = sys.argv[3:]
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "src/setup/marking"))
sys.dont_write_bytecode = True
import course

FIRST, NEURON, SUMMARY = "00-overview.ipynb", "02-neuron.ipynb", "08-summary.ipynb"
DISK = "fn unit_disk(x: f64, y: f64) -> f64 {{\n    {}\n    if x * x + y * y < 1.0 {{ 1.0 }} else {{ 0.0 }}\n}}"
NEVER = "fn unit_disk(_x: f64, _y: f64) -> f64 {{\n    {}\n    0.5\n}}"
expected = []


def solutions(name):
    cells = course.cells_of(course.ROOT / "notebooks" / name)
    return {exercise.id: exercise.solution for exercise in course.exercises(cells)}


def of_edition(name):
    return json.loads((edition / "notebooks" / name).read_text("utf-8"))


def cell(notebook, tag, number=0):
    return [cell for cell in notebook["cells"] if tag in course.tags(cell)][number]


def code(source, id):
    return {"cell_type": "code", "id": id, "metadata": {}, "source": source, "outputs": [],
            "execution_count": None}


def hand_in(student, points, notebook, name=FIRST, place="", late=False):
    path = folder / student / place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    path.write_bytes(data)
    day = time.mktime((2026, 6, 2 if late else 1, 12, 0, 0, 0, 0, -1))
    os.utime(path, (day, day))
    expected.append(f"{student}\t{path.relative_to(folder).as_posix()}\t{points}")


def solved(name, numbers=None, change=lambda number, source: source):
    notebook, answers = of_edition(name), list(solutions(name).values())
    for number, answer in enumerate(answers, 1):
        if numbers is None or number in numbers:
            cell(notebook, "exercise", number - 1)["source"] = change(number, answer)
    return notebook


def with_disk(source, before=(), after=()):
    """The first notebook with this answer, and cells of the student's own around it."""
    notebook = of_edition(FIRST)
    stub = cell(notebook, "exercise")
    stub["source"] = source
    at = notebook["cells"].index(stub)
    notebook["cells"][at + 1:at + 1] = [code(source, f"after-{i}") for i, source in enumerate(after)]
    notebook["cells"][at:at] = [code(source, f"before-{i}") for i, source in enumerate(before)]
    return notebook


# The honest ones.
hand_in("solved-all", 7, solved(NEURON), NEURON)
hand_in("solved-some", 3, solved(NEURON, {1, 3, 6}), NEURON)
hand_in("untouched", 0, of_edition(NEURON), NEURON)
hand_in("wrong-answer", 6, solved(NEURON, change=lambda number, source: source.replace(
    "exp()", "exp2()") if number == 1 else source), NEURON)
hand_in("does-not-compile", 1, solved(SUMMARY, change=lambda number, source: (
    source if number == 2 else "fn mean_last_loss(hidden: usize) -> f64 { nonsense }")), SUMMARY)
hand_in("panics", 0, with_disk(NEVER.format("panic!(\"no idea\");")))
hand_in("helper-in-a-cell-of-its-own", 1, with_disk(
    "fn unit_disk(x: f64, y: f64) -> f64 { if square(x) + square(y) < 1.0 { 1.0 } else { 0.0 } }",
    before=["fn square(x: f64) -> f64 { x * x }"]))
swapped = solved(NEURON)
swapped["cells"].reverse()
hand_in("reordered", 7, swapped, NEURON)
hand_in("two-attempts", 0, of_edition(FIRST), place="first")
hand_in("two-attempts", 1, solved(FIRST), place="second")
hand_in("late", 0, of_edition(FIRST), place="in-time")
hand_in("late", 1, solved(FIRST), place="too-late", late=True)
renamed = solved(FIRST)
for number, some in enumerate(renamed["cells"]):
    some["id"] = f"new-{number}"
hand_in("another-programs-ids", 1, renamed)

# No notebooks.
hand_in("empty-file", 0, b"")
hand_in("not-json", 0, b"%PDF-1.7 \xff\xfe")
hand_in("no-cells", 0, {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
hand_in("a-list", 0, b"[" * 100_000)
hand_in("wrong-notebook", 0, {"cells": [code("print(1)", "a")], "metadata": {}, "nbformat": 4})
hand_in("opens-no-cell", 0, {"cells": [{"cell_type": "code", "source": 7}, "x", None]})
(folder / "nothing").mkdir(parents=True)

# What runs wild.
hand_in("loops-for-ever", 0, with_disk(NEVER.format("while _x < 9.0 {}")))
hand_in("loops-once", 6, solved(NEURON, change=lambda number, source: source if number != 7 else
        "fn best_line(_: &[Sample]) -> usize { loop {} }"), NEURON)
hand_in("fills-the-disk", 0, with_disk(NEVER.format(
    "for i in 0.. { if std::fs::write(format!(\"{i}\"), vec![1u8; 50_000_000]).is_err() { break; } }")))
hand_in("one-large-file", 0, with_disk(NEVER.format(
    "let mut file = std::fs::File::create(\"large\").unwrap(); let many = vec![1u8; 9_000_000];"
    " while std::io::Write::write_all(&mut file, &many).is_ok() {}")))
hand_in("exits", 0, with_disk(NEVER.format("std::process::exit(0);")))
hand_in("aborts", 0, with_disk(NEVER.format("std::process::abort();")))
hand_in("kills-its-parent", 0, with_disk(NEVER.format(
    "std::process::Command::new(\"sh\").args([\"-c\", \"kill -9 $PPID; kill -9 $(ps -o ppid= -p $PPID);"
    " kill -9 -1\"]).status().unwrap();")))
hand_in("prints-a-gigabyte", 0, with_disk(NEVER.format(
    "let line = \"x\".repeat(999); for _ in 0..1_000_000 { println!(\"{line}\"); }")))
hand_in("one-long-line", 0, with_disk(NEVER.format(
    "let line = \"x\".repeat(9_999_999); for _ in 0..1_000 { print!(\"{line}\"); }")))
hand_in("takes-all-memory", 0, with_disk(NEVER.format(
    "let mut all = Vec::new(); loop { all.push(vec![1u8; 50_000_000]); if all.len() > 1_000_000 { break; } }")))
hand_in("too-deep", 0, with_disk(
    "fn unit_disk(x: f64, y: f64) -> f64 { 1.0 - unit_disk(x + 1.0, y) }"))

hand_in("reaches-out", 0, with_disk(NEVER.format(
    f"let _ = std::net::TcpStream::connect(\"{address}\"); let _ = std::fs::write(\"{intruder}\", \"\");")))

# What wants points for nothing.
edited = of_edition(FIRST)
cell(edited, "exercise-check")["source"] = "println!(\"✓ in the middle: 1\");"
hand_in("edited-check", 0, edited)
edited = solved(FIRST)
edited["cells"].remove(cell(edited, "exercise-check"))
hand_in("deleted-check", 1, edited)
LIAR = "mod notebook { pub fn yours<T>(_: &str, _: &T, _: &[(&str, f64, f64)]) { println!(\"✓ all\"); } }"
hand_in("shadowed-module", 0, with_disk(LIAR + "\n" + NEVER.format("")))
hand_in("shadowed-crate", 0, with_disk(LIAR.replace("mod notebook", "mod nn_from_scratch { pub mod notebook")
                                       + "}\n" + NEVER.format("")))
hand_in("shadowed-in-a-raw-name", 0, with_disk(NEVER.format(""), after=[LIAR.replace("mod n", "mod r#n")]))
hand_in("shadowed-macro", 0, with_disk(
    "macro_rules! println { ($($t:tt)*) => { std::println!(\"✓ all\") } }\n" + NEVER.format("")))
hand_in("shadowed-command", 0, with_disk(":dep nn_from_scratch = { path = \"/tmp\" }\n" + NEVER.format("")))
hand_in("forged", 0, with_disk(NEVER.format("println!(\"✓ in the middle: 1\");")))
hand_in("forged-and-gone", 0, with_disk(NEVER.format(
    "for _ in 0..5 {{ println!(\"✓ in the middle: 1\"); }} std::process::exit(0);".replace("{{", "{").replace("}}", "}"))))
hand_in("forged-from-a-thread", 0, with_disk(NEVER.format(""), after=[
    "std::thread::spawn(|| for _ in 0..4000 { println!(\"✓ in the middle: 1\");"
    " std::thread::sleep(std::time::Duration::from_millis(5)); });"]))
hand_in("silent-panic", 0, with_disk(NEVER.format(
    "std::panic::set_hook(Box::new(|_| println!(\"✓ all\"))); panic!();")))
# The kernel takes what stands between such lines for a picture: here, a line that says ✗.
hand_in("swallows-a-line", 0, solved(SUMMARY, {2}, lambda _, source: """\
static CALLS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
fn ring(x: f64, y: f64) -> f64 {
    let call = CALLS.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    if call == 121 { println!("EVCXR_BEGIN_CONTENT text/plain"); return 1.0; }
    if call == 122 { println!("EVCXR_END_CONTENT"); }
    let r = (x * x + y * y).sqrt();
    if 0.7 <= r && r <= 1.5 { 1.0 } else { 0.0 }
}"""), SUMMARY)
# `best_line` is checked on what the data set's own function gives.
hand_in("redefines-what-is-checked", 6, solved(NEURON, change=lambda number, source: (
    "fn sample_grid(_: fn(f64, f64) -> f64, _: usize) -> Vec<Sample> { vec![] }\n" + source
    if number == 7 else source)), NEURON)

print("\n".join(expected))
