//! Pictures, drawn with plotters: every function here takes plain data and returns a [`Figure`],
//! which shows itself in a notebook.
//!
//! Any finite numbers give a picture or, where f64 or the picture has no room for them, a panic
//! with one sentence.

mod arrow;
mod axes;
mod bands;
mod bars;
mod canvas;
mod color;
mod comparison;
mod confusion;
pub(crate) mod contour;
mod coordinate;
mod curve;
mod diagram;
pub(crate) mod figure;
mod graph;
mod heat_map;
mod images;
mod landscape;
mod layers;
mod numbers;
mod path;
mod range;
mod relief;
pub(crate) mod scatter;
mod surface;

pub use axes::Chart;
pub use bars::bars;
pub use comparison::comparison;
pub use confusion::confusion;
pub use curve::{Scale, curves, lines, loss_curves};
pub use diagram::{diagram, named_diagram};
pub use figure::Figure;
pub use graph::graph;
pub use heat_map::heat_map;
pub use images::images;
pub use landscape::landscape;
pub use relief::relief;
pub use scatter::scatter;
pub use surface::surface;
