//! The pieces of a URL: the server's address, path segments and the query.
//!
//! In: text of the user. Out: percent-encoded text, or a reason to refuse it. A piece never becomes another one:
//! a `/` or `?` in a value is encoded, a segment can be neither empty nor a step up, and the server's own path has
//! no braces that could be taken for a parameter.

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::net::IpAddr;

/// What `http` takes for one URL.
const MOST_BYTES: usize = (u16::MAX - 1) as usize;

/// A server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// `https://api.pretend.example`
    pub(crate) origin: String,
    scheme: Scheme,
    authority: Authority,
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
        let uri: Uri = text.parse().map_err(|_| "it is no URL")?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("it must begin with `https://` and a host");
        };
        if authority.as_str().contains('@') {
            return Err("it must have no user and no password");
        }
        if authority.host().is_empty() {
            return Err("it must have a host");
        }
        // Where the port cannot be read, the scheme's own would be used.
        if authority.as_str() != authority.host() && authority.port_u16().is_none() {
            return Err("its port must be a number up to 65535");
        }
        match scheme {
            "https" => {}
            "http" if plain == PlainHttp::Allowed || is_loopback(authority.host()) => {}
            "http" => return Err("it must begin with `https://`; `allow_plain_http()` permits plain HTTP"),
            _ => return Err("it must begin with `https://`"),
        }
        let path = uri.path().trim_end_matches('/');
        if !is_plain(path) {
            return Err(
                "its path must have no dot segments, and all but letters, digits and `-._~/` as `%XX`",
            );
        }
        let (origin, path) = (format!("{scheme}://{authority}"), path.to_owned());
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err("it must begin with `https://` and a host");
        };
        Ok(Self { origin, scheme, authority, path })
    }

    /// The URL of what [`target`] gave, or nothing. Scheme and host are not read again.
    pub(crate) fn uri(&self, target: Option<PathAndQuery>) -> Result<Uri, &'static str> {
        let too_long = "the URL is too long";
        let fits = |target: &PathAndQuery| self.origin.len() + target.as_str().len() <= MOST_BYTES;
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(target.filter(fits).ok_or(too_long)?);
        Uri::from_parts(parts).map_err(|_| too_long)
    }

    /// Host and port.
    #[cfg(feature = "tracing")]
    pub(crate) fn server(&self) -> (&str, u16) {
        let (scheme, authority) = self.origin.split_once("://").unwrap_or(("https", &self.origin));
        let usual = if scheme == "http" { 80 } else { 443 };
        match authority.rsplit_once(':').map(|(host, port)| (host, port.parse())) {
            Some((host, Ok(port))) => (host, port),
            _ => (authority, usual),
        }
    }
}

/// Whether a path is read the same way by everybody.
fn is_plain(path: &str) -> bool {
    let (mut parts, hex) = (path.split('%'), |byte: u8| byte.is_ascii_hexdigit());
    let unreserved = |part: &str| part.bytes().all(|byte| is_unreserved(byte) || byte == b'/');
    let escaped = |part: &str| part.len() >= 2 && part.bytes().take(2).all(hex) && unreserved(part);
    let is_step =
        |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    parts.next().is_none_or(unreserved) && parts.all(escaped) && !path.split('/').any(is_step)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Whether a host is this machine, by its name alone.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// A value as one segment of a path.
pub(crate) fn segment(value: &str) -> Option<String> {
    (!matches!(value, "" | "." | "..")).then(|| encoded(value))
}

/// A path, which has the server's own in front, and a query, as they stand in a URL; none where they are too long.
#[inline(never)]
pub(crate) fn target(path: Cow<'static, str>, pairs: &[(String, String)]) -> Option<PathAndQuery> {
    let target = match path {
        path if !pairs.is_empty() => Bytes::from(format!("{path}{}", query(pairs))),
        Cow::Borrowed(path) => Bytes::from_static(path.as_bytes()),
        Cow::Owned(path) => Bytes::from(path),
    };
    PathAndQuery::from_maybe_shared(target).ok()
}

/// `?` and the pairs; empty without pairs.
pub(crate) fn query(pairs: &[(String, String)]) -> String {
    let mut text = String::new();
    pairs.iter().for_each(|(key, value)| push_pair(key, value, &mut text));
    if !text.is_empty() {
        text.insert(0, '?');
    }
    text
}

/// Adds a pair to a query or a form.
pub(crate) fn push_pair(key: &str, value: &str, pairs: &mut String) {
    if !pairs.is_empty() {
        pairs.push('&');
    }
    pairs.push_str(&encoded(key));
    pairs.push('=');
    pairs.push_str(&encoded(value));
}

/// All but the unreserved characters of RFC 3986 as `%XX`.
fn encoded(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_unreserved(byte) {
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
        check("http://[::1]/", Ok(("http://[::1]", "")));
        check("https://a.example/x-1/%7Ey//", Ok(("https://a.example", "/x-1/%7Ey")));
    }

    #[cfg(feature = "tracing")]
    #[test]
    fn an_address_has_a_host_and_a_port() {
        for (text, expected) in [
            ("https://a.example/x", ("a.example", 443)),
            ("http://127.0.0.1:8080", ("127.0.0.1", 8080)),
            ("http://[::1]/", ("[::1]", 80)),
            ("http://[::1]:9", ("[::1]", 9)),
        ] {
            let base = Base::parse(text, PlainHttp::LoopbackOnly);
            assert_eq!(base.as_ref().map(Base::server), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_url_is_put_together_from_its_pieces() {
        let base = Base::parse("https://a.example:8443/api/", PlainHttp::LoopbackOnly).expect("an address");
        let pairs = [("a b".to_owned(), "1/2".to_owned())];
        let text = |path: &'static str, pairs: &[(String, String)]| {
            base.uri(target(Cow::Borrowed(path), pairs)).map(|uri| uri.to_string())
        };
        assert_eq!(text("/api/x/%7E", &[]).as_deref(), Ok("https://a.example:8443/api/x/%7E"));
        assert_eq!(text("/api/x", &pairs).as_deref(), Ok("https://a.example:8443/api/x?a%20b=1%2F2"));
        let longest = MOST_BYTES - base.origin.len();
        let slashes = |count| base.uri(target(Cow::Owned("/".repeat(count)), &[])).map(|_| ());
        assert_eq!(slashes(longest), Ok(()));
        for count in [longest + 1, MOST_BYTES + 1] {
            assert_eq!(slashes(count), Err("the URL is too long"));
        }
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
    fn an_address_without_a_host_or_a_port_that_can_be_read_is_refused() {
        for text in ["https://:8443", "http://:80/x"] {
            check(text, Err("it must have a host"));
        }
        for text in ["http://127.0.0.1:99999", "https://a.example:", "https://a.example:x", "https://[::1]:"]
        {
            assert!(Base::parse(text, PlainHttp::LoopbackOnly).is_err(), "{text}");
        }
        check("http://127.0.0.1:99999", Err("its port must be a number up to 65535"));
        check("https://a.example:", Err("its port must be a number up to 65535"));
    }

    #[test]
    fn a_path_that_could_be_read_in_two_ways_is_refused() {
        let reason = "its path must have no dot segments, and all but letters, digits and `-._~/` as `%XX`";
        for path in ["a/../b", "./a", "%2E%2e", "{orgId}", "%zz", "%4", "a;b", "a%+1", "\"x\""] {
            let text = format!("https://a.example/{path}");
            assert_eq!(Base::parse(&text, PlainHttp::LoopbackOnly), Err(reason), "{path}");
        }
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
