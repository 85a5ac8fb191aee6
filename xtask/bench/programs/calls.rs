//! The calls that the bench makes: each mode so often, one after the other.
//!
//! `cargo xtask bench` copies this file beside the programs that make them. Each answer is read; their sum is given,
//! so that nothing is left out.

use jiekou::wire::enums::SignMode;
use jiekou::wire::{Client, Credentials};
use jiekou::{Body, HyperTransport, Limits, Transport, bytes::Bytes, http};
use std::error::Error;

macro_rules! members {
    ($call:expr) => {
        $call
            .taxpayer_id("91310000MA1FL00000")
            .org_name("A pretend company")
            .amount(129_900)
            .sign_mode(SignMode::Auto)
            .callback_url("https://bench.example/back")
    };
}

/// A client and what it stands on, so that all modes share their connection.
pub struct Calls {
    client: Client,
    transport: HyperTransport,
    limits: Limits,
    /// The head and the body of an unsigned call.
    head: http::request::Parts,
    body: Bytes,
}

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

impl Calls {
    /// Nothing is sent yet.
    pub fn new(address: &str) -> Result<Self> {
        let limits = Limits::default();
        let transport = HyperTransport::new(&limits)?;
        let client = Client::builder().credentials(Credentials::new("key", "secret")).base_url(address);
        let client = client.allow_plain_http().transport(transport.clone()).build()?;
        let (head, body) = members!(client.call().unsigned()).prepare()?.into_request().into_parts();
        let body = body.as_bytes().cloned().unwrap_or_default();
        Ok(Self { client, transport, limits, head, body })
    }

    /// Makes so many calls.
    pub async fn make(&self, mode: &str, count: usize) -> Result<i64> {
        let client = &self.client;
        let mut sum = 0;
        match mode {
            "bare" => {
                for _ in 0..count {
                    sum += self.bare().await?;
                }
            }
            "unsigned" => {
                for _ in 0..count {
                    sum += members!(client.call().unsigned()).send().await?.total;
                }
            }
            "signed" => {
                for _ in 0..count {
                    sum += members!(client.call().signed()).send().await?.total;
                }
            }
            "encrypted" => {
                for _ in 0..count {
                    sum += members!(client.call().encrypted()).password("a password").send().await?.total;
                }
            }
            "prepare-unsigned" => {
                for _ in 0..count {
                    sum += members!(client.call().unsigned()).prepare()?.body().len() as i64;
                }
            }
            "prepare-encrypted" => {
                for _ in 0..count {
                    let call = members!(client.call().encrypted()).password("a password");
                    sum += call.prepare()?.body().len() as i64;
                }
            }
            other => return Err(format!("`{other}` is no mode").into()),
        }
        Ok(sum)
    }

    /// The same bytes over the same transport, with nothing made or read.
    async fn bare(&self) -> Result<i64> {
        let mut request = http::Request::new(Body::from(Bytes::clone(&self.body)));
        *request.method_mut() = self.head.method.clone();
        *request.uri_mut() = self.head.uri.clone();
        *request.headers_mut() = self.head.headers.clone();
        let mut answer = self.transport.send(request, &self.limits).await?.into_body();
        let mut sum = 0;
        while let Some(piece) = answer.next().await {
            sum += piece?.len() as i64;
        }
        Ok(sum)
    }
}
