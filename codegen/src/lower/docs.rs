//! Words of the docs: what is said about fields, calls, codes and values.
//!
//! Text of a spec is marked as such and never put into a sentence of ours by formatting. Nothing here
//! escapes anything.

use crate::ir::{Docs, Piece};
use crate::model::{Condition, Disagreement, Evidence, Field, Operation, Text, TextOf, Type};

/// `label: about`, or whichever there is.
pub(super) fn titled(label: Option<&Text>, about: Option<&Text>) -> Vec<Piece> {
    match (label, about) {
        (Some(label), Some(about)) => vec![Piece::spec(label), Piece::ours(": "), Piece::spec(about)],
        (Some(text), None) | (None, Some(text)) => vec![Piece::spec(text)],
        (None, None) => Vec::new(),
    }
}

/// `label (wire): about`
pub(super) fn labelled(label: Option<&Text>, wire: &str, about: Option<&Text>) -> Vec<Piece> {
    let mut pieces = match label {
        Some(label) => vec![Piece::spec(label), Piece::ours(" ("), Piece::code(wire), Piece::ours(")")],
        None => vec![Piece::code(wire)],
    };
    match about {
        Some(about) => pieces.extend([Piece::ours(": "), Piece::spec(about)]),
        None => pieces.push(Piece::ours(".")),
    }
    pieces
}

/// What is said about a member of a request. `wire` leads to it from the request.
pub(super) fn request_field(field: &Field, wire: &str) -> Docs {
    let mut docs = Docs::default();
    docs.text(labelled(field.label.as_ref(), wire, field.about.as_ref()));
    if matches!(field.ty, Type::File) {
        docs.text([Piece::ours("A file: bytes, or an "), Piece::ours("[`Upload`]"), Piece::ours(".")]);
    }
    limits(field, &mut docs);
    if !field.required_when.is_empty() {
        docs.text(conditions(&field.required_when));
    }
    if let Some(default) = &field.default {
        docs.text([
            Piece::ours("The vendor takes "),
            Piece::code(default.to_string()),
            Piece::ours(" when it is absent."),
        ]);
    }
    if field.encrypt.is_some() {
        docs.text([Piece::ours("Encrypted before it is sent.")]);
    } else if field.sensitive {
        docs.text([Piece::ours("Never printed.")]);
    }
    deprecated(field.deprecated.as_ref(), &mut docs);
    docs
}

/// What is said about a member of an answer.
pub(super) fn answer_field(field: &Field) -> Docs {
    let mut docs = Docs::default();
    docs.text(labelled(field.label.as_ref(), &field.name.wire, field.about.as_ref()));
    limits(field, &mut docs);
    if field.required && !field.always_present {
        docs.text([Piece::ours("The vendor's table calls it required; it is not known to be always there.")]);
    }
    for also in &field.also {
        docs.text([Piece::ours("Also read from "), Piece::code(also), Piece::ours(".")]);
    }
    for inside in &field.inside {
        docs.text([
            Piece::ours("Also read from "),
            Piece::code(&inside.wire),
            Piece::ours(" inside "),
            Piece::code(&inside.within),
            Piece::ours("."),
        ]);
    }
    if field.sensitive {
        docs.text([Piece::ours("Never printed.")]);
    }
    deprecated(field.deprecated.as_ref(), &mut docs);
    docs
}

/// What the module of a call says.
pub(super) fn operation(operation: &Operation) -> Docs {
    let mut docs = Docs::default();
    docs.text(titled(Some(&operation.label), Some(&operation.about)));
    docs.paragraph([Piece::code(format!("{} {}", operation.method.as_str(), super::shape::path(operation)))]);
    state(operation.deprecated.as_ref(), operation.partial.as_ref(), &mut docs);
    facts(&operation.notes, &operation.disagreements, &operation.evidence, &mut docs);
    docs
}

/// Adds whether a call is out of use, and what is not known of it.
pub(super) fn state(deprecated: Option<&Text>, partial: Option<&Text>, docs: &mut Docs) {
    if let Some(reason) = deprecated {
        docs.paragraph([Piece::ours("Deprecated: "), Piece::spec(reason)]);
    }
    if let Some(gap) = partial {
        docs.paragraph([Piece::ours("Partial: "), Piece::spec(gap)]);
    }
}

/// Adds notes, contradictions and evidence.
pub(super) fn facts(notes: &[Text], disagreements: &[Disagreement], sources: &[Evidence], docs: &mut Docs) {
    docs.list("Good to know:", notes.iter().map(|note| vec![Piece::spec(note)]).collect());
    let disagreements = disagreements.iter().map(disagreement).collect();
    docs.list("Where the vendor's text disagrees with itself:", disagreements);
    docs.paragraph(evidence(sources));
}

/// The first paragraph of a type, or the words of ours where the spec has none.
pub(super) fn about_or(about: Option<&Text>, ours: String) -> Docs {
    let mut docs = Docs::default();
    docs.text([about.map_or_else(|| Piece::ours(ours), Piece::spec)]);
    docs
}

/// Adds why something should not be used any more.
pub(super) fn deprecated(reason: Option<&Text>, docs: &mut Docs) {
    if let Some(reason) = reason {
        docs.text([Piece::ours("Deprecated: "), Piece::spec(reason)]);
    }
}

