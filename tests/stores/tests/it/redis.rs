//! Tokens in Redis, and a Redis that fails.

use crate::checks::{block_on, check, load, save, soon, take};
use crate::second::{Second, check_processes};
use crate::server::Server;
use jiekou_runtime::{RedisTokenStore, Secret, StoreError, StoredToken, TokenStore};
use redis::Commands;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_secs(60);

fn open(server: &Server) -> RedisTokenStore {
    RedisTokenStore::open(&server.url("")).expect("a store").limit(LIMIT)
}

fn by_hand(server: &Server) -> redis::Connection {
    let client = redis::Client::open(server.url("")).expect("an address");
    client.get_connection().expect("a connection")
}

#[test]
fn redis_does_what_every_store_must() {
    let Some(server) = Server::start(&[]) else { return };
    let mut pairs = 0;
    check(|| {
        pairs += 1;
        let open = || open(&server).limit(Duration::from_secs(5)).prefix(format!("{pairs}:"));
        (open(), open())
    });
}

#[test]
fn processes_share_redis() {
    let Some(server) = Server::start(&[]) else { return };
    check_processes(&open(&server), || Second::start("redis", &server.url("")));
}

#[test]
fn a_process_that_dies_loses_the_turn_when_its_time_is_up() {
    let Some(server) = Server::start(&[]) else { return };
    let store = open(&server);
    let mut second = Second::start("redis", &server.url(""));
    second.check("take 300", "taken");
    drop(second);
    assert!(take(&store, "k", LONG).is_none());
    soon(|| take(&store, "k", LONG));
}

#[test]
fn redis_forgets_a_token_when_it_ends() {
    let Some(server) = Server::start(&[]) else { return };
    let store = open(&server);
    let mut by_hand = by_hand(&server);
    save(&store, "k", "t");
    let left: i64 = by_hand.pttl("jiekou:k:token").expect("a time");
    assert!((3_590_000..=3_600_000).contains(&left), "{left}");
    for (until_ms, longest) in [(i64::MAX, 31_536_000_000), (i64::MIN, 1)] {
        block_on(store.save("k", &StoredToken::new("t", 0, until_ms))).expect("kept");
        let left: i64 = by_hand.pttl("jiekou:k:token").expect("a time");
        assert!(left <= longest, "{left}");
    }
    soon(|| load(&store, "k").is_none().then_some(()));
}

#[test]
fn what_is_no_token_is_told_without_a_word_of_it() {
    let Some(server) = Server::start(&[]) else { return };
    let store = open(&server);
    let mut by_hand = by_hand(&server);
    for value in ["hunter2".to_owned(), "hunter2".repeat(100_000)] {
        let () = by_hand.set("jiekou:k:token", &value).expect("set");
        let error = block_on(store.load("k")).expect_err("no token").to_string();
        assert_eq!(error, "the token store failed: what is kept there is no token");
        assert!(block_on(store.remove("k", &Secret::from("hunter2"))).is_err());
        save(&store, "k", "new");
        assert_eq!(load(&store, "k").as_deref(), Some("new"));
    }
    let () = by_hand.del("jiekou:k:token").expect("deleted");
    let () = by_hand.lpush("jiekou:k:token", "hunter2").expect("pushed");
    let error = block_on(store.load("k")).expect_err("no token").to_string();
    assert!(
        error.starts_with("the token store failed: redis answered with `") && !error.contains("hunter2"),
        "{error}"
    );
}

/// A call fails, and within its limit.
#[track_caller]
fn check_fails(what: &str, store: &RedisTokenStore) {
    let began = Instant::now();
    let token = StoredToken::new("hunter2", 0, 1);
    let value = Secret::from("hunter2");
    let outcomes: [Result<(), StoreError>; 4] = [
        block_on(store.load("k")).map(drop),
        block_on(store.save("k", &token)),
        block_on(store.remove("k", &value)),
        block_on(store.take_turn("k", LONG)).map(drop),
    ];
    let took = began.elapsed();
    for outcome in outcomes {
        let error = outcome.expect_err(what).to_string();
        assert!(!error.contains("hunter2") && !error.contains("127.0.0.1"), "{error}");
    }
    // Room for a machine that has other things to do.
    assert!(took < 4 * LIMIT + Duration::from_secs(1), "{what}: {took:?}");
}

