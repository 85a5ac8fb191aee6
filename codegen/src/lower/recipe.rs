//! Recipes: signing, token, encryption and envelope as one constant of the runtime's type `Api`.

use crate::ir::{Constant, Sharing, Static, StaticType};
use crate::model::{
    Api, Encryption, Envelope, EnvelopeData, Expression, HeaderTemplate, Member, Signing, Source, Step,
    Template, TemplatePart, Token, Transform,
};

use super::codes::lower_code_table;
use super::shape::method;

/// `static API` of an API.
pub(super) fn lower_recipe(api: &Api) -> Static {
    let servers = api.servers.iter().map(|server| Constant::text(&server.url)).collect();
    let credentials = api.credentials.iter().map(|held| Constant::text(held.name.snake())).collect();
    let fields = vec![
        ("id", Constant::text(api.id.snake())),
        ("servers", Constant::List(servers)),
        ("credentials", Constant::List(credentials)),
        ("headers", headers(&api.headers)),
        ("token", Constant::option(api.token.as_ref().map(token))),
        ("signing", Constant::option(api.signing.as_ref().map(signing))),
        ("encryptions", Constant::List(api.encryptions.iter().map(encryption).collect())),
        ("envelope", envelope(&api.envelope)),
        ("codes", lower_code_table(&api.codes)),
    ];
    Static {
        name: "API".to_owned(),
        ty: StaticType::One("Api"),
        sharing: Sharing::Above,
        value: Constant::Struct("Api", fields),
    }
}

fn token(token: &Token) -> Constant {
    let member = |(wire, template): &(String, Template)| {
        Constant::Struct("Member", vec![("wire", Constant::text(wire)), ("value", parts(template))])
    };
    Constant::Struct(
        "Token",
        vec![
            ("operation", Constant::text(token.operation.to_string())),
            ("method", method(token.method)),
            ("path", Constant::text(&token.path)),
            ("steps", steps(&token.steps)),
            ("request", Constant::List(token.request.iter().map(member).collect())),
            ("value", Constant::texts(&token.value)),
            ("problem", Constant::texts(token.problem.iter().flatten())),
            ("keep_seconds", Constant::Number(i64::from(token.keep_seconds))),
            ("stale", Constant::texts(&token.stale)),
            ("obtain", Constant::Variant("Obtain", "BY_CALL")),
        ],
    )
}

fn signing(signing: &Signing) -> Constant {
    Constant::Struct(
        "Signing",
        vec![("steps", steps(&signing.steps)), ("headers", headers(&signing.headers))],
    )
}

/// The steps of a recipe.
pub(super) fn steps(steps: &[Step]) -> Constant {
    let step = |step: &Step| {
        Constant::Struct(
            "Step",
            vec![("name", Constant::text(&step.name)), ("value", expression(&step.value))],
        )
    };
    Constant::List(steps.iter().map(step).collect())
}

fn expression(expression: &Expression) -> Constant {
    let of = |name, with| Constant::VariantOf("Expression", name, with);
    match expression {
        Expression::Pipeline { from, through } => {
            of("Pipeline", vec![source(from), Constant::List(through.iter().map(transform).collect())])
        }
        Expression::Join { separator, of: values } => {
            of("Join", vec![Constant::text(separator), sources(values)])
        }
        Expression::Lines(values) => of("Lines", vec![sources(values)]),
        Expression::HeaderLines { of, extra } => {
            let extra = Constant::Variant("Extra", if *extra { "Signed" } else { "Left" });
            Constant::VariantWith(
                "Expression",
                "HeaderLines",
                vec![("of", Constant::texts(of)), ("extra", extra)],
            )
        }
    }
}

fn sources(of: &[Source]) -> Constant {
    Constant::List(of.iter().map(source).collect())
}

fn source(source: &Source) -> Constant {
    let plain = |name| Constant::Variant("Source", name);
    let with = |name, value| Constant::VariantOf("Source", name, vec![value]);
    match source {
        Source::Method => plain("Method"),
        Source::Path => plain("Path"),
        Source::PathAndSortedQuery => plain("PathAndSortedQuery"),
        Source::Body => plain("Body"),
        Source::BodyUnlessForm => plain("BodyUnlessForm"),
        Source::NowMs => plain("NowMs"),
        Source::NowS => plain("NowS"),
        Source::Nonce => plain("Nonce"),
        Source::Token => plain("Token"),
        Source::SignedHeaderNames => plain("SignedHeaderNames"),
        Source::Credential(index) => with("Credential", Constant::index(*index)),
        Source::Step(index) => with("Step", Constant::index(*index)),
        Source::Header(name) => with("Header", Constant::text(name)),
        Source::Member(name) => with("Member", Constant::text(name)),
        Source::Text(text) => with("Text", Constant::text(text)),
    }
}

