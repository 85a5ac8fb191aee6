//! Bodies that are no JSON: files that are sent in parts, and files that are fetched.

use jiekou::bytes::Bytes;
use jiekou::esign_sdk::Client;
use jiekou::esign_sdk::sign::enums::SignType;
use jiekou::esign_sdk::sign::objects::{Position, SignedDocument};
use jiekou::{Body, ErrorKind, Upload};
use loopback::{Heard, Reply, Server};

const SIGNED: &str = r#"{"errCode":0,"errShow":false,"msg":"","signServiceId":"test-service-0001"}"#;

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().expect("a client")
}

async fn sign(client: &Client, document: impl Into<Upload>) -> Result<SignedDocument, jiekou::Error> {
    client
        .sign()
        .sign_stream_with_code()
        .file(document)
        .account_id("0123456789ABCDEF")
        .seal_data("iVBORw0KGgo=")
        .sign_type(SignType::OnePage)
        .position(Position::new().pages("1").x(100))
        .code("000000")
        .send()
        .await
}

/// What a vendor hears of a document.
async fn heard_of(document: Upload) -> Heard {
    let server = Server::start([Reply::json(SIGNED)]);
    let signed = sign(&client(&server), document).await.expect("it is signed");
    assert_eq!(signed.sign_service_id.as_deref(), Some("test-service-0001"));
    server.only()
}

/// 200 kB that differ everywhere.
fn large() -> Vec<u8> {
    (0_u32..50_000).flat_map(u32::to_le_bytes).collect()
}

#[tokio::test]
async fn a_document_goes_out_as_a_part() {
    let heard =
        heard_of(Upload::from("%PDF\r\n--x").file_name("合\"同.pdf").content_type("application/pdf")).await;
    assert_eq!(heard.target, "/tech-sdkwrapper/timevale/sign/userStreamCodeSign");
    assert_eq!(heard.header("content-length"), Some(heard.body.len().to_string().as_str()));
    let parts = heard.parts();
    let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["file", "accountId", "sealData", "signType", "signPos", "code"]);
    assert_eq!(
        parts[0].head,
        [
            "Content-Disposition: form-data; name=\"file\"; filename=\"合%22同.pdf\"",
            "Content-Type: application/pdf"
        ]
    );
    assert_eq!(parts[0].content, b"%PDF\r\n--x");
    assert_eq!(parts[4].head, ["Content-Disposition: form-data; name=\"signPos\""]);
    assert_eq!(parts[4].content, br#"{"posPage":"1","posX":100}"#);
}

#[tokio::test]
async fn all_sources_send_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, large()).expect("a file");
    let reader = || std::io::Cursor::new(large());
    for (document, name, length_is_known) in [
        (Upload::from(large()), "file", true),
        (Upload::file(&path), "a.pdf", true),
        (Upload::reader(reader(), Some(200_000)), "file", true),
        (Upload::reader(reader(), None), "file", false),
        (Upload::body(Body::from(Bytes::from(large()))), "file", true),
    ] {
        let heard = heard_of(document).await;
        assert_eq!(heard.header("content-length").is_some(), length_is_known);
        assert_eq!(heard.header("transfer-encoding"), (!length_is_known).then_some("chunked"));
        let part = heard.parts().swap_remove(0);
        assert_eq!((part.file_name.as_deref(), part.content == large()), (Some(name), true));
    }
}

#[tokio::test]
async fn a_path_is_read_anew_for_each_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    let server = Server::start([Reply::json(SIGNED)]);
    let client = client(&server);
    for content in ["first", "the second"] {
        std::fs::write(&path, content).expect("a file");
        sign(&client, Upload::file(&path)).await.expect("it is signed");
        let heard = server.heard().pop().expect("a request");
        assert_eq!(heard.parts()[0].content, content.as_bytes());
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_not_sent() {
    let server = Server::start([Reply::json(SIGNED)]);
    let error = sign(&client(&server), Upload::file("nowhere/hunter2")).await.expect_err("no file");
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(!error.to_string().contains("hunter2"), "{error}");
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn a_reader_that_lies_about_its_length_breaks_the_call() {
    let server = Server::start([Reply::json(SIGNED)]);
    let lying = Upload::reader(&b"short"[..], Some(50));
    let error = sign(&client(&server), lying).await.expect_err("it ends too early");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(server.heard().is_empty(), "the vendor never had a whole request");
}

#[tokio::test]
async fn a_refusal_is_a_typed_error() {
    let server = Server::start([Reply::json(r#"{"errCode":1007,"errShow":true,"msg":"账户不存在"}"#)]);
    let error = sign(&client(&server), "x").await.expect_err("no account");
    assert_eq!((error.kind(), error.code_name()), (ErrorKind::Code, Some("account_not_found")));
}

#[tokio::test]
async fn a_file_is_fetched_with_progress() {
    let server = Server::start([Reply::file("application/pdf", &large())]);
    let url = format!("{}/files/a?key=1", server.url());
    let file = client(&server).core().fetch(&url).await.expect("a file");
    assert_eq!((file.length(), file.content_type()), (Some(200_000), Some("application/pdf")));
    let (mut written, mut last) = (Vec::new(), (0, None));
    let copied = file.copy_to(&mut written, |came, of| last = (came, of)).await;
    assert_eq!(copied.expect("all came"), 200_000);
    assert_eq!((written == large(), last), (true, (200_000, Some(200_000))));
    let heard = server.only();
    assert_eq!((heard.method.as_str(), heard.target.as_str()), ("GET", "/files/a?key=1"));
    assert!(heard.headers.iter().all(|(name, _)| name.eq_ignore_ascii_case("host")), "{:?}", heard.headers);
}

#[tokio::test]
async fn a_file_may_be_too_large_or_cut_off() {
    let whole = Reply::file("application/pdf", &large());
    let server = Server::start([whole.clone(), whole.cut_after(150_000)]);
    let client = client(&server);
    let fetch = || client.core().fetch(server.url());
    let error = fetch().await.expect("a file").at_most(199_999).into_bytes().await.expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    let mut written = Vec::new();
    let file = fetch().await.expect("a file");
    let error = file.copy_to(&mut written, |_, _| {}).await.expect_err("it is cut off");
    assert_eq!(error.kind(), ErrorKind::Transport);
    let text = format!("fetch: the file broke off after {} of 200000 bytes", written.len());
    assert_eq!(error.to_string(), text);
    assert_eq!(written, large()[..written.len()]);
}

#[tokio::test]
async fn no_file_is_an_error() {
    let server = Server::start([Reply::html("gone").status(404)]);
    let error = client(&server).core().fetch(server.url()).await.expect_err("no file");
    assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(404)));
}
