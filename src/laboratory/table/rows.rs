//! The rows of a CSV file, and what separates their columns.

use super::fault::Fault;
use super::lines::{lines, other_kind};
use super::number::number;
use csv::StringRecord;
use std::borrow::Cow;

pub(super) const MOST_POINTS: usize = 1_000_000;

/// What programs write between columns, the likelier one first.
const SEPARATORS: [u8; 5] = *b"\t;|, ";

/// Far more than a table of points has.
pub(super) const MOST_COLUMNS: usize = 1000;

/// How many rows are tried to find the separator.
const LOOK_AHEAD: usize = 100;

/// The rows that hold something, the cells trimmed.
pub(super) struct Rows {
    pub rows: Vec<StringRecord>,
    /// What stands between the columns; a space means any number of spaces or tabs.
    pub separator: u8,
    /// How many lines were comments.
    pub comments: usize,
    /// The last comment before the first row, which may name the columns.
    pub comment: Option<StringRecord>,
}

pub(super) fn rows(text: &str) -> Result<Rows, Fault> {
    if let Some(why) = other_kind(text) {
        return Err(Fault::whole(why));
    }
    let lines = lines(text)?;
    let mut candidates = Vec::from_iter(lines.separator);
    candidates.extend(SEPARATORS);
    let mut best = (b',', (0, 0, 0));
    for separator in candidates {
        let score = score(&spaced(&lines.text, separator), separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    let separator = best.0;
    let text = spaced(&lines.text, separator);
    let mut rows: Vec<StringRecord> = Vec::new();
    for row in parsed(&text, separator) {
        // With a header.
        if rows.len() > MOST_POINTS {
            return Err(Fault::too_long());
        }
        if row.len() > MOST_COLUMNS {
            return Err(Fault::at(&row, "has more than 1000 columns, but needs 3: x,y,class"));
        }
        rows.push(row);
    }
    for (i, row) in rows.iter().enumerate() {
        // A header's cell may be of several lines, if its quotation marks are closed.
        let may_be_long = i == 0 && rows.len() > 1;
        if !may_be_long && row.iter().any(|cell| cell.contains(['\n', '\r'])) {
            return Err(Fault::at(row, "opens a quotation mark and does not close it"));
        }
    }
    let comment =
        lines.comment.and_then(|comment| parsed(&spaced(comment, separator), separator).next());
    Ok(Rows { rows, separator, comments: lines.comments, comment })
}

/// How well this separator divides the first rows: how many have two numbers and something more,
/// how many three cells, and how many two.
fn score(text: &str, separator: u8) -> (usize, usize, usize) {
    let mut score = (0, 0, 0);
    for row in parsed(text, separator).take(LOOK_AHEAD) {
        let cells = row.iter().filter(|cell| !cell.is_empty());
        let numbers = cells.clone().filter(|cell| number(cell, separator).is_some()).count();
        let cells = cells.count();
        score.0 += usize::from(cells >= 3 && numbers >= 2);
        score.1 += usize::from(cells >= 3);
        score.2 += usize::from(cells >= 2);
    }
    score
}

/// The rows that are not blank.
fn parsed(text: &str, separator: u8) -> Box<dyn Iterator<Item = StringRecord> + '_> {
    let records = reader(text, separator).into_records();
    // The text is UTF-8 and the rows may differ in length, so that no record is an error.
    Box::new(records.filter_map(move |record| {
        let mut record = record.ok()?;
        // The reader counts the line ends before a row to it.
        let mut position = record.position()?.clone();
        let start = position.byte() as usize;
        let before = text.as_bytes()[start..].iter().take_while(|byte| b"\r\n".contains(byte));
        position.set_byte((start + before.count()) as u64);
        record.set_position(Some(position));
        let row = if record.len() == 1 { unwrapped(record, separator) } else { record };
        let row = if separator == b' ' { without_blanks(row) } else { row };
        row.iter().any(|cell| !cell.is_empty()).then_some(row)
    }))
}

/// The text, in which tabs are spaces where spaces separate the columns.
fn spaced(text: &str, separator: u8) -> Cow<'_, str> {
    if separator == b' ' { text.replace('\t', " ").into() } else { text.into() }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// A whole line in quotation marks, as one column is pasted into a spreadsheet, is several cells.
fn unwrapped(record: StringRecord, separator: u8) -> StringRecord {
    if !record[0].as_bytes().contains(&separator) || record[0].contains(['\n', '\r']) {
        return record;
    }
    if !record[0].contains('"') {
        let cells = record[0].split(char::from(separator)).map(str::trim).collect();
        return at_place_of(&record, cells);
    }
    let inner = reader(&record[0], separator).into_records().next();
    match inner {
        Some(Ok(inner)) => at_place_of(&record, inner),
        _ => record,
    }
}

fn without_blanks(record: StringRecord) -> StringRecord {
    let cells = record.iter().filter(|cell| !cell.is_empty()).collect();
    at_place_of(&record, cells)
}

fn at_place_of(record: &StringRecord, mut other: StringRecord) -> StringRecord {
    other.set_position(record.position().cloned());
    other
}
