//! From the rows of a file to samples.

use super::classes::{classes, name};
use super::columns::{Columns, by_content, counts};
use super::fault::Fault;
use super::header::{First, filled, first};
use super::names::{Named, by_names, is_class};
use super::number::number;
use super::points::points;
use super::rows::{MOST_POINTS, Rows, rows};
use super::summary::{Reading, summary};
use super::widths::{named_width, unnamed_width, wrong_width};
use crate::dataset::Sample;
use csv::StringRecord;

/// The samples, the names of the classes of the targets 0 and 1, and the summary.
pub(super) fn table(text: &str) -> Result<(Vec<Sample>, [String; 2], String), Fault> {
    let rows = rows(text)?;
    let none = || {
        let skipped = ", but all its lines are skipped as comments";
        let skipped = if rows.rows.is_empty() && rows.comments > 0 { skipped } else { "" };
        Fault::whole(format!("holds no samples: it needs lines of x,y,class{skipped}"))
    };
    let Some(first_row) = rows.rows.first() else { return Err(none()) };
    let first = first(&rows)?;
    let is_header = matches!(first, First::Header | First::HeaderOfNumbers);
    let data = &rows.rows[usize::from(is_header)..];
    if data.is_empty() {
        return Err(none());
    }
    if data.len() > MOST_POINTS {
        return Err(Fault::too_long());
    }
    let names = if is_header { Some(names(first_row, data, rows.separator)) } else { None };
    let width = match &names {
        Some(names) => named_width(first_row, names.len(), data, rows.separator)?,
        None => unnamed_width(data, rows.separator)?,
    };
    if let Some(row) = data.iter().find(|row| is_header_again(row, rows.separator)) {
        return Err(Fault::at(row, "names the columns, which only the first line may do"));
    }
    let comment = if names.is_none() { names_in_comment(&rows, width) } else { None };
    let is_in_comment = comment.is_some();
    let names = names.or(comment);
    let columns = match &names {
        Some(names) => match by_names(names).map_err(|why| Fault::at(first_row, why))? {
            Named::All(columns) => columns,
            Named::Three(three) => by_content(three, data, rows.separator)?,
        },
        None => without_names(data, width, rows.separator)?,
    };
    let points = points(data, columns, rows.separator)?;
    let classes = classes(columns.class, data, rows.separator)?;
    let target = |row: &StringRecord| {
        if name(&row[columns.class], rows.separator) == classes[1] { 1.0 } else { 0.0 }
    };
    let samples: Vec<Sample> = points
        .iter()
        .zip(data)
        .map(|((x, y), row)| Sample { x: *x, y: *y, target: target(row) })
        .collect();
    let reading = Reading { text, rows: &rows, first, names, is_in_comment, data, columns, width };
    let summary = summary(&reading, &samples, &classes);
    Ok((samples, classes, summary))
}

/// The header's names. R gives the first column, the row names, no name.
fn names(header: &StringRecord, data: &[StringRecord], separator: u8) -> Vec<String> {
    let mut names: Vec<String> = header.iter().take(filled(header)).map(String::from).collect();
    let has_one_more = data.iter().all(|row| filled(row) == names.len() + 1);
    if has_one_more && (separator == b' ' || counts(0, data)) {
        names.insert(0, String::new());
    }
    names
}

/// The names in a comment directly above, if they are enough.
fn names_in_comment(rows: &Rows, width: usize) -> Option<Vec<String>> {
    let names: Vec<String> = rows.comment.as_ref()?.iter().map(String::from).collect();
    let says_all = names.len() == width && matches!(by_names(&names), Ok(Named::All(_)));
    says_all.then_some(names)
}

/// A row of words that names a class, as where one table was pasted below another.
fn is_header_again(row: &StringRecord, separator: u8) -> bool {
    let is_word = |cell: &str| !cell.is_empty() && number(cell, separator).is_none();
    row.iter().any(is_class) && row.iter().all(is_word)
}

fn without_names(data: &[StringRecord], width: usize, separator: u8) -> Result<Columns, Fault> {
    // An empty column doesn't count.
    let has_value =
        |c: &usize| data.iter().any(|row| row.get(*c).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<usize> = (0..width).filter(has_value).collect();
    match columns[..] {
        [x, _, _] if counts(x, data) => Err(Fault::whole(format!(
            "does not say whether column {} is x or only numbers the lines: name the columns in \
             the first line, as in x,y,class",
            x + 1
        ))),
        [a, b, c] => by_content([a, b, c], data, separator),
        [index, a, b, c] if counts(index, data) => by_content([a, b, c], data, separator),
        _ => {
            let row = data.iter().find(|row| filled(row) == width).unwrap_or(&data[0]);
            Err(Fault::at(row, wrong_width(row, separator)))
        }
    }
}
