//! Facts about members and shapes.
//!
//! In come fields, out go short texts. Whether a member must be there is for whoever shows it to say.

use crate::model::{Field, OneOfShape, Place};

use super::text_fact;

/// Where a request carries a member, unless it is the body.
pub(crate) fn place(place: Place) -> Option<&'static str> {
    match place {
        Place::Body => None,
        Place::Form => Some("in form"),
        Place::Part => Some("a part"),
        Place::Query => Some("in query"),
        Place::Path => Some("in path"),
        Place::Header => Some("in header"),
    }
}

/// How a member is encrypted, by the names of the API's encryptions.
pub(crate) fn encryption(field: &Field, encryptions: &[String]) -> Option<String> {
    field.encrypt.map(|index| format!("encrypt {}", encryptions[index]))
}

/// Limits of a member, and how it travels.
pub(crate) fn form_facts(field: &Field) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(field.max_chars.iter().map(|most| format!("max {most}")));
    if !field.digits.is_empty() {
        let counts: Vec<String> = field.digits.iter().map(ToString::to_string).collect();
        facts.push(format!("{} digits", counts.join(" or ")));
    }
    facts.extend(field.max_items.iter().map(|most| format!("max {most} elements")));
    facts.extend(field.max.iter().map(|most| format!("at most {most}")));
    facts.extend(field.format.iter().map(|form| format!("format {form}")));
    facts.extend(field.joined.iter().map(|separator| format!("joined by {separator:?}")));
    facts.extend(field.text_of.iter().map(text_fact));
    facts
}

/// Other names and places that an answer may use for a member.
pub(crate) fn other_places(field: &Field) -> Vec<String> {
    let also = field.also.iter().map(|also| format!("also {also}"));
    let inside = field.inside.iter().map(|inside| format!("also inside {}.{}", inside.within, inside.wire));
    also.chain(inside).collect()
}

/// What tells a shape from the others.
pub(crate) fn shape_facts(shape: &OneOfShape) -> Vec<String> {
    let has = shape.has.iter().map(|wire| format!("has {wire}"));
    let when = shape.when.iter().map(|(wire, values)| format!("when {wire} = {}", values.join(" or ")));
    has.chain(when).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{field, ident};
    use crate::model::{Inside, Type};

    #[test]
    fn a_fact_has_few_words() {
        let mut member = field("x", Type::String).encrypted().done();
        member.max_chars = Some(9);
        member.also = vec!["y".to_owned()];
        member.inside = vec![Inside { within: "z".into(), wire: "x".into() }];
        assert_eq!(encryption(&member, &["rsa".to_owned()]).as_deref(), Some("encrypt rsa"));
        assert_eq!(form_facts(&member), ["max 9"]);
        assert_eq!(other_places(&member), ["also y", "also inside z.x"]);
        assert_eq!((place(Place::Body), place(Place::Query)), (None, Some("in query")));
        let shape = OneOfShape {
            name: ident("done"),
            about: None,
            ty: Type::Id,
            has: vec!["a".to_owned()],
            when: vec![("b".to_owned(), vec!["1".to_owned(), "2".to_owned()])],
            at: Default::default(),
        };
        assert_eq!(shape_facts(&shape), ["has a", "when b = 1 or 2"]);
    }
}
