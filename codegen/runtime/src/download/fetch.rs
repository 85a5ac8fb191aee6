//! Files behind plain links.
//!
//! In: an address that a vendor gave in an answer. Out: the file. Nothing of the API goes with the request: neither
//! token nor signature, headers or credentials; and no redirect is followed.

use super::Download;
use crate::body::Body;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::judge::lost;
use crate::operation::{Method, OperationInfo, Retry};
use crate::unpack::is_plain;
use crate::url::is_loopback;
use std::sync::Arc;

/// To ask for a file twice changes nothing.
const FETCH: OperationInfo =
    OperationInfo { api: "", id: "fetch", method: Method::Get, path: "", retry: Retry::Safe };

impl Client {
    /// Fetches a file from an address that an answer gave, over the client's transport and within its limits.
    ///
    /// It is asked for once, with nothing but its address. Only `https` addresses are taken, and `http` on this
    /// machine. Where answers come from a vendor who is not trusted, look at the host first: it may be one of your own
    /// network.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] for another address, [`ErrorKind::Status`] where there is no file, redirects among them, and
    /// what goes wrong on the way.
    pub async fn fetch(&self, url: &str) -> Result<Download> {
        let refuse = |text: &str| Error::new(FETCH.id, ErrorKind::Input, text);
        let uri = address(url).map_err(refuse)?;
        let mut request = http::Request::new(Body::default());
        *request.uri_mut() = uri;
        request.extensions_mut().insert(FETCH);
        let answer = self.inner().unhurried_ways().send(request).await.map_err(|error| lost(FETCH, error))?;
        let (head, body) = answer.into_parts();
        if !head.status.is_success() {
            let text = format!("the HTTP status is {}", head.status.as_u16());
            let may_pass = head.status.as_u16() == 429 || head.status.is_server_error();
            let error = Error::new(FETCH.id, ErrorKind::Status, text);
            return Err(error
                .with_answer(head.status.as_u16(), &Default::default())
                .retryable_if(|_| may_pass));
        }
        if !is_plain(&head.headers) {
            let text = "the file came compressed, which is not undone for files";
            return Err(Error::new(FETCH.id, ErrorKind::Decode, text));
        }
        Ok(Download::new(Arc::clone(self.inner()), FETCH, head.headers, body))
    }
}

/// An address that may be asked. The message does not show it: links often carry keys.
fn address(url: &str) -> std::result::Result<http::Uri, &'static str> {
    let uri: http::Uri = url.parse().map_err(|_| "the address is no URL")?;
    let authority = uri.authority().ok_or("the address must begin with `https://` and a host")?;
    if authority.as_str().contains('@') {
        return Err("the address must have no user and no password");
    }
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_loopback(authority.host()) => Ok(uri),
        _ => Err("the address must begin with `https://`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{Pretend, block_on, client};

    #[track_caller]
    fn check(url: &str, expected: Result<&str, &str>) {
        let pretend = Pretend::answering(200, "a file");
        let fetched = block_on(async { client(&pretend).fetch(url).await?.into_bytes().await });
        let fetched = fetched.map_err(|error| error.to_string());
        assert_eq!(
            fetched.as_ref().map(|bytes| &bytes[..]),
            expected.map(str::as_bytes).map_err(str::to_owned).as_ref().map(|bytes| *bytes)
        );
    }

    #[test]
    fn only_safe_addresses_are_asked() {
        check("https://files.pretend.example/a?key=hunter2", Ok("a file"));
        check("http://127.0.0.1:9/a", Ok("a file"));
        check("http://files.pretend.example/a", Err("fetch: the address must begin with `https://`"));
        check("file:///etc/passwd", Err("fetch: the address is no URL"));
        check("/a", Err("fetch: the address must begin with `https://` and a host"));
        check(
            "https://u:hunter2@files.pretend.example/",
            Err("fetch: the address must have no user and no password"),
        );
        check("https://存.example/\n", Err("fetch: the address is no URL"));
    }

    #[test]
    fn nothing_of_the_api_goes_with_it() {
        let pretend = Pretend::answering(200, "");
        let fetched = block_on(client(&pretend).fetch("https://files.pretend.example/a"));
        assert!(fetched.is_ok_and(|file| file.length().is_none()));
        let sent = pretend.sent.lock().expect("no test panics here");
        assert_eq!((sent.len(), sent[0].method(), sent[0].headers().len()), (1, &http::Method::GET, 0));
    }

    #[test]
    fn a_redirect_is_no_file() {
        let pretend = Pretend::answering(302, "elsewhere");
        let error = block_on(client(&pretend).fetch("https://files.pretend.example/a")).expect_err("no file");
        assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(302)));
        assert!(!error.is_retryable());
    }
}
