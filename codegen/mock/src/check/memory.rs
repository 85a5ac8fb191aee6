//! Tokens that were issued and nonces that were used.
//!
//! In: the server's time. Out: whether a token is known and alive, whether a nonce is new. Both are bounded, so that a
//! server may run for days; Debug shows how many there are.

use crate::rules::Reason;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::Arc;

/// The most tokens that are remembered, and the most nonces.
const MOST_TOKENS: usize = 4096;
const MOST_NONCES: usize = 65_536;

/// What is remembered from call to call.
#[derive(Default)]
pub(crate) struct Memory {
    /// Tokens and when they end, in milliseconds by the server's clock.
    tokens: BTreeMap<Arc<str>, i64>,
    /// The same in the order of issue.
    issued: VecDeque<Arc<str>>,
    /// Nonces that were used, until when.
    nonces: BTreeMap<Arc<str>, i64>,
    /// The same in the order of use.
    used: VecDeque<Arc<str>>,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tokens, nonces, .. } = self;
        f.debug_struct("Memory").field("tokens", &tokens.len()).field("nonces", &nonces.len()).finish()
    }
}

impl Memory {
    /// Remembers a token until it ends.
    pub(crate) fn add_token(&mut self, token: &str, until_ms: i64) {
        let token: Arc<str> = token.into();
        if self.tokens.insert(Arc::clone(&token), until_ms).is_some() {
            return;
        }
        self.issued.push_back(token);
        if self.issued.len() > MOST_TOKENS
            && let Some(oldest) = self.issued.pop_front()
        {
            self.tokens.remove(&oldest);
        }
    }

    /// Whether a token may be used now; else the reason.
    pub(crate) fn judge_token(&self, token: &str, now_ms: i64) -> Result<(), Reason> {
        match self.tokens.get(token) {
            None => Err(Reason::TokenUnknown),
            Some(until_ms) if *until_ms <= now_ms => Err(Reason::TokenExpired),
            Some(_) => Ok(()),
        }
    }

    /// Ends all tokens.
    pub(crate) fn expire_tokens(&mut self) {
        self.tokens.values_mut().for_each(|until_ms| *until_ms = i64::MIN);
    }

    /// All tokens, newest first: to find them in what is shown, and to try old ones.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &Arc<str>> {
        self.issued.iter().rev()
    }

    /// Whether a nonce was used.
    pub(crate) fn knows_nonce(&self, nonce: &str, now_ms: i64) -> bool {
        self.nonces.get(nonce).is_some_and(|until_ms| *until_ms > now_ms)
    }

    /// Remembers a nonce, and says whether it is new.
    pub(crate) fn use_nonce(&mut self, nonce: &str, now_ms: i64, until_ms: i64) -> bool {
        while let Some(oldest) = self.used.front() {
            let is_over = self.nonces.get(oldest).is_none_or(|until_ms| *until_ms <= now_ms);
            if !is_over && self.used.len() < MOST_NONCES {
                break;
            }
            if let Some(oldest) = self.used.pop_front() {
                self.nonces.remove(&oldest);
            }
        }
        if self.knows_nonce(nonce, now_ms) {
            return false;
        }
        let nonce: Arc<str> = nonce.into();
        self.nonces.insert(Arc::clone(&nonce), until_ms);
        self.used.push_back(nonce);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_unknown_then_alive_then_over() {
        let mut memory = Memory::default();
        assert_eq!(memory.judge_token("t", 0), Err(Reason::TokenUnknown));
        memory.add_token("t", 100);
        assert_eq!(memory.judge_token("t", 99), Ok(()));
        assert_eq!(memory.judge_token("t", 100), Err(Reason::TokenExpired));
        memory.add_token("t", 200);
        assert_eq!(memory.judge_token("t", 100), Ok(()));
        memory.expire_tokens();
        assert_eq!(memory.judge_token("t", 0), Err(Reason::TokenExpired));
    }

    #[test]
    fn a_nonce_is_new_once_until_its_time_is_over() {
        let mut memory = Memory::default();
        assert!(memory.use_nonce("n", 0, 100));
        assert!(memory.knows_nonce("n", 99) && !memory.use_nonce("n", 99, 199));
        assert!(!memory.knows_nonce("n", 100));
        assert!(memory.use_nonce("n", 100, 200));
        assert_eq!(memory.used.len(), 1);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut memory = Memory::default();
        for index in 0..=MOST_NONCES {
            assert!(memory.use_nonce(&index.to_string(), 0, 1));
        }
        assert!(!memory.knows_nonce("0", 0) && memory.knows_nonce("1", 0));
        for index in 0..=MOST_TOKENS {
            memory.add_token(&index.to_string(), 1);
        }
        assert_eq!((memory.tokens.len(), memory.issued.len()), (MOST_TOKENS, MOST_TOKENS));
        assert_eq!(memory.tokens().next().map(|token| &**token), Some("4096"));
        assert_eq!(format!("{memory:?}"), "Memory { tokens: 4096, nonces: 65536 }");
    }
}
