//! `cargo run` against real faults: each on a project of its own in the temporary folder, through
//! the real program. A test that this computer cannot stage prints `skipped:` and why.

use std::net::TcpListener;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_setup");

/// The program ended with exactly this sentence, and nothing that a reader should not see.
#[track_caller]
fn ends_with_sentence(output: &Output, sentence: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or_default();
    println!("{last}");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(last.contains(sentence), "expected: {sentence}\n{said}");
    for ugly in ["panicked", "backtrace", "Traceback", "src/"] {
        assert!(!last.contains(ugly), "{last}");
    }
}

/// The same, where no other program had anything to say either.
#[track_caller]
fn says_only(output: &Output, sentence: &str) {
    ends_with_sentence(output, sentence);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_port_in_use_is_told_before_anything_is_made() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let empty = std::env::temp_dir().join(format!("nn lab port {port}"));
    for arguments in [vec!["--port", &port], vec!["--no-browser", &format!("--port={port}")]] {
        let mut program = Command::new(PROGRAM);
        program.args(arguments).env("CARGO_MANIFEST_DIR", empty.join("src/setup"));
        let sentence = format!("Port {port} is in use by another program: choose another one");
        says_only(&program.output().unwrap(), &sentence);
        assert!(!empty.exists());
    }
}

#[test]
fn help_is_a_few_lines() {
    let output = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(help.contains("cargo run -- setup") && help.lines().count() < 12, "{help}");
}

