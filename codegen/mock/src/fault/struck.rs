//! What strikes one call.
//!
//! In: the faults that strike it, one by one. Out: the answer as they leave it. Delays add up and odd shapes are made one
//! after the other; of faults that exclude each other the first is taken.

use super::chance::Chance;
use super::odd::odd;
use super::{Fault, Kind, instead};
use crate::reply::{Conduct, Dribble, End, Reply};
use crate::table::{MockApi, MockOperation};
use crate::vendor::Vendor;
use bytes::Bytes;

/// The faults that strike one call.
#[derive(Debug, Default)]
pub(crate) struct Struck {
    /// What is answered in place of what the vendor would answer.
    instead: Option<Kind>,
    /// What is done to whatever is answered, in this order.
    changes: Vec<Kind>,
    conduct: Conduct,
    /// How far the clock is off.
    clock_ms: i64,
    /// All of it in words.
    pub(crate) texts: Vec<String>,
}

impl Kind {
    /// Whether it is an answer in place of the vendor's.
    const fn is_instead(&self) -> bool {
        use Kind::{Code, Html, StaleTokenAfter, Status, TooMany, TooManyUntil};
        matches!(self, Html | Status(_) | TooMany(_) | TooManyUntil(_) | StaleTokenAfter(_) | Code(_))
    }
}

impl Struck {
    /// Whether such a fault does anything beside those that there are.
    pub(super) fn takes(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Dribble(..) => self.conduct.dribble.is_none(),
            Kind::ResetAfter(_) | Kind::CloseAfter(_) => self.conduct.end == End::Whole,
            kind => !kind.is_instead() || self.instead.is_none(),
        }
    }

    /// Adds a fault, which it takes.
    pub(super) fn add(&mut self, fault: &Fault, chance: &mut Chance) {
        let conduct = &mut self.conduct;
        let mut text = fault.to_string();
        match &fault.kind {
            Kind::Delay(time) => conduct.delay = conduct.delay.saturating_add(*time),
            Kind::Jitter(from, to) => {
                let time = chance.between(*from, *to);
                conduct.delay = conduct.delay.saturating_add(time);
                text = format!("delay of {time:.1?}");
            }
            Kind::Dribble(bytes, pause) => {
                conduct.dribble = Some(Dribble { bytes: *bytes, pause: *pause });
            }
            Kind::ResetAfter(bytes) => conduct.end = End::ResetAfter(*bytes),
            Kind::CloseAfter(bytes) => conduct.end = End::ClosedAfter(*bytes),
            Kind::Clock(by) => self.clock_ms = self.clock_ms.saturating_add(*by),
            kind @ (Kind::Odd(_) | Kind::Charset { .. }) => self.changes.push(kind.clone()),
            kind => self.instead = Some(kind.clone()),
        }
        self.texts.push(text);
    }

    /// How far the clock is off, in milliseconds.
    pub(crate) const fn clock_ms(&self) -> i64 {
        self.clock_ms
    }

    /// What is answered in place of what the vendor would answer, and the same in words.
    pub(crate) fn instead(
        &self,
        vendor: &Vendor,
        operation: &'static MockOperation,
        request_id: &str,
    ) -> Option<(Reply, String)> {
        let kind = self.instead.clone()?;
        Some((instead::reply(&kind, vendor, operation, request_id), Fault::of(kind).to_string()))
    }

    /// What becomes of an answer.
    pub(crate) fn change(&mut self, table: &MockApi, operation: &MockOperation, reply: &mut Reply) {
        for kind in &self.changes {
            match kind {
                Kind::Odd(oddity) => match odd(*oddity, table, operation, &reply.body) {
                    Some(body) => reply.body = Bytes::from(body),
                    None => self.texts.push("the answer is no JSON object and stays".to_owned()),
                },
                Kind::Charset { charset, says } => instead::encode(reply, charset, says),
                _ => {}
            }
        }
        let conduct = &mut reply.conduct;
        conduct.delay = conduct.delay.saturating_add(self.conduct.delay);
        conduct.dribble = self.conduct.dribble.or(conduct.dribble);
        if self.conduct.end != End::Whole {
            conduct.end = self.conduct.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{MOCK, account};
    use std::time::Duration;

    fn struck(faults: &[Fault]) -> Struck {
        let mut struck = Struck::default();
        faults.iter().for_each(|fault| struck.add(fault, &mut Chance::new(fault.seed)));
        struck
    }

    #[test]
    fn delays_add_up_and_by_chance_they_are_the_same_each_time() {
        let ms = Duration::from_millis;
        let faults = [Fault::delay(ms(100)), Fault::jitter(ms(1)..ms(9)).seeded(7)];
        let one = struck(&faults);
        assert!((ms(101)..ms(109)).contains(&one.conduct.delay), "{:?}", one.conduct);
        assert_eq!(one.conduct, struck(&faults).conduct);
        assert_eq!(one.texts, ["delay of 100ms", &format!("delay of {:.1?}", one.conduct.delay - ms(100))]);
    }

    #[test]
    fn what_there_is_already_is_not_taken() {
        let struck = struck(&[Fault::close_after(1), Fault::html()]);
        assert!(!struck.takes(&Kind::ResetAfter(2)) && !struck.takes(&Kind::Status(500)));
        assert!(
            struck.takes(&Kind::Delay(Duration::ZERO)) && struck.takes(&Kind::Dribble(1, Duration::ZERO))
        );
    }

    #[test]
    fn the_conduct_of_an_answer_stays_where_no_fault_says_otherwise() {
        let operation = account::get().operation;
        let mut reply = Reply::of_type("text/plain", "hi");
        reply.conduct = Conduct { delay: Duration::from_secs(1), end: End::ClosedAfter(3), dribble: None };
        let before = reply.conduct.clone();
        Struck::default().change(&MOCK, operation, &mut reply);
        assert_eq!(reply.conduct, before);
        let mut odd = struck(&[Fault::reset_after(5), Fault::odd(crate::Oddity::Bom)]);
        odd.change(&MOCK, operation, &mut reply);
        assert_eq!((reply.conduct.end, &*reply.body), (End::ResetAfter(5), &b"hi"[..]));
        assert_eq!(odd.texts[2], "the answer is no JSON object and stays");
    }
}
