//! `http`: method and path of a call, and the path's parameters.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::METHODS;
use crate::model::{Field, Method, PathPart, Place};
use crate::resolve::read::{Map, scalar};
use crate::resolve::types::Local;
use crate::source::Span;

/// What a call says in its first line.
pub(super) struct Http {
    /// The method.
    pub(super) method: Method,
    /// The path.
    pub(super) path: Vec<PathPart>,
    /// Where it says so.
    span: Span,
}

/// Reads `METHOD /path/{parameter}`.
pub(super) fn resolve_http(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Option<Http> {
    let entry = map.need("http", diagnostics)?;
    let line = &scalar(&entry.value, "a method and a path", diagnostics)?.text;
    let span = entry.value.span;
    let mut fail = |message: String, label: &str| {
        diagnostics.push(Diagnostic::new(Code::HttpLine, span, message).label(label));
    };
    let Some((word, path)) = line.split_once(' ') else {
        fail(format!("`{line}` is not a method and a path"), "write `POST /path`");
        return None;
    };
    let Some((.., method)) = METHODS.iter().find(|(known, ..)| *known == word) else {
        fail(format!("unknown method `{word}`"), "one of GET, POST, PUT and DELETE");
        return None;
    };
    if let Some(fault) = path_fault(path) {
        fail(format!("`{path}` is not a path"), fault);
        return None;
    }
    match parts_of(path) {
        Some(path) => Some(Http { method: *method, path, span }),
        None => {
            fail(format!("`{path}` is not a path"), "a brace stands alone or is empty");
            None
        }
    }
}

fn path_fault(path: &str) -> Option<&'static str> {
    if !path.starts_with('/') {
        Some("a path begins with `/`")
    } else if path.contains('?') || path.contains('#') {
        Some("query parameters are fields with `in: query`")
    } else if path.len() > 1 && path.ends_with('/') {
        Some("a path does not end with `/`")
    } else if path.contains("//") || path.split('/').any(|part| part == "." || part == "..") {
        Some("a path has no empty and no dotted parts")
    } else if !is_encoded(&outside_braces(path)) {
        Some("percent-encode what is not a letter, a digit or `-_.~`")
    } else {
        None
    }
}

/// Whether all characters stand for themselves or are whole `%XX`.
fn is_encoded(path: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~{}:@!$&'()*+,;=".contains(&byte);
    let escape = |piece: &str| piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    path.bytes().filter(|byte| *byte != b'%').all(fine) && path.split('%').skip(1).all(escape)
}

/// The path without the names of its parameters.
fn outside_braces(path: &str) -> String {
    path.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest)).collect()
}

fn parts_of(path: &str) -> Option<Vec<PathPart>> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, after) = tail.split_once('}')?;
        if name.is_empty() || name.contains('{') || literal.contains('}') {
            return None;
        }
        parts.push(PathPart::Literal(literal.to_owned()));
        parts.push(PathPart::Parameter(name.to_owned()));
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        parts.push(PathPart::Literal(rest.to_owned()));
    }
    Some(parts)
}

/// Parameters of the path and fields with `in: path` are the same, once each.
pub(super) fn check_parameters(
    http: &Http,
    request: &[Field],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    let parameters: Vec<&String> = http
        .path
        .iter()
        .filter_map(|part| match part {
            PathPart::Parameter(name) => Some(name),
            PathPart::Literal(_) => None,
        })
        .collect();
    let of_path: Vec<&Field> = request.iter().filter(|field| field.place == Place::Path).collect();
    for (at, name) in parameters.iter().enumerate() {
        if parameters[..at].contains(name) {
            diagnostics.push(
                Diagnostic::new(
                    Code::PathParameters,
                    http.span,
                    format!("`{{{name}}}` stands in the path twice"),
                )
                .label("once is enough"),
            );
        } else if !of_path.iter().any(|field| field.name.wire == **name)
            && !local.unread.contains(*name)
            && !local.lost.get()
        {
            diagnostics.push(
                Diagnostic::new(Code::PathParameters, http.span, format!("no field fills `{{{name}}}`"))
                    .label("a parameter of the path")
                    .help(format!("add `{name}: {{ type: string, required: true, in: path }}` to `request`")),
            );
        }
    }
    for field in of_path.iter().filter(|field| !parameters.contains(&&field.name.wire)) {
        let span = local.places.get(&field.name.wire).copied().unwrap_or(http.span);
        diagnostics.push(
            Diagnostic::new(Code::PathParameters, span, format!("`{}` is not in the path", field.name.wire))
                .label("a field with `in: path`")
                .also(http.span, format!("write `{{{}}}` here", field.name.wire)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::OPERATION;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let root = node(&format!("http: \"{line}\"\n"));
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &OPERATION, &mut diagnostics).expect("a map");
        resolve_http(&map, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn methods_and_paths() {
        check("POST /v2/account/update", &[]);
        check("PUT /v1/organizations/{orgId}", &[]);
        check("GET /a/%E5%AD%98", &[]);
        check("POST", &["`POST` is not a method and a path"]);
        check("PATCH /a", &["unknown method `PATCH`"]);
        for odd in
            ["a", "/a?b=c", "/a/", "/a//b", "/a/../b", "/a b", "/a/%5", "/存", "/a/{b", "/a/{}", "/a/b}"]
        {
            check(&format!("GET {odd}"), &[&format!("`{odd}` is not a path")]);
        }
    }
}
