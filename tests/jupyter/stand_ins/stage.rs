//! A computer of stand-ins: its PATH has no program but those, and all of them note their calls.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use setup::KERNEL_VERSION;

use crate::program::{PROGRAM, ends_with_sentence};

const STAND_IN: &str = include_str!("stand_in.sh");

/// A project on such a computer, removed at the end.
pub struct Project {
    pub root: PathBuf,
    pub venv: PathBuf,
}

/// How a stand-in was called.
pub struct Call {
    pub arguments: Vec<String>,
    pub environment: BTreeMap<String, String>,
    pub folder: PathBuf,
    /// The file that was its standard input.
    pub input: PathBuf,
}

impl Project {
    /// With Rust, Python and the kernel.
    pub fn new(name: &str) -> Self {
        Self::with(name, &["rustc", "python3", "evcxr_jupyter"])
    }

    /// With cargo, which builds the kernel, in its place.
    pub fn without_kernel(name: &str) -> Self {
        let project = Self::with(name, &["rustc", "python3", "cargo"]);
        project.answer("fetch", "echo 'Nothing there.'; exit 1");
        project
    }

    fn with(name: &str, programs: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("nn stand-ins {}-{count} {name}", std::process::id());
        let root = env::temp_dir().canonicalize().unwrap().join(name);
        let project = Self { venv: root.join(".venv"), root };
        for folder in ["bin", "notebooks", "src/setup", "stage/answers", "stage/calls"] {
            fs::create_dir_all(project.root.join(folder)).unwrap();
        }
        project.make_stand_in("stand_in");
        project.write("stage/version", &format!("{KERNEL_VERSION}\n"));
        project.write("notebooks/requirements.txt", "jupyterlab\n");
        project.write("notebooks/00-overview.ipynb", "{}");
        project.write("Cargo.toml", "[package]\n");
        project.write("src/lib.rs", "//! The crate.\n");
        for name in ["core", "alloc", "std", "proc_macro", "test"] {
            project.write(&project.source(&format!("{name}/src/inner/lib.rs")), name);
        }
        for program in programs {
            project.install(program);
        }
        project
    }

    /// By another process: what this one has just written can't be run as long as the child that
    /// another thread is starting still has it open, too.
    pub fn make_stand_in(&self, name: &str) {
        const MAKE: &str = "printf %s \"$1\" | sed \"s|STAGE|$PWD|\" > \"$2\" && chmod +x \"$2\"";
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", MAKE, "sh", STAND_IN, name]).current_dir(self.root.join("stage"));
        assert!(shell.status().unwrap().success());
    }

    /// A file of the standard library's source.
    pub fn source(&self, file: &str) -> String {
        format!("stage/sysroot/lib/rustlib/src/rust/library/{file}")
    }

    /// Puts a stand-in of this name on the PATH.
    pub fn install(&self, program: &str) {
        symlink("../stage/stand_in", self.root.join("bin").join(program)).unwrap();
    }

    /// Takes it away again.
    pub fn uninstall(&self, program: &str) {
        fs::remove_file(self.root.join("bin").join(program)).unwrap();
    }

    /// What a stand-in does at this step, before all else.
    pub fn answer(&self, step: &str, script: &str) {
        self.write(&format!("stage/answers/{step}"), script);
    }

    pub fn write(&self, file: &str, text: &str) {
        let path = self.root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[track_caller]
    pub fn read(&self, file: &str) -> String {
        let path = self.root.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn has(&self, file: &str) -> bool {
        self.root.join(file).exists()
    }

    /// The program, perhaps behind others that set the stage.
    pub fn program(&self, before: &[&str]) -> Command {
        let mut words = before.iter().copied().chain([PROGRAM]);
        let mut command = Command::new(words.next().unwrap());
        command
            .args(words)
            .env_clear()
            .env("CARGO_MANIFEST_DIR", self.root.join("src/setup"))
            .env("PATH", self.root.join("bin"))
            .current_dir(&self.root)
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.program(&[]).args(arguments).output().unwrap()
    }

    /// Gets all ready, and returns what was said.
    #[track_caller]
    pub fn succeeds(&self) -> String {
        succeeds(&mut self.program(&[]))
    }

    /// Ends with this sentence, and returns what was said before.
    #[track_caller]
    pub fn fails(&self, sentence: &str) -> String {
        fails(&mut self.program(&[]), sentence)
    }

    /// The steps that stand-ins have taken since the last time that this was asked.
    pub fn steps(&self) -> Vec<String> {
        let path = self.root.join("stage/steps");
        let steps = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(path);
        steps.lines().map(str::to_owned).collect()
    }

    /// All calls of this step, in no particular order.
    pub fn calls(&self, step: &str) -> Vec<Call> {
        let calls = fs::read_dir(self.root.join("stage/calls")).unwrap().flatten();
        let calls = calls.filter(|call| {
            let name = call.file_name();
            name.to_str()
                .and_then(|name| name.rsplit_once('.'))
                .is_some_and(|(name, _)| name == step)
        });
        calls.map(|call| Call::read(&call.path())).collect()
    }

    /// The only one.
    #[track_caller]
    pub fn call(&self, step: &str) -> Call {
        let mut calls = self.calls(step);
        assert_eq!(calls.len(), 1, "calls of {step}");
        calls.remove(0)
    }
}

impl Call {
    fn read(folder: &Path) -> Self {
        let file = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let (arguments, environment) = (file("cmdline"), file("environ"));
        Self {
            // After the shell and the stand-in.
            arguments: arguments.split_terminator('\0').skip(2).map(str::to_owned).collect(),
            environment: environment
                .split_terminator('\0')
                .filter_map(|variable| variable.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            folder: fs::read_link(folder.join("cwd")).unwrap(),
            input: fs::read_link(folder.join("0")).unwrap(),
        }
    }

    /// The value of an environment variable.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Runs `cargo run -- setup`, which gets all ready, and returns what was said.
#[track_caller]
pub fn succeeds(program: &mut Command) -> String {
    let (output, said) = ran(program);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert!(said.ends_with("Ready: `cargo run` opens the course.\n"), "{said}");
    said
}

/// Runs `cargo run -- setup`, which ends with this sentence, and returns all that was said.
#[track_caller]
pub fn fails(program: &mut Command, sentence: &str) -> String {
    let (output, said) = ran(program);
    ends_with_sentence(&output, sentence);
    assert!(!said.contains("Ready"), "{said}");
    said + &String::from_utf8(output.stderr).unwrap()
}

fn ran(program: &mut Command) -> (Output, String) {
    let output = program.arg("setup").output().unwrap();
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    (output, said)
}
