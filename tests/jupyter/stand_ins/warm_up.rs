//! The first cells, run ahead of the reader.

use std::fs;

use crate::program::ends_with_sentence;
use crate::stage::Project;

const RUNS: &str = "First cell: running it once";

#[test]
fn each_set_of_crates_has_its_notebook() {
    let project = Project::new("three notebooks");
    for name in ["01-other", "09-3d-classification", "10-faster"] {
        project.write(&format!("notebooks/{name}.ipynb"), "{}");
    }
    project.succeeds();
    let mut kept: Vec<String> =
        project.calls("first-cell").iter().map(|call| call.arguments[4].clone()).collect();
    kept.sort();
    let folders = ["00-overview", "09-3d-classification", "10-faster"];
    let expected = folders.map(|name| project.venv.join("build").join(name).display().to_string());
    assert_eq!(kept, expected);
    for folder in folders {
        assert!(project.has(&format!(".venv/build/{folder}/target")));
    }
}

#[test]
fn whatever_the_crates_are_built_from_is_noticed() {
    let project = Project::new("warm again");
    project.write("src/plot/bars.rs", "//! Bars.\n");
    project.write(".venv/build/old/target/file", "of another toolchain");
    project.succeeds();
    assert!(!project.has(".venv/build/old"));
    let changes: [(&str, &dyn Fn()); 6] = [
        ("manifest", &|| project.write("Cargo.toml", "[package]\n# other\n")),
        ("source", &|| project.write("src/lib.rs", "//! The other crate.\n")),
        ("source within", &|| project.write("src/plot/bars.rs", "//! Other bars.\n")),
        ("new source", &|| project.write("src/new.rs", "")),
        ("no folder", &|| fs::remove_dir_all(project.venv.join("build")).unwrap()),
        ("toolchain", &|| {
            project.answer("rustc-version", "printf 'rustc 1.96.0\\nhost: other\\n'; exit");
        }),
    ];
    for (what, change) in changes {
        change();
        assert!(project.succeeds().contains(RUNS), "{what}");
        assert!(!project.succeeds().contains(RUNS), "{what}");
    }
    // The set-up's own source is no part of the crate.
    project.write("src/setup/lib.rs", "//! The set-up.\n");
    assert!(!project.succeeds().contains(RUNS));
}

#[test]
fn without_the_first_notebook_nothing_is_run() {
    let project = Project::new("no notebook");
    fs::remove_file(project.root.join("notebooks/00-overview.ipynb")).unwrap();
    assert!(!project.succeeds().contains(RUNS));
}

#[test]
fn a_cell_that_fails_is_named_and_leaves_no_stamp() {
    let project = Project::new("cell fails");
    project.write("notebooks/10-faster.ipynb", "{}");
    let fails = "case $last in *10-faster) echo 'mismatched types'; exit 1;; esac";
    project.answer("first-cell", fails);
    let said = project.fails("The first cell of 10-faster.ipynb fails, as the message above says");
    assert!(said.contains("  mismatched types"), "{said}");
    assert!(!project.has(".venv/build/made-for") && !project.has(".venv/stamps/warm-up"));

    // JupyterLab opens all the same: there the cell can be repaired.
    let output = project.run(&[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.ends_with("then run `cargo run` again.\n") && output.status.success(), "{said}");
    assert_eq!(project.calls("jupyterlab").len(), 1);
    project.answer("jupyterlab", "echo 'Bad option.' >&2; exit 1");
    ends_with_sentence(&project.run(&["--bad"]), "Bad option.");
}
