//! What tests and benches of several packages share.

pub mod cells;
pub mod fixed_arrays;
pub mod job;
pub mod lab;
mod skip;
pub mod tool;

pub use skip::{can_unshare, skip};
