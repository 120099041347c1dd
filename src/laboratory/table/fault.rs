//! What is wrong with a CSV file, and on which line.

use csv::StringRecord;

/// What is wrong, as the rest of a sentence about the line or about the file.
pub(super) struct Fault {
    byte: Option<usize>,
    why: String,
}

impl Fault {
    pub fn whole(why: impl Into<String>) -> Fault {
        Fault { byte: None, why: why.into() }
    }

    pub fn at(row: &StringRecord, why: impl Into<String>) -> Fault {
        Fault::at_byte(start(row), why)
    }

    pub fn at_byte(byte: usize, why: impl Into<String>) -> Fault {
        Fault { byte: Some(byte), why: why.into() }
    }

    pub fn too_long() -> Fault {
        Fault::whole("has more than 1,000,000 points")
    }

    pub fn sentence(&self, text: &str, file: &str) -> String {
        match self.byte {
            Some(byte) => format!("Line {} of {file} {}.", line_at(text, byte), self.why),
            None => format!("{file} {}.", self.why),
        }
    }
}

/// The byte at which a row begins.
pub(super) fn start(row: &StringRecord) -> usize {
    row.position().map_or(0, |position| position.byte() as usize)
}

/// The number of the line in which this byte is; a line ends in `\n`, `\r` or `\r\n`. (The reader's
/// own number does not count blank lines, and counts some line ends twice.)
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    let bytes = text.as_bytes();
    let ends =
        |i: &usize| bytes[*i] == b'\n' || bytes[*i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
    1 + (0..byte).filter(ends).count()
}
