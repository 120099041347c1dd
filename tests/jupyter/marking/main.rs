//! The student edition, and the marking of what a class hands in.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use setup::environment;
use support::cells::{has_tag, is_code, read, text};
use support::lab::python;

const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const PROGRAM: &str = env!("CARGO_BIN_EXE_setup");

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("marking").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the last run's folder can go");
    }
    fs::create_dir_all(&folder).expect("the folder of the results can be made");
    folder
}

/// Runs a program to its end, which must be a good one.
#[track_caller]
fn done(command: &mut Command) -> Output {
    let output = environment::clean(command).output().expect("the program starts");
    let said = [&output.stdout[..], &output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
    output
}

fn edition(name: &str) -> PathBuf {
    let edition = folder(name);
    done(Command::new(PROGRAM).arg("student").arg(&edition));
    edition
}

fn script(name: &str) -> PathBuf {
    Path::new(PROJECT).join("tests/jupyter/marking").join(name)
}

/// The course's notebooks, by their names.
fn notebooks() -> Vec<String> {
    let entries = fs::read_dir(Path::new(PROJECT).join("notebooks")).expect("the notebooks");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
    names.retain(|name| name.ends_with(".ipynb"));
    assert!(names.len() > 10);
    names
}

fn cells(path: &Path) -> Vec<Value> {
    read(path)["cells"].as_array().expect("a notebook has cells").clone()
}

/// In a solution's text, and not in the exercise's own stub.
fn solution(cell: &Value) -> String {
    let text = text(cell);
    let code = text.split("```rust\n").nth(1).and_then(|rest| rest.split("\n```").next());
    code.expect("a solution has code").to_owned()
}

#[test]
fn the_student_edition_has_every_stub_and_check_and_no_solution() {
    let edition = edition("edition");
    for name in notebooks() {
        let whole = cells(&Path::new(PROJECT).join("notebooks").join(&name));
        let left = cells(&edition.join("notebooks").join(&name));
        let all: String = left.iter().map(|cell| text(cell) + "\n").collect();
        assert!(!all.contains("<summary>Solution") && !all.contains("<summary>Answer"), "{name}");
        for cell in whole.iter().filter(|cell| has_tag(cell, "solution")) {
            assert!(!all.contains(&solution(cell)), "{name}: {}", cell["id"]);
        }
        let hints = |cells: &[Value]| {
            cells.iter().filter(|cell| text(cell).contains("<summary>Hint<")).count()
        };
        assert_eq!(hints(&left), hints(&whole), "{name}");
        let mut rest = left.iter().filter(|cell| is_code(cell));
        for cell in whole.iter().filter(|cell| is_code(cell)) {
            let other = rest.next().expect("no cell of code is missing");
            assert_eq!((&cell["id"], text(cell)), (&other["id"], text(other)), "{name}");
            assert_eq!(other["metadata"], cell["metadata"], "{name}: {}", cell["id"]);
            assert_eq!(other["outputs"], Value::Array(vec![]), "{name}: {}", cell["id"]);
            assert_eq!(other["execution_count"], Value::Null, "{name}: {}", cell["id"]);
        }
        assert!(rest.next().is_none(), "{name}");
    }
    assert!(!edition.join("notebooks/teaching").exists());
    assert!(edition.join("notebooks/digits.csv").exists());
    let readme = fs::read_to_string(edition.join("README.md")).unwrap();
    assert!(!readme.contains("whoever teaches") && !readme.contains("cargo run -- mark"));
}

#[test]
fn every_link_of_the_student_edition_leads_somewhere() {
    let edition = edition("links");
    let mut pages = vec![(edition.clone(), fs::read_to_string(edition.join("README.md")).unwrap())];
    let folder = edition.join("notebooks");
    for name in notebooks() {
        let texts = support::cells::texts(&folder.join(name)).join("\n");
        pages.push((folder.clone(), texts));
    }
    let mut count = 0;
    for (folder, page) in pages {
        let links = ["](", "src=\""].into_iter().flat_map(|start| page.split(start).skip(1));
        for link in links.filter_map(|rest| rest.split([')', '"']).next()) {
            let path = link.split(['#', '?']).next().unwrap_or_default();
            let leads = link.starts_with("http") || path.is_empty() || folder.join(path).exists();
            assert!(leads, "{}: {link}", folder.display());
            count += 1;
        }
    }
    assert!(count > 50, "only {count} links");
}

/// As a student will: in a copy, where nothing else of the course is.
#[test]
fn the_student_edition_is_a_whole_package() {
    let edition = edition("package");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edition-target");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--offline", "--", "--help"]).current_dir(&edition);
    let output = done(cargo.arg("--target-dir").arg(target));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Opens this course in JupyterLab"));
}

