//! A notebook's cells, and the parameters that it offers to edit.
//!
//! A cell tagged `parameters` holds lines of the form `let name: type = value;`, each an offer to
//! change the value; behind `// try` (or `// or`) stands a value to put in its place.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A notebook's JSON.
pub fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a notebook can be read");
    serde_json::from_str(&text).expect("a notebook is JSON")
}

/// The texts of a notebook, cell by cell.
pub fn texts(path: &Path) -> Vec<String> {
    let notebook = read(path);
    let cells = notebook["cells"].as_array().expect("a notebook has cells").iter();
    cells.filter(|cell| cell["cell_type"] == "markdown").map(text).collect()
}

/// The source of a cell.
pub fn text(cell: &Value) -> String {
    lines(&cell["source"])
}

/// A text that the notebook format may keep as a list of lines.
pub fn lines(text: &Value) -> String {
    match text {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        text => text.as_str().unwrap_or_default().to_owned(),
    }
}

/// Whether it is a cell of code.
pub fn is_code(cell: &Value) -> bool {
    cell["cell_type"] == "code"
}

/// The places of the cells with this tag.
pub fn tagged(cells: &[Value], tag: &str) -> Vec<usize> {
    (0..cells.len()).filter(|&cell| has_tag(&cells[cell], tag)).collect()
}

/// Whether a cell has this tag.
pub fn has_tag(cell: &Value, tag: &str) -> bool {
    let tags = cell["metadata"]["tags"].as_array();
    tags.is_some_and(|tags| tags.iter().any(|other| other == tag))
}

/// One line of a cell of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// All of it.
    pub line: String,
    /// The variable's.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// As the line gives it.
    pub value: String,
    /// The first value that its comment offers.
    pub offer: Option<String>,
}

impl Parameter {
    /// Its line with another value.
    pub fn with(&self, value: &str) -> String {
        self.line.replacen(&format!(" = {};", self.value), &format!(" = {value};"), 1)
    }
}

/// The parameters of a cell's source, or the line that is none.
pub fn parameters(source: &str) -> Result<Vec<Parameter>, String> {
    source.lines().map(|line| parameter(line).ok_or(format!("no parameter: {line}"))).collect()
}

fn parameter(line: &str) -> Option<Parameter> {
    let (left, rest) = line.split_once(" = ")?;
    let (name, kind) = left.strip_prefix("let ")?.split_once(": ")?;
    let (value, comment) = rest.split_once(';')?;
    Some(Parameter {
        line: line.to_owned(),
        name: name.trim_start_matches("mut ").to_owned(),
        kind: kind.to_owned(),
        value: value.to_owned(),
        offer: offer(kind, value, comment),
    })
}

/// `// try 1.0 (slow), or 1000.0` offers 1.0. For a list, a number takes its first place.
fn offer(kind: &str, value: &str, comment: &str) -> Option<String> {
    let comment = comment.trim_start_matches([' ', '/']);
    let tried = comment.split_once("try ").map(|(_, rest)| rest);
    let offered = tried.or_else(|| comment.strip_prefix("or "))?;
    let mut depth = 0;
    let ends = |letter: char| {
        depth += matches!(letter, '(' | '[') as i32 - matches!(letter, ')' | ']') as i32;
        depth == 0 && matches!(letter, ',' | ';' | ' ')
    };
    let offered = offered.split(ends).next().unwrap_or_default();
    if !kind.starts_with("Vec<") || offered.contains(['!', '(']) {
        return Some(offered.to_owned());
    }
    let elements = value.strip_prefix("vec![")?.strip_suffix(']')?;
    let rest = elements.split_once(',').map_or("", |(_, rest)| rest);
    let comma = if rest.is_empty() { "" } else { "," };
    Some(format!("vec![{offered}{comma}{rest}]"))
}
