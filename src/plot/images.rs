//! Small square images, pixel by pixel: digits, or the weights of neurons that look at them.

use super::canvas::{Canvas, Point};
use super::color::{BLUE, GRID, INK, ORANGE, PAPER, mix};
use super::figure::Figure;
use super::numbers::{plain, rounded};
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// More images, or pixels along a side, than these would not be seen; more pixels in all would make
/// the picture heavy.
const MOST_IMAGES: usize = 64;
const MOST_PIXELS: usize = 32;
const MOST_PIXELS_IN_ALL: usize = 4096;
const MOST_COLUMNS: usize = 16;

/// Shades between white and the darkest.
const SHADES: f64 = 16.0;

/// An image's side, the space between two, the line for a caption, the title; all in screen pixels.
const SIDE: f64 = 72.0;
const GAP: f64 = 16.0;
const CAPTION: f64 = 22.0;
const TOP: f64 = 46.0;

/// Square images with a caption below each, `columns` in a row. Each image is a list of values, row
/// by row from the upper left. White is 0; the darkest is the largest value of all images. Where a
/// value is negative, plus is orange and minus blue; otherwise all is grey.
///
/// ```
/// use nn_from_scratch::plot::images;
/// let (cross, edge) = ([1.0, 0.0, 0.0, 1.0], [0.5, 0.5, 0.0, 0.0]);
/// let figure = images("Two images", &[("a diagonal", &cross), ("an edge", &edge)], 2);
/// assert!(figure.html().contains("2 images of 2 × 2 pixels, from white for 0 to black for 1"));
/// ```
///
/// # Panics
/// If there are no images or more than 64, no columns or more than 16, the images are not squares of
/// the same size, of 1 to 32 pixels a side, they have more than 4096 pixels together, or a value is
/// NaN or infinite.
pub fn images(title: &str, images: &[(&str, &[f64])], columns: usize) -> Figure {
    let side = check(images, columns);
    let values = || images.iter().flat_map(|(_, values)| *values);
    let largest = values().fold(0.0, |most: f64, value| most.max(value.abs()));
    let signed = values().any(|value| *value < 0.0);

    let colors = if signed {
        format!("from blue for {} over white for 0 to orange for", said(-largest))
    } else {
        "from white for 0 to black for".to_string()
    };
    let named: Vec<&str> =
        images.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
    let description = format!(
        "{} of {side} × {side} pixels, {colors} {}. {}",
        if images.len() == 1 { "1 image".into() } else { format!("{} images", images.len()) },
        said(largest),
        if named.is_empty() { String::new() } else { format!("Below them: {}.", named.join("; ")) },
    );
    let rows = images.len().div_ceil(columns);
    let columns = columns.min(images.len());
    let width = (SIDE + GAP) * columns as f64 + GAP;
    let height = TOP + (SIDE + CAPTION + GAP) * rows as f64;
    // A title needs some room, however few the images.
    let left = (360.0 - width).max(0.0) / 2.0;
    let size = ((width + 2.0 * left) as u32, height as u32);
    let mut figure = Figure::new(title, description.trim_end(), size);

    let corner = |i: usize| {
        let (column, row) = ((i % columns) as f64, (i / columns) as f64);
        (left + GAP + (SIDE + GAP) * column, TOP + (SIDE + CAPTION + GAP) * row)
    };
    let corners: Vec<Point> = (0..images.len()).map(corner).collect();
    let mut pixels = Canvas::new(" shape-rendering=\"crispEdges\"");
    for shade in -SHADES as i32..=SHADES as i32 {
        let is_shade = |value: f64| shade != 0 && self::shade(value, largest) == shade;
        let of = |(image, corner): (&(&str, &[f64]), &Point)| strips(image.1, *corner, &is_shade);
        let strips: Vec<(Point, f64)> = images.iter().zip(&corners).flat_map(of).collect();
        if !strips.is_empty() {
            pixels.strips(&strips, SIDE / side as f64, color(shade, signed));
        }
    }
    figure.add(pixels);

    let mut frames = Canvas::new("");
    for ((name, _), (x, y)) in images.iter().zip(corners) {
        let (right, bottom) = (x + SIDE, y + SIDE);
        frames.line(&[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], GRID, 1.0);
        // A letter is about 0.55 of its height wide; a long caption shrinks rather than be cut.
        let letters = name.chars().count().max(1) as f64;
        let size = ((SIDE + GAP) / letters / 0.55).min(14.0);
        let below = (x + SIDE / 2.0, bottom + CAPTION / 2.0 + 1.0);
        frames.text(name, below, size, (HPos::Center, VPos::Center), INK);
    }
    figure.add(frames);
    figure
}

/// A number with four digits, in words.
fn said(value: f64) -> String {
    let short = rounded(value, 3);
    // Near the end of f64, a number rounded up would be infinite.
    plain(if short.is_finite() { short } else { value })
}

/// The pixels along a side.
fn check(images: &[(&str, &[f64])], columns: usize) -> usize {
    assert!(
        (1..=MOST_IMAGES).contains(&images.len()),
        "A figure shows 1 to {MOST_IMAGES} images, but got {}.",
        images.len()
    );
    assert!(
        (1..=MOST_COLUMNS).contains(&columns),
        "Images stand in 1 to {MOST_COLUMNS} columns, but got {columns}."
    );
    let side = images[0].1.len().isqrt();
    for (name, values) in images {
        assert!(
            values.len() == side * side && (1..=MOST_PIXELS).contains(&side),
            "Images here are squares of the same size, of 1 to {MOST_PIXELS} pixels a side, but \
             “{name}” has {} pixels.",
            values.len()
        );
        if let Some(value) = values.iter().find(|value| !value.is_finite()) {
            panic!("There is nothing to draw: a pixel of “{name}” is {value}.");
        }
    }
    let pixels = images.len() * side * side;
    assert!(
        pixels <= MOST_PIXELS_IN_ALL,
        "A figure of images has room for {MOST_PIXELS_IN_ALL} pixels, but these have {pixels}; draw \
         some of them."
    );
    side
}

/// From −16 to 16, in proportion to the largest value.
fn shade(value: f64, largest: f64) -> i32 {
    if largest == 0.0 { 0 } else { (value / largest * SHADES).round() as i32 }
}

fn color(shade: i32, signed: bool) -> RGBColor {
    let darkest = match (signed, shade < 0) {
        (false, _) => INK,
        (true, true) => BLUE,
        (true, false) => ORANGE,
    };
    mix(PAPER, darkest, f64::from(shade.abs()) / SHADES)
}

/// Neighbours in a row that have the shade, each run with its upper left corner and its width.
fn strips(values: &[f64], (left, top): Point, is_shade: &dyn Fn(f64) -> bool) -> Vec<(Point, f64)> {
    let side = values.len().isqrt();
    let pixel = SIDE / side as f64;
    let mut strips = Vec::new();
    for (row, values) in values.chunks(side).enumerate() {
        let mut column = 0;
        while column < side {
            let run = values[column..].iter().take_while(|value| is_shade(**value)).count();
            if run > 0 {
                let corner = (left + pixel * column as f64, top + pixel * row as f64);
                strips.push((corner, pixel * run as f64));
            }
            column += run.max(1);
        }
    }
    strips
}
