//! `steps`: named values of a recipe.
//!
//! In comes the map `name -> step`, out go [`Step`]s in its order. A step refers to built-in values, to
//! credentials and to earlier steps; whatever refers to nothing is reported.

use super::named::{Sort, Taken, name_of};
use super::read::{Map, entries, items, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{BUILT_IN, HEADER_LINES, JOIN, KEYED, LINES, SOURCE, TRANSFORMS};
use crate::model::{Credential, Expression, Source, Step, Transform};
use crate::source::{Entry, Node, Span, Value};

/// Where a recipe is evaluated, and so what it can know.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene<'a> {
    /// A request is there, and a token where the API has one.
    Signing,
    /// Before the first token: credentials, clock and nonce.
    Token,
    /// Headers of every call: credentials alone.
    Headers,
    /// What a vendor posts: clock and nonce are the vendor's, and the body is there, with these members.
    Callback(&'a [&'a str]),
}

impl Scene<'_> {
    fn knows(self, source: &Source) -> bool {
        match self {
            Self::Signing => true,
            Self::Token => matches!(source, Source::NowMs | Source::NowS | Source::Nonce),
            Self::Headers => false,
            Self::Callback(_) => {
                matches!(source, Source::NowMs | Source::NowS | Source::Nonce | Source::Body)
            }
        }
    }
}

/// What names mean in a recipe, growing with each step.
pub(super) struct Names<'a> {
    /// Where the recipe is evaluated.
    pub(super) scene: Scene<'a>,
    /// The API's credentials.
    pub(super) credentials: &'a [Credential],
    /// Headers that a step may refer to.
    pub(super) headers: Vec<String>,
    /// The steps so far.
    pub(super) steps: Vec<Step>,
}

impl Names<'_> {
    /// What a name refers to. One that refers to nothing is reported at `span`.
    pub(super) fn resolve(&self, name: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Source> {
        let built_in = BUILT_IN.iter().filter(|(.., source)| self.scene.knows(source));
        if let Some((.., source)) = built_in.clone().find(|(known, ..)| *known == name) {
            if *source == Source::SignedHeaderNames && !self.has_header_lines() {
                diagnostics.push(
                    Diagnostic::new(Code::UnresolvedStep, span, "no step before has `header_lines`")
                        .label("names of which headers?"),
                );
            }
            return Some(source.clone());
        }
        let credential = self.credentials.iter().position(|known| known.name.snake() == name);
        let step = self.steps.iter().position(|known| known.name == name);
        let found = credential.map(Source::Credential).or(step.map(Source::Step));
        if found.is_none() {
            let known: Vec<&str> = built_in
                .map(|(known, ..)| *known)
                .chain(self.credentials.iter().map(|known| known.name.snake()))
                .chain(self.steps.iter().map(|known| known.name.as_str()))
                .collect();
            diagnostics.push(
                Diagnostic::new(Code::UnresolvedStep, span, format!("`{name}` refers to nothing"))
                    .label("no built-in value, credential or earlier step")
                    .nearest(name, known),
            );
        }
        found
    }

    fn has_header_lines(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.value, Expression::HeaderLines { .. }))
    }
}

/// Reads the steps of a recipe into `names`.
pub(super) fn resolve_steps(node: &Node, names: &mut Names<'_>, diagnostics: &mut Diagnostics) {
    let mut taken = Taken::default();
    for entry in entries(node, "steps by name", diagnostics).unwrap_or(&[]) {
        if BUILT_IN.iter().any(|(known, ..)| *known == entry.key) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ReservedName,
                    entry.key_span,
                    format!("`{}` is a built-in value", entry.key),
                )
                .label("choose another name for the step"),
            );
        } else if names.credentials.iter().any(|known| known.name.snake() == entry.key) {
            diagnostics.push(
                Diagnostic::new(Code::NameClash, entry.key_span, format!("`{}` is a credential", entry.key))
                    .label("choose another name for the step"),
            );
        } else if names.headers.contains(&entry.key) {
            // Vectors name both, and there it would not be clear which is meant.
            diagnostics.push(
                Diagnostic::new(Code::NameClash, entry.key_span, format!("`{}` is a header", entry.key))
                    .label("choose another name for the step"),
            );
        } else if name_of(&entry.key, entry.key_span, Sort::Value, diagnostics).is_some() {
            taken.claim(&entry.key, &entry.key, entry.key_span, diagnostics);
        }
        // A wrong step still takes its place, so that later ones can refer to it.
        let value = resolve_step(entry, names, diagnostics).unwrap_or(Expression::Lines(Vec::new()));
        names.steps.push(Step { name: entry.key.clone(), value });
    }
}

