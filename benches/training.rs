//! `cargo bench`: the article's job, the canonical network beside the same arithmetic on
//! fixed-size arrays, and how the time grows with samples and width.
//!
//! Runs that are compared take turns, so that a noisy machine disturbs all of them alike; read
//! the ratios.

use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{Network, SEED, Sample, sample_grid, train, unit_disk};
use std::hint::black_box;
use std::time::Instant;

mod fixed_arrays;

fn main() {
    // `cargo test --benches` runs this, too: once is enough to see that it works.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { 15 } else { 1 };
    article(rounds);
    growth(rounds.min(5));
}

fn article(rounds: usize) {
    let samples = sample_grid(unit_disk, 10);
    let network = Network::random(2, &[4], &mut ChaCha8Rng::seed_from_u64(SEED));

    let mut canonical = network.clone();
    let mut fixed = fixed_arrays::Network::from(&network);
    train(&mut canonical, &samples, 2000, 10.0);
    fixed.train(&samples, 2000, 10.0);
    assert_eq!(canonical.parameters(), fixed.parameters(), "not the same bits");

    let times = take_turns(
        rounds,
        [&mut || drop(black_box(train(&mut network.clone(), &samples, 2000, 10.0))), &mut || {
            let mut fixed = fixed_arrays::Network::from(&network);
            black_box(fixed.train(&samples, 2000, 10.0));
        }],
    );
    println!("The article's job: 121 samples, 2-4-1, 2000 steps; medians of {rounds}, same bits");
    println!("  canonical network   {:8.2} ms", times[0] * 1e3);
    println!("  fixed-size arrays   {:8.2} ms", times[1] * 1e3);
    println!("  ratio               {:8.2}", times[0] / times[1]);
}

fn growth(rounds: usize) {
    println!("\nGrowth: one step, medians of {rounds}");
    println!("  samples  hidden  parameters  ns per sample and parameter");
    for (density, hidden) in [
        (10, vec![4]),
        (31, vec![4]),
        (99, vec![4]),
        (316, vec![4]),
        (31, vec![16]),
        (31, vec![64]),
        (31, vec![64, 64]),
    ] {
        let samples: Vec<Sample> = sample_grid(unit_disk, density);
        let network = Network::random(2, &hidden, &mut ChaCha8Rng::seed_from_u64(SEED));
        let parameters = network.parameters().len();
        let steps = 1 + 1_000_000 / (samples.len() * parameters);
        let mut run = || drop(black_box(train(&mut network.clone(), &samples, steps, 1.0)));
        let [seconds] = take_turns(rounds, [&mut run]);
        let ns = seconds * 1e9 / (steps * samples.len() * parameters) as f64;
        let hidden = format!("{hidden:?}");
        println!("{:9}  {hidden:<8} {parameters:8}  {ns:10.2}", samples.len());
    }
}

/// The median seconds of each job; the jobs take turns.
fn take_turns<const N: usize>(rounds: usize, mut jobs: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for (job, times) in jobs.iter_mut().zip(&mut times) {
            let start = Instant::now();
            job();
            times.push(start.elapsed().as_secs_f64());
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}
