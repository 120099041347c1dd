//! A figure: a value that shows itself in a notebook and saves itself to a file.

use super::axes::{Axes, Chart};
use super::canvas::{Canvas, FINE, escaped};
use super::color::{INK, PAPER};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use std::error::Error;
use std::io;
use std::ops::Range;
use std::path::Path;

/// The most pixels of a side: nothing shows larger pictures.
const MOST_PIXELS: u32 = 100_000;

/// A picture with a title and a description that a screen reader can say.
///
/// As the last expression of a cell it shows itself.
#[derive(Clone, Debug)]
pub struct Figure {
    title: String,
    description: String,
    size: (u32, u32),
    layers: String,
    axes: Option<Axes>,
    /// Where the bar of colours stands in the layers.
    bar: Option<Range<usize>>,
}

impl Figure {
    /// An empty figure of `size` pixels under its title, for drawing with plotters: see
    /// [`draw_area`](Figure::draw_area).
    ///
    /// ```
    /// use nn_from_scratch::{plot::Figure, plotters::prelude::*};
    /// let mut figure = Figure::new("A line", "From the upper left down.", (200, 100));
    /// figure.draw_area(|area| {
    ///     area.draw(&PathElement::new([(20, 40), (180, 90)], BLACK))?;
    ///     Ok(())
    /// });
    /// assert!(figure.svg().contains("points=\"20,40 180,90 \""));
    /// ```
    ///
    /// # Panics
    /// If a side has no pixels, or more than 100000.
    pub fn new(title: &str, description: &str, size: (u32, u32)) -> Figure {
        assert!(
            [size.0, size.1].iter().all(|side| (1..=MOST_PIXELS).contains(side)),
            "A figure has sides of 1 to {MOST_PIXELS} pixels, but this one would be {} wide and {} \
             high.",
            size.0,
            size.1
        );
        let mut figure = Figure {
            title: title.to_string(),
            description: description.to_string(),
            size,
            layers: String::new(),
            axes: None,
            bar: None,
        };
        let (width, height) = (size.0 as f64, size.1 as f64);
        let mut canvas = Canvas::new("");
        canvas.rectangle((0.0, 0.0), (width, height), PAPER);
        // A letter is about 0.55 of its height wide; a long title shrinks rather than be cut.
        let letters = title.chars().count().max(1) as f64;
        let letter_size = (width * 0.96 / letters / 0.55).min(17.0);
        let center = (width / 2.0, 22.0);
        canvas.text(title, center, letter_size, (HPos::Center, VPos::Center), INK);
        figure.add(canvas);
        figure
    }

    pub(super) fn with_axes(title: &str, description: &str, axes: Axes) -> Figure {
        Figure::over(title, description, axes, true)
    }

    /// With or without lines behind the plot at the axes' numbers.
    pub(super) fn over(title: &str, description: &str, axes: Axes, lines: bool) -> Figure {
        let mut figure = Figure::new(title, description, axes.figure_size());
        figure.draw_area(|area| {
            axes.draw(area, lines);
            Ok(())
        });
        figure.axes = Some(axes);
        figure
    }

    pub(super) fn axes(&self) -> &Axes {
        let axes = self.axes.as_ref();
        axes.expect("This figure has no axes to draw on; draw on its pixels with `draw_area`.")
    }

    pub(super) fn add(&mut self, canvas: Canvas) {
        self.layers += &canvas.finish();
    }

    pub(super) fn describe_also(&mut self, sentence: &str) {
        self.description += &format!(" {sentence}");
    }

    /// The bar of colours, which figures side by side may share.
    pub(super) fn add_bar(&mut self, canvas: Canvas) {
        let start = self.layers.len();
        self.add(canvas);
        self.bar = Some(start..self.layers.len());
    }

