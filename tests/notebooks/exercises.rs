//! Exercises: each stub runs and is told "not yet"; with its solution in its place, each is solved.
//!
//! A cell tagged `exercise` holds the stub, the next one tagged `exercise-check` its check, and a
//! text tagged `solution` after it the solution, as a fenced block.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::course::Notebook;
use crate::jupyter::Run;

/// Puts every solution in place of its stub, runs the notebook, and looks at every check.
pub fn solved(notebook: &Notebook) -> Result<(), String> {
    let committed = read(&notebook.0);
    let mut solved = committed.clone();
    let cells = solved["cells"].as_array_mut().expect("a notebook has cells");
    let stubs = tagged(cells, "exercise");
    let solutions = tagged(cells, "solution");
    if stubs.is_empty() {
        return Ok(());
    }
    if stubs.len() != solutions.len() || stubs.len() != tagged(cells, "exercise-check").len() {
        return Err(format!("{}: a stub, a check or a solution is missing", notebook.name()));
    }
    for (stub, solution) in stubs.into_iter().zip(solutions) {
        let text = text(&cells[solution]["source"]);
        let code = text.split("```rust\n").nth(1).and_then(|rest| rest.split("\n```").next());
        let code = code.ok_or(format!("{}: a solution has no code", notebook.name()))?;
        cells[stub]["source"] = code.into();
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(notebook.name());
    fs::write(&path, solved.to_string()).expect("the solved notebook can be written");
    let result = read(&Run::new("solved").beside(&notebook.0).execute(&path)?);

    let mut failures = Vec::new();
    for check in tagged(committed["cells"].as_array().expect("cells"), "exercise-check") {
        let outputs = |run: &Value| -> String {
            let outputs = run["cells"][check]["outputs"].as_array().expect("outputs").clone();
            outputs.iter().map(|output| text(&output["text"])).collect()
        };
        if !outputs(&committed).contains('✗') {
            failures.push(format!("{}: a bare stub passes its check", notebook.name()));
        }
        let solved = outputs(&result);
        if solved.contains('✗') || !solved.contains('✓') {
            failures.push(format!("{}: a solution fails its check: {solved}", notebook.name()));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a notebook can be read");
    serde_json::from_str(&text).expect("a notebook is JSON")
}

/// A text that the notebook format may keep as a list of lines.
fn text(source: &Value) -> String {
    match source {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        source => source.as_str().unwrap_or_default().to_owned(),
    }
}

fn tagged(cells: &[Value], tag: &str) -> Vec<usize> {
    let has_tag = |cell: &Value| {
        let tags = cell["metadata"]["tags"].as_array();
        tags.is_some_and(|tags| tags.iter().any(|other| other == tag))
    };
    (0..cells.len()).filter(|&cell| has_tag(&cells[cell])).collect()
}
