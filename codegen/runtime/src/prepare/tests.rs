//! Tests of requests: where fields go, and what is signed.

use super::*;
use crate::pretend::{Fixed, LIST, Nothing, Pretend, Request, UPDATE, builder, client, updating};
use crate::private::*;

fn prepared(request: &Request) -> Result<Prepared> {
    let core = builder(&Pretend::answering(200, "")).token("t0").header("X-Extra", "e").build();
    core.expect("the settings are good").0.prepare(&UPDATE, request)
}

#[track_caller]
fn refused(request: &Request, kind: ErrorKind, expected: &str) {
    let error = prepared(request).expect_err("the request cannot be sent");
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, expected));
    assert!(!error.is_retryable());
}

#[test]
fn fields_go_to_their_places() {
    let mut request = Request::new();
    request.page = Some(2);
    request.trace = Some("x y".to_owned());
    let prepared = prepared(&request).expect("the request is good");
    assert_eq!(prepared.method(), "POST");
    assert_eq!(prepared.url(), "https://api.pretend.example/base/account/o%201/update?page=2");
    assert_eq!(prepared.body(), br#"{"accountId":7,"note":"n"}"#);
    let headers: Vec<_> = prepared.headers().collect();
    let (sign, others): (Vec<_>, Vec<_>) = headers.into_iter().partition(|(name, _)| *name == "req_sign");
    assert_eq!(
        others,
        [
            ("Accept", "*/*"),
            ("access_token", "t0"),
            ("req_date", "1700000000000"),
            ("X-Trace", "x y"),
            ("Content-Type", "application/json"),
            ("X-Extra", "e"),
        ]
    );
    // The signature covers the very bytes of the body.
    let signed = sign_vector(
        client(&Pretend::answering(200, "")).api(),
        &VectorInput {
            method: Method::Post,
            path: "",
            query: &[],
            body: r#"{"accountId":7,"note":"n"}"#,
            now_ms: 1_700_000_000_000,
            nonce: "",
            token: "t0",
            credentials: &["k1", "hunter2"],
            headers: &[],
        },
    );
    assert_eq!(Some(sign[0].1), signed.get("req_sign"));
}

#[test]
fn a_path_is_read_once_and_stands_behind_each_server() {
    static OWN: Operation = operation("account.own", Method::Get, "/own/%7E").retry(Retry::Safe);
    let url = |server: &str| {
        let core = builder(&Pretend::answering(200, "")).base_url(server).build();
        let prepared = core.expect("the settings are good").0.prepare(&OWN, &Nothing);
        prepared.expect("the request is good").url().to_owned()
    };
    for server in
        ["https://a.example", "https://b.example:8443", "https://a.example/", "https://a.example/base"]
    {
        assert_eq!(url(server), format!("{}/own/%7E", server.trim_end_matches('/')));
    }
    let [first, second] = [OWN.target(), OWN.target()].map(|target| target.expect("it is a path"));
    assert!(std::ptr::eq(first, second));
}

#[test]
fn fixed_and_joined_members_go_to_their_places_too() {
    let tags = ["a b", "c"].map(str::to_owned).to_vec();
    let request = Fixed { tags: Some(tags), ..Fixed::blank() };
    let core = builder(&Pretend::answering(200, "")).token("t0").build().expect("the settings are good");
    let prepared = core.0.prepare(&UPDATE, &request).expect("the request is good");
    assert!(prepared.url().ends_with("?tags=a%20b%7Cc&mode=x%20y"), "{}", prepared.url());
    assert!(prepared.headers().any(|header| header == ("X-Flag", "true")));
    assert_eq!(prepared.body(), br#"{"kind":"a\"b","version":2}"#);
}

#[test]
fn a_get_has_no_body_and_no_signature() {
    let prepared = client(&Pretend::answering(200, "")).prepare(&LIST, &Nothing).expect("it is good");
    assert_eq!((prepared.method(), prepared.body()), ("GET", &b""[..]));
    assert_eq!(prepared.headers().collect::<Vec<_>>(), [("Accept", "*/*")]);
}

#[test]
fn values_that_fit_no_place_are_refused() {
    let mut request = Request::new();
    request.org_id = "..".to_owned();
    refused(&request, ErrorKind::Input, "account.update: `orgId` must not be empty, `.` or `..`");
    for trace in [" hunter2", "hunter2\t"] {
        let mut request = Request::new();
        request.trace = Some(trace.to_owned());
        let expected = "account.update: the value of the header `X-Trace` begins or ends with a blank";
        refused(&request, ErrorKind::Input, expected);
    }
    for trace in ["hunter2\r\nX: y", "测hunter2", "hunter2\0"] {
        let mut request = Request::new();
        request.trace = Some(trace.to_owned());
        let expected =
            "account.update: the value of the header `X-Trace` holds characters that no header may hold";
        refused(&request, ErrorKind::Input, expected);
    }
    let mut request = Request::new();
    request.password = Some(Sealed::plain("hunter2"));
    let expected = "account.update: `pass`: there is no public key to encrypt it with";
    refused(&request, ErrorKind::Encryption, expected);
}

#[test]
fn a_path_is_encoded_once_and_never_filled_twice() {
    let mut request = Request::new();
    request.org_id = "{orgId}/?#".to_owned();
    let url = prepared(&request).expect("it is good").url().to_owned();
    assert_eq!(url, "https://api.pretend.example/base/account/%7BorgId%7D%2F%3F%23/update");
}

#[test]
fn a_header_has_one_value() {
    let core = builder(&Pretend::answering(200, "")).token("t0").header("x-trace", "client").build();
    let client = core.expect("the settings are good").0;
    assert!(client.prepare(&UPDATE, &Request::new()).is_ok());
    let mut request = Request::new();
    request.trace = Some("field".to_owned());
    let error = client.prepare(&UPDATE, &request).expect_err("both set it");
    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(error.to_string(), "account.update: the header `x-trace` has two values");
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let mut request = Request::new();
    request.org_id = "a".repeat(70_000);
    refused(&request, ErrorKind::Input, "account.update: the URL is too long");
}

#[test]
fn without_a_token_nothing_is_prepared() {
    let error = client(&Pretend::answering(200, "")).prepare(&UPDATE, &Request::new());
    let error = error.expect_err("there is no token");
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(
        error.to_string(),
        "account.update: no token is held: give one to the builder, or send a call first"
    );
}

#[test]
fn debug_names_headers_and_hides_values() {
    let shown = format!("{:?}", prepared(&Request::new()).expect("it is good"));
    assert_eq!(
        shown,
        "Prepared { operation: \"account.update\", method: POST, headers: [\"Accept\", \"access_token\", \
         \"req_date\", \"req_sign\", \"Content-Type\", \"X-Extra\"], body_bytes: 26, .. }"
    );
}

#[test]
fn a_transport_gets_the_same_request() {
    let prepared = prepared(&Request::new()).expect("it is good");
    let request = prepared.clone().into_request();
    assert_eq!(request.uri(), prepared.url());
    let info = request.extensions().get::<OperationInfo>().expect("it says what it is for");
    assert_eq!((info.id, info.retry), ("account.update", Retry::Never));
    assert!(request.headers().values().all(HeaderValue::is_sensitive));
    assert_eq!(request.body().as_bytes().map(|bytes| &bytes[..]), Some(prepared.body()));
}

#[test]
fn a_request_without_its_key_may_not_be_sent_twice() {
    static KEYED: Operation = updating().retry(Retry::Keyed("note"));
    let core = builder(&Pretend::answering(200, "")).token("t0").build().expect("the settings are good").0;
    let retry = |note: Option<&str>| {
        let request = Request { note: note.map(str::to_owned), ..Request::new() };
        let request = core.prepare(&KEYED, &request).expect("the request is good").into_request();
        request.extensions().get::<OperationInfo>().expect("it says what it is for").retry
    };
    assert_eq!(
        [retry(Some("n")), retry(Some("")), retry(None)],
        [Retry::Keyed("note"), Retry::Keyed("note"), Retry::Never]
    );
}

#[test]
fn what_breaks_a_limit_is_not_even_encrypted() {
    crate::request! {
        #[checked]
        struct Limited {
            #[field(0, "orgId", path)]
            org_id: String,
            #[field(1, "pass", encrypted(0), max_chars(3))]
            password: Option<Sealed>,
        }
    }
    let request =
        |password: &str| Limited { org_id: "1".to_owned(), password: Some(Sealed::plain(password)) };
    let client = client(&Pretend::answering(200, ""));
    let error =
        |password| client.prepare(&UPDATE, &request(password)).expect_err("the request cannot be sent");
    // There is no key, and that is found out only where the password could be sent at all.
    assert_eq!(error("abc").kind(), ErrorKind::Encryption);
    let broken = error("hunter2");
    assert_eq!((broken.kind(), broken.violations().len()), (ErrorKind::Input, 1));
    assert_eq!(
        broken.to_string(),
        "account.update: the request cannot be sent: `password` (`pass`): at most 3 characters"
    );
}

/// An API whose calls are JSON as a rule, and whose signature covers the body unless it is a form.
static FORMS: Api = Api {
    id: "forms",
    servers: &["https://api.pretend.example"],
    credentials: &[],
    headers: &[Header { name: "Content-Type", value: &[Part::Text("application/json")] }],
    token: None,
    signing: Some(Signing {
        steps: &[Step {
            name: "md5",
            value: Expression::Pipeline(
                Source::BodyUnlessForm,
                &[Transform::UnlessEmpty, Transform::Md5, Transform::Base64],
            ),
        }],
        headers: &[
            Header { name: "Content-MD5", value: &[Part::Value(Source::Step(0))] },
            Header { name: "X-Signed", value: &[Part::Value(Source::Header("content-type"))] },
        ],
    }),
    encryptions: &[],
    envelope: crate::pretend::BARE.envelope,
    codes: &[],
};

/// A nonce that is known before.
struct Known;

impl crate::Nonces for Known {
    fn nonce(&self) -> std::io::Result<String> {
        Ok("known".to_owned())
    }
}

fn sent(request: &dyn Model) -> (Prepared, bool) {
    let core =
        crate::ClientBuilder::<crate::pretend::Core>::new(&FORMS).transport(Pretend::answering(200, ""));
    let core = core.nonces(Known).build().expect("the settings are good");
    let again = Draft::new(core.0.inner(), &SEND, request).expect("the request is good").can_be_sent_again();
    (core.0.prepare(&SEND, request).expect("the request is good"), again)
}

static SEND: Operation = operation("file.send", Method::Post, "/send").signed();

fn header_of<'p>(prepared: &'p Prepared, name: &str) -> Option<&'p str> {
    let mut found = prepared.headers().filter(|(own, _)| own.eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value)
}

