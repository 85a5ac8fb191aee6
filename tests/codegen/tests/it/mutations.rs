//! Slips of authors: each of some hundred plausible mistakes in the real specs is found at its place, or shows in the
//! surface sheets.
//!
//! Places are drawn by chance that is the same everywhere. `MUTATIONS_SEED=7` draws others and `MUTATIONS_EACH=4`
//! more of them; the law is the same, and the table is not compared. `MUTATIONS_PRINT=<file>` writes what is said of
//! each, for people who read messages.

mod dice;
mod judge;
mod kinds;
mod mutant;
mod site;

use crate::snapshots::assert_snapshot;
use codegen_tests::workspace;
use dice::{Dice, number};
use jiekou_codegen::diagnostics::Diagnostics;
use jiekou_codegen::load::{load, read_dir};
use jiekou_codegen::source::{Entry, Node, SourceFile, SourceFiles, Value};
use judge::{Ground, Judged, Verdict, judge};
use kinds::Kind;
use mutant::Mutant;
use site::Site;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Places that each kind of slip is tried at in each API.
const EACH: usize = 1;
/// From this size on, in bytes of its specs, an API is read so slowly that only every second kind is tried in it.
const LARGE: usize = 500_000;

/// One slip that was drawn.
struct Case<'a> {
    kind: &'static Kind,
    ground: &'a Ground,
    way: String,
    mutant: Mutant,
}

#[test]
fn each_slip_is_found_at_its_place_or_shows_in_the_sheets() {
    let chosen = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (seed, each) = (chosen("MUTATIONS_SEED"), chosen("MUTATIONS_EACH"));
    let grounds = grounds();
    let mut cases = Vec::new();
    for ground in &grounds {
        let seed = seed.unwrap_or_default();
        match each {
            Some(each) => draw_all(ground, seed, each as usize, |_| true, &mut cases),
            None => {
                let known: Vec<&str> = cases.iter().map(|case: &Case<'_>| case.kind.name).collect();
                draw_all(ground, seed, EACH, |kind| is_affordable(ground, kind, &known), &mut cases);
            }
        }
    }
    cases.sort_by_key(|case| kinds::all().position(|kind| std::ptr::eq(kind, case.kind)));
    let judged = judge_all(&cases);
    if let Ok(path) = std::env::var("MUTATIONS_PRINT") {
        let text = cases.iter().zip(&judged).map(|(case, one)| {
            format!(
                "#### {}\n{}: {}\n{:?}\n\n{}\n",
                case.kind.name, case.mutant.path, case.mutant.told, one.verdict, one.printed
            )
        });
        std::fs::write(path, text.collect::<String>()).expect("a file for people");
    }
    let wrong = cases.iter().zip(&judged).filter_map(|(case, one)| wrong(case, one)).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{} of {} slips:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    if seed.is_none() && each.is_none() {
        assert!(cases.len() >= 200, "{} slips are too few", cases.len());
        let is_drawn = |kind: &&Kind| cases.iter().any(|case| std::ptr::eq(case.kind, *kind));
        let never: Vec<&str> = kinds::all().filter(|kind| !is_drawn(kind)).map(|kind| kind.name).collect();
        assert!(never.is_empty(), "no place fits these: {never:?}");
        assert_snapshot("mutations", "slips", &table(&cases, &judged));
    }
}

fn wrong(case: &Case<'_>, judged: &Judged) -> Option<String> {
    let said = match &judged.verdict {
        Verdict::Found(_) | Verdict::Shown => return None,
        Verdict::Astray(places) => format!("found elsewhere: {places}"),
        Verdict::Missed => "missed".to_owned(),
    };
    let Case { kind, mutant, way, .. } = case;
    let Mutant { path, told, .. } = mutant;
    Some(format!("{} in {path} {way}: {told}\n    {said}, not on {:?}", kind.name, mutant.lines))
}

/// The real specs, an API each.
fn grounds() -> Vec<Ground> {
    let specs = read_dir(&workspace()).expect("the specs can be read");
    let mut apis: BTreeMap<String, Vec<SourceFile>> = BTreeMap::new();
    for (_, file) in specs.iter() {
        if let [_, api, _, ..] = file.path.split('/').collect::<Vec<_>>()[..] {
            apis.entry(api.to_owned()).or_default().push(file.clone());
        }
    }
    let ground = |files| {
        let files = SourceFiles::new(files);
        let sheets = jiekou_codegen::sheets(&files).expect("the specs are right");
        Ground { files, sheets }
    };
    apis.into_values().map(ground).collect()
}

/// Whether a kind is tried in an API: in a large one, chance leaves out every second that others had twice.
fn is_affordable(ground: &Ground, kind: &Kind, known: &[&str]) -> bool {
    let size: usize = ground.files.iter().map(|(_, file)| file.text.len()).sum();
    let is_rare = known.iter().filter(|name| **name == kind.name).count() < 2;
    size < LARGE || is_rare || number(0, &["large", kind.name]).is_multiple_of(2)
}

/// Draws slips of the wanted kinds in one API.
fn draw_all<'a>(
    ground: &'a Ground,
    seed: u64,
    each: usize,
    is_wanted: impl Fn(&Kind) -> bool,
    cases: &mut Vec<Case<'a>>,
) {
    let source = load(&ground.files, &mut Diagnostics::default());
    let all: Vec<Vec<Site<'_>>> = source
        .documents
        .iter()
        .map(|document| site::sites(ground.files.file(document.file), &document.root))
        .collect();
    for kind in kinds::all().filter(|kind| is_wanted(kind)) {
        let seed = number(seed, &[kind.name]);
        let mut files: Vec<&Vec<Site<'_>>> = all.iter().collect();
        files.sort_by_key(|sites| number(seed, &[&sites[0].file.path]));
        let drawn = files.into_iter().filter_map(|sites| draw(kind, sites, seed, &all));
        cases.extend(drawn.take(each).map(|(way, mutant)| Case { kind, ground, way, mutant }));
    }
}

