//! The page of a mock server in a real browser.
//!
//! In: a server that saw calls, and Debian's chromium without a window. Out: what stands on the page when its script has
//! run, and where requests went. Nothing here reads the page's source.

#[path = "browser/chromium.rs"]
mod chromium;

use chromium::Chromium;
use jiekou::qiandun::{Client, MockServer, user};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{SystemTime, UNIX_EPOCH};

/// What a page would run if it took a caller's text for HTML.
const EVIL: &str =
    r#"</pre><script>document.title="owned"</script><img src=x onerror="document.title='owned'">"#;

/// The page's address and the server's, without a path.
fn page(server: &MockServer) -> (String, String) {
    let rest = server.base_url().strip_prefix("http://").expect("plain HTTP");
    let authority = rest.split('/').next().expect("a host").to_owned();
    (format!("http://{authority}/__mock/"), authority)
}

/// A call with a wrong signature, whose caller sends what it signed: the server's text with two lines in each other's
/// place.
fn call_with_a_wrong_signature(authority: &str) {
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    let signed = format!(
        r"application/json\nGET\n\napplication/json\n\nX-Ca-Key:test-app-key\nX-Ca-Nonce:n-1\nX-Ca-Timestamp:{now_ms}\n/api/open/psnGet?accountId=a"
    );
    let mut stream = TcpStream::connect(authority).expect("it listens");
    write!(
        stream,
        "GET /api/open/psnGet?accountId=a HTTP/1.1\r\nHost: {authority}\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nX-Ca-Key: test-app-key\r\nX-Ca-Nonce: n-1\r\n\
         X-Ca-Timestamp: {now_ms}\r\nX-Ca-Signature-Headers: X-Ca-Key,X-Ca-Nonce,X-Ca-Timestamp\r\n\
         X-Ca-Signature: c2lnbmF0dXJl\r\nX-Mock-String-To-Sign: {signed}\r\nConnection: close\r\n\r\n"
    )
    .expect("it is sent");
    stream.read_to_end(&mut Vec::new()).expect("it is answered");
}

/// The part of a page between two of its elements' ids.
fn section<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).expect("the page has it");
    rest.split_once(to).map_or(rest, |(section, _)| section)
}

#[tokio::test]
async fn the_page_shows_operations_and_why_a_signature_was_refused() {
    let Some(chromium) = Chromium::find() else { return };
    let server = MockServer::start();
    let (address, authority) = page(&server);
    call_with_a_wrong_signature(&authority);
    let seen = chromium.open(&address);

    let operations = section(&seen.dom, "id=\"operations\"", "<section");
    for operation in ["user.get_person", "user.update_person", "seal.get"] {
        assert!(operations.contains(&format!("<code>{operation}</code>")), "{operation}:\n{operations}");
    }
    assert!(operations.contains("查询个人用户信息"), "labels are shown:\n{operations}");

    let calls = section(&seen.dom, "id=\"calls\"", "<script>");
    for shown in [
        "refused, signature_wrong",
        "They differ first at character 0.",
        // The server's text, then the caller's; the rest of each stands behind its mark.
        "<pre><mark>G</mark>ET\u{21b5}\napplication/json\u{21b5}\n",
        "<pre><mark>a</mark>pplication/json\u{21b5}\nGET\u{21b5}\n",
        "<textarea",
    ] {
        assert!(calls.contains(shown), "`{shown}` is missing:\n{calls}");
    }
    assert!(!seen.dom.contains("test-app-secret"), "the page shows a secret");
    seen.stayed_at(&authority);
}

#[tokio::test]
async fn what_a_caller_writes_is_text_and_does_not_run() {
    let Some(chromium) = Chromium::find() else { return };
    let server = MockServer::start();
    let (address, authority) = page(&server);
    let client: Client = server.client();
    let refused = client.user().update_person().account_id(EVIL).send().await;
    assert!(refused.is_err(), "nobody has this id");
    let seen = chromium.open(&address);

    let title = section(&seen.dom, "<title>", "</title>");
    assert_eq!(title, "qiandun mock server", "the page's own script ran, and no other");
    let calls = section(&seen.dom, "id=\"calls\"", "<script>");
    assert!(calls.contains("&lt;/pre&gt;&lt;script&gt;document.title="), "it is shown:\n{calls}");
    assert_eq!(seen.dom.matches("<script").count(), 1, "the page has its own script alone");
    assert!(!seen.dom.contains("<img"), "the page has no picture");
    assert_eq!(server.calls_of(user::update_person).len(), 1, "the page itself is no call");
    seen.stayed_at(&authority);
}