fn resolve_step(entry: &Entry, names: &Names<'_>, diagnostics: &mut Diagnostics) -> Option<Expression> {
    let fields = match &entry.value.value {
        Value::List(items) => return resolve_pipeline(items, &entry.value, names, diagnostics),
        Value::Map(fields) => fields,
        Value::Scalar(_) => &Vec::new(),
    };
    let (node, span) = (&entry.value, entry.key_span);
    match fields.iter().find_map(|field| match field.key.as_str() {
        "join" => Some(resolve_join(node, span, names, diagnostics)),
        "lines" => Some(resolve_lines(node, span, names, diagnostics)),
        "header_lines" => Some(resolve_header_lines(node, span, names, diagnostics)),
        _ => None,
    }) {
        Some(expression) => expression,
        None => {
            super::read::wrong_type(
                node,
                "a pipeline in a list, or `join`, `lines` or `header_lines` in a map",
                diagnostics,
            );
            None
        }
    }
}

fn resolve_pipeline(
    nodes: &[Node],
    whole: &Node,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Expression> {
    let Some((first, rest)) = nodes.split_first() else {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, whole.span, "a pipeline begins with a value").label("empty"),
        );
        return None;
    };
    let from = resolve_source(first, names, diagnostics);
    let through = rest.iter().filter_map(|node| resolve_transform(node, names, diagnostics)).collect();
    Some(Expression::Pipeline { from: from?, through })
}

fn resolve_join(
    node: &Node,
    anchor: Span,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Expression> {
    let map = Map::read(node, anchor, &JOIN, diagnostics)?;
    let separator = match map.get("join").map(|node| &node.value) {
        Some(Value::Scalar(separator)) if !separator.is_null() => separator.text.clone(),
        _ => {
            super::read::wrong_type(map.get("join")?, "a separator in quotes", diagnostics);
            String::new()
        }
    };
    let of = map.need("of", diagnostics)?;
    Some(Expression::Join { separator, of: resolve_sources(&of.value, names, diagnostics) })
}

fn resolve_lines(
    node: &Node,
    anchor: Span,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Expression> {
    let map = Map::read(node, anchor, &LINES, diagnostics)?;
    Some(Expression::Lines(resolve_sources(map.get("lines")?, names, diagnostics)))
}

fn resolve_header_lines(
    node: &Node,
    anchor: Span,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Expression> {
    let map = Map::read(node, anchor, &HEADER_LINES, diagnostics)?;
    let extra = map.flag("extra", diagnostics);
    let of = items(map.get("header_lines")?, "names of headers", diagnostics)
        .iter()
        .filter_map(|item| resolve_header(item, names, diagnostics))
        .collect();
    Some(Expression::HeaderLines { of, extra })
}

fn resolve_sources(node: &Node, names: &Names<'_>, diagnostics: &mut Diagnostics) -> Vec<Source> {
    items(node, "values", diagnostics)
        .iter()
        .filter_map(|item| resolve_source(item, names, diagnostics))
        .collect()
}

fn resolve_source(node: &Node, names: &Names<'_>, diagnostics: &mut Diagnostics) -> Option<Source> {
    if let Value::Scalar(_) = &node.value {
        let name = scalar(node, "a value", diagnostics)?;
        return names.resolve(&name.text, node.span, diagnostics);
    }
    let map = Map::read(node, node.span, &SOURCE, diagnostics).filter(Map::is_whole)?;
    match (map.get("header"), map.get("member"), map.get("text")) {
        (Some(header), None, None) => resolve_header(header, names, diagnostics).map(Source::Header),
        (None, Some(member), None) => resolve_member(member, names, diagnostics).map(Source::Member),
        (None, None, Some(text)) => match &text.value {
            // Empty is fine here: a line may be empty.
            Value::Scalar(text) if !text.is_null() => Some(Source::Text(text.text.clone())),
            _ => scalar(text, "a text", diagnostics).map(|_| Source::Text(String::new())),
        },
        _ => {
            super::read::wrong_type(node, "one of `header`, `member` and `text`", diagnostics);
            None
        }
    }
}

fn resolve_member(node: &Node, names: &Names<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let wanted = scalar(node, "the name of a member", diagnostics)?;
    let known = match names.scene {
        Scene::Callback(members) => members,
        _ => &[],
    };
    check_member(&wanted.text, node.span, known, diagnostics).then(|| wanted.text.clone())
}

/// Whether the body that a vendor posts has this member; if not, it is reported.
pub(super) fn check_member(wanted: &str, span: Span, known: &[&str], diagnostics: &mut Diagnostics) -> bool {
    let found = known.contains(&wanted);
    if !found {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedName, span, format!("there is no member `{wanted}`"))
                .label("not in the body of the callback")
                .nearest(wanted, known.iter().copied()),
        );
    }
    found
}

fn resolve_header(node: &Node, names: &Names<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let wanted = scalar(node, "the name of a header", diagnostics)?;
    let found = names.headers.iter().find(|known| known.eq_ignore_ascii_case(&wanted.text));
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedStep, node.span, format!("there is no header `{}`", wanted.text))
                .label("neither in `headers` nor in those of the recipe")
                .nearest(&wanted.text, names.headers.iter().map(String::as_str)),
        );
    }
    found.cloned()
}