struct Pairs {
    name: Option<String>,
    kind: (),
    list: Option<Vec<i32>>,
    pin: Option<Secret>,
}

crate::model! {
    Pairs []
    name 0 "na me" [.form()]
    kind 1 "kind" [.fixed("\"a&b\"").form()]
    list 2 "list" [.joined(",").form()]
    pin 3 "pin" [.sensitive().form()]
}

#[test]
fn a_form_is_encoded_and_not_signed() {
    let name = Some("企&业=1".to_owned());
    let request = Pairs { name, kind: (), list: Some(vec![1, 2]), pin: None };
    let (prepared, again) = sent(&request);
    assert_eq!(prepared.body(), b"na%20me=%E4%BC%81%26%E4%B8%9A%3D1&kind=a%26b&list=1%2C2");
    assert!(again);
    for name in ["Content-Type", "X-Signed"] {
        assert_eq!(header_of(&prepared, name), Some("application/x-www-form-urlencoded"));
    }
    assert_eq!(header_of(&prepared, "Content-MD5"), None);
}

#[test]
fn json_is_signed_beside_forms() {
    let (prepared, _) = sent(&Nothing);
    assert_eq!(header_of(&prepared, "Content-Type"), Some("application/json"));
    assert_eq!(header_of(&prepared, "Content-MD5"), Some("mZFLkyvTelC5g8XnyQrpOw=="));
}

