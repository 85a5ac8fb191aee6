//! Writes answers: data or a code, with the members around it in the look of an example.
//!
//! In: data as JSON or a code, and a look. Out: the whole answer as JSON. What the look does not have is left out, but
//! for what an answer cannot be read without: code and data.

mod look;

use crate::canonical::{Members, quoted};
use crate::table::MockApi;
use jiekou_runtime::example::xml_of_json;
use jiekou_runtime::mock::{Data, TextOf};
pub(crate) use look::Look;
use look::{Member, Part};

/// What stands around data or a code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    /// In place of the look's own, or of the code's.
    pub(crate) message: Option<&'a str>,
    pub(crate) request_id: &'a str,
}

/// A success with this data; none for a call that answers without any.
pub(crate) fn success(
    table: &MockApi,
    look: &Look,
    text_of: Option<TextOf>,
    data: Option<&str>,
    head: Head<'_>,
) -> Result<String, String> {
    let is_beside = matches!(table.api.envelope.data, Data::Beside);
    let data = match (text_of, data) {
        (None, data) => data.map(str::to_owned),
        (Some(_), Some("null")) => Some("null".to_owned()),
        (Some(TextOf::Json), Some(data)) => Some(quoted(data)),
        (Some(TextOf::Xml(root)), Some(data)) => Some(quoted(&xml_of_json(data, root)?)),
        (Some(_), None) => None,
    };
    let mut answer = Members::default();
    for Member { part, name, json } in &look.0 {
        let json = match (part, &data) {
            (Part::Message, _) => head.message.map_or_else(|| json.clone(), quoted),
            (Part::RequestId, _) => quoted(head.request_id),
            (Part::Data, Some(data)) => data.clone(),
            (Part::Other, Some(_)) if is_beside => continue,
            _ => json.clone(),
        };
        answer.push(name, json);
    }
    match (table.api.envelope.data, data) {
        (_, None) => {}
        (Data::Member { names, .. }, Some(data)) => {
            if look.0.iter().all(|member| member.part != Part::Data) {
                answer.push(names.wire, data);
            }
        }
        (Data::Beside, Some(data)) if data == "null" => {}
        (Data::Beside, Some(data)) => {
            for (name, json) in
                Members::parse(data.as_bytes()).map_err(|_| "the data is no JSON object")?.iter()
            {
                answer.push(name, json.to_owned());
            }
        }
    }
    Ok(answer.to_json())
}

/// A failure with this code and no data. Where the look is of the same code, its data stays.
pub(crate) fn failure(table: &MockApi, look: &Look, code: &str, head: Head<'_>) -> String {
    let is_same = look.code() == Some(code);
    let fails = !look.succeeds(&table.api.envelope);
    let is_beside = matches!(table.api.envelope.data, Data::Beside);
    let mut answer = Members::default();
    for Member { part, name, json } in &look.0 {
        let json = match part {
            Part::Code => code_json(json, code),
            Part::Message => quoted(head.message.unwrap_or_default()),
            Part::RequestId => quoted(head.request_id),
            Part::Flag => "false".to_owned(),
            Part::Data if !is_same && !is_empty(json) => "null".to_owned(),
            Part::Other if is_beside && !is_same => continue,
            // It says what a success says.
            Part::WithoutCode if !fails => continue,
            Part::Presentable if !fails => "false".to_owned(),
            Part::Data | Part::Other | Part::WithoutCode | Part::Presentable => json.clone(),
        };
        answer.push(name, json);
    }
    if look.code().is_none() {
        answer.push(table.api.envelope.code.wire, quoted(code));
    }
    answer.to_json()
}

/// A code as the vendor writes it: a number where the look has a number.
fn code_json(look: &str, code: &str) -> String {
    let is_number = !look.starts_with('"') && code.parse::<i64>().is_ok();
    if is_number { code.to_owned() } else { quoted(code) }
}

fn is_empty(json: &str) -> bool {
    matches!(json, "null" | r#""""# | "{}" | "[]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{API, BESIDE, MOCK};

    const HEAD: Head<'static> = Head { message: None, request_id: "r9" };

    fn look(table: &MockApi, answer: &str) -> Look {
        Look::of(&table.api.envelope, answer).expect("an object")
    }

    #[track_caller]
    fn check(table: &MockApi, like: &str, data: &str, expected: &str) {
        let answer = success(table, &look(table, like), None, Some(data), HEAD);
        assert_eq!(answer.as_deref(), Ok(expected));
    }

    #[track_caller]
    fn check_failure(table: &MockApi, like: &str, code: &str, expected: &str) {
        let head = Head { message: Some("no"), ..HEAD };
        assert_eq!(failure(table, &look(table, like), code, head), expected);
    }

    #[test]
    fn a_success_looks_like_the_example() {
        let like = r#"{"result":{},"code":2000,"ts":1,"message":"ok","reqId":"r1"}"#;
        check(&MOCK, like, "7", r#"{"result":7,"code":2000,"ts":1,"message":"ok","reqId":"r9"}"#);
        check(&MOCK, r#"{"code":"2000"}"#, "7", r#"{"code":"2000","data":7}"#);
        check(
            &BESIDE,
            r#"{"errCode":0,"msg":"","id":"x"}"#,
            r#"{"id":"y","n":1}"#,
            r#"{"errCode":0,"msg":"","id":"y","n":1}"#,
        );
    }

    #[test]
    fn data_may_be_a_text_that_holds_json() {
        let like = look(&MOCK, r#"{"code":"2000","data":""}"#);
        let answer = success(&MOCK, &like, Some(TextOf::Json), Some(r#"{"a":1}"#), HEAD);
        assert_eq!(answer.as_deref(), Ok(r#"{"code":"2000","data":"{\"a\":1}"}"#));
    }

    #[test]
    fn a_failure_has_the_code_in_the_form_of_the_example() {
        let like = r#"{"code":2000,"success":true,"data":{"a":1},"message":"ok"}"#;
        check_failure(&MOCK, like, "5006", r#"{"code":5006,"success":false,"data":null,"message":"no"}"#);
        check_failure(&MOCK, like, "LATE", r#"{"code":"LATE","success":false,"data":null,"message":"no"}"#);
        let same = r#"{"code":"5006","data":{"left":2}}"#;
        check_failure(&MOCK, same, "5006", same);
        let beside = r#"{"errCode":0,"errShow":true,"msg":"","id":"x"}"#;
        check_failure(&BESIDE, beside, "5", r#"{"errCode":5,"errShow":false,"msg":"no"}"#);
    }

    #[test]
    fn a_table_is_enough() {
        let answer = success(&MOCK, &Look::of_table(&API.envelope), None, Some("1"), HEAD);
        assert_eq!(
            answer.as_deref(),
            Ok(r#"{"code":"2000","message":"","reqId":"r9","success":true,"data":1}"#)
        );
    }
}
