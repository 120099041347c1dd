//! Samples of one's own in a CSV file: lines of x,y,class.

use crate::dataset::Sample;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

const MOST_POINTS: usize = 1_000_000;
const MOST_BYTES: u64 = 100_000_000;

/// Reads samples from a CSV file: lines of x,y,class with a class of 0 or 1. The first line may be
/// a header, spaces may stand around the commas, and blank lines are skipped.
///
/// ```no_run
/// use nn_from_scratch::laboratory::{load_csv, scaled};
///
/// let samples = scaled(&load_csv("flowers.csv")?);
/// # Ok::<(), String>(())
/// ```
///
/// The pictures show the plane [-2, 2]²; points from elsewhere go through [`scaled`] first.
///
/// # Errors
/// A sentence that says what is wrong, with the number of the line: another number of columns, a
/// number that is none or not finite, another class; or that the file is missing, empty, not
/// UTF-8, larger than 100 MB, or has more than a million points.
pub fn load_csv(path: impl AsRef<Path>) -> Result<Vec<Sample>, String> {
    let path = path.as_ref();
    let shown = path.display();
    let text = read(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut samples = Vec::new();
    let mut is_first = true;
    for record in reader.records() {
        let record = record.map_err(|error| format!("{shown} can't be read: {error}."))?;
        let fields: Vec<&str> = record.iter().collect();
        if fields == [""] {
            continue;
        }
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let at_line = |why| format!("Line {} of {shown} {why}.", line_at(&text, start));
        check_columns(&fields).map_err(at_line)?;
        let is_header = is_first && fields.iter().all(|field| field.parse::<f64>().is_err());
        is_first = false;
        if is_header {
            continue;
        }
        if samples.len() == MOST_POINTS {
            return Err(format!("{shown} has more than {MOST_POINTS} points."));
        }
        samples.push(sample(&fields).map_err(at_line)?);
    }
    if samples.is_empty() {
        return Err(format!("{shown} holds no samples: it needs lines of x,y,class."));
    }
    Ok(samples)
}

/// Writes samples to a CSV file, in place of one that is there; [`load_csv`] reads the same bits
/// back.
///
/// # Errors
/// A sentence that says why the file can't be written.
///
/// # Panics
/// If there are no samples, a point is not finite, or a target is neither 0 nor 1.
pub fn save_csv(samples: &[Sample], path: impl AsRef<Path>) -> Result<(), String> {
    assert!(!samples.is_empty(), "A CSV file needs at least 1 sample, but the data set is empty.");
    check_finite(samples);
    let mut text = String::from("x,y,class\n");
    for (i, Sample { x, y, target }) in samples.iter().enumerate() {
        assert!(
            *target == 0.0 || *target == 1.0,
            "A class is 0 or 1, but samples[{i}] has the target {target:?}."
        );
        // {:?} gives as many digits as tell the number from every other one.
        text += &format!("{x:?},{y:?},{}\n", target.abs());
    }
    let path = path.as_ref();
    fs::write(path, text)
        .map_err(|error| format!("The samples could not be saved to {}: {error}.", path.display()))
}

/// The samples with x and y each stretched to [-2, 2], the plane that the pictures show; where all
/// x (or all y) are equal, they become 0.
///
/// x ← 4 · (x − min) / (max − min) − 2
///
/// To be done before [`split`](super::split), so that training and test are stretched alike.
///
/// ```
/// use nn_from_scratch::{Sample, laboratory::scaled};
///
/// let sample = |x, y| Sample { x, y, target: 1.0 };
/// let samples = scaled(&[sample(10.0, 5.0), sample(20.0, 5.0), sample(50.0, 5.0)]);
/// assert_eq!(samples, [sample(-2.0, 0.0), sample(-1.0, 0.0), sample(2.0, 0.0)]);
/// ```
///
/// # Panics
/// If a point is not finite.
pub fn scaled(samples: &[Sample]) -> Vec<Sample> {
    check_finite(samples);
    let x = stretch(samples.iter().map(|sample| sample.x));
    let y = stretch(samples.iter().map(|sample| sample.y));
    samples.iter().map(|s| Sample { x: x(s.x), y: y(s.y), ..*s }).collect()
}

/// What maps the range of the numbers to [-2, 2].
fn stretch(numbers: impl Iterator<Item = f64> + Clone) -> impl Fn(f64) -> f64 {
    let min = numbers.clone().fold(f64::INFINITY, f64::min);
    let max = numbers.fold(f64::NEG_INFINITY, f64::max);
    // In halves, since max - min can be beyond the largest number.
    let half = max / 2.0 - min / 2.0;
    move |v| if half > 0.0 { 4.0 * ((v / 2.0 - min / 2.0) / half) - 2.0 } else { 0.0 }
}

fn check_finite(samples: &[Sample]) {
    for (i, Sample { x, y, .. }) in samples.iter().enumerate() {
        assert!(
            x.is_finite() && y.is_finite(),
            "Every point must be finite numbers, but samples[{i}] is at ({x}, {y})."
        );
    }
}

fn read(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => format!("There is no file {shown}: check its name and folder."),
        _ => format!("{shown} can't be read: {error}."),
    };
    let file = fs::metadata(path).map_err(unreadable)?;
    if file.is_dir() {
        return Err(format!("{shown} is a folder, but a CSV file is needed."));
    }
    // A device or a pipe may have no end.
    if !file.is_file() {
        return Err(format!("{shown} is not an ordinary file, but a CSV file is needed."));
    }
    if file.len() > MOST_BYTES {
        return Err(format!("{shown} is larger than 100 MB."));
    }
    String::from_utf8(fs::read(path).map_err(unreadable)?).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        format!(
            "Line {} of {shown} is not UTF-8 text: a spreadsheet program saves it as CSV UTF-8.",
            good.iter().filter(|byte| **byte == b'\n').count() + 1
        )
    })
}

