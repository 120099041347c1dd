//! The laboratory: data sets, networks and ways to train them, and an interactive view of what a
//! network learns. (Feature `laboratory`, off by default.)
//!
//! Choose the data, train, look at the result:
//!
//! ```
//! use nn_from_scratch::laboratory::*;
//! use nn_from_scratch::*;
//!
//! let mut rng = ChaCha8Rng::seed_from_u64(SEED);
//! let (training, test) = split(&moons(200, 0.1, &mut rng), 0.25, &mut rng);
//! let choice = Experiment { hidden: vec![8], steps: 300, ..Experiment::default() };
//! let run = choice.run(&training, &test);
//! assert_eq!(run.network(0).num_inputs(), 2);
//! ```

mod data;
mod experiment;
mod formula;
mod plotly;
mod scale;
mod settings;
mod table;
mod text_file;
mod view;
mod weights;

pub use data::{below, disk, gaussians, moons, ring, samples_of, spirals, split, xor};
pub use experiment::{Experiment, Record, Run};
pub use formula::formula;
pub use scale::scaled;
pub use settings::{Setting, settings};
pub use table::{Table, load_csv, save_csv};
pub use view::{View, view};
pub use weights::{load_network, save_network};
