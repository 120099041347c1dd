//! Your own samples in a CSV file.

mod classes;
mod columns;
mod fault;
mod header;
mod lines;
mod names;
mod number;
mod points;
mod rows;
mod samples;
mod summary;
mod widths;

use super::text_file;
use crate::dataset::Sample;
use crate::soundness;
use std::fmt;
use std::ops::Deref;
use std::path::Path;

/// The samples of a file and how they were read; printed, it says which columns were taken for what.
///
/// Use it wherever samples are expected: `scaled(&table)`, `split(&table, 0.25, &mut rng)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The samples, in the order of the lines.
    pub samples: Vec<Sample>,
    /// What the file calls the classes of the targets 0 and 1.
    pub classes: [String; 2],
    summary: String,
}

impl Table {
    /// Shows the summary in a notebook: the kernel calls this for a cell's last expression.
    pub fn evcxr_display(&self) {
        println!("EVCXR_BEGIN_CONTENT text/plain\n{self}\nEVCXR_END_CONTENT");
    }
}

impl Deref for Table {
    type Target = [Sample];

    fn deref(&self) -> &[Sample] {
        &self.samples
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary)
    }
}

/// Reads samples from a CSV file: a line for each, with x, y and one of two classes.
///
/// ```
/// use nn_from_scratch::laboratory::load_csv;
/// # let path = std::env::temp_dir().join(format!("load-csv-{}.csv", std::process::id()));
///
/// std::fs::write(&path, "kind;x;y\nbirch;0,5;1\noak;-1;1,5\n").unwrap();
/// let table = load_csv(&path)?;
/// assert_eq!((table.samples[1].x, table.samples[1].target), (-1.0, 1.0));
/// assert_eq!(
///     table.to_string(),
///     "2 samples: x from column 2, y from 3, class from 1 (\"kind\"; 1 of class \"birch\" as 0, \
///      1 of class \"oak\" as 1). Commas in numbers are read as decimal points."
/// );
/// # std::fs::remove_file(&path).unwrap();
/// # Ok::<(), String>(())
/// ```
///
/// - A **first line of names** says what the columns are, in any order (`class,x,y`, `x1,x2,label`);
///   other columns, and one that only numbers the lines, are left out.
/// - **Without names** the class is the only column of words, or the only one of two whole numbers,
///   or the last.
/// - **The classes** may have any two names. The larger number, or the word later in the alphabet,
///   becomes the target 1.
/// - **The separator** is a comma, a semicolon, a tab, a bar or spaces. If it is not a comma,
///   numbers may have a decimal comma.
/// - Blank lines are skipped, and lines that begin with `#`, `%` or `//`.
///
/// The pictures show the plane [-2, 2]²; [`scaled`](super::scaled) moves other points into it.
///
/// # Errors
/// A sentence that says what is wrong and what to do, with the line's number if it is about a line:
/// fewer or more columns, something that is not a finite number, a third class, columns that can't
/// be told apart; or a file that is missing, empty, not UTF-8 text, larger than 100 MB, or of more
/// than a million points.
pub fn load_csv(path: impl AsRef<Path>) -> Result<Table, String> {
    let path = path.as_ref();
    let text = text_file::read(path, "a CSV file")?;
    let (samples, classes, summary) =
        samples::table(&text).map_err(|fault| fault.sentence(&text, &text_file::shown(path)))?;
    Ok(Table { samples, classes, summary })
}

/// Writes samples to a CSV file, in place of one that is there; [`load_csv`] reads the same bits
/// back.
///
/// ```
/// use nn_from_scratch::{laboratory::{load_csv, save_csv}, sample_grid, unit_disk};
/// # let path = std::env::temp_dir().join(format!("save-csv-{}.csv", std::process::id()));
///
/// let samples = sample_grid(unit_disk, 10);
/// save_csv(&samples, &path)?;
/// assert_eq!(load_csv(&path)?.samples, samples);
/// # std::fs::remove_file(&path).unwrap();
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// A sentence that says why the file can't be written.
///
/// # Panics
/// If there are no samples, one holds NaN or an infinite number, or a target is neither 0 nor 1.
pub fn save_csv(samples: &[Sample], path: impl AsRef<Path>) -> Result<(), String> {
    assert!(!samples.is_empty(), "A CSV file needs at least 1 sample, but the data set is empty.");
    soundness::finite(samples);
    let mut text = String::from("x,y,class\n");
    for (i, Sample { x, y, target }) in samples.iter().enumerate() {
        assert!(
            *target == 0.0 || *target == 1.0,
            "A class is 0 or 1, but samples[{i}] has the target {target:?}."
        );
        // {:?} gives as many digits as tell the number from every other one.
        text += &format!("{x:?},{y:?},{}\n", target.abs());
    }
    text_file::write(path.as_ref(), &text)
}