#[test]
fn a_redis_that_dies_is_an_error_and_one_that_comes_back_works() {
    let Some(mut server) = Server::start(&[]) else { return };
    let store = open(&server);
    save(&store, "k", "t1");
    let turn = take(&store, "k", LONG).expect("the turn");
    server.kill();
    check_fails("it is dead", &store);
    assert!(block_on(store.end_turn("k", turn)).is_err());
    server.run().expect("it starts again");
    assert_eq!(load(&store, "k"), None, "it came back empty, and the first call works");
    save(&store, "k", "t2");
    // Here the connection that is kept is a dead one, and the call notices.
    server.kill();
    server.run().expect("it starts again");
    save(&store, "k", "t3");
    assert_eq!(load(&store, "k").as_deref(), Some("t3"));
}

#[cfg(unix)]
#[test]
fn a_redis_that_hangs_is_an_error_within_the_limit() {
    let Some(server) = Server::start(&[]) else { return };
    let store = open(&server);
    save(&store, "k", "t1");
    server.signal("STOP");
    check_fails("it hangs", &store);
    server.signal("CONT");
    soon(|| block_on(store.load("k")).ok());
    save(&store, "k", "t2");
    assert_eq!(load(&store, "k").as_deref(), Some("t2"));
}

#[test]
fn many_calls_at_once_share_one_connection() {
    let Some(server) = Server::start(&[]) else { return };
    let store = open(&server).limit(Duration::from_secs(5));
    save(&store, "k", "t1");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let tokens = runtime.block_on(async {
        let load = |store: RedisTokenStore| async move { store.load("k").await.expect("read").is_some() };
        let calls: Vec<_> = (0..200).map(|_| tokio::spawn(load(store.clone()))).collect();
        let mut tokens = 0;
        for call in calls {
            tokens += u32::from(call.await.expect("it does not panic"));
        }
        tokens
    });
    assert_eq!(tokens, 200);
    let clients: String = redis::cmd("CLIENT").arg("LIST").query(&mut by_hand(&server)).expect("a list");
    assert_eq!(clients.lines().count(), 2, "the store's and this one");
}

#[test]
fn a_connection_of_the_user_works_too() {
    let Some(server) = Server::start(&[]) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = redis::Client::open(server.url("")).expect("an address");
        let connection = client.get_multiplexed_async_connection().await.expect("a connection");
        let store = RedisTokenStore::with_connection(connection).expect("a store");
        store.save("k", &StoredToken::new("t", 0, 3_600_000)).await.expect("kept");
        let turn = store.take_turn("k", LONG).await.expect("it works").expect("the turn");
        store.end_turn("k", turn).await.expect("ended");
    });
    assert_eq!(load(&open(&server), "k").as_deref(), Some("t"));
}

#[test]
fn a_password_is_sent_and_not_told() {
    let Some(server) = Server::start(&["--requirepass", "hunter2"]) else { return };
    let open = |user| RedisTokenStore::open(&server.url(user)).expect("a store");
    let error = |store: RedisTokenStore| block_on(store.load("k")).expect_err("no entry").to_string();
    assert_eq!(load(&open(":hunter2@"), "k"), None);
    assert_eq!(error(open(":hunter3@")), "the token store failed: redis: authentication failed");
    assert_eq!(error(open("")), "the token store failed: redis answered with `NOAUTH`");
}

#[test]
fn a_server_that_repeats_what_it_was_sent_is_not_quoted() {
    let Some(server) = Server::start(&["--rename-command", "SET", "", "--rename-command", "EVAL", ""]) else {
        return;
    };
    let store = open(&server);
    let mut said = Vec::new();
    let token = StoredToken::new("hunter2", 0, 3_600_000);
    said.push(block_on(store.save("k", &token)).expect_err("no such command"));
    said.push(block_on(store.take_turn("k", LONG)).map(drop).expect_err("no such command"));
    for error in said {
        assert_eq!(error.to_string(), "the token store failed: redis answered with `ERR`");
    }
}

#[test]
fn a_user_with_the_documented_rights_is_enough() {
    let user = "--user billing on >hunter2 ~billing:* +get +getrange +set +del +eval";
    let settings: Vec<&str> = user.split(' ').collect();
    let Some(server) = Server::start(&settings) else { return };
    let store = RedisTokenStore::open(&server.url("billing:hunter2@")).expect("a store").limit(LIMIT);
    let other = block_on(store.load("k")).expect_err("keys of somebody else").to_string();
    assert_eq!(other, "the token store failed: redis answered with `NOPERM`");
    let mut pairs = 0;
    check(|| {
        pairs += 1;
        let open = || store.clone().prefix(format!("billing:{pairs}:"));
        (open(), open())
    });
}
