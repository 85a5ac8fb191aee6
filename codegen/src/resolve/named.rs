//! Names that authors give to things in Rust: their spelling, reserved ones, clashes.
//!
//! In come texts with their places, out go [`Ident`]s. A clash is reported with both places. Nothing here
//! spells a name by itself; that is the naming room's.

mod reserved;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::names::{Ident, IdentFault};
use crate::source::{Entry, Node, Span};
use std::collections::BTreeMap;

/// What a name is given to; each sort has names that the emitted code needs for itself.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    /// A module at the root of the client.
    Api,
    /// A module of an API and a method of its client.
    Group,
    /// A module of a group and a method of its calls.
    Operation,
    /// A setter.
    RequestField,
    /// A public field.
    AnswerField,
    /// A struct.
    Object,
    /// An enum.
    Enum,
    /// A variant of an enum of shapes.
    Shape,
    /// A variant of an enum.
    Variant,
    /// A constant, an argument, a server.
    Value,
}

impl Sort {
    /// What to do about a text that is no name.
    fn help(self) -> &'static str {
        match self {
            Self::Api | Self::Operation => "give the folder or file a name in plain English, as `tax_period`",
            Self::Group => "give the group and its folder a name in plain English, as `tax_period`",
            Self::Object => "name it with `object`, as `object: TaxPeriod`",
            Self::Enum | Self::Shape => "give it a name in plain English, as `TaxPeriod`",
            Self::RequestField | Self::AnswerField => {
                "give it a word in `group.yaml` or `glossary.yaml`, as `{ name: tax_period }`"
            }
            _ => "give a `name` in plain English, as `tax_period`",
        }
    }

    /// What to do about a name that is taken.
    fn help_if_taken(self) -> &'static str {
        match self {
            Self::Api | Self::Operation => "give the folder or file another name",
            Self::Group => "give the group and its folder another name",
            Self::Object => "give it another name with `object`",
            Self::Enum | Self::Shape => "give it another name",
            _ => "choose another `name`",
        }
    }

    /// Whether it is spelt in PascalCase.
    fn is_pascal(self) -> bool {
        matches!(self, Self::Object | Self::Enum | Self::Variant | Self::Shape)
    }
}

/// Reads a snake_case name.
pub(super) fn resolve_name(node: &Node, sort: Sort, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let scalar = super::read::scalar(node, "a name", diagnostics)?;
    name_of(&scalar.text, node.span, sort, diagnostics)
}

/// Makes a name of a text at a place: of a key, a folder, a file.
pub(super) fn name_of(text: &str, span: Span, sort: Sort, diagnostics: &mut Diagnostics) -> Option<Ident> {
    check_ident(text, span, sort, Ident::from_snake(text), diagnostics)
}

/// Makes a name of a key and claims it.
pub(super) fn name_of_key(
    entry: &Entry,
    sort: Sort,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let ident = name_of(&entry.key, entry.key_span, sort, diagnostics)?;
    taken.claim(ident.pascal(), &entry.key, entry.key_span, diagnostics);
    Some(ident)
}

/// Makes a PascalCase name of an object or an enum.
pub(super) fn type_name_of(
    text: &str,
    span: Span,
    sort: Sort,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    check_ident(text, span, sort, Ident::from_pascal(text), diagnostics)
}

/// Makes a name of a wire name where the author gave none.
pub(super) fn name_of_wire(
    text: &str,
    span: Span,
    sort: Sort,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    check_ident(text, span, sort, Ident::from_wire(text), diagnostics)
}

fn check_ident(
    text: &str,
    span: Span,
    sort: Sort,
    made: Result<Ident, IdentFault>,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    match made {
        Ok(ident) => {
            check_reserved(&ident, span, sort, diagnostics);
            Some(ident)
        }
        Err(fault) => {
            let code = match fault {
                IdentFault::Keyword => Code::Keyword,
                _ => Code::NotAName,
            };
            diagnostics.push(
                Diagnostic::new(code, span, format!("`{text}` cannot be a name in Rust"))
                    .label(fault.to_string())
                    .help(sort.help()),
            );
            None
        }
    }
}