fn transform(transform: &Transform) -> Constant {
    let plain = |name| Constant::Variant("Transform", name);
    match transform {
        Transform::Md5 => plain("Md5"),
        Transform::Sha256 => plain("Sha256"),
        Transform::HmacSha256(key) => Constant::VariantOf("Transform", "HmacSha256", vec![source(key)]),
        Transform::Hex => plain("Hex"),
        Transform::Base64 => plain("Base64"),
        Transform::UnlessEmpty => plain("UnlessEmpty"),
    }
}

/// Headers and their templates.
pub(super) fn headers(headers: &[HeaderTemplate]) -> Constant {
    let header = |header: &HeaderTemplate| {
        Constant::Struct(
            "Header",
            vec![("name", Constant::text(&header.name)), ("value", parts(&header.value))],
        )
    };
    Constant::List(headers.iter().map(header).collect())
}

/// A template.
pub(super) fn parts(template: &Template) -> Constant {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => Constant::VariantOf("Part", "Text", vec![Constant::text(text)]),
        TemplatePart::Value(value) => Constant::VariantOf("Part", "Value", vec![source(value)]),
    };
    Constant::List(template.parts.iter().map(part).collect())
}

fn encryption(encryption: &Encryption) -> Constant {
    Constant::Struct(
        "Encryption",
        vec![
            ("name", Constant::text(encryption.name.snake())),
            ("chunk", Constant::Number(i64::from(encryption.chunk))),
            ("key", Constant::option(encryption.key.as_ref().map(Constant::text))),
        ],
    )
}

fn envelope(envelope: &Envelope) -> Constant {
    let optional = |member: &Option<Member>| Constant::option(member.as_ref().map(names));
    let data = match &envelope.data {
        EnvelopeData::Beside => Constant::Variant("Data", "Beside"),
        EnvelopeData::Member { member, empty_text_is_nothing } => {
            let meaning = if *empty_text_is_nothing { "IsNothing" } else { "IsText" };
            let empty = Constant::Variant("EmptyText", meaning);
            Constant::VariantWith("Data", "Member", vec![("names", names(member)), ("empty_text", empty)])
        }
    };
    let success = Constant::Struct(
        "Success",
        vec![
            ("codes", Constant::texts(&envelope.success.codes)),
            ("flag", optional(&envelope.success.flag)),
            ("without_code", optional(&envelope.success.without_code)),
        ],
    );
    Constant::Struct(
        "Envelope",
        vec![
            ("code", names(&envelope.code)),
            ("message", optional(&envelope.message)),
            ("request_id", optional(&envelope.request_id)),
            ("presentable", optional(&envelope.presentable)),
            ("data", data),
            ("success", success),
        ],
    )
}

fn names(member: &Member) -> Constant {
    let fields = vec![("wire", Constant::text(&member.wire)), ("also", Constant::texts(&member.also))];
    Constant::Struct("Names", fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_keep_their_indices_and_texts() {
        assert_eq!(source(&Source::Method), Constant::Variant("Source", "Method"));
        assert_eq!(
            source(&Source::Credential(1)),
            Constant::VariantOf("Source", "Credential", vec![Constant::Number(1)])
        );
    }

    #[test]
    fn extra_headers_take_part_only_when_asked_for() {
        let made = expression(&Expression::HeaderLines { of: vec!["X-Key".into()], extra: false });
        let Constant::VariantWith(_, _, fields) = made else { panic!("no header lines") };
        assert_eq!(fields[1], ("extra", Constant::Variant("Extra", "Left")));
    }

    #[test]
    fn a_key_of_a_digest_is_a_source() {
        assert_eq!(
            transform(&Transform::HmacSha256(Source::Step(0))),
            Constant::VariantOf(
                "Transform",
                "HmacSha256",
                vec![Constant::VariantOf("Source", "Step", vec![Constant::Number(0)])]
            )
        );
    }
}
