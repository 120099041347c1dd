//! The folder of the project: moved, of an unusual name, or another one.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use crate::program::says_only;
use crate::stage::{Project, succeeds};

#[test]
fn outside_of_the_project_its_folder_is_asked_for() {
    let project = Project::new("elsewhere");
    fs::remove_dir_all(project.root.join("notebooks")).unwrap();
    let sentence = format!("{} has no folder notebooks: start", project.root.display());
    says_only(&project.run(&["setup"]), &sentence);
    assert!(!project.has(".venv"));
}

#[test]
fn names_that_others_cannot_work_with() {
    let project = Project::new("names");
    for (name, why) in [
        (&b"a:b"[..], "contains the sign that separates folders in lists of them: rename or move"),
        (b"a\xffb", "has letters that are no Unicode: rename or move the folder"),
    ] {
        let root = project.root.join(OsStr::from_bytes(name));
        fs::create_dir_all(root.join("notebooks")).unwrap();
        let mut program = project.program(&[]);
        program.arg("setup").env("CARGO_MANIFEST_DIR", root.join("src/setup"));
        says_only(&program.output().unwrap(), why);
        assert!(!root.join(".venv").exists());
    }
}

#[test]
fn where_it_was_moved_all_is_made_anew() {
    let project = Project::new("moved");
    project.succeeds();
    let moved = project.root.join("to here");
    fs::create_dir(&moved).unwrap();
    let mut copy = Command::new("/bin/cp");
    copy.arg("-a").args([".venv", "notebooks", "src", "Cargo.toml"]).arg(&moved);
    assert!(copy.current_dir(&project.root).status().unwrap().success());
    let mut program = project.program(&[]);
    let said = succeeds(program.env("CARGO_MANIFEST_DIR", moved.join("src/setup")));
    assert!(said.contains("JupyterLab: installing") && said.contains("Kernel: trying"), "{said}");
}
