//! The README shows a test that runs.

use codegen_tests::workspace;

#[test]
fn the_readme_shows_the_test_that_runs() {
    let read = |path: &str| std::fs::read_to_string(workspace().join(path)).expect(path);
    let test = read("tests/mock/tests/it/readme.rs");
    let (_, shown) = test.split_once("\n\n").expect("a line of purpose before the test");
    assert!(shown.lines().count() <= 15, "it is longer than 15 lines");
    assert!(
        read("README.md").contains(&format!("```rust,ignore\n{shown}```\n")),
        "the README shows another test"
    );
}
