//! Tokens in Redis, for the processes of a fleet.
//!
//! In: where Redis is, or a connection of the user's. Out: tokens that all processes share, and turns between
//! them. No call of the store takes longer than its limit, and no answer of Redis and no password stands in an
//! error.

mod link;
mod worker;

use super::record::{LONGEST, read, write};
use super::{StoreError, StoredToken, TokenStore, Turn};
use crate::Secret;
use crate::clock::{Nonces, RandomNonces};
use crate::transport::BoxFuture;
use link::Link;
use redis::aio::ConnectionLike;
use redis::{Client, Cmd, RedisError, cmd};
use secrecy::zeroize::Zeroizing;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use worker::Worker;

/// How long a call of the store may take, unless the user says otherwise.
const LIMIT: Duration = Duration::from_millis(500);
/// What all keys begin with, unless the user says otherwise.
const PREFIX: &str = "jiekou:";
/// The longest time that a key is given: a year.
const LONGEST_MS: i64 = 31_536_000_000;
/// Deletes a key that still holds what was read.
const DELETE_IF: &str =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
/// Takes a turn. To whoever has it, it is given a second time: an answer may be lost on its way.
const TAKE: &str = "if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end \
     if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end return 0";

/// Keeps tokens in Redis (feature `redis`), so that one process of a fleet fetches a token and all use it.
///
/// ```no_run
/// # fn main() -> Result<(), jiekou_runtime::StoreError> {
/// use jiekou_runtime::RedisTokenStore;
/// use std::time::Duration;
///
/// let store = RedisTokenStore::open("redis://:password@redis.internal:6379/0")?
///     .prefix("billing:")
///     .limit(Duration::from_millis(300));
/// // Client::builder().credentials(..).token_store(store)
/// # let _ = store; Ok(())
/// # }
/// ```
///
/// **In a fleet** every process opens the same Redis with the same prefix, and its clients have the same
/// credentials. The process that finds no token takes the turn, fetches and saves; the others wait and load. A
/// process that dies or loses Redis while it fetches loses the turn when its time is up. Nothing else needs to be
/// set up: Redis forgets a token when it ends. Let it not evict them (`maxmemory-policy noeviction`): a token that
/// is lost is fetched anew, and the vendor may throttle that.
///
/// **When Redis is gone** each call fails within the [limit](Self::limit), and the client goes on with the token in
/// its memory. There is no waiting between attempts: the next call of the store tries to connect again.
///
/// **What it needs of Redis**: version 2.6 or later with the commands `GET`, `GETRANGE`, `SET`, `DEL` and `EVAL`; a
/// user of Redis needs no more than `~billing:* +get +getrange +set +del +eval`. `rediss://` needs the feature
/// `redis-tls`; a program that has several providers of cryptography for rustls must have chosen one.
///
/// **Who may read it.** Tokens stand in Redis as they are: whoever may read its keys or its files has them.
///
/// The store has a thread of its own for its connection, so that it works with every async runtime and with none.
#[derive(Clone)]
pub struct RedisTokenStore {
    line: Line,
    prefix: String,
}

