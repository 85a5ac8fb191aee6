//! Right specs with one small change: schema and generator say the same of them.

use super::{Judge, structural};
use codegen_tests::{good, unchanged};
use jiekou_codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use jiekou_codegen::load::load;
use jiekou_codegen::source::{Document, Entry, Node, Scalar, SourceFile, SourceFiles, Value};
use std::sync::Arc;

/// How many changes are tried.
const TRIES: usize = 2_000;
/// So that a failure comes again.
const SEED: u64 = 20_261_122;

/// A small change of one node, or of the entry that holds it.
#[derive(Clone, Copy, Debug)]
enum Change {
    Drop,
    Misspell,
    Plain(&'static str),
    Quoted(&'static str),
    List,
    Map,
    Wrapped,
}

const CHANGES: [Change; 10] = [
    Change::Drop,
    Change::Misspell,
    Change::Plain("null"),
    Change::Plain("true"),
    Change::Plain("-7"),
    Change::Plain("no_such_word"),
    Change::Quoted(""),
    Change::List,
    Change::Map,
    Change::Wrapped,
];

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }
}

#[test]
fn schema_and_generator_agree_on_small_changes() {
    let judge = Judge::new();
    let all: Vec<SourceFiles> =
        good().into_iter().map(|fixture| fixture.files).chain([unchanged()]).collect();
    let mut dice = Dice(SEED);
    let (mut odd, mut refused) = (Vec::new(), 0);
    for _ in 0..TRIES {
        let files = &all[dice.below(all.len())];
        let mut documents = load(files, &mut Diagnostics::default()).documents;
        let at = dice.below(documents.len());
        let document = &mut documents[at];
        let change = CHANGES[dice.below(CHANGES.len())];
        let mut left = dice.below(count(&document.root) - 1);
        let Some(place) = mutate(Arc::make_mut(&mut document.root), change, &mut left) else { continue };
        let text = written(&document.root);
        let (document, mistakes) = read(files, &document.path, &text);
        let fault = judge.fault(&document);
        refused += usize::from(fault.is_some());
        let here: Vec<_> = mistakes.iter().filter(|one| one.primary.span.file == document.file).collect();
        let codes: Vec<&str> = here.iter().map(|one| one.code.number()).collect();
        let agrees = match &fault {
            // Whatever the schema refuses is wrong.
            Some(_) => !codes.is_empty(),
            None => !here.iter().any(|one| structural(one.code.number()) && !is_beyond(one)),
        };
        if !agrees {
            let messages: Vec<&str> = here.iter().map(|one| one.message.as_str()).collect();
            odd.push(format!("{} at {place}, {change:?}: {messages:?} / {fault:?}", document.path));
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
    assert!(refused > TRIES / 2, "only {refused} changes are refused");
}

/// Whether a mistake with a structural code is one only by what other maps say.
fn is_beyond(mistake: &Diagnostic) -> bool {
    let message = mistake.message.as_str();
    match mistake.code {
        // Sets may give the fields, and an inline object may be without any.
        Code::EmptyValue => message.ends_with(" needs at least one field"),
        // The request of another call.
        Code::MissingKey => mistake.primary.text.ends_with("requires it"),
        // The type of the field, or its enum.
        Code::WrongType => ["a whole number of ", "a text in quotes"].iter().any(|of| message.contains(of)),
        Code::NotOneOf => message.contains(" is no value of "),
        _ => false,
    }
}

/// The changed document, and all mistakes in the API that it belongs to.
fn read(files: &SourceFiles, path: &str, text: &str) -> (Document, Diagnostics) {
    let changed = SourceFile { path: path.to_owned(), text: text.to_owned() };
    let files = SourceFiles::new(files.iter().map(|(_, file)| file.clone()).chain([changed]));
    let documents = load(&files, &mut Diagnostics::default()).documents;
    let document = documents.into_iter().find(|document| document.path == path);
    let mistakes = jiekou_codegen::read(&files).err().unwrap_or_default();
    (document.unwrap_or_else(|| panic!("no YAML:\n{text}")), mistakes)
}

fn count(node: &Node) -> usize {
    1 + node.items().iter().chain(node.entries().iter().map(|entry| &entry.value)).map(count).sum::<usize>()
}

/// Changes the node that comes after so many others; its place, where the change is one.
fn mutate(node: &mut Node, change: Change, left: &mut usize) -> Option<String> {
    match &mut node.value {
        Value::Scalar(_) => None,
        Value::List(items) => {
            for at in 0..items.len() {
                if *left == 0 {
                    match change {
                        Change::Drop => _ = items.remove(at),
                        Change::Misspell => return None,
                        _ => replace(&mut items[at], change),
                    }
                    return Some(format!("[{at}]"));
                }
                *left -= 1;
                let inner = mutate(&mut items[at], change, left);
                if inner.is_some() {
                    return inner.map(|rest| format!("[{at}]{rest}"));
                }
            }
            None
        }
        Value::Map(entries) => {
            for at in 0..entries.len() {
                let key = entries[at].key.clone();
                if *left == 0 {
                    match change {
                        Change::Drop => _ = entries.remove(at),
                        Change::Misspell => entries[at].key.push_str("xyzzy"),
                        _ => replace(&mut entries[at].value, change),
                    }
                    return Some(format!(".{key}"));
                }
                *left -= 1;
                let inner = mutate(&mut entries[at].value, change, left);
                if inner.is_some() {
                    return inner.map(|rest| format!(".{key}{rest}"));
                }
            }
            None
        }
    }
}

fn replace(node: &mut Node, change: Change) {
    let scalar = |text: &str, plain| Value::Scalar(Scalar { text: text.to_owned(), plain });
    node.value = match change {
        Change::Plain(text) => scalar(text, true),
        Change::Quoted(text) => scalar(text, false),
        Change::List => Value::List(Vec::new()),
        Change::Map => Value::Map(Vec::new()),
        Change::Wrapped => Value::List(vec![node.clone()]),
        Change::Drop | Change::Misspell => return,
    };
}

/// A tree as YAML in flow style.
fn written(node: &Node) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text");
    match &node.value {
        Value::Scalar(scalar) if scalar.plain && !super::json_of(node).is_string() => {
            match scalar.text.as_str() {
                "" => "null".to_owned(),
                text => text.to_owned(),
            }
        }
        Value::Scalar(scalar) => quoted(&scalar.text),
        Value::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entry = |entry: &Entry| format!("{}: {}", quoted(&entry.key), written(&entry.value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
