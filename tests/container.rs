//! The container's files agree with the project's own. (`.binder/prove` runs them.)

use std::fs;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands behind this instruction, in its order.
fn lines(instruction: &str) -> Vec<String> {
    let text = read(".binder/Dockerfile");
    let lines = text.lines().filter_map(|line| line.strip_prefix(instruction));
    lines.map(|rest| rest.trim().to_owned()).collect()
}

#[test]
fn its_rust_is_one_that_the_crate_builds_with() {
    let minor = |version: &str| version.split('.').nth(1).and_then(|minor| minor.parse().ok());
    let manifest = read("Cargo.toml");
    let oldest = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")).unwrap();
    let oldest: u32 = minor(oldest.trim_end_matches('"')).unwrap();
    let from = lines("FROM ").concat();
    let tag = from.rsplit(':').next().unwrap();
    assert!(minor(tag).is_some_and(|minor: u32| minor >= oldest), "{from}: older than 1.{oldest}");
    // Neither `latest` nor a name that moves: what was built once is built again.
    assert_eq!(tag.split('-').next().unwrap().split('.').count(), 3, "{from}: no exact version");
}

#[test]
fn its_steps_are_those_of_the_script_and_its_files_exist() {
    let course = lines("COPY . ").concat();
    let script = read(".binder/install");
    let steps = lines("RUN ");
    assert_eq!(steps.len(), 2, "{steps:?}");
    for step in &steps {
        let path = step.split(' ').nth(1).unwrap();
        let path = path.strip_prefix(&format!("{course}/")).unwrap_or_else(|| panic!("{step}"));
        assert!(root().join(path).exists(), "{step}");
        let part = step.rsplit(' ').next().unwrap();
        assert!(script.contains(&format!("\n{part})\n")), "{step}: no such part");
    }
    let folder = lines("WORKDIR ").concat();
    let inside = folder.strip_prefix(&format!("{course}/")).unwrap();
    assert!(root().join(inside).is_dir(), "{folder}");
    assert!(lines("ENV ").contains(&format!("PATH={course}/.venv/bin:${{PATH}}")));
    // The set-up is the readers' own, so that the versions stand in its files alone.
    assert!(script.contains("cargo run --quiet -- setup\n"));
    for words in script.split_whitespace().filter(|word| word.ends_with(".txt")) {
        assert!(root().join(words).exists(), "{words}");
    }
}

#[test]
fn its_user_is_not_root_and_comes_from_outside() {
    assert_eq!(lines("ARG "), ["NB_USER=jovyan", "NB_UID=1000"]);
    assert_eq!(lines("USER "), ["${NB_USER}"]);
    let settings = read(".devcontainer/devcontainer.json");
    assert!(settings.contains("\"remoteUser\": \"jovyan\""));
    let file = settings.split("\"dockerfile\": \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(root().join(".devcontainer").join(file).exists(), "{file}");
}

#[test]
fn a_package_is_pinned_in_one_file_only() {
    let names = |path: &str| -> Vec<String> {
        let text = read(path);
        let pins = text.lines().filter(|line| !line.starts_with('#'));
        pins.map(|line| line.split_once("==").expect(line).0.to_owned()).collect()
    };
    let ours = names("notebooks/requirements.txt");
    let more = names(".binder/requirements.txt");
    assert!(more.iter().any(|name| name == "jupyterhub") && more.len() > 10, "{more:?}");
    for name in more {
        assert!(!ours.contains(&name), "{name} is pinned in both files");
    }
}

#[test]
fn what_a_computer_has_made_stays_out() {
    let left_out = read(".dockerignore");
    for name in [".git", ".venv", "target"] {
        assert!(left_out.lines().any(|line| line == name), "{name}");
    }
}
