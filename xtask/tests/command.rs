//! The command as a user types it, on a copy of the real specs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Copies a folder of specs.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of specs") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn run(root: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(words).current_dir(root).env_remove("CARGO_MANIFEST_DIR");
    command.output().expect("the command runs")
}

#[track_caller]
fn check(root: &Path, words: &[&str], code: i32, out: &str, err: &str) {
    let output = run(root, words);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(output.status.code(), Some(code), "{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(text(&output.stdout), out);
    assert!(text(&output.stderr).contains(err), "{}", text(&output.stderr));
}

#[test]
fn specs_become_a_client_and_stay_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"), &root.join("specs"));
    let generated = root.join("generated");
    fs::create_dir(&generated).expect("a folder");

    assert!(run(root, &["codegen"]).status.success());
    let up_to_date = run(root, &["codegen", "--check"]);
    assert!(up_to_date.status.success());
    let up_to_date = String::from_utf8_lossy(&up_to_date.stdout).into_owned();
    assert!(up_to_date.starts_with("generated/ is up to date ("), "{up_to_date}");
    check(root, &["codegen"], 0, &up_to_date, "");

    fs::write(generated.join("src/lib.rs"), "// by hand\n").expect("written");
    fs::remove_file(generated.join("README.md")).expect("removed");
    fs::write(generated.join("src/stray.rs"), "").expect("written");
    let stale =
        "changed: src/lib.rs\nmissing: README.md\nleft over: src/stray.rs\nrun `cargo xtask codegen`\n";
    check(root, &["codegen", "--check"], 1, stale, "");
    check(root, &["codegen"], 0, "generated/: 1 file changed, 1 written anew, 1 removed\n", "");

    fs::remove_dir_all(generated.join("src")).expect("removed");
    assert!(run(root, &["codegen"]).status.success(), "an emptied client is made again");
    check(root, &["codegen", "--check"], 0, &up_to_date, "");

    let spec = root.join("specs/qiandun/user/update_person.yaml");
    let text = fs::read_to_string(&spec).expect("a spec");
    fs::write(&spec, text.replace("required: true", "requird: true")).expect("written");
    let before = fs::read(generated.join("src/lib.rs")).expect("a file");
    check(root, &["codegen"], 1, "", "unknown key `requird`");
    assert_eq!(fs::read(generated.join("src/lib.rs")).expect("a file"), before);
    fs::write(&spec, text).expect("written");
    check(root, &["codegen", "--check"], 0, &up_to_date, "");
}

#[test]
fn coverage_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"), &root.join("specs"));
    let told = |words: &[&str]| {
        let output = run(root, words);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let text = told(&["coverage"]);
    assert!(text.starts_with("esign: "), "{text}");
    assert!(text.contains("\nfolder ") && text.contains("\ntotal "), "{text}");
    let markdown = told(&["coverage", "--markdown"]);
    assert!(markdown.starts_with("## esign: ") && markdown.contains("\n| folder | titles |"), "{markdown}");
    assert!(!root.join("generated").exists());

    fs::write(root.join("specs/esign/inventory.yaml"), "inventory: esgn\n").expect("written");
    assert_eq!(run(root, &["coverage"]).status.code(), Some(1));
}

#[test]
fn wrong_words_are_told_apart_from_wrong_specs() {
    let folder = tempfile::tempdir().expect("a folder");
    check(folder.path(), &["codgen"], 2, "", "cargo xtask codegen --check");
    check(folder.path(), &["codegen"], 1, "", "holds `specs`");
}

#[test]
fn an_api_that_there_is_not_is_told_with_those_that_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"), &root.join("specs"));
    let known = "there are: esign, esign_sdk, esign_sdk3, qiandun, qixiangyun\n";
    check(root, &["mock", "nobody"], 2, "", &format!("error: there is no API `nobody`; {known}"));
    check(root, &["mock", "--port", "8080"], 2, "", &format!("error: which API? {known}"));
}
