//! Takes text messages that virtual numbers received, on port 8080 of this machine.
//!
//! `cargo run -p client-tests --example receive`, then post an example of the spec to `/sms`.

mod app;

use axum::Router;
use jiekou::qixiangyun::virtual_numbers::sms_received::{ACCEPTED, Receiver};
use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    // The same message may be posted more than once: its id tells. A real program keeps the ids in its database.
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let sms = app::route(Receiver::unverified(), move |message| {
        if let (Ok(mut seen), Some(id)) = (seen.lock(), message.sms_id.clone()) {
            seen.insert(id);
        }
        ACCEPTED
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, Router::new().route("/sms", sms)).await
}
