//! The values of all enums that a call or a callback uses, wherever they are declared.
//!
//! In come types, out goes a table for each enum, in the order of the members.

use crate::model::{Api, Enum, Field, Group, Home, Repr, Type, WireValue};

use super::page::Page;
use super::table::{Kind, Table};

/// The most values of a list that is cut.
const MOST: usize = 12;

/// A section for each enum that these types use. `own` are those of the call.
pub(super) fn show_values<'m>(
    api: &'m Api,
    group: &'m Group,
    own: &'m [Enum],
    types: impl Iterator<Item = &'m Type>,
    page: &mut Page,
) {
    let mut search = Search { api, group, own, found: Vec::new(), seen: Vec::new() };
    types.for_each(|ty| search.look_into(ty));
    search.found.iter().for_each(|of| show_enum(of, page));
}

struct Search<'m> {
    api: &'m Api,
    group: &'m Group,
    own: &'m [Enum],
    found: Vec<&'m Enum>,
    /// Names of shared objects that were looked into.
    seen: Vec<&'m str>,
}

impl<'m> Search<'m> {
    fn look_into(&mut self, ty: &'m Type) {
        match ty {
            Type::Enum { name, home } => {
                let declared = match home {
                    Home::Api => &self.api.enums,
                    Home::Group => &self.group.enums,
                    Home::Call => self.own,
                };
                let of = declared.iter().find(|of| of.name == *name);
                let known = |of: &&Enum| self.found.iter().any(|other| other.name == of.name);
                let new = of.filter(|of| !known(of));
                self.found.extend(new);
            }
            Type::List(item) => self.look_into(item),
            Type::Object(object) => self.look_into_all(&object.fields),
            Type::OneOf(of) => of.shapes.iter().for_each(|shape| self.look_into(&shape.ty)),
            Type::Shared(name) if !self.seen.contains(&name.pascal()) => {
                self.seen.push(name.pascal());
                let group: &'m Group = self.group;
                let shared = group.objects.iter().find(|shared| shared.object.name == *name);
                shared.into_iter().for_each(|shared| self.look_into_all(&shared.object.fields));
            }
            _ => {}
        }
    }

    fn look_into_all(&mut self, fields: &'m [Field]) {
        fields.iter().for_each(|field| self.look_into(&field.ty));
    }
}

fn show_enum(of: &Enum, page: &mut Page) {
    let wire = match of.repr {
        Repr::String => "texts",
        Repr::Integer => "numbers",
    };
    let label = of.label.as_ref().map(|label| format!("  {label}")).unwrap_or_default();
    page.section(&format!("values of {} ({wire}){label}", of.name.pascal()));
    let shown = if page.is_short() { of.values.len().min(MOST) } else { of.values.len() };
    let mut table = Table::new([(Kind::Names, "value"), (Kind::Names, "Rust"), (Kind::Prose, "label")]);
    for value in &of.values[..shown] {
        let wire = match &value.wire {
            WireValue::Text(text) => text.clone(),
            WireValue::Integer(number) => number.to_string(),
        };
        let words: Vec<_> = value.label.iter().chain(&value.about).map(ToString::to_string).collect();
        table.row(0, vec![wire, value.name.pascal().to_owned(), words.join(": ")]);
    }
    page.table(&table);
    if shown < of.values.len() {
        page.item("", &format!("and {} more; `--all` shows them", of.values.len() - shown));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Colour;
    use crate::model::samples::{api, enum_of, list_of, operation, shared_enum};
    use crate::show::{Lists, Look};

    #[test]
    fn an_enum_is_shown_once_and_cut() {
        let names: [(i64, &str); 14] = std::array::from_fn(|at| (at as i64, "x"));
        let api = api().operation("account", operation("get")).shared_enum(shared_enum("Mode", names)).done();
        let shown = |lists| {
            let mut page = Page::new(Look { columns: 60, colour: Colour::Never, lists });
            let types = [list_of(enum_of("Mode")), enum_of("Mode")];
            show_values(&api, &api.groups[0], &[], types.iter(), &mut page);
            page.done()
        };
        let (short, whole) = (shown(Lists::Short), shown(Lists::Whole));
        assert!(short.starts_with("\nvalues of Mode (numbers)\n  value  Rust\n"), "{short}");
        assert!(short.ends_with("  11     X\n  and 2 more; `--all` shows them\n"), "{short}");
        assert!(whole.ends_with("  13     X\n"), "{whole}");
    }
}
