//! The layout of spec files: the real ones have it, and laying out changes nothing of what a spec says.

use codegen_tests::{bad, good, workspace};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::source::SourceFiles;
use jiekou_codegen::{canonical, generate};

#[test]
fn the_real_specs_are_laid_out() {
    let specs = read_dir(&workspace()).expect("the specs can be read");
    let made = canonical(&specs);
    assert_eq!(made.refused, []);
    let differ = specs.iter().zip(made.files.iter()).filter(|((_, old), (_, new))| old.text != new.text);
    let paths: Vec<&str> = differ.map(|((_, file), _)| file.path.as_str()).collect();
    assert!(paths.is_empty(), "run `cargo xtask fmt`: {paths:#?}");
}

/// Specs as other authors would write them: all of it further in, blank lines doubled, a remark at each end.
fn dishevelled(files: &SourceFiles) -> SourceFiles {
    let line = |line: &str| if line.is_empty() { "\n \n\n".to_owned() } else { format!("   {line}\n") };
    SourceFiles::new(files.iter().map(|(_, file)| {
        let mut file = file.clone();
        let texts = file.text.lines().map(line).collect::<String>();
        file.text = format!("# The first remark.\n{texts}\n# The last one.\n");
        file
    }))
}

#[test]
fn other_hands_come_to_the_same_layout() {
    let specs = read_dir(&workspace()).expect("the specs can be read");
    let made = canonical(&dishevelled(&specs));
    assert_eq!(made.refused, []);
    for ((_, old), (_, new)) in specs.iter().zip(made.files.iter()) {
        let (line, rest) = old.text.split_once('\n').expect("a line for editors");
        let expected = format!("{line}\n# The first remark.\n{rest}");
        let got = new.text.trim_end_matches("# The last one.\n").trim_end();
        assert_eq!(got, expected.trim_end(), "{}", old.path);
    }
}

#[test]
fn laying_out_changes_nothing_that_is_said_and_is_done_once() {
    for fixture in good() {
        let once = canonical(&fixture.files);
        assert_eq!(once.refused, [], "{}", fixture.name);
        assert_eq!(canonical(&once.files).files, once.files, "{}", fixture.name);
        let (before, after) = (generate(&fixture.files), generate(&once.files));
        assert!(before.is_ok_and(|before| after.is_ok_and(|after| before == after)), "{}", fixture.name);
    }
}

#[test]
fn wrong_specs_are_laid_out_or_left_alone() {
    for fixture in bad() {
        let once = canonical(&fixture.files);
        assert_eq!(canonical(&once.files).files, once.files, "{}", fixture.name);
        for (path, reason) in &once.refused {
            assert!(
                !reason.contains("layout") && !reason.contains("comment"),
                "{}, {path}: {reason}",
                fixture.name
            );
        }
    }
}
