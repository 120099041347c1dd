//! A reader who solves the exercises.
//!
//! A cell tagged `exercise` holds a stub, the next one tagged `exercise-check` its check, and a
//! text tagged `solution` after it the solution, as a fenced block.

use serde_json::{Value, json};

use crate::cells::{has_tag, is_code, tagged, text};
use crate::outputs::{error, said};

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

/// What is to be sent after a run of the notebook: each solution, and all up to its check.
pub fn solutions(notebook: &Value) -> Result<Option<Value>, String> {
    let mut script = notebook.clone();
    let cells = script["cells"].as_array_mut().expect("a notebook has cells");
    solve(cells)?;
    let mut working = false;
    let mut number = 0;
    cells.retain_mut(|cell| {
        number += is_code(cell) as usize;
        working |= has_tag(cell, "exercise");
        let sent = working && is_code(cell);
        cell["metadata"]["where"] = json!(format!("In [{number}], solved"));
        working &= !has_tag(cell, "exercise-check");
        sent
    });
    Ok((!cells.is_empty()).then_some(script))
}

/// In a run of the notebook as it is, the bare stubs that pass their checks: there must be none.
pub fn stubs_pass(notebook: &Value) -> Vec<String> {
    let mut number = 0;
    let mut failures = Vec::new();
    for cell in notebook["cells"].as_array().expect("a notebook has cells") {
        number += is_code(cell) as usize;
        if has_tag(cell, "exercise-check") && !said(cell).contains('✗') {
            failures.push(format!("In [{number}]: a bare stub passes its check: {}", text(cell)));
        }
    }
    failures
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
