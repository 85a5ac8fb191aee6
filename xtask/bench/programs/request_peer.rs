//! Makes calls of the peer's client in turn with bare ones: `request-peer ADDRESS ROUNDS CALLS MODE…`.
//!
//! `cargo xtask bench` copies this file into a crate that depends on the peer's client, with the call in `call.rs` and
//! the clock in `rounds.rs`.

mod call;
mod rounds;

use rounds::{Result, Words};
use std::rc::Rc;

fn main() -> Result<()> {
    let words = Words::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = reqwest::Client::new();
    // As its users make it, with the timers that it sets; bare calls have none, as ours have none.
    let api = Rc::new(bench_progenitor::Client::new(&words.address));
    let url = reqwest::Url::parse(&format!("{}{}", words.address, call::PATH))?;
    let make = |mode: String, count| {
        let (client, api, url) = (client.clone(), Rc::clone(&api), url.clone());
        async move {
            let mut sum = 0;
            for _ in 0..count {
                sum += match mode.as_str() {
                    "bare" => bare(&client, &url).await?,
                    "unsigned" => call::call(&api).await.map_err(|error| error.to_string())?,
                    other => return Err(format!("`{other}` is no mode").into()),
                };
            }
            Ok(sum)
        }
    };
    runtime.block_on(rounds::run(&words, make))
}

/// The same bytes over the same HTTP client, with nothing made or read.
async fn bare(client: &reqwest::Client, url: &reqwest::Url) -> Result<i64> {
    let request = client.post(url.clone()).header("X-App-Id", "a").header("X-Timestamp", "t");
    let request = request.header("content-type", "application/json").body(call::BODY);
    Ok(request.send().await?.bytes().await?.len() as i64)
}
