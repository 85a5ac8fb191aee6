//! A browser without a window.
//!
//! In: an address. Out: the document when its script has run for a while, and every request that it made, by the
//! browser's own log. The browser is Debian's; it keeps nothing behind.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Names of the program on several systems.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// How long a page may take, with the start of the browser on a busy machine.
const LONGEST: Duration = Duration::from_secs(120);

/// The program.
pub(crate) struct Chromium(&'static str);

/// What a browser saw.
pub(crate) struct Seen {
    /// The document, written as HTML again.
    pub(crate) dom: String,
    /// Addresses that pages asked for.
    asked: Vec<String>,
}

impl Chromium {
    /// The browser of this machine; none where it has none. With `JIEKOU_CHROMIUM` as `required` that is a failure.
    #[track_caller]
    pub(crate) fn find() -> Option<Self> {
        let there = |name: &&str| {
            let asked =
                Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            asked.is_ok_and(|status| status.success())
        };
        let found = NAMES.into_iter().find(there);
        if found.is_none() {
            let required = std::env::var("JIEKOU_CHROMIUM").is_ok_and(|value| value == "required");
            assert!(!required, "there is no `chromium`; install it, or do not set JIEKOU_CHROMIUM");
            // The test harness hides what `eprintln` writes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: a test of the page, for there is no `chromium`");
        }
        found.map(Self)
    }

    /// Opens a page and lets its script run.
    #[track_caller]
    pub(crate) fn open(&self, address: &str) -> Seen {
        let folder = tempfile::tempdir().expect("a folder");
        let (document, log) = (folder.path().join("document.html"), folder.path().join("requests.json"));
        let mut child = Command::new(self.0)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
            ])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg(format!("--log-net-log={}", log.display()))
            .args(["--virtual-time-budget=4000", "--dump-dom", address])
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(&document).expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser starts");
        let began = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("it is our child") {
                break status;
            }
            if began.elapsed() > LONGEST {
                child.kill().expect("it is our child");
                child.wait().expect("it is our child");
                panic!("the browser did not come to an end");
            }
            thread::sleep(Duration::from_millis(50));
        };
        assert!(status.success(), "the browser failed: {status}");
        Seen { dom: std::fs::read_to_string(document).expect("the document"), asked: asked(&log) }
    }
}

impl Seen {
    /// Fails if a page asked anybody but this host, or did not ask it for what it shows.
    #[track_caller]
    pub(crate) fn stayed_at(&self, authority: &str) {
        let home = format!("http://{authority}/__mock/");
        let strange: Vec<_> = self.asked.iter().filter(|address| !address.starts_with(&home)).collect();
        assert!(strange.is_empty(), "requests left for {strange:?}");
        for part in ["api", "calls?since=0"] {
            assert!(
                self.asked.contains(&format!("{home}{part}")),
                "`{part}` was not asked: {:?}",
                self.asked
            );
        }
    }
}

/// The addresses of all requests that a page began; the browser's own, which no page is behind, do not count.
fn asked(log: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(log).expect("the log of requests");
    // A browser that ends in haste leaves the end of its list away.
    let whole = serde_json::from_str(&text)
        .or_else(|_| serde_json::from_str(&format!("{}]}}", text.trim_end().trim_end_matches(','))));
    let log: serde_json::Value = whole.expect("the log is JSON");
    let events = log["events"].as_array().expect("a list of events").iter();
    let begun =
        events.filter(|event| event["params"]["initiator"].as_str().is_some_and(|by| by.starts_with("http")));
    begun.filter_map(|event| event["params"]["url"].as_str()).map(str::to_owned).collect()
}
