//! The Rust on the PATH, and the standard library's source.

use std::fs;

use crate::stage::Project;

const WITHOUT: &str = "Going on without rust-src: all notebooks run";

#[test]
fn without_rust_nothing_is_made() {
    let project = Project::new("no rustc");
    project.uninstall("rustc");
    project.fails("rustc could not be started (No such file or directory (os error 2)): see that it is installed");
    let project = Project::new("rustc fails");
    project.answer("rustc-version", "exit 1");
    project.fails("rustc does not answer: see that `rustc --version` works in this folder");
    assert!(project.calls("venv").is_empty());
}

/// A project whose toolchain has no source.
fn without_source(name: &str) -> Project {
    let project = Project::new(name);
    fs::remove_dir_all(project.root.join(project.source(""))).unwrap();
    project
}

#[test]
fn rustup_adds_the_source() {
    let project = without_source("rustup");
    project.install("rustup");
    let said = project.succeeds();
    assert!(said.contains("rust-src: adding") && !said.contains(WITHOUT), "{said}");
    assert_eq!(project.call("rustup").arguments, ["component", "add", "rust-src"]);
    assert!(project.has(".venv/library/core/src"));
}

#[test]
fn it_is_tried_for_once_a_toolchain() {
    let project = without_source("rustup fails");
    project.install("rustup");
    project.answer("rustup", "echo 'Not this toolchain.'; exit 1");
    let said = project.succeeds();
    assert!(said.contains("rust-src: adding") && said.contains(WITHOUT), "{said}");
    assert_eq!(project.succeeds(), "Ready: `cargo run` opens the course.\n");
    project.answer("rustc-version", "printf 'rustc 1.96.0\\nhost: other\\n'; exit");
    assert!(project.succeeds().contains("rust-src: adding"));
}

#[test]
fn without_rustup_the_course_goes_on() {
    let project = without_source("no rustup");
    let said = project.succeeds();
    assert!(!said.contains("rust-src: adding") && said.contains(WITHOUT), "{said}");
    assert!(!project.has(".venv/library/made-for"));
}

#[test]
fn a_toolchain_that_has_it_is_not_asked() {
    let project = Project::new("has source");
    project.install("rustup");
    let said = project.succeeds();
    assert!(!said.contains("rust-src"), "{said}");
    assert!(project.calls("rustup").is_empty() && !project.has(".venv/stamps/rust-src"));
}

#[test]
fn the_kernel_s_library_is_a_copy_of_four_crates() {
    let project = Project::new("library");
    project.succeeds();
    for name in ["core", "alloc", "std", "proc_macro"] {
        assert_eq!(project.read(&format!(".venv/library/{name}/src/inner/lib.rs")), name);
    }
    assert!(!project.has(".venv/library/test"));
    // The same toolchain: not copied again. Another one: anew, without what was there.
    project.write(".venv/library/core/src/more.rs", "");
    project.succeeds();
    assert!(project.has(".venv/library/core/src/more.rs"));
    project.answer("rustc-version", "printf 'rustc 1.96.0\\nhost: other\\n'; exit");
    project.succeeds();
    assert!(!project.has(".venv/library/core/src/more.rs"));
    assert!(project.read(".venv/library/made-for").ends_with("\nrustc 1.96.0"));
}
