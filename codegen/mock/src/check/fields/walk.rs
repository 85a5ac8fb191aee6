//! The way through a request that is JSON still, with the tables of its model at hand.
//!
//! In: a model with nothing in it, and members. Out: all that is wrong, in the order of the tables. It follows the JSON,
//! so that it ends; what was read into the model on the way is of no use to anybody.

use crate::canonical::Members;
use crate::check::Refused;
use crate::rules::Reason;
use jiekou_runtime::mock::{
    DecodeModel, Field, Filled, Form, Null, Slot, Target, json_of, read, read_request,
};
use serde_json::value::RawValue;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Fields that always have one value, up to the first object in which one has not.
    Fixed,
    /// Those that have another, and fields that are missing or of another type.
    All,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) problems: Vec<Refused>,
    /// How many fields have the one value that they always have.
    pub(super) fitting: usize,
    /// How many members no table knows.
    pub(super) unknown: usize,
}

/// Walks through a request.
pub(super) fn walk(model: &mut dyn DecodeModel, members: &Members, look: Look) -> Walked {
    let mut walk = Walk { look, rust: String::new(), wire: String::new(), found: Walked::default() };
    walk.object(model, members);
    walk.found
}

struct Walk {
    look: Look,
    rust: String,
    wire: String,
    found: Walked,
}

impl Walk {
    fn object(&mut self, model: &mut dyn DecodeModel, members: &Members) {
        let fields = model.shape().fields;
        let is_known = |wire: &str| fields.iter().any(|field| field.wire() == wire);
        self.found.unknown += members.iter().filter(|(wire, _)| !is_known(wire)).count();
        for field in fields.iter().filter(|field| field.always().is_some()) {
            self.fixed(field, members.get(field.wire()));
        }
        if self.look == Look::Fixed && !self.found.problems.is_empty() {
            return;
        }
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| field.always().is_none()) {
            match members.get(field.wire()) {
                None if field.is_required() => self.say(field, Reason::FieldMissing, "is missing"),
                None => {}
                Some(raw) => self.value(model, index, raw),
            }
        }
    }

    /// A field that always has one value.
    fn fixed(&mut self, field: &'static Field, raw: Option<&str>) {
        let Some((_, text)) = field.always() else { return };
        let came = raw.map(|raw| match serde_json::from_str::<String>(raw) {
            Ok(text) => text,
            Err(_) => raw.to_owned(),
        });
        match came {
            None if self.look == Look::Fixed => {
                self.say(field, Reason::FieldMissing, &format!("is missing, expected `{text}`"));
            }
            None => {}
            Some(came) if came == *text => self.found.fitting += 1,
            Some(_) => self.say(field, Reason::FieldWrong, &format!("expected `{text}`")),
        }
    }

    /// The value of a field: an object, a list of objects, or anything else.
    fn value(&mut self, model: &mut dyn DecodeModel, index: usize, raw: &str) {
        let field = &model.shape().fields[index];
        let document = match field.travels() {
            Form::TextOf(text_of) => {
                let text = serde_json::from_str::<String>(raw).ok();
                text.and_then(|text| json_of(&text, text_of).ok())
            }
            _ => None,
        };
        if self.inside(model.slot(index), field, document.as_deref().unwrap_or(raw))
            || self.look == Look::Fixed
        {
            return;
        }
        let is_blank = matches!(raw, "null" | r#""""#);
        if is_blank && field.is_required() && read(raw.as_bytes(), model.slot(index)).is_err() {
            return self.say(field, Reason::FieldMissing, "is missing");
        }
        let mut alone = Members::default();
        alone.push(field.wire(), raw.to_owned());
        let Err(said) = read_request(alone.to_json().as_bytes(), model) else { return };
        // What is missing beside it is told elsewhere.
        if let Some((_, said)) = said.split_once(": ").filter(|(_, said)| !said.ends_with("found nothing")) {
            self.say(field, Reason::FieldWrong, said);
        }
    }

    /// Goes into an object or a list of objects, and says whether it is one.
    fn inside(&mut self, slot: &mut dyn Slot, field: &'static Field, raw: &str) -> bool {
        match (slot.target(Null::No), raw.as_bytes().first()) {
            (Target::Model(inner), Some(b'{')) => {
                let Ok(members) = Members::parse(raw.as_bytes()) else { return false };
                let is_inline = matches!(inner.shape().filled, Filled::ByCall(_));
                let before = (self.rust.len(), self.wire.len());
                if !is_inline {
                    push(&mut self.rust, field.rust());
                }
                push(&mut self.wire, field.wire());
                self.object(inner, &members);
                self.back(before);
                true
            }
            (Target::List(list), Some(b'[')) => {
                let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw) else { return false };
                let before = (self.rust.len(), self.wire.len());
                push(&mut self.rust, field.rust());
                push(&mut self.wire, field.wire());
                let mut are_objects = !items.is_empty();
                for (index, item) in items.iter().enumerate() {
                    are_objects &= self.element(list.add(), index, item.get());
                }
                self.back(before);
                are_objects
            }
            _ => false,
        }
    }

    /// One element of a list, if it is an object.
    fn element(&mut self, slot: &mut dyn Slot, index: usize, raw: &str) -> bool {
        let Target::Model(inner) = slot.target(Null::No) else { return false };
        let Some(members) = Members::parse(raw.as_bytes()).ok().filter(|_| raw.starts_with('{')) else {
            return false;
        };
        let before = (self.rust.len(), self.wire.len());
        let index = format!("[{index}]");
        self.rust.push_str(&index);
        self.wire.push_str(&index);
        self.object(inner, &members);
        self.back(before);
        true
    }

    fn back(&mut self, (rust, wire): (usize, usize)) {
        self.rust.truncate(rust);
        self.wire.truncate(wire);
    }

    fn say(&mut self, field: &Field, reason: Reason, text: &str) {
        if self.look == Look::Fixed && field.always().is_none() {
            return;
        }
        let (mut rust, mut wire) = (self.rust.clone(), self.wire.clone());
        push(&mut rust, field.rust());
        push(&mut wire, field.wire());
        self.found.problems.push(Refused::new(reason, format!("`{rust}` (`{wire}`): {text}")));
    }
}

