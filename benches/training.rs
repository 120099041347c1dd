//! `cargo bench`: the article's job, the canonical network beside the same arithmetic on
//! fixed-size arrays and beside the fast network, and how the time grows with samples and width.
//!
//! Runs that are compared take turns, so that a noisy machine disturbs all of them alike; read
//! the ratios.

use nn_from_scratch::fast::{Instructions, Machine};
use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{Network, SEED, Sample, sample_grid, train, unit_disk};
use std::hint::black_box;
use std::time::Instant;
use support::fixed_arrays;

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
    let start = network.parameters();
    let rows: Vec<[f64; 3]> = samples.iter().map(|s| [s.x, s.y, s.target]).collect();
    let mut fixed = fixed_arrays::Network::from(&start);
    train(&mut canonical, &samples, 2000, 10.0);
    fixed.train(&rows, 2000, 10.0);
    assert_eq!(canonical.parameters(), fixed.parameters(), "not the same bits");

    let mut names = vec!["canonical network".to_string(), "fixed-size arrays".to_string()];
    let mut jobs: Vec<Box<dyn FnMut()>> = vec![
        Box::new(|| drop(black_box(train(&mut network.clone(), &samples, 2000, 10.0)))),
        Box::new(|| {
            let mut fixed = fixed_arrays::Network::from(&start);
            black_box(fixed.train(&rows, 2000, 10.0));
        }),
    ];
    for machine in machines() {
        names.push(format!("fast, {}", machine.instructions));
        let (network, samples) = (&network, &samples);
        jobs.push(Box::new(move || {
            black_box(machine.train(&mut network.clone(), samples, 2000, 10.0));
        }));
    }
    let times = take_turns(rounds, &mut jobs);
    println!("The article's job: 121 samples, 2-4-1, 2000 steps; medians of {rounds}");
    println!("  {:<34} {:>8}  ratio", "", "ms");
    for (name, time) in names.iter().zip(&times) {
        println!("  {name:<34} {:8.3} {:6.2}", time * 1e3, time / times[1]);
    }
}

/// This machine with each of its instruction sets, on one thread.
fn machines() -> Vec<Machine> {
    let machine = |instructions| Machine { instructions, threads: 1, ..Machine::default() };
    Instructions::available().into_iter().map(machine).collect()
}

fn growth(rounds: usize) {
    let all = Machine { most_work: u64::MAX, ..Machine::default() };
    let one = Machine { threads: 1, ..all };
    println!("\nGrowth: ns per sample and parameter of a step, medians of {rounds}");
    println!("  samples  hidden    parameters  canonical   fast  fast, {} threads", all.threads);
    for (density, hidden) in [
        (9, vec![4]),
        (99, vec![4]),
        (999, vec![4]),
        (31, vec![16]),
        (9, vec![64, 64]),
        (31, vec![64, 64]),
        (99, vec![64, 64]),
        (316, vec![64, 64]),
        (999, vec![64, 64]),
    ] {
        let samples: Vec<Sample> = sample_grid(unit_disk, density);
        let network = Network::random(2, &hidden, &mut ChaCha8Rng::seed_from_u64(SEED));
        let parameters = network.parameters().len();
        let work = samples.len() * parameters;
        let steps = 1 + 2_000_000 / work;
        let fast_steps = 2 + 200_000_000 / work;
        let mut jobs: Vec<Box<dyn FnMut()>> = Vec::new();
        // The canonical network would take minutes for the largest.
        if work <= 100_000_000 {
            let (network, samples) = (&network, &samples);
            jobs.push(Box::new(move || {
                black_box(train(&mut network.clone(), samples, steps, 1.0));
            }));
        }
        for machine in [one, all] {
            let (network, samples) = (&network, &samples);
            jobs.push(Box::new(move || {
                black_box(machine.train(&mut network.clone(), samples, fast_steps, 1.0));
            }));
        }
        let times = take_turns(rounds, &mut jobs);
        let ns = |time: f64, steps: usize| time * 1e9 / (steps * work) as f64;
        let (canonical, fast) = times.split_at(times.len() - 2);
        let canonical = canonical.first().map_or("-".into(), |t| format!("{:.2}", ns(*t, steps)));
        let hidden = format!("{hidden:?}");
        println!(
            "{:9}  {hidden:<8} {parameters:11} {canonical:>10} {:6.3} {:6.3}",
            samples.len(),
            ns(fast[0], fast_steps),
            ns(fast[1], fast_steps)
        );
    }
}

/// The median seconds of each job; the jobs take turns.
fn take_turns(rounds: usize, jobs: &mut [Box<dyn FnMut() + '_>]) -> Vec<f64> {
    let mut times = vec![Vec::new(); jobs.len()];
    for _ in 0..rounds {
        for (job, times) in jobs.iter_mut().zip(&mut times) {
            let start = Instant::now();
            job();
            times.push(start.elapsed().as_secs_f64());
        }
    }
    times
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        })
        .collect()
}
