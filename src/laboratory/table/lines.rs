//! The lines of a CSV file: which of them are rows, and what the others say.

use super::fault::Fault;

/// A line of samples is far shorter; a file of another kind need not be.
const LONGEST_LINE: usize = 10_000;

/// What the first character says about a file of another kind.
pub(super) fn other_kind(text: &str) -> Option<&'static str> {
    match text.trim_start().chars().next()? {
        '<' => {
            Some("is a web page, not a CSV file: download the file itself (GitHub calls it Raw)")
        }
        '{' | '[' => Some("is JSON or a printed list, not a CSV file: it needs lines of x,y,class"),
        _ => None,
    }
}

/// The lines of a text, each sorted: a row, or something else.
pub(super) struct Lines<'a> {
    /// The text with line ends in place of what is not a row, so that the rows keep their places.
    pub text: String,
    /// What a line like `sep=;` says, as spreadsheet programs write and read it.
    pub separator: Option<u8>,
    pub comments: usize,
    /// The last comment before the first row.
    pub comment: Option<&'a str>,
}

pub(super) fn lines(text: &str) -> Result<Lines<'_>, Fault> {
    let kept = String::with_capacity(text.len());
    let mut lines = Lines { text: kept, separator: None, comments: 0, comment: None };
    let mut is_before_rows = true;
    for line in text.split_inclusive(['\n', '\r']) {
        if line.len() > LONGEST_LINE {
            let why = "is longer than 10,000 characters, but a sample is three short columns";
            return Err(Fault::at_byte(lines.text.len(), why));
        }
        let content = line.trim();
        // Also the empty rows of a spreadsheet: `,,`
        let is_blank = content.chars().all(|c| c.is_whitespace() || ",;|\"".contains(c));
        if is_before_rows && let Some(mark) = separator_line(content) {
            lines.separator = mark;
        } else if let Some(comment) = comment(content) {
            lines.comments += 1;
            if is_before_rows {
                lines.comment = Some(comment);
            }
        } else if !is_blank {
            is_before_rows = false;
            lines.text += line;
            continue;
        }
        lines.text.extend(std::iter::repeat_n('\n', line.len()));
    }
    Ok(lines)
}

/// Whether it is a line like `sep=;`, and what it says if that can be a separator.
fn separator_line(line: &str) -> Option<Option<u8>> {
    let line = line.trim_matches('"');
    let mark =
        line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    let can_be = |byte: &u8| byte.is_ascii_punctuation() && !b"\".-+_".contains(byte);
    Some(mark.bytes().next().filter(can_be))
}

/// What a comment says. (`#N/A` and the like are what a spreadsheet program could not compute.)
fn comment(line: &str) -> Option<&str> {
    let errors = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"];
    if errors.iter().any(|error| line.starts_with(error)) {
        return None;
    }
    ["#", "%", "//"].iter().find_map(|mark| line.strip_prefix(mark))
}
