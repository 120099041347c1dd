//! The course's own Jupyter, and a notebook's run in it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use setup::environment;
use support::lab::{lab, python};

use crate::queue::Turn;

/// The project's root; this test belongs to its package in src/setup.
pub const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const RUNNER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/jupyter/notebooks/run.py");
const PROGRAM: &str = env!("CARGO_BIN_EXE_setup");
const RESULTS: &str = env!("CARGO_TARGET_TMPDIR");

/// A run without a failure.
pub struct Done {
    /// The notebook with its outputs.
    pub result: PathBuf,
    /// The same of what followed.
    pub second_result: Option<PathBuf>,
    pub cells: usize,
    pub time: Duration,
}

/// How a notebook is to be run.
#[derive(Clone)]
pub struct Run {
    folder: String,
    second_result: Option<PathBuf>,
    strict: bool,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, OsString)>,
}

impl Run {
    /// From a clean start; the resulting notebooks go to a folder of that name.
    pub fn new(folder: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            second_result: None,
            strict: true,
            arguments: Vec::new(),
            environment: Vec::new(),
        }
    }

    /// With each cell sent twice before the next: the second time it must give the same.
    pub fn twice(self) -> Self {
        self.with("--twice")
    }

    /// With each output compared with the committed one.
    pub fn comparing(&self) -> Self {
        self.clone().with("--compare")
    }

    /// As a reader's kernel runs: a failure is a cell's output, and the next cell runs all the same.
    pub fn lenient(mut self) -> Self {
        self.strict = false;
        self.with("--keep-going").with("--limit=60")
    }

    /// With ten seconds for each cell.
    pub fn impatient(self) -> Self {
        self.with("--limit=10")
    }

    pub fn under(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// In the folder of another notebook, whose changed copy this one is.
    pub fn beside(self, notebook: &Path) -> Self {
        let folder = notebook.parent().expect("a notebook is in a folder");
        self.with("--folder").with(folder)
    }

    /// And then, in the same kernel, these cells, whatever comes of them.
    pub fn followed_by(mut self, name: &str, script: &Value) -> Self {
        let folder = Path::new(RESULTS).join(format!("{}-followed", self.folder));
        fs::create_dir_all(&folder).expect("the folder of the results can be made");
        let path = folder.join(name);
        fs::write(&path, script.to_string()).expect("what follows can be written");
        self.second_result = Some(path.with_extension("done.ipynb"));
        self.with("--then").with(&path).with(path.with_extension("done.ipynb"))
    }

    fn with(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Runs the notebook, when no more than one other runs, and returns what came of it.
    pub fn execute(&self, notebook: &Path) -> Result<Done, String> {
        let folder = Path::new(RESULTS).join(&self.folder);
        fs::create_dir_all(&folder).expect("the folder of the results can be made");
        let result = folder.join(notebook.file_name().expect("a notebook has a name"));
        let mut runner = Command::new(python(PROGRAM));
        // The kernel runs in the environment that `cargo run` gives it, whatever cargo tells its tests.
        environment::clean(&mut runner)
            .arg(RUNNER)
            .args([notebook, &result])
            .args(&self.arguments)
            .env("PYTHONUTF8", "1")
            .env("JUPYTER_PATH", lab(PROGRAM).join("share/jupyter"))
            .env_remove("NOTEBOOK_STRICT")
            .envs(self.strict.then_some(("NOTEBOOK_STRICT", "1")))
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        let turn = Turn::wait();
        let start = Instant::now();
        let output = runner.output().expect("the lab's Python starts");
        let time = start.elapsed();
        drop(turn);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
        let said = text(&output.stdout);
        if output.status.success() {
            let cells =
                said.lines().last().and_then(|line| line.strip_suffix(" cells")?.parse().ok());
            let second_result = self.second_result.clone();
            return Ok(Done { result, second_result, cells: cells.unwrap_or(0), time });
        }
        // Where no cell is to blame, the runner's own traceback tells what went wrong.
        if said.is_empty() {
            let name = notebook.file_name().expect("a notebook has a name").display();
            return Err(format!("{name}: {}", text(&output.stderr)));
        }
        Err(said)
    }
}
