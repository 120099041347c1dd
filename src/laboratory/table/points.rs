//! The points of the rows: two finite numbers each.

use super::columns::Columns;
use super::fault::Fault;
use super::number::{number, quoted};
use csv::StringRecord;

pub(super) fn points(
    data: &[StringRecord],
    columns: Columns,
    separator: u8,
) -> Result<Vec<(f64, f64)>, Fault> {
    // In a file with 1.5, 1,234 would mean more than a thousand.
    let mut mark: Option<char> = None;
    let mut points = Vec::with_capacity(data.len());
    for row in data {
        for (axis, column) in [("x", columns.x), ("y", columns.y)] {
            let cell = &row[column];
            let found = cell.chars().find(|c| [',', '.'].contains(c));
            if let (Some(found), Some(mark)) = (found, mark)
                && separator != b','
                && found != mark
            {
                let why = format!(
                    "has {} for {axis}, but an earlier number has a {}: write all numbers with a \
                     point",
                    quoted(cell),
                    if mark == ',' { "comma" } else { "point" }
                );
                return Err(Fault::at(row, why));
            }
            mark = mark.or(found);
        }
        let point = coordinate("x", &row[columns.x], separator)
            .and_then(|x| Ok((x, coordinate("y", &row[columns.y], separator)?)));
        points.push(point.map_err(|why| Fault::at(row, why))?);
    }
    Ok(points)
}

fn coordinate(axis: &str, cell: &str, separator: u8) -> Result<f64, String> {
    let why = match number(cell, separator) {
        Some(number) if number.is_finite() => return Ok(number),
        Some(_) => "which is not finite",
        None if cell.is_empty() => {
            return Err(format!("has no {axis}: fill it in, or remove the line"));
        }
        // In quotation marks, since a comma would separate columns.
        None if number(cell, b';').is_some() => {
            "but a number needs a point, as in 0.5, not a comma"
        }
        None => "which is not a number",
    };
    Err(format!("has {} for {axis}, {why}", quoted(cell)))
}