fn limits(field: &Field, docs: &mut Docs) {
    if let Some(most) = field.max_chars {
        docs.text([Piece::ours(format!("At most {most} characters."))]);
    }
    if !field.digits.is_empty() {
        docs.text([Piece::ours(format!("{} digits.", any_of(&field.digits)))]);
    }
    if let Some(most) = field.max_items {
        docs.text([Piece::ours(format!("At most {most} elements."))]);
    }
    if let Some(most) = field.max {
        docs.text([Piece::ours(format!("At most {most}."))]);
    }
    if let Some(format) = &field.format {
        docs.text([Piece::ours("Written as "), Piece::code(format.to_string()), Piece::ours(".")]);
    }
    if let Some(separator) = &field.joined {
        docs.text([
            Piece::ours("Travels as one text, with "),
            Piece::code(separator),
            Piece::ours(" between the values."),
        ]);
    }
    match &field.text_of {
        Some(TextOf::Json) => docs.text([Piece::ours("Travels as a text that holds JSON.")]),
        Some(TextOf::Xml { .. }) => docs.text([Piece::ours("Travels as a text that holds XML.")]),
        None => {}
    }
}

/// `8`, `8 or 20`, `8, 10 or 20`
fn any_of(counts: &[u8]) -> String {
    let all: Vec<String> = counts.iter().map(ToString::to_string).collect();
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    }
}

fn conditions(conditions: &[Condition]) -> Vec<Piece> {
    let mut pieces = vec![Piece::ours("Required when ")];
    for (at, condition) in conditions.iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::ours(" or "));
        }
        let Condition { field, is, variant } = condition;
        pieces.extend([Piece::code(field.rust.snake()), Piece::ours(" is "), Piece::code(is)]);
        if let Some(variant) = variant {
            pieces.extend([Piece::ours(" ("), Piece::code(variant.pascal()), Piece::ours(")")]);
        }
    }
    pieces.push(Piece::ours("."));
    pieces
}

fn disagreement(disagreement: &Disagreement) -> Vec<Piece> {
    let Disagreement { what, page, example, so } = disagreement;
    let mut pieces = sentence(what);
    for (word, text) in [(" Page: ", page), (" Example: ", example), (" ", so)] {
        pieces.push(Piece::ours(word));
        pieces.extend(sentence(text));
    }
    pieces
}

/// A text with a full stop, if it has none.
fn sentence(text: &Text) -> Vec<Piece> {
    let stop = if text.0.ends_with(['.', '!', '?', '。']) { "" } else { "." };
    vec![Piece::spec(text), Piece::ours(stop)]
}

fn evidence(evidence: &[Evidence]) -> Vec<Piece> {
    let mut pieces = vec![Piece::ours("Evidence: ")];
    for (at, source) in evidence.iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::ours("; "));
        }
        pieces.push(Piece::code(source.page.to_string()));
        if let Some(section) = &source.section {
            pieces.extend([Piece::ours(", "), Piece::spec(section)]);
        }
    }
    pieces.push(Piece::ours("."));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Type;
    use crate::model::samples::field;

    #[track_caller]
    fn check(docs: &Docs, expected: &[&str]) {
        assert_eq!(docs.plain(), expected);
    }

    #[test]
    fn a_setter_tells_everything_that_is_known() {
        let mut known = field("userName", Type::String).label("姓名").about("The name.").done();
        known.max_chars = Some(20);
        known.format = Some("yyyyMMdd".into());
        known.default = Some("Anna".into());
        known.deprecated = Some("Use the other.".into());
        check(
            &request_field(&known, "userName"),
            &[
                "姓名 (`userName`): The name.",
                "At most 20 characters.",
                "Written as `yyyyMMdd`.",
                "The vendor takes `Anna` when it is absent.",
                "Deprecated: Use the other.",
            ],
        );
    }

    #[test]
    fn a_setter_tells_what_the_vendor_takes() {
        let mut digits = field("x", Type::String).done();
        digits.digits = vec![8, 10, 20];
        check(&request_field(&digits, "x"), &["`x`.", "8, 10 or 20 digits."]);
        let mut bounded = field("x", Type::I32).done();
        (bounded.max, bounded.max_items) = (Some(50), Some(2));
        check(&request_field(&bounded, "x"), &["`x`.", "At most 2 elements.", "At most 50."]);
    }

    #[test]
    fn a_member_without_words_has_its_wire_name() {
        check(&request_field(&field("x", Type::Id).done(), "data.x"), &["`data.x`."]);
    }

    #[test]
    fn an_answer_says_when_the_table_promises_more_than_is_known() {
        let promised = field("id", Type::Id).required().done();
        check(
            &answer_field(&promised),
            &["`id`.", "The vendor's table calls it required; it is not known to be always there."],
        );
        check(&answer_field(&field("id", Type::Id).required().always_present().done()), &["`id`."]);
    }

    #[test]
    fn a_disagreement_is_made_of_sentences() {
        let text = |text: &str| Text::from(text);
        let (what, page) = (text("name of the id"), text("reqId"));
        let pieces =
            disagreement(&Disagreement { what, page, example: text("req_id"), so: text("Both are read.") });
        let mut docs = Docs::default();
        docs.text(pieces);
        check(&docs, &["name of the id. Page: reqId. Example: req_id. Both are read."]);
    }

    #[test]
    fn conditions_are_alternatives() {
        let field =
            field("legal", Type::String).required_when("userType", "LEGAL").required_when("kind", "2");
        check(
            &request_field(&field.done(), "legal"),
            &["`legal`.", "Required when `user_type` is `LEGAL` or `kind` is `2`."],
        );
    }
}
