//! Answers that refuse, and answers that are none.

use super::*;

#[tokio::test]
async fn a_busy_vendor_did_nothing_and_is_asked_again() {
    check(Fault::Busy, Ok(2), Ok(2)).await;
    check(Fault::BusyFor(0), Ok(2), Ok(2)).await;
    let began = Instant::now();
    check(Fault::BusyFor(1), Ok(2), Ok(2)).await;
    assert!(began.elapsed() >= Duration::from_secs(2), "it is waited for");
    check(Fault::BusyFor(86_400), Err((ErrorKind::Status, 1)), Err((ErrorKind::Status, 1))).await;
}

#[tokio::test]
async fn a_vendor_that_is_down_is_asked_again_where_that_changes_nothing() {
    check(Fault::Down, Err((ErrorKind::Status, 1)), Ok(2)).await;
}

#[tokio::test]
async fn a_burst_of_failures_is_not_made_longer() {
    let vendor = Vendor::start(|id, _| if id < 100 { Fault::Down } else { Fault::Good });
    let client = client(&vendor);
    let mut sent = 0;
    for id in 0..90 {
        let error = list(&client, id).await.expect_err("the vendor is down");
        assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(503)));
        sent += vendor.record(id).len();
    }
    assert_eq!(sent, 90 + 100, "the budget is spent");
    check_usable(&vendor, &client).await;
}

#[tokio::test]
async fn answers_that_are_none() {
    for (fault, kind) in [
        (Fault::Html, ErrorKind::NotJson),
        (Fault::Truncated, ErrorKind::NotJson),
        (Fault::NoCode, ErrorKind::NoCode),
        (Fault::Deep, ErrorKind::Decode),
        (Fault::WrongCharset, ErrorKind::Decode),
    ] {
        // The vendor did it, and to ask again would give the same.
        check(fault, Err((kind, 1)), Err((kind, 1))).await;
    }
}

#[tokio::test]
async fn of_members_that_come_twice_the_last_one_counts() {
    check(Fault::TwiceNamed, Ok(1), Ok(1)).await;
}

#[tokio::test]
async fn an_answer_of_a_hundred_megabytes_is_cut_off() {
    let vendor = vendor(Fault::Huge);
    let client = client(&vendor);
    for id in 0..2 {
        let error = update(&client, id).await.expect_err("it is too large");
        assert_eq!((error.kind(), vendor.done(id)), (ErrorKind::TooLarge, 1));
    }
    let began = Instant::now();
    while vendor.server.open() > 1 {
        assert!(began.elapsed() < BOUND, "the connections are closed");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let most = 2 * (64 << 20);
    assert!(vendor.server.streamed() < most, "{} bytes were sent", vendor.server.streamed());
    check_usable(&vendor, &client).await;
}
