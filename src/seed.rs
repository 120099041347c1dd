//! The seed of the course.

/// The seed of the course: with it the network of the article learns all 121 samples.
pub const SEED: u64 = 1;
