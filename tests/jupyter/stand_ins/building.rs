//! The kernel's build with cargo.

use setup::KERNEL_VERSION;

use crate::stage::{Project, fails, succeeds};

#[test]
fn nothing_of_the_reader_s_own_settings_reaches_it() {
    let project = Project::without_kernel("build");
    let given = [("CARGO_TERM_QUIET", "true"), ("RUSTC_WRAPPER", "/wrapper")];
    succeeds(project.program(&[]).envs(given));
    let call = project.call("cargo-install");
    let kernel = project.venv.join("kernel").display().to_string();
    let (target, profile) = (format!("{kernel}/target"), format!("{kernel}/profile.toml"));
    let expected = [
        ["install", "--locked", "--force", "evcxr_jupyter", "--version", KERNEL_VERSION],
        ["--root", &kernel, "--target", "this-kind-of-computer", "--target-dir", &target],
    ];
    assert_eq!(call.arguments[..12], expected.concat());
    assert_eq!(call.arguments[12..], ["--config", &profile]);
    assert!(project.read(".venv/kernel/profile.toml").contains("[profile.release]"));
    let path = format!("{kernel}/bin:{}", project.root.join("bin").display());
    for (name, value) in [
        ("CARGO_BUILD_BUILD_DIR", &*target),
        ("RUSTFLAGS", ""),
        ("RUSTC_WRAPPER", ""),
        ("CARGO_TERM_PROGRESS_WHEN", "always"),
        ("CARGO_TERM_COLOR", "never"),
        ("CARGO_TERM_QUIET", "false"),
        ("PATH", &path),
    ] {
        assert_eq!(call.variable(name), Some(value), "{name}");
    }
}

#[test]
fn what_it_leaves_is_removed_when_the_kernel_is_proven_and_not_before() {
    let project = Project::without_kernel("target");
    let build = "mkdir -p \"$(value_of --target-dir)/release\"";
    project.answer("cargo-install", &format!("{build}; echo 'error: no linker' >&2; exit 101"));
    let said = project.fails("cargo install failed, and its own message stands above");
    assert!(said.contains("  error: no linker"), "{said}");
    assert!(project.has(".venv/kernel/target/release"));
    project.answer("cargo-install", build);
    project.succeeds();
    assert!(project.has(".venv/kernel/bin/evcxr_jupyter") && !project.has(".venv/kernel/target"));
}

#[test]
fn cargo_s_own_home_is_looked_at_when_it_fails() {
    let project = Project::without_kernel("cargo home");
    project.answer("cargo-install", "exit 1");
    // A folder in which nobody can make a file.
    let mut program = project.program(&[]);
    fails(program.env("CARGO_HOME", "/proc/self/fdinfo"), "/proc/self/fdinfo");
}
