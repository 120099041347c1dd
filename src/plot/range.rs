//! Ranges of axes: the one place where they are checked. Between ends that pass, differences,
//! margins and ticks are finite and f64 tells them apart.

use super::numbers::plain;

/// Numbers beyond this are not drawn: a difference of two of them must not overflow.
pub(super) const LARGEST: f64 = 1e300;

/// What differs by less is rounding rather than shape: as such, and relative to its size.
const LEAST: f64 = 1e-300;
const LEAST_SHARE: f64 = 1e-12;

/// A range that was asked for; `needs` begins the sentence, say "A curve needs a range".
///
/// # Panics
/// If the range is empty, its ends lie beyond ±1e300, or f64 hardly tells them apart.
pub(super) fn asked_for(needs: &str, (low, high): (f64, f64)) -> (f64, f64) {
    let got = || format!("but got {} to {}.", plain(low), plain(high));
    assert!(
        low < high && low.is_finite() && high.is_finite(),
        "{needs} from a smaller to a larger number, {}",
        got()
    );
    assert!(
        low >= -LARGEST && high <= LARGEST,
        "{needs} between -{LARGEST:e} and {LARGEST:e}, {}",
        got()
    );
    assert!(
        are_told_apart(low, high),
        "{needs} whose ends differ by at least a trillionth of their size and by {LEAST:e}, {}",
        got()
    );
    (low, high)
}

/// From the smallest of finite values to the largest.
///
/// # Panics
/// If one lies beyond ±1e300.
pub(super) fn of_values(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    for end in [low, high] {
        assert!(
            end.abs() <= LARGEST,
            "A figure shows numbers from -{LARGEST:e} to {LARGEST:e}, but one is {}.",
            plain(end)
        );
    }
    (low, high)
}

/// Whether there is more than rounding between them.
pub(super) fn are_told_apart(low: f64, high: f64) -> bool {
    high - low >= LEAST.max(low.abs().max(high.abs()) * LEAST_SHARE)
}

/// How wide the axis of a constant is: 1, or as much as the constant where 1 would be little.
pub(super) fn room_for(constant: f64) -> f64 {
    if constant.abs() < 1000.0 { 1.0 } else { constant.abs() }
}