#[cfg(target_os = "linux")]
mod staged {
    use std::env;
    use std::ffi::OsString;
    use std::fs;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Output, Stdio};
    use std::sync::mpsc::{Receiver, channel};
    use std::sync::{LazyLock, atomic};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::{PROGRAM, ends_with_sentence, says_only};

    /// The root of this project; the package of its set-up is in src/setup.
    const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

    /// What a run says that found another one at work.
    const WAITING: &str = "An earlier `cargo run` is still at work";

    /// A project that has all that the lab reads, removed at the end with what still runs in it.
    struct Project {
        name: String,
        root: PathBuf,
        path: OsString,
    }

    impl Project {
        /// `path` is the PATH that the program sees.
        fn new(name: &str, path: impl Into<OsString>) -> Self {
            static COUNT: atomic::AtomicU32 = atomic::AtomicU32::new(0);
            let count = COUNT.fetch_add(1, atomic::Ordering::Relaxed);
            let name = format!("nn lab {}-{count} {name}", std::process::id());
            let project = Self { root: env::temp_dir().join(&name), name, path: path.into() };
            fs::create_dir_all(project.root.join("notebooks")).unwrap();
            for file in ["Cargo.toml", "notebooks/requirements.txt"] {
                fs::copy(Path::new(HERE).join(file), project.root.join(file)).unwrap();
            }
            project
        }

        /// The program, perhaps behind others that set the stage.
        fn program(&self, before: &[&str]) -> Command {
            let mut words = before.iter().copied().chain([PROGRAM]);
            let mut command = Command::new(words.next().unwrap());
            command
                .args(words)
                .env("CARGO_MANIFEST_DIR", self.root.join("src/setup"))
                .env("PATH", &self.path)
                // The kernels that a killed run leaves behind are known by it.
                .env("JUPYTER_RUNTIME_DIR", self.root.join("runtime"))
                .current_dir(&self.root)
                .stdin(Stdio::null());
            command
        }

        fn setup(&self) -> Output {
            self.program(&[]).arg("setup").output().unwrap()
        }

        fn python(&self) -> PathBuf {
            self.root.join(".venv/bin/python")
        }
    }

    impl Drop for Project {
        fn drop(&mut self) {
            for process in fs::read_dir("/proc").unwrap().flatten() {
                let environment = fs::read(process.path().join("environ")).unwrap_or_default();
                let environment = String::from_utf8_lossy(&environment).into_owned();
                let mine = |line: &str| {
                    line.starts_with("JUPYTER_RUNTIME_DIR") && line.contains(&self.name)
                };
                if environment.split('\0').any(mine) {
                    kill(&process.file_name().to_string_lossy());
                }
            }
            let _ = fs::remove_dir_all(&self.root);
        }
    }

    /// `-9` on one process, or on a group if its number has a minus in front.
    fn kill(process: &str) {
        let _ = Command::new("kill").args(["-9", "--", process]).stderr(Stdio::null()).status();
    }

    /// A run whose lines can be watched while it works.
    struct Run {
        child: Child,
        lines: Receiver<String>,
        seen: Vec<String>,
    }

    impl Run {
        fn start(mut command: Command) -> Self {
            let (sender, lines) = channel();
            command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let stdout: Box<dyn Read + Send> = Box::new(child.stdout.take().unwrap());
            let stderr: Box<dyn Read + Send> = Box::new(child.stderr.take().unwrap());
            for stream in [stdout, stderr] {
                let sender = sender.clone();
                thread::spawn(move || {
                    // Read to its end even when nobody listens: a full pipe would stop the writer.
                    for line in BufReader::new(stream).lines().map_while(Result::ok) {
                        let _ = sender.send(line);
                    }
                });
            }
            Self { child, lines, seen: Vec::new() }
        }

        /// Waits for a line that contains this, and returns it.
        #[track_caller]
        fn until(&mut self, text: &str) -> String {
            while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(1500)) {
                self.seen.push(line.clone());
                if line.contains(text) {
                    return line;
                }
            }
            panic!("never said: {text}\n{}", self.seen.join("\n"));
        }

        #[track_caller]
        fn succeeds(mut self) -> Vec<String> {
            while let Ok(line) = self.lines.recv() {
                self.seen.push(line);
            }
            let status = self.child.wait().unwrap();
            assert!(status.success(), "{}", self.seen.join("\n"));
            self.seen
        }

        /// Kills the program alone: what it has started goes on without it.
        fn kill(mut self) {
            let id = self.child.id();
            let children = format!("/proc/{id}/task/{id}/children");
            while fs::read_to_string(&children).is_ok_and(|children| children.is_empty()) {
                thread::sleep(Duration::from_millis(5));
            }
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }

        /// Kills the program and what it started, at once.
        fn kill_group(mut self) {
            kill(&format!("-{}", self.child.id()));
            self.child.wait().unwrap();
        }
    }

    /// Where a program is that the PATH names.
    fn which(name: &str) -> Option<PathBuf> {
        let path = env::var_os("PATH")?;
        env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
    }

    /// A folder for a PATH that has Rust and nothing else.
    fn only_rust(project: &Project) -> PathBuf {
        let folder = project.root.join("only rust");
        fs::create_dir_all(&folder).unwrap();
        for name in ["cargo", "rustc"] {
            symlink(which(name).unwrap(), folder.join(name)).unwrap();
        }
        folder
    }

    fn script(path: &Path, text: &str) {
        fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// This project's own setup makes the kernel; its folder then stands on the others' PATH.
    static KERNEL: LazyLock<PathBuf> = LazyLock::new(|| {
        // Whether its first cell runs is for the notebooks' test to say.
        let _ = Command::new(PROGRAM).arg("setup").status();
        let spec = Path::new(HERE).join(".venv/share/jupyter/kernels/rust/kernel.json");
        let spec = fs::read_to_string(spec).expect("this project's own setup failed");
        let spec: serde_json::Value = serde_json::from_str(&spec).unwrap();
        spec["argv"][0].as_str().unwrap().into()
    });

    fn path_with(first: &[&Path]) -> OsString {
        let rest = env::var_os("PATH").unwrap();
        let first = first.iter().map(|path| path.to_path_buf());
        env::join_paths(first.chain(env::split_paths(&rest))).unwrap()
    }

    fn ordinary_path() -> OsString {
        env::var_os("PATH").unwrap()
    }

    /// Whether this computer lets us make namespaces: of the network (n), of mounts (m).
    fn can_unshare(kind: &str) -> bool {
        let tried = Command::new("unshare").args([kind, "true"]).stderr(Stdio::null()).status();
        let can = tried.is_ok_and(|status| status.success());
        if !can {
            println!("skipped: `unshare {kind}` is not allowed here");
        }
        can
    }

    #[test]
    fn no_python() {
        let mut project = Project::new("no python", "");
        project.path = only_rust(&project).into();
        says_only(&project.setup(), "No Python was found: install Python 3.10 or newer");
    }

    #[test]
    fn python_without_ensurepip() {
        let mut project = Project::new("no venv", "");
        let question =
            "import sys, sysconfig; print(sys.executable, sysconfig.get_path('stdlib'), sep='\\n')";
        let answer = Command::new("python3").args(["-c", question]).output().unwrap();
        let answer = String::from_utf8(answer.stdout).unwrap();
        let (python, library) = answer.trim().split_once('\n').unwrap();
        // As Debian leaves it without python3-venv: the real Python, its library short of one module.
        let home = project.root.join("home");
        let copy = home.join("lib").join(Path::new(library).file_name().unwrap());
        fs::create_dir_all(&copy).unwrap();
        for entry in fs::read_dir(library).unwrap().flatten() {
            if entry.file_name() != "ensurepip" {
                symlink(entry.path(), copy.join(entry.file_name())).unwrap();
            }
        }
        let folder = only_rust(&project);
        let line = format!("PYTHONHOME='{}' exec '{python}' \"$@\"", home.display());
        script(&folder.join("python3"), &line);
        project.path = folder.into();
        says_only(&project.setup(), "has no module venv or ensurepip: install them (on Debian");
    }

    #[test]
    fn python_too_old() {
        let mut project = Project::new("old python", "");
        let pyenv = Path::new(&env::var_os("HOME").unwrap_or_default()).join(".pyenv/versions");
        let versions = fs::read_dir(pyenv).into_iter().flatten().flatten();
        let named = ["python3.9", "python3.8", "python3.7", "python3.6", "python2"].map(which);
        let mut candidates: Vec<PathBuf> = named.into_iter().flatten().collect();
        candidates.extend(versions.map(|version| version.path().join("bin/python")));
        let old = "import sys; sys.exit(sys.version_info >= (3, 10))";
        let is_old = |python: &PathBuf| {
            let asked = Command::new(python).args(["-c", old]).stderr(Stdio::null()).status();
            asked.is_ok_and(|status| status.success())
        };
        let Some(python) = candidates.into_iter().find(is_old) else {
            return println!("skipped: there is no Python here older than 3.10");
        };
        let folder = only_rust(&project);
        symlink(python, folder.join("python3")).unwrap();
        project.path = folder.into();
        says_only(&project.setup(), "is too old for JupyterLab: install Python 3.10 or newer");
    }

    #[test]
    fn no_network() {
        let project = Project::new("no network", ordinary_path());
        let before: &[&str] = if can_unshare("-rn") { &["unshare", "-rn"] } else { &[] };
        let mut program = project.program(before);
        if before.is_empty() {
            println!("instead: an index that nobody can reach");
            program.env("PIP_INDEX_URL", "http://127.0.0.1:9/");
        }
        program.arg("setup").env("PIP_RETRIES", "1").env_remove("PIP_FIND_LINKS");
        let sentence = "pip failed, and its own message stands above: if this computer is offline, connect it; then run `cargo run` again";
        ends_with_sentence(&program.output().unwrap(), sentence);
        assert!(!project.root.join(".venv/stamps/python").exists());
    }

    /// Runs the program where a file system of this size is mounted at one of its folders.
    #[track_caller]
    fn on_small_disk(name: &str, megabytes: u32, folder: &str) {
        if !can_unshare("-rm") {
            return;
        }
        let project = Project::new(name, ordinary_path());
        let place = project.root.join(folder);
        fs::create_dir_all(&place).unwrap();
        let mount = r#"mount -t tmpfs -o size="$1"m none "$2" && shift 2 && exec "$@""#;
        let size = megabytes.to_string();
        let place_text = place.to_string_lossy();
        let stage = ["unshare", "-rm", "sh", "-c", mount, "sh", &size, &place_text];
        let mut program = project.program(&stage);
        program.arg("setup");
        if folder == "temporary" {
            program.env("TMPDIR", &place);
        }
        ends_with_sentence(&program.output().unwrap(), "The disk is full at ");
    }

    #[test]
    fn disk_full_at_once() {
        on_small_disk("1 MB", 1, ".venv");
    }

    #[test]
    fn disk_full_during_pip() {
        on_small_disk("60 MB", 60, ".venv");
    }

    #[test]
    fn temporary_folder_full() {
        on_small_disk("2 MB", 2, "temporary");
    }

    #[test]
    fn disk_read_only() {
        if !can_unshare("-rm") {
            return;
        }
        let project = Project::new("read-only disk", ordinary_path());
        let mount =
            r#"mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@""#;
        let root = project.root.to_string_lossy();
        let mut program = project.program(&["unshare", "-rm", "sh", "-c", mount, "sh", &root]);
        says_only(&program.arg("setup").output().unwrap(), "The disk is read-only at ");
    }

    #[test]
    fn folder_of_somebody_else() {
        let project = Project::new("not mine", ordinary_path());
        // Where this program was built need not be open to everyone.
        let copy = project.root.join("program");
        fs::copy(PROGRAM, &copy).unwrap();
        let copy = copy.to_string_lossy();
        let root = Command::new("id").arg("-u").output().unwrap().stdout.starts_with(b"0\n");
        let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        let mut words = if root { nobody.to_vec() } else { Vec::new() };
        words.push(&copy);
        fs::set_permissions(&project.root, fs::Permissions::from_mode(0o555)).unwrap();
        let mut program = project.program(&words);
        let output = program.arg("setup").output();
        fs::set_permissions(&project.root, fs::Permissions::from_mode(0o755)).unwrap();
        says_only(&output.unwrap(), "Your user may not write to ");
    }

    /// Kills at the start, in the middle and at the end of each step, of the program alone and
    /// of all that it started, in a folder with an awkward name. Each next run goes on from
    /// there, and the last one has all.
    #[test]
    fn killed_anywhere_the_next_run_finishes() {
        let kernel = KERNEL.parent().unwrap();
        let mut project = Project::new("с пробелами и 'кавычкой'", path_with(&[kernel]));
        notebook(&project, "println!(\"{}\", 6 * 7);");
        let run = || {
            Run::start({
                let mut program = project.program(&[]);
                program.arg("setup");
                program
            })
        };

        // The environment. An orphan goes on; the next run waits for it and trusts none of it.
        let mut first = run();
        first.until("JupyterLab: installing");
        first.kill_group();
        let mut start = run();
        start.until("JupyterLab: installing");
        start.kill();
        let mut middle = run();
        middle.until(WAITING);
        middle.until("JupyterLab: installing");
        middle.until("Installing collected packages");
        thread::sleep(Duration::from_secs(2));
        middle.kill_group();
        let mut end = run();
        end.until("JupyterLab: installing");
        end.until("Installing collected packages");
        end.kill();
        let mut whole = run();
        whole.until(WAITING);
        whole.until("JupyterLab: installing");
        whole.until("Successfully installed");
        whole.kill_group();

        // The kernel. Nothing is registered that was not seen to start.
        let mut start = run();
        start.until("Kernel: trying");
        start.kill_group();
        let mut middle = run();
        middle.until("Kernel: trying");
        thread::sleep(Duration::from_millis(1500));
        middle.kill();
        let mut end = run();
        end.until(WAITING);
        end.until("Kernel: trying");
        thread::sleep(Duration::from_millis(2500));
        end.kill_group();

        // The first cell.
        let mut start = run();
        start.until("First cell:");
        start.kill();
        let mut middle = run();
        middle.until(WAITING);
        middle.until("First cell:");
        thread::sleep(Duration::from_secs(2));
        middle.kill_group();

        // Two at once: one works, the other waits.
        let (one, other) = (run(), run());
        let said = [one.succeeds(), other.succeeds()].concat().join("\n");
        assert_eq!(said.matches("First cell:").count(), 1, "{said}");
        assert!(said.contains(WAITING), "{said}");

        prepared_is_quick(&project);
        jupyter_serves_the_kernel(&project);

        // Another manifest means other crates to build; a first cell that fails is told.
        let manifest = fs::read_to_string(project.root.join("Cargo.toml")).unwrap();
        fs::write(project.root.join("Cargo.toml"), manifest + "\n# other\n").unwrap();
        notebook(&project, "let number: i32 = \"text\";");
        let output = project.setup();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("mismatched types"), "{said}");
        ends_with_sentence(&output, "The first cell of 00-overview.ipynb fails");
        notebook(&project, "println!(\"{}\", 6 * 7);");
        assert!(project.setup().status.success());

        // A kernel that is gone, and a project that was moved, are noticed.
        let copy = project.root.join("kernel copy");
        fs::create_dir(&copy).unwrap();
        fs::copy(&*KERNEL, copy.join("evcxr_jupyter")).unwrap();
        script(&copy.join("broken"), "exit 1");
        fs::write(project.root.join(".venv/stamps/kernel"), "half a st").unwrap();
        project.path = path_with(&[&copy, kernel]);
        assert!(project.setup().status.success());
        fs::rename(copy.join("broken"), copy.join("evcxr_jupyter")).unwrap();
        let output = project.setup();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("It does not start."), "{said}");

        let moved = project.root.with_extension("moved");
        fs::rename(&project.root, &moved).unwrap();
        project.root = moved;
        let mut again = Run::start({
            let mut program = project.program(&[]);
            program.arg("setup");
            program
        });
        again.until("JupyterLab: installing");
        again.kill_group();
    }

    /// A notebook with this one cell.
    fn notebook(project: &Project, cell: &str) {
        let notebook = serde_json::json!({
            "cells": [{ "cell_type": "code", "id": "first", "execution_count": null,
                "metadata": {}, "outputs": [], "source": cell }],
            "metadata": { "kernelspec": { "name": "rust", "display_name": "Rust" } },
            "nbformat": 4, "nbformat_minor": 5,
        });
        let file = project.root.join("notebooks/00-overview.ipynb");
        fs::write(file, notebook.to_string()).unwrap();
    }

    #[track_caller]
    fn prepared_is_quick(project: &Project) {
        let check = ["-m", "pip", "check"];
        assert!(Command::new(project.python()).args(check).status().unwrap().success());
        let begin = Instant::now();
        let output = project.setup();
        let time = begin.elapsed();
        println!("own work when all is ready: {time:?}");
        assert_eq!(output.stdout, b"Ready: `cargo run` opens the course.\n");
        assert!(output.status.success() && time < Duration::from_secs(2), "{time:?}");
    }

    #[track_caller]
    fn jupyter_serves_the_kernel(project: &Project) {
        let mut program = project.program(&[]);
        program.args(["--no-browser", "--port", "18890", "--ServerApp.port_retries=50"]);
        let mut jupyter = Run::start(program);
        let address = jupyter.until("http://127.0.0.1:");
        let address = address.split("http://").nth(1).unwrap();
        let (host, page) = address.trim().split_once('/').unwrap();
        let (page, token) = page.split_once("?token=").unwrap();
        assert_eq!(page, "lab/tree/00-overview.ipynb");
        let get = |path: &str| {
            // It tells its address a moment before it listens there.
            let mut tries = (0..100).map(|_| {
                thread::sleep(Duration::from_millis(200));
                TcpStream::connect(host)
            });
            let mut stream = tries.find_map(Result::ok).expect("Jupyter does not answer");
            write!(stream, "GET /{path}?token={token} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        assert!(get("api/contents/00-overview.ipynb").contains("6 * 7"));
        assert!(get("api/kernelspecs").contains("\"rust\""));
        assert!(get("lab").starts_with("HTTP/1.1 200"));
        jupyter.kill_group();
    }

    /// A build of the kernel, killed on the way, goes on where it was. Ten to twenty minutes:
    /// `cargo test --test lab -- --ignored --nocapture`.
    #[test]
    #[ignore = "builds the kernel: 10 to 20 minutes"]
    fn a_killed_kernel_build_goes_on() {
        let mut project = Project::new("build", "");
        let folder = project.root.join("bin");
        fs::create_dir(&folder).unwrap();
        script(&folder.join("cargo-binstall"), "exit 1");
        let no_kernel = |path: &PathBuf| !path.join("evcxr_jupyter").exists();
        let path = ordinary_path();
        let paths = [folder].into_iter().chain(env::split_paths(&path).filter(no_kernel));
        project.path = env::join_paths(paths).unwrap();
        let run = || {
            Run::start({
                let mut program = project.program(&[]);
                program.arg("setup").env("CARGO_TERM_COLOR", "never");
                program
            })
        };

        let mut start = run();
        start.until("Kernel: fetching");
        start.until("Kernel: building");
        start.kill_group();
        let mut middle = run();
        middle.until("Compiling tokio ");
        middle.kill_group();
        let mut orphan = run();
        let built = orphan.until("Compiling evcxr");
        assert!(orphan.seen.iter().all(|line| !line.contains("Compiling libc ")), "{built}");
        orphan.kill();
        let mut last = run();
        last.until(WAITING);
        let said = last.succeeds().join("\n");
        assert!(!said.contains("Compiling tokio "), "{said}");
        assert!(project.root.join(".venv/kernel/bin/evcxr_jupyter").exists());
        assert!(!project.root.join(".venv/kernel/target").exists());
        prepared_is_quick(&project);
    }
}