    /// Draws on the figure's axes with plotters.
    ///
    /// ```
    /// use nn_from_scratch::{plot::curves, plotters::prelude::*, sigmoid};
    /// let mut figure = curves("The sigmoid", ("z", "σ(z)"), (-6.0, 6.0), &[("σ", &sigmoid)]);
    /// figure.draw(|chart| {
    ///     chart.draw_series([Circle::new((0.0, 0.5), 5, RED.filled())])?;
    ///     Ok(())
    /// });
    /// assert!(figure.svg().contains("fill=\"#FF0000\""));
    /// ```
    ///
    /// What is outside of the axes plotters draws at their edge: leave it out before. Sizes are in
    /// pixels, except those of plotters' markers of several strokes (`Cross`,
    /// `TriangleMarker`), which are in tenths.
    ///
    /// # Panics
    /// If the figure has no axes (a surface, a diagram), or plotters gives an error.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Chart) -> Result<(), Box<dyn Error>>) {
        let axes = self.axes().clone();
        // Larger, and scaled down, so that curves do not show plotters' whole pixels.
        let fine = FINE as u32;
        let size = (self.size.0 * fine, self.size.1 * fine);
        let svg = drawn(size, |area| draw(&mut axes.chart(area, fine)));
        let svg = with_sizes_enlarged(&svg);
        self.layers += &format!("<g transform=\"scale({})\">\n{svg}</g>\n", 1.0 / FINE);
    }

    /// Draws on the figure's pixels with plotters.
    ///
    /// # Panics
    /// If plotters gives an error.
    pub fn draw_area(
        &mut self,
        draw: impl FnOnce(&DrawingArea<SVGBackend, Shift>) -> Result<(), Box<dyn Error>>,
    ) {
        self.layers += &drawn(self.size, draw);
    }

    /// Several figures beside each other under one title, `columns` in a row. Those that have the
    /// same bar of colours share it: it stands at the end of each row.
    ///
    /// ```
    /// use nn_from_scratch::plot::{Figure, surface};
    /// let parts = [surface("A slope", &|x, _| x), surface("A step", &|x, _| f64::from(x > 0.0))];
    /// let figure = Figure::side_by_side("Two surfaces", &parts, 2);
    /// assert!(figure.svg().contains("width=\"1120\" height=\"476\""));
    /// ```
    ///
    /// # Panics
    /// If there are no figures or no columns, or a side would have more than 100000 pixels.
    pub fn side_by_side(title: &str, figures: &[Figure], columns: usize) -> Figure {
        assert!(
            !figures.is_empty() && columns > 0,
            "Side by side needs at least 1 figure and 1 column, but got {} and {columns}.",
            figures.len()
        );
        let size = figures.iter().fold((0, 0), |size: (u32, u32), figure| {
            (size.0.max(figure.size.0), size.1.max(figure.size.1))
        });
        let rows = figures.len().div_ceil(columns);
        let columns = columns.min(figures.len());
        // What is too much for a u32 is too much for a figure.
        let times = |side: u32, n: usize| side.saturating_mul(u32::try_from(n).unwrap_or(u32::MAX));
        let parts: Vec<String> = figures.iter().map(Figure::alternative_text).collect();
        let bar = figures[0].bar();
        let shared = bar.is_some() && figures.iter().all(|figure| figure.bar() == bar);
        // The place of a bar, where another figure follows instead.
        let saved = figures[0].axes.as_ref().filter(|_| shared).map_or(0, |axes| axes.right);
        let pitch = size.0 - saved;
        let whole =
            (times(pitch, columns).saturating_add(saved), times(size.1, rows).saturating_add(36));
        let mut together = Figure::new(title, &parts.join(" "), whole);
        for (i, figure) in figures.iter().enumerate() {
            let is_last = i % columns + 1 == columns || i + 1 == figures.len();
            let layers =
                if shared && !is_last { figure.without_bar() } else { figure.layers.clone() };
            // Each in the middle of its place.
            let x = pitch * (i % columns) as u32 + (size.0 - figure.size.0) / 2;
            let y = 36 + size.1 * (i / columns) as u32;
            let part = format!("<g transform=\"translate({x} {y})\">\n{layers}</g>\n");
            together.layers += &part;
        }
        together
    }

    fn bar(&self) -> Option<&str> {
        self.bar.clone().map(|bar| &self.layers[bar])
    }

    fn without_bar(&self) -> String {
        let mut layers = self.layers.clone();
        if let Some(bar) = self.bar.clone() {
            layers.replace_range(bar, "");
        }
        layers
    }

    /// The figure as an SVG document.
    pub fn svg(&self) -> String {
        let (width, height) = self.size;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n\
             <desc>{}</desc>\n{}</svg>\n",
            escaped(&self.title),
            escaped(&self.description),
            // What SVG takes for granted need not be stored a thousand times.
            self.layers.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "")
        )
    }

    /// Writes the figure to an SVG file.
    ///
    /// ```
    /// use nn_from_scratch::{plot::scatter, sample_grid, unit_disk};
    /// let path = std::env::temp_dir().join(format!("samples-{}.svg", std::process::id()));
    /// scatter("The samples", &sample_grid(unit_disk, 4)).save(&path)?;
    /// assert!(std::fs::read_to_string(&path)?.contains("<title>The samples</title>"));
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the file can't be written; the error's sentence names it.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let path = path.as_ref();
        std::fs::write(path, self.svg()).map_err(|error| {
            let sentence = format!("The figure could not be saved to {}: {error}.", path.display());
            io::Error::new(error.kind(), sentence)
        })
    }

    /// The figure as an `<img>` with alternative text, its SVG inside: what notebook viewers show
    /// before anything is trusted or run, where they strip a bare `<svg>`.
    pub fn html(&self) -> String {
        format!(
            "<img alt=\"{}\" src=\"data:image/svg+xml;base64,{}\">",
            escaped(&self.alternative_text()),
            base64(self.svg().as_bytes())
        )
    }

    /// Shows the figure in a notebook: the kernel calls this for a cell's last expression.
    pub fn evcxr_display(&self) {
        println!("EVCXR_BEGIN_CONTENT text/html\n{}\nEVCXR_END_CONTENT", self.html());
    }

    fn alternative_text(&self) -> String {
        let stop = if self.title.ends_with(['.', '!', '?']) { "" } else { "." };
        format!("{}{stop} {}", self.title, self.description)
    }
}

