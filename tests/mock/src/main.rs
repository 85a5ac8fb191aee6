//! The program of mock servers with the APIs that a script in another language is tested against.
//!
//! In: the words of its command line. Out: a server until it is stopped. It adds nothing to the program of the library.

fn main() -> std::process::ExitCode {
    jiekou::mock::program::run(&[
        &jiekou::esign::mock::MOCK,
        &jiekou::esign_sdk::mock::MOCK,
        &jiekou::qiandun::mock::MOCK,
        &jiekou::qixiangyun::mock::MOCK,
    ])
}
