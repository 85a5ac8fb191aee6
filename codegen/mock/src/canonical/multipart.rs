//! Forms with files.
//!
//! In: a multipart body. Out: its parts, and the files in a model. The whole body is at hand, so nothing waits.

use crate::received::Received;
use bytes::Bytes;
use jiekou_runtime::Upload;
use jiekou_runtime::mock::{DecodeModel, Null, Target};

/// A part of a form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content: Bytes,
}

/// The parts of a body.
pub(super) fn parts(received: &Received) -> Result<Vec<Part>, String> {
    let content_type = received.header("content-type").unwrap_or_default();
    let boundary = multer::parse_boundary(content_type).map_err(|_| "the body is no multipart form")?;
    let body = received.body.clone();
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let reading = read(multer::Multipart::new(stream, boundary));
    match futures_util::FutureExt::now_or_never(reading) {
        Some(parts) => parts.map_err(|error| format!("the form cannot be read: {error}")),
        None => Err("the form ends too soon".to_owned()),
    }
}

async fn read(mut form: multer::Multipart<'_>) -> Result<Vec<Part>, multer::Error> {
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(ToString::to_string);
        parts.push(Part { name, file_name, content_type, content: field.bytes().await? });
    }
    Ok(parts)
}

/// Puts files into the fields that take them, since JSON cannot hold them.
pub(super) fn put_files(model: &mut dyn DecodeModel, parts: Vec<Part>) {
    for Part { name, file_name, content_type, content } in parts {
        let index = model.shape().fields.iter().position(|field| field.wire() == name);
        let Some(index) = index else { continue };
        if !matches!(model.get(index).view(), jiekou_runtime::mock::View::File(_)) {
            continue;
        }
        if let Target::File(slot) = model.slot(index).target(Null::No) {
            let mut upload = Upload::from(content);
            if let Some(name) = file_name {
                upload = upload.file_name(name);
            }
            if let Some(of) = content_type {
                upload = upload.content_type(of);
            }
            *slot = upload;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(content_type: &str, body: &'static str) -> Received {
        let request =
            http::Request::post("/").header("content-type", content_type).body(()).expect("a request");
        Received::new(&request.into_parts().0, Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn a_form_is_its_parts() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\n\
            Content-Disposition: form-data; name=\"f\"; filename=\"t.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--x--\r\n";
        let parts = parts(&form("multipart/form-data; boundary=x", body)).expect("a form");
        assert_eq!((parts[0].name.as_str(), &*parts[0].content), ("a", &b"1"[..]));
        assert_eq!(parts[1].file_name.as_deref(), Some("t.csv"));
        assert_eq!(parts[1].content_type.as_deref(), Some("text/csv"));
    }

    #[test]
    fn anything_else_is_none() {
        assert!(parts(&form("application/json", "{}")).is_err());
        assert!(parts(&form("multipart/form-data; boundary=x", "--x\r\n")).is_err());
    }
}