fn push(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::gateway::order;

    #[track_caller]
    fn check(json: &str, look: Look, expected: &[(Reason, &str)]) {
        let mut model = (order::create::endpoint().operation.request)();
        let members = Members::parse(json.as_bytes()).expect("an object");
        let problems = walk(&mut *model, &members, look).problems;
        let found: Vec<_> = problems.iter().map(|problem| (problem.reason, problem.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    const GOOD: &str =
        r#"{"action":"create","kind":{"version":1},"name":"n","lines":[{"sku":"a","count":1}]}"#;

    #[test]
    fn a_good_request_has_no_problems() {
        check(GOOD, Look::All, &[]);
        check(GOOD, Look::Fixed, &[]);
    }

    #[test]
    fn all_that_is_missing_or_wrong_is_found_at_once() {
        let expected = [
            (Reason::FieldMissing, "`name` (`name`): is missing"),
            (Reason::FieldMissing, "`lines[0].sku` (`lines[0].sku`): is missing"),
            (
                Reason::FieldWrong,
                "`lines[1].count` (`lines[1].count`): expected a whole number of 32 bits, found a string",
            ),
            (Reason::FieldWrong, "`kind.version` (`kind.version`): expected `1`"),
        ];
        let json = r#"{"kind":{"version":2},"name":null,"lines":[{"sku":null},{"sku":"b","count":"x"}]}"#;
        check(json, Look::All, &expected);
    }

    #[test]
    fn members_that_no_table_knows_are_counted() {
        let json = r#"{"action":"create","x":1,"kind":{"version":1,"y":2},"lines":[{"sku":"a"},{"z":3}]}"#;
        let members = Members::parse(json.as_bytes()).expect("an object");
        let walked = walk(&mut *(order::create::endpoint().operation.request)(), &members, Look::Fixed);
        assert_eq!((walked.unknown, walked.fitting), (3, 2));
    }

    #[test]
    fn what_is_fixed_is_compared_by_itself() {
        let missing = "`action` (`action`): is missing, expected `create`";
        check("{}", Look::Fixed, &[(Reason::FieldMissing, missing)]);
        check(
            r#"{"action":"delete"}"#,
            Look::Fixed,
            &[(Reason::FieldWrong, "`action` (`action`): expected `create`")],
        );
        check(r#"{"action":"create","lines":7}"#, Look::Fixed, &[]);
        let nested = r#"{"action":"create","kind":{"version":"2"}}"#;
        check(nested, Look::Fixed, &[(Reason::FieldWrong, "`kind.version` (`kind.version`): expected `1`")]);
        check(r#"{"action":"create","kind":{"version":"1"}}"#, Look::Fixed, &[]);
    }
}
