//! A pretend vendor that fails as it is told, and keeps account of what it did with each call.
//!
//! In: which fault befalls which attempt of which call. Out: answers, and the record of each call. A call is known by
//! its enterprise id; a token counts until the next one is fetched or the vendor ends it.

mod fault;

pub use fault::Fault;
use jiekou::qixiangyun::{Client, Credentials};
use jiekou::{ClientBuilder, Error};
use loopback::{Act, Faulty, Heard, Reply};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

/// The vendor.
pub struct Vendor {
    /// Its sockets.
    pub server: Faulty,
    books: Arc<Mutex<Books>>,
}

#[derive(Default)]
struct Books {
    /// How many tokens were given.
    tokens: usize,
    /// How many of them were ended before the next one was asked for.
    ended: usize,
    is_ended: bool,
    calls: BTreeMap<u64, Vec<Fault>>,
}

impl Vendor {
    /// Starts a vendor; the fault is chosen by the call's id and how often the call came before.
    pub fn start(choose: impl Fn(u64, usize) -> Fault + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1:0".parse().expect("an address"), choose)
    }

    /// Starts it at an address that is free.
    pub fn start_at(
        address: SocketAddr,
        choose: impl Fn(u64, usize) -> Fault + Send + Sync + 'static,
    ) -> Self {
        let books = Arc::new(Mutex::new(Books::default()));
        let written = Arc::clone(&books);
        let server = Faulty::start_at(address, move |heard| {
            let mut books = written.lock().expect("no test panicked here");
            books.take(heard, &choose)
        });
        Self { server, books }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().expect("no test panicked here")
    }

    /// What befell the attempts of a call. Those with a stale token are not among them.
    pub fn record(&self, id: u64) -> Vec<Fault> {
        self.books().calls.get(&id).cloned().unwrap_or_default()
    }

    /// How often the vendor did what a call asks for.
    pub fn done(&self, id: u64) -> usize {
        self.record(id).into_iter().filter(|fault| fault.is_done()).count()
    }

    /// Strikes a call out of the books.
    pub fn forget(&self, id: u64) {
        self.books().calls.remove(&id);
    }

    /// How many tokens were given, and how many of them the vendor ended.
    pub fn tokens(&self) -> (usize, usize) {
        let books = self.books();
        (books.tokens, books.ended)
    }

    /// Ends the token that was given last.
    pub fn end_token(&self) {
        self.books().end_token();
    }

    /// A client for it.
    pub fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    /// The same, to be changed.
    pub fn builder(&self) -> ClientBuilder<Client> {
        builder(&self.server.url())
    }
}

/// A client of the vendor at this address, to be changed.
pub fn builder(url: &str) -> ClientBuilder<Client> {
    Client::builder().credentials(Credentials::new("10000001", "test-secret-0001")).base_url(url)
}

/// A call that changes something.
///
/// # Errors
///
/// Those of the client.
pub async fn update(client: &Client, id: u64) -> Result<bool, Error> {
    client.account().update().enterprise_id(id).account_id(1).send().await
}

/// A call that only reads.
///
/// # Errors
///
/// Those of the client.
pub async fn list(client: &Client, id: u64) -> Result<usize, Error> {
    let accounts = client.account().list().enterprise_id(id).send().await?;
    Ok(accounts.map_or(0, |accounts| accounts.len()))
}

impl Books {
    fn end_token(&mut self) {
        if self.tokens > 0 && !self.is_ended {
            self.is_ended = true;
            self.ended += 1;
        }
    }

    fn take(&mut self, heard: &Heard, choose: &dyn Fn(u64, usize) -> Fault) -> Act {
        if heard.target.ends_with("/login") {
            self.tokens += 1;
            self.is_ended = false;
            let token = self.tokens;
            return Act::Answer(Reply::json(&format!(
                r#"{{"code":"2000","success":true,"data":{{"access_token":"t{token}"}}}}"#
            )));
        }
        let token = format!("t{}", self.tokens);
        if self.is_ended || heard.header("access_token") != Some(&token) {
            return Fault::Stale.act("null");
        }
        let id = heard.json()["aggOrgId"].to_string();
        let id = id.trim_matches('"').parse().expect("each call has an id");
        let attempts = self.calls.entry(id).or_default();
        let fault = choose(id, attempts.len());
        attempts.push(fault);
        if fault == Fault::Stale {
            self.end_token();
        }
        fault.act(if heard.target.ends_with("/update") { "true" } else { "[]" })
    }
}
