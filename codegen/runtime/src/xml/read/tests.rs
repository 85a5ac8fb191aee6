//! Tests of reading XML: what becomes of elements, and what is refused.

use super::*;

#[track_caller]
fn check(xml: &str, expected: &str) {
    assert_eq!(to_json(xml, "r").as_deref(), Ok(expected), "{xml}");
}

#[track_caller]
fn check_refused(xml: &str, expected: &str) {
    assert_eq!(to_json(xml, "r").as_deref(), Err(&expected), "{xml}");
}

#[test]
fn elements_are_members() {
    check(r#"<r id="7"><b>x</b><a><c>1</c><d/></a></r>"#, r#"{"@id":"7","a":{"c":"1","d":""},"b":"x"}"#);
    check("<r><a>1</a><b>2</b><a>3</a></r>", r#"{"a":["1","3"],"b":"2"}"#);
    check("<r>x</r>", "\"x\"");
    check("<r/>", "\"\"");
    check("<r>\n <a>1</a>\n</r>\n", r#"{"a":"1"}"#);
}

#[test]
fn an_element_without_elements_is_a_text() {
    check(r#"<r><a k="v"> x </a></r>"#, r#"{"a":" x "}"#);
    check("<r><a> \n </a></r>", r#"{"a":""}"#);
    check(r#"<r><a k="v"/></r>"#, r#"{"a":{"@k":"v"}}"#);
    check(r#"<r><a xmlns="u" xmlns:n="v"></a></r>"#, r#"{"a":""}"#);
    check("<r>lost<a>1</a>lost</r>", r#"{"a":"1"}"#);
}

#[test]
fn names_of_namespaces_stay() {
    check(r#"<r xmlns:n="u"><n:a>1</n:a></r>"#, r#"{"@xmlns:n":"u","n:a":"1"}"#);
}

#[test]
fn the_text_of_a_declaration_means_nothing() {
    check("\u{feff}<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<!-- x --><r>测</r><?p x?>", "\"测\"");
}

#[test]
fn references_and_sections_are_text() {
    check("<r>&lt;a&gt;&amp;&apos;&quot;&#65;&#x6d4b;</r>", r#""<a>&'\"A测""#);
    check(
        "<r><![CDATA[<?xml version=\"1.0\"?><b>&amp;</b>]]></r>",
        r#""<?xml version=\"1.0\"?><b>&amp;</b>""#,
    );
    check(r#"<r a="&lt;&#10;&quot;"/>"#, r#"{"@a":"<\n\""}"#);
    check("<r>a\r\nb</r>", r#""a\nb""#);
}

#[test]
fn entities_and_document_types_are_refused() {
    check_refused("<r>&nbsp;</r>", "is XML with an unknown entity");
    check_refused(r#"<r a="&x;"/>"#, NOT_XML);
    check_refused("<r>&#0;</r>", NOT_XML);
    check_refused("<r>&#1;</r>", NOT_XML);
    check_refused(r#"<r a="&#1;"/>"#, NOT_XML);
    for document_type in ["<!DOCTYPE r>", r#"<!DOCTYPE r [<!ENTITY x "hunter2">]>"#] {
        check_refused(&format!("{document_type}<r>&x;</r>"), "is XML with a document type");
    }
}

#[test]
fn what_is_no_document_is_refused() {
    for xml in [
        "hunter2",
        "<r>",
        "<r></a>",
        "</r>",
        "<r/><r/>",
        "<r/>x",
        "x<r/>",
        "<r a=1/>",
        "<r a='1' a='2'/>",
        "<r",
        "<r>&",
        "<r>a & b</r>",
        "<r>\u{1}</r>",
        "{}",
    ] {
        check_refused(xml, NOT_XML);
    }
    check_refused("", "is empty");
    check_refused("<s/>", "is XML with another outermost element");
}

#[test]
fn depth_and_time_have_bounds() {
    let nest = |depth| format!("<r>{}{}</r>", "<a>".repeat(depth), "</a>".repeat(depth));
    assert!(to_json(&nest(63), "r").is_ok());
    check_refused(&nest(64), "is XML that is nested too deeply");
    let many: String = (0..50_000).map(|number| format!(" a{number}=''")).collect();
    assert!(to_json(&format!("<r{many}/>"), "r").is_ok());
    let many: String = (0..50_000).map(|number| format!("<a{number}/>")).collect();
    assert!(to_json(&format!("<r>{many}</r>"), "r").is_ok());
}
