//! Whether the first row names the columns.

use super::fault::Fault;
use super::names::{is_class, is_pair};
use super::number::{is_mistyped, number, quoted};
use super::rows::Rows;
use csv::StringRecord;

/// What the first row is.
pub(super) enum First {
    /// It names the columns.
    Header,
    /// Numbers that count the columns, and would not be a sample like the others.
    HeaderOfNumbers,
    Sample,
    /// A sample whose numbers could count the columns.
    SampleLikeHeader,
}

const NUMBER_WORDS: [&str; 12] =
    ["zero", "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

pub(super) fn first(rows: &Rows) -> Result<First, Fault> {
    let (row, rest) = (&rows.rows[0], &rows.rows[1..]);
    let cells: Vec<&str> = row.iter().take(filled(row)).collect();
    let words: Vec<usize> = (0..cells.len()).filter(|c| is_word(cells[*c])).collect();
    let num_filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    match words[..] {
        [] => Ok(numbers(&cells, rest)),
        // A single column is too few in any case, and is reported as that.
        [0] if num_filled == 1 && is_mistyped(cells[0]) => Ok(First::Sample),
        _ if words.len() == num_filled => names(row, &cells, rest),
        [c] => Ok(if is_last_name(c, &cells, rest) { First::Header } else { First::Sample }),
        [first, ..] => {
            let is_name = |c: &usize| is_class(cells[*c]) || is_of_pair(*c, &cells);
            if words.iter().any(is_name) { Ok(First::Header) } else { neither(row, cells[first]) }
        }
    }
}

/// Decimal commas count as numbers here; where they can't be read, that is reported later.
fn is_word(cell: &str) -> bool {
    !cell.is_empty() && number(cell, b';').is_none()
}

fn is_of_pair(c: usize, cells: &[&str]) -> bool {
    cells.iter().any(|other| is_pair(cells[c], other) || is_pair(other, cells[c]))
}

fn neither(row: &StringRecord, cell: &str) -> Result<First, Fault> {
    let cell = quoted(cell);
    let why = format!(
        "is neither a header nor a sample, because of {cell}: a header names the columns, as in \
         x,y,class; a sample is two numbers and a class, as in 0.5,-1.2,1"
    );
    Err(Fault::at(row, why))
}

/// A first row of words alone names the columns, if they can be names.
fn names(row: &StringRecord, cells: &[&str], rest: &[StringRecord]) -> Result<First, Fault> {
    for (c, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let is_number_word = NUMBER_WORDS.contains(&cell.to_lowercase().as_str());
        // The class of a sample, which has numbers beside it.
        let recurs = |row: &StringRecord| {
            row.get(c) == Some(cell) && row.iter().any(|cell| !cell.is_empty() && !is_word(cell))
        };
        if is_mistyped(cell) || is_number_word || rest.iter().any(recurs) {
            return neither(row, cell);
        }
        if cells[..c].contains(cell) {
            let why = format!("gives two columns the same name, {}", quoted(cell));
            return Err(Fault::at(row, why));
        }
    }
    Ok(First::Header)
}

/// Whether the only word of the first row is a name beside numbers that are names, too, as in
/// `0,1,label`, and not the class of a sample.
fn is_last_name(c: usize, cells: &[&str], rest: &[StringRecord]) -> bool {
    let others = || cells.iter().enumerate().filter(|(i, cell)| *i != c && !cell.is_empty());
    let counts =
        [0, 1].iter().any(|from| others().all(|(i, cell)| *cell == (i + from).to_string()));
    let are_whole = others().all(|(_, cell)| !cell.contains(['.', ',']));
    let is_number_below =
        rest.iter().all(|row| row.get(c).is_some_and(|cell| !cell.is_empty() && !is_word(cell)));
    let is_class = is_class(cells[c]);
    let recurs = rest.iter().any(|row| row.get(c) == Some(cells[c]));
    !is_mistyped(cells[c])
        && !recurs
        && (counts && (is_class || is_number_below) || is_class && are_whole && is_number_below)
}

/// How many cells there are up to the last that is not empty.
pub(super) fn filled(row: &StringRecord) -> usize {
    row.as_byte_record().iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

/// A first row of numbers alone is a header if it counts the columns, as programs number those
/// without names, and its last number is not found below.
fn numbers(cells: &[&str], rest: &[StringRecord]) -> First {
    let names = if cells[0].is_empty() { &cells[1..] } else { cells };
    let counts = |cells: &[&str]| {
        [0, 1].iter().any(|from| (*from..).zip(cells).all(|(n, cell)| *cell == n.to_string()))
    };
    let last = cells.len() - 1;
    if names.len() >= 3
        && counts(names)
        && !rest.iter().any(|row| row.get(last) == Some(cells[last]))
    {
        return First::HeaderOfNumbers;
    }
    let is_whole = |cell: &str| !cell.contains(['.', ',']);
    let others_are_whole = rest.iter().all(|row| row.iter().take(2).all(is_whole));
    if cells.len() >= 3 && counts(&cells[..2]) && !others_are_whole {
        return First::SampleLikeHeader;
    }
    First::Sample
}