/// Reports a name that the emitted code needs for itself.
pub(super) fn check_reserved(ident: &Ident, span: Span, sort: Sort, diagnostics: &mut Diagnostics) {
    let spelt = if sort.is_pascal() { ident.pascal() } else { ident.snake() };
    let is_type = matches!(sort, Sort::Object | Sort::Enum);
    if reserved::reserved(sort).contains(&spelt) || (is_type && is_state(spelt)) {
        diagnostics.push(
            Diagnostic::new(
                Code::ReservedName,
                span,
                format!("the name `{spelt}` is taken by the emitted code"),
            )
            .label("reserved")
            .help(sort.help_if_taken()),
        );
    }
}

/// One capital, alone or with digits: builders call their states so.
fn is_state(spelt: &str) -> bool {
    spelt.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

/// Names given so far in one namespace.
#[derive(Clone, Default)]
pub(super) struct Taken {
    names: BTreeMap<String, (Span, String)>,
}

impl Taken {
    /// Whether the name was claimed for the same thing before.
    pub(super) fn is_for(&self, rust: &str, written: &str) -> bool {
        self.names.get(rust).is_some_and(|(_, other)| other == written)
    }

    /// Claims a Rust name for what the spec calls `written`; a second claim is reported with both places.
    /// Gives whether the name was free.
    pub(super) fn claim(
        &mut self,
        rust: &str,
        written: &str,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some((first, other)) = self.names.get(rust) else {
            self.names.insert(rust.to_owned(), (span, written.to_owned()));
            return true;
        };
        diagnostics.push(
            Diagnostic::new(
                Code::NameClash,
                span,
                if other == written {
                    format!("two things are called `{written}`")
                } else {
                    format!("`{other}` and `{written}` are both `{rust}` in Rust")
                },
            )
            .label("the same name again")
            .also(*first, "first given here")
            .help("give one of them another name"),
        );
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::messages;
    use crate::source::FileId;

    const HERE: Span = Span { file: FileId(0), start: 0, end: 1 };

    #[track_caller]
    fn check(text: &str, sort: Sort, expected: &[&str]) {
        let mut diagnostics = Diagnostics::default();
        name_of(text, HERE, sort, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn names_are_snake_case_and_no_keywords() {
        check("taxpayer_id", Sort::RequestField, &[]);
        check("type", Sort::AnswerField, &["`type` cannot be a name in Rust"]);
        check("纳税人", Sort::AnswerField, &["`纳税人` cannot be a name in Rust"]);
    }

    #[test]
    fn reserved_names_depend_on_the_sort() {
        check("send", Sort::RequestField, &["the name `send` is taken by the emitted code"]);
        check("send", Sort::AnswerField, &[]);
        check("unknown", Sort::Variant, &["the name `Unknown` is taken by the emitted code"]);
        check("blank", Sort::RequestField, &["the name `blank` is taken by the emitted code"]);
        for sort in [Sort::Api, Sort::Group, Sort::Operation] {
            check("jiekou_runtime", sort, &["the name `jiekou_runtime` is taken by the emitted code"]);
        }
        check("lib", Sort::Api, &["the name `lib` is taken by the emitted code"]);
        check("lib", Sort::Group, &[]);
        let mut diagnostics = Diagnostics::default();
        type_name_of("B1", HERE, Sort::Object, &mut diagnostics);
        type_name_of("Bill", HERE, Sort::Object, &mut diagnostics);
        assert_eq!(messages(&diagnostics), ["the name `B1` is taken by the emitted code"]);
    }

    #[track_caller]
    fn check_help(text: &str, sort: Sort, expected: &str) {
        let mut diagnostics = Diagnostics::default();
        type_name_of(text, HERE, sort, &mut diagnostics);
        let helps: Vec<_> = diagnostics.iter().flat_map(|found| &found.helps).collect();
        assert_eq!(helps, [expected]);
    }

    #[test]
    fn help_names_the_key_that_gives_the_name() {
        check_help("Hash", Sort::Object, "give it another name with `object`");
        check_help("Hash", Sort::Enum, "give it another name");
        check_help("tax", Sort::Object, "name it with `object`, as `object: TaxPeriod`");
    }

    #[test]
    fn a_clash_names_both() {
        let (mut taken, mut diagnostics) = (Taken::default(), Diagnostics::default());
        taken.claim("account_id", "accountId", HERE, &mut diagnostics);
        taken.claim("account_id", "account_id", HERE, &mut diagnostics);
        taken.claim("account_id", "accountId", HERE, &mut diagnostics);
        let expected = [
            "`accountId` and `account_id` are both `account_id` in Rust",
            "two things are called `accountId`",
        ];
        assert_eq!(messages(&diagnostics), expected);
    }
}
