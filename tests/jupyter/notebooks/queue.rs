//! Two notebooks at a time: a kernel compiles on one core while it reads the standard library on
//! another, so that more of them at once are no faster on small machines.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

const AT_A_TIME: usize = 2;

/// Does the work on all items, two at a time, the first ones first. The outcomes come in any order.
pub fn each<T: Send, O: Send>(items: Vec<T>, work: impl Fn(T) -> O + Sync) -> Vec<O> {
    let waiting = Mutex::new(VecDeque::from(items));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let worker = || std::iter::from_fn(next).map(&work).collect::<Vec<O>>();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(worker)).collect();
        let done = workers.into_iter().flat_map(|worker| match worker.join() {
            Ok(outcomes) => outcomes,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.collect()
    })
}

static RUNNING: Mutex<usize> = Mutex::new(0);
static ONE_LESS: Condvar = Condvar::new();

/// The right to run a kernel. Also where several tests run at once, they share two.
pub struct Turn(());

impl Turn {
    /// Waits until less than two kernels run.
    pub fn wait() -> Self {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let free = ONE_LESS.wait_while(running, |running| *running >= AT_A_TIME);
        *free.unwrap_or_else(PoisonError::into_inner) += 1;
        Self(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        ONE_LESS.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn all_items_are_done_and_never_more_than_two_at_once() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut squares = each((0..20).collect(), |item: usize| {
            most.fetch_max(1 + now.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
            thread::sleep(Duration::from_millis(2));
            now.fetch_sub(1, Ordering::SeqCst);
            item * item
        });
        squares.sort();
        assert_eq!(squares, (0..20).map(|item| item * item).collect::<Vec<_>>());
        assert_eq!(most.into_inner(), AT_A_TIME);
    }
}
