//! Members of requests and answers as a tree: those of an object stand below it and further in.
//!
//! In come fields, out goes a table. Objects that a group shares are shown where they are used; one inside itself is
//! only named.

use crate::model::{Api, Field, Group, Object, OneOf, Type};
use crate::names::Ident;
use crate::wording::{
    condition, encryption, fixed_text, form_facts, other_places, place, shape_facts, type_name,
};

use super::page::Page;
use super::table::{Kind, Table};

/// Who sends the members.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The user of the client.
    Sent,
    /// The vendor.
    Received,
}

/// The table of some members; nothing where there are none.
pub(super) fn show_members(api: &Api, group: &Group, ty: &Type, side: Side, page: &mut Page) {
    let need = match side {
        Side::Sent => "required",
        Side::Received => "there",
    };
    let mut tree = Tree {
        table: Table::new([
            (Kind::Names, "wire name"),
            (Kind::Names, "Rust"),
            (Kind::Names, "type"),
            (Kind::Prose, need),
            (Kind::Prose, "facts"),
            (Kind::Prose, "label"),
        ]),
        encryptions: api.encryptions.iter().map(|of| of.name.snake().to_owned()).collect(),
        group,
        side,
        tells_all: !page.is_short(),
        within: Vec::new(),
    };
    if tree.inside(ty, 0) {
        page.table(&tree.table);
    }
}

/// As [`show_members`], of fields that are no object's.
pub(super) fn show_fields(api: &Api, group: &Group, fields: &[Field], side: Side, page: &mut Page) {
    let whole = Object { name: group.name.clone(), about: None, fields: fields.to_vec() };
    show_members(api, group, &Type::Object(Box::new(whole)), side, page);
}

struct Tree<'m> {
    table: Table,
    encryptions: Vec<String>,
    group: &'m Group,
    side: Side,
    /// Whether explanations stand beside titles.
    tells_all: bool,
    /// The shared objects on the way to here.
    within: Vec<&'m Ident>,
}

impl<'m> Tree<'m> {
    /// Rows for what a type holds; whether there is something.
    fn inside(&mut self, ty: &Type, level: usize) -> bool {
        match ty {
            Type::List(item) => self.inside(item, level),
            Type::Object(object) => self.fields(&object.fields, level),
            Type::OneOf(of) => self.shapes(of, level),
            Type::Shared(name) => {
                let group: &'m Group = self.group;
                let shared = group.objects.iter().find(|shared| shared.object.name == *name);
                let Some(shared) = shared.filter(|_| !self.within.contains(&name)) else { return false };
                self.within.push(&shared.object.name);
                let any = self.fields(&shared.object.fields, level);
                self.within.pop();
                any
            }
            _ => false,
        }
    }

    fn fields(&mut self, fields: &[Field], level: usize) -> bool {
        for field in fields {
            let rust = if field.fixed.is_some() { "" } else { field.name.rust.snake() };
            let cells = [
                field.name.wire.clone(),
                rust.to_owned(),
                type_name(&field.ty),
                self.need(field),
                self.facts(field).join(", "),
                self.label(field),
            ];
            self.table.row(level, cells.to_vec());
            self.inside(&field.ty, level + 1);
        }
        !fields.is_empty()
    }

    fn shapes(&mut self, of: &OneOf, level: usize) -> bool {
        for shape in &of.shapes {
            let facts = shape_facts(shape).join(", ");
            let about = shape.about.as_ref().map(ToString::to_string).unwrap_or_default();
            let name = shape.name.pascal().to_owned();
            let cells = ["(shape)".to_owned(), name, type_name(&shape.ty), String::new(), facts, about];
            self.table.row(level, cells.to_vec());
            self.inside(&shape.ty, level + 1);
        }
        !of.shapes.is_empty()
    }

    fn need(&self, field: &Field) -> String {
        match self.side {
            Side::Sent if field.required => "yes".to_owned(),
            Side::Sent => {
                let when: Vec<String> = field.required_when.iter().map(condition).collect();
                if when.is_empty() { String::new() } else { format!("if {}", when.join(" or ")) }
            }
            Side::Received if field.always_present => "always".to_owned(),
            Side::Received if field.required => "by the table".to_owned(),
            Side::Received => String::new(),
        }
    }

    fn facts(&self, field: &Field) -> Vec<String> {
        let mut facts: Vec<String> = encryption(field, &self.encryptions).into_iter().collect();
        let flag = |is: bool, word: &str| is.then(|| word.to_owned());
        facts.extend(flag(field.sensitive, "sensitive"));
        if self.side == Side::Sent {
            facts.extend(place(field.place).map(str::to_owned));
        }
        facts.extend(field.fixed.iter().map(|fixed| format!("always {}", fixed_text(fixed))));
        facts.extend(flag(field.inline, "inline"));
        facts.extend(flag(field.nullable, "nullable"));
        facts.extend(flag(field.deprecated.is_some(), "deprecated"));
        facts.extend(form_facts(field));
        facts.extend(field.default.iter().map(|default| format!("default {default}")));
        facts.extend(other_places(field));
        facts
    }

    /// The vendor's title; our explanation where there is none, or beside it.
    fn label(&self, field: &Field) -> String {
        match (&field.label, &field.about) {
            (Some(label), Some(about)) if self.tells_all => format!("{label}: {about}"),
            (Some(text), _) | (None, Some(text)) => text.to_string(),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Colour;
    use crate::model::samples::{api, field, list_of, object, operation};
    use crate::model::{ObjectSide, Place, SharedObject};
    use crate::show::{Lists, Look};

    #[track_caller]
    fn check(api: &Api, ty: &Type, side: Side, expected: &str) {
        let mut page = Page::new(Look { columns: 90, colour: Colour::Never, lists: Lists::Short });
        show_members(api, &api.groups[0], ty, side, &mut page);
        assert_eq!(page.done(), expected);
    }

    #[test]
    fn an_object_holds_its_members_below_it() {
        let api = api().encryption().operation("account", operation("update")).done();
        let inner =
            object("Person", [field("sfzhm", Type::String).encrypted().label("身份证号码").required()]);
        let fields = [
            field("id", Type::Id).place(Place::Query).required(),
            field("people", list_of(inner)).required_when("kind", "L").about("All of them."),
        ];
        check(
            &api,
            &object("Request", fields),
            Side::Sent,
            "  wire name  Rust    type      required     facts                   label\n  \
               ---------  ------  --------  -----------  ----------------------  ------------\n  \
               id         id      id        yes          in query\n  \
               people     people  [Person]  if kind = L                          All of them.\n    \
                 sfzhm    sfzhm   string    yes          encrypt rsa, sensitive  身份证号码\n",
        );
    }

    #[test]
    fn an_object_inside_itself_is_only_named() {
        let mut api = api().operation("account", operation("update")).done();
        let shared = Type::Shared(Ident::from_pascal("Row").expect("a name"));
        let Type::Object(row) = object("Row", [field("rows", list_of(shared.clone())).always_present()])
        else {
            unreachable!("an object")
        };
        api.first_group().objects.push(SharedObject {
            object: *row,
            side: ObjectSide::Answer,
            at: Default::default(),
        });
        check(
            &api,
            &shared,
            Side::Received,
            "  wire name  Rust  type   there\n  ---------  ----  -----  ------\n  rows       rows  [Row]  always\n",
        );
    }
}
