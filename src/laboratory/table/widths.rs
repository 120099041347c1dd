//! How many columns the rows have.

use super::fault::Fault;
use super::header::filled;
use super::rows::MOST_COLUMNS;
use crate::wording::counted;
use csv::StringRecord;

/// The number of columns that a header names, if all rows have as many.
pub(super) fn named_width(
    header: &StringRecord,
    names: usize,
    data: &[StringRecord],
    separator: u8,
) -> Result<usize, Fault> {
    let usual = usual_width(data);
    if names < 3 && usual > names {
        let why = format!(
            "has {}, but the lines below have {usual}: remove it, or name the columns in it, as in \
             x,y,class",
            counted(names, "column")
        );
        return Err(Fault::at(header, why));
    }
    check_widths(data, names, "the first line names", separator)?;
    Ok(names)
}

/// The number of columns that all rows have.
pub(super) fn unnamed_width(data: &[StringRecord], separator: u8) -> Result<usize, Fault> {
    let width = usual_width(data);
    check_widths(data, width, "the others have", separator)?;
    Ok(width)
}

/// The number of columns that most rows have.
fn usual_width(data: &[StringRecord]) -> usize {
    let mut counts = vec![0; MOST_COLUMNS + 1];
    for row in data {
        counts[filled(row)] += 1;
    }
    (0..=MOST_COLUMNS).max_by_key(|width| counts[*width]).unwrap_or(0)
}

/// Every row has `width` columns, and beyond them only empty ones.
fn check_widths(
    data: &[StringRecord],
    width: usize,
    others: &str,
    separator: u8,
) -> Result<(), Fault> {
    match data.iter().find(|row| filled(row) > width || row.len() < width) {
        Some(row) if width == 3 => Err(Fault::at(row, wrong_width(row, separator))),
        Some(row) => Err(Fault::at(
            row,
            format!("has {}, but {others} {width}", counted(filled(row), "column")),
        )),
        None => Ok(()),
    }
}

/// The message for a row that does not have three columns; decimal commas may be the reason.
pub(super) fn wrong_width(row: &StringRecord, separator: u8) -> String {
    let columns = counted(filled(row), "column");
    // 0,5,1,2,1: the columns of a point in pairs, each a number and the digits behind its comma.
    let digits = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = |cell: &str| digits(cell.trim_start_matches(['-', '+']));
    let in_pairs = separator == b','
        && filled(row) == 5
        && row.iter().all(is_whole)
        && digits(&row[1])
        && digits(&row[3]);
    let advice = if in_pairs {
        let (whole, part) = (&row[0], &row[1]);
        format!("; if {whole},{part} is one number, write it with a point: {whole}.{part}")
    } else {
        String::new()
    };
    format!("has {columns}, but needs 3: x,y,class{advice}")
}
