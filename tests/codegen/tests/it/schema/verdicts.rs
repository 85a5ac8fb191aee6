//! Fixtures and real specs: what is right is accepted, and what is wrong is refused where one map tells that it is.

use super::{Judge, structural};
use codegen_tests::{bad, base, good, unchanged, workspace};
use jiekou_codegen::diagnostics::Diagnostics;
use jiekou_codegen::load::{load, read_dir};
use std::collections::BTreeSet;

/// Mistakes that have a structural code, and are none to a schema: why, and which fixtures have them.
const UNKNOWN: &[(&str, &[&str])] = &[
    ("a file is missing, not a key", &["S0108_file"]),
    (
        "another call says which members there are, and of which types",
        &[
            "S0108_required_member_of_token",
            "S0109_result_at_once_of_another_type",
            "S0110_state_of_progress",
        ],
    ),
    (
        "the fields of the call say what a path leads to",
        &[
            "S0108_rows_of_pages",
            "S0109_list_as_state",
            "S0109_rows_that_are_no_list",
            "S0109_source_that_is_an_object",
            "S0109_total_that_is_a_flag",
        ],
    ),
    ("the type of the field says what fits", &["S0109_fixed_number_for_text", "S0109_flag_for_a_text"]),
    (
        "an enum, here or elsewhere, says which values there are",
        &[
            "S0109_word_in_integer_enum",
            "S0110_condition_that_never_holds",
            "S0110_fixed_value_of_no_enum",
            "S0110_value_of_shape",
        ],
    ),
    (
        "sets may give the fields, or nothing has to be set",
        &[
            "S0111_callback_without_fields",
            "S0111_form_without_fields",
            "S0111_object_without_fields",
            "S0111_shared_object_without_fields",
        ],
    ),
    (
        "a wire value may be anything but empty, and names of JSON are not counted",
        &["S0111_empty_enum_value"],
    ),
    ("a pattern does not know the calendar", &["S0109_day_of_allow"]),
    ("a pattern does not know how large a number is", &["S0603_port"]),
    ("parameters of a path are not counted", &["S0601_empty_parameter"]),
];

/// Mistakes that only some schemas know, since they are mostly of another kind: why, and which fixtures have them.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "a text on one line has no line break",
        &["S0106_line_break_in_condition", "S0106_line_break_in_header", "S0106_line_break_in_other_name"],
    ),
    ("a type in small letters is one of the language", &["S0201_other_name_of_unknown_type", "S0201_type"]),
    ("transforms are words of the language", &["S0202_transform"]),
    ("names have a form", &["S0303_camel_case", "S0303_group", "S0303_type"]),
    (
        "a recipe has vectors, and a vector expects something",
        &["S0403_no_vector", "S0403_no_vectors_of_verify", "S0403_nothing_expected"],
    ),
    ("where a draft is open there is no value yet", &["S0113_draft"]),
    ("a code has no blanks", &["S0502_blank_in_code"]),
    (
        "a map says which of its keys go together",
        &[
            "S0604_body_of_no_callback",
            "S0604_example_with_two_answers",
            "S0604_largest_page_of_nothing",
            "S0604_largest_page_without_size",
            "S0604_name_and_class",
            "S0604_next_of_numbered_pages",
            "S0604_one_push",
            "S0604_pages_by_nothing",
            "S0604_pages_by_number_and_cursor",
            "S0604_rule_of_two_kinds",
            "S0604_state_of_title",
            "S0604_states_of_nothing",
            "S0604_two_effects",
        ],
    ),
];

#[test]
fn what_is_right_is_accepted() {
    let judge = Judge::new();
    let specs = read_dir(&workspace()).expect("the specs can be read");
    let all = good().into_iter().map(|fixture| fixture.files).chain([unchanged(), base(), specs]);
    let (mut refused, mut asked) = (Vec::new(), 0);
    for files in all {
        for document in load(&files, &mut Diagnostics::default()).documents {
            asked += 1;
            refused.extend(judge.fault(&document).map(|fault| format!("{}: {fault}", document.path)));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(asked > 500, "only {asked} documents");
}

#[test]
fn what_is_wrong_is_refused_where_a_schema_can_know_it() {
    let judge = Judge::new();
    let listed = |lists: &[(&str, &'static [&str])]| -> BTreeSet<&'static str> {
        lists.iter().flat_map(|(_, names)| names.iter().copied()).collect()
    };
    let (unknown, known) = (listed(UNKNOWN), listed(KNOWN));
    let mut met = BTreeSet::new();
    let mut odd = Vec::new();
    for fixture in bad() {
        met.insert(fixture.name.clone());
        let mut found = Diagnostics::default();
        let documents = load(&fixture.files, &mut found).documents;
        // What is no YAML, or more than is allowed of it, is for the parser to say.
        if !found.is_empty() {
            continue;
        }
        let mistakes = jiekou_codegen::read(&fixture.files).err().unwrap_or_default();
        let name = fixture.name.as_str();
        for document in documents {
            let here = mistakes.iter().filter(|one| one.primary.span.file == document.file);
            let wanted = match here.map(|one| one.code.number()).collect::<BTreeSet<_>>() {
                codes if codes.is_empty() => false,
                _ if known.contains(name) => true,
                codes => codes.iter().any(|code| structural(code)) && !unknown.contains(name),
            };
            let fault = judge.fault(&document);
            if wanted != fault.is_some() {
                odd.push(format!("{name}: {} {fault:?}", document.path));
            }
        }
    }
    assert!(odd.is_empty(), "mend the declaration of the language, or say why:\n{}", odd.join("\n"));
    let gone: Vec<_> = unknown.iter().chain(&known).filter(|name| !met.contains(**name)).collect();
    assert!(gone.is_empty(), "these fixtures are not there: {gone:?}");
    let needless = unknown.iter().filter(|name| !structural(&name[..5]));
    let needless: Vec<_> = needless.chain(known.iter().filter(|name| structural(&name[..5]))).collect();
    assert!(needless.is_empty(), "these need no word: {needless:?}");
}
