//! A notebook with the edits of a reader between its own cells.
//!
//! What depends on a cell of parameters goes to the next such cell, a text tagged
//! `experiment-end`, or the exercises; the edits come there, before the notebook goes on. Each
//! parameter meets one bad value and one good one, each with all the cells that depend on it, and
//! every other bad value with the first of them, where the notebook's own guards stand. (What the
//! library says to all of them is in tests/parameters.rs.) Then the original comes again.

use std::ops::Range;

use serde_json::{Value, json};
use support::cells::{Parameter, has_tag, is_code, parameters, text};

use crate::names::dependents;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// It may lead to a sentence.
    Bad,
    /// The type does not have such a value, and the compiler says so.
    Refused,
    /// It leads to no sentence.
    Good,
    /// Nothing is edited any more, and the cells must give again what they gave first.
    Undone,
}

/// An edit, and the place of its cells among all.
pub struct Edit {
    pub what: String,
    pub kind: Kind,
    pub cells: Range<usize>,
    /// The places of the same cells as the notebook has them.
    pub originals: Vec<usize>,
}

#[derive(Default)]
pub struct Script {
    pub cells: Vec<Value>,
    pub edits: Vec<Edit>,
}

/// The notebook's cells with every edit behind the cells that depend on it.
pub fn with_edits(cells: &[Value]) -> Result<Script, String> {
    let mut script = Script::default();
    let mut open: Option<Experiment> = None;
    let mut number = 0;
    for cell in cells {
        if let Some(experiment) = open.take_if(|_| ends(cell)) {
            script.edit(&experiment)?;
        }
        number += is_code(cell) as usize;
        let place = script.cells.len();
        script.cells.push(cell.clone());
        if has_tag(cell, "parameters") {
            open = Some(Experiment { number, place, source: text(cell), below: vec![] });
        } else if let Some(experiment) = open.as_mut().filter(|_| is_code(cell)) {
            experiment.below.push((place, text(cell)));
        }
    }
    if open.is_none() { Ok(script) } else { Err("the last parameters have no end".into()) }
}

fn ends(cell: &Value) -> bool {
    has_tag(cell, "parameters")
        || has_tag(cell, "experiment-end")
        || !is_code(cell) && text(cell).contains("## Exercises")
}

/// A cell of parameters, and the cells that may depend on it, each with its place.
struct Experiment {
    number: usize,
    place: usize,
    source: String,
    below: Vec<(usize, String)>,
}

impl Script {
    fn edit(&mut self, experiment: &Experiment) -> Result<(), String> {
        let original = &experiment.source;
        let sources: Vec<String> = experiment.below.iter().map(|(_, text)| text.clone()).collect();
        let mut touched = vec![false; sources.len()];
        for parameter in parameters(original)? {
            let bad = bad_values(&parameter).unwrap_or_default();
            if bad.is_empty() && parameter.offer.is_none() {
                continue;
            }
            let depend = dependents(&parameter.name, &sources);
            let Some(&first) = depend.first() else {
                return Err(format!("no cell depends on the parameter {}", parameter.name));
            };
            depend.iter().for_each(|&i| touched[i] = true);
            let what = |value: &str| {
                format!("In [{}] with {} = {value}", experiment.number, parameter.name)
            };
            let edited = |value: &str| original.replace(&parameter.line, &parameter.with(value));
            let chain = |value: &str| {
                let below = depend.iter().map(|&i| sources[i].clone());
                [edited(value)].into_iter().chain(below).collect()
            };
            for (i, bad) in bad.iter().enumerate() {
                let cells = if i == 0 {
                    chain(bad)
                } else {
                    vec![format!("{}\n{}", edited(bad), sources[first])]
                };
                self.send(what(bad), Kind::Bad, cells);
            }
            let refused = self.edits.iter().any(|edit| edit.kind == Kind::Refused);
            if !refused && matches!(&parameter.kind[..], "usize" | "u64") {
                self.send(what("-1"), Kind::Refused, vec![edited("-1")]);
            }
            if let Some(offer) = &parameter.offer {
                self.send(what(offer), Kind::Good, chain(offer));
            }
        }
        if !touched.contains(&true) {
            return Err(format!("no edit is known for {original}"));
        }
        let touched = experiment.below.iter().zip(touched).filter(|(_, touched)| *touched);
        let (mut places, mut again) = (vec![experiment.place], vec![original.clone()]);
        for ((place, source), _) in touched {
            places.push(*place);
            again.push(source.clone());
        }
        let what = format!("In [{}] as it was before the edits", experiment.number);
        self.send(what, Kind::Undone, again);
        self.edits.last_mut().expect("the last edit").originals = places;
        Ok(())
    }

    fn send(&mut self, what: String, kind: Kind, sources: Vec<String>) {
        let start = self.cells.len();
        for source in sources {
            let id = format!("edit-{}", self.cells.len());
            self.cells.push(json!({
                "cell_type": "code", "execution_count": null, "id": id, "outputs": [],
                "metadata": { "where": what }, "source": source,
            }));
        }
        let cells = start..self.cells.len();
        self.edits.push(Edit { what, kind, cells, originals: vec![] });
    }
}

