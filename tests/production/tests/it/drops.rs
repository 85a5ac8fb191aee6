//! Calls that are dropped on their way.

use super::*;

#[tokio::test]
async fn dropped_calls_close_their_connections_and_free_their_places() {
    let vendor = vendor(Fault::Late);
    let builder = vendor.builder().max_concurrent_calls(2);
    let client = builder.build().expect("a client");
    // Those that wait for a token, for a place and for an answer.
    for id in 0..100 {
        let time = Duration::from_micros(id * 997 % 20_000);
        let calls = [update(&client, id), update(&client, id)].map(|call| tokio::time::timeout(time, call));
        let [first, second] = calls;
        let _ = tokio::join!(first, second);
        assert!(vendor.done(id) <= 2, "each call is sent once at most");
    }
    check_usable(&vendor, &client).await;
    let began = Instant::now();
    while vendor.server.open() > 2 {
        assert!(began.elapsed() < BOUND, "{} connections are open", vendor.server.open());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
