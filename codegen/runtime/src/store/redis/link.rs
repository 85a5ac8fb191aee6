//! The connection to Redis: made when needed, kept, and made anew when it broke.
//!
//! In: commands that may be sent twice. Out: their answers. It waits without limit; whoever asks keeps one.

use redis::aio::{ConnectionLike, MultiplexedConnection};
use redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, RedisResult, from_redis_value};
use tokio::sync::Mutex;

/// A connection that the user made.
type Given = Box<dyn Fn() -> Box<dyn ConnectionLike + Send> + Send + Sync>;

/// See the file.
pub(super) enum Link {
    /// Connects by itself.
    Own {
        /// Knows where Redis is, and the password.
        client: Box<Client>,
        /// The connection that worked last. Whoever holds the lock connects; the others wait.
        kept: Mutex<Option<MultiplexedConnection>>,
    },
    /// Whoever gave it connects.
    Given(Given),
}

impl Link {
    /// Connects by itself.
    pub(super) fn own(client: Client) -> Self {
        Self::Own { client: Box::new(client), kept: Mutex::default() }
    }

    /// Uses clones of this connection.
    pub(super) fn given<C: ConnectionLike + Clone + Send + Sync + 'static>(connection: C) -> Self {
        Self::Given(Box::new(move || Box::new(connection.clone())))
    }

    /// Sends a command. Where a connection that had been kept turns out to be broken, it is sent once more.
    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> RedisResult<T> {
        let (client, kept) = match self {
            Self::Given(connection) => return send(connection().as_mut(), command).await,
            Self::Own { client, kept } => (client, kept),
        };
        let before = kept.lock().await.clone();
        if let Some(mut connection) = before {
            match send(&mut connection, command).await {
                Err(error) if error.is_unrecoverable_error() => self.forget(),
                answer => return answer,
            }
        }
        let mut connection = connect(client, kept).await?;
        let answer = send(&mut connection, command).await;
        if answer.as_ref().is_err_and(redis::RedisError::is_unrecoverable_error) {
            self.forget();
        }
        answer
    }

    /// Drops the connection. It may be broken without knowing it, as when a host is gone.
    pub(super) fn forget(&self) {
        let Self::Own { kept, .. } = self else { return };
        // Whoever has the lock connects right now.
        if let Ok(mut kept) = kept.try_lock() {
            *kept = None;
        }
    }
}

/// The connection that is kept, or a new one.
async fn connect(
    client: &Client,
    kept: &Mutex<Option<MultiplexedConnection>>,
) -> RedisResult<MultiplexedConnection> {
    let mut kept = kept.lock().await;
    if let Some(connection) = &*kept {
        return Ok(connection.clone());
    }
    let unlimited = AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
    let connection = client.get_multiplexed_async_connection_with_config(&unlimited).await?;
    *kept = Some(connection.clone());
    Ok(connection)
}

async fn send<T: FromRedisValue>(
    connection: &mut (dyn ConnectionLike + Send),
    command: &Cmd,
) -> RedisResult<T> {
    let answer = connection.req_packed_command(command).await?;
    Ok(from_redis_value(answer.extract_error()?)?)
}
