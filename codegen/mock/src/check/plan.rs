//! How an API's signing recipe is checked: which of its headers is what.
//!
//! In: the recipe. Out: a kind for each header, and the step that is the text to sign. It is made once, when a server
//! starts; nothing of a call is seen here.

use jiekou_runtime::mock::{Api, Expression, Header, Part, Signing, Source};

/// What a header of the recipe is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It always has the same value.
    Constant,
    /// The caller's time.
    Time,
    /// The nonce.
    Nonce,
    /// The token.
    Token,
    /// The names of signed headers.
    Names,
    /// What the caller is known by, and nothing else.
    Caller,
    /// It depends on the body alone.
    Digest,
    /// It depends on what only the caller knows.
    Signature,
}

/// How calls of an API are checked.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) signing: Option<&'static Signing>,
    pub(crate) headers: Vec<(&'static Header, Kind)>,
    /// The step that is the text to sign.
    pub(crate) text: Option<&'static str>,
}

impl Plan {
    /// Of an API.
    pub(crate) fn new(api: &'static Api) -> Self {
        let Some(signing) = &api.signing else { return Self::default() };
        let headers: Vec<_> =
            signing.headers.iter().map(|header| (header, kind(signing, header.value))).collect();
        let signature = headers.iter().find(|(_, kind)| *kind == Kind::Signature);
        let text = signature.and_then(|(header, _)| text_to_sign(signing, header.value));
        Self { signing: Some(signing), headers, text }
    }
}

fn kind(signing: &Signing, parts: &[Part]) -> Kind {
    let sources = || parts.iter().filter_map(source);
    match parts {
        [Part::Value(Source::NowMs | Source::NowS)] => Kind::Time,
        [Part::Value(Source::Nonce)] => Kind::Nonce,
        [Part::Value(Source::Token)] => Kind::Token,
        [Part::Value(Source::SignedHeaderNames)] => Kind::Names,
        _ if sources().next().is_none() => Kind::Constant,
        _ if sources().all(|source| matches!(source, Source::Credential(_))) => Kind::Caller,
        _ if sources().all(|source| is_of_body(signing, source)) => Kind::Digest,
        _ => Kind::Signature,
    }
}

fn source(part: &Part) -> Option<Source> {
    match part {
        Part::Text(_) => None,
        Part::Value(source) => Some(*source),
    }
}

/// Whether a value depends on the body alone.
fn is_of_body(signing: &Signing, source: Source) -> bool {
    match source {
        Source::Body | Source::BodyUnlessForm => true,
        Source::Step(index) => signing.steps.get(index).is_some_and(|step| match step.value {
            Expression::Pipeline(source, transforms) => {
                let has_key =
                    |transform: &_| matches!(transform, jiekou_runtime::mock::Transform::HmacSha256(_));
                is_of_body(signing, source) && !transforms.iter().any(has_key)
            }
            _ => false,
        }),
        _ => false,
    }
}

/// The step that the signature is made of: the first on the way back that is not made of one step alone.
fn text_to_sign(signing: &Signing, parts: &[Part]) -> Option<&'static str> {
    let step = |source| match source {
        Source::Step(index) => signing.steps.get(index),
        _ => None,
    };
    let mut found = parts.iter().filter_map(source).find_map(step)?;
    while let Expression::Pipeline(source, _) = found.value {
        match step(source) {
            Some(earlier) => found = earlier,
            None => break,
        }
    }
    Some(found.name)
}

/// A value that stands in a header, and the source that it comes from.
pub(crate) type Piece<'v> = (Source, &'v str);

/// The values in a header, if it is written like its template.
pub(crate) fn pieces<'v>(parts: &[Part], value: &'v str) -> Option<Vec<Piece<'v>>> {
    let (mut rest, mut found) = (value, Vec::new());
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => rest = rest.strip_prefix(text)?,
            Part::Value(source) => {
                let end = match parts.get(index + 1) {
                    Some(Part::Text(next)) => rest.find(next)?,
                    _ => rest.len(),
                };
                found.push((*source, &rest[..end]));
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::gateway;
    use crate::pretend;

    #[track_caller]
    fn check(api: &'static Api, expected: &[(&str, Kind)], text: &str) {
        let plan = Plan::new(api);
        let found: Vec<_> = plan.headers.iter().map(|(header, kind)| (header.name, *kind)).collect();
        assert_eq!(found, expected);
        assert_eq!(plan.text, Some(text));
    }

    #[test]
    fn each_header_has_a_kind() {
        let expected = [
            ("access_token", Kind::Token),
            ("req_date", Kind::Time),
            ("req_nonce", Kind::Nonce),
            ("req_sign", Kind::Signature),
        ];
        check(&pretend::API, &expected, "text");
        let expected = [
            ("X-Key", Kind::Caller),
            ("X-Mode", Kind::Constant),
            ("X-Nonce", Kind::Nonce),
            ("X-Time", Kind::Time),
            ("X-Signed", Kind::Names),
            ("X-Signature", Kind::Signature),
            ("Content-MD5", Kind::Digest),
        ];
        check(&gateway::API, &expected, "text");
    }

    #[test]
    fn a_header_is_taken_apart_by_its_template() {
        let parts = &pretend::API.signing.as_ref().expect("it signs").headers[3].value;
        let found = pieces(parts, "V1:key:sig");
        assert_eq!(found, Some(vec![(Source::Credential(0), "key"), (Source::Step(2), "sig")]));
        for wrong in ["V2:key:sig", "V1:key", "", "key:sig"] {
            assert_eq!(pieces(parts, wrong), None, "{wrong}");
        }
    }
}
