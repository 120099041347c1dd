//! Numbers as people write them, and cells that were meant to be numbers.

/// The number in a cell. Where a comma does not separate the columns, it may stand for the point;
/// a minus sign may be the typographic one.
pub(super) fn number(cell: &str, separator: u8) -> Option<f64> {
    if let Some(positive) = cell.strip_prefix('−') {
        return number(&format!("-{positive}"), separator);
    }
    cell.parse().ok().or_else(|| {
        let (whole, part) = cell.split_once(',').filter(|_| separator != b',')?;
        let begins_with_digit = part.starts_with(|c: char| c.is_ascii_digit());
        if begins_with_digit { format!("{whole}.{part}").parse().ok() } else { None }
    })
}

/// Whether a cell that is not a number was clearly meant to be one: `0.5x`, `$5`, `O.5`, `l,2`.
pub(super) fn is_mistyped(cell: &str) -> bool {
    let unmarked = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
    let corrected: String = cell
        .chars()
        .map(|c| match c {
            'o' | 'O' => '0',
            'l' | 'I' | 'i' => '1',
            ',' => '.',
            other => other,
        })
        .collect();
    unmarked.starts_with(|c: char| c.is_ascii_digit())
        || corrected.contains('.') && corrected.parse::<f64>().is_ok()
}

/// The cell in quotation marks, shortened.
pub(super) fn quoted(cell: &str) -> String {
    match cell.char_indices().nth(20) {
        Some((end, _)) => format!("{:?}", format!("{}…", &cell[..end])),
        None => format!("{cell:?}"),
    }
}

/// `a, b and c`.
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
