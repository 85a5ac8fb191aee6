//! One line of a recording.
//!
//! In: a call and its answer as they may be shown, or the text of a line. Out: the text, or its parts. Data stay as they
//! were written, digit by digit.

use crate::canonical::{Members, quoted};
use jiekou_runtime::mock::ShownAnswer;

/// One call and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// `group.name`.
    pub(super) operation: String,
    /// JSON.
    pub(super) request: String,
    pub(super) status: u16,
    pub(super) answer: ShownAnswer,
}

impl Line {
    /// Its text, without an end of line.
    pub(super) fn text(&self) -> String {
        let mut answer = Members::default();
        answer.push("status", self.status.to_string());
        match &self.answer {
            ShownAnswer::Success(data) => answer.push("data", data.clone()),
            ShownAnswer::Failure(code) => answer.push("code", quoted(code)),
            ShownAnswer::Unknown => {}
        }
        let mut line = Members::default();
        line.push("operation", quoted(&self.operation));
        line.push("request", self.request.clone());
        line.push("answer", answer.to_json());
        line.to_json()
    }

    /// Reads a text. Members that it does not know are left alone.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let object =
            |text: &str| Members::parse(text.as_bytes()).map_err(|_| "it is no JSON object".to_owned());
        let line = object(text)?;
        let member = |name: &str| line.get(name).ok_or_else(|| format!("`{name}` is missing"));
        let answer = object(member("answer")?)?;
        let read_text = |name: &str, json: &str| {
            serde_json::from_str::<String>(json).map_err(|_| format!("`{name}` is no text"))
        };
        let status = answer.get("status").unwrap_or("200");
        Ok(Self {
            operation: read_text("operation", member("operation")?)?,
            request: object(member("request")?)?.to_json(),
            status: status.parse().map_err(|_| "`status` is no HTTP status".to_owned())?,
            answer: match (answer.get("data"), answer.get("code")) {
                (Some(data), _) => ShownAnswer::Success(data.to_owned()),
                (None, Some(code)) => ShownAnswer::Failure(read_text("code", code)?),
                (None, None) => ShownAnswer::Unknown,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(answer: ShownAnswer, text: &str) {
        let line = Line {
            operation: "account.get".to_owned(),
            request: r#"{"accountId":7}"#.to_owned(),
            status: 200,
            answer,
        };
        assert_eq!(line.text(), text);
        assert_eq!(Line::read(text), Ok(line));
    }

    #[test]
    fn what_is_written_is_read() {
        check(
            ShownAnswer::Success(r#"{"amount":1.50}"#.to_owned()),
            r#"{"operation":"account.get","request":{"accountId":7},"answer":{"status":200,"data":{"amount":1.50}}}"#,
        );
        check(
            ShownAnswer::Failure("5006".to_owned()),
            r#"{"operation":"account.get","request":{"accountId":7},"answer":{"status":200,"code":"5006"}}"#,
        );
        check(
            ShownAnswer::Unknown,
            r#"{"operation":"account.get","request":{"accountId":7},"answer":{"status":200}}"#,
        );
    }

    #[test]
    fn what_is_no_line_is_told() {
        for (text, because) in [
            ("x", "it is no JSON object"),
            ("{}", "`answer` is missing"),
            (r#"{"answer":{},"operation":1}"#, "`operation` is no text"),
            (r#"{"answer":{},"operation":"a.b"}"#, "`request` is missing"),
            (r#"{"answer":{"status":"x"},"operation":"a.b","request":{}}"#, "`status` is no HTTP status"),
        ] {
            assert_eq!(Line::read(text), Err(because.to_owned()), "{text}");
        }
    }
}
