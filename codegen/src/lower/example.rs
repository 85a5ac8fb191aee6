//! The first call that a reader sees: made of the first operation that is easy to call.
//!
//! In come APIs, out goes Rust code as text. An operation that needs an object or a list is passed
//! over, so there may be no example at all.

use crate::ir::{Docs, Layout, Line};
use crate::model::{Api, Field, Operation, Type};

use super::crates::crate_name;
use super::group::filled;
use super::root::group_feature;
use super::setter::settable;

/// Where an API stands for who writes the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// In the crate `jiekou`: `jiekou::pretend`.
    Module,
    /// In a crate of its own: `jiekou_pretend`.
    Crate,
}

impl Path {
    /// Where one stands in this layout.
    pub(super) fn of(layout: &Layout) -> Self {
        match layout {
            Layout::One => Self::Module,
            Layout::Crates { .. } => Self::Crate,
        }
    }

    fn to(self, api: &Api) -> String {
        match self {
            Self::Module => format!("jiekou::{}", api.id.snake()),
            Self::Crate => crate_name(api).replace('-', "_"),
        }
    }
}

/// Code and the features that it needs.
pub(super) struct Example {
    /// The features.
    pub(super) features: Vec<String>,
    /// The code. Lines that begin with `# ` are not shown.
    pub(super) code: Vec<String>,
}

/// The example, signed if any signed call is easy.
pub(super) fn lower_example(apis: &[Api], path: Path) -> Option<Example> {
    let easy = || {
        apis.iter().flat_map(|api| {
            filled(api).flat_map(move |group| {
                group.operations.iter().filter_map(move |call| Some((api, group, call, setters(call)?)))
            })
        })
    };
    let (api, group, call, setters) = easy().find(|(_, _, call, _)| call.signed).or_else(|| easy().next())?;
    let features = vec![group_feature(api, group), "hyper".to_owned()];
    Some(Example { features, code: code(&path.to(api), api, call, &setters) })
}

/// Adds the example of these APIs, if one has a call that is easy.
pub(super) fn push_example(apis: &[Api], path: Path, docs: &mut Docs) {
    if let Some(Example { features, code }) = lower_example(apis, path) {
        docs.blank();
        docs.0.push(Line::Example { features, code });
    }
}

fn code(path: &str, api: &Api, call: &Operation, setters: &[String]) -> Vec<String> {
    let (group, name) = (call.id.group.snake(), call.id.name.snake());
    let held = if api.credentials.is_empty() { "Client" } else { "{Client, Credentials}" };
    let mut code = vec![
        format!("use {path}::{held};"),
        String::new(),
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        "let client = Client::builder()".to_owned(),
    ];
    if !api.credentials.is_empty() {
        let values: Vec<_> =
            api.credentials.iter().map(|held| format!("\"{}\"", held.name.snake())).collect();
        code.push(format!("    .credentials(Credentials::new({}))", values.join(", ")));
    }
    if api.servers.is_empty() {
        code.push("    .base_url(\"https://vendor.example\")".to_owned());
    }
    code.push("    .build()?;".to_owned());
    let kept = if call.response.is_some() { "let answer = " } else { "" };
    code.push(format!("{kept}client"));
    code.push(format!("    .{group}()"));
    code.push(format!("    .{name}()"));
    code.extend(setters.iter().map(|setter| format!("    .{setter}")));
    code.extend(["    .send()", "    .await?;", "# Ok(())", "# }"].map(str::to_owned));
    code
}

/// Calls of the required setters; none where one is not easy.
fn setters(call: &Operation) -> Option<Vec<String>> {
    let settable = settable(&call.request);
    settable
        .iter()
        .filter(|settable| settable.field.required)
        .map(|settable| setter(settable.field))
        .collect()
}

fn setter(field: &Field) -> Option<String> {
    let value = match &field.ty {
        Type::String => "\"…\"",
        Type::Boolean => "true",
        Type::I32 | Type::I64 => "1",
        Type::Id => "1234567890123456",
        Type::Decimal | Type::DecimalText => "1",
        Type::Any
        | Type::File
        | Type::Enum { .. }
        | Type::Object(_)
        | Type::Shared(_)
        | Type::OneOf(_)
        | Type::List(_) => {
            return None;
        }
    };
    Some(format!("{}({value})", field.name.rust.snake()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, field, list_of, operation};

    #[track_caller]
    fn check(api: Api, expected: Option<&str>) {
        let example = lower_example(&[api], Path::Module);
        assert_eq!(example.map(|example| example.code.join("\n")).as_deref(), expected);
    }

    #[test]
    fn a_call_that_needs_a_list_is_no_example() {
        let call = operation("update").request([field("all", list_of(Type::Id)).required()]);
        check(api().operation("account", call).done(), None);
    }

    #[test]
    fn required_members_are_set() {
        let call = operation("update")
            .request([field("aggOrgId", Type::Id).required(), field("note", Type::String)]);
        check(
            api().operation("account", call).done(),
            Some(
                "use jiekou::pretend::Client;\n\
                 \n\
                 # async fn example() -> Result<(), Box<dyn std::error::Error>> {\n\
                 let client = Client::builder()\n    \
                     .base_url(\"https://vendor.example\")\n    \
                     .build()?;\n\
                 client\n    \
                     .account()\n    \
                     .update()\n    \
                     .agg_org_id(1234567890123456)\n    \
                     .send()\n    \
                     .await?;\n\
                 # Ok(())\n\
                 # }",
            ),
        );
    }
}
