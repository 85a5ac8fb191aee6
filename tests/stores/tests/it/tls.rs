//! Tokens in Redis over TLS, with an authority of one's own.

use crate::checks::{block_on, load, save};
use crate::server::Server;
use jiekou_runtime::{RedisTokenStore, TokenStore};
use rcgen::{BasicConstraints, Certificate, CertificateParams, IsCa, Issuer, KeyPair};
use redis::{Client, TlsCertificates};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Writes a certificate of `localhost` and its key into the folder. Gives the authority that signed it.
fn certify(folder: &Path) -> Certificate {
    let mut params = CertificateParams::new([]).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = params.self_signed(&key).expect("an authority");
    let server_key = KeyPair::generate().expect("a key");
    let server = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    let server = server.signed_by(&server_key, &Issuer::new(params, key)).expect("a certificate");
    for (name, text) in
        [("ca.pem", authority.pem()), ("server.pem", server.pem()), ("key.pem", server_key.serialize_pem())]
    {
        fs::write(folder.join(name), text).expect("written");
    }
    authority
}

#[test]
fn tls_is_spoken_and_a_strange_certificate_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = certify(folder.path());
    let path = |name: &str| folder.path().join(name).into_os_string().into_string().expect("a name in UTF-8");
    let (ca, server, key) = (path("ca.pem"), path("server.pem"), path("key.pem"));
    let files = ["--tls-ca-cert-file", &ca, "--tls-cert-file", &server, "--tls-key-file", &key];
    let ports = ["--port", "0", "--tls-port", "{port}", "--tls-auth-clients", "no"];
    let Some(server) = Server::start(&[&ports[..], &files[..]].concat()) else { return };

    let trusted = TlsCertificates { client_tls: None, root_cert: Some(authority.pem().into_bytes()) };
    let client = Client::build_with_tls(server.url_of_tls(), trusted).expect("a client");
    let store = RedisTokenStore::with_client(client).expect("a store").limit(Duration::from_secs(5));
    save(&store, "k", "t1");
    assert_eq!(load(&store, "k").as_deref(), Some("t1"));

    let limit = Duration::from_secs(5);
    let began = Instant::now();
    for url in [server.url_of_tls(), server.url("")] {
        let store = RedisTokenStore::open(&url).expect("a store").limit(limit);
        let error =
            block_on(store.load("k")).expect_err("the system does not know the authority").to_string();
        assert_eq!(error, "the token store failed: redis: I/O error");
    }
    assert!(began.elapsed() < limit, "refused, not waited for");
}
