//! Makes one call of the peer's client again and again: `request-peer MODE COUNT ADDRESS`.
//!
//! `cargo xtask bench` copies this file into a crate that depends on the peer's client, with the call in
//! `call.rs`, and takes the CPU time of its process.

mod call;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, mode, count, address] = &words[..] else { return Err("say MODE, COUNT and ADDRESS".into()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sum = runtime.block_on(run(mode, count.parse()?, address))?;
    println!("{sum}");
    Ok(())
}

async fn run(mode: &str, count: usize, address: &str) -> Result<i64, Box<dyn Error>> {
    let mut sum = 0;
    match mode {
        "bare" => {
            let client = reqwest::Client::new();
            let url = reqwest::Url::parse(&format!("{address}{}", call::PATH))?;
            for _ in 0..count {
                let request = client.post(url.clone()).header("X-App-Id", "a").header("X-Timestamp", "t");
                let request = request.header("content-type", "application/json").body(call::BODY);
                sum += request.send().await?.bytes().await?.len() as i64;
            }
        }
        "unsigned" => {
            let api = bench_progenitor::Client::new(address);
            for _ in 0..count {
                sum += call::call(&api).await?;
            }
        }
        other => return Err(format!("`{other}` is no mode").into()),
    }
    Ok(sum)
}
