//! The notebooks, and what is asked of each.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use crate::jupyter::{PROJECT, Run};

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
    /// All notebooks; with `NOTEBOOK=05` in the environment, those with `05` in their names.
    pub fn whole() -> Self {
        let wanted = env::var("NOTEBOOK").unwrap_or_default();
        let mut paths: Vec<PathBuf> = fs::read_dir(Path::new(PROJECT).join("notebooks"))
            .expect("the project has a folder `notebooks`")
            .map(|entry| entry.expect("an entry of the folder `notebooks`").path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "ipynb"))
            .filter(|path| path.to_string_lossy().contains(&wanted))
            .collect();
        paths.sort();
        assert!(!paths.is_empty(), "There is no notebook in `notebooks`.");
        Self(paths.into_iter().map(Notebook).collect())
    }

    /// Without those whose metadata ask for a single run: `"nn_from_scratch": {"modes": "once"}`.
    pub fn run_in_every_mode() -> Self {
        let mut course = Self::whole();
        course.0.retain(|notebook| !notebook.runs_once());
        course
    }

    /// Goes through all, whatever fails, and then tells of every failure.
    #[track_caller]
    pub fn each(&self, demand: impl Fn(&Notebook) -> Result<(), String>) {
        let mut failures = Vec::new();
        for notebook in &self.0 {
            let start = Instant::now();
            failures.extend(demand(notebook).err());
            println!("{}: {:.1?}", notebook.name(), start.elapsed());
        }
        assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    }
}

pub struct Notebook(pub PathBuf);

impl Notebook {
    pub fn name(&self) -> String {
        self.0.file_name().map_or_else(String::new, |name| name.to_string_lossy().into())
    }

    fn runs_once(&self) -> bool {
        let text = fs::read_to_string(&self.0).expect("a notebook can be read");
        let notebook: Value = serde_json::from_str(&text).expect("a notebook is JSON");
        notebook["metadata"]["nn_from_scratch"]["modes"] == "once"
    }

    /// It runs without a failure.
    pub fn passes(&self, run: &Run) -> Result<(), String> {
        run.execute(&self.0).map(drop)
    }

    /// It runs without a failure and gives the committed file again, byte for byte.
    pub fn agrees(&self, run: &Run) -> Result<(), String> {
        if !outputs_hold_here() {
            return self.passes(run);
        }
        let result = run.comparing().execute(&self.0)?;
        if fs::read(&self.0).ok() == fs::read(result).ok() {
            return Ok(());
        }
        Err(format!(
            "{}: the outputs are the committed ones, but the file isn't as a clean run saves it \
             (metadata, numbers of cells, form): SAVE_NOTEBOOKS=1 puts that right.",
            self.name()
        ))
    }

    /// Writes the outputs of a run without a failure over the committed ones.
    pub fn save(&self) -> Result<(), String> {
        let result = Run::new("saved").execute(&self.0)?;
        fs::copy(&result, &self.0)
            .map(drop)
            .map_err(|error| format!("{}: not saved: {error}", self.name()))
    }
}
