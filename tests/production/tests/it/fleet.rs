//! A token that goes stale while hundreds of calls are under way.

use super::*;
use jiekou::{BoxFuture, Secret, StoreError, StoredToken, TokenStore, Turn};
use std::sync::{Arc, Mutex};

/// A store that the clients of one process share as if they were processes.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    token: Option<StoredToken>,
    turn: Option<u64>,
    turns: u64,
}

impl Shared {
    /// Does it a little later, as a store on another machine would.
    fn answer<'a, T: Send + 'a>(
        &'a self,
        work: impl FnOnce(&mut State) -> T + Send + 'a,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok(work(&mut self.0.lock().expect("no test panicked here")))
        })
    }
}

impl TokenStore for Shared {
    fn load<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
        self.answer(|state| state.token.clone())
    }

    fn save<'a>(&'a self, _: &'a str, new: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer(|state| state.token = Some(new.clone()))
    }

    fn remove<'a>(&'a self, _: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer(|state| {
            state.token.take_if(|token| token.value.expose() == value.expose());
        })
    }

    fn take_turn<'a>(&'a self, _: &'a str, _: Duration) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
        self.answer(|state| {
            if state.turn.is_some() {
                return None;
            }
            state.turns += 1;
            state.turn = Some(state.turns);
            Some(Turn::new(state.turns))
        })
    }

    fn end_turn<'a>(&'a self, _: &'a str, ended: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer(|state| {
            state.turn.take_if(|turn| Some(*turn) == ended.into_inner());
        })
    }
}

/// So many calls at once over these clients; all succeed, each is done once.
async fn check_burst(vendor: &Vendor, clients: &[Client], ids: std::ops::Range<u64>) {
    let calls = ids.clone().map(|id| {
        let client = clients[id as usize % clients.len()].clone();
        tokio::spawn(async move { update(&client, id).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.expect("no panic").expect("the token is fetched anew"));
    }
    assert!(ids.into_iter().all(|id| vendor.done(id) == 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_calls_with_a_stale_token_fetch_one() {
    let vendor = Vendor::start(|_, _| Fault::Good);
    let clients = [vendor.client()];
    check_burst(&vendor, &clients, 0..500).await;
    assert_eq!(vendor.tokens(), (1, 0), "the first fetch is one for all");
    vendor.end_token();
    check_burst(&vendor, &clients, 500..1_000).await;
    assert_eq!(vendor.tokens(), (2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_ends_in_mid_flight_is_fetched_once() {
    // The call in the middle ends it, with hundreds before and behind it under way.
    let vendor = Vendor::start(|id, attempt| match (id, attempt) {
        (250, 0) => Fault::Stale,
        _ => Fault::Late,
    });
    check_burst(&vendor, &[vendor.client()], 0..500).await;
    assert_eq!(vendor.tokens(), (2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fleet_fetches_once() {
    let (vendor, store) = (Vendor::start(|_, _| Fault::Good), Shared::default());
    let client = |_| vendor.builder().token_store(store.clone()).build().expect("a client");
    let clients = [(); 3].map(client);
    check_burst(&vendor, &clients, 0..501).await;
    assert_eq!(vendor.tokens(), (1, 0));
    vendor.end_token();
    check_burst(&vendor, &clients, 501..1_002).await;
    assert_eq!(vendor.tokens(), (2, 1));
}
