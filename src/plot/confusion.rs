//! A confusion matrix: which class was taken for which.

use super::canvas::Canvas;
use super::color::{GRID, INK, ORANGE, PAPER, mix};
use super::figure::Figure;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// More classes than these would not be read.
const MOST_CLASSES: usize = 20;

/// A cell's side, and the space left of the matrix and above it.
const CELL: f64 = 36.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 48.0;

/// What stands on the diagonal is right.
const RIGHT: RGBColor = RGBColor(224, 236, 246);

/// How often each class got each answer: a row for each class, in it a column for each answer. The
/// diagonal, where both agree, is light blue; elsewhere, the more often, the more orange. A 0 is left
/// blank.
///
/// ```
/// use nn_from_scratch::plot::confusion;
/// let figure = confusion("Two classes", &[vec![5, 1], vec![0, 4]]);
/// assert!(figure.html().contains("9 of 10 are right. Wrong: 0 taken for 1, once."));
/// ```
///
/// # Panics
/// If there are no classes or more than 20, or a row has not one number for each class.
pub fn confusion(title: &str, counts: &[Vec<usize>]) -> Figure {
    let classes = counts.len();
    assert!(
        (1..=MOST_CLASSES).contains(&classes),
        "A confusion matrix shows 1 to {MOST_CLASSES} classes, but got {classes}."
    );
    for row in counts {
        assert!(
            row.len() == classes,
            "A confusion matrix has as many columns as rows, but a row of this one has {} numbers \
             and there are {classes} rows.",
            row.len()
        );
    }
    let side = CELL * classes as f64;
    let size = ((LEFT + side + 24.0) as u32, (TOP + side + 58.0) as u32);
    let mut figure = Figure::new(title, &describe(counts), size);

    let wrong = all_wrong(counts).iter().map(|(_, _, count)| *count).max().unwrap_or(1);
    let center = (HPos::Center, VPos::Center);
    let middle = |i: usize| CELL * (i as f64 + 0.5);
    let mut canvas = Canvas::new("");
    for (class, row) in counts.iter().enumerate() {
        for (answer, &count) in row.iter().enumerate() {
            let (x, y) = (LEFT + CELL * answer as f64, TOP + CELL * class as f64);
            let color = match (class == answer, count) {
                (true, _) => RIGHT,
                (false, 0) => PAPER,
                (false, _) => mix(PAPER, ORANGE, 0.15 + 0.45 * count as f64 / wrong as f64),
            };
            if color != PAPER {
                canvas.rectangle((x, y), (x + CELL, y + CELL), color);
            }
            if count > 0 {
                let number = count.to_string();
                // A letter is about 0.55 of its height wide.
                let letter_size = (0.9 * CELL / number.len() as f64 / 0.55).min(14.0);
                canvas.text(&number, (x + CELL / 2.0, y + CELL / 2.0), letter_size, center, INK);
            }
        }
    }
    for i in 0..=classes {
        let (x, y) = (LEFT + CELL * i as f64, TOP + CELL * i as f64);
        canvas.line(&[(x, TOP), (x, TOP + side)], GRID, 1.0);
        canvas.line(&[(LEFT, y), (LEFT + side, y)], GRID, 1.0);
    }
    for class in 0..classes {
        let name = class.to_string();
        canvas.text(&name, (LEFT - 14.0, TOP + middle(class)), 14.0, center, INK);
        canvas.text(&name, (LEFT + middle(class), TOP + side + 15.0), 14.0, center, INK);
    }
    canvas.text("answer", (LEFT + side / 2.0, TOP + side + 40.0), 14.0, center, INK);
    canvas.text_at_angle("class", (24.0, TOP + side / 2.0), 14.0, -90.0, INK);
    figure.add(canvas);
    figure
}

/// Each class with a wrong answer that it got, and how often.
fn all_wrong(counts: &[Vec<usize>]) -> Vec<(usize, usize, usize)> {
    let row = |(class, row): (usize, &Vec<usize>)| {
        let cells = row.iter().enumerate().map(|(answer, count)| (class, answer, *count));
        cells.filter(|(class, answer, count)| class != answer && *count > 0).collect::<Vec<_>>()
    };
    counts.iter().enumerate().flat_map(row).collect()
}

fn describe(counts: &[Vec<usize>]) -> String {
    let all: usize = counts.iter().flatten().sum();
    let right: usize = (0..counts.len()).map(|class| counts[class][class]).sum();
    let mut wrong = all_wrong(counts);
    wrong.sort_by_key(|(_, _, count)| usize::MAX - count);
    let said = wrong.iter().map(|(class, answer, count)| {
        let times = if *count == 1 { "once".to_string() } else { format!("{count} times") };
        format!("{class} taken for {answer}, {times}")
    });
    let said: Vec<String> = said.collect();
    let errors =
        if said.is_empty() { String::new() } else { format!(" Wrong: {}.", said.join("; ")) };
    format!("A row for each class, a column for each answer. {right} of {all} are right.{errors}")
}