/// Draws the place of a slip in one file.
fn draw(kind: &Kind, sites: &[Site<'_>], seed: u64, all: &[Vec<Site<'_>>]) -> Option<(String, Mutant)> {
    let mut fitting: Vec<(u64, &Site<'_>)> = sites
        .iter()
        .filter(|site| (kind.fits)(site))
        .map(|site| (number(seed, &site.way.iter().map(String::as_str).collect::<Vec<_>>()), site))
        .collect();
    fitting.sort_by_key(|(number, _)| *number);
    fitting.into_iter().find_map(|(number, site)| {
        let mutant = (kind.make)(site, &mut Dice(number), all)?;
        let root = &site.above.first().map_or(site.node, |top| top.node);
        is_another(&mutant, root).then(|| (site.way.join("."), mutant))
    })
}

/// Whether the file says something else than before, or is not YAML any more.
fn is_another(mutant: &Mutant, before: &Node) -> bool {
    let file = SourceFile { path: mutant.path.clone(), text: mutant.text.clone() };
    let mut faults = Diagnostics::default();
    let source = load(&SourceFiles::new([file]), &mut faults);
    !faults.is_empty() || source.documents.first().is_none_or(|after| !is_same(before, &after.root))
}

fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Scalar(one), Value::Scalar(other)) => one.text == other.text && one.plain == other.plain,
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let same = |(one, other): (&Entry, &Entry)| {
                // By its length a key with quotes is told from one without.
                let [one_length, other_length] =
                    [one, other].map(|entry| entry.key_span.end - entry.key_span.start);
                one.key == other.key && one_length == other_length && is_same(&one.value, &other.value)
            };
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        _ => false,
    }
}

/// Judges all of them on all cores, in their order.
fn judge_all(cases: &[Case<'_>]) -> Vec<Judged> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match cases.get(at) {
                Some(case) => done.push((at, judge(case.ground, &case.mutant))),
                None => return done,
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
    let mut done: Vec<(usize, Judged)> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter().flat_map(|one| one.join().expect("no slip ends in a panic")).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, judged)| judged).collect()
}

/// How many of each kind were drawn and what became of them, and then each of them.
fn table(cases: &[Case<'_>], judged: &[Judged]) -> String {
    let mut text = String::new();
    let mut sums = [0, 0];
    for kind in kinds::all() {
        let of_kind = || cases.iter().zip(judged).filter(|(case, _)| std::ptr::eq(case.kind, kind));
        let found = of_kind().filter(|(_, one)| matches!(one.verdict, Verdict::Found(_))).count();
        let shown = of_kind().count() - found;
        text.push_str(&format!("{found:>6} found {shown:>4} shown   {}\n", kind.name));
        sums = [sums[0] + found, sums[1] + shown];
    }
    let [found, shown] = sums;
    let whole = format!(
        "{} slips: {found} found at their places, {shown} shown in the sheets\n\n{text}\n",
        cases.len()
    );
    let lines = cases.iter().zip(judged).map(|(case, one)| {
        let told = match one.verdict {
            Verdict::Found(code) => code,
            _ => "sheet",
        };
        let path = case.mutant.path.trim_start_matches("specs/");
        format!("{told:5} {path} {}: {}\n", case.way, case.mutant.told)
    });
    lines.fold(whole, |text, line| text + &line)
}
