//! The two classes of a file, as targets 0 and 1.

use super::fault::Fault;
use super::number::{listed, number, quoted};
use csv::StringRecord;

/// The most classes that are listed; with more, the column is probably something else.
const MOST_CLASSES: usize = 20;

/// The names of the classes 0 and 1: numbers by their size, words by the alphabet.
pub(super) fn classes(
    column: usize,
    rows: &[StringRecord],
    separator: u8,
) -> Result<[String; 2], Fault> {
    let mut found: Vec<Class> = Vec::new();
    for row in rows {
        let cell = row.get(column).unwrap_or("");
        if is_missing(cell) {
            return Err(Fault::at(row, "has no class: fill it in, or remove the line"));
        }
        let name = name(cell, separator);
        match found.iter().position(|class| class.name == name) {
            Some(i) => found[i].count += 1,
            None if found.len() == MOST_CLASSES => {
                return Err(too_many_values(&format!("more than {MOST_CLASSES}"), column));
            }
            None => found.push(Class { name, count: 1, first: row }),
        }
    }
    match &mut found[..] {
        [one] => match one.name.as_str() {
            "0" | "1" => Ok(["0".into(), "1".into()]),
            "-1" => Ok(["-1".into(), "1".into()]),
            _ => Err(Fault::whole(format!(
                "has only one class, {} in column {}, but a network learns to tell two apart",
                shown(&one.name),
                column + 1
            ))),
        },
        [a, b] => {
            if comes_after(&a.name, &b.name) {
                std::mem::swap(a, b);
            }
            two(a, b)
        }
        _ => Err(too_many(column, &found)),
    }
}

/// A class of the file: its name, how often it occurs, and where first.
struct Class<'a> {
    name: String,
    count: usize,
    first: &'a StringRecord,
}

fn two(a: &Class, b: &Class) -> Result<[String; 2], Fault> {
    let (name_a, name_b) = (shown(&a.name), shown(&b.name));
    if a.name.to_lowercase() == b.name.to_lowercase() {
        let why = format!("has the class {name_b}, written {name_a} elsewhere: use one spelling");
        return Err(Fault::at(b.first, why));
    }
    if as_number(&a.name).is_some() != as_number(&b.name).is_some() {
        let why = format!("has the class {name_b}, which is not a number, but {name_a} is");
        return Err(Fault::at(b.first, why));
    }
    Ok([a.name.clone(), b.name.clone()])
}

/// Numbers by size, then words by the alphabet.
fn comes_after(a: &str, b: &str) -> bool {
    match (as_number(a), as_number(b)) {
        (Some(a), Some(b)) => a > b,
        (None, None) => a.to_lowercase() > b.to_lowercase(),
        (a, _) => a.is_none(),
    }
}

/// If one of three occurs only once, it is probably a slip, not a class.
fn too_many(column: usize, found: &[Class]) -> Fault {
    let (once, often): (Vec<&Class>, Vec<&Class>) = found.iter().partition(|c| c.count == 1);
    if let ([slip], [a, b]) = (&once[..], &often[..]) {
        let (a, b) = if comes_after(&a.name, &b.name) { (b, a) } else { (a, b) };
        let (slip_name, a, b) = (shown(&slip.name), shown(&a.name), shown(&b.name));
        let why = format!("has the class {slip_name}, but the other lines have {a} and {b}");
        return Fault::at(slip.first, why);
    }
    let is_fraction = |number: f64| number.fract() != 0.0;
    if found.iter().any(|class| as_number(&class.name).is_some_and(is_fraction)) {
        return too_many_values(&found.len().to_string(), column);
    }
    let names: Vec<String> = found.iter().map(|class| shown(&class.name)).collect();
    Fault::whole(format!(
        "has {} classes in column {} ({}), but a network learns to tell two apart: keep two, and \
         remove the lines of the others",
        found.len(),
        column + 1,
        listed(&names)
    ))
}

fn too_many_values(how_many: &str, column: usize) -> Fault {
    Fault::whole(format!(
        "has {how_many} different values in column {}, which looks like the class, but there must \
         be two classes: if another column is the class, name it class in the first line",
        column + 1
    ))
}

/// The name of a class: all ways to write a number are one.
pub(super) fn name(cell: &str, separator: u8) -> String {
    match number(cell, separator) {
        // So that -0 is 0.
        Some(number) if number.is_finite() => format!("{}", number + 0.0),
        _ => cell.to_string(),
    }
}

/// A number as it is, a word in quotation marks.
pub(super) fn shown(name: &str) -> String {
    if as_number(name).is_some() && name.len() <= 20 { name.to_string() } else { quoted(name) }
}

fn as_number(name: &str) -> Option<f64> {
    name.parse().ok().filter(|number: &f64| number.is_finite())
}

/// What programs write where a value is missing.
fn is_missing(cell: &str) -> bool {
    ["", "na", "n/a", "#n/a", "nan", "null", "?"].contains(&cell.to_lowercase().as_str())
}
