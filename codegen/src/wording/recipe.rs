//! Recipes in the words of the spec: steps, sources, templates.
//!
//! In come pieces of recipes with the API, which has the names of credentials, out goes one line for each.

use crate::model::{Api, Expression, Source, Step, Template, TemplatePart, Transform};

/// `V1:{app_key}`
pub(crate) fn template(api: &Api, steps: &[Step], template: &Template) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => text.replace('{', "{{").replace('}', "}}"),
        TemplatePart::Value(value) => format!("{{{}}}", source(api, steps, value)),
    };
    template.parts.iter().map(part).collect()
}

/// What a step does: `body | hmac_sha256 app_secret | hex`.
pub(crate) fn expression(api: &Api, steps: &[Step], of: &Expression) -> String {
    let all = |values: &[Source]| -> String {
        values.iter().map(|value| source(api, steps, value)).collect::<Vec<_>>().join(", ")
    };
    match of {
        Expression::Pipeline { from, through } => {
            let through = through.iter().map(|step| transform(api, steps, step));
            [source(api, steps, from)].into_iter().chain(through).collect::<Vec<_>>().join(" | ")
        }
        Expression::Join { separator, of } => format!("join {separator:?} of {}", all(of)),
        Expression::Lines(of) => format!("lines {}", all(of)),
        Expression::HeaderLines { of, extra } => {
            let extra = extra.then_some("the caller's own");
            let names: Vec<_> = of.iter().map(String::as_str).chain(extra).collect();
            format!("header lines {}", names.join(", "))
        }
    }
}

fn source(api: &Api, steps: &[Step], source: &Source) -> String {
    let word = match source {
        Source::Method => "method",
        Source::Path => "path",
        Source::PathAndSortedQuery => "path_and_sorted_query",
        Source::Body => "body",
        Source::BodyUnlessForm => "body_unless_form",
        Source::NowMs => "now_ms",
        Source::NowS => "now_s",
        Source::Nonce => "nonce",
        Source::Token => "token",
        Source::SignedHeaderNames => "signed_header_names",
        Source::Credential(index) => api.credentials[*index].name.snake(),
        Source::Step(index) => &steps[*index].name,
        Source::Header(name) => return format!("header {name}"),
        Source::Member(name) => return format!("member {name}"),
        Source::Text(text) => return format!("text {text:?}"),
    };
    word.to_owned()
}

fn transform(api: &Api, steps: &[Step], transform: &Transform) -> String {
    match transform {
        Transform::Md5 => "md5".to_owned(),
        Transform::Sha256 => "sha256".to_owned(),
        Transform::HmacSha256(key) => format!("hmac_sha256 {}", source(api, steps, key)),
        Transform::Hex => "hex".to_owned(),
        Transform::Base64 => "base64".to_owned(),
        Transform::UnlessEmpty => "unless_empty".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::api;

    #[test]
    fn joins_and_lines_name_their_sources() {
        let api = api().done();
        let of = vec![Source::Method, Source::Header("Accept".into())];
        let join = Expression::Join { separator: "_".into(), of: of.clone() };
        assert_eq!(expression(&api, &[], &join), "join \"_\" of method, header Accept");
        assert_eq!(expression(&api, &[], &Expression::Lines(of)), "lines method, header Accept");
    }
}
