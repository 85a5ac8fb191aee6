//! The server as a program: it prints what clients must know, writes a line for each call, and serves until stopped.
//!
//! In: the tables of APIs and the words of a command line. Out: an exit code: 0 it was stopped, 1 it could not serve, 2
//! wrong words. What clients must know goes to standard output, calls and complaints to standard error. No secret but
//! the server's own made-up ones is printed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

mod greeting;
mod line;
mod stop;
mod words;

use crate::check::Settings;
use crate::journal::{CallRecord, Outcome};
use crate::recording::Recorder;
use crate::rules::Reason;
use crate::server::{Core, Setup};
use crate::table::MockApi;
use greeting::Greeting;
use std::io::{self, Write as _};
use std::process::ExitCode;
use words::{Start, USAGE, Wish, Wrong};

/// Serves one of these APIs until it is stopped: by Ctrl-C, by SIGTERM, or as the words of the command line say.
///
/// The words are the API's name, then options; `help` prints what there is. Standard output gets what clients must
/// know: address, credentials, a token, a public key. Standard error gets one line for each call, without secrets.
///
/// ```no_run
/// # use jiekou_mock::private::MockApi;
/// # fn apis() -> &'static [&'static MockApi] { &[] }
/// fn main() -> std::process::ExitCode {
///     jiekou_mock::program::run(apis())
/// }
/// ```
pub fn run(apis: &[&'static MockApi]) -> ExitCode {
    let names: Vec<_> = apis.iter().map(|api| api.api.id).collect();
    let wish = match words::parse(std::env::args_os().collect(), &names) {
        Ok(Some(wish)) => wish,
        Ok(None) => {
            println!("{USAGE}\n\nAPIs: {}", names.join(", "));
            return ExitCode::SUCCESS;
        }
        Err(Wrong(text)) => {
            eprintln!("error: {text}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let Some(table) = apis.iter().find(|api| api.api.id == wish.api) else {
        unreachable!("words are checked against the names");
    };
    match serve(table, &wish) {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("error: {text}");
            ExitCode::FAILURE
        }
    }
}

fn serve(table: &'static MockApi, wish: &Wish) -> Result<(), String> {
    let missed = if wish.replay.is_some() { "  (not in the recording)" } else { "" };
    let setup = Setup {
        port: wish.port,
        checks: Settings { strictness: wish.strictness, ..Settings::default() },
        watch: Some(Box::new(move |exchange| watch(exchange.record, missed))),
        record: wish.record.clone(),
        replay: wish.replay.clone(),
        seed: wish.seed.unwrap_or_default(),
        ..Setup::default()
    };
    let mut server =
        Core::start(table, setup).map_err(|error| format!("cannot serve on port {}: {error}", wish.port))?;
    let greeting = Greeting::of(&server);
    // Whoever started it may not listen; it serves all the same.
    let _ = match wish.start {
        Start::Text => writeln!(io::stdout(), "{}", greeting.text()),
        Start::Json => writeln!(io::stdout(), "{}", greeting.json()),
    };
    stop::wait(wish.until).map_err(|error| format!("cannot wait for the end: {error}"))?;
    server.stop();
    match server.vendor.recorder.as_ref().and_then(Recorder::failure) {
        Some(text) => Err(format!("the recording is not whole: {text}")),
        None => Ok(()),
    }
}

/// Writes a line for a call.
fn watch(call: &CallRecord, missed: &str) {
    let is_usual = match call.outcome {
        Outcome::Example(_) | Outcome::State | Outcome::Failed(_) => true,
        Outcome::Refused { reason, .. } => reason == Reason::NoSuchRecord,
        _ => false,
    };
    let missed = if is_usual { missed } else { "" };
    let _ = writeln!(io::stderr(), "{}{missed}", line::line(call));
}
