//! JupyterLab's packages: installed anew from nothing when anything about them has changed, or not
//! installed, with a sentence.

use std::fs;

use crate::stage::{Project, fails};

#[test]
fn other_requirements_are_installed() {
    let project = Project::new("requirements");
    project.succeeds();
    project.steps();
    project.write("notebooks/requirements.txt", "jupyterlab>=5\n");
    let said = project.succeeds();
    assert!(said.contains("JupyterLab: installed"), "{said}");
    assert_eq!(project.steps().iter().filter(|step| *step == "pip-install").count(), 1);
    fs::remove_file(project.root.join("notebooks/requirements.txt")).unwrap();
    project.fails("requirements.txt cannot be read (No such file or directory (os error 2)): get it back with `git checkout`");
}

#[test]
fn an_installation_begins_with_nothing_but_what_is_to_stay() {
    let project = Project::new("clear");
    let stays = ["kernel/own", "logs/older.log", "jupyter/config/theme"];
    for file in stays.into_iter().chain(["lib/half.py", "file", "stamps/python"]) {
        project.write(&format!(".venv/{file}"), "here before");
    }
    project.write("outside/file", "not ours");
    std::os::unix::fs::symlink(project.root.join("outside"), project.venv.join("link")).unwrap();
    project.answer("venv", "ls -a \"$last\" > \"$stage/found\"");
    project.succeeds();
    assert_eq!(project.read("stage/found"), ".\n..\njupyter\nkernel\nlogs\nsetup.lock\n");
    for file in stays {
        assert_eq!(project.read(&format!(".venv/{file}")), "here before");
    }
    assert!(project.has("outside/file"));
}

#[test]
fn a_step_that_fails_ends_in_its_own_words_and_leaves_no_stamp() {
    let offline = "above: if this computer is offline, connect it; then run `cargo run` again";
    let import = "pip has installed JupyterLab, but Python can't use it";
    let cases = [
        ("venv", format!("Python's venv failed, and its own message stands {offline}")),
        ("pip-install", format!("pip failed, and its own message stands {offline}")),
        ("import-proof", import.to_owned()),
    ];
    for (step, sentence) in cases {
        let project = Project::new(step);
        project.answer(step, "echo \"This is why.\" >&2; exit 1");
        let said = project.fails(&sentence);
        assert!(said.contains("  This is why."), "{said}");
        assert!(!project.has(".venv/stamps/python"));
        fs::remove_file(project.root.join("stage/answers").join(step)).unwrap();
        project.succeeds();
    }
}

#[test]
fn an_environment_that_is_not_whole() {
    let project = Project::new("no home");
    project.answer("import-proof", "echo 'version = 3.12.1' > ../.venv/pyvenv.cfg");
    project.fails("Python's venv made no whole environment: remove the folder .venv");
    assert!(!project.has(".venv/stamps/python"));
}

#[test]
fn a_venv_without_its_python() {
    let project = Project::new("no python in venv");
    project.answer("venv", "exit 0");
    project.fails("pip could not be started (No such file or directory (os error 2)): see that it is installed and on the PATH");
}

#[test]
fn the_proxy_is_named_without_its_password() {
    let project = Project::new("proxy");
    project.answer("pip-install", "exit 1");
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let mut program = project.program(&[]);
        program.env(name, "me:secret@far.example:8080");
        let sentence = format!("if the proxy that {name} names (far.example:8080) is not there");
        let said = fails(&mut program, &sentence);
        assert!(!said.contains("secret"), "{said}");
    }
    let mut program = project.program(&[]);
    fails(program.env("HTTPS_PROXY", ""), "if this computer is offline, connect it");
}
