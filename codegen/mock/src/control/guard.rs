//! Who may ask a server about itself: programs of this machine, and the server's own page.
//!
//! In: the headers of a request. Out: nothing, or why it is refused. The server listens on loopback alone, so that
//! what is left to refuse is a browser that a stranger's page drives: by a name that leads here, or across origins.

use super::Wrong;
use crate::received::Received;

/// Refuses what a stranger's page makes a browser send.
pub(super) fn check(received: &Received) -> Result<(), Wrong> {
    let refuse = |text: String| Err(Wrong { status: 403, text });
    let host = received.header("host").unwrap_or_default();
    if !is_loopback(host) {
        return refuse(format!("`{host}` is no name of this machine; ask 127.0.0.1"));
    }
    if let Some(origin) = received.header("origin")
        && !origin.strip_prefix("http://").is_some_and(|from| from.eq_ignore_ascii_case(host))
    {
        return refuse(format!("pages of `{origin}` are not served"));
    }
    match received.header("sec-fetch-site") {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => refuse("pages of other sites are not served".to_owned()),
    }
}

/// Whether a `Host` names this machine by an address of loopback, or by the one name that always leads there.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|one| one.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name == "[::1]" || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    #[track_caller]
    fn check(headers: &[(&str, &str)], expected: Result<(), &str>) {
        let mut request = http::Request::get("/__mock/api");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        let checked = super::check(&Received::new(&head, Bytes::new()));
        assert_eq!(checked.map_err(|wrong| wrong.text), expected.map_err(str::to_owned));
    }

    #[test]
    fn programs_of_this_machine_are_served() {
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.1"] {
            check(&[("host", host)], Ok(()));
        }
    }

    #[test]
    fn names_that_lead_here_are_refused() {
        for host in ["mock.example:8080", "127.0.0.1.example", "localhost.example:1", "", "127.0.0.1:1:x"] {
            let text = format!("`{host}` is no name of this machine; ask 127.0.0.1");
            check(&[("host", host)], Err(&text));
        }
    }

    #[test]
    fn pages_of_strangers_are_refused_and_the_own_one_is_served() {
        let host = ("host", "127.0.0.1:8080");
        check(&[host, ("origin", "http://127.0.0.1:8080")], Ok(()));
        check(&[host, ("sec-fetch-site", "same-origin")], Ok(()));
        check(&[host, ("sec-fetch-site", "none")], Ok(()));
        for origin in ["https://shop.example", "http://127.0.0.1:3000", "null", "https://127.0.0.1:8080"] {
            let text = format!("pages of `{origin}` are not served");
            check(&[host, ("origin", origin)], Err(&text));
        }
        check(&[host, ("sec-fetch-site", "cross-site")], Err("pages of other sites are not served"));
        check(&[host, ("sec-fetch-site", "same-site")], Err("pages of other sites are not served"));
    }
}
