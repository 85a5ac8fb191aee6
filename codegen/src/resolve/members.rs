//! Members of requests and answers by their paths, as `poll`, `progress` and `pages` name them.
//!
//! In comes a path of wire names with dots between, out goes the member that it leads to. Answers are gone through
//! objects, first rows of lists and shapes; requests through objects.

use super::read::scalar;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Enum, Field, Group, Home, Object, Operation, Plain, Repr, Type, WirePath};
use crate::source::{Node, Span};

/// A call, and where its types are declared.
#[derive(Clone, Copy)]
pub(super) struct Members<'a> {
    /// The call.
    pub(super) operation: &'a Operation,
    /// Its group.
    pub(super) group: &'a Group,
    /// Enums of the API.
    pub(super) enums: &'a [Enum],
}

/// What a path leads to.
#[derive(Clone)]
pub(super) struct Found<'a> {
    /// Wire names from the outside in.
    pub(super) path: WirePath,
    /// Its type.
    pub(super) ty: &'a Type,
    /// The members on the way, itself at the end; none where it is the whole answer.
    pub(super) way: Vec<&'a Field>,
}

/// A side of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// What is sent.
    Request,
    /// What comes back inside the envelope.
    Answer,
}

impl Of {
    fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
        }
    }
}

impl<'a> Members<'a> {
    /// The member that a node names, which is reported if there is none.
    pub(super) fn named(&self, node: &Node, of: Of, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
        let path = scalar(node, "a path of wire names", diagnostics)?;
        self.find(&path.text, node.span, of, diagnostics)
    }

