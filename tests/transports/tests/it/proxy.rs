//! A proxy between client and server, by CONNECT.

use crate::authority::{Authority, Clients, Until};
use crate::server::{Server, Step, write};
use crate::transports::{GOOD, Under, patient};
use jiekou::{HyperBuilder, HyperTransport};
use std::io::{Read, Write, copy};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

/// What a proxy was asked for.
type Asked = Arc<Mutex<Vec<String>>>;

/// A proxy that leads everywhere to this server, for whoever says `me:password`.
fn proxy(server: SocketAddr) -> (SocketAddr, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let log = Arc::clone(&log);
            thread::spawn(move || lead(stream, server, &log));
        }
    });
    (address, asked)
}

fn lead(mut client: TcpStream, server: SocketAddr, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let is_known = head.contains("Basic bWU6cGFzc3dvcmQ=\r\n");
    log.lock().expect("no test panicked here").push(head);
    if !is_known {
        return client.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    }
    client.write_all(b"HTTP/1.1 200 Connection Established\r\n\r\n")?;
    let mut upstream = TcpStream::connect(server)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, upstream.try_clone()?);
    thread::spawn(move || copy(&mut from_client, &mut to_server));
    copy(&mut upstream, &mut client).map(|_| ())
}

/// A server that is `vendor.example` for those who trust its authority.
fn vendor(ours: &Authority) -> Server {
    let settings = ours.server(&ours.sign("vendor.example", Until::Later), Clients::Anybody);
    Server::tls(vec![Step::Read, write(GOOD), Step::Again], settings)
}

fn call(builder: HyperBuilder) -> String {
    let under = Under::awaited("hyper", builder.build(&patient()).expect("good settings"));
    under.call(&under.client("https://vendor.example", &patient()), 1)
}

#[test]
fn a_proxy_sees_where_and_nothing_else() {
    let ours = Authority::new();
    let server = vendor(&ours);
    let (address, asked) = proxy(server.address);
    let builder = || HyperTransport::builder().trust(ours.pem()).proxy(format!("http://{address}"));
    assert_eq!(call(builder()), "the request was not sent");
    assert_eq!(call(builder().proxy_auth("me", "password")), "answered true");
    let asked = asked.lock().expect("no test panicked here").clone();
    assert!(
        asked.iter().all(|head| head.starts_with("CONNECT vendor.example:443 HTTP/1.1\r\n")),
        "{asked:?}"
    );
    let [heard] = server.heard().try_into().expect("one request");
    assert!(heard.starts_with("POST /v2/") && !heard.to_ascii_lowercase().contains("proxy"), "{heard}");
}

#[test]
fn the_systems_proxy_is_taken_on_request() {
    let ours = Authority::new();
    let server = vendor(&ours);
    let (address, asked) = proxy(server.address);
    let authority = std::env::temp_dir().join(format!("jiekou-authority-{}.pem", std::process::id()));
    std::fs::write(&authority, ours.pem()).expect("a file");
    // The variable is read by the whole process, so that it is another one.
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "proxy::child_of_the_test_of_the_systems_proxy"])
        .env("HTTPS_PROXY", format!("http://me:password@{address}"))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env(AUTHORITY, &authority)
        .status();
    std::fs::remove_file(&authority).expect("the file is there");
    assert!(child.expect("it runs").success());
    assert_eq!((asked.lock().expect("no test panicked here").len(), server.heard().len()), (1, 1));
}

/// Where the child of a test finds whom to trust.
const AUTHORITY: &str = "JIEKOU_TEST_AUTHORITY";

#[test]
#[ignore = "another test runs it, in a process of its own"]
fn child_of_the_test_of_the_systems_proxy() {
    let file = std::env::var(AUTHORITY).expect("the parent says where");
    let pem = std::fs::read(file).expect("the parent wrote it");
    // Nobody asked for the proxy here, and there is no such name.
    assert_eq!(call(HyperTransport::builder().trust(pem.clone())), "the request was not sent");
    assert_eq!(call(HyperTransport::builder().trust(pem).system_proxy()), "answered true");
}
