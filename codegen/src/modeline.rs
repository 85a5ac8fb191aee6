//! The first line of a spec file, by which editors find its schema.
//!
//! In comes a path below `specs/`, out goes a comment. Nothing here knows what a schema says.

/// What a file of a group holds, which its path does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A call.
    Operation,
    /// Something that the vendor posts.
    Callback,
}

/// What the line begins with, behind the `#`.
pub(crate) const LEAD: &str = "yaml-language-server:";

/// The line of a file, without an end; nothing where the path has no place under `specs/`.
pub(crate) fn modeline(path: &str, call: Call) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let (up, kind) = match parts.as_slice() {
        ["specs", "approvals.yaml"] => ("", "approvals"),
        ["specs", _, "api.yaml"] => ("../", "api"),
        ["specs", _, "glossary.yaml"] => ("../", "glossary"),
        ["specs", _, "inventory.yaml"] => ("../", "inventory"),
        ["specs", _, "mock.yaml"] => ("../", "mock"),
        ["specs", _, _, "group.yaml"] => ("../../", "group"),
        ["specs", _, _, file] if file.ends_with(".yaml") && call == Call::Operation => {
            ("../../", "operation")
        }
        ["specs", _, _, file] if file.ends_with(".yaml") => ("../../", "callback"),
        _ => return None,
    };
    Some(format!("# {LEAD} $schema={up}schema/{kind}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, call: Call, expected: Option<&str>) {
        let expected = expected.map(|rest| format!("# yaml-language-server: $schema={rest}"));
        assert_eq!(modeline(path, call), expected, "{path}");
    }

    #[test]
    fn the_way_to_a_schema_is_that_from_the_file() {
        check("specs/approvals.yaml", Call::Operation, Some("schema/approvals.json"));
        check("specs/a/api.yaml", Call::Operation, Some("../schema/api.json"));
        check("specs/a/g/group.yaml", Call::Callback, Some("../../schema/group.json"));
        check("specs/a/g/x.yaml", Call::Operation, Some("../../schema/operation.json"));
        check("specs/a/g/x.yaml", Call::Callback, Some("../../schema/callback.json"));
        check("specs/a/x.yaml", Call::Operation, None);
        check("specs/a/g/x.yml", Call::Operation, None);
    }
}