/// The number of the first line from here on that is not blank. (The reader's own counts neither
/// the blank lines before a record nor the end of a line in `\r\n`.)
fn line_at(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let blank = bytes[start..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
    let ends =
        |i: &usize| bytes[*i] == b'\n' || bytes[*i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
    1 + (0..start + blank).filter(ends).count()
}

/// Three columns, or what there is instead.
fn check_columns(fields: &[&str]) -> Result<(), String> {
    let anywhere = |mark: char| fields.iter().any(|field| field.contains(mark));
    for (mark, name) in [(';', "semicolons"), ('\t', "tabs")] {
        if anywhere(mark) {
            return Err(format!(
                "has {name}: put commas between the columns, and points in the numbers"
            ));
        }
    }
    if anywhere('\n') || anywhere('\r') {
        return Err("opens a quotation mark and does not close it".into());
    }
    let columns = match fields.len() {
        3 => return Ok(()),
        1 => "1 column".to_string(),
        n => format!("{n} columns"),
    };
    let whole = |field: &&str| !field.contains('.') && field.parse::<f64>().is_ok();
    let advice = if fields.len() > 3 && fields.iter().all(whole) {
        "; a number is written with a point, as 0.5, not with a comma"
    } else {
        ""
    };
    Err(format!("has {columns}, but needs 3: x,y,class{advice}"))
}

fn sample(fields: &[&str]) -> Result<Sample, String> {
    let (x, y) = (coordinate("x", fields[0])?, coordinate("y", fields[1])?);
    let class = fields[2];
    match class.parse() {
        Ok(0.0) => Ok(Sample { x, y, target: 0.0 }),
        Ok(1.0) => Ok(Sample { x, y, target: 1.0 }),
        _ => Err(format!("has the class {}, but a class is 0 or 1", quoted(class))),
    }
}

fn coordinate(name: &str, field: &str) -> Result<f64, String> {
    let why = match field.parse::<f64>() {
        Ok(number) if number.is_finite() => return Ok(number),
        Ok(_) => "which is not finite",
        Err(_) if field.replacen(',', ".", 1).parse::<f64>().is_ok() => {
            "but a number is written with a point, as 0.5, not with a comma"
        }
        Err(_) => "which is not a number",
    };
    Err(format!("has {} for {name}, {why}", quoted(field)))
}

/// The field in quotation marks, shortened.
fn quoted(field: &str) -> String {
    match field.char_indices().nth(20) {
        Some((end, _)) => format!("{:?}", format!("{}…", &field[..end])),
        None => format!("{field:?}"),
    }
}
