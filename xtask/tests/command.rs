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
fn specs_become_crates_where_nothing_else_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    for api in ["esign", "qiandun"] {
        copy(&specs.join(api), &root.join("specs").join(api));
    }
    fs::create_dir(root.join("codegen")).expect("a folder");
    fs::create_dir(root.join("notes")).expect("a folder");
    fs::write(root.join("notes/a.txt"), "mine").expect("written");

    let words = ["codegen", "--crates", "clients"];
    assert!(run(root, &words).status.success());
    let up_to_date = run(root, &[&words[..], &["--check"]].concat());
    assert!(String::from_utf8_lossy(&up_to_date.stdout).starts_with("clients/ is up to date ("));
    assert!(root.join("clients/jiekou-qiandun/src/user/update_person.rs").exists());
    assert!(!root.join("generated").exists());

    fs::write(root.join("clients/jiekou-qiandun/src/lib.rs"), "// by hand\n").expect("written");
    let stale = "changed: jiekou-qiandun/src/lib.rs\nrun `cargo xtask codegen --crates clients`\n";
    check(root, &[&words[..], &["--check"]].concat(), 1, stale, "");
    check(root, &words, 0, "clients/: 1 file changed, 0 written anew, 0 removed\n", "");

    fs::remove_dir_all(root.join("specs/qiandun")).expect("removed");
    assert!(run(root, &words).status.success());
    assert!(!root.join("clients/jiekou-qiandun").exists() && root.join("clients/jiekou-esign").exists());

    for foreign in ["notes", ".", "specs/esign"] {
        check(root, &["codegen", "--crates", foreign], 1, "", "it holds other files");
    }
    assert_eq!(fs::read_to_string(root.join("notes/a.txt")).expect("a file"), "mine");
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
fn specs_are_questioned_and_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"), &root.join("specs"));
    check(root, &["lint", "--fail-on", "note"], 0, "", "");

    let path = "specs/qiandun/user/update_person.yaml";
    let spec = root.join(path);
    let text = fs::read_to_string(&spec).expect("a spec");
    let doubtful = text.replacen("request:\n", "retry: never   \n\nrequest:\n", 1);
    assert_ne!(doubtful, text);
    fs::write(&spec, &doubtful).expect("written");
    let told = run(root, &["lint"]);
    assert_eq!(told.status.code(), Some(0), "a warning is no failure by itself");
    assert!(String::from_utf8_lossy(&told.stdout).contains("warning[L0305]"));
    assert_eq!(run(root, &["lint", "--fail-on", "warn"]).status.code(), Some(1));

    let summary = root.join("summary.md");
    fs::write(&summary, "before\n").expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["lint", "--format", "github"]).current_dir(root).env_remove("CARGO_MANIFEST_DIR");
    let output = command.env("GITHUB_STEP_SUMMARY", &summary).output().expect("the command runs");
    let commands = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(commands.starts_with(&format!("::warning file={path},line=")), "{commands}");
    let summary = fs::read_to_string(&summary).expect("the summary");
    assert!(summary.starts_with("before\n# Specs\n\n1 warn.\n"), "{summary}");
    assert!(summary.contains("## Allowed"), "{summary}");

    check(root, &["lint", "--fix", "--fail-on", "note"], 0, "", &format!("mended: {path}\n"));
    let mended = fs::read_to_string(&spec).expect("a spec");
    assert_eq!(mended, text.replacen("request:\n", "\nrequest:\n", 1));

    fs::write(&spec, text.replace("required: true", "requird: true")).expect("written");
    let told = run(root, &["lint", "--format", "json"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&told.stdout).contains("\"code\": \"S0107\""));
}

