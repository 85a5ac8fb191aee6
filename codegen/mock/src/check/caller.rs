//! Who calls, and whether the signature is over the bytes that came.
//!
//! In: a signed call. Out: nothing, or the first reason to refuse it: credentials, headers, token, clock, nonce, digest,
//! signature, in this order. Headers that always have one value come before all of it. Values are compared in constant
//! time and never told.

use super::explain::{self, SignatureMismatch};
use super::plan::{Kind, pieces};
use super::{Notes, Refused};
use crate::received::Received;
use crate::route::Candidate;
use crate::rules::Reason;
use crate::vendor::Vendor;
use jiekou_runtime::mock::{
    Came, Expected, Header, Part, Signing, Source, Told, expected, exposed, is_same, told,
};

/// How long a nonce is remembered where the pages name no window.
const NONCE_SECONDS: u32 = 900;

/// A signed call, and what the recipe makes of it.
pub(super) struct SignedCall<'a> {
    pub(super) vendor: &'a Vendor,
    pub(super) signing: &'static Signing,
    pub(super) candidate: &'a Candidate,
    pub(super) came: Came<'a>,
    pub(super) told: Told<'a>,
    expected: Expected,
}

/// Looks at the caller of a call.
pub(super) fn check(
    vendor: &Vendor,
    candidate: &Candidate,
    received: &Received,
    notes: &mut Notes,
) -> Result<(), Refused> {
    let (Some(signing), Some(method)) = (vendor.plan.signing, received.method) else { return Ok(()) };
    let (api, came) = (vendor.table.api, received.came(method));
    let told = told(api, &came);
    let expected = expected(api, &came, &told, &vendor.credentials);
    let call = SignedCall { vendor, signing, candidate, came, told, expected };
    call.constants()?;
    call.credentials()?;
    call.headers()?;
    call.token()?;
    call.clock()?;
    call.nonce()?;
    call.digests()?;
    call.signature(notes)?;
    call.use_nonce()
}

impl<'a> SignedCall<'a> {
    /// Headers of the recipe: what each is for, what it must be, and what came; an empty one did not come.
    fn each(&self) -> impl Iterator<Item = (&'static Header, Kind, &[u8], &'a str)> {
        let made = self.expected.headers.iter().map(|(_, value)| value.as_slice());
        let planned = self.vendor.plan.headers.iter().zip(made);
        planned.map(|((header, kind), made)| {
            (*header, *kind, made, self.came.header(header.name).unwrap_or_default())
        })
    }

    /// The headers of a kind that the recipe sends.
    fn of_kind(&self, wanted: Kind) -> impl Iterator<Item = (&'static Header, &[u8], &'a str)> {
        let sent = self.each().filter(move |(_, kind, made, _)| *kind == wanted && !made.is_empty());
        sent.map(|(header, _, made, came)| (header, made, came))
    }

    /// Whether the headers that always have one value have it: it is by them that a vendor knows how a call is signed.
    fn constants(&self) -> Result<(), Refused> {
        for (header, made, came) in self.of_kind(Kind::Constant) {
            let name = header.name;
            if came.is_empty() {
                return Err(Refused::new(Reason::HeaderMissing, format!("the header `{name}` is missing")));
            }
            if !is_same(made, came.as_bytes()) {
                let text = format!("the header `{name}` is not `{}`", String::from_utf8_lossy(made));
                return Err(Refused::new(Reason::HeaderWrong, text));
            }
        }
        Ok(())
    }

    /// Whether what a caller is known by is what this server knows. It stands in headers, so it is no secret.
    fn credentials(&self) -> Result<(), Refused> {
        for (header, _, _, came) in self.each() {
            for (source, piece) in pieces(header.value, came).unwrap_or_default() {
                let Source::Credential(index) = source else { continue };
                let known = exposed(&self.vendor.credentials).nth(index).unwrap_or_default();
                if !came.is_empty() && !is_same(known.as_bytes(), piece.as_bytes()) {
                    let name = self.vendor.table.api.credentials.get(index).copied().unwrap_or_default();
                    let text = format!("the `{name}` in the header `{}` is not this server's", header.name);
                    return Err(Refused::new(Reason::CredentialsWrong, text));
                }
            }
        }
        Ok(())
    }

    /// Whether all headers came. Constants, time and token have reasons of their own.
    fn headers(&self) -> Result<(), Refused> {
        let missing: Vec<_> = self
            .each()
            .filter(|(_, kind, made, came)| {
                let is_needed = !made.is_empty() || *kind == Kind::Nonce;
                !matches!(kind, Kind::Constant | Kind::Time | Kind::Token) && is_needed && came.is_empty()
            })
            .map(|(header, ..)| format!("`{}`", header.name))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let text = match missing.as_slice() {
            [one] => format!("the header {one} is missing"),
            many => format!("these headers are missing: {}", many.join(", ")),
        };
        Err(Refused::new(Reason::SignatureMissing, text))
    }

