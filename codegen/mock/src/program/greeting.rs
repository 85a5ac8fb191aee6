//! What clients must know of a server: address, credentials, a token, public keys, and where its page is.
//!
//! In: a server. Out: text for people, or one line of JSON. All that is secret in it is made up and worth nothing.

use crate::check::issue;
use crate::server::Core;
use jiekou_runtime::mock::exposed;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// What clients must know.
#[derive(Debug)]
pub(super) struct Greeting {
    api: &'static str,
    label: &'static str,
    base_url: String,
    page: String,
    credentials: Vec<(&'static str, String)>,
    /// One that the server knows; none where the API has none.
    token: Option<String>,
    public_keys: Vec<(&'static str, String)>,
}

impl Greeting {
    /// Of a server that runs.
    pub(super) fn of(server: &Core) -> Self {
        let (table, vendor) = (server.vendor.table, &server.vendor);
        let credentials = table.api.credentials.iter().copied();
        let credentials = credentials.zip(exposed(&vendor.credentials).map(str::to_owned));
        Self {
            api: table.api.id,
            label: table.label,
            base_url: server.base_url.clone(),
            page: format!("http://{}{}", server.address, crate::control::PREFIX),
            credentials: credentials.collect(),
            token: table.api.token.as_ref().and_then(|_| issue(vendor).ok()),
            public_keys: table
                .api
                .encryptions
                .iter()
                .map(|encryption| (encryption.name, vendor.settings.public_key()))
                .collect(),
        }
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{} {} is served\n\n", self.api, self.label);
        let width = self.credentials.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(10);
        let mut row = |name: &str, value: &str| {
            let _ = writeln!(text, "  {name:width$}  {value}");
        };
        row("base URL", &self.base_url);
        row("page", &self.page);
        for (name, value) in &self.credentials {
            row(name, value);
        }
        if let Some(token) = &self.token {
            row("token", token);
        }
        for (name, key) in &self.public_keys {
            row(&format!("{name} key"), key);
        }
        text
    }

    /// For scripts, without line breaks.
    pub(super) fn json(&self) -> Value {
        let object = |pairs: &[(&'static str, String)]| -> Map<String, Value> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str()))).collect()
        };
        json!({
            "api": self.api,
            "base_url": self.base_url,
            "page": self.page,
            "credentials": object(&self.credentials),
            "token": self.token,
            "public_keys": object(&self.public_keys),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::MOCK;
    use crate::server::Setup;

    #[test]
    fn clients_learn_what_they_must_know() {
        let server = Core::start(&MOCK, Setup::default()).expect("it starts");
        let greeting = Greeting::of(&server);
        let json = greeting.json();
        assert_eq!(json["base_url"], format!("http://{}/base", server.address));
        assert_eq!(json["page"], format!("http://{}/__mock/", server.address));
        assert_eq!(json["credentials"], json!({"app_key": "test-app-key", "app_secret": "test-app-secret"}));
        let token = json["token"].as_str().expect("a token");
        assert_eq!(server.vendor.memory().judge_token(token, 0), Ok(()));
        assert_eq!(json["public_keys"]["rsa"], server.vendor.settings.public_key());
        let text = greeting.text();
        for shown in [&*server.base_url, "test-app-secret", "app_key", "/__mock/", token] {
            assert!(text.contains(shown), "{shown}: {text}");
        }
    }
}
