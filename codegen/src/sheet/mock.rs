//! Lines about what a vendor's side does beside answering: refusals, and what it remembers.

use crate::model::{Mock, RecordKind};
use crate::wording::{act_facts, call_facts, states_fact, told_fact};

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
        sheet.row(1, &["states", &states_fact(&record.states)]);
    }
    if let Some((wire, values)) = &record.told_by {
        sheet.row(1, &["told by", wire, &told_fact(values)]);
    }
    for call in &record.calls {
        sheet.row(1, &[call.effect.word(), &call.operation.to_string(), &call_facts(call)]);
    }
    for act in &record.acts {
        sheet.row(1, &["act", act.name.snake(), &act_facts(act)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{ident, text};
    use crate::model::{Act, Effect, Json, Kept, OperationId, Posts, Reason, Refusal, StoryCall};

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
        let posts = Posts {
            callback: id("notice"),
            shows: vec![("uid".into(), "accountId".into())],
            body: vec![("kind".into(), Json::Number("1".into()))],
        };
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
  act                   reopened              begins; from shut; to open; posts account.notice with kind 1 showing accountId as uid
";
        assert_eq!(sheet.done(), expected);
    }
}
