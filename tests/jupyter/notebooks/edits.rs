//! A reader who edits what a notebook offers to edit.

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::cells::{has_tag, read, text};

use crate::course::Notebook;
use crate::exercises;
use crate::jupyter::{Done, Run};
use crate::outputs::{contents, error, pictures, said};
use crate::script::{Edit, Kind, with_edits};

/// An edit may only lead to sentences and pictures, and once it is undone, all must be as before.
/// Who has solved every exercise meets no other failure.
pub fn explain_themselves(notebook: &Notebook) -> Result<Done, String> {
    let mut edited = read(&notebook.0);
    let cells = edited["cells"].as_array_mut().expect("a notebook has cells");
    exercises::solve(cells).map_err(|why| notebook.failure([why]))?;
    let script = with_edits(cells).map_err(|why| notebook.failure([why]))?;
    *cells = script.cells;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(notebook.name());
    fs::write(&path, edited.to_string()).expect("the reader's notebook can be written");
    let done = Run::new("edits").lenient().beside(&notebook.0).execute(&path)?;

    let result = read(&done.result);
    let cells = result["cells"].as_array().expect("cells");
    let own: Vec<Value> =
        cells.iter().filter(|cell| cell["metadata"]["where"].is_null()).cloned().collect();
    let mut failures = exercises::failures(&own);
    for edit in script.edits {
        failures.extend(judge(&edit, cells).map_err(|why| format!("{}: {why}", edit.what)).err());
    }
    if failures.is_empty() { Ok(done) } else { Err(notebook.failure(failures)) }
}

fn judge(edit: &Edit, cells: &[Value]) -> Result<(), String> {
    let edited = &cells[edit.cells.clone()];
    if edit.kind == Kind::Refused {
        let refused = error(&edited[0]).is_some();
        return if refused { Ok(()) } else { Err("the compiler takes it".into()) };
    }
    let mut explained = false;
    for cell in edited {
        for line in said(cell).lines().filter(|line| line.starts_with('✗')) {
            let gibberish = ["called `", "index out of", "attempt to", "overflow", "src/"];
            if gibberish.iter().any(|part| line.contains(part)) || line.len() > 400 {
                return Err(format!("no sentence: {line}"));
            }
            // A check compares with the numbers of the text, which an edit may change.
            if edit.kind == Kind::Good && !line.contains(": found ") {
                return Err(format!("the notebook offers it, but says {line}"));
            }
            explained = true;
        }
        // What a failed cell was going to define is missing below.
        match error(cell) {
            Some(error) if !(explained && error.contains("cannot find")) => {
                return Err(format!("an error: {error}\n{}", text(cell)));
            }
            _ => {}
        }
        for picture in pictures(cell) {
            if picture.contains("NaN") || picture.contains("inf") {
                return Err("a picture of what is no number".into());
            }
        }
    }
    for (cell, &original) in edited.iter().zip(&edit.originals) {
        let original = &cells[original];
        let timed = ["timing", "progress"].iter().any(|tag| has_tag(original, tag));
        if !timed && contents(cell) != contents(original) {
            return Err(format!("another output than the first time\n{}", text(cell)));
        }
    }
    Ok(())
}
