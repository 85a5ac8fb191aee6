//! A client that is not ours: a script in Python that was written from the fact sheets alone calls the program.
//!
//! In: the program with an API each, the script in `python/`. Out: every step of the script by its name. The script
//! shares nothing with the generator: where the two disagree, one of them has misread the sheet.

#[path = "python/environment.rs"]
mod environment;
#[path = "python/program.rs"]
mod program;

use environment::Python;
use program::Program;

/// Runs the script against the program with this API; `steps` are the names of all that it is to have done well.
#[track_caller]
fn check(api: &str, steps: &[&str]) {
    let Some(python) = Python::get() else { return };
    let program = Program::start(api);
    let output = python.command(&["main.py"]).env("JIEKOU_MOCK", program.start_line()).output();
    let output = output.expect("the interpreter of the environment starts");
    let log = program.stop();
    let said = String::from_utf8_lossy(&output.stdout);
    let expected: String = steps.iter().map(|step| format!("ok: {step}\n")).collect();
    let trouble = String::from_utf8_lossy(&output.stderr);
    assert!(said == expected, "it said:\n{said}\nand not:\n{expected}\n{trouble}\nthe program's log:\n{log}");
    assert!(output.status.success(), "{}\n{trouble}", output.status);
    for secret in ["synthetic-password", "synthetic-secret", "another-secret", "test-app-secret"] {
        assert!(!log.contains(secret), "the log shows a secret:\n{log}");
    }
}

#[test]
fn the_script_signs_and_encrypts_as_the_sheets_do() {
    let Some(python) = Python::get() else { return };
    let output = python.command(&["-m", "unittest", "test_rules"]).output();
    let output = output.expect("the interpreter of the environment starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("Ran 12 tests"), "{said}");
}

#[test]
fn an_account_is_kept_and_logs_in() {
    check(
        "qixiangyun",
        &[
            "the login gives a token",
            "products are subscribed",
            "an account is created, its password encrypted",
            "its password is changed, in two blocks",
            "the account is found",
            "a product is bound to it",
            "an SMS is asked for",
            "its code is pushed",
            "a wrong secret is refused with 505019",
            "a byte altered after signing is refused with 505019",
            "a missing signature is refused with 505017",
            "a clock 16 minutes slow is refused with 505018",
            "a clock 16 minutes fast is refused with 505018",
            "a clock in seconds is refused with 505018",
            "a missing time is refused with 505018",
            "a clock 14 minutes slow is good enough",
            "a missing token is refused with 40100",
            "an expired token is refused with 40101",
            "a login with a wrong secret gives a message and no token",
            "a new login heals it",
            "a plain password is refused",
            "a password for another key is refused",
            "a missing required field is refused with 400000",
            "the account is deleted",
        ],
    );
}

#[test]
fn people_and_companies_are_looked_up() {
    check(
        "qiandun",
        &[
            "a person is updated",
            "the result of an update is a boolean",
            "the person is looked up",
            "it is the same person",
            "a stranger is looked for, signed and in vain",
            "a company is verified",
            "the company has passed",
            "a wrong secret is refused",
            "a byte altered after signing is refused",
            "a digest of another body is refused",
            "a missing digest is refused",
            "a missing signature is refused",
            "a missing key is refused",
            "a clock 16 minutes slow is refused",
            "a clock 16 minutes fast is refused",
            "none of these refusals has used up a nonce",
            "a nonce used twice is refused",
            "a missing required field is refused with 400",
        ],
    );
}

#[test]
fn people_and_organizations_sign_up() {
    check(
        "esign",
        &[
            "a person is created",
            "a person created twice is refused with 53000000",
            "the person is found by the caller's own id",
            "it is the same person",
            "an organization is created",
            "the organization is updated",
            "the type of the body is signed as it is written",
            "headers of one's own are signed",
            "the organization is looked up",
            "a wrong secret is refused with INVALID_SIGNATURE",
            "a byte altered after signing is refused with INVALID_SIGNATURE",
            "a digest of another body is refused with INVALID_SIGNATURE",
            "a clock 16 minutes slow is refused with INVALID_TIMESTAMP",
            "a clock in seconds is refused with INVALID_TIMESTAMP",
            "a missing signature is refused with 缺少参数",
            "a missing mode is refused with TOKEN_CANT_BE_NULL",
            "another mode is refused with AUTHSTRATEGY_NOT_FOUND",
            "an unknown application is refused with 无效的应用",
            "a missing required field is refused",
            "the person is deleted",
            "to look for a deleted person is refused with 53000001",
        ],
    );
}

#[test]
fn an_unsigned_program_is_told_its_project() {
    check(
        "esign_sdk",
        &[
            "the project is told",
            "a person is created",
            "the person has an account",
            "an organization is created",
            "the organization is updated",
            "the person is found by the id number",
            "it is the same person",
            "a missing required field is refused",
            "the account is deleted",
            "to delete it twice is refused with 1007",
        ],
    );
}
