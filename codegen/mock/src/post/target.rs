//! The address that something is posted to.
//!
//! In: a URL. Out: host, port and path, and addresses on loopback unless the user says otherwise. Names are looked up
//! before that is decided, so that none leads elsewhere.

use http::Uri;
use http::uri::{PathAndQuery, Scheme};
use std::net::SocketAddr;

/// Where something is posted.
#[derive(Debug)]
pub(super) struct Target {
    host: String,
    port: u16,
    /// Path and query.
    pub(super) path: PathAndQuery,
}

/// How far posts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Loopback,
    Anywhere,
}

/// Reads a URL.
pub(super) fn parse(url: &str) -> Result<Target, String> {
    // The text is not shown: it may hold a password.
    let uri: Uri = url.parse().map_err(|_| "the address is no URL".to_owned())?;
    match (uri.scheme(), uri.host()) {
        (Some(scheme), Some(host)) if *scheme == Scheme::HTTP && !host.is_empty() => Ok(Target {
            host: host.to_owned(),
            port: uri.port_u16().unwrap_or(80),
            path: uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/")),
        }),
        _ => Err("the address does not begin with `http://` and a host".to_owned()),
    }
}

impl Target {
    /// The value of the header `Host`.
    pub(super) fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The URL without what may be secret.
    pub(super) fn shown(&self) -> String {
        format!("http://{}{}", self.authority(), self.path.path())
    }

    /// The addresses behind the host.
    pub(super) async fn addresses(&self, reach: Reach) -> Result<Vec<SocketAddr>, String> {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        let found = tokio::net::lookup_host((host, self.port)).await;
        let found: Vec<_> = found.map_err(|_| format!("`{host}` has no address"))?.collect();
        if reach == Reach::Loopback && !found.iter().all(|address| address.ip().is_loopback()) {
            return Err(format!("`{host}` is not on loopback; say `.anywhere()` to post there"));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Result<&str, &str>) {
        let shown = parse(url).map(|target| target.shown());
        assert_eq!(shown.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn a_url_is_shown_without_what_may_be_secret() {
        check("http://127.0.0.1:8080/a?b=hunter2", Ok("http://127.0.0.1:8080/a"));
        check("http://user:hunter2@localhost", Ok("http://localhost:80/"));
        check("http://[::1]:1/", Ok("http://[::1]:1/"));
    }

    #[test]
    fn what_is_no_plain_url_is_refused() {
        let other = "the address does not begin with `http://` and a host";
        check("https://127.0.0.1/", Err(other));
        check("/a", Err(other));
        check("http://hunter2 /", Err("the address is no URL"));
    }

    #[test]
    fn only_loopback_is_reached() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let addresses = |url: &str, reach| {
            runtime.block_on(parse(url).expect("a URL").addresses(reach)).map(|found| found.len())
        };
        assert_eq!(addresses("http://127.0.0.1:1/", Reach::Loopback), Ok(1));
        assert_eq!(addresses("http://[::1]:1/", Reach::Loopback), Ok(1));
        let refused = Err("`192.0.2.1` is not on loopback; say `.anywhere()` to post there".to_owned());
        assert_eq!(addresses("http://192.0.2.1/", Reach::Loopback), refused);
        assert_eq!(addresses("http://192.0.2.1/", Reach::Anywhere), Ok(1));
    }
}
