//! The set-up: Python packages, the Rust kernel and JupyterLab, all inside `.venv`.
//!
//! Each step leaves a stamp when it has succeeded, never earlier, and is done again from its
//! start as long as the stamp is missing or tells of other circumstances. So a run that was
//! killed anywhere is put right by the next one.

mod archive;
mod child;
mod command_line;
mod compile;
mod conda;
pub mod environment;
mod evcxr;
mod fault;
mod jupyter;
mod kernel;
mod library;
mod lock;
mod pack;
mod pip;
mod project;
mod python;
mod registration;
mod say;
mod stamp;
mod teaching;
mod toolchain;
mod unpack;
mod warm_up;

pub use command_line::run;
pub use evcxr::VERSION as KERNEL_VERSION;
