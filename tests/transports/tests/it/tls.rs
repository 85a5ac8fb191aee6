//! TLS against a server with a certificate of a private authority.

use crate::authority::{Authority, Clients, Until};
use crate::server::{Server, Step, write};
use crate::transports::{GOOD, Under, hasty, patient};
use jiekou::{HyperBuilder, HyperTransport};
use std::process::Command;
use std::time::Duration;

const CANNOT: &str = "the request cannot be sent";

/// A call to a server that this authority signed for, from a client that trusts that authority.
#[track_caller]
fn check(signer: &Authority, name: &str, until: Until, trusted: &Authority, expected: &str) {
    let settings = signer.server(&signer.sign(name, until), Clients::Anybody);
    for under in Under::all(&patient(), Some(trusted)) {
        let server = Server::tls(vec![Step::Read, write(GOOD), Step::Again], settings.clone());
        let client = under.client(&format!("https://{}", server.address), &patient());
        assert_eq!(under.call(&client, 1), expected, "{}", under.name);
        let heard = usize::from(expected != CANNOT);
        assert_eq!(server.heard().len(), heard, "{}", under.name);
    }
}

#[test]
fn a_server_must_show_a_good_certificate() {
    let (ours, another) = (Authority::new(), Authority::new());
    check(&ours, "127.0.0.1", Until::Later, &ours, "answered true");
    check(&another, "127.0.0.1", Until::Later, &ours, CANNOT);
    check(&ours, "vendor.example", Until::Later, &ours, CANNOT);
    check(&ours, "127.0.0.1", Until::LongAgo, &ours, CANNOT);
}

#[test]
fn the_built_in_roots_know_no_private_authority() {
    let ours = Authority::new();
    let settings = ours.server(&ours.sign("127.0.0.1", Until::Later), Clients::Anybody);
    for under in Under::all(&patient(), None) {
        let server = Server::tls(vec![Step::Read, write(GOOD)], settings.clone());
        let client = under.client(&format!("https://{}", server.address), &patient());
        assert_eq!(under.call(&client, 1), CANNOT, "{}", under.name);
    }
}

#[test]
fn a_private_authority_may_stand_beside_the_built_in_roots() {
    let ours = Authority::new();
    let settings = ours.server(&ours.sign("127.0.0.1", Until::Later), Clients::Anybody);
    let server = Server::tls(vec![Step::Read, write(GOOD)], settings);
    let transport = HyperTransport::builder().trust(ours.pem()).build(&patient()).expect("good settings");
    let under = Under::awaited("hyper", transport);
    let client = under.client(&format!("https://{}", server.address), &patient());
    assert_eq!(under.call(&client, 1), "answered true");
}

#[test]
fn a_server_without_tls_is_not_tried_again() {
    let ours = Authority::new();
    for under in Under::all(&patient(), Some(&ours)) {
        let server = Server::plain(vec![
            Step::Sleep(Duration::from_millis(60)),
            write("HTTP/1.1 400 Bad Request\r\n\r\n"),
            Step::AwaitEnd,
        ]);
        let client = under.client(&format!("https://{}", server.address), &patient());
        assert_eq!(under.call(&client, 1), CANNOT, "{}", under.name);
    }
}

#[test]
fn a_server_that_says_nothing_got_nothing() {
    let ours = Authority::new();
    for under in Under::all(&hasty(), Some(&ours)) {
        let server = Server::plain(vec![Step::Sleep(Duration::from_secs(3))]);
        let client = under.client(&format!("https://{}", server.address), &hasty());
        assert_eq!(under.call(&client, 1), "the request was not sent", "{}", under.name);
    }
}

#[test]
fn a_server_may_want_a_certificate_too() {
    let ours = Authority::new();
    let settings = ours.server(&ours.sign("127.0.0.1", Until::Later), Clients::Known);
    let server = Server::tls(vec![Step::Read, write(GOOD), Step::Again], settings);
    let own = ours.sign("client.example", Until::Later);
    let call = |builder: HyperBuilder| {
        let under = Under::awaited("hyper", builder.build(&patient()).expect("good settings"));
        under.call(&under.client(&format!("https://{}", server.address), &patient()), 1)
    };
    let stranger = || HyperTransport::builder().trust(ours.pem());
    assert_ne!(call(stranger()), "answered true");
    assert!(server.heard().is_empty());
    assert_eq!(call(stranger().identity(own.chain, own.key)), "answered true");
}

/// Where the child of a test finds its server.
const URL: &str = "JIEKOU_TEST_URL";

#[test]
fn the_operating_systems_roots_are_trusted_on_request() {
    let ours = Authority::new();
    let settings = ours.server(&ours.sign("127.0.0.1", Until::Later), Clients::Anybody);
    let server = Server::tls(vec![Step::Read, write(GOOD)], settings);
    let roots = std::env::temp_dir().join(format!("jiekou-roots-{}.pem", std::process::id()));
    std::fs::write(&roots, ours.pem()).expect("a file");
    // The variable is read by the whole process, so that it is another one.
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "tls::child_of_the_test_of_roots"])
        .env("SSL_CERT_FILE", &roots)
        .env_remove("SSL_CERT_DIR")
        .env(URL, format!("https://{}", server.address))
        .status();
    std::fs::remove_file(&roots).expect("the file is there");
    assert!(child.expect("it runs").success());
    assert_eq!(server.heard().len(), 1);
}

#[test]
#[ignore = "another test runs it, in a process of its own"]
fn child_of_the_test_of_roots() {
    let url = std::env::var(URL).expect("the parent says where");
    let transport = HyperTransport::builder().trust_system().build(&patient()).expect("good settings");
    let under = Under::awaited("hyper", transport);
    assert_eq!(under.call(&under.client(&url, &patient()), 1), "answered true");
}
