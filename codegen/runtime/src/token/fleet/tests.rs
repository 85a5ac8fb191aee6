//! Tests of a token that processes share: each client here stands for a process.

use super::*;
use crate::call::Call;
use crate::client::Client;
use crate::observe::Observer;
use crate::pretend::{Mood, Pretend, Request, Shelf, UPDATE, VirtualTimer, block_on, builder, response};
use crate::timer::Timer as _;
use crate::transport::TransportError;
use futures_util::future::join_all;
use std::sync::Mutex;

const GOOD: &str = r#"{"code":"2000","data":true}"#;
const STALE: &str = r#"{"code":"40101"}"#;
const NOW_MS: i64 = 1_700_000_000_000;

#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Observer for Diary {
    fn observe(&self, event: &Event<'_>) {
        let line = match event {
            Event::Token(event) => format!("{event:?}"),
            Event::StoreFailed(error) => error.to_string(),
            _ => return,
        };
        self.0.lock().expect("no test panics here").push(line);
    }
}

impl Diary {
    fn told(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("no test panics here"))
    }
}

fn client(transport: &Pretend, shelf: &Shelf, diary: &Diary) -> Client {
    let built = builder(transport).token_store(shelf.clone()).observer(diary.clone()).build();
    built.map(|core| core.0).expect("the settings are good")
}

/// Makes a call, and tells how long it took.
#[track_caller]
fn call(client: &Client) -> Duration {
    let began = VirtualTimer.now();
    let answer = block_on(Call::<Option<bool>>::new(client, &UPDATE, &Request::new()));
    assert_eq!(answer.expect("it succeeds"), Some(true));
    VirtualTimer.now().saturating_sub(began)
}

#[test]
fn what_one_process_fetches_the_others_take() {
    let (transport, shelf, diary) = (Pretend::answering(200, GOOD), Shelf::default(), Diary::default());
    let clients: Vec<_> = (0..3).map(|_| client(&transport, &shelf, &diary)).collect();
    block_on(join_all(
        clients
            .iter()
            .flat_map(|client| (0..5).map(|_| Call::<Option<bool>>::new(client, &UPDATE, &Request::new()))),
    ));
    assert_eq!((transport.logins(), shelf.lies().as_deref(), shelf.is_free()), (1, Some("t1"), true));
    assert_eq!(diary.told(), ["Fetched", "Loaded", "Loaded"]);
    call(&client(&transport, &shelf, &diary));
    assert_eq!(diary.told(), ["Loaded"], "a new process fetches nothing either");
}

#[test]
fn a_stale_token_is_fetched_once_for_all_processes() {
    let transport = Pretend::new(move |request| {
        let token = request.headers().get("access_token").map(http::HeaderValue::as_bytes);
        Ok(match token {
            None => response(200, r#"{"code":"2000","data":{"access_token":"new"}}"#),
            Some(token) => response(200, if token == b"new" { GOOD } else { STALE }),
        })
    });
    let (shelf, diary) = (Shelf::default(), Diary::default());
    shelf.put(StoredToken::new("old", NOW_MS, NOW_MS + 60_000));
    let clients: Vec<_> = (0..3).map(|_| client(&transport, &shelf, &diary)).collect();
    let answers =
        block_on(join_all(clients.iter().flat_map(|client| {
            (0..50).map(|_| Call::<Option<bool>>::new(client, &UPDATE, &Request::new()))
        })));
    assert!(answers.into_iter().all(|answer| answer.is_ok()));
    assert_eq!((transport.logins(), shelf.lies().as_deref(), shelf.is_free()), (1, Some("new"), true));
    let told = diary.told();
    let count = |what: &str| told.iter().filter(|line| *line == what).count();
    assert_eq!((count("Dropped"), count("Fetched"), count("Loaded")), (3, 1, 5));
}

#[test]
fn a_turn_that_never_ends_is_waited_for_no_longer_than_it_lasts() {
    let (transport, diary) = (Pretend::answering(200, GOOD), Diary::default());
    let shelf = Shelf::default().taken_for(Duration::from_secs(5));
    let took = call(&client(&transport, &shelf, &diary));
    assert_eq!((took, transport.logins()), (Duration::from_secs(5), 1));
    let shelf = Shelf::default().taken_for(Duration::MAX);
    assert_eq!(call(&client(&transport, &shelf, &diary)), TURN);
    assert!(diary.told().iter().all(|line| line == "Fetched"));
}

#[track_caller]
fn check_without(mood: Mood, says: [&str; 2], seconds: u64) {
    let (transport, shelf, diary) = (Pretend::answering(200, GOOD), Shelf::new(mood), Diary::default());
    let client = client(&transport, &shelf, &diary);
    assert_eq!(call(&client).as_secs(), seconds);
    let [before, after] = says.map(|says| format!("the token store failed: {says}"));
    assert_eq!(diary.told(), [before, "Fetched".to_owned(), after]);
    assert_eq!((call(&client), transport.logins()), (Duration::ZERO, 1), "the token is kept in memory");
}

#[test]
fn a_store_that_fails_or_hangs_is_done_without() {
    check_without(Mood::Fails, ["it is dead"; 2], 0);
    check_without(Mood::FailsInTurn, ["it died", "it is dead"], 0);
    check_without(Mood::Hangs, ["it did not answer in time"; 2], 4);
}

#[test]
fn a_token_of_no_use_is_left_there() {
    let (transport, diary) = (Pretend::answering(200, GOOD), Diary::default());
    let hour = 3_600_000;
    for token in [
        StoredToken::new("ended", NOW_MS - hour, NOW_MS),
        StoredToken::new("from the future", NOW_MS + hour, NOW_MS + 2 * hour),
    ] {
        let shelf = Shelf::default();
        shelf.put(token);
        call(&client(&transport, &shelf, &diary));
        assert_eq!(diary.told(), ["Fetched"]);
    }
}

#[test]
fn a_failed_renewal_leaves_the_old_token_and_rests() {
    let transport = Pretend::new(|request| match request.uri().path() {
        "/base/login" => Err(TransportError::cannot_be_sent("no certificate")),
        _ => Ok(response(200, GOOD)),
    });
    let (shelf, diary) = (Shelf::default(), Diary::default());
    shelf.put(StoredToken::new("old", NOW_MS - 55_000, NOW_MS + 5_000));
    let client = client(&transport, &shelf, &diary);
    call(&client);
    for _ in 0..4 {
        call(&client);
        // The renewal runs on a thread of its own, and tells of its failure last.
        let began = std::time::Instant::now();
        while diary.0.lock().expect("no test panics here").len() < 2 {
            assert!(began.elapsed() < Duration::from_secs(20), "the renewal fails");
            std::thread::yield_now();
        }
    }
    assert_eq!(diary.told(), ["Loaded", "NotRenewed"]);
    assert_eq!((transport.logins(), shelf.lies().as_deref(), shelf.is_free()), (1, Some("old"), true));
}
