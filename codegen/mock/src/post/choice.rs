//! Which notification is meant.
//!
//! In: what a test says of it, and the tables. Out: a callback and a body, or what is missing, in one line.

use crate::table::MockApi;
use jiekou_runtime::Callback;
use jiekou_runtime::example::NotificationExample;
use std::collections::BTreeSet;

/// What a test says of a notification.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// The callback itself.
    pub(super) posted: Option<&'static Callback>,
    /// Its id.
    pub(super) callback: Option<String>,
    /// The name of an example.
    pub(super) example: Option<String>,
    /// The body.
    pub(super) body: Option<String>,
}

impl Choice {
    /// The callback and the body that are meant.
    pub(super) fn find(&self, table: &MockApi) -> Result<(&'static Callback, String), String> {
        if let (Some(posted), Some(body)) = (self.posted, &self.body) {
            return Ok((posted, body.clone()));
        }
        let all = || table.notifications.iter().copied().flatten();
        let is_meant = |notification: &&NotificationExample| {
            self.callback.as_deref().is_none_or(|id| notification.callback == id)
                && self.example.as_deref().is_none_or(|name| notification.name == name)
        };
        let meant: Vec<_> = all().filter(is_meant).collect();
        let ids: BTreeSet<_> = meant.iter().map(|notification| notification.callback).collect();
        match (&*meant, ids.len()) {
            ([first, ..], 1) => {
                Ok((first.posted, self.body.clone().unwrap_or_else(|| first.body.to_owned())))
            }
            ([], _) => Err(self.nothing(all())),
            _ => Err(format!("say which with `.callback(..)`: {}", list(ids.into_iter()))),
        }
    }

    /// Why there is none.
    fn nothing(&self, all: impl Iterator<Item = &'static NotificationExample>) -> String {
        let known: Vec<_> = all.collect();
        let ids: BTreeSet<_> = known.iter().map(|notification| notification.callback).collect();
        match (&self.callback, &self.example) {
            _ if known.is_empty() => "the API posts nothing".to_owned(),
            (Some(id), _) if !ids.contains(id.as_str()) => {
                format!("there is no callback `{id}`, but {}", list(ids.into_iter()))
            }
            (id, name) => {
                let of_it = known.iter().filter(|known| id.as_deref().is_none_or(|id| known.callback == id));
                let names = list(of_it.map(|known| known.name));
                format!("there is no example `{}`, but {names}", name.as_deref().unwrap_or_default())
            }
        }
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::MOCK;

    #[track_caller]
    fn check(callback: Option<&str>, example: Option<&str>, expected: Result<(&str, &str), &str>) {
        let choice = Choice {
            callback: callback.map(str::to_owned),
            example: example.map(str::to_owned),
            ..Choice::default()
        };
        let found = choice.find(&MOCK);
        let found = found.as_ref().map(|(callback, body)| (callback.id, body.as_str()));
        assert_eq!(found.map_err(String::as_str), expected);
    }

    #[test]
    fn a_notification_is_found_by_callback_or_example() {
        let changed = Ok(("account.changed", r#"{"accountId":7}"#));
        check(Some("account.changed"), None, changed);
        check(None, Some("an account was changed"), changed);
        check(Some("account.closed"), Some("closed"), Ok(("account.closed", r#"{"accountId":8}"#)));
    }

    #[test]
    fn what_is_missing_is_told() {
        check(None, None, Err("say which with `.callback(..)`: `account.changed`, `account.closed`"));
        check(Some("a.b"), None, Err("there is no callback `a.b`, but `account.changed`, `account.closed`"));
        check(Some("account.closed"), Some("x"), Err("there is no example `x`, but `closed`"));
    }

    #[test]
    fn a_body_comes_in_place_of_an_example() {
        let choice =
            Choice { callback: Some("account.closed".into()), body: Some("{}".into()), ..Choice::default() };
        assert_eq!(
            choice.find(&MOCK).map(|(callback, body)| (callback.id, body)),
            Ok(("account.closed", "{}".to_owned()))
        );
    }
}
