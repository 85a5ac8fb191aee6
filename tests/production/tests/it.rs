//! Bad days, one by one, on real sockets: each ends with the right error in time, doubles nothing, and leaves the
//! client as good as before.

#[path = "it/answers.rs"]
mod answers;
#[path = "it/clock.rs"]
mod clock;
#[path = "it/connections.rs"]
mod connections;
#[path = "it/drops.rs"]
mod drops;
#[path = "it/fleet.rs"]
mod fleet;

use jiekou::qixiangyun::Client;
use jiekou::{ErrorKind, RetryPolicy};
use production_tests::{Fault, Vendor, list, update};
use std::time::{Duration, Instant};

/// No bad day may take longer here.
const BOUND: Duration = Duration::from_secs(20);

/// A vendor whose first attempt of each call below 100 meets this fault.
fn vendor(fault: Fault) -> Vendor {
    Vendor::start(move |id, attempt| if id < 100 && attempt == 0 { fault } else { Fault::Good })
}

/// A client that repeats at once, and has short limits.
fn client(vendor: &Vendor) -> Client {
    let short = Duration::from_millis(400);
    vendor
        .builder()
        .retry(RetryPolicy::default().pauses(Duration::from_millis(1), Duration::from_millis(1)))
        .connect_timeout(short)
        .first_byte_timeout(short)
        .idle_timeout(short)
        .build()
        .expect("a client")
}

/// What comes of a call that changes something, and of one that only reads, where the first attempt of each meets a
/// fault. With an error, how often each was sent.
async fn check(
    fault: Fault,
    changing: Result<usize, (ErrorKind, usize)>,
    reading: Result<usize, (ErrorKind, usize)>,
) {
    let (vendor, began) = (vendor(fault), Instant::now());
    let client = client(&vendor);
    let outcome = update(&client, 7).await.map(|done| assert!(done)).map_err(|error| error.kind());
    let sent = vendor.record(7).len();
    assert_eq!(outcome.map(|()| sent).map_err(|kind| (kind, sent)), changing, "{fault:?}, changing");
    assert!(vendor.done(7) <= 1, "{fault:?}: nothing is doubled");
    let outcome = list(&client, 8).await.map(drop).map_err(|error| error.kind());
    let sent = vendor.record(8).len();
    assert_eq!(outcome.map(|()| sent).map_err(|kind| (kind, sent)), reading, "{fault:?}, reading");
    check_usable(&vendor, &client).await;
    assert!(began.elapsed() < BOUND, "{fault:?} took {:?}", began.elapsed());
}

/// The client is as good as before.
async fn check_usable(vendor: &Vendor, client: &Client) {
    for id in 100..110 {
        assert!(update(client, id).await.expect("the day is good"));
        assert_eq!(vendor.record(id), [Fault::Good]);
    }
}
