//! How often the article's network learns its data set. The figures that the notebooks tell;
//! `cargo test --test seeds -- --nocapture` prints them.

use nn_from_scratch::rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use nn_from_scratch::{Network, SEED, count_right, sample_grid, train, unit_disk};

/// The samples on the right side of 0.5 after 2000 steps, and the last loss.
fn learn(seed: u64) -> (usize, f64) {
    let samples = sample_grid(unit_disk, 10);
    let mut network = Network::random(2, &[4], &mut ChaCha8Rng::seed_from_u64(seed));
    let training = train(&mut network, &samples, 2000, 10.0);
    (count_right(&network, &samples), training.losses[1999])
}

#[test]
fn the_seed_of_the_course_learns_all_samples() {
    let (right, loss) = learn(SEED);
    assert_eq!(right, 121);
    assert!(loss < 0.01, "{loss}");
}

#[test]
fn of_1000_seeds() {
    let results: Vec<(usize, f64)> = std::thread::scope(|scope| {
        let half = |seeds: std::ops::Range<u64>| scope.spawn(|| seeds.map(learn).collect());
        let halves: [std::thread::ScopedJoinHandle<Vec<(usize, f64)>>; 2] =
            [half(0..500), half(500..1000)];
        halves.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let learned = results.iter().filter(|(right, loss)| *right == 121 && *loss < 0.01).count();
    let stuck: Vec<usize> = (0..1000).filter(|&seed| results[seed].0 < 121).collect();
    println!("of 1000 seeds, {learned} learn all 121 samples with a mean loss under 0.01");
    println!("seeds that leave a sample on the wrong side: {stuck:?}");
    assert_eq!(learned, 996);
    assert_eq!(stuck.len(), 3);
}
