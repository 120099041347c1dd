//! What the computer offers: vector instructions, cores, memory.

use pulp::WithSimd;
use std::fmt;

/// How much of the computer a training run may use.
///
/// ```
/// use nn_from_scratch::{article, fast::Machine, sample_grid, unit_disk};
///
/// let one_core = Machine { threads: 1, ..Machine::default() };
/// let mut network = article();
/// let training = one_core.train(&mut network, &sample_grid(unit_disk, 10), 2000, 10.0);
/// assert!((training.losses[1999] / 0.003459049388697 - 1.0).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Machine {
    /// The vector instructions; by default the fastest that this computer has.
    pub instructions: Instructions,
    /// The most threads to use, at least 1; by default one for each core. Small jobs use one
    /// thread, and more than 16 are never used. The result is the same, bit for bit.
    pub threads: usize,
    /// The most memory to take, in bytes; by default 2³⁰.
    pub most_bytes: usize,
    /// The most work in one call: steps × samples × parameters. By default 10¹¹, which takes some
    /// seconds with vector instructions and a minute without.
    pub most_work: u64,
}

impl Default for Machine {
    fn default() -> Machine {
        let available = Instructions::available();
        Machine {
            instructions: available[available.len() - 1],
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            most_bytes: 1 << 30,
            most_work: 100_000_000_000,
        }
    }
}

/// Vector instructions, and how many numbers of 64 bits one of them works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    /// None: plain Rust, for every computer.
    Portable,
    /// ARM: 2 numbers.
    Neon,
    /// x86-64 with AVX2 and FMA: 4 numbers.
    Avx2,
    /// x86-64 with AVX-512: 8 numbers.
    Avx512,
}

impl Instructions {
    /// What this computer has, the fastest last.
    ///
    /// ```
    /// use nn_from_scratch::fast::Instructions;
    /// assert_eq!(Instructions::available()[0], Instructions::Portable);
    /// ```
    pub fn available() -> Vec<Instructions> {
        let mut available = vec![Instructions::Portable];
        #[cfg(target_arch = "aarch64")]
        available.push(Instructions::Neon);
        #[cfg(target_arch = "x86_64")]
        {
            if pulp::x86::V3::try_new().is_some() {
                available.push(Instructions::Avx2);
            }
            if pulp::x86::V4::try_new().is_some() {
                available.push(Instructions::Avx512);
            }
        }
        available
    }

    /// Runs `operation`, compiled for these instructions, which must be available.
    pub(super) fn run<Op: WithSimd>(self, operation: Op) -> Op::Output {
        match self {
            #[cfg(target_arch = "aarch64")]
            Instructions::Neon => pulp::Arch::new().dispatch(operation),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => {
                pulp::Simd::vectorize(pulp::x86::V3::try_new().expect("available"), operation)
            }
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => {
                pulp::Simd::vectorize(pulp::x86::V4::try_new().expect("available"), operation)
            }
            _ => pulp::Simd::vectorize(pulp::Scalar, operation),
        }
    }
}

impl fmt::Display for Instructions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Instructions::Portable => "no vector instructions",
            Instructions::Neon => "NEON",
            Instructions::Avx2 => "AVX2",
            Instructions::Avx512 => "AVX-512",
        })
    }
}
