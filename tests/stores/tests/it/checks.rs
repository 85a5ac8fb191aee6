//! What every store must do.
//!
//! In: a maker of pairs that share their tokens and are empty. Each check gets a pair of its own.

use jiekou_runtime::{Secret, StoredToken, TokenStore, Turn};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Longer than any check.
const LONG: Duration = Duration::from_secs(60);

type Check = fn(&Arc<dyn TokenStore>, &Arc<dyn TokenStore>);

const CHECKS: &[Check] = &[
    a_token_is_seen_by_the_other,
    keys_are_kept_apart,
    an_older_token_does_not_take_the_newer_along,
    one_at_a_time_has_the_turn,
    a_dropped_turn_is_over,
    a_turn_that_was_asked_for_and_not_awaited_is_over,
    a_turn_runs_out,
    many_ask_for_the_turn_and_one_gets_it,
    many_save_and_every_token_is_whole,
    a_turn_of_another_store_is_refused,
];

/// All of them.
pub(crate) fn check<A: TokenStore + 'static, B: TokenStore + 'static>(mut make: impl FnMut() -> (A, B)) {
    for check in CHECKS {
        let (one, other) = make();
        let one: Arc<dyn TokenStore> = Arc::new(one);
        let other: Arc<dyn TokenStore> = Arc::new(other);
        check(&one, &other);
    }
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(future)
}

#[track_caller]
pub(crate) fn load(store: &dyn TokenStore, key: &str) -> Option<String> {
    let token = block_on(store.load(key)).expect("the store works");
    token.map(|token| token.value.expose().to_owned())
}

#[track_caller]
pub(crate) fn save(store: &dyn TokenStore, key: &str, token: &str) {
    block_on(store.save(key, &StoredToken::new(token, 0, 3_600_000))).expect("the store works");
}

#[track_caller]
pub(crate) fn take(store: &dyn TokenStore, key: &str, time: Duration) -> Option<Turn> {
    block_on(store.take_turn(key, time)).expect("the store works")
}

/// What comes within five seconds.
#[track_caller]
pub(crate) fn soon<T>(mut try_it: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(value) = try_it() {
            return value;
        }
        assert!(began.elapsed() < Duration::from_secs(5), "it does not come");
        thread::sleep(Duration::from_millis(5));
    }
}

fn a_token_is_seen_by_the_other(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    assert!(load(other, "k").is_none());
    let token = StoredToken::new("t1", 1_700_000_000_000, 1_700_000_600_000);
    block_on(one.save("k", &token)).expect("kept");
    let seen = block_on(other.load("k")).expect("read").expect("a token");
    assert_eq!(seen.value.expose(), "t1");
    assert_eq!((seen.fetched_ms, seen.until_ms), (token.fetched_ms, token.until_ms));
    for token in ["t2", "\"\\\n\u{1}企", &"x".repeat(10_000)] {
        save(other, "k", token);
        assert_eq!(load(one, "k").as_deref(), Some(token));
    }
}

fn keys_are_kept_apart(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    let keys = ["k", "K", "", "../k", "k:turn", "企", "a b\n", &"k".repeat(300)];
    for key in keys {
        save(one, key, &format!("of {key}"));
    }
    for key in keys {
        assert_eq!(load(other, key), Some(format!("of {key}")));
    }
    let _turn = take(one, "k", LONG).expect("the turn");
    assert!(take(other, "K", LONG).is_some());
}

fn an_older_token_does_not_take_the_newer_along(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    let remove = |store: &Arc<dyn TokenStore>, token| {
        block_on(store.remove("k", &Secret::from(token))).expect("the store works");
    };
    remove(one, "t1");
    save(one, "k", "t1");
    save(other, "k", "t2");
    remove(one, "t1");
    assert_eq!(load(other, "k").as_deref(), Some("t2"));
    remove(one, "t2");
    assert_eq!(load(other, "k"), None);
}

fn one_at_a_time_has_the_turn(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    let turn = take(one, "k", LONG).expect("nobody has it");
    assert!(take(other, "k", LONG).is_none());
    assert!(take(one, "k", LONG).is_none(), "not even to whoever has it");
    save(other, "k", "t");
    block_on(one.end_turn("k", turn)).expect("ended");
    let turn = take(other, "k", LONG).expect("it was given back");
    assert!(take(one, "k", LONG).is_none());
    assert_eq!(load(one, "k").as_deref(), Some("t"));
    block_on(other.end_turn("k", turn)).expect("ended");
}

fn a_dropped_turn_is_over(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    drop(take(one, "k", LONG).expect("nobody has it"));
    soon(|| take(other, "k", LONG));
}

fn a_turn_that_was_asked_for_and_not_awaited_is_over(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    block_on(async {
        let mut asked = one.take_turn("k", LONG);
        let _ = std::future::poll_fn(|context| std::task::Poll::Ready(asked.as_mut().poll(context))).await;
    });
    // It may be taken first and given back then.
    thread::sleep(Duration::from_millis(50));
    soon(|| take(other, "k", LONG));
}

fn a_turn_runs_out(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    let began = Instant::now();
    let time = Duration::from_millis(200);
    let late = take(one, "k", time).expect("nobody has it");
    let turn = soon(|| take(other, "k", LONG));
    assert!(began.elapsed() >= time, "{:?}", began.elapsed());
    drop(late);
    thread::sleep(Duration::from_millis(50));
    assert!(take(one, "k", LONG).is_none(), "the late one ended the turn of the next");
    block_on(other.end_turn("k", turn)).expect("ended");
    assert!(take(one, "k", LONG).is_some());
}

fn many_ask_for_the_turn_and_one_gets_it(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    let asking: Vec<_> = (0..8)
        .map(|number| {
            let store = Arc::clone(if number % 2 == 0 { one } else { other });
            thread::spawn(move || take(&*store, "k", LONG))
        })
        .collect();
    // All answers are kept until the last is there.
    let turns: Vec<Option<Turn>> =
        asking.into_iter().map(|thread| thread.join().expect("an answer")).collect();
    assert_eq!(turns.iter().flatten().count(), 1);
}

fn many_save_and_every_token_is_whole(one: &Arc<dyn TokenStore>, other: &Arc<dyn TokenStore>) {
    save(one, "k", &"a".repeat(1000));
    let saving: Vec<_> = ["b", "c", "d", "e"]
        .into_iter()
        .map(|letter| {
            let store = Arc::clone(if letter < "d" { one } else { other });
            thread::spawn(move || (0..25).for_each(|_| save(&*store, "k", &letter.repeat(1000))))
        })
        .collect();
    while saving.iter().any(|thread| !thread.is_finished()) {
        let token = load(other, "k").expect("there is a token at any time");
        assert!(token.len() == 1000 && token.bytes().all(|byte| byte == token.as_bytes()[0]));
    }
    assert!(saving.into_iter().all(|thread| thread.join().is_ok()), "all tokens were kept");
}

fn a_turn_of_another_store_is_refused(one: &Arc<dyn TokenStore>, _: &Arc<dyn TokenStore>) {
    let error = block_on(one.end_turn("k", Turn::new(7))).expect_err("not of this store");
    assert_eq!(error.to_string(), "the token store failed: the turn was given by a store of another kind");
}
