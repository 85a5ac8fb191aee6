//! Tests of answers that come packed.

use super::*;

fn headers(pairs: &[(&'static str, &str)]) -> http::HeaderMap {
    let pair = |(name, value): &(&'static str, &str)| {
        (http::HeaderName::from_static(name), value.parse().expect("the test gives a header"))
    };
    pairs.iter().map(pair).collect()
}

#[track_caller]
fn check(pairs: &[(&'static str, &str)], body: &[u8], limit: usize, expected: Result<&str, &str>) {
    let unpacked = unpack(&headers(pairs), Bytes::copy_from_slice(body), limit);
    let unpacked = unpacked.map_err(|error| error.to_string());
    let unpacked = unpacked.as_ref().map(|bytes| String::from_utf8_lossy(bytes)).map_err(String::as_str);
    assert_eq!(unpacked.as_deref().map_err(|error| *error), expected);
}

#[test]
fn what_is_plain_stays() {
    check(&[], b"abc", 9, Ok("abc"));
    check(&[("content-encoding", "identity")], b"abc", 9, Ok("abc"));
    check(&[("content-type", "application/json;charset=UTF-8")], "存".as_bytes(), 9, Ok("存"));
    check(&[("content-type", "application/json;charset=ISO-8859-1")], "存".as_bytes(), 9, Ok("存"));
    check(&[("content-encoding", "gzip")], b"", 9, Ok(""));
    check(&[("content-type", "text/html; charset=GBK")], b"abc", 9, Ok("abc"));
}

#[test]
fn an_unknown_compression_is_refused() {
    let text = "the answer is compressed in a way that nobody asked for";
    check(&[("content-encoding", "br")], b"abc", 9, Err(text));
    check(
        &[("content-encoding", "gzip, gzip"), ("content-encoding", "deflate")],
        b"abc",
        9,
        Err("the answer is compressed more than twice"),
    );
}

#[cfg(not(feature = "gzip"))]
#[test]
fn the_missing_feature_for_compression_is_named() {
    let text = "the answer is compressed by gzip, which the feature `gzip` undoes";
    check(&[("content-encoding", "gzip")], b"abc", 9, Err(text));
}

#[cfg(not(feature = "charset"))]
#[test]
fn the_missing_feature_for_charsets_is_named() {
    let text = "the answer is in a Chinese charset, which the feature `charset` decodes";
    check(&[("content-type", "application/json; charset=gbk")], b"\xb4\xe6", 9, Err(text));
}

#[cfg(feature = "charset")]
#[test]
fn chinese_charsets_are_decoded() {
    for charset in ["GBK", "\"gb2312\"", "gb18030"] {
        let content_type = format!("application/json; charset={charset}");
        check(&[("content-type", &content_type)], b"{\"a\":\"\xb4\xe6\"}", 99, Ok("{\"a\":\"存\"}"));
    }
    let gbk = [("content-type", "application/json;charset=gbk")];
    check(&gbk, b"\xb4\xff\"", 99, Ok("\u{fffd}\""));
    check(&gbk, b"\xb4\xe6\xb4\xe6", 5, Err("the answer is larger than the limit"));
}

#[cfg(feature = "gzip")]
mod compressed {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes all")
    }

    #[test]
    fn compressed_answers_are_undone() {
        let (mut zlib, mut raw) = (
            ZlibEncoder::new(Vec::new(), Compression::default()),
            DeflateEncoder::new(Vec::new(), Compression::default()),
        );
        zlib.write_all(b"abc").and_then(|()| raw.write_all(b"abc")).expect("memory takes all");
        check(&[("content-encoding", "gzip")], &gzip(b"abc"), 9, Ok("abc"));
        check(&[("content-encoding", "X-GZIP")], &gzip(b"abc"), 9, Ok("abc"));
        check(&[("content-encoding", "deflate")], &zlib.finish().expect("memory"), 9, Ok("abc"));
        check(&[("content-encoding", "deflate")], &raw.finish().expect("memory"), 9, Ok("abc"));
        check(&[("content-encoding", "gzip, gzip")], &gzip(&gzip(b"abc")), 99, Ok("abc"));
    }

    #[test]
    fn the_limit_counts_after_decompression() {
        let bomb = gzip(&vec![b'0'; 1 << 20]);
        assert!(bomb.len() < 4096, "it is small on the wire");
        check(&[("content-encoding", "gzip")], &bomb, 4096, Err("the answer is larger than the limit"));
    }

    #[test]
    fn damage_is_told() {
        let mut cut = gzip(b"abc");
        cut.truncate(12);
        check(&[("content-encoding", "gzip")], &cut, 9, Err("the answer cannot be decompressed"));
        check(&[("content-encoding", "deflate")], b"\xff\xff", 9, Err("the answer cannot be decompressed"));
    }
}
