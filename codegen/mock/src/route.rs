//! Which operations a method and a path may mean.
//!
//! In: the tables of an API. Out: candidates, each with the values of its path. Several operations may share a path;
//! which of them is meant is seen in the body.

use crate::nearest::distance;
use crate::received::{Plus, Received, decoded};
use crate::table::{MockApi, MockOperation};
use jiekou_runtime::mock::Operation;
use std::collections::BTreeMap;

/// The operations of an API, by path.
#[derive(Debug)]
pub(crate) struct Routes {
    /// The path of the server itself, without a slash at its end.
    prefix: String,
    plain: BTreeMap<&'static str, Vec<&'static MockOperation>>,
    templates: Vec<&'static MockOperation>,
}

/// An operation that a call may mean.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) operation: &'static MockOperation,
    /// Wire names of parameters and their values, decoded.
    pub(crate) path: Vec<(&'static str, String)>,
}

/// What a method and a path may mean.
#[derive(Debug)]
pub(crate) enum Found {
    /// One of these.
    Some(Vec<Candidate>),
    /// Nothing with this method.
    OtherMethod,
    /// Nothing.
    Nothing,
}

impl Routes {
    /// Of all operations of an API.
    pub(crate) fn new(table: &MockApi, prefix: &str) -> Self {
        let mut routes = Self { prefix: prefix.to_owned(), plain: BTreeMap::new(), templates: Vec::new() };
        for operation in table.operations() {
            if operation.operation.path.contains('{') {
                routes.templates.push(operation);
            } else {
                routes.plain.entry(operation.operation.path).or_default().push(operation);
            }
        }
        routes
    }

    /// The path of the server itself, without a slash at its end.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Which operation somebody may have meant who called another path, for messages: `; the nearest is …`.
    pub(crate) fn nearest(&self, received: &Received) -> String {
        let path = received.path.strip_prefix(&self.prefix).unwrap_or(&received.path);
        let all = self.plain.values().flatten().chain(&self.templates).map(|operation| operation.operation);
        let nearest = all.min_by_key(|operation| difference(operation.path, path));
        let line = |operation: &Operation| {
            format!("; the nearest is `{} {}{}`", operation.method.as_str(), self.prefix, operation.path)
        };
        nearest.map(line).unwrap_or_default()
    }

    /// What a call may mean.
    pub(crate) fn find(&self, received: &Received) -> Found {
        let Some(path) = received.path.strip_prefix(&self.prefix) else { return Found::Nothing };
        let plain = self.plain.get(path).into_iter().flatten();
        let mut all: Vec<_> = plain.map(|operation| Candidate { operation, path: Vec::new() }).collect();
        all.extend(self.templates.iter().filter_map(|operation| {
            let path = parameters(operation.operation.path, path)?;
            Some(Candidate { operation, path })
        }));
        if all.is_empty() {
            return Found::Nothing;
        }
        all.retain(|candidate| Some(candidate.operation.operation.method) == received.method);
        // `/a/list` is not `/a/{id}` with the id `list`.
        if all.iter().any(|candidate| candidate.path.is_empty()) {
            all.retain(|candidate| candidate.path.is_empty());
        }
        if all.is_empty() { Found::OtherMethod } else { Found::Some(all) }
    }
}

/// How many characters of a path must be changed to fit a template.
fn difference(template: &str, path: &str) -> usize {
    let (mut names, mut values) = (template.split('/'), path.split('/'));
    let mut sum = 0;
    loop {
        sum += match (names.next(), values.next()) {
            (None, None) => return sum,
            (Some(name), Some(_)) if name.starts_with('{') => 0,
            (Some(name), Some(value)) => distance(name, value),
            (Some(left), None) | (None, Some(left)) => left.len() + 1,
        };
    }
}

/// The values of a template's parameters, if the path fits it.
fn parameters(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let (mut names, mut values) = (template.split('/'), path.split('/'));
    let mut found = Vec::new();
    loop {
        match (names.next(), values.next()) {
            (None, None) => return Some(found),
            (Some(name), Some(value)) => {
                match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                    Some(name) if !value.is_empty() => found.push((name, decoded(value, Plus::IsPlus))),
                    None if name == value => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::gateway;

    #[track_caller]
    fn check(method: http::Method, path: &str, expected: Option<&str>) {
        let routes = Routes::new(&gateway::MOCK, "/api");
        let request = http::Request::builder().method(method).uri(path).body(()).expect("a request");
        let received = Received::new(&request.into_parts().0, bytes::Bytes::new());
        let found = match routes.find(&received) {
            Found::Some(candidates) => Some(candidates[0].operation.operation.id),
            Found::OtherMethod | Found::Nothing => None,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_path_without_parameters_comes_before_templates() {
        check(http::Method::GET, "/api/order/7", Some("order.get"));
        check(http::Method::GET, "/api/order/last", Some("order.last"));
        check(http::Method::POST, "/api/order/last", None);
        check(http::Method::GET, "/order/7", None);
    }

    #[test]
    fn a_difference_looks_past_parameters() {
        assert_eq!(difference("/account/{id}/b", "/acount/7/b"), 1);
        assert_eq!(difference("/account", "/account/b"), 2);
    }

    #[test]
    fn a_template_gives_its_values() {
        let found = parameters("/a/{id}/b/{other}", "/a/1%2F2/b/x");
        assert_eq!(found, Some(vec![("id", "1/2".to_owned()), ("other", "x".to_owned())]));
        for path in ["/a/1/b", "/a//b/x", "/c/1/b/x", "/a/1/b/x/y"] {
            assert_eq!(parameters("/a/{id}/b/{other}", path), None, "{path}");
        }
    }
}
