//! Folders that can't be written, and disks that are full, when a program has failed or before.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use support::can_unshare;

use crate::program::PROGRAM;
use crate::stage::{Project, fails};

#[test]
fn a_file_that_finds_no_room() {
    let project = Project::new("full");
    // The stamp, on a device that is always full.
    let stamp = "mkdir stamps; ln -s /dev/full stamps/python.tmp";
    project.answer("import-proof", stamp);
    let place = project.venv.join("stamps/python");
    project.fails(&format!("The disk is full at {}: free about 3 GB there", place.display()));
}

#[test]
fn a_file_that_cannot_be_written_for_another_reason() {
    let project = Project::new("file in the way");
    project.write(".venv", "");
    project.fails(".venv cannot be written (File exists (os error 17)): see to that");
    let project = Project::new("log in the way");
    fs::create_dir_all(project.venv.join("logs/pip.log")).unwrap();
    project.fails("pip.log cannot be written (Is a directory (os error 21)): see to that");
}

#[test]
fn folders_of_somebody_else_and_read_only_disks() {
    let project = Project::new("not mine");
    fs::create_dir(&project.venv).unwrap();
    // Where this program was built need not be open to everyone.
    let copy = project.root.join("program");
    fs::copy(PROGRAM, &copy).unwrap();
    let copy = copy.to_string_lossy();
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let mut words = if root { nobody.to_vec() } else { Vec::new() };
    words.push(&copy);
    fs::set_permissions(&project.venv, fs::Permissions::from_mode(0o555)).unwrap();
    fails(&mut project.program(&words), "Your user may not write to ");
    fs::set_permissions(&project.venv, fs::Permissions::from_mode(0o755)).unwrap();

    if can_unshare("-rm") {
        let mount =
            r#"mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@""#;
        let root = project.root.to_string_lossy();
        let before = ["/usr/bin/unshare", "-rm", "/bin/sh", "-c", mount, "sh", &root];
        fails(&mut with_tools(&project, &before), "The disk is read-only at ");
    }
}

/// The program behind others that need their own PATH.
fn with_tools(project: &Project, before: &[&str]) -> Command {
    let path = format!("PATH={}", project.root.join("bin").display());
    let back = ["/usr/bin/env", &path];
    let mut command = project.program(&[before, &back].concat());
    command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    command
}

/// A failing pip may have hidden that a disk was the reason, here or in the temporary folder.
#[test]
fn a_disk_is_tried_out_when_a_program_has_failed() {
    if !can_unshare("-rm") {
        return;
    }
    let mount = r#"mount -t tmpfs -o size=20m none "$1" && shift && exec "$@""#;
    for (folder, step, code) in [
        (".venv", "pip-install", 1),
        ("temporary", "pip-install", 1),
        ("temporary", "kernel-proof", 1),
        ("temporary", "kernel-proof", 3),
        ("temporary", "first-cell", 1),
    ] {
        let project = Project::new("small disk");
        project.answer(step, &format!("exit {code}"));
        let place = project.root.join(folder);
        fs::create_dir(&place).unwrap();
        let text = place.to_string_lossy();
        let before = ["/usr/bin/unshare", "-rm", "/bin/sh", "-c", mount, "sh", &text];
        let mut program = with_tools(&project, &before);
        program.env("TMPDIR", project.root.join("temporary"));
        fails(&mut program, &format!("The disk is full at {}", place.display()));
    }
}

/// A quota of a kind that every computer has: no file may be larger than 64 MB.
#[test]
fn what_was_written_to_try_out_a_disk_is_removed() {
    let project = Project::new("limit");
    project.answer("pip-install", "exit 1");
    // In blocks of half a kilobyte or one; without the signal that would end the program.
    let limit = "ulimit -f 65536 && trap '' XFSZ && exec \"$@\"";
    let mut program = project.program(&["/bin/sh", "-c", limit, "sh"]);
    fails(&mut program, "cannot be written (File too large (os error 27)): see to that");
    let names = fs::read_dir(&project.venv).unwrap().flatten().map(|entry| entry.file_name());
    assert!(names.map(|name| name.into_string().unwrap()).all(|name| !name.ends_with(".tmp")));
}
