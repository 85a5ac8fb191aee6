//! A small client of the language server's protocol, over its standard input and output.
//!
//! In go texts, out come complaints, offers and texts to show. Whatever takes too long is a failure.

use serde_json::{Value as Json, json};
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Where `.ci/run` installs the server.
const SERVER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../target/packages/language_server/node_modules/yaml-language-server/bin/yaml-language-server"
);
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Something that the server offers to write.
#[derive(Debug)]
pub(super) struct Offer {
    /// What is shown in the list.
    pub(super) label: String,
    /// What is shown beside it.
    pub(super) about: String,
}

/// A running server, which ends with it.
pub(super) struct Client {
    server: Child,
    to: ChildStdin,
    from: Receiver<Json>,
    root: String,
    number: u64,
}

impl Client {
    /// None where the server is not installed. With `JIEKOU_NODE` as `required` that is a failure.
    #[track_caller]
    pub(super) fn start(folder: &Path) -> Option<Self> {
        if !Path::new(SERVER).is_file() {
            let required = std::env::var("JIEKOU_NODE").is_ok_and(|value| value == "required");
            assert!(!required, "there is no `{SERVER}`");
            // The test harness hides what `eprintln` writes.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: a test of editors; `.ci/run` installs the language server"
            );
            return None;
        }
        let mut command = Command::new("node");
        command.args([SERVER, "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("node runs");
        let to = server.stdin.take().expect("it is piped");
        let mut out = BufReader::new(server.stdout.take().expect("it is piped"));
        let (sender, from) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut out) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let root = format!("file://{}", folder.display());
        let mut client = Self { server, to, from, root, number: 0 };
        let completion =
            json!({ "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } });
        let capabilities = json!({
            "workspace": { "configuration": true },
            "textDocument": { "completion": completion, "hover": { "contentFormat": ["markdown"] } },
        });
        let root = client.root.clone();
        client
            .ask("initialize", &json!({ "processId": null, "rootUri": root, "capabilities": capabilities }));
        client.tell("initialized", &json!({}));
        Some(client)
    }

    /// Line, from 0, and text of all that the server complains of.
    pub(super) fn complaints(&mut self, path: &str, text: &str) -> Vec<(u64, String)> {
        let place = self.open(path, text);
        let told = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == place.as_str()
        });
        self.close(&place);
        let found = told["params"]["diagnostics"].as_array().expect("a list").iter();
        let found = found.map(|one| (number(&one["range"]["start"]["line"]), text_of(&one["message"])));
        found.collect()
    }

    /// What it offers where `|` stands.
    pub(super) fn offers(&mut self, path: &str, text: &str) -> Vec<Offer> {
        let answer = self.at(path, text, "textDocument/completion");
        let items = answer.get("items").unwrap_or(&answer).as_array().cloned().unwrap_or_default();
        let about =
            |item: &Json| text_of(item["documentation"].get("value").unwrap_or(&item["documentation"]));
        items.iter().map(|item| Offer { label: text_of(&item["label"]), about: about(item) }).collect()
    }

    /// What it shows where `|` stands.
    pub(super) fn hover(&mut self, path: &str, text: &str) -> String {
        let answer = self.at(path, text, "textDocument/hover");
        text_of(answer["contents"].get("value").unwrap_or(&answer["contents"]))
    }

    fn at(&mut self, path: &str, marked: &str, question: &str) -> Json {
        let (before, after) = marked.split_once('|').expect("a mark");
        let place = self.open(path, &format!("{before}{after}"));
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let position = json!({ "line": line, "character": character });
        let answer = self.ask(question, &json!({ "textDocument": { "uri": place }, "position": position }));
        self.close(&place);
        answer
    }

    fn open(&mut self, path: &str, text: &str) -> String {
        self.number += 1;
        let place = format!("{}/{path}", self.root);
        let document = json!({ "uri": place, "languageId": "yaml", "version": self.number, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        place
    }

    fn close(&mut self, place: &str) {
        self.tell("textDocument/didClose", &json!({ "textDocument": { "uri": place } }));
        // It takes its complaints back; they are not those of the next text.
        self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == place
                && message["params"]["diagnostics"].as_array().is_some_and(Vec::is_empty)
        });
    }

    fn ask(&mut self, method: &str, params: &Json) -> Json {
        self.number += 1;
        let number = self.number;
        self.send(&json!({ "jsonrpc": "2.0", "id": number, "method": method, "params": params }));
        let mut answer = self.wait(|message| message["id"] == number && message.get("method").is_none());
        assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
        answer["result"].take()
    }

    fn tell(&mut self, method: &str, params: &Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Json) {
        let body = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server listens");
        self.to.flush().expect("the server listens");
    }

    /// The next message that is wanted. What the server asks on the way is answered.
    fn wait(&mut self, is_wanted: impl Fn(&Json) -> bool) -> Json {
        loop {
            let message = self.from.recv_timeout(PATIENCE).expect("the server answers in time");
            if message.get("method").is_some() && message.get("id").is_some() {
                let result = match message["method"].as_str() {
                    Some("workspace/configuration") => settings(&message["params"]["items"]),
                    _ => Json::Null,
                };
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
            }
            if is_wanted(&message) {
                return message;
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Nothing is fetched from anywhere: the schemas stand in the folder.
fn settings(asked: &Json) -> Json {
    let of = |item: &Json| match item["section"].as_str() {
        Some("yaml") => json!({
            "schemaStore": { "enable": false },
            "kubernetesCRDStore": { "enable": false },
            "validate": true,
            "hover": true,
            "completion": true,
            "yamlVersion": "1.2",
        }),
        _ => json!({}),
    };
    Json::Array(asked.as_array().into_iter().flatten().map(of).collect())
}

/// One message, or nothing at the end.
fn read(from: &mut impl std::io::BufRead) -> Option<Json> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", digits)) => length = digits.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn number(value: &Json) -> u64 {
    value.as_u64().unwrap_or_default()
}

fn text_of(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
