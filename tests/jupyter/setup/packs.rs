//! A pack for computers without a network: made, used where there is none, and refused.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use support::{can_unshare, skip};

use crate::program::{PROGRAM, says_only};
use crate::stage::{KERNEL, Project, ordinary_path, path_without_kernel, which};

/// Only the loopback, as on a laptop without Wi-Fi.
const OFFLINE: &str = "ip link set lo up && exec \"$@\"";

fn offline<'a>() -> Option<[&'a str; 5]> {
    if which("ip").is_none() {
        skip("there is no program `ip`");
        return None;
    }
    can_unshare("-rn").then_some(["unshare", "-rn", "sh", "-c", OFFLINE])
}

#[track_caller]
fn says(arguments: &[&str], sentence: &str) {
    let project = Project::new("arguments", ordinary_path());
    fs::create_dir(project.root.join("empty")).unwrap();
    says_only(&project.program(&[]).args(arguments).output().unwrap(), sentence);
}

#[test]
fn wrong_arguments_are_answered_by_an_example() {
    says(&["setup", "now"], "as in `cargo run -- setup --from /media/stick/pack`.");
    says(&["setup", "--from"], "as in `cargo run -- setup --from /media/stick/pack`.");
    says(&["setup", "--from", "nowhere"], "nowhere can't be opened (No such file");
    says(&["pack"], "as in `cargo run -- pack /media/stick/pack`.");
    says(&["pack", "one", "two"], "as in `cargo run -- pack /media/stick/pack`.");
    says(&["pack", "notebooks"], "as in `cargo run -- pack notebooks/pack`.");
    says(&["setup", "--from", "empty"], "empty holds no finished pack: `cargo run -- pack ");
}

/// This project's own, made once.
static PACK: LazyLock<PathBuf> = LazyLock::new(|| {
    LazyLock::force(&KERNEL);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a pack");
    let mut program = Command::new(PROGRAM);
    program.arg("pack").arg(&folder).stdin(Stdio::null());
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("Pack: ready in "), "{said}");
    folder
});

/// A copy of the pack, with one file changed; the others are links.
fn changed(project: &Project, file: &str, change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> PathBuf {
    let copy = project.root.join("pack");
    let _ = fs::remove_dir_all(&copy);
    let copied = Command::new("cp").arg("-al").args([&*PACK, &copy]).status();
    assert!(copied.unwrap().success());
    let file = copy.join(file);
    let before = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    if let Some(after) = change(before) {
        fs::write(file, after).unwrap();
    }
    copy
}

fn from(project: &Project, pack: &Path) -> Output {
    project.program(&[]).args(["setup", "--from"]).arg(pack).output().unwrap()
}

#[test]
#[ignore = "second tier: makes a pack, 1 to 2 minutes"]
fn what_does_not_fit_is_told_before_anything_is_made() {
    let project = Project::new("other pack", ordinary_path());
    let refused = |pack: &Path, sentence: &str| {
        says_only(&from(&project, pack), sentence);
        assert!(!project.root.join(".venv/bin").exists());
        assert!(!project.root.join(".venv/kernel").exists());
    };
    let told = |name: &str, value: serde_json::Value| {
        changed(&project, "pack.json", |text| {
            let mut list: serde_json::Value = serde_json::from_slice(&text).unwrap();
            assert!(list[name] != serde_json::Value::Null && list[name] != value, "{list}");
            list[name] = value.clone();
            Some(list.to_string().into_bytes())
        })
    };
    refused(&told("system", "plan9-mips".into()), "The pack is for plan9-mips");
    refused(&told("kernel", "0.1.0".into()), "The pack has version 0.1.0 of the kernel");
    refused(&told("requirements", "0".into()), "Python packages of other versions");
    refused(&told("python", vec!["2.6", "2.7"].into()), "packages for Python 2.6, 2.7, and this");
    let half = |text: Vec<u8>| Some(text[..text.len() / 2].to_vec());
    refused(&changed(&project, "pack.json", half), "holds no finished pack");
    for file in ["course.tar.gz", "kernel/evcxr_jupyter"] {
        let damage = |mut bytes: Vec<u8>| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            Some(bytes)
        };
        let sentence = format!("{file} is damaged: copy the pack anew.");
        refused(&changed(&project, file, damage), &sentence);
        let sentence = format!("{file} can't be read (No such file or directory)");
        refused(&changed(&project, file, |_| None), &sentence);
    }
}

/// The README's commands, with an empty home: nothing that cargo or pip has fetched before.
#[test]
#[ignore = "second tier: a pack and an installation from it, 2 to 3 minutes"]
fn a_pack_is_all_that_a_computer_without_a_network_needs() {
    let Some(offline) = offline() else { return };
    let project = Project::new("offline", path_without_kernel(Path::new("/nowhere")));
    let readme = fs::read_to_string(PACK.join("README.md")).unwrap();
    let commands = readme.split("```\n").nth(1).unwrap();
    let commands = commands.replace("PACK", &format!("'{}'", PACK.display()));
    let home = project.root.join("home");
    let mut shell = Command::new(offline[0]);
    shell.args(&offline[1..]).args(["sh", "sh", "-ec"]);
    let own = |variable: &str, folder: &str| {
        let at_home = Path::new(&env::var_os("HOME").unwrap()).join(folder);
        env::var_os(variable).unwrap_or_else(|| at_home.into_os_string())
    };
    // The crates of the notebook 11 as its kernel would ask for them; their build takes minutes.
    let more = "mkdir framework && cd framework && mkdir src && touch src/lib.rs && \
        printf '[workspace]\\n[package]\\nname = \"a\"\\nedition = \"2024\"\\n[dependencies]\\n\
        candle-core = \"=0.11.1\"\\nnn_from_scratch = { path = \"..\" }\\n' > Cargo.toml && \
        CARGO_HOME=\"$PWD/../.cargo\" cargo fetch";
    setup::environment::clean(&mut shell)
        .arg(format!("{commands}\n{more}"))
        .env("PATH", &project.path)
        .env("RUSTUP_HOME", own("RUSTUP_HOME", ".rustup"))
        .envs([("HOME", &home), ("CARGO_HOME", &home.join("cargo"))])
        .env_remove("PIP_FIND_LINKS")
        .env_remove("XDG_CACHE_HOME")
        .env("TEST_OF_SETUP", project.root.file_name().unwrap())
        .current_dir(&project.root)
        .stdin(Stdio::null());
    let output = shell.output().unwrap();
    let (said, errors) = (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.ends_with("Ready: `cargo run` opens the course.\n"), "{said}");
    assert!(!home.join("cargo/registry").exists());
    assert!(!project.root.join("course/.git").exists());
}
