//! A reader who solves the exercises.
//!
//! A cell tagged `exercise` holds a stub, the next one tagged `exercise-check` its check, and a
//! text tagged `solution` after it the solution, as a fenced block.
//!
//! A stub tagged `yours`, too, is a piece of the network itself: the rest of the notebook runs on
//! what the reader writes there, and on the crate's while it is empty.

use serde_json::{Value, json};
use support::cells::{has_tag, is_code, tagged, text};

use crate::outputs::{contents, error, said};

/// Puts every solution in the place of its stub.
pub fn solve(cells: &mut [Value]) -> Result<(), String> {
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

/// What is to be sent after a run of the notebook: each solution, and all up to its check; or, with
/// pieces of the network among them, the whole notebook from a clean start.
pub fn solutions(notebook: &Value) -> Result<Option<Value>, String> {
    let mut script = notebook.clone();
    let cells = script["cells"].as_array_mut().expect("a notebook has cells");
    solve(cells)?;
    let whole = !tagged(cells, "yours").is_empty();
    let mut working = whole;
    let mut number = 0;
    cells.retain_mut(|cell| {
        number += is_code(cell) as usize;
        working |= has_tag(cell, "exercise");
        let sent = working && is_code(cell);
        cell["metadata"]["where"] = json!(format!("In [{number}], solved"));
        working &= whole || !has_tag(cell, "exercise-check");
        sent
    });
    if whole {
        let clear = json!({
            "cell_type": "code", "execution_count": null, "id": "clear", "outputs": [],
            "metadata": { "where": "Clean start" }, "source": ":clear",
        });
        cells.insert(0, clear);
    }
    Ok((!cells.is_empty()).then_some(script))
}

/// In a run of the notebook as it is, the bare stubs of which a line of the check says ✓, or none
/// says ✗, and the reader's own pieces that are no comments: there must be none.
pub fn stubs_pass(notebook: &Value) -> Vec<String> {
    let mut number = 0;
    let mut failures = Vec::new();
    for cell in notebook["cells"].as_array().expect("a notebook has cells") {
        number += is_code(cell) as usize;
        let said = said(cell);
        let passes = !said.contains('✗') || said.lines().any(|line| line.starts_with('✓'));
        if has_tag(cell, "exercise-check") && passes {
            failures.push(format!("In [{number}]: a bare stub passes its check: {said}"));
        }
        let source = text(cell);
        let comments = || source.lines().all(|line| line.is_empty() || line.starts_with("//"));
        if has_tag(cell, "yours") && !comments() {
            failures.push(format!("In [{number}]: a stub that is not commented out: {source}"));
        }
    }
    failures
}

/// Where the rest of the notebook gives something else with the reader's own pieces in it.
pub fn differences(bare: &Value, solved: &Value) -> Vec<String> {
    let cells = |notebook: &Value| notebook["cells"].as_array().cloned().unwrap_or_default();
    let varies = ["exercise", "exercise-check", "timing", "progress"];
    let bare = cells(bare);
    let differs = |cell: &&Value| {
        let same = bare.iter().find(|other| other["id"] == cell["id"]);
        let fixed = !varies.iter().any(|tag| has_tag(cell, tag));
        fixed && same.is_some_and(|same| contents(same) != contents(cell))
    };
    let solved = cells(solved);
    let differing = solved.iter().filter(differs);
    differing
        .map(|cell| format!("{}: another output than with the crate's", cell["metadata"]["where"]))
        .collect()
}

/// Whoever solves all meets no failure, and every check says ✓.
pub fn failures(cells: &[Value]) -> Vec<String> {
    let mut number = 0;
    let mut failures = Vec::new();
    for cell in cells {
        number += is_code(cell) as usize;
        let place = cell["metadata"]["where"].as_str().map(str::to_owned);
        let place = place.unwrap_or(format!("In [{number}], all solved"));
        let said = said(cell);
        if said.contains('✗') {
            failures.push(format!("{place}: {said}"));
        } else if let Some(error) = error(cell) {
            failures.push(format!("{place}: {error}"));
        } else if has_tag(cell, "exercise-check") && !said.contains('✓') {
            failures.push(format!("{place}: the check says nothing of the solution: {said}"));
        }
    }
    failures
}
