//! Tests of the encoder: what is written, and what is refused.

use super::*;
use crate::decode::decode;
use crate::pretend::{Document, Fixed, Forms, Mode, Nothing, Odd, Part1, Request, Shapes};
use crate::private::*;
use crate::seal::EncryptError;

struct Mark;
impl Encryptor for Mark {
    fn encrypt(&self, plain: &Secret) -> std::result::Result<Ciphertext, EncryptError> {
        Ok(Ciphertext::new(format!("<{}>", plain.expose().len())))
    }
}

#[track_caller]
fn check(request: &dyn Model, expected: &str) {
    let encryptors: [Option<Arc<dyn Encryptor>>; 1] = [Some(Arc::new(Mark))];
    let bytes = encode(request, &encryptors).expect("the request can be written");
    assert_eq!(String::from_utf8(bytes).expect("JSON is text"), expected);
}

#[test]
fn only_the_body_in_the_order_of_the_table() {
    let mut request = Request::new();
    request.page = Some(1);
    request.trace = Some("x".to_owned());
    check(&request, r#"{"accountId":7,"note":"n"}"#);
    check(&Nothing, "{}");
}

#[test]
fn every_kind_of_value() {
    let mut request = Request::new();
    request.account_id = Id::from(u64::MAX);
    request.password = Some(Sealed::plain("hunter2"));
    request.mobile = Some(Secret::from("1\"2"));
    request.flow = Nullable::Value("测".to_owned());
    request.mode = Some(Mode::Nine);
    request.note = None;
    request.parts =
        Some(vec![Part1 { price: -1, name: None }, Part1 { price: 2, name: Some(String::new()) }]);
    check(
        &request,
        r#"{"accountId":18446744073709551615,"pass":"<7>","mobile":"1\"2","flow":"测","mode":9,"note":null,"parts":[{"price":-1},{"price":2,"name":""}]}"#,
    );
    let mut request = Request::new();
    request.flow = Nullable::Null;
    request.mode = Some(Mode::from_wire(Wire::Text("new")));
    request.password = Some(Sealed::encrypted(Ciphertext::new("QUJD")));
    check(&request, r#"{"accountId":7,"pass":"QUJD","flow":null,"mode":"new","note":"n"}"#);
}

#[test]
fn plain_text_is_never_written() {
    let mut request = Request::new();
    request.password = Some(Sealed::plain("hunter2"));
    let error = encode(&request, &[None]).expect_err("there is no key");
    assert_eq!(error.to_string(), "`pass`: there is no public key to encrypt it with");
    assert!(error.encryption);
}

static CARELESS: Shape = Shape {
    name: "Careless",
    fields: &[Field { flags: &PLAIN.encrypted(0), ..field("pass", "pass") }],
    inside: &[],
    filled: Filled::Alone,
};

struct Careless(String);
impl Model for Careless {
    fn shape(&self) -> &'static Shape {
        &CARELESS
    }
    fn get(&self, _: usize) -> &dyn Value {
        &self.0
    }
}

#[test]
fn a_field_of_the_wrong_type_is_refused_too() {
    let error = encode(&Careless("hunter2".to_owned()), &[None]).expect_err("it is not encrypted");
    assert_eq!(error.to_string(), "`pass`: it must be encrypted and is not");
}

#[test]
fn fixed_members_stand_in_the_order_of_the_table() {
    let fixed = Fixed { name: Some("n".to_owned()), ..Fixed::blank() };
    check(&fixed, r#"{"kind":"a\"b","name":"n","version":2}"#);
    assert_eq!(format!("{fixed:?}"), r#"Fixed { name: "n", tags: None }"#);
}

#[test]
fn names_are_escaped_where_they_must_be() {
    let odd = Odd { quote: Some(1), backslash: Some(2) };
    let json = r#"{"a\"b":1,"a\\n":2}"#;
    check(&odd, json);
    let mut read = Odd::blank();
    decode(json.as_bytes(), &mut read).expect("it fits");
    assert_eq!((read.quote, read.backslash), (Some(1), Some(2)));
    // These are other names: one with a line feed, and one that ends before its quote.
    let mut read = Odd::blank();
    decode(br#"{"a\n":2,"a":1}"#, &mut read).expect("it fits");
    assert_eq!((read.quote, read.backslash), (None, None));
}

fn forms() -> Forms {
    let mut forms = Forms::blank();
    forms.amount = Some(Decimal::from_static("+0012.30"));
    forms.rate = Some(Decimal::from_static("+0012.30"));
    forms.amounts = Some(vec![Decimal::from(-1), Decimal::from_static("1e400")]);
    forms.any = Some(Json::from_static(r#"{"a": [1.50]}"#));
    forms.numbers = Some(vec![1, -2]);
    forms.part = Some(Part1 { price: 1, name: Some("\"".to_owned()) });
    forms.parts = Some(Vec::new());
    forms
}

#[test]
fn every_form() {
    let mut forms = forms();
    forms.shape = Some(Shapes::Id(Id::from(7)));
    forms.shapes = Some(vec![Shapes::Done(true), Shapes::Unknown(Json::from_static("null"))]);
    check(
        &forms,
        r#"{"amount":12.30,"rate":"+0012.30","amounts":[-1,1e400],"any":{"a": [1.50]},"numbers":"1,-2","part":"{\"price\":1,\"name\":\"\\\"\"}","parts":"[]","shape":7,"shapes":[true,null]}"#,
    );
    assert!(
        format!("{forms:?}")
            .contains("amount: +0012.30, rate: +0012.30, amounts: [-1, 1e400], any: Json(13 bytes)")
    );
}

#[cfg(feature = "xml")]
#[test]
fn what_is_written_can_be_read() {
    let mut sent = forms();
    let rows = vec![Part1 { price: 1, name: Some("<&>".to_owned()) }, Part1 { price: 2, name: None }];
    sent.document = Some(Document { id: Some("\"".to_owned()), note: Some(String::new()), rows: Some(rows) });
    let bytes = encode(&sent, &[]).expect("the request can be written");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let xml = r#"<business id=\"&#34;\"><note></note><row><price>1</price><name>&lt;&amp;&gt;</name></row><row><price>2</price></row></business>"#;
    assert!(text.contains(xml), "{text}");
    let mut read = Forms::blank();
    decode(&bytes, &mut read).expect("the answer fits");
    read.amount = sent.amount.clone();
    assert_eq!(format!("{read:?}"), format!("{sent:?}"));
}

#[track_caller]
fn check_refused(forms: &Forms, expected: &str) {
    assert_eq!(encode(forms, &[]).expect_err("it cannot be written").to_string(), expected);
}

#[test]
fn what_no_form_can_hold_is_refused() {
    let mut broken = Forms::blank();
    broken.amount = Some(Decimal::from_static("hunter2"));
    check_refused(&broken, "`amount`: it is not JSON");
    let mut broken = Forms::blank();
    broken.any = Some(Json::from_static("hunter2"));
    check_refused(&broken, "`any`: it is not JSON");
    let mut broken = Forms::blank();
    broken.document = Some(Document { id: Some("\u{0}".to_owned()), note: None, rows: None });
    let reason = if cfg!(feature = "xml") {
        "XML cannot hold one of its characters"
    } else {
        "is XML, and the feature `xml` of `jiekou-runtime` is off"
    };
    check_refused(&broken, &format!("`document`: {reason}"));
}