    /// The member at the end of a path, which is reported if there is none.
    pub(super) fn find(
        &self,
        path: &str,
        span: Span,
        of: Of,
        diagnostics: &mut Diagnostics,
    ) -> Option<Found<'a>> {
        let found = match of {
            Of::Request => self.through(&self.operation.request, path, of),
            Of::Answer => self.whole().and_then(|found| self.inside(found.ty, path, of)),
        };
        if found.is_none() {
            let known = match of {
                Of::Request => &self.operation.request[..],
                Of::Answer => self.whole().and_then(|found| self.fields_of(found.ty)).unwrap_or(&[]),
            };
            let first = path.split('.').next().unwrap_or(path);
            let name = of.name();
            diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedPath,
                    span,
                    format!("the {name} of `{}` has no member `{path}`", self.operation.id),
                )
                .label(format!("a path of wire names inside the {name}, as `page.size`"))
                .nearest(first, known.iter().map(|field| field.name.wire.as_str())),
            );
        }
        found
    }

    /// The whole answer.
    pub(super) fn whole(&self) -> Option<Found<'a>> {
        let response = self.operation.response.as_ref()?;
        Some(Found { path: Vec::new(), ty: &response.ty, way: Vec::new() })
    }

    /// The members of an object, its own or one of the group.
    pub(super) fn fields_of(&self, ty: &'a Type) -> Option<&'a [Field]> {
        let object: &Object = match ty {
            Type::Object(object) => object,
            Type::Shared(name) => {
                &self.group.objects.iter().find(|shared| shared.object.name == *name)?.object
            }
            _ => return None,
        };
        Some(&object.fields)
    }

    fn inside(&self, ty: &'a Type, path: &str, of: Of) -> Option<Found<'a>> {
        match (ty, of) {
            (Type::List(row), Of::Answer) => self.inside(row, path, of),
            (Type::OneOf(one), Of::Answer) => {
                one.shapes.iter().find_map(|shape| self.inside(&shape.ty, path, of))
            }
            _ => self.through(self.fields_of(ty)?, path, of),
        }
    }

    /// A wire name may have a dot in it itself.
    fn through(&self, fields: &'a [Field], path: &str, of: Of) -> Option<Found<'a>> {
        fields.iter().find_map(|field| {
            let wire = &field.name.wire;
            if wire == path {
                return Some(Found { path: vec![wire.clone()], ty: &field.ty, way: vec![field] });
            }
            let rest = path.strip_prefix(wire.as_str())?.strip_prefix('.')?;
            let mut found = self.inside(&field.ty, rest, of)?;
            found.path.insert(0, wire.clone());
            found.way.insert(0, field);
            Some(found)
        })
    }

    /// What a value of this type is on the wire, where it is a plain one. Of shapes, any may be one.
    pub(super) fn plain(&self, ty: &Type) -> Option<Plain> {
        match ty {
            Type::String | Type::DecimalText => Some(Plain::Text),
            Type::I32 | Type::I64 | Type::Id => Some(Plain::Number),
            Type::Boolean => Some(Plain::Flag),
            Type::Enum { .. } => self.enum_of(ty).map(|of| match of.repr {
                Repr::String => Plain::Text,
                Repr::Integer => Plain::Number,
            }),
            Type::OneOf(one) => one.shapes.iter().find_map(|shape| self.plain(&shape.ty)),
            Type::Decimal | Type::Any | Type::File | Type::Object(_) | Type::Shared(_) | Type::List(_) => {
                None
            }
        }
    }

    /// The enum that a type is.
    pub(super) fn enum_of(&self, ty: &Type) -> Option<&'a Enum> {
        let Type::Enum { name, home } = ty else { return None };
        let known = match home {
            Home::Api => self.enums,
            Home::Group => &self.group.enums,
            Home::Call => &self.operation.enums,
        };
        known.iter().find(|known| known.name == *name)
    }
}

impl Found<'_> {
    /// Why no value can be put there, if none can.
    pub(super) fn fault_to_fill(&self) -> Option<&'static str> {
        let field = self.way.last()?;
        if field.fixed.is_some() {
            Some("it is sent always, with one value")
        } else if field.encrypt.is_some() {
            Some("it is encrypted")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, enum_of, field, list_of, object, operation, shared_enum};
    use crate::model::{OneOf, OneOfShape};
    use crate::resolve::samples::node;

    #[track_caller]
    fn check(path: &str, of: Of, expected: Result<Plain, &str>) {
        let shape = OneOfShape {
            name: crate::model::samples::ident("page"),
            about: None,
            ty: object("Page", [field("no.", Type::String)]),
            has: Vec::new(),
            when: Vec::new(),
            at: Default::default(),
        };
        let name = crate::model::samples::ident("came");
        let came = Type::OneOf(Box::new(OneOf { name, about: None, shapes: vec![shape] }));
        let row = object("Row", [field("mode", enum_of("Mode")), field("came", came)]);
        let page = object("Page", [field("size", Type::I32)]);
        let api = api().shared_enum(shared_enum("Mode", [(9, "on")])).operation(
            "account",
            operation("list")
                .request([field("page", page), field("rows", list_of(Type::Id))])
                .gives(list_of(row)),
        );
        let api = api.done();
        let members =
            Members { operation: &api.groups[0].operations[0], group: &api.groups[0], enums: &api.enums };
        let mut diagnostics = Diagnostics::default();
        let found = members.named(&node(path), of, &mut diagnostics);
        let plain = found.and_then(|found| members.plain(found.ty));
        let message = diagnostics.iter().next().map_or("no plain value", |one| one.message.as_str());
        assert_eq!(plain.ok_or(message), expected);
    }

    #[test]
    fn paths_lead_through_objects_rows_and_shapes() {
        check("page.size\n", Of::Request, Ok(Plain::Number));
        check("mode\n", Of::Answer, Ok(Plain::Number));
        check("came.no.\n", Of::Answer, Ok(Plain::Text));
        check("came\n", Of::Answer, Err("no plain value"));
        check("rows\n", Of::Request, Err("no plain value"));
        check("size\n", Of::Request, Err("the request of `account.list` has no member `size`"));
        check("rows.size\n", Of::Request, Err("the request of `account.list` has no member `rows.size`"));
        check("mode.x\n", Of::Answer, Err("the answer of `account.list` has no member `mode.x`"));
    }
}
