//! Servers and paths: two calls that a server cannot tell apart, addresses that lead nowhere, secrets in addresses.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::model::{Operation, PathPart, Place};
use crate::source::Span;

/// Ends of host names that are nobody's or one's own.
const PLACEHOLDERS: &[&str] =
    &["example", "test", "invalid", "localhost", "local", "example.com", "example.org", "example.net"];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    // Only paths of one length can fit one address.
    let mut by_length: BTreeMap<usize, Vec<Path<'_>>> = BTreeMap::new();
    for operation in scene.operations() {
        let path = Path::of(operation);
        let known = by_length.entry(path.segments.len()).or_default();
        let same = known.iter().find(|other| other.segments == path.segments && other.is_like(&path));
        if let Some(other) = same {
            if !are_told_apart(other.operation, operation) {
                ask_pair(scene, Code::SamePath, [other, &path], "have one method and one path", questions);
            }
        } else if let Some(other) = known.iter().find(|other| other.is_like(&path)) {
            ask_pair(scene, Code::AmbiguousPath, [other, &path], "fit one address", questions);
        }
        known.push(path);
    }
    ask_servers(scene, questions);
    for member in &scene.members {
        let field = member.field;
        if field.sensitive && matches!(field.place, Place::Query | Place::Path) {
            let message = format!("`{}` is secret and stands in the address", field.name.wire);
            let asked = Diagnostic::new(Code::SecretInAddress, member.entry.key_span, message)
                .label("ends up in the logs of servers and proxies on the way")
                .help("send it in the body or in a header, if the vendor takes it there");
            questions.ask(member.entry.value.span, asked);
        }
    }
}

/// A path in the parts between `/`; a parameter is `None`.
struct Path<'a> {
    operation: &'a Operation,
    segments: Vec<Option<String>>,
}

impl<'a> Path<'a> {
    fn of(operation: &'a Operation) -> Self {
        let part = |part: &'a PathPart| match part {
            PathPart::Literal(text) => text.as_str(),
            PathPart::Parameter(_) => "{}",
        };
        let path: String = operation.path.iter().map(part).collect();
        let segment = |segment: &str| (!segment.contains("{}")).then(|| segment.to_owned());
        Self { operation, segments: path.split('/').map(segment).collect() }
    }

    /// Whether one address could be of both.
    fn is_like(&self, other: &Self) -> bool {
        let fits = |(one, other): (&Option<String>, &Option<String>)| {
            one.is_none() || other.is_none() || one == other
        };
        self.operation.method == other.operation.method
            && self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(fits)
    }
}

/// Whether the client itself sends other values of one member.
fn are_told_apart(one: &Operation, other: &Operation) -> bool {
    one.request.iter().any(|field| {
        let same = other.request.iter().find(|same| same.name.wire == field.name.wire);
        same.is_some_and(|same| field.fixed.is_some() && same.fixed.is_some() && same.fixed != field.fixed)
    })
}

fn ask_pair(
    scene: &Scene<'_>,
    code: Code,
    [first, second]: [&Path<'_>; 2],
    what: &str,
    questions: &mut Questions,
) {
    let http = |path: &Path<'_>| -> Option<(Span, Span)> {
        let root = &scene.call(&path.operation.spec)?.root;
        Some((root.get("http")?.span, root.span))
    };
    if let (Some((place, owner)), Some((other, _))) = (http(second), http(first)) {
        let message = format!("`{}` and `{}` {what}", first.operation.id, second.operation.id);
        let asked = Diagnostic::new(code, place, message).label("this one").also(other, "that one");
        questions.ask(owner, asked);
    }
}

fn ask_servers(scene: &Scene<'_>, questions: &mut Questions) {
    for server in &scene.api.servers {
        let host = server.url.trim_start_matches("https://").split(['/', ':']).next().unwrap_or_default();
        let is_number = host.split('.').all(|part| part.parse::<u8>().is_ok());
        let is_end =
            |end: &str| host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if !is_number && !PLACEHOLDERS.iter().any(|end| is_end(end)) {
            continue;
        }
        let Some((entry, file)) = scene.of_api("servers", server.name.snake()) else { continue };
        let owner = if entry.value.entries().is_empty() { file } else { entry.value.span };
        let place = entry.value.get("url").map_or(entry.value.span, |url| url.span);
        let asked =
            Diagnostic::new(Code::PlaceholderAddress, place, format!("`{host}` is no vendor's address"))
                .label("calls would go there")
                .help("leave `servers` out where the user of the client has to say the address");
        questions.ask(owner, asked);
    }
}
