//! The request that asks for work, filled from the call that started it.
//!
//! In: a table, the request and later the answer of the call. Out: values by path, and the id to go on with. What is
//! missing is told before anything is sent, where it can be.

use super::table::{Ask, Fill, FillAs, FillFrom};
use crate::error::{Error, ErrorKind, Result};
use crate::path::{Path, StandIn, find, text};
use crate::value::{Model, Value, View};

/// Values of a request, by their paths.
pub(super) type Filled = Vec<(Path, StandIn)>;

/// What is known before the work was started.
pub(super) fn of_request(ask: &Ask, request: &dyn Model) -> Result<Filled> {
    let mut filled = Filled::new();
    for fill in ask.fill {
        let view = match fill.from {
            FillFrom::Answer(_) => continue,
            FillFrom::Request(path) => find(View::Model(request), path),
            FillFrom::Text(text) => View::Text(text),
            FillFrom::Number(number) => View::Integer(number),
            FillFrom::Flag(flag) => View::Boolean(flag),
        };
        match keep(view, fill.form) {
            Some(value) => filled.push((fill.to, value)),
            None if fill.required => return Err(missing(ask, fill, ErrorKind::Input, "was not set")),
            None => {}
        }
    }
    Ok(filled)
}

/// What the answer adds; gives the first of it as text, unless it is secret.
pub(super) fn of_answer(ask: &Ask, answer: &dyn Value, filled: &mut Filled) -> Result<Option<String>> {
    let mut id = None;
    for fill in ask.fill {
        let FillFrom::Answer(paths) = fill.from else { continue };
        let views = paths.iter().map(|path| find(answer.view(), path));
        let Some((view, value)) = views.filter_map(|view| Some((view, keep(view, fill.form)?))).next() else {
            return Err(missing(
                ask,
                fill,
                ErrorKind::Decode,
                "is not in the answer of the call that starts the work",
            ));
        };
        id = id.or_else(|| text(view));
        filled.push((fill.to, value));
    }
    Ok(id)
}

fn missing(ask: &Ask, fill: &Fill, kind: ErrorKind, why: &str) -> Error {
    let text = format!("the work cannot be asked for: `{}` {why}", fill.to.join("."));
    Error::new(ask.progress.operation.id, kind, text)
}

/// The value in the form in which it is sent; none where there is none or it does not fit.
fn keep(view: View<'_>, form: FillAs) -> Option<StandIn> {
    match (form, view) {
        (FillAs::TextInList, view) => keep(view, FillAs::Text).map(|value| StandIn::List(vec![value])),
        (FillAs::NumberInList, view) => keep(view, FillAs::Number).map(|value| StandIn::List(vec![value])),
        (FillAs::Flag, View::Boolean(flag)) => Some(StandIn::Flag(flag)),
        (FillAs::Flag, _) => None,
        (FillAs::Text, View::Secret(secret)) => Some(StandIn::Secret(secret.clone())),
        (FillAs::Text, view) => text(view).map(StandIn::Text),
        (FillAs::Number, view) => StandIn::number(&text(view)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    #[track_caller]
    fn check(view: View<'_>, form: FillAs, expected: &str) {
        let shown = keep(view, form).map(|value| shown(&value));
        assert_eq!(shown.as_deref().unwrap_or("nothing"), expected);
    }

    fn shown(value: &StandIn) -> String {
        match value {
            StandIn::Text(text) => format!("text {text}"),
            StandIn::Secret(_) => "secret".to_owned(),
            StandIn::Integer(number) => format!("integer {number}"),
            StandIn::Id(id) => format!("id {id}"),
            StandIn::Flag(flag) => format!("flag {flag}"),
            StandIn::List(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(", ")),
        }
    }

    #[test]
    fn a_value_takes_the_form_of_the_member_that_it_fills() {
        check(View::Id(7), FillAs::Text, "text 7");
        check(View::Text("7"), FillAs::Number, "id 7");
        check(View::Text("x"), FillAs::Number, "nothing");
        check(View::Text(""), FillAs::Text, "nothing");
        check(View::Integer(-7), FillAs::Number, "integer -7");
        check(View::Text("7"), FillAs::TextInList, "[text 7]");
        check(View::Id(7), FillAs::NumberInList, "[id 7]");
        check(View::Boolean(true), FillAs::Flag, "flag true");
        check(View::Text("true"), FillAs::Flag, "nothing");
        check(View::Absent, FillAs::Text, "nothing");
    }

    #[test]
    fn a_secret_stays_one() {
        check(View::Secret(&Secret::from("hunter2")), FillAs::Text, "secret");
    }
}
