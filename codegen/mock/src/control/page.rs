//! The page for people.
//!
//! In: nothing. Out: one document with its style and its script, which may load nothing else and run nothing else. What
//! it shows it asks of the endpoints beside it, and puts on the page as text.

use super::{PREFIX, private};
use crate::reply::Reply;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The document.
const PAGE: &str = include_str!("page.html");

/// The page.
pub(super) fn page() -> Reply {
    let mut reply = Reply::of_type("text/html; charset=utf-8", PAGE);
    let headers = [
        ("content-security-policy", policy()),
        ("referrer-policy", "no-referrer".to_owned()),
        ("x-frame-options", "DENY".to_owned()),
    ];
    reply.headers.extend(headers.map(|(name, value)| (name.to_owned(), value)));
    private(reply)
}

/// Sends who left out the last slash to the page.
pub(super) fn moved() -> Reply {
    let mut reply = Reply::of_type("text/plain", "").status(308);
    reply.headers.push(("location".to_owned(), PREFIX.to_owned()));
    private(reply)
}

/// Its own script and style, and the endpoints beside it: nothing else.
fn policy() -> String {
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        hash_of("script"),
        hash_of("style"),
    )
}

/// The hash of what stands in the one element of this name.
fn hash_of(element: &str) -> String {
    let (begin, end) = (format!("<{element}>"), format!("</{element}>"));
    let content = PAGE.split_once(&*begin).and_then(|(_, rest)| rest.split_once(&*end));
    let content = content.map_or("", |(content, _)| content);
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_one_document_that_needs_nothing_else() {
        for element in ["script", "style"] {
            assert_eq!(PAGE.matches(&format!("<{element}")).count(), 1, "{element}");
            assert_eq!(PAGE.matches(&format!("<{element}>")).count(), 1, "{element}");
        }
        assert!(PAGE.contains(r#" href="data:,""#) && PAGE.matches(" href=").count() == 1);
        for way_out in [" src=", "url(", "@import", "innerHTML", "insertAdjacent", "document.write", "://"] {
            assert!(!PAGE.contains(way_out), "{way_out}");
        }
    }

    #[test]
    fn the_policy_allows_its_own_script_and_style_alone() {
        let policy = policy();
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        assert_ne!(hash_of("script"), hash_of("style"));
        assert_ne!(hash_of("script"), hash_of("nothing"));
    }
}
