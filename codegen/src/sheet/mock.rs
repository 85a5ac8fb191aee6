//! Lines about what a vendor's side does beside answering: refusals, and what it remembers.

use crate::model::{Act, Kept, Mock, RecordKind, StoryCall};
use crate::names::Ident;

use super::table::Sheet;

/// All of it, after the rest of the API.
pub(super) fn sheet_mock(mock: &Mock, sheet: &mut Sheet) {
    sheet.section("mock");
    if let Some(seconds) = mock.window_seconds {
        sheet.row(1, &["clock", &format!("within {seconds}s")]);
    }
    for refusal in &mock.refusals {
        let status = if refusal.status == 200 { String::new() } else { format!("status {}", refusal.status) };
        let message = refusal.message.as_ref().map(ToString::to_string).unwrap_or_default();
        sheet.row(1, &[refusal.reason.word, &refusal.code, &status, &message]);
    }
    mock.records.iter().for_each(|record| sheet_record(record, sheet));
}

fn sheet_record(record: &RecordKind, sheet: &mut Sheet) {
    sheet.section(&format!("mock record {}", record.name.snake()));
    sheet.line(&format!("  {}", record.about));
    sheet.row(1, &["id", &record.id, record.ids.as_deref().unwrap_or_default()]);
    for (word, names) in [("keys", &record.keys), ("keep", &record.keep), ("hidden", &record.hidden)] {
        if !names.is_empty() {
            sheet.row(1, &[word, &names.join(", ")]);
        }
    }
    if !record.states.is_empty() {
        sheet.row(1, &["states", &states(&record.states)]);
    }
    if let Some((wire, values)) = &record.told_by {
        let values: Vec<_> =
            values.iter().map(|(state, value)| format!("{} {value:?}", state.snake())).collect();
        sheet.row(1, &["told by", wire, &values.join(", ")]);
    }
    for call in &record.calls {
        sheet.row(1, &[call.effect.word(), &call.operation.to_string(), &call_facts(call)]);
    }
    for act in &record.acts {
        sheet.row(1, &["act", act.name.snake(), &act_facts(act)]);
    }
}

fn call_facts(call: &StoryCall) -> String {
    let kept = |kept: &Kept| match kept.path.join(".") {
        path if path == kept.name => path,
        path => format!("{path} as {}", kept.name),
    };
    let all = |all: &[Kept]| all.iter().map(kept).collect::<Vec<_>>().join(", ");
    let shows = call.shows.iter().map(|(wire, name)| match wire == name {
        true => wire.clone(),
        false => format!("{name} as {wire}"),
    });
    let of = |code: &Option<String>| code.clone().unwrap_or_default();
    let facts = [
        ("by", all(&call.by)),
        ("all", of(&call.all)),
        ("keeps", all(&call.keeps)),
        ("shows", shows.collect::<Vec<_>>().join(", ")),
        ("from", states(&call.from)),
        ("to", call.to.as_ref().map(|state| state.snake().to_owned()).unwrap_or_default()),
        ("missing", of(&call.missing)),
        ("taken", of(&call.taken)),
        ("wrong state", of(&call.wrong_state)),
    ];
    joined(&facts)
}

fn act_facts(act: &Act) -> String {
    let posts = act.posts.as_ref().map(|posts| {
        let body: Vec<_> = posts.body.iter().map(|(wire, _)| wire.as_str()).collect();
        let with = if body.is_empty() { String::new() } else { format!(" with {}", body.join(", ")) };
        format!("{}{with}", posts.callback)
    });
    let facts = [
        ("from", states(&act.from)),
        ("to", act.to.snake().to_owned()),
        ("posts", posts.unwrap_or_default()),
    ];
    let begins = if act.begins { "begins; " } else { "" };
    format!("{begins}{}", joined(&facts))
}

/// The facts that say something.
fn joined(facts: &[(&str, String)]) -> String {
    let said = facts.iter().filter(|(_, fact)| !fact.is_empty());
    said.map(|(word, fact)| format!("{word} {fact}")).collect::<Vec<_>>().join("; ")
}

fn states(all: &[Ident]) -> String {
    all.iter().map(Ident::snake).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{ident, text};
    use crate::model::{Effect, OperationId, Posts, Reason, Refusal};

    #[test]
    fn each_fact_has_a_line() {
        let id = |name| OperationId { group: ident("account"), name: ident(name) };
        let kept = |path: &[&str], name: &str| Kept {
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            name: name.to_owned(),
        };
        let call = StoryCall {
            operation: id("update"),
            effect: Effect::Changes,
            by: vec![kept(&["accountId"], "accountId")],
            all: None,
            keeps: vec![kept(&["new", "name"], "name")],
            shows: vec![("uid".into(), "accountId".into())],
            from: vec![ident("open")],
            to: Some(ident("shut")),
            missing: Some("7".into()),
            taken: None,
            wrong_state: None,
        };
        let posts = Posts { callback: id("notice"), shows: Vec::new(), body: Vec::new() };
        let act = Act {
            name: ident("reopened"),
            begins: true,
            from: vec![ident("shut")],
            to: ident("open"),
            posts: Some(posts),
        };
        let record = RecordKind {
            name: ident("account"),
            about: text("An account."),
            id: "accountId".into(),
            ids: Some("a###".into()),
            keys: Vec::new(),
            keep: vec!["name".into()],
            hidden: vec!["name".into()],
            states: vec![ident("open"), ident("shut")],
            told_by: Some(("state".into(), vec![(ident("open"), "1".into())])),
            calls: vec![call],
            acts: vec![act],
        };
        let reason = Reason { word: "clock_off", name: "ClockOff" };
        let refusal = Refusal { reason, code: "9".into(), message: None, status: 401 };
        let mock = Mock { refusals: vec![refusal], window_seconds: Some(900), records: vec![record] };
        let mut sheet = Sheet::default();
        sheet_mock(&mock, &mut sheet);
        let expected = "
mock
  clock                 within 900s
  clock_off             9                     status 401

mock record account
  An account.
  id                    accountId             a###
  keep                  name
  hidden                name
  states                open, shut
  told by               state                 open \"1\"
  changes               account.update        by accountId; keeps new.name as name; shows accountId as uid; from open; to shut; missing 7
  act                   reopened              begins; from shut; to open; posts account.notice
";
        assert_eq!(sheet.done(), expected);
    }
}
