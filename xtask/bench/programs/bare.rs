//! Sends one canned body over the transport of the emitted client, and uses nothing else of it.
//!
//! `cargo xtask bench` takes the size of this program from that of programs with calls.

use jiekou::{Body, HyperTransport, Limits, Transport, http};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("say ADDRESS")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let limits = Limits::default();
    let transport = HyperTransport::new(&limits)?;
    let body = Body::from(r#"{"remark":"x","pageNo":1}"#);
    let request = http::Request::post(format!("{address}/v1/x")).header("content-type", "application/json");
    let answer = runtime.block_on(transport.send(request.body(body)?, &limits))?;
    println!("{:?}", answer.body().length());
    Ok(())
}
