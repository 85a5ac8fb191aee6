//! Whether an answer is the wanted one.
//!
//! In: the documented reply and what was answered. Out: nothing, or why not. Where a reply has a code, the code decides:
//! the text beside it is for people. Where nothing is documented, any success will do.

use jiekou_runtime::Reply;
use serde_json::Value;

/// Looks at an answer. The code is the member of that name.
pub(super) fn look_at(wanted: Option<Reply>, code: &str, (status, body): (u16, &[u8])) -> Result<(), String> {
    let Some(wanted) = wanted else {
        return if (200..300).contains(&status) { Ok(()) } else { Err("wanted is a success".to_owned()) };
    };
    if status != wanted.status() {
        return Err(format!("wanted is {}", wanted.status()));
    }
    if wanted.body().is_empty() {
        return Ok(());
    }
    let came = serde_json::from_slice::<Value>(body).ok();
    match serde_json::from_str::<Value>(wanted.body()) {
        Ok(wanted) => match (wanted.get(code), came) {
            (_, None) => Err("the body is no JSON".to_owned()),
            (Some(wanted), Some(came)) => same_code(code, wanted, came.get(code)),
            (None, Some(came)) if came == wanted => Ok(()),
            (None, Some(_)) => Err(format!("wanted is the body `{wanted}`")),
        },
        Err(_) if body.trim_ascii() == wanted.body().as_bytes().trim_ascii() => Ok(()),
        Err(_) => Err(format!("wanted is the body `{}`", wanted.body())),
    }
}

fn same_code(name: &str, wanted: &Value, came: Option<&Value>) -> Result<(), String> {
    match came {
        Some(came) if text(came) == text(wanted) => Ok(()),
        Some(came) => Err(format!("`{name}` is `{}`, wanted is `{}`", text(came), text(wanted))),
        None => Err(format!("`{name}` is missing, wanted is `{}`", text(wanted))),
    }
}

/// A code as text: some write it as a number.
fn text(code: &Value) -> String {
    code.as_str().map_or_else(|| code.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAKEN: Reply = Reply::new(200, "application/json", r#"{"code":"2000","msg":""}"#);

    #[track_caller]
    fn check(wanted: Option<Reply>, status: u16, body: &str, expected: Result<(), &str>) {
        let found = look_at(wanted, "code", (status, body.as_bytes()));
        assert_eq!(found.as_ref().map_err(String::as_str).copied(), expected);
    }

    #[test]
    fn the_code_decides() {
        check(Some(TAKEN), 200, r#"{"code":"2000","msg":"ok"}"#, Ok(()));
        check(Some(TAKEN), 200, r#"{"code":2000}"#, Ok(()));
        check(Some(TAKEN), 200, r#"{"code":"9999"}"#, Err("`code` is `9999`, wanted is `2000`"));
        check(Some(TAKEN), 200, "{}", Err("`code` is missing, wanted is `2000`"));
        check(Some(TAKEN), 200, "ok", Err("the body is no JSON"));
        check(Some(TAKEN), 500, r#"{"code":"2000"}"#, Err("wanted is 200"));
    }

    #[test]
    fn without_a_code_the_body_decides() {
        let text = Reply::new(200, "text/plain", "success");
        check(Some(text), 200, "success\n", Ok(()));
        check(Some(text), 200, "no", Err("wanted is the body `success`"));
        let json = Reply::new(200, "application/json", r#"{"a":1}"#);
        check(Some(json), 200, r#"{ "a": 1 }"#, Ok(()));
        check(Some(json), 200, "{}", Err(r#"wanted is the body `{"a":1}`"#));
        check(Some(Reply::EMPTY), 200, "anything", Ok(()));
    }

    #[test]
    fn where_nothing_is_documented_any_success_will_do() {
        check(None, 204, "", Ok(()));
        check(None, 302, "", Err("wanted is a success"));
    }
}
