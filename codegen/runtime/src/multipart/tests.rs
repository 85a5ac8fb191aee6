//! Tests of multipart forms: their exact bytes, and what happens to odd names and files.

use super::*;
use crate::pretend::block_on;

fn text(name: &'static str, text: &str) -> Part {
    Part { name, content: Content::Text(text.to_owned()) }
}

fn file(name: &'static str, upload: impl Into<Upload>) -> Part {
    Part { name, content: Content::File(upload.into()) }
}

/// All bytes, or the error in the middle with what came before it.
fn sent(mut body: Body) -> (String, Option<String>) {
    let mut all = Vec::new();
    while let Some(piece) = block_on(body.next()) {
        match piece {
            Ok(piece) => all.extend_from_slice(&piece),
            Err(error) => return (String::from_utf8_lossy(&all).into_owned(), Some(error.to_string())),
        }
    }
    (String::from_utf8_lossy(&all).into_owned(), None)
}

#[track_caller]
fn check(parts: &[Part], length_is_known: bool, expected: &str) {
    let form = Multipart::new(parts, "n-1").expect("the parts are good");
    assert_eq!(form.content_type(), "multipart/form-data; boundary=form-n-1");
    let length = length_is_known.then_some(expected.len() as u64);
    assert_eq!(form.length(), length);
    let body = form.into_body();
    assert_eq!((body.length(), body.as_bytes()), (length, None));
    assert_eq!(sent(body), (expected.to_owned(), None));
}

const EXPECTED: &str = "--form-n-1\r\n\
    Content-Disposition: form-data; name=\"param\"\r\n\r\n\
    {\"名\":1}\r\n\
    --form-n-1\r\n\
    Content-Disposition: form-data; name=\"streamFile\"; filename=\"合同.pdf\"\r\n\
    Content-Type: application/pdf\r\n\r\n\
    %PDF\r\n\
    --form-n-1--\r\n";

#[test]
fn a_form_has_these_bytes_whatever_the_file_comes_from() {
    let named =
        |upload: Upload| file("streamFile", upload.file_name("合同.pdf").content_type("application/pdf"));
    let check = |upload, length_is_known| {
        check(&[text("param", "{\"名\":1}"), named(upload)], length_is_known, EXPECTED);
    };
    check(Upload::from("%PDF"), true);
    check(Upload::reader(&b"%PDF"[..], Some(4)), true);
    check(Upload::reader(&b"%PDF"[..], None), false);
    check(Upload::body(Body::from("%PDF")), true);
    let folder = std::env::temp_dir().join(format!("jiekou-multipart-{}", std::process::id()));
    std::fs::write(&folder, "%PDF").expect("a file");
    check(Upload::file(&folder), true);
    std::fs::remove_file(&folder).expect("the file is gone");
}

#[test]
fn a_form_of_nothing_is_closed() {
    check(&[], true, "--form-n-1--\r\n");
}

#[test]
fn names_cannot_end_their_quotes_or_their_line() {
    check(
        &[file("a\"b", Upload::from("x").file_name("c\"\r\nX-Evil: 1\r\n\r\n\\d.txt"))],
        true,
        "--form-n-1\r\n\
         Content-Disposition: form-data; name=\"a%22b\"; \
         filename=\"c%22%0D%0AX-Evil: 1%0D%0A%0D%0A\\d.txt\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n\
         x\r\n\
         --form-n-1--\r\n",
    );
}

#[test]
fn a_part_without_a_file_name_has_its_own() {
    let form = Multipart::new(&[file("doc", "x")], "1").expect("the part is good");
    assert!(sent(form.into_body()).0.contains("name=\"doc\"; filename=\"doc\"\r\n"));
}

#[test]
fn a_boundary_is_made_of_plain_characters() {
    assert_eq!(boundary("00000000-0000-4000-8000-000000000000").len(), 41);
    assert_eq!(boundary("a\"b\r\nc; 企"), "form-abc");
    assert_eq!(boundary(&"x".repeat(100)).len(), 69);
}

#[track_caller]
fn check_refused(part: Part, expected: &str) {
    let error = Multipart::new(&[part], "1").err().expect("the part cannot be sent");
    assert_eq!(error.text(), expected);
}

#[test]
fn what_cannot_be_sent_is_refused_before() {
    check_refused(
        file("doc", Upload::file("nowhere/hunter2")),
        "`doc`: the file cannot be read: entity not found",
    );
    check_refused(
        file("doc", Upload::file(std::env::temp_dir())),
        "`doc`: the file cannot be read: is a directory",
    );
    for odd in ["", "text/plain\r\nX-Evil: 1", "text/企"] {
        check_refused(file("doc", Upload::from("x").content_type(odd)), "`doc`: its content type is none");
    }
    let once = Upload::reader(&b"x"[..], None);
    drop(Multipart::new(&[file("doc", once.clone())], "1").expect("it was not read yet"));
    sent(Multipart::new(&[file("doc", once.clone())], "1").expect("it was not read yet").into_body());
    check_refused(
        file("doc", once),
        "`doc`: its reader was read before; only bytes and paths can be sent again",
    );
}

#[track_caller]
fn check_broken(upload: Upload, came: &str, expected: &str) {
    let form = Multipart::new(&[file("doc", upload), text("rest", "y")], "1").expect("the parts are good");
    let (all, error) = sent(form.into_body());
    let (_, content) = all.split_once("octet-stream\r\n\r\n").expect("the head of the part came");
    assert_eq!((content, error.as_deref()), (came, Some(expected)));
}

#[test]
fn a_file_of_another_length_breaks_the_body() {
    check_broken(
        Upload::reader(&b"abc"[..], Some(4)),
        "abc",
        "the file has other than the 4 bytes that were told before",
    );
    check_broken(
        Upload::reader(&b"abc"[..], Some(2)),
        "",
        "the file has other than the 2 bytes that were told before",
    );
}

#[test]
fn a_file_that_breaks_off_breaks_the_body() {
    struct Broken(bool);
    impl io::Read for Broken {
        fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::new(io::ErrorKind::BrokenPipe, "hunter2"));
            }
            piece[0] = b'a';
            Ok(1)
        }
    }
    check_broken(Upload::reader(Broken(false), None), "", "the file cannot be read: broken pipe");
}

#[test]
fn a_large_file_comes_in_pieces() {
    let form = Multipart::new(&[file("doc", Upload::reader(&[b'x'; 150_000][..], None))], "1");
    let mut body = form.expect("the part is good").into_body();
    let mut lengths = Vec::new();
    while let Some(piece) = block_on(body.next()) {
        lengths.push(piece.expect("the reader is good").len());
    }
    assert_eq!(lengths[1..4], [65_536, 65_536, 18_928]);
}