#[test]
fn codes_are_explained_and_the_guide_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"), &root.join("specs"));
    let page = run(root, &["explain", "s0107"]);
    assert_eq!(page.status.code(), Some(0));
    let page = String::from_utf8_lossy(&page.stdout).into_owned();
    assert!(
        page.starts_with("# S0107: ") && page.contains("## Wrong") && page.contains("## Right"),
        "{page}"
    );

    let guide = root.join("specs/README.md");
    let text = fs::read_to_string(&guide).expect("the guide");
    check(root, &["explain", "--write"], 0, "specs/README.md is up to date\n", "");
    fs::write(&guide, text.replace("| S0107 |", "| S0108 |")).expect("written");
    check(root, &["explain", "--write"], 0, "specs/README.md is written\n", "");
    assert_eq!(fs::read_to_string(&guide).expect("the guide"), text);
    fs::write(&guide, "nothing\n").expect("written");
    check(root, &["explain", "--write"], 1, "", "has no place for the lists");
}

#[test]
fn wrong_words_are_told_apart_from_wrong_specs() {
    let folder = tempfile::tempdir().expect("a folder");
    check(folder.path(), &["codgen"], 2, "", "cargo xtask codegen --check");
    check(folder.path(), &["codegen"], 1, "", "holds `specs`");
    check(folder.path(), &["lint"], 2, "", "holds `specs`");
    check(folder.path(), &["lint", "--format", "xml"], 2, "", "`xml` is none of human, json");
    check(folder.path(), &["explain", "S9999"], 2, "", "there is no code `S9999`");
}

/// The specs of a vendor in a repository of their own, all of them committed.
fn repository(root: &Path) {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/qiandun"), &root.join("specs/qiandun"));
    fs::write(root.join("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n### Client\n\n### Specs\n")
        .expect("written");
    fs::create_dir(root.join("generated")).expect("a folder");
    assert!(run(root, &["codegen"]).status.success());
    for words in [
        &["init", "--quiet", "--initial-branch=main"][..],
        &["add", "."],
        &["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--no-verify", "-m", "x"],
    ] {
        let output = Command::new("git").args(words).current_dir(root).output().expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn changes_since_a_commit_are_told_and_approved() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    repository(root);
    let same = "the specs are those of the fork from main\n\
                the version went from 0.1.0 to 0.1.0; no change asks for more\nthe emitted code is the same\n";
    check(root, &["diff"], 0, same, "");
    check(root, &["diff", "nothing"], 2, "", "cannot find the revision `nothing`");
    check(root, &["diff", "--format", "xml"], 2, "", "no report is called `xml`");

    let spec = root.join("specs/qiandun/api.yaml");
    let text = fs::read_to_string(&spec).expect("a spec");
    let moved = text.replace("production: https://api.", "production: https://api2.");
    assert_ne!(moved, text);
    fs::write(&spec, moved).expect("written");
    let open = run(root, &["diff", "main", "--format", "github"]);
    assert_eq!(open.status.code(), Some(1));
    let open = String::from_utf8_lossy(&open.stdout).into_owned();
    assert!(open.starts_with("::error file=specs/qiandun/api.yaml,line="), "{open}");
    let (_, fingerprint) = open.split_once("somebody must answer for it: ").expect("a fingerprint");
    let fingerprint = &fingerprint[..24];

    let approvals =
        format!("approvals:\n  - {{ fingerprint: \"{fingerprint}\", reason: It moved., who: Li }}\n");
    fs::write(root.join("specs/approvals.yaml"), approvals).expect("written");
    let told = run(root, &["diff", "--write-changelog"]);
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    assert!(String::from_utf8_lossy(&told.stdout).contains("Li answers for it: It moved."));
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).expect("a changelog");
    assert!(changelog.contains("\n- **Security**: `qiandun` `api servers.production`: "), "{changelog}");
    assert_eq!(run(root, &["diff", "--release"]).status.code(), Some(1), "the version is the same");
    for form in ["markdown", "json", "html", "junit", "changelog"] {
        let output = run(root, &["diff", "--format", form]);
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("api servers.production"), "{form}");
    }

    fs::write(&spec, text.replace("label:", "lable:")).expect("written");
    check(root, &["diff"], 2, "", "the specs of this folder cannot be read by this generator");
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