    fn token(&self) -> Result<(), Refused> {
        let Some((header, token)) = self.told.token else { return Ok(()) };
        let Some(token) = token else {
            return Err(Refused::new(Reason::TokenMissing, format!("the header `{header}` has no token")));
        };
        let judged = self.vendor.memory().judge_token(token, self.vendor.clock.now_ms());
        judged.map_err(|reason| {
            let is = if reason == Reason::TokenExpired { "is over" } else { "was not issued by this server" };
            Refused::new(reason, format!("the token in the header `{header}` {is}"))
        })
    }

    fn clock(&self) -> Result<(), Refused> {
        let Some((header, text)) = self.told.time else { return Ok(()) };
        let refused = |text: String| Err(Refused::new(Reason::ClockOff, text));
        if text.is_none() {
            return refused(format!("the header `{header}` with the time is missing"));
        }
        let Some(told_ms) = self.told.now_ms else {
            return refused(format!("the header `{header}` is no number"));
        };
        let Some(window) = self.vendor.table.rules.window_seconds else { return Ok(()) };
        let now_ms = self.vendor.clock.now_ms();
        let is_near = |told_ms: i64| now_ms.abs_diff(told_ms) <= u64::from(window) * 1000;
        if is_near(told_ms) {
            return Ok(());
        }
        let other_unit = if is_near(told_ms.saturating_mul(1000)) {
            ": it is in seconds, and milliseconds are expected"
        } else if is_near(told_ms / 1000) {
            ": it is in milliseconds, and seconds are expected"
        } else {
            ""
        };
        let seconds = now_ms.abs_diff(told_ms) / 1000;
        let way = if told_ms < now_ms { "behind" } else { "ahead of" };
        refused(format!(
            "the time in the header `{header}` is {seconds} s {way} the server's, {window} s are allowed{other_unit}"
        ))
    }

    fn nonce(&self) -> Result<(), Refused> {
        let Some((header, Some(nonce))) = self.told.nonce else { return Ok(()) };
        if self.vendor.memory().knows_nonce(nonce, self.vendor.clock.now_ms()) {
            return Err(used(header));
        }
        Ok(())
    }

    /// Remembers the nonce of a call that is as it should be. Another call may have been faster.
    fn use_nonce(&self) -> Result<(), Refused> {
        let Some((header, Some(nonce))) = self.told.nonce else { return Ok(()) };
        let now_ms = self.vendor.clock.now_ms();
        let seconds = self.vendor.table.rules.window_seconds.unwrap_or(NONCE_SECONDS);
        // A caller's clock may be ahead by the window, and its call good for the window after that.
        let until_ms = now_ms.saturating_add(2000 * i64::from(seconds));
        if self.vendor.memory().use_nonce(nonce, now_ms, until_ms) { Ok(()) } else { Err(used(header)) }
    }

    fn digests(&self) -> Result<(), Refused> {
        for (header, made, came) in self.of_kind(Kind::Digest) {
            if !is_same(made, came.as_bytes()) {
                let name = header.name;
                let guess = explain::guess(self, header).map(|guess| format!(": it fits {guess}"));
                let guess = guess.unwrap_or_default();
                let text = format!("the header `{name}` is not the digest of the bytes received{guess}");
                return Err(Refused::new(Reason::DigestWrong, text));
            }
        }
        Ok(())
    }

    fn signature(&self, notes: &mut Notes) -> Result<(), Refused> {
        let wrong = |text: String| Err(Refused::new(Reason::SignatureWrong, text));
        for (header, made, came) in self.of_kind(Kind::Signature) {
            if is_same(made, came.as_bytes()) {
                continue;
            }
            let mismatch: SignatureMismatch = explain::explain(self, header);
            let text = match pieces(header.value, came) {
                Some(_) => mismatch.to_string(),
                None => format!("the header `{}` is not written as `{}`", header.name, self.form(header)),
            };
            notes.signature = Some(mismatch);
            return wrong(text);
        }
        Ok(())
    }

    /// How a header is written: `V1:{app_key}:{signature}`.
    fn form(&self, header: &Header) -> String {
        let credentials = self.vendor.table.api.credentials;
        let parts = header.value.iter().map(|part| match part {
            Part::Text(text) => (*text).to_owned(),
            Part::Value(Source::Credential(index)) => {
                format!("{{{}}}", credentials.get(*index).copied().unwrap_or_default())
            }
            Part::Value(Source::Step(index)) => {
                format!("{{{}}}", self.signing.steps.get(*index).map_or("", |step| step.name))
            }
            Part::Value(_) => "{..}".to_owned(),
        });
        parts.collect()
    }
}

fn used(header: &str) -> Refused {
    Refused::new(Reason::NonceUsed, format!("the nonce in the header `{header}` was used before"))
}
