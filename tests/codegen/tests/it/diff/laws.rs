//! What holds for every pair of models: nothing differs from itself, and there and back are mirrors.

use std::collections::BTreeSet;

use codegen_tests::{good, unchanged, workspace};
use jiekou_codegen::diff::{Kind, diff};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::model::Model;
use jiekou_codegen::read;
use jiekou_codegen::source::{SourceFile, SourceFiles};

use super::{both_ways, model};

#[test]
fn nothing_differs_from_itself() {
    for fixture in good() {
        let read = model(&fixture.files);
        assert_eq!(diff(&read, &read), [], "{}", fixture.name);
        assert_eq!(diff(&read, &model(&fixture.files)), [], "{}", fixture.name);
    }
    let real = model(&read_dir(&workspace()).expect("the real specs"));
    assert_eq!(diff(&real, &real), []);
}

#[test]
fn an_api_comes_and_goes_as_a_whole() {
    let (there, back) = both_ways(&Model::default(), &model(&unchanged()));
    assert_eq!(there.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::ApiAdded]);
    assert_eq!(back.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::ApiRemoved]);
}

/// Two APIs that have nothing to do with each other are compared as if one had become the other.
#[test]
fn there_and_back_are_mirrors_of_any_two_apis() {
    let models: Vec<Model> = good().iter().map(|fixture| model(&fixture.files)).map(renamed).collect();
    for (old, new) in models.iter().zip(models.iter().skip(1)) {
        let (there, _) = both_ways(old, new);
        let prints: BTreeSet<_> = there.iter().map(|one| one.fingerprint()).collect();
        assert_eq!(prints.len(), there.len(), "two changes have one fingerprint");
    }
}

fn renamed(mut model: Model) -> Model {
    let id = self::model(&unchanged()).apis[0].id.clone();
    model.apis.iter_mut().for_each(|api| api.id = id.clone());
    model.apis.truncate(1);
    model
}

/// Lines between two that are taken out: all of them would take minutes.
const STEP: usize = 3;

/// Takes lines out of each good fixture; where specs are left that are right, the laws hold for them.
#[test]
fn there_and_back_are_mirrors_of_what_a_lost_line_leaves() {
    let mut compared = 0;
    let mut silent = Vec::new();
    for fixture in good() {
        let whole = model(&fixture.files);
        for (_, file) in fixture.files.iter() {
            for at in (0..file.text.lines().count()).skip(compared % STEP).step_by(STEP) {
                let Ok(less) = read(&without_line(&fixture.files, file, at)) else { continue };
                let (there, _) = both_ways(&whole, &less);
                compared += 1;
                let line = file.text.lines().nth(at).expect("the line").trim();
                if there.is_empty() && !line.starts_with('#') {
                    silent.push(line.to_owned());
                }
            }
        }
    }
    assert!(compared > 100, "many lines may be lost without a mistake: {compared}");
    silent.retain(|line| !is_silent(line));
    assert_eq!(silent, Vec::<String>::new(), "a line was lost and nothing was noticed");
}

/// What stands in specs and in no model: reasons for names, what only says the default, and words that are not used.
fn is_silent(line: &str) -> bool {
    ["why:", "evidence:", "object:"].iter().any(|key| line.starts_with(key))
}

/// What people do to specs without looking: two lines change places, a flag turns, a number or a word becomes another.
const MISHAPS: [fn(&str, usize) -> Option<String>; 4] = [swapped, turned, counted, reworded];

/// Mutants of each good fixture.
const MUTANTS: u64 = 60;

/// Mutates the good fixtures at places that a seed chooses; where specs are left that are right, the laws hold.
#[test]
fn there_and_back_are_mirrors_of_what_a_mishap_leaves() {
    let mut compared = 0;
    for fixture in good() {
        let whole = model(&fixture.files);
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..MUTANTS {
            let mut next = |most: usize| {
                // Knuth's constants; the upper bits are the better ones.
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (seed >> 33) as usize % most
            };
            let (_, file) = fixture.files.iter().nth(next(fixture.files.iter().count())).expect("a file");
            let mishap = MISHAPS[next(MISHAPS.len())];
            let Some(text) = mishap(&file.text, next(file.text.len())) else { continue };
            let mutant = SourceFile { path: file.path.clone(), text };
            let files = fixture.files.iter().map(|(_, file)| file.clone()).chain([mutant]);
            let Ok(mutant) = read(&SourceFiles::new(files)) else { continue };
            both_ways(&whole, &mutant);
            compared += 1;
        }
    }
    assert!(compared > 100, "many mishaps leave specs that are right: {compared}");
}

fn swapped(text: &str, at: usize) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let line = text.get(..at)?.lines().count().checked_sub(1)?;
    (line + 1 < lines.len()).then(|| lines.swap(line, line + 1))?;
    Some(format!("{}\n", lines.join("\n")))
}

fn turned(text: &str, at: usize) -> Option<String> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    Some(format!("{before}{}", after.replacen("true", "false", 1)))
}

fn counted(text: &str, at: usize) -> Option<String> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let digit = after.find(|one: char| one.is_ascii_digit())?;
    let other = if after[digit..].starts_with('7') { "8" } else { "7" };
    Some(format!("{before}{}{other}{}", &after[..digit], &after[digit + 1..]))
}

fn reworded(text: &str, at: usize) -> Option<String> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let words = [("type: string", "type: i64"), ("type: i32", "type: i64"), ("POST", "PUT"), ("A ", "The ")];
    let (from, to) = words.into_iter().find(|(from, _)| after.contains(from))?;
    Some(format!("{before}{}", after.replacen(from, to, 1)))
}

fn without_line(files: &SourceFiles, file: &SourceFile, at: usize) -> SourceFiles {
    let kept = file.text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != at);
    let damaged = SourceFile { path: file.path.clone(), text: kept.map(|(_, line)| line).collect() };
    SourceFiles::new(files.iter().map(|(_, file)| file.clone()).chain([damaged]))
}