/// What plotters draws on an area of `size` pixels.
fn drawn(
    size: (u32, u32),
    draw: impl FnOnce(&DrawingArea<SVGBackend, Shift>) -> Result<(), Box<dyn Error>>,
) -> String {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
    if let Err(error) = draw(&area) {
        panic!("plotters could not draw this: {error}.");
    }
    drop(area);
    inside(&svg).to_string()
}

/// What stands between `<svg …>` and `</svg>`.
fn inside(svg: &str) -> &str {
    let start = svg.find('\n').map_or(0, |end_of_tag| end_of_tag + 1);
    svg[start..].trim_end().trim_end_matches("</svg>")
}

/// Widths, radii and letter sizes times `FINE`, for what was drawn that much larger.
fn with_sizes_enlarged(svg: &str) -> String {
    let mut parts = svg.split('"');
    let mut enlarged = parts.next().unwrap_or_default().to_string();
    let mut name = enlarged.clone();
    for part in parts {
        let is_size = [" stroke-width=", " r=", " font-size="].iter().any(|n| name.ends_with(n));
        let size = part.parse::<f64>().ok().filter(|_| is_size);
        enlarged.push('"');
        enlarged += &size.map_or(part.to_string(), |size| (size * FINE).to_string());
        name = part.to_string();
    }
    enlarged
}

/// Base64 as in RFC 4648.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| chunk.get(i).copied().unwrap_or(0) as usize;
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit <= chunk.len() {
                text.push(DIGITS[bits >> (18 - 6 * digit) & 63] as char);
            } else {
                text.push('=');
            }
        }
    }
    text
}