impl RedisTokenStore {
    /// The store at an address such as `redis://user:password@host:6379/0`. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the address cannot be read, or the store's thread does not start.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        // What is wrong with it is not told: it holds the password.
        Self::with_client(
            Client::open(url).map_err(|_| StoreError::new("the address of redis cannot be read"))?,
        )
    }

    /// The store that this client of Redis leads to, such as one with certificates of its own.
    ///
    /// # Errors
    ///
    /// When the store's thread does not start.
    pub fn with_client(client: Client) -> Result<Self, StoreError> {
        Self::over(Link::own(client))
    }

    /// The store behind a connection that somebody else keeps, such as a `ConnectionManager`, one to a cluster or
    /// one that a sentinel found. It must connect anew by itself, and lives in the runtime where it was made.
    ///
    /// # Errors
    ///
    /// When the store's thread does not start.
    pub fn with_connection(
        connection: impl ConnectionLike + Clone + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        Self::over(Link::given(connection))
    }

    /// Begins all keys with this, in place of `jiekou:`.
    #[must_use]
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// How long one call of the store may take in all, 500 ms if nothing is said.
    #[must_use]
    pub fn limit(self, limit: Duration) -> Self {
        Self { line: Line { limit, ..self.line }, ..self }
    }

    fn over(link: Link) -> Result<Self, StoreError> {
        let worker = Worker::start().map_err(StoreError::new)?;
        let line = Line { worker: Arc::new(worker), link: Arc::new(link), limit: LIMIT };
        Ok(Self { line, prefix: PREFIX.to_owned() })
    }

    fn token_key(&self, key: &str) -> String {
        format!("{}{key}:token", self.prefix)
    }

    fn turn_key(&self, key: &str) -> String {
        format!("{}{key}:turn", self.prefix)
    }

    async fn take(&self, key: &str, time: Duration) -> Result<Option<Turn>, StoreError> {
        let value = RandomNonces.nonce().map_err(StoreError::new)?;
        let time = i64::try_from(time.as_millis()).unwrap_or(LONGEST_MS).clamp(1, LONGEST_MS);
        let mut command = cmd("EVAL");
        command.arg(TAKE).arg(1).arg(self.turn_key(key)).arg(&value).arg(time);
        // Made before it is known whether it is ours: a turn whose answer is lost must be given back too.
        let mut held = Held { line: self.line.clone(), key: self.turn_key(key), value: Some(value) };
        self.line
            .run(|link| async move {
                let taken: i64 = link.ask(&command).await.map_err(told)?;
                if taken == 0 {
                    held.value = None;
                }
                Ok((taken != 0).then(|| Turn::new(held)))
            })
            .await
    }
}

impl fmt::Debug for RedisTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, prefix } = self;
        let mut shown = f.debug_struct("RedisTokenStore");
        shown.field("prefix", prefix).field("limit", &line.limit).finish_non_exhaustive()
    }
}

/// The way to Redis, with a limit.
#[derive(Clone)]
struct Line {
    worker: Arc<Worker>,
    link: Arc<Link>,
    limit: Duration,
}

impl Line {
    /// Begins to do this where connections live. It goes on if nobody waits for it any more.
    fn start<T, F>(&self, work: impl FnOnce(Arc<Link>) -> F) -> JoinHandle<Result<T, StoreError>>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, StoreError>> + Send + 'static,
    {
        let (link, limit) = (Arc::clone(&self.link), self.limit);
        let work = work(Arc::clone(&link));
        self.worker.run(async move {
            tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
                link.forget();
                Err(StoreError::new(format!("redis did not answer within {limit:?}")))
            })
        })
    }

    async fn run<T, F>(&self, work: impl FnOnce(Arc<Link>) -> F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, StoreError>> + Send + 'static,
    {
        let done = self.start(work).await;
        done.unwrap_or_else(|_| Err(StoreError::new("the connection to redis came to an unexpected end")))
    }
}

/// A turn. To drop it ends it, in the background.
struct Held {
    line: Line,
    key: String,
    /// What stands in Redis; nothing if the turn is not ours, or no more.
    value: Option<String>,
}

impl Held {
    async fn end(mut self) -> Result<(), StoreError> {
        let command = self.value.take().map(|value| delete_if(&self.key, value.as_bytes()));
        let Some(command) = command else { return Ok(()) };
        self.line.run(|link| async move { link.ask::<i64>(&command).await.map(drop).map_err(told) }).await
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(value) = self.value.take() else { return };
        let command = delete_if(&self.key, value.as_bytes());
        // The line goes along, so that its thread lives until this is done.
        let line = self.line.clone();
        drop(self.line.start(|link| async move {
            let ended = link.ask::<i64>(&command).await.map(drop).map_err(told);
            drop(line);
            ended
        }));
    }
}

