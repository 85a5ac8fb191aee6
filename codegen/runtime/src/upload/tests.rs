//! Tests of files before they are sent.

use super::*;

#[test]
fn only_readers_and_bodies_are_read_once() {
    assert!(Upload::from("x").can_be_sent_again() && Upload::file("x").can_be_sent_again());
    assert!(!Upload::reader(io::empty(), None).can_be_sent_again());
    assert!(!Upload::body(Body::from("x")).can_be_sent_again());
}

#[test]
fn a_path_gives_its_name() {
    assert_eq!(Upload::file("hunter2/合同.pdf").name(), Some("合同.pdf"));
    assert_eq!(Upload::file("a.pdf").file_name("b.pdf").name(), Some("b.pdf"));
    assert_eq!(Upload::from(vec![1]).name(), None);
}

#[test]
fn debug_shows_the_length_alone() {
    let shown = |upload: Upload| format!("{:?}", upload.file_name("hunter2").content_type("hunter2"));
    assert_eq!(shown(Upload::from("hunter2")), "Upload { bytes: Some(7), .. }");
    assert_eq!(shown(Upload::file("/hunter2")), "Upload { bytes: None, .. }");
}
