//! Calls at once: so many places, given to those who wait in the order of coming.
//!
//! In: how many there are. Out: a place, which is free again when it is dropped. It needs no async runtime.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// So many places.
#[derive(Clone)]
pub(crate) struct Places(Arc<Mutex<State>>);

struct State {
    free: usize,
    /// Those who wait, by the order of coming; without a waker, one that was given a place and does not know yet.
    waiting: VecDeque<(u64, Option<Waker>)>,
    number: u64,
}

impl State {
    /// Where somebody stands in the row. It is not numbered without gaps: some leave.
    fn position(&self, number: u64) -> Option<usize> {
        self.waiting.binary_search_by_key(&number, |(number, _)| *number).ok()
    }
}

/// A place.
pub(crate) struct Place(Places);

impl Places {
    pub(crate) fn new(places: usize) -> Self {
        Self(Arc::new(Mutex::new(State { free: places.max(1), waiting: VecDeque::new(), number: 0 })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place.
    pub(crate) async fn take(&self) -> Place {
        let mut ticket = Ticket { places: self, number: None };
        poll_fn(|context| {
            let mut state = self.state();
            let Some(number) = ticket.number else {
                if state.free > 0 {
                    state.free -= 1;
                    return Poll::Ready(());
                }
                state.number += 1;
                let number = state.number;
                state.waiting.push_back((number, Some(context.waker().clone())));
                ticket.number = Some(number);
                return Poll::Pending;
            };
            let position = state.position(number);
            if let Some((_, Some(waker))) = position.and_then(|position| state.waiting.get_mut(position)) {
                waker.clone_from(context.waker());
                return Poll::Pending;
            }
            position.and_then(|position| state.waiting.remove(position));
            ticket.number = None;
            Poll::Ready(())
        })
        .await;
        Place(self.clone())
    }

    /// Free places, and those who wait.
    #[cfg(test)]
    pub(crate) fn rest(&self) -> (usize, usize) {
        let state = self.state();
        (state.free, state.waiting.len())
    }

    /// Gives a place to whoever came first.
    fn give(&self) {
        let mut state = self.state();
        let first = state.waiting.iter_mut().find_map(|(_, waker)| waker.take());
        if first.is_none() {
            state.free += 1;
        }
        drop(state);
        if let Some(waker) = first {
            waker.wake();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.give();
    }
}

/// A turn in the row, given up on drop.
struct Ticket<'p> {
    places: &'p Places,
    number: Option<u64>,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let mut state = self.places.state();
        let left = state.position(number).and_then(|position| state.waiting.remove(position));
        drop(state);
        // It was given a place and will not take it.
        if let Some((_, None)) = left {
            self.places.give();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::block_on;
    use std::pin::{Pin, pin};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Context;

    fn poll(future: Pin<&mut impl Future<Output = Place>>) -> Option<Place> {
        match future.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(place) => Some(place),
            Poll::Pending => None,
        }
    }

    #[test]
    fn who_comes_first_goes_first() {
        let places = Places::new(1);
        let (mut first, mut second, mut third) =
            (pin!(places.take()), pin!(places.take()), pin!(places.take()));
        let place = poll(first.as_mut()).expect("it is free");
        assert!(poll(second.as_mut()).is_none() && poll(third.as_mut()).is_none());
        drop(place);
        assert!(poll(third.as_mut()).is_none(), "it is the turn of the second");
        let place = poll(second.as_mut()).expect("it is free");
        assert!(poll(third.as_mut()).is_none());
        drop(place);
        drop(poll(third.as_mut()).expect("it is free"));
        assert_eq!(places.rest(), (1, 0));
    }

    #[test]
    fn whoever_leaves_gives_the_place_on() {
        let places = Places::new(1);
        let mut last = pin!(places.take());
        let place = poll(pin!(places.take())).expect("it is free");
        {
            let (mut leaves, mut leaves_too) = (pin!(places.take()), pin!(places.take()));
            assert!(poll(leaves.as_mut()).is_none() && poll(leaves_too.as_mut()).is_none());
            assert!(poll(last.as_mut()).is_none());
            drop(place);
        }
        drop(poll(last.as_mut()).expect("both others left"));
        assert_eq!(places.rest(), (1, 0));
    }

    #[test]
    fn never_more_at_once_than_there_are_places() {
        let (places, inside, most) =
            (Places::new(3), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let threads: Vec<_> = (0..12)
            .map(|_| {
                let (places, inside, most) = (places.clone(), Arc::clone(&inside), Arc::clone(&most));
                std::thread::spawn(move || {
                    for _ in 0..50 {
                        let _place = block_on(places.take());
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().expect("it does not panic");
        }
        assert!(most.load(Ordering::SeqCst) <= 3);
        assert_eq!(places.rest(), (3, 0));
    }
}
