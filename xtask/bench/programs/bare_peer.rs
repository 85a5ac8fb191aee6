//! Sends one canned body over the peer's HTTP client, and uses nothing else of the peer.
//!
//! `cargo xtask bench` takes the size of this program from that of programs with calls.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("say ADDRESS")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sum = runtime.block_on(async {
        let request = reqwest::Client::new().post(format!("{address}/v1/x"));
        let request = request.header("content-type", "application/json").body(r#"{"remark":"x","pageNo":1}"#);
        request.send().await?.bytes().await.map(|bytes| bytes.len())
    })?;
    println!("{sum}");
    Ok(())
}