struct Documents {
    file: Upload,
    other: Option<Upload>,
    param: Option<Vec<i32>>,
}

crate::model! {
    Documents []
    file 0 "streamFile" [.required().part()]
    other 1 "other" [.part()]
    param 2 "param" [.json_text().part()]
}

#[test]
fn files_are_parts() {
    let request = Documents { file: "x".into(), other: None, param: Some(vec![1]) };
    let (prepared, again) = sent(&request);
    assert!(again && prepared.body().is_empty());
    let content_type = "multipart/form-data; boundary=form-known";
    assert_eq!(header_of(&prepared, "Content-Type"), Some(content_type));
    assert_eq!(header_of(&prepared, "X-Signed"), Some(content_type));
    assert_eq!(header_of(&prepared, "Content-MD5"), None);
    assert!(format!("{prepared:?}").ends_with(", parts_bytes: Some(216), .. }"), "{prepared:?}");
    let body = prepared.into_request().into_body();
    assert_eq!((body.length(), body.as_bytes()), (Some(216), None));
}

#[test]
fn a_reader_is_sent_once() {
    let other = Some(Upload::reader(&b"x"[..], None));
    let (prepared, again) = sent(&Documents { file: "x".into(), other, param: None });
    assert!(!again);
    assert_eq!(prepared.into_request().into_body().length(), None);
}

#[test]
fn a_file_that_is_not_there_is_told_before() {
    let request = Documents { file: Upload::file("nowhere/hunter2"), other: None, param: None };
    let core =
        crate::ClientBuilder::<crate::pretend::Core>::new(&FORMS).transport(Pretend::answering(200, ""));
    let error = core.build().expect("the settings are good").0.prepare(&SEND, &request).expect_err("no file");
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(error.to_string(), "file.send: `streamFile`: the file cannot be read: entity not found");
}
