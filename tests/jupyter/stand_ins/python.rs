//! Which Python makes the environment.

use std::os::unix::fs::symlink;

use crate::stage::Project;

/// A computer that has Pythons of these names, each answering by this script.
fn pythons(name: &str, pythons: &[(&str, &str)]) -> Project {
    let project = Project::new(name);
    project.uninstall("python3");
    for (program, _) in pythons {
        project.install(program);
    }
    let cases = pythons.iter().map(|(program, answer)| format!("*/{program}) {answer} ;;\n"));
    let script = format!("case $0 in\n{}esac\nexit", cases.collect::<String>());
    project.answer("python-version", &script);
    project
}

#[track_caller]
fn takes(project: &Project, version: &str) {
    let said = project.succeeds();
    let line = format!("JupyterLab: installing it into .venv with Python {version} ...");
    assert!(said.contains(&line), "{said}");
}

#[test]
fn the_first_that_will_do() {
    takes(&pythons("any name", &[("python3.11", "echo 3.11.2")]), "3.11.2");
    takes(&pythons("python", &[("python", "echo 3.10.0")]), "3.10.0");
    let two = [("python", "echo 3.13.0"), ("python3", "echo 3.12.9")];
    takes(&pythons("the usual name first", &two), "3.12.9");
    let old = [("python3", "echo 3.9.18"), ("python3.12", "echo 3.12.4")];
    takes(&pythons("an old one first", &old), "3.12.4");
    let bare = [("python3", "echo 3.12.1; exit 1"), ("python3.13", "echo 3.13.2")];
    takes(&pythons("one without venv first", &bare), "3.13.2");
    let store = [("python3", "echo Install Python from the store."), ("python3.14", "echo 3.14.0")];
    takes(&pythons("one that is none first", &store), "3.14.0");
    takes(&pythons("of a later time", &[("python3", "echo 4.0.1")]), "4.0.1");
}

#[test]
fn none_that_will_do() {
    let none = Project::new("no Python");
    none.uninstall("python3");
    none.fails("No Python was found: install Python 3.10 or newer");
    let no_answer = pythons("an empty answer", &[("python3", "exit 1")]);
    no_answer.fails("No Python was found: install Python 3.10 or newer");
    let old = [("python3", "echo 3.9.18"), ("python", "echo 2.7.18; exit 1")];
    pythons("too old", &old)
        .fails("Python 3.9.18 is too old for JupyterLab: install Python 3.10 or newer");
    // The one that comes nearest is named.
    let bare = [("python3", "echo 3.9.18"), ("python", "echo 3.11.2; exit 1")];
    pythons("without venv", &bare)
        .fails("Python 3.11.2 has no module venv or ensurepip: install them (on Debian and Ubuntu");
}

#[test]
fn another_python_than_that_of_the_stamp() {
    let project = Project::new("upgraded");
    project.succeeds();
    // As an upgrade of the system leaves it: the link's end is another program.
    project.make_stand_in("upgraded");
    project.uninstall("python3");
    symlink("../stage/upgraded", project.root.join("bin/python3")).unwrap();
    takes(&project, "3.12.1");
    assert_eq!(project.succeeds(), "Ready: `cargo run` opens the course.\n");
    project.uninstall("python3");
    project.fails("No Python was found");
}

#[test]
fn a_python_whose_home_is_gone() {
    let project = Project::new("home gone");
    project.succeeds();
    let settings = project.read(".venv/pyvenv.cfg");
    let bin = project.root.join("bin").display().to_string();
    project.write(".venv/pyvenv.cfg", &settings.replace(&bin, "/no/longer/here"));
    let stamp = project.read(".venv/stamps/python");
    project.write(
        ".venv/stamps/python",
        &stamp.replace(&format!("home = {bin}"), "home = /no/longer/here"),
    );
    takes(&project, "3.12.1");
}
