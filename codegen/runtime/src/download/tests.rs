//! Tests of downloads: limits, cuts, and answers that are no file.

use super::*;
use crate::pretend::{Pretend, UPDATE_CODES, block_on, builder};
use crate::private::*;
use crate::transport::{Limits, Transport};
use std::io;

/// Gives one head and these pieces, then an error if there is one.
struct Gives {
    headers: Vec<(&'static str, &'static str)>,
    pieces: Vec<Result<&'static str, &'static str>>,
}

struct Pieces(std::vec::IntoIter<Result<&'static str, &'static str>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        Poll::Ready(self.0.next().map(|piece| piece.map(|text| Frame::data(Bytes::from(text)))))
    }
}

type Result<T, E = Error> = std::result::Result<T, E>;

impl Transport for Gives {
    fn send<'a>(
        &'a self,
        _: http::Request<Body>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let mut answer = http::Response::new(Body::new(Pieces(self.pieces.clone().into_iter())));
        for (name, value) in &self.headers {
            answer.headers_mut().insert(*name, value.parse().expect("the test gives a header"));
        }
        Box::pin(async { Ok(answer) })
    }
}

fn pdf(length: &'static str, pieces: &[Result<&'static str, &'static str>]) -> Gives {
    let mut headers = vec![("content-type", "application/pdf")];
    if !length.is_empty() {
        headers.push(("content-length", length));
    }
    Gives { headers, pieces: pieces.to_vec() }
}

static GET: Operation =
    operation("contract.get_file", Method::Get, "/file").retry(Retry::Safe).codes(UPDATE_CODES);

fn start(transport: impl Transport + 'static) -> Result<Download> {
    let core = builder(&Pretend::answering(200, "")).transport(transport).build();
    let client = core.expect("the settings are good").0;
    block_on(DownloadCall::new(&client, &GET, &crate::pretend::Nothing, &[]))
}

#[test]
fn a_file_is_written_with_progress() {
    let download = start(pdf("6", &[Ok("abc"), Ok("d"), Ok("ef")])).expect("a file");
    assert_eq!((download.length(), download.content_type()), (Some(6), Some("application/pdf")));
    assert_eq!(
        format!("{download:?}"),
        "Download { operation: \"contract.get_file\", length: Some(6), came: 0, .. }"
    );
    let (mut written, mut seen) = (Vec::new(), Vec::new());
    let length = block_on(download.copy_to(&mut written, |came, of| seen.push((came, of))));
    assert_eq!(length.expect("the file came"), 6);
    assert_eq!(
        (written.as_slice(), seen.as_slice()),
        (&b"abcdef"[..], &[(3, Some(6)), (4, Some(6)), (6, Some(6))][..])
    );
}

#[track_caller]
fn check(gives: Gives, most: Option<u64>, expected: Result<&str, (ErrorKind, &str, bool)>) {
    let download = start(gives).expect("a file");
    let download = match most {
        Some(most) => download.at_most(most),
        None => download,
    };
    let came = block_on(download.into_bytes());
    let came = came.map_err(|error| (error.kind(), error.to_string(), error.is_retryable()));
    let came = came.as_deref().map_err(|(kind, text, retryable)| (*kind, text.as_str(), *retryable));
    assert_eq!(came, expected.map(str::as_bytes));
}

#[test]
fn a_file_is_as_large_as_it_may_be() {
    let too_large = |text| Err((ErrorKind::TooLarge, text, false));
    check(pdf("", &[Ok("abc"), Ok("def")]), Some(6), Ok("abcdef"));
    check(
        pdf("", &[Ok("abc"), Ok("def")]),
        Some(5),
        too_large("contract.get_file: the file is larger than 5 bytes"),
    );
    check(pdf("6", &[Ok("abc")]), Some(5), too_large("contract.get_file: the file is larger than 5 bytes"));
    check(pdf("99999999", &[]), None, too_large("contract.get_file: the file is larger than 16777216 bytes"));
}

#[test]
fn a_file_that_breaks_off_says_how_much_came() {
    let broken = |text| Err((ErrorKind::Transport, text, true));
    check(
        pdf("6", &[Ok("abc"), Err("hunter2")]),
        None,
        broken("contract.get_file: the file broke off after 3 of 6 bytes"),
    );
    check(pdf("", &[Ok("a"), Err("x")]), None, broken("contract.get_file: the file broke off after 1 bytes"));
    check(pdf("6", &[Ok("abc")]), None, broken("contract.get_file: the file broke off after 3 of 6 bytes"));
}

#[test]
fn nothing_comes_after_an_error() {
    let mut download = start(pdf("6", &[Err("x"), Ok("abc")])).expect("a file");
    assert!(block_on(download.next()).is_some_and(|piece| piece.is_err()));
    assert!(block_on(download.next()).is_none());
}

#[test]
fn a_writer_may_fail() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::StorageFull, "hunter2"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let download = start(pdf("", &[Ok("abc")])).expect("a file");
    let error = block_on(download.copy_to(&mut Full, |_, _| {})).expect_err("the disk is full");
    assert_eq!(error.kind(), ErrorKind::File);
    let text = "contract.get_file: the file could not be written: no storage space; 3 bytes came";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_file_can_be_a_body() {
    let mut body = start(pdf("4", &[Ok("abc"), Ok("d")])).expect("a file").into_body();
    assert_eq!(body.length(), Some(4));
    let mut pieces = Vec::new();
    while let Some(piece) = block_on(body.next()) {
        pieces.push(piece.expect("all is well"));
    }
    assert_eq!(pieces, ["abc", "d"]);
}

#[track_caller]
fn check_no_file(content_type: &'static str, body: &'static str, kind: ErrorKind, expected: &str) {
    let gives = Gives { headers: vec![("content-type", content_type)], pieces: vec![Ok(body)] };
    let error = start(gives).expect_err("no file");
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, expected));
    assert_eq!((error.raw(), error.status()), (Some(body.as_bytes()), Some(200)));
}

#[test]
fn what_is_no_file_is_an_error() {
    check_no_file(
        "application/json;charset=utf-8",
        r#"{"code":"5006","message":"hunter2"}"#,
        ErrorKind::Code,
        "contract.get_file: 5006 access_denied: No permission",
    );
    let text = "contract.get_file: the answer says success and is no file";
    check_no_file("application/json", r#"{"code":"2000","data":{}}"#, ErrorKind::Decode, text);
    let page = Gives { headers: vec![("content-type", "text/html")], pieces: vec![Ok("<html>")] };
    assert_eq!(start(page).expect_err("no file").kind(), ErrorKind::NotJson);
}

#[test]
fn a_compressed_file_is_refused() {
    let headers = vec![("content-type", "application/pdf"), ("content-encoding", "gzip")];
    let error = start(Gives { headers, pieces: vec![Ok("x")] }).expect_err("no file");
    assert_eq!(
        error.to_string(),
        "contract.get_file: the file came compressed, which is not undone for files"
    );
}
