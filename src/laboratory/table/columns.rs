//! Which columns are x, y and the class, by what they hold.

use super::classes::name;
use super::fault::Fault;
use super::number::{is_mistyped, number};
use csv::StringRecord;

/// The place of each, counted from 0.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub x: usize,
    pub y: usize,
    pub class: usize,
}

/// Which of three columns is the class: the only one of words, else the only one of two whole
/// numbers, else the last. The others are x and y in their order.
pub(super) fn by_content(
    columns: [usize; 3],
    rows: &[StringRecord],
    separator: u8,
) -> Result<Columns, Fault> {
    let contents = columns.map(|column| Content::new(column, rows, separator));
    let which = |holds: fn(&Content) -> bool| -> Vec<usize> {
        (0..3).filter(|i| holds(&contents[*i])).collect()
    };
    let mut words = which(|content| content.is_words);
    let usual = which(Content::is_usual_class);
    let two = which(|content| content.is_whole && content.values.len() <= 2);
    let candidates = if !usual.is_empty() { usual } else { two };
    // A single word may be a mistyped number, where another column can be the class.
    if !candidates.is_empty() {
        words.retain(|i| *i == 2 || contents[*i].values.len() > 1);
    }
    let class = match (&words[..], &candidates[..]) {
        ([class], _) | ([], [class]) => *class,
        ([], [0, 2]) if rows.len() >= 3 && contents[0].values.len() > 1 => {
            return Err(unclear("the first and the last hold two numbers each"));
        }
        ([], [0, 1]) => return Err(unclear("the first two hold two numbers each")),
        ([], [.., 2]) | ([.., 2], _) => 2,
        // Three classes or more, which are reported later; else no column can be the class.
        _ => (0..3)
            .filter(|i| contents[*i].may_be_more_classes(rows.len()))
            .rev()
            .min_by_key(|i| contents[*i].values.len())
            .ok_or_else(|| unclear("no column holds just two whole numbers or words"))?,
    };
    let others: Vec<usize> = (0..3).filter(|i| *i != class).map(|i| columns[i]).collect();
    Ok(Columns { x: others[0], y: others[1], class: columns[class] })
}

fn unclear(since: &str) -> Fault {
    Fault::whole(format!(
        "does not say which column is the class, since {since}: name the columns in the first \
         line, as in x,y,class"
    ))
}

/// Whether the column counts the rows from 0 or 1 on, as an index does.
pub(super) fn counts(column: usize, rows: &[StringRecord]) -> bool {
    let from = |start: usize| {
        rows.iter().enumerate().all(|(i, row)| row.get(column) == Some(&(start + i).to_string()))
    };
    rows.len() >= 3 && (from(0) || from(1))
}

/// More values than a column of classes has.
const MOST_VALUES: usize = 30;

struct Content {
    /// The different values, up to `MOST_VALUES`.
    values: Vec<String>,
    is_words: bool,
    is_whole: bool,
    has_fraction: bool,
}

impl Content {
    fn new(column: usize, rows: &[StringRecord], separator: u8) -> Content {
        let mut content =
            Content { values: Vec::new(), is_words: true, is_whole: true, has_fraction: false };
        for cell in rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()) {
            let number = number(cell, separator);
            content.is_words &= number.is_none() && !is_mistyped(cell);
            content.is_whole &= number.is_some_and(|number| number.fract() == 0.0);
            content.has_fraction |= number.is_some_and(|number| number.fract() != 0.0);
            if content.values.len() < MOST_VALUES {
                let name = name(cell, separator);
                if !content.values.contains(&name) {
                    content.values.push(name);
                }
            }
        }
        content
    }

    /// Whether there are three values or more, each of them again and again if they are fractions.
    fn may_be_more_classes(&self, num_rows: usize) -> bool {
        self.values.len() > 2 && (!self.has_fraction || 2 * self.values.len() <= num_rows)
    }

    /// Of 0 and 1, -1 and 1, or 1 and 2.
    fn is_usual_class(&self) -> bool {
        let is_of =
            |pair: [&str; 2]| self.values.iter().all(|value| pair.contains(&value.as_str()));
        !self.values.is_empty() && [["0", "1"], ["-1", "1"], ["1", "2"]].into_iter().any(is_of)
    }
}
