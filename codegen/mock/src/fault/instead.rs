//! Answers that come in place of the vendor's, and texts in other charsets.
//!
//! In: a fault. Out: a reply. Codes are written as the vendor writes them; pages are those of nobody's gateway.

use super::Kind;
use super::offset::http_date;
use super::valid::{encoder, known_code};
use crate::envelope::{Head, failure};
use crate::reply::Reply;
use crate::rules::Reason;
use crate::table::MockOperation;
use crate::vendor::Vendor;
use bytes::Bytes;
use jiekou_runtime::Clock as _;

/// The answer in place of the vendor's.
pub(super) fn reply(
    kind: &Kind,
    vendor: &Vendor,
    operation: &'static MockOperation,
    request_id: &str,
) -> Reply {
    let coded = |code: &str, status| with_code(vendor, operation, code, status, request_id);
    match kind {
        Kind::Status(status) => page(*status),
        Kind::TooMany(seconds) => too_many(seconds.to_string()),
        Kind::TooManyUntil(seconds) => too_many(http_date(vendor.clock.now_ms(), *seconds)),
        Kind::Code(code) => coded(code, 200),
        Kind::StaleTokenAfter(_) => stale(vendor, coded),
        _ => page(200),
    }
}

/// What a gateway says when nobody stands behind it.
fn page(status: u16) -> Reply {
    let text = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let title = match text {
        Some(text) if status != 200 => format!("{status} {text}"),
        _ => "The service is being maintained".to_owned(),
    };
    let html = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"
    );
    Reply::of_type("text/html", html).status(status)
}

fn too_many(retry_after: String) -> Reply {
    let mut reply = page(429);
    reply.headers.push(("retry-after".to_owned(), retry_after));
    reply
}

/// What the vendor answers where a token is over: what its pages say of that, else a code that makes clients fetch
/// another.
fn stale(vendor: &Vendor, coded: impl Fn(&str, u16) -> Reply) -> Reply {
    let stale = vendor.table.api.token.as_ref().and_then(|token| token.stale.first().copied());
    match (vendor.table.rules.refusal(Reason::TokenExpired), stale) {
        (Some(refusal), _) => coded(refusal.code, refusal.status),
        (None, Some(code)) => coded(code, 200),
        (None, None) => page(401),
    }
}

fn with_code(
    vendor: &Vendor,
    operation: &'static MockOperation,
    code: &str,
    status: u16,
    request_id: &str,
) -> Reply {
    let (code, message) = match known_code(vendor.table, operation, code) {
        Some((code, known)) => (code, known.message()),
        None => (code, ""),
    };
    let look = vendor.examples.failure(Some(operation), code);
    let head = Head { message: Some(message), request_id };
    Reply::json(failure(vendor.table, look, code, head)).status(status)
}

/// Writes the text of an answer in a charset. What is no text stays as it is.
pub(super) fn encode(reply: &mut Reply, charset: &str, says: &str) {
    let (Some(encoder), Ok(text)) = (encoder(charset), std::str::from_utf8(&reply.body)) else { return };
    let (bytes, _, _) = encoder.encode(text);
    let bytes = Bytes::from(bytes.into_owned());
    reply.body = bytes;
    for (_, value) in reply.headers.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        let kept = value.split(';').map(str::trim);
        let kept: Vec<_> = kept.filter(|part| !part.to_ascii_lowercase().starts_with("charset=")).collect();
        *value = format!("{};charset={says}", kept.join(";"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_in_another_charset() {
        let mut reply = Reply::json("{\"a\":\"\u{5b58}\"}");
        encode(&mut reply, "gbk", "utf-8");
        assert_eq!(&*reply.body, b"{\"a\":\"\xb4\xe6\"}");
        assert_eq!(reply.headers[0].1, "application/json;charset=utf-8");
    }

    #[test]
    fn what_is_no_text_stays() {
        let mut reply = Reply::of_type("application/pdf", &b"\xff\xfe"[..]);
        encode(&mut reply, "gbk", "gbk");
        assert_eq!((&*reply.body, reply.headers[0].1.as_str()), (&b"\xff\xfe"[..], "application/pdf"));
    }

    #[test]
    fn a_page_says_its_status() {
        let text = |status| String::from_utf8_lossy(&page(status).body).into_owned();
        assert!(text(503).contains("<h1>503 Service Unavailable</h1>"));
        assert!(text(200).contains("<h1>The service is being maintained</h1>"));
        assert!(text(599).contains("<h1>The service is being maintained</h1>"));
    }
}
