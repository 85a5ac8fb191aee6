//! Connections that are refused, reset, slow or silent.

use super::*;
use production_tests::builder;

#[tokio::test]
async fn resets() {
    let lost = Err((ErrorKind::Transport, 1));
    check(Fault::ResetBefore, lost, Ok(2)).await;
    check(Fault::ResetInHead, lost, Ok(2)).await;
    check(Fault::ResetInBody, lost, Ok(2)).await;
}

#[tokio::test]
async fn a_reset_after_the_answer_is_nobodys_loss() {
    let vendor = vendor(Fault::ResetAfter);
    let client = client(&vendor);
    for id in 0..50 {
        // The reset may be seen before the answer is read, or by the next call on the same connection.
        match update(&client, id).await {
            Ok(done) => assert!(done && vendor.done(id) == 1),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Transport),
        }
        assert!(vendor.done(id) <= 1);
        assert_eq!(list(&client, 50 + id % 50).await.expect("it may be sent again"), 0);
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    check_usable(&vendor, &client).await;
}

#[tokio::test]
async fn silence_and_slowness() {
    check(Fault::Silence, Err((ErrorKind::TimedOut, 1)), Ok(2)).await;
    check(Fault::Stall, Err((ErrorKind::TimedOut, 1)), Ok(2)).await;
    check(Fault::Late, Ok(1), Ok(1)).await;
    check(Fault::Drip, Ok(1), Ok(1)).await;
}

#[tokio::test]
async fn an_answer_that_drips_for_ever_ends_with_the_deadline() {
    let (vendor, began) = (vendor(Fault::Drip), Instant::now());
    let time = Duration::from_millis(40);
    let client = client(&vendor);
    update(&client, 200).await.expect("there is a token now");
    let error = client.account().update().enterprise_id(7_u64).account_id(1).send().deadline(time).await;
    assert_eq!(error.expect_err("70 bytes take 70 ms").kind(), ErrorKind::TimedOut);
    assert!(began.elapsed() < BOUND && vendor.done(7) <= 1);
    check_usable(&vendor, &client).await;
}

#[tokio::test]
async fn a_vendor_that_is_away_comes_back() {
    let address = loopback::nobody_listens();
    let retry = RetryPolicy::default().pauses(Duration::from_millis(1), Duration::from_millis(1));
    let client = builder(&format!("http://{address}")).token("t0").retry(retry).build().expect("a client");
    for _ in 0..3 {
        let error = update(&client, 7).await.expect_err("nobody listens");
        assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::Transport, 3, true));
    }
    let vendor = Vendor::start_at(address, |_, _| Fault::Good);
    check_usable(&vendor, &client).await;
    assert_eq!(vendor.done(7), 0);
}
