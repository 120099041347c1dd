//! Where the kernel comes from, and how one is refused.

use std::fs;
use std::os::unix::fs::symlink;

use setup::KERNEL_VERSION;

use crate::stage::Project;

#[track_caller]
fn in_order(said: &str, lines: &[&str]) {
    let mut rest = said;
    for line in lines {
        let begin = rest.find(line).unwrap_or_else(|| panic!("expected: {line}\n{said}"));
        rest = &rest[begin + line.len()..];
    }
}

#[test]
fn what_is_there_is_tried_before_anything_is_fetched_or_built() {
    let project = Project::without_kernel("all sources");
    for program in ["evcxr_jupyter", "micromamba", "cargo-binstall"] {
        project.install(program);
    }
    fs::create_dir_all(project.venv.join("kernel/bin")).unwrap();
    symlink(project.root.join("stage/stand_in"), project.venv.join("kernel/bin/evcxr_jupyter"))
        .unwrap();
    // Each does not run here, until it has been built.
    project.answer("kernel-help", "[ -e \"$stage\"/calls/cargo-install.* ] || exit 1");
    for step in ["conda", "cargo-binstall"] {
        project.answer(step, "");
    }
    project.answer("fetch", "");
    let said = project.succeeds();
    println!("{said}");
    let (own, conda) = (".venv/kernel/bin/evcxr_jupyter", ".venv/kernel/conda/bin/evcxr_jupyter");
    let refused = |file: &str| {
        format!("Kernel: {} does not start on this computer.", project.root.join(file).display())
    };
    let mut expected = vec![refused(own)];
    expected.push(format!("Kernel: trying {}", project.root.join("bin/evcxr_jupyter").display()));
    expected.push(refused("bin/evcxr_jupyter"));
    if crate::ARCHIVE {
        expected.push(format!("Kernel: fetching evcxr_jupyter-v{KERNEL_VERSION}-"));
        expected.push(refused(own));
    }
    expected.push(format!("asking micromamba for evcxr {KERNEL_VERSION} from conda-forge"));
    expected.push(refused(conda));
    expected.push("Kernel: fetching evcxr_jupyter with cargo binstall".into());
    expected.push(refused(own));
    expected.push("Kernel: building evcxr_jupyter with cargo".into());
    expected.push("Kernel: built (0 min).".into());
    in_order(&said, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    let stamp = project.read(".venv/stamps/kernel");
    assert!(stamp.starts_with(&*project.root.join(own).display().to_string()), "{stamp}");
}

#[test]
fn the_first_that_will_do_is_taken() {
    for (name, program, line) in [
        ("conda", "conda", "Kernel: asking conda for evcxr"),
        ("mamba", "mamba", "Kernel: asking mamba for evcxr"),
        ("binstall", "cargo-binstall", "Kernel: fetching evcxr_jupyter with cargo binstall ..."),
    ] {
        let project = Project::without_kernel(name);
        project.install(program);
        let said = project.succeeds();
        assert!(said.contains(line) && !said.contains("building"), "{said}");
    }
}

#[test]
fn conda_and_binstall_are_asked_for_this_version_alone() {
    let project = Project::without_kernel("asked for");
    project.install("conda");
    project.install("cargo-binstall");
    project.answer("conda", "exit 1");
    project.succeeds();
    let kernel = project.venv.join("kernel").display().to_string();
    let conda = project.call("conda").arguments;
    let prefix = format!("{kernel}/conda");
    let version = format!("evcxr={KERNEL_VERSION}");
    assert_eq!(conda[..5], ["create", "--yes", "--quiet", "--no-deps", "--override-channels"]);
    assert_eq!(conda[5..], ["--channel", "conda-forge", "--prefix", &prefix, &version]);
    let binstall = project.call("cargo-binstall").arguments;
    let strategies = ["binstall", "--no-confirm", "--force", "--disable-strategies", "compile"];
    assert_eq!(binstall[..5], strategies);
    let rest = ["evcxr_jupyter", "--version", KERNEL_VERSION, "--root", &kernel];
    assert_eq!(binstall[5..], rest);
}

#[test]
fn sources_that_have_none_are_told_and_passed() {
    let project = Project::without_kernel("none");
    project.install("conda");
    project.install("cargo-binstall");
    project.answer("conda", "exit 1");
    project.answer("cargo-binstall", "echo 'No release of it.'; exit 1");
    let said = project.succeeds();
    in_order(
        &said,
        &["Kernel: conda has none.", "Kernel: not fetched. No release of it.", "built"],
    );
    // They succeed, and have brought nothing.
    let project = Project::without_kernel("nothing");
    project.install("conda");
    project.install("cargo-binstall");
    project.answer("conda", "exit 0");
    project.answer("cargo-binstall", "echo 'All is well.'; exit 0");
    let said = project.succeeds();
    in_order(&said, &["Kernel: conda has none.", "cargo binstall", "Kernel: built"]);
}

#[test]
fn a_kernel_of_another_version_is_replaced() {
    let project = Project::without_kernel("other version");
    project.install("evcxr_jupyter");
    project.answer("kernel-proof", "[ -e \"$stage\"/calls/cargo-install.* ] || echo 0.99.0");
    let said = project.succeeds();
    let refused = format!("Kernel: that is version 0.99.0; this needs {KERNEL_VERSION}.");
    in_order(&said, &[&refused, "Kernel: building"]);
}

#[test]
fn a_kernel_that_does_not_answer_is_replaced_but_not_our_own() {
    let project = Project::without_kernel("silent");
    project.install("evcxr_jupyter");
    project.answer("kernel-proof", "echo 'No heartbeat.' >&2; exit 3");
    let sentence = format!(
        "The kernel starts, but does not answer Jupyter, and its own message stands above: remove the folder {}",
        project.venv.join("kernel").display()
    );
    let said = project.fails(&sentence);
    in_order(&said, &["Kernel: it does not answer.", "Kernel: building", "No heartbeat."]);
    assert!(!project.has(".venv/stamps/kernel"));
    // Another time it is not built again, which would take long and not help.
    project.uninstall("evcxr_jupyter");
    let said = project.fails(&sentence);
    assert!(!said.contains("Kernel: building"), "{said}");
}

#[test]
fn a_kernel_that_was_built_and_is_none() {
    let project = Project::without_kernel("built in vain");
    project.answer("kernel-help", "exit 1");
    project.fails("The kernel starts, but does not answer Jupyter");
}

#[test]
fn what_keeps_any_kernel_from_starting_is_not_blamed_on_it() {
    let project = Project::without_kernel("jupyter");
    project.install("evcxr_jupyter");
    project.answer("kernel-proof", "echo 'No module named zmq' >&2; exit 1");
    let said = project.fails("Jupyter can't start a kernel, as its message above says");
    assert!(said.contains("No module named zmq") && !said.contains("building"), "{said}");
    project.answer("kernel-proof", "exit 0");
    project.fails("Jupyter can't start a kernel, as its message above says");
    project.answer("kernel-proof", "");
    project.answer("kernel-install", "echo 'No home.' >&2; exit 1");
    let said = project.fails("evcxr_jupyter --install failed, and its own message stands above");
    assert!(said.contains("  No home."), "{said}");
}

#[test]
fn a_kernel_that_vanishes_in_between() {
    let project = Project::new("vanishes");
    project.answer("kernel-proof", "rm \"$(cat \"$JUPYTER_PATH/kernels/rust/kernel.json\")\"");
    project.fails("The kernel vanished while it was being registered: run `cargo run` again.");
}

#[test]
fn a_registration_that_has_changed_is_made_again() {
    let project = Project::new("registration");
    project.succeeds();
    let rust = ".venv/share/jupyter/kernels/rust";
    let changes: [(&str, &dyn Fn()); 5] = [
        ("specification", &|| project.write(&format!("{rust}/kernel.json"), "{}")),
        ("launcher", &|| project.write(&format!("{rust}/launch.py"), "print(1)\n")),
        ("no launcher", &|| fs::remove_file(project.root.join(rust).join("launch.py")).unwrap()),
        ("half a stamp", &|| project.write(".venv/stamps/kernel", "half a st")),
        ("program", &|| {
            project.make_stand_in("stand_in");
        }),
    ];
    for (what, change) in changes {
        change();
        project.steps();
        assert!(project.succeeds().contains("Kernel: trying"), "{what}");
        assert!(project.steps().contains(&"kernel-proof".to_owned()), "{what}");
        assert_eq!(project.succeeds(), "Ready: `cargo run` opens the course.\n", "{what}");
    }
    // With the packages as they are, they are not installed again.
    assert_eq!(project.calls("pip-install").len(), 1);
    project.uninstall("evcxr_jupyter");
    project.answer("fetch", "exit 1");
    project.fails("cargo install could not be started");
}
