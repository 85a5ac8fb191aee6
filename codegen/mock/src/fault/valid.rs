//! Whether a fault makes sense for an API.
//!
//! In: a fault and the tables of an API. Out: nothing, or what is wrong, in one line.

use super::{Fault, Kind};
use crate::table::{MockApi, MockOperation};
use jiekou_runtime::mock::KnownCode;
use jiekou_runtime::{Code, CodeClass};

impl Fault {
    /// Looks for what no server could do.
    pub(super) fn look_at(&self, table: &MockApi) -> Result<(), String> {
        let on = match &self.on {
            None => None,
            Some(on) => {
                let found = table.operations().find(|operation| operation.operation.id == on);
                Some(found.ok_or_else(|| format!("there is no operation `{on}`"))?)
            }
        };
        if let Some(probability) = self.probability
            && !(0.0..=1.0).contains(&probability)
        {
            return Err(format!("a probability is from 0 to 1, not {probability}"));
        }
        match &self.kind {
            Kind::Jitter(from, to) if from > to => Err(format!("no time is from {from:?} to {to:?}")),
            Kind::Dribble(0, _) => Err("pieces have one byte at least".to_owned()),
            Kind::Status(status) if !(400..=599).contains(status) => {
                Err(format!("a status is from 400 to 599, not {status}"))
            }
            Kind::Charset { charset, .. } if encoder(charset).is_none() => {
                Err(format!("nothing can be written in the charset `{charset}`"))
            }
            Kind::Charset { says, .. } if http::HeaderValue::from_str(says).is_err() => {
                Err("no header can say that charset".to_owned())
            }
            Kind::StaleTokenAfter(_) if table.api.token.is_none() => Err("the API has no tokens".to_owned()),
            Kind::Code(code) => match on {
                Some(operation) if known_code(table, operation, code).is_none() => {
                    Err(format!("no code or name `{code}` is documented for `{}`", operation.operation.id))
                }
                None if table.operations().all(|operation| known_code(table, operation, code).is_none()) => {
                    Err(format!("no code or name `{code}` is documented"))
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

/// What encodes text in a charset.
pub(super) fn encoder(charset: &str) -> Option<&'static encoding_rs::Encoding> {
    let found = encoding_rs::Encoding::for_label(charset.as_bytes())?;
    // Some can be read and not be written.
    (found.output_encoding() == found).then_some(found)
}

/// A documented code by its text or its name, and its entry: those of the operation come before those of the API.
pub(super) fn known_code<'c>(
    table: &MockApi,
    operation: &MockOperation,
    code: &'c str,
) -> Option<(&'c str, &'static KnownCode)> {
    let all = || operation.operation.codes.iter().copied().chain([table.api.codes]).flatten();
    let by_name = || all().find(|known| !known.is_class() && known.rust() == code);
    let exact = all().find(|known| !known.is_class() && known.text() == code).or_else(by_name);
    match exact {
        Some(known) => Some((known.text(), known)),
        None => {
            let fits = |known: &&KnownCode| {
                known.is_class() && CodeClass::new(known.text()).contains(Code::new(code))
            };
            all().find(fits).map(|known| (code, known))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Oddity;
    use crate::pretend::MOCK;
    use std::time::Duration;

    #[track_caller]
    fn check(fault: Fault, expected: Result<(), &str>) {
        assert_eq!(fault.look_at(&MOCK).as_ref().map_err(String::as_str).copied(), expected);
    }

    #[test]
    fn what_no_server_could_do_is_refused() {
        let ms = Duration::from_millis;
        check(Fault::jitter(ms(2)..ms(1)), Err("no time is from 2ms to 1ms"));
        check(Fault::dribble(0, ms(1)), Err("pieces have one byte at least"));
        check(Fault::status(302), Err("a status is from 400 to 599, not 302"));
        check(Fault::charset("martian"), Err("nothing can be written in the charset `martian`"));
        check(Fault::charset("utf-16"), Err("nothing can be written in the charset `utf-16`"));
        check(Fault::mislabelled("gbk", "a\nb"), Err("no header can say that charset"));
        check(Fault::html().with_probability(1.5, 0), Err("a probability is from 0 to 1, not 1.5"));
        check(Fault::code("1"), Err("no code or name `1` is documented"));
        let nowhere = Fault { on: Some("a.b".to_owned()), ..Fault::html() };
        check(nowhere, Err("there is no operation `a.b`"));
    }

    #[test]
    fn the_rest_is_taken() {
        let operation = crate::pretend::account::update;
        check(Fault::code("5006").on(operation), Ok(()));
        check(Fault::code(Code::new("5006")), Ok(()));
        check(Fault::code("no_such_account"), Ok(()));
        check(Fault::charset("GBK"), Ok(()));
        check(Fault::odd(Oddity::Bom).with_probability(0.5, 1), Ok(()));
    }

    #[test]
    fn a_code_of_another_operation_is_none_of_this() {
        let fault = Fault::code("nothing").on(crate::pretend::account::get);
        check(fault, Err("no code or name `nothing` is documented for `account.get`"));
    }
}
