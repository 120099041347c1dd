//! `cargo run` on computers of stand-ins: small programs in the place of Python, pip, cargo, the
//! kernel and Jupyter, which succeed and fail as those do. So each of these tests takes about a
//! second, and none needs a network; tests/jupyter/setup has what only the real ones can show.
#![cfg(target_os = "linux")]

#[cfg(all(target_arch = "x86_64", target_env = "gnu"))]
mod archive;
mod asking;
mod building;
mod disks;
mod first_run;
mod inherited;
mod kernels;
mod lock;
mod logs;
mod opening;
mod packages;
mod places;
#[path = "../setup/program.rs"]
mod program;
mod python;
mod stage;
mod stopping;
mod terminal;
mod toolchain;
mod warm_up;

/// Whether the kernel's authors have an archive for this computer.
const ARCHIVE: bool = cfg!(all(target_arch = "x86_64", target_env = "gnu"));
