//! On how many cores a tool works: said to all of them in the same way.

use setup::environment::{clean, on_path};
use std::path::PathBuf;
use std::process::Command;
use std::{fs, thread};

#[derive(Clone, Copy, PartialEq)]
pub enum Cores {
    One,
    All,
}

/// What the tools' own libraries ask for their number of threads.
const THREADS: [&str; 7] = [
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "RAYON_NUM_THREADS",
    "CANDLE_NUM_THREADS",
    "NPROC",
];

/// Has the C library keep what a tool gives back. Without that, each large block comes from the
/// system anew, page by page, and candle takes three times as long. More than 32 MiB it refuses.
const KEEP_MEMORY: [(&str, &str); 2] =
    [("MALLOC_MMAP_THRESHOLD_", "33554432"), ("MALLOC_TRIM_THRESHOLD_", "1000000000")];

impl Cores {
    /// A command to run `program` there. For one core it is bound to one, where there is a
    /// `taskset`; elsewhere the tools' settings have to do.
    pub fn command(self, program: &PathBuf) -> Command {
        let mut command = match binder() {
            Some((taskset, core)) if self == Cores::One => {
                let mut command = Command::new(taskset);
                command.args(["--cpu-list", &core]).arg(program);
                command
            }
            _ => Command::new(program),
        };
        clean(&mut command).envs(KEEP_MEMORY);
        for name in THREADS {
            match self {
                Cores::One => command.env(name, "1"),
                Cores::All => command.env_remove(name),
            };
        }
        match self {
            Cores::One => command.env("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false"),
            Cores::All => command.env_remove("XLA_FLAGS"),
        };
        command
    }
}

/// Whether there is a program that binds another to a core.
pub fn can_bind() -> bool {
    binder().is_some()
}

pub fn number() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The program that binds another to a core, and the last core that this process may use: the
/// first one has most of the system's own work.
fn binder() -> Option<(PathBuf, String)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let cores = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    let last = cores.trim().rsplit([',', '-']).next()?.to_string();
    Some((on_path("taskset").into_iter().next()?, last))
}
