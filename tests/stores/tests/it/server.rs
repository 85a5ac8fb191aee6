//! A real `redis-server` on 127.0.0.1, which ends with the test.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A server that keeps nothing on the disk.
pub(crate) struct Server {
    child: Option<Child>,
    port: u16,
    settings: Vec<String>,
}

impl Server {
    /// A server with these settings besides, in which `{port}` is its port; none where the machine has no `redis-server`. With `JIEKOU_REDIS` as
    /// `required` that is a failure.
    #[track_caller]
    pub(crate) fn start(settings: &[&str]) -> Option<Self> {
        let known = Command::new("redis-server").arg("--version").stdout(Stdio::null()).status();
        if known.is_err() {
            let required = std::env::var("JIEKOU_REDIS").is_ok_and(|value| value == "required");
            assert!(!required, "there is no `redis-server`; install it, or do not set JIEKOU_REDIS");
            // The test harness hides what `eprintln` writes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: a test of Redis, for there is no `redis-server`");
            return None;
        }
        for _ in 0..5 {
            let port = free_port();
            let settings = settings.iter().map(|word| word.replace("{port}", &port.to_string())).collect();
            let mut server = Self { child: None, port, settings };
            // Somebody else may have taken the port meanwhile.
            if server.run().is_ok() {
                return Some(server);
            }
        }
        panic!("`redis-server` does not start");
    }

    /// The address, with what stands before the host: nothing, or `:password@`.
    pub(crate) fn url(&self, user: &str) -> String {
        format!("redis://{user}127.0.0.1:{}", self.port)
    }

    /// The same over TLS, by the name that certificates have.
    pub(crate) fn url_of_tls(&self) -> String {
        format!("rediss://localhost:{}", self.port)
    }

    /// Kills it.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it is our child");
            child.wait().expect("it is our child");
        }
    }

    /// Starts it again on the same port, empty.
    pub(crate) fn run(&mut self) -> Result<(), &'static str> {
        let port = self.port.to_string();
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--port", &port, "--save", "", "--appendonly", "no"]);
        command.args(&self.settings).current_dir(std::env::temp_dir());
        let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|_| "it does not start")?;
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = child.try_wait().is_ok_and(|status| status.is_some());
            if ended || began.elapsed() > Duration::from_secs(5) {
                let _ = child.kill();
                let _ = child.wait();
                return Err("it does not listen");
            }
            thread::sleep(Duration::from_millis(5));
        }
        self.child = Some(child);
        Ok(())
    }

    /// Sends it a signal, as `kill` calls it.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.as_ref().expect("it runs").id().to_string();
        let status = Command::new("kill").args([format!("-{name}"), id]).status().expect("`kill` is there");
        assert!(status.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
