//! What a user's program stands on is justified where it is named.

use super::rust::assert_none;
use codegen_tests::workspace;

#[test]
fn each_dependency_of_the_client_says_what_for() {
    let path = workspace().join("codegen/runtime/Cargo.toml");
    let manifest = std::fs::read_to_string(path).expect("the manifest of the runtime");
    let found = unexplained(&manifest);
    assert_none(
        &found,
        "say in a comment above each of these what it is for, in `codegen/runtime/Cargo.toml`:",
    );
}

/// Dependencies without a line of their own above them.
fn unexplained(manifest: &str) -> Vec<String> {
    let (_, rest) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
    let lines: Vec<&str> = rest.lines().take_while(|line| !line.starts_with('[')).collect();
    let above = std::iter::once(&"").chain(&lines);
    let unexplained = lines
        .iter()
        .zip(above)
        .filter(|(line, above)| !line.is_empty() && !line.starts_with('#') && !above.starts_with("# "));
    unexplained.map(|(line, _)| (*line).to_owned()).collect()
}

#[test]
fn a_line_explains_one_dependency() {
    let manifest =
        "[package]\n\n[dependencies]\n# Why.\na = 1\nb = 2\n\nc = 3\n# Why.\nd = 4\n\n[lints]\ne = 5\n";
    assert_eq!(unexplained(manifest), ["b = 2", "c = 3"]);
}