fn resolve_transform(node: &Node, names: &Names<'_>, diagnostics: &mut Diagnostics) -> Option<Transform> {
    if let Value::Map(_) = &node.value {
        let map = Map::read(node, node.span, &KEYED, diagnostics)?;
        let key = map.need("hmac_sha256", diagnostics)?;
        return resolve_source(&key.value, names, diagnostics).map(Transform::HmacSha256);
    }
    let name = scalar(node, "a transform", diagnostics)?;
    let found = TRANSFORMS.iter().find(|(known, ..)| *known == name.text);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedStep, node.span, format!("unknown transform `{}`", name.text))
                .label("not a transform")
                .nearest(&name.text, TRANSFORMS.iter().map(|(known, ..)| *known).chain(["hmac_sha256"])),
        );
    }
    found.map(|(.., transform)| transform.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) -> Vec<Step> {
        let mut diagnostics = Diagnostics::default();
        let headers = ["Accept", "sign"].map(str::to_owned).to_vec();
        let mut names = Names { scene: Scene::Signing, credentials: &[], headers, steps: Vec::new() };
        resolve_steps(&node(yaml), &mut names, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        names.steps
    }

    #[test]
    fn steps_refer_to_earlier_ones() {
        let steps = check("a: [body, md5, hex]\nb: { join: _, of: [method, a] }\n", &[]);
        let Expression::Join { separator, of } = &steps[1].value else { panic!("a join") };
        assert_eq!((separator.as_str(), of.as_slice()), ("_", &[Source::Method, Source::Step(0)][..]));
        check("a: [b]\nb: [body]\n", &["`b` refers to nothing"]);
    }

    #[test]
    fn unknown_parts_are_named() {
        check("a: [body, md6]\n", &["unknown transform `md6`"]);
        check("a: { lines: [{ hedder: Accept }] }\n", &["unknown key `hedder`"]);
        check("a: { lines: [{ header: Acept }] }\n", &["there is no header `Acept`"]);
        check("a: [{ text: \"\" }]\nb: { header_lines: [accept] }\n", &[]);
        check(
            "a: { jion: _ }\n",
            &["expected a pipeline in a list, or `join`, `lines` or `header_lines` in a map, found a map"],
        );
        check("body: [method]\n", &["`body` is a built-in value"]);
        check("sign: [method]\n", &["`sign` is a header"]);
        check("a: [signed_header_names]\n", &["no step before has `header_lines`"]);
    }
}
