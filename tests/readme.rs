//! What the README shows is what the crate does.
#![cfg(feature = "plot")]

use nn_from_scratch::plot::surface;
use nn_from_scratch::{ChaCha8Rng, Network, SEED, SeedableRng, sample_grid, train, unit_disk};

/// `SAVE_NOTEBOOKS=1` draws it anew. Other platforms' `exp` may move a mark by a tenth of a pixel.
#[test]
fn the_picture_is_the_learned_function() {
    let mut network = Network::random(2, &[4], &mut ChaCha8Rng::seed_from_u64(SEED));
    train(&mut network, &sample_grid(unit_disk, 10), 2000, 10.0);
    let figure = surface("What the network has learned", &|x, y| network.predict(&[x, y]));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/learned.svg");
    if std::env::var_os("SAVE_NOTEBOOKS").is_some() {
        figure.save(path).unwrap();
    }
    let saved = std::fs::read_to_string(path).unwrap();
    if cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        assert!(saved == figure.svg(), "SAVE_NOTEBOOKS=1 cargo test --test readme draws it anew");
    } else {
        assert_eq!(saved.matches("<polygon").count(), figure.svg().matches("<polygon").count());
    }
}

#[test]
fn it_names_the_version_of_the_kernel_that_the_set_up_takes() {
    let command = format!("evcxr_jupyter --version {}`", setup::KERNEL_VERSION);
    assert!(include_str!("../README.md").contains(&command), "{command}");
}