fn delete_if(key: &str, value: &[u8]) -> Cmd {
    let mut command = cmd("EVAL");
    command.arg(DELETE_IF).arg(1).arg(key).arg(value);
    command
}

/// What stands at a key, as far as it can be a token.
async fn fetch(link: &Link, key: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    let mut command = cmd("GETRANGE");
    command.arg(key).arg(0).arg(LONGEST);
    let bytes = Zeroizing::new(link.ask::<Vec<u8>>(&command).await.map_err(told)?);
    Ok(Some(bytes).filter(|bytes| !bytes.is_empty()))
}

/// What went wrong, without the words of the server: it repeats what it was sent.
fn told(error: RedisError) -> StoreError {
    let is_plain = |code: &&str| code.len() <= 20 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match error.code().filter(is_plain) {
        Some(code) => StoreError::new(format!("redis answered with `{code}`")),
        None if error.is_connection_refusal() => StoreError::new("redis: connection refused"),
        None => StoreError::new(format!("redis: {}", error.category())),
    }
}

impl TokenStore for RedisTokenStore {
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
        let key = self.token_key(key);
        Box::pin(
            self.line
                .run(|link| async move { fetch(&link, &key).await?.map(|bytes| read(&bytes)).transpose() }),
        )
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let bytes = write(token)?;
            // By the times of the token, so that a clock that is wrong on both ends of it does not matter.
            let time = token.until_ms.saturating_sub(token.fetched_ms).clamp(1, LONGEST_MS);
            let mut command = cmd("SET");
            command.arg(self.token_key(key)).arg(&**bytes).arg("PX").arg(time);
            self.line.run(|link| async move { link.ask::<()>(&command).await.map_err(told) }).await
        })
    }

    fn remove<'a>(&'a self, key: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
        let (key, value) = (self.token_key(key), value.clone());
        Box::pin(self.line.run(|link| async move {
            let Some(bytes) = fetch(&link, &key).await? else { return Ok(()) };
            if read(&bytes)?.value.expose() != value.expose() {
                return Ok(());
            }
            link.ask::<i64>(&delete_if(&key, &bytes)).await.map(drop).map_err(told)
        }))
    }

    fn take_turn<'a>(
        &'a self,
        key: &'a str,
        time: Duration,
    ) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
        Box::pin(self.take(key, time))
    }

    fn end_turn<'a>(&'a self, _: &'a str, turn: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move { turn.given_back::<Held>()?.end().await })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::block_on;

    #[test]
    fn a_redis_that_is_not_there_is_an_error_within_the_limit() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let limit = Duration::from_millis(50);
        let store = RedisTokenStore::open(&format!("redis://user:hunter2@127.0.0.1:{port}"));
        let store = store.expect("a store").limit(limit);
        let began = std::time::Instant::now();
        let silent = block_on(store.load("k")).expect_err("it accepts and says nothing");
        assert_eq!(silent.to_string(), "the token store failed: redis did not answer within 50ms");
        assert!(began.elapsed() >= limit && began.elapsed() < 20 * limit, "{:?}", began.elapsed());
        drop(listener);
        let refused = block_on(store.take_turn("k", limit)).expect_err("nobody listens");
        assert_eq!(refused.to_string(), "the token store failed: redis: connection refused");
    }

    #[test]
    fn no_password_is_shown() {
        let store = RedisTokenStore::open("redis://user:hunter2@127.0.0.1:1/0").expect("a store");
        assert_eq!(format!("{store:?}"), r#"RedisTokenStore { prefix: "jiekou:", limit: 500ms, .. }"#);
        for url in ["redis://user:hunter2@127.0.0.1:port", "http://user:hunter2@127.0.0.1", "hunter2"] {
            let error = RedisTokenStore::open(url).expect_err("no address");
            assert_eq!(format!("{error}"), "the token store failed: the address of redis cannot be read");
            assert!(!format!("{error:?}").contains("hunter2"));
        }
    }
}
