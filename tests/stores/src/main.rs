//! A second process, which does with a store what it is told to.
//!
//! In: `file <folder>` or `redis <address>` as arguments, and one order a line. Out: one line for each. It holds the
//! turn that it took until it is told to end it, or dies.

use jiekou_runtime::{FileTokenStore, RedisTokenStore, StoredToken, TokenStore, Turn};
use std::error::Error;
use std::io::{Write, stdin, stdout};
use std::time::Duration;

const KEY: &str = "k";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let store: Box<dyn TokenStore> = match arguments.as_slice() {
        [kind, folder] if kind == "file" => Box::new(FileTokenStore::open(folder)?),
        [kind, url] if kind == "redis" => Box::new(RedisTokenStore::open(url)?.limit(Duration::from_secs(5))),
        _ => return Err("say `file <folder>` or `redis <address>`".into()),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut turn = None;
    for line in stdin().lines() {
        let answer = runtime.block_on(obey(&*store, &mut turn, &line?))?;
        writeln!(stdout(), "{answer}")?;
        stdout().flush()?;
    }
    Ok(())
}

async fn obey(store: &dyn TokenStore, turn: &mut Option<Turn>, line: &str) -> Result<String, Box<dyn Error>> {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    match verb {
        "load" => {
            let token = store.load(KEY).await?;
            Ok(token.map_or("nothing".to_owned(), |token| token.value.expose().to_owned()))
        }
        "save" => {
            store.save(KEY, &StoredToken::new(rest, 0, 3_600_000)).await?;
            Ok("saved".to_owned())
        }
        "take" => {
            *turn = store.take_turn(KEY, Duration::from_millis(rest.parse()?)).await?;
            Ok(if turn.is_some() { "taken" } else { "none" }.to_owned())
        }
        "end" => {
            let turn = turn.take().ok_or("there is no turn")?;
            store.end_turn(KEY, turn).await?;
            Ok("ended".to_owned())
        }
        // Many saves, and tokens that are whole whoever saved them.
        "storm" => {
            for number in 0..50 {
                let token = format!("{}{number}", rest.repeat(500));
                store.save(KEY, &StoredToken::new(token, 0, 3_600_000)).await?;
                let seen = store.load(KEY).await?.ok_or("the token is gone")?;
                let text = seen.value.expose();
                let letters = text.trim_end_matches(|one: char| one.is_ascii_digit());
                let whole = letters.len() == 500 && letters.bytes().all(|byte| text.as_bytes()[0] == byte);
                if !whole {
                    return Err("the token is not whole".into());
                }
            }
            Ok("survived".to_owned())
        }
        _ => Err("an unknown order".into()),
    }
}