/// Bad values of a parameter's type, the one that says most in front; none for other types.
fn bad_values(parameter: &Parameter) -> Option<Vec<String>> {
    let kind = &parameter.kind[..];
    let element = kind.trim_start_matches("Vec<").trim_end_matches('>');
    let plain: &[&str] = match element {
        "f64" => &["f64::NAN", "0.0", "-1.0", "1e300"],
        "usize" | "u64" => &["1_000_000_000_000", "0"],
        "&str" => &["\"nonsense\"", "\"\""],
        _ => return None,
    };
    if element == kind {
        return Some(plain.iter().map(|bad| bad.to_string()).collect());
    }
    let elements = parameter.value.strip_prefix("vec![")?.strip_suffix(']')?;
    let first = elements.split(',').next()?;
    let number = elements.split(',').count();
    let filled = plain.iter().map(|bad| format!("vec![{bad}; {number}]"));
    let others = ["vec![]".to_owned(), format!("vec![{elements}, {first}]")];
    let mut all: Vec<String> = filled.chain(others).collect();
    if element == "f64" {
        all.swap(0, plain.len()); // no number at all says more
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(tag: &str, source: &str) -> Value {
        json!({ "cell_type": "code", "metadata": { "tags": [tag] }, "source": source })
    }

    #[test]
    fn edits_meet_the_cells_that_depend_on_them_and_are_undone() {
        let notebook = [
            cell("parameters", "let a: &str = \"x\"; // try \"y\"\nlet b: f64 = 1.0;"),
            cell("", "f(b)"),
            cell("", "let c: &str = a;"),
            cell("", "f(c)"),
            json!({ "cell_type": "markdown", "metadata": {}, "source": "## Exercises" }),
            cell("", "f(b)"),
        ];
        let script = with_edits(&notebook).unwrap();
        let edits = script.edits.iter().map(|edit| {
            let sources = script.cells[edit.cells.clone()].iter().map(text);
            let sources: Vec<String> = sources.map(|s| s.replace('\n', " ")).collect();
            (edit.kind, sources.join(" / "), edit.originals.clone())
        });
        let a = |value: &str| format!("let a: &str = {value}; // try \"y\" let b: f64 = 1.0;");
        let b = |value: &str| format!("let a: &str = \"x\"; // try \"y\" let b: f64 = {value};");
        let expected = [
            (Kind::Bad, a("\"nonsense\"") + " / let c: &str = a; / f(c)", vec![]),
            (Kind::Bad, a("\"\"") + " let c: &str = a;", vec![]),
            (Kind::Good, a("\"y\"") + " / let c: &str = a; / f(c)", vec![]),
            (Kind::Bad, b("f64::NAN") + " / f(b)", vec![]),
            (Kind::Bad, b("0.0") + " f(b)", vec![]),
            (Kind::Bad, b("-1.0") + " f(b)", vec![]),
            (Kind::Bad, b("1e300") + " f(b)", vec![]),
            (Kind::Undone, b("1.0") + " / f(b) / let c: &str = a; / f(c)", vec![0, 1, 2, 3]),
        ];
        assert_eq!(edits.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_list_has_bad_values_of_its_length_and_of_others() {
        let parameter = |source: &str| parameters(source).unwrap().remove(0);
        let values = |source: &str| bad_values(&parameter(source)).unwrap().join(" ");
        assert_eq!(
            values("let a: Vec<usize> = vec![4, 5];"),
            "vec![1_000_000_000_000; 2] vec![0; 2] vec![] vec![4, 5, 4]"
        );
        assert_eq!(
            values("let a: Vec<f64> = vec![4.0];"),
            "vec![] vec![0.0; 1] vec![-1.0; 1] vec![1e300; 1] vec![f64::NAN; 1] vec![4.0, 4.0]"
        );
        assert!(bad_values(&parameter("let a: Activation = Activation::Tanh;")).is_none());
    }

    #[test]
    fn a_comment_offers_a_value() {
        let offer = |source: &str| parameters(source).unwrap().remove(0).offer;
        for (source, expected) in [
            ("let a: f64 = 10.0; // try 1.0 (slow), or 1000.0", Some("1.0")),
            ("let a: usize = 16; // 16 is c; try 8, which is b₃", Some("8")),
            ("let a: Vec<usize> = vec![4]; // try vec![8, 8], or two", Some("vec![8, 8]")),
            ("let a: Vec<f64> = vec![0.1, 1.0]; // try 5.0", Some("vec![5.0, 1.0]")),
            ("let a: Vec<Sample> = grid(f, 10); // or moons(2, &mut r)", Some("moons(2, &mut r)")),
            ("let a: Activation = A::B;  // or A::C, ::D", Some("A::C")),
            ("let a: f64 = 3.5; // leave it until the exercises", None),
        ] {
            assert_eq!(offer(source).as_deref(), expected, "{source}");
        }
    }
}
