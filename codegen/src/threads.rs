//! Work beside other work: the same on many independent things, on all cores, and what nobody waits for.
//!
//! In come things and what to make of one, out come the results in the order of the things, so that nothing
//! depends on the number of cores. Nothing here knows what is made of what.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `make` makes of each thing, in their order.
pub(crate) fn map_all<'t, T: Sync, R: Send>(things: &'t [T], make: impl Fn(&'t T) -> R + Sync) -> Vec<R> {
    map_with(thread::available_parallelism().map_or(1, NonZero::get), things, make)
}

/// Drops what is large while something else goes on. The end of the process may come before.
pub(crate) fn drop_beside(thing: impl Send + 'static) {
    thread::spawn(move || drop(thing));
}

fn map_with<'t, T: Sync, R: Send>(
    threads: usize,
    things: &'t [T],
    make: impl Fn(&'t T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match things.get(at) {
                Some(thing) => done.push((at, make(thing))),
                None => return done,
            }
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(things.len())).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_things() {
        let things: Vec<u32> = (0..1_000).collect();
        let doubled: Vec<u32> = things.iter().map(|thing| thing * 2).collect();
        for threads in [1, 2, 7, 5_000] {
            assert_eq!(map_with(threads, &things, |thing| thing * 2), doubled, "{threads} threads");
        }
        assert_eq!(map_all(&things, |thing| thing * 2), doubled);
        assert!(map_all(&[], |thing: &u32| *thing).is_empty());
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_keeps_its_words() {
        map_with(2, &[1, 7, 7, 7], |thing| assert_ne!(*thing, 7, "seven"));
    }
}
