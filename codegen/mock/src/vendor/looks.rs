//! In which order a call is looked at, and what answers it.
//!
//! In: a call as it came. Out: an answer with what is to be written down, or why it is refused and how the vendor says so.

use super::{Answered, Known, Vendor};
use crate::canonical::{Canonical, canonical};
use crate::check::{self, Refused};
use crate::envelope::{Head, failure};
use crate::journal::Outcome;
use crate::received::Received;
use crate::reply::Reply;
use crate::route::{Candidate, Found};
use crate::rules::Reason;
use crate::table::MockOperation;
use crate::{state, stub};
use std::sync::Arc;

impl Vendor {
    pub(super) fn answer(&self, received: &Received, known: &mut Known) -> Result<Answered, Refused> {
        let refused = |reason, text: String| Err(Refused { reason, text });
        let candidates = match self.routes.find(received) {
            Found::Some(candidates) => candidates,
            Found::OtherMethod => {
                let text = format!("no operation at `{}` takes {}", received.path, received.verb);
                return refused(Reason::WrongMethod, text);
            }
            Found::Nothing => {
                let nearest = self.routes.nearest(received);
                let text = format!("no operation has the path `{}`{nearest}", received.path);
                return refused(Reason::UnknownPath, text);
            }
        };
        known.operation = candidates.first().map(|candidate| candidate.operation);
        if let Some((reply, text)) = self.strike(&candidates, received, known) {
            return Ok(Answered { reply, outcome: Outcome::Fault(text) });
        }
        check::check(self, &candidates, received, &mut known.notes)?;
        let meant = self.meant(&candidates, received)?;
        known.operation = meant.first().map(|candidate| candidate.operation);
        let (candidate, canonical) = self.read(&meant, received)?;
        known.operation = Some(candidate.operation);
        let answered =
            check::fields(&canonical).and_then(|()| self.fulfil(candidate.operation, &canonical, known));
        known.request = Some(Arc::from(canonical.model));
        answered
    }

    /// The operations that a call may mean. Bodies do not always tell those of one path apart; then it is the one of which
    /// the test says something.
    fn meant<'c>(
        &self,
        candidates: &'c [Candidate],
        received: &Received,
    ) -> Result<Vec<&'c Candidate>, Refused> {
        let mut meant = check::meant(candidates, received)?;
        if meant.len() > 1 {
            meant.sort_by_cached_key(|candidate| {
                let id = candidate.operation.operation.id;
                let is_spoken_of = self.stubs().has(id) || self.expectations().has(id);
                (!candidate.path.is_empty(), !is_spoken_of)
            });
        }
        Ok(meant)
    }

    /// What misbehaviour a call meets, and what is answered in place of what the vendor would answer.
    fn strike(
        &self,
        candidates: &[Candidate],
        received: &Received,
        known: &mut Known,
    ) -> Option<(Reply, String)> {
        if self.faults().is_empty() {
            return None;
        }
        // Of several operations at one path, the body tells which is meant.
        let meant = self.meant(candidates, received).unwrap_or_default();
        let operation = match &*meant {
            [_, _, ..] => self.read(&meant, received).ok().map(|(candidate, _)| candidate.operation),
            _ => None,
        };
        let first = || meant.first().map(|candidate| candidate.operation);
        let operation = operation.or_else(first).or(known.operation)?;
        known.operation = Some(operation);
        known.struck = self.faults().strike(self.table, operation);
        self.offset.set(known.struck.clock_ms());
        let instead = known.struck.instead(self, operation, &known.request_id)?;
        // Nobody looks at the request any more, but whoever reads the journal.
        if let Ok((_, canonical)) = self.read(&meant, received) {
            known.request = Some(Arc::from(canonical.model));
        }
        Some(instead)
    }

    /// The candidate that the body fits; where it fits none, why it does not fit the first.
    fn read<'c>(
        &self,
        candidates: &[&'c Candidate],
        received: &Received,
    ) -> Result<(&'c Candidate, Canonical), Refused> {
        let open = |encryption: usize, text: &str| check::open(self, encryption, text);
        let mut first = None;
        for candidate in candidates {
            let read = canonical(candidate, received, &open)
                .and_then(|canonical| check::fits_fixed(candidate.operation, &canonical).map(|()| canonical));
            match read {
                Ok(canonical) => return Ok((candidate, canonical)),
                Err(refused) => first = first.or(Some(refused)),
            }
        }
        Err(first.unwrap_or_else(|| Refused::new(Reason::Unreadable, "no operation fits")))
    }

    /// Answers a call that is as it should be.
    fn fulfil(
        &self,
        operation: &'static MockOperation,
        canonical: &Canonical,
        known: &mut Known,
    ) -> Result<Answered, Refused> {
        if let Some(answered) = check::wrong_credentials(self, operation, canonical, &mut known.notes)? {
            return Ok(answered);
        }
        // A test may want a token refused.
        if let Some(answered) = stub::answer(self, operation, &*canonical.model, &known.request_id) {
            check::learn(self, operation, &answered.reply);
            return Ok(answered);
        }
        if let Some(answered) = check::token(self, operation, canonical, &known.request_id)? {
            return Ok(answered);
        }
        let replay = self.replay.as_ref();
        let recorded =
            replay.and_then(|replay| replay.answer(self, operation, &*canonical.model, &known.request_id));
        if let Some(answered) = recorded {
            return Ok(answered);
        }
        if let Some(answered) = state::answer(self, operation, canonical, &known.request_id)? {
            return Ok(answered);
        }
        match self.examples.of(operation).for_request(&canonical.json) {
            Some(ready) => Ok(Answered {
                reply: stub::example(operation, ready, &known.request_id),
                outcome: Outcome::Example(ready.example.name),
            }),
            None => {
                let text = "the spec has no example; say what is answered with `server.on(..)`";
                Ok(Answered {
                    reply: Reply::of_type("text/plain", text).status(501),
                    outcome: Outcome::Failed(text.to_owned()),
                })
            }
        }
    }

    /// A refusal as the vendor documents it; where it does not, as no vendor has it.
    pub(super) fn refuse(&self, refused: &Refused, known: &Known) -> Answered {
        let Refused { reason, text } = refused;
        let reply = match self.table.rules.refusal(*reason) {
            Some(refusal) => {
                let text = self.failure(known.operation, refusal.code, refusal.message, &known.request_id);
                Reply::json(text).status(refusal.status)
            }
            None => {
                let text = format!("refused ({reason}): {text}\nThe vendor's pages do not say how.\n");
                Reply::of_type("text/plain; charset=utf-8", text).status(400)
            }
        };
        Answered { reply, outcome: Outcome::Refused { reason: *reason, text: text.clone() } }
    }

    /// A failure with a code of the API, in the look of the operation's own.
    pub(crate) fn failure(
        &self,
        operation: Option<&'static MockOperation>,
        code: &str,
        message: Option<&str>,
        request_id: &str,
    ) -> String {
        let own = operation.map_or(&[][..], |operation| operation.operation.codes);
        let mut documented = own.iter().copied().chain([self.table.api.codes]).flatten();
        let documented = documented.find(|known| !known.is_class() && known.text() == code);
        let look = self.examples.failure(operation, code);
        let message = message.or(documented.map(|known| known.message())).unwrap_or_default();
        failure(self.table, look, code, Head { message: Some(message), request_id })
    }
}
