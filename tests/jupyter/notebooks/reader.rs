//! What a reader does to a notebook: solves its exercises, and edits what it offers to edit.
//!
//! A cell tagged `exercise` holds a stub, the next one tagged `exercise-check` its check, and a
//! text tagged `solution` after it the solution, as a fenced block. A cell tagged `parameters`
//! holds lines of the form `let name: type = value;`, each an offer to change the value; what
//! depends on it goes to the next such cell, a text tagged `experiment-end`, or the exercises.

use std::fs;
use std::ops::Range;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

use crate::course::Notebook;
use crate::jupyter::Run;

/// Runs it with every solution in place of its stub; then, as a reader who has come to the end and
/// goes back, sets each parameter to each bad value and runs on from there. No solution may fail
/// its check, no bare stub pass it; an edit may only lead to sentences and pictures, and once it
/// is undone, all must be as before.
pub fn at_work(notebook: &Notebook) -> Result<(), String> {
    let committed = read(&notebook.0);
    let mut script = committed.clone();
    let cells = script["cells"].as_array_mut().expect("a notebook has cells");
    let fail = |why: String| format!("{}: {why}", notebook.name());
    solve(cells).map_err(fail)?;
    let edits = edit(cells).map_err(fail)?;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(notebook.name());
    fs::write(&path, script.to_string()).expect("the reader's notebook can be written");
    let result = read(&Run::new("reader").lenient().beside(&notebook.0).execute(&path)?);

    let committed = committed["cells"].as_array().expect("cells");
    let cells = result["cells"].as_array().expect("cells");
    let mut failures = Vec::new();
    for (number, cell) in committed.iter().enumerate() {
        let said = said(&cells[number]);
        if has_tag(cell, "exercise-check") {
            if !self::said(cell).contains('✗') {
                failures.push(format!("a bare stub passes its check: {}", text(cell)));
            }
            if !said.contains('✓') {
                failures.push(format!("a solution fails its check: {said}"));
            }
        }
        if said.contains('✗') || error(&cells[number]).is_some() {
            failures.push(format!("a reader who solves all meets a failure: {said}"));
        }
    }
    for edit in edits {
        failures.extend(judge(&edit, cells).map_err(|why| format!("{}: {why}", edit.what)).err());
    }
    let failures: Vec<String> = failures.into_iter().map(fail).collect();
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// Puts every solution in the place of its stub.
fn solve(cells: &mut [Value]) -> Result<(), String> {
    let stubs = tagged(cells, "exercise");
    let solutions = tagged(cells, "solution");
    let checks = tagged(cells, "exercise-check");
    if (stubs.len(), stubs.len()) != (solutions.len(), checks.len()) {
        return Err("a stub, a check or a solution is missing".into());
    }
    for (stub, solution) in stubs.into_iter().zip(solutions) {
        let text = text(&cells[solution]);
        let code = text.split("```rust\n").nth(1).and_then(|rest| rest.split("\n```").next());
        cells[stub]["source"] = code.ok_or("a solution has no code")?.into();
    }
    Ok(())
}

/// One edit of a cell, and where it and the cells below it stand at the notebook's end.
struct Edit {
    what: String,
    cells: Range<usize>,
    /// The type does not have such a value, and the compiler says so.
    refused: bool,
    /// Nothing is edited any more; these cells must give again what they gave first.
    restores: Vec<usize>,
}

/// Appends every edit of every parameter with the cells that follow, up to the next parameters.
fn edit(cells: &mut Vec<Value>) -> Result<Vec<Edit>, String> {
    let mut edits = Vec::new();
    let last = cells.len();
    for parameters in tagged(cells, "parameters") {
        let ends = |cell: &Value| {
            has_tag(cell, "parameters")
                || has_tag(cell, "experiment-end")
                || cell["cell_type"] == "markdown" && text(cell).contains("## Exercises")
        };
        let after = parameters + 1;
        let end = (after..last).find(|&cell| ends(&cells[cell])).unwrap_or(last);
        let below: Vec<usize> =
            (after..end).filter(|&cell| cells[cell]["cell_type"] == "code").collect();
        let source = text(&cells[parameters]);
        for (line, bad, refused) in bad_lines(&source)? {
            let start = cells.len();
            append(cells, &source.replace(&line, &bad));
            for &cell in below.iter().filter(|_| !refused) {
                append(cells, &text(&cells[cell]));
            }
            edits.push(Edit { what: bad, cells: start..cells.len(), refused, restores: vec![] });
        }
        let start = cells.len();
        append(cells, &source);
        below.iter().for_each(|&cell| append(cells, &text(&cells[cell])));
        let restores = [parameters].into_iter().chain(below).collect();
        let what = format!("the original again: {source}");
        edits.push(Edit { what, cells: start..cells.len(), refused: false, restores });
    }
    Ok(edits)
}

fn append(cells: &mut Vec<Value>, source: &str) {
    let id = format!("edit-{}", cells.len());
    cells.push(json!({
        "cell_type": "code", "execution_count": null, "id": id, "metadata": {},
        "outputs": [], "source": source,
    }));
}

/// Every line that sets a value, beside each of its bad forms, and whether the type lacks it.
fn bad_lines(source: &str) -> Result<Vec<(String, String, bool)>, String> {
    let mut all = Vec::new();
    for line in source.lines() {
        let parts = line.split_once(" = ").and_then(|(left, rest)| {
            Some((left.strip_prefix("let ")?.split_once(": ")?.1, rest.split_once(';')?.0))
        });
        let (kind, value) = parts.ok_or(format!("no parameter: {line}"))?;
        for other in bad_values(kind, value).unwrap_or_default() {
            let refused = other == "-1";
            let edited = line.replace(&format!(" = {value};"), &format!(" = {other};"));
            all.push((line.into(), edited, refused));
        }
    }
    if all.is_empty() { Err(format!("no bad value is known for {source}")) } else { Ok(all) }
}

/// Nothing for a type that has no bad values of its own.
fn bad_values(kind: &str, value: &str) -> Option<Vec<String>> {
    let plain: &[&str] = match kind.trim_start_matches("Vec<").trim_end_matches('>') {
        "f64" => &["0.0", "-1.0", "f64::NAN", "1e300"],
        "usize" | "u64" => &["0", "-1", "1_000_000_000_000"],
        "&str" => &["\"\"", "\"nonsense\""],
        _ => return None,
    };
    let plain = plain.iter().map(|bad| bad.to_string());
    if !kind.starts_with("Vec<") {
        return Some(plain.collect());
    }
    let elements = value.strip_prefix("vec![")?.strip_suffix(']')?;
    let first = elements.split(',').next()?;
    let number = elements.split(',').count();
    let filled = plain.filter(|bad| bad != "-1").map(|bad| format!("vec![{bad}; {number}]"));
    Some(filled.chain(["vec![]".into(), format!("vec![{elements}, {first}]")]).collect())
}

fn judge(edit: &Edit, cells: &[Value]) -> Result<(), String> {
    let edited = &cells[edit.cells.clone()];
    if edit.refused {
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
    for (cell, &first) in edited.iter().zip(&edit.restores) {
        let timed = ["timing", "progress"].iter().any(|tag| has_tag(&cells[first], tag));
        if !timed && outputs(cell) != outputs(&cells[first]) {
            return Err(format!("another output than the first time\n{}", text(cell)));
        }
    }
    Ok(())
}

fn outputs(cell: &Value) -> Vec<(Value, Value)> {
    let outputs = cell["outputs"].as_array().expect("outputs").iter();
    outputs.map(|output| (output["text"].clone(), output["data"].clone())).collect()
}

/// What the cell has printed.
fn said(cell: &Value) -> String {
    let outputs = cell["outputs"].as_array().map(Vec::as_slice).unwrap_or_default();
    outputs.iter().map(|output| lines(&output["text"])).collect()
}

fn error(cell: &Value) -> Option<String> {
    let outputs = cell["outputs"].as_array()?;
    let error = outputs.iter().find(|output| output["output_type"] == "error")?;
    Some(lines(&error["evalue"]))
}

/// The sources of the pictures that it shows.
fn pictures(cell: &Value) -> Vec<String> {
    let outputs = cell["outputs"].as_array().expect("outputs").iter();
    let html = outputs.map(|output| lines(&output["data"]["text/html"]));
    html.filter_map(|html| {
        let code = html.split("base64,").nth(1)?.split('"').next()?;
        String::from_utf8(BASE64_STANDARD.decode(code).ok()?).ok()
    })
    .collect()
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a notebook can be read");
    serde_json::from_str(&text).expect("a notebook is JSON")
}

fn text(cell: &Value) -> String {
    lines(&cell["source"])
}

/// A text that the notebook format may keep as a list of lines.
fn lines(text: &Value) -> String {
    match text {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        text => text.as_str().unwrap_or_default().to_owned(),
    }
}

fn tagged(cells: &[Value], tag: &str) -> Vec<usize> {
    (0..cells.len()).filter(|&cell| has_tag(&cells[cell], tag)).collect()
}

fn has_tag(cell: &Value, tag: &str) -> bool {
    let tags = cell["metadata"]["tags"].as_array();
    tags.is_some_and(|tags| tags.iter().any(|other| other == tag))
}
