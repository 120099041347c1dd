//! The notebooks, and what is asked of each.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use support::cells::read;

use crate::exercises;
use crate::jupyter::{Done, PROJECT, Run};
use crate::queue;

/// The lines of a failing notebook that are shown; all of them are in a file.
const MOST_LINES: usize = 7;

/// Whether this run is to write the outputs instead of comparing them.
pub fn saving() -> bool {
    env::var_os("SAVE_NOTEBOOKS").is_some_and(|value| value != "0")
}

/// The committed outputs hold where the C library computes `exp` with fused multiply-adds.
fn outputs_hold_here() -> bool {
    #[cfg(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu"))]
    return is_x86_feature_detected!("fma");
    #[cfg(not(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu")))]
    return false;
}

pub struct Course(Vec<Notebook>);

impl Course {
    /// All notebooks, the last ones first, which take longest; with `NOTEBOOK=05` in the
    /// environment, those with `05` in their names.
    pub fn whole() -> Self {
        let wanted = env::var("NOTEBOOK").unwrap_or_default();
        let mut paths: Vec<PathBuf> = fs::read_dir(Path::new(PROJECT).join("notebooks"))
            .expect("the project has a folder `notebooks`")
            .map(|entry| entry.expect("an entry of the folder `notebooks`").path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "ipynb"))
            .filter(|path| {
                path.file_name().is_some_and(|name| name.to_string_lossy().contains(&wanted))
            })
            .collect();
        paths.sort();
        paths.reverse();
        assert!(!paths.is_empty(), "There is no notebook “{wanted}” in the folder `notebooks`.");
        Self(paths.into_iter().map(Notebook).collect())
    }

    /// Without those whose metadata ask for a single run: `"nn_from_scratch": {"modes": "once"}`.
    pub fn run_in_every_mode() -> Self {
        let (once, rest): (Vec<_>, _) = Self::whole().0.into_iter().partition(Notebook::runs_once);
        for notebook in once {
            tell(&format!("{}: runs only once, as its metadata say", notebook.name()));
        }
        Self(rest)
    }

    /// Goes through all, two at a time, whatever fails, and then tells of every failure.
    #[track_caller]
    pub fn each(self, demand: impl Fn(&Notebook) -> Result<Done, String> + Sync) {
        // With one thread for all tests, it is named `main`.
        let thread = thread::current();
        let test = thread.name().filter(|name| *name != "main").unwrap_or_default();
        let outcomes = queue::each(self.0, |notebook| {
            let outcome = demand(&notebook);
            let what = match &outcome {
                Ok(done) => format!("{} cells, {:.0?}", done.cells, done.time),
                Err(_) => "FAILED".to_owned(),
            };
            tell(&format!("{}: {what}", notebook.name()));
            match outcome {
                Ok(done) => (done.cells, None),
                Err(failure) => (0, Some(notebook.report(&failure, test))),
            }
        });
        let cells: usize = outcomes.iter().map(|(cells, _)| cells).sum();
        tell(&format!("together {cells} cells: {test}"));
        let failures: Vec<String> = outcomes.into_iter().filter_map(|(_, why)| why).collect();
        assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
    }
}

/// Past the test's capture: somebody is waiting.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "    {line}");
}

pub struct Notebook(pub PathBuf);

impl Notebook {
    pub fn name(&self) -> String {
        self.0.file_name().map_or_else(String::new, |name| name.to_string_lossy().into())
    }

    fn runs_once(&self) -> bool {
        read(&self.0)["metadata"]["nn_from_scratch"]["modes"] == "once"
    }

    /// Each failure with the notebook in front.
    pub fn failure(&self, failures: impl IntoIterator<Item = String>) -> String {
        let name = self.name();
        let lines =
            failures.into_iter().map(|why| format!("{name}, {why}").replace('\n', "\n    "));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// At most ten lines: which cell, what differs, and how to run this notebook alone.
    pub fn report(&self, failure: &str, test: &str) -> String {
        let stem =
            self.0.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into());
        let lines: Vec<&str> = failure.lines().collect();
        let mut shown: Vec<String> =
            lines.iter().take(MOST_LINES).map(|line| line.chars().take(400).collect()).collect();
        if lines.len() > MOST_LINES {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("failures");
            let path = folder.join(format!("{stem}.txt"));
            let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, failure));
            let place = if written.is_ok() { path.display().to_string() } else { "…".into() };
            shown.push(format!("and {} more lines: {place}", lines.len() - MOST_LINES));
        }
        let number = stem.split('-').next().unwrap_or_default();
        shown.push("To run it alone:".into());
        shown.push(format!(
            "NOTEBOOK={number} cargo test --test notebooks -- --include-ignored {test}"
        ));
        shown.join("\n")
    }

    /// It runs without a failure.
    pub fn passes(&self, run: &Run) -> Result<Done, String> {
        run.execute(&self.0)
    }

    /// It runs without a failure and gives the committed file again, byte for byte.
    pub fn agrees(&self, run: &Run) -> Result<Done, String> {
        if !outputs_hold_here() {
            return self.passes(run);
        }
        let done = run.comparing().execute(&self.0)?;
        if fs::read(&self.0).ok() == fs::read(&done.result).ok() {
            return Ok(done);
        }
        Err(format!(
            "{}: the outputs are the committed ones, but the file isn't as a clean run saves it \
             (metadata, numbers of cells, form): SAVE_NOTEBOOKS=1 puts that right.",
            self.name()
        ))
    }

    /// From a clean start it agrees, no bare stub passes its check, and then, in the same kernel,
    /// every solution does.
    pub fn is_right(&self, mut run: Run) -> Result<Done, String> {
        let solutions = exercises::solutions(&read(&self.0)).map_err(|why| self.failure([why]))?;
        if let Some(solutions) = &solutions {
            run = run.followed_by(&self.name(), solutions);
        }
        let done = self.agrees(&run)?;
        let mut failures = exercises::stubs_pass(&read(&done.result));
        if let Some(result) = &done.second_result {
            let result = read(result);
            failures.extend(exercises::differences(&read(&done.result), &result));
            failures.extend(exercises::failures(result["cells"].as_array().expect("cells")));
        }
        if failures.is_empty() { Ok(done) } else { Err(self.failure(failures)) }
    }

    /// Writes the outputs of a run without a failure over the committed ones.
    pub fn save(&self, run: Run) -> Result<Done, String> {
        let done = run.execute(&self.0)?;
        match fs::copy(&done.result, &self.0) {
            Ok(_) => Ok(done),
            Err(error) => Err(format!("{}: not saved: {error}", self.name())),
        }
    }
}
