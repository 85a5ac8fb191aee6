//! `servers`: where an API is spoken to.
//!
//! In comes an entry of the map, out goes a [`Server`] whose address is one that paths can follow.

use super::named::{Sort, Taken, name_of_key};
use super::read::{Map, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::SERVER;
use crate::model::Server;
use crate::source::{Entry, Value};

/// Reads one server: an address, or a map with one.
pub(super) fn resolve_server(
    entry: &Entry,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) -> Option<Server> {
    let name = name_of_key(entry, Sort::Value, taken, diagnostics);
    let (url, about) = match &entry.value.value {
        Value::Map(_) => {
            let map = Map::read(&entry.value, entry.key_span, &SERVER, diagnostics)?;
            (map.need("url", diagnostics).map(|entry| &entry.value), map.text("about", diagnostics))
        }
        _ => (Some(&entry.value), None),
    };
    let node = url?;
    let url = &scalar(node, "an address", diagnostics)?.text;
    if let Some(fault) = address_fault(url) {
        diagnostics.push(
            Diagnostic::new(Code::Address, node.span, format!("`{url}` is not the address of a server"))
                .label(fault),
        );
    }
    Some(Server { name: name?, about, url: url.clone(), at: entry.key_span })
}

fn address_fault(url: &str) -> Option<&'static str> {
    let Some(rest) = url.strip_prefix("https://") else { return Some("it begins with `https://`") };
    let (authority, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let path_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let part_fine = |part: &str| !["", ".", ".."].contains(&part) && part.bytes().all(path_fine);
    if host.is_empty() {
        Some("its host is missing")
    } else if !host.split('.').all(is_host_part) {
        Some("its host has letters, digits, `-` and `.` only")
    } else if port.is_some_and(|port| !is_port(port)) {
        Some("its port is a number from 1 to 65535")
    } else if url.ends_with('/') {
        Some("it does not end with `/`")
    } else if path.is_some_and(|path| !path.split('/').all(part_fine)) {
        Some("its path has letters, digits and `-_.~` between single `/`")
    } else {
        None
    }
}

fn is_host_part(part: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !part.is_empty() && !part.starts_with('-') && !part.ends_with('-') && part.bytes().all(fine)
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(address_fault(url), expected, "{url}");
    }

    #[test]
    fn addresses_are_https_without_tail() {
        for fine in [
            "https://api.pretend.example",
            "https://api.pretend.example/api/v1.0",
            "https://a-1.example:8443",
            "https://10.0.0.1:1/a",
        ] {
            check(fine, None);
        }
        check("http://a.example", Some("it begins with `https://`"));
        check("https://a.example/", Some("it does not end with `/`"));
    }

    #[test]
    fn hosts_ports_and_paths_are_whole() {
        for wrong in ["https://", "https://:", "https://:443"] {
            check(wrong, Some("its host is missing"));
        }
        for wrong in ["https://u@a.example", "https://-.-", "https://a..b"] {
            check(wrong, Some("its host has letters, digits, `-` and `.` only"));
        }
        for wrong in
            ["https://h:", "https://h:abc", "https://h:99999", "https://h:0", "https://h:+1", "https://h:1:2"]
        {
            check(wrong, Some("its port is a number from 1 to 65535"));
        }
        for wrong in ["https://h//x", "https://h/%", "https://h/..", "https://h/a?q"] {
            check(wrong, Some("its path has letters, digits and `-_.~` between single `/`"));
        }
    }
}