#[test]
fn what_belongs_to_somebody_is_not_overwritten() {
    let refused = |folder: &Path, why: &str| {
        let output = Command::new(PROGRAM).arg("student").arg(folder).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(why), "{said}");
    };
    let other = folder("somebody");
    fs::write(other.join("thesis.tex"), "mine").unwrap();
    refused(&other, "holds something else than an earlier edition");
    refused(&other.join("thesis.tex"), "is a file");
    refused(Path::new(PROJECT), "belongs to the course itself");
    refused(&Path::new(PROJECT).join("notebooks/edition"), "belongs to the course itself");
}

#[test]
fn the_parts_of_the_marking_hold() {
    let mut facts = Command::new(python(PROGRAM));
    done(facts.arg("-B").arg(script("facts.py")).arg(folder("facts")));
}

/// Forty students: honest, clumsy, hostile.
#[test]
#[ignore = "second tier: about 5 minutes"]
fn everybody_gets_the_right_points_whatever_the_others_hand_in() {
    let (edition, class) = (edition("classroom-edition"), folder("class"));
    let mut classroom = Command::new(python(PROGRAM));
    let marks = folder("marks");
    let called = TcpListener::bind("127.0.0.1:0").expect("a port");
    called.set_nonblocking(true).expect("a listener that doesn't wait");
    let address = called.local_addr().expect("its address").to_string();
    let intruder = marks.join("intruder");
    classroom.arg("-B").arg(script("classroom.py")).args([&edition, &class]);
    let handed_in = done(classroom.arg(address).arg(&intruder));
    let mut mark = Command::new(PROGRAM);
    mark.arg("mark").arg(&class).arg("--to").arg(&marks);
    mark.args(["--due", "2026-06-01T18:00", "--cell", "15", "--memory", "3000", "--disk", "300"]);
    let said = done(mark.args(["--jobs", "2"]));

    let expected = String::from_utf8_lossy(&handed_in.stdout).into_owned();
    let table = fs::read_to_string(marks.join("marks.csv")).expect("a table of marks");
    let mut rows = BTreeMap::new();
    for line in table.lines().skip(1) {
        // student, notebook, points, of, counts, handed in, late, file
        let columns: Vec<&str> = line.split(',').collect();
        if columns[7].is_empty() {
            assert_eq!(columns[0], "nothing");
        } else {
            rows.insert(columns[7].to_owned(), columns.clone());
        }
    }
    let mut wrong = Vec::new();
    for line in expected.lines() {
        let [student, file, points] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let row = rows.get(file).unwrap_or_else(|| panic!("{file} is not in the table"));
        if row[..3] != [student, row[1], points] {
            wrong.push(format!("{file}: {} points instead of {points}", row[2]));
        }
    }
    let said = String::from_utf8_lossy(&said.stdout);
    assert!(wrong.is_empty(), "{}\n{said}", wrong.join("\n"));
    assert_eq!(rows.len(), expected.lines().count());
    // What the system can't shut off, the first line says.
    if said.contains("without a network") {
        assert!(called.accept().is_err(), "somebody called");
    }
    if said.contains("only its own folder can be written") {
        assert!(!intruder.exists(), "somebody wrote where nobody should");
    }
    let counts = |file: &str| (rows[file][4], rows[file][6]);
    assert_eq!(counts("two-attempts/first/00-overview.ipynb"), ("no", "no"));
    assert_eq!(counts("two-attempts/second/00-overview.ipynb"), ("yes", "no"));
    assert_eq!(counts("late/in-time/00-overview.ipynb"), ("yes", "no"));
    assert_eq!(counts("late/too-late/00-overview.ipynb"), ("no", "yes"));
    for line in expected.lines() {
        let student = line.split('\t').next().unwrap_or_default();
        assert!(marks.join("reports").join(format!("{student}.html")).exists(), "{student}");
    }
}
