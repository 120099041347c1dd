//! Which columns were taken for what, in sentences.

use super::classes::shown;
use super::columns::{Columns, counts};
use super::fault::{line_at, start};
use super::header::First;
use super::names::is_pair;
use super::number::{listed, quoted};
use super::rows::Rows;
use crate::dataset::Sample;
use crate::wording::{counted, grouped};
use csv::StringRecord;

/// How a file was read.
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub rows: &'a Rows,
    pub first: First,
    pub names: Option<Vec<String>>,
    /// Whether the names stand in a comment above.
    pub is_in_comment: bool,
    pub data: &'a [StringRecord],
    pub columns: Columns,
    pub width: usize,
}

pub(super) fn summary(reading: &Reading, samples: &[Sample], classes: &[String; 2]) -> String {
    let Columns { x, y, class } = reading.columns;
    let name = |column: usize, role: &str| match reading.names.as_ref().map(|names| &names[column])
    {
        Some(name) if !name.eq_ignore_ascii_case(role) && name.parse::<f64>().is_err() => {
            Some(quoted(name))
        }
        _ => None,
    };
    let axis = |column: usize, role: &str| match name(column, role) {
        Some(name) => format!("{} ({name})", column + 1),
        None => (column + 1).to_string(),
    };
    let in_class = [name(class, "class"), Some(shares(samples, classes))];
    let in_class = Vec::from_iter(in_class.into_iter().flatten()).join("; ");
    let mut sentences = vec![format!(
        "{}: x from column {}, y from {}, class from {} ({in_class}).",
        counted(samples.len(), "sample"),
        axis(x, "x"),
        axis(y, "y"),
        class + 1
    )];
    sentences.extend(first_line(reading));
    sentences.extend(left_out(reading));
    sentences.extend(index(reading));
    sentences.extend(commas(reading));
    sentences.extend(comments(reading));
    sentences.extend(one_class(samples));
    sentences.extend(outside(samples));
    sentences.join(" ")
}

/// How many samples each class has.
fn shares(samples: &[Sample], classes: &[String; 2]) -> String {
    let ones = samples.iter().filter(|sample| sample.target == 1.0).count();
    let zeros = grouped((samples.len() - ones) as u64);
    let ones = grouped(ones as u64);
    let [zero, one] = classes;
    if [zero.as_str(), one.as_str()] == ["0", "1"] {
        format!("{ones} of class 1")
    } else {
        format!("{zeros} of class {} as 0, {ones} of class {} as 1", shown(zero), shown(one))
    }
}

fn first_line(reading: &Reading) -> Option<String> {
    let row = &reading.rows.rows[0];
    let line = line_at(reading.text, start(row));
    let cells = row.iter().collect::<Vec<_>>().join(",");
    match reading.first {
        First::Header | First::Sample => None,
        First::HeaderOfNumbers => Some(format!("Line {line} ({cells}) is read as a header.")),
        First::SampleLikeHeader => Some(format!(
            "Line {line} ({cells}) is read as a sample; if it only numbers the columns, remove it."
        )),
    }
}

fn left_out(reading: &Reading) -> Option<String> {
    let Columns { x, y, class } = reading.columns;
    let columns: Vec<String> = (0..reading.width)
        .filter(|c| ![x, y, class].contains(c))
        .filter(|c| reading.data.iter().any(|row| row.get(*c).is_some_and(|cell| !cell.is_empty())))
        .map(|c| match reading.names.as_ref().map(|names| names[c].as_str()) {
            None | Some("") => format!("column {}", c + 1),
            Some(name) => format!("column {} ({})", c + 1, quoted(name)),
        })
        .collect();
    if columns.is_empty() { None } else { Some(format!("Left out: {}.", listed(&columns))) }
}

fn index(reading: &Reading) -> Option<String> {
    let Columns { x, y, .. } = reading.columns;
    let names = reading.names.as_ref()?;
    let column = [x, y].into_iter().find(|c| counts(*c, reading.data))?;
    if is_pair(&names[x], &names[y]) {
        return None;
    }
    Some(format!("Column {} numbers the lines, like an index.", column + 1))
}

fn commas(reading: &Reading) -> Option<String> {
    let Columns { x, y, .. } = reading.columns;
    let any = reading.data.iter().any(|row| row[x].contains(',') || row[y].contains(','));
    any.then(|| "Commas in numbers are read as decimal points.".to_string())
}

fn comments(reading: &Reading) -> Option<String> {
    match reading.rows.comments {
        _ if reading.is_in_comment => Some("The comment above names the columns.".to_string()),
        0 => None,
        1 => Some("1 line is skipped as a comment.".to_string()),
        n => Some(format!("{} lines are skipped as comments.", grouped(n as u64))),
    }
}

fn one_class(samples: &[Sample]) -> Option<String> {
    let all_alike = samples.iter().all(|sample| sample.target == samples[0].target);
    all_alike.then(|| "All are of one class: there is nothing to tell apart.".to_string())
}

fn outside(samples: &[Sample]) -> Option<String> {
    match samples.iter().filter(|sample| sample.x.abs().max(sample.y.abs()) > 2.0).count() {
        0 => None,
        outside => Some(format!(
            "{outside} {} outside the square from -2 to 2 that the pictures show: `scaled` moves \
             them all into it.",
            if outside == 1 { "sample is" } else { "samples are" }
        )),
    }
}
