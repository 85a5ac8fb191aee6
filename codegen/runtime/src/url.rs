//! The pieces of a URL: the server's address, path segments and the query.
//!
//! In: text of the user. Out: percent-encoded text, or a reason to refuse it. A piece never becomes another one:
//! a `/` or `?` in a value is encoded, and a segment can be neither empty nor a step up.

use std::fmt::Write as _;
use std::net::IpAddr;

/// A server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// `https://api.pretend.example`
    pub(crate) origin: String,
    /// Empty, or `/api`.
    pub(crate) path: String,
}

/// Whether `http` may be used beyond this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlainHttp {
    Allowed,
    LoopbackOnly,
}

impl Base {
    /// Reads an address.
    pub(crate) fn parse(text: &str, plain: PlainHttp) -> Result<Self, &'static str> {
        if text.contains(['?', '#']) {
            return Err("it must have no query and no fragment");
        }
        let uri: http::Uri = text.parse().map_err(|_| "it is no URL")?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("it must begin with `https://` and a host");
        };
        if authority.as_str().contains('@') {
            return Err("it must have no user and no password");
        }
        match scheme {
            "https" => {}
            "http" if plain == PlainHttp::Allowed || is_loopback(authority.host()) => {}
            "http" => return Err("it must begin with `https://`; `allow_plain_http()` permits plain HTTP"),
            _ => return Err("it must begin with `https://`"),
        }
        let path = uri.path();
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            path: path.strip_suffix('/').unwrap_or(path).to_owned(),
        })
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// A value as one segment of a path.
pub(crate) fn segment(value: &str) -> Option<String> {
    (!matches!(value, "" | "." | "..")).then(|| encoded(value))
}

/// `?` and the pairs; empty without pairs.
pub(crate) fn query(pairs: &[(String, String)]) -> String {
    let mut text = String::new();
    for (index, (key, value)) in pairs.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(&encoded(key));
        text.push('=');
        text.push_str(&encoded(value));
    }
    text
}

/// All but the unreserved characters of RFC 3986 as `%XX`.
fn encoded(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            output.push(char::from(byte));
        } else {
            let _ = write!(output, "%{byte:02X}");
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(&str, &str), &str>) {
        let base = Base::parse(text, PlainHttp::LoopbackOnly);
        let parts = base.as_ref().map(|base| (base.origin.as_str(), base.path.as_str()));
        assert_eq!(parts.map_err(|reason| *reason), expected);
    }

    #[test]
    fn an_address_is_https_or_loopback() {
        check("https://a.example", Ok(("https://a.example", "")));
        check("https://a.example:8443/api/", Ok(("https://a.example:8443", "/api")));
        check("http://127.0.0.1:80", Ok(("http://127.0.0.1:80", "")));
        check("http://localhost/x", Ok(("http://localhost", "/x")));
        check("http://[::1]:9/", Ok(("http://[::1]:9", "")));
    }

    #[test]
    fn anything_else_is_refused() {
        check(
            "http://a.example",
            Err("it must begin with `https://`; `allow_plain_http()` permits plain HTTP"),
        );
        check(
            "http://127.0.0.1.a.example",
            Err("it must begin with `https://`; `allow_plain_http()` permits plain HTTP"),
        );
        check("ftp://a.example", Err("it must begin with `https://`"));
        check("https://a.example/?x=1", Err("it must have no query and no fragment"));
        check("https://a.example/#x", Err("it must have no query and no fragment"));
        check("https://me:pw@a.example", Err("it must have no user and no password"));
        check("a.example", Err("it must begin with `https://` and a host"));
        check("not a url", Err("it is no URL"));
    }

    #[test]
    fn plain_http_can_be_allowed() {
        assert!(Base::parse("http://a.example", PlainHttp::Allowed).is_ok());
    }

    #[test]
    fn a_segment_stays_one() {
        assert_eq!(segment("a/b?c#d e%2F"), Some("a%2Fb%3Fc%23d%20e%252F".to_owned()));
        assert_eq!(segment("测~-._"), Some("%E6%B5%8B~-._".to_owned()));
        for value in ["", ".", ".."] {
            assert_eq!(segment(value), None);
        }
    }

    #[test]
    fn a_query_is_encoded() {
        let pairs = [("a b".to_owned(), "1&2".to_owned()), ("c".to_owned(), String::new())];
        assert_eq!(query(&pairs), "?a%20b=1%262&c=");
        assert_eq!(query(&[]), "");
    }
}
