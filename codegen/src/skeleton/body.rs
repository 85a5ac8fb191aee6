//! The text of a draft.
//!
//! In come an id and a title of the inventory, out goes YAML with an open point wherever its author has to write or to
//! decide something. The keys stand in the order of the language.

use crate::draft::wanted;
use crate::model::OperationId;
use crate::modeline::{Call, modeline};
use crate::scalar::{Around, text as scalar};
use crate::source::Node;

/// The whole file.
pub(super) fn text(path: &str, id: &OperationId, call: Call, title: Option<&Node>) -> String {
    let known = |key: &str| title.and_then(|title| title.get(key)).and_then(Node::text);
    let or_open =
        |key: &str, what: &str, around| known(key).map_or_else(|| wanted(what), |text| scalar(text, around));
    let label = or_open("title", "the title of the page, as the vendor prints it", Around::Block);
    let page = or_open(
        "page",
        "the vendor's page: a file of the collected ones, a page id or an address",
        Around::Flow,
    );
    let mut lines: Vec<String> = modeline(path, call).into_iter().collect();
    let mut say = |key: &str, value: String| lines.push(format!("{key}: {value}"));
    match call {
        Call::Operation => {
            say("operation", id.to_string());
            say("label", label);
            say("about", wanted("what the call does, as one English sentence"));
            say("http", or_open("path", "method and path, as in `POST /account/update`", Around::Block));
            say("retry", wanted("`safe` where a second call changes nothing, else leave it out"));
            say("evidence", format!("[{{ page: {page} }}]"));
            say(
                "\nrequest",
                wanted(
                    "each member in the order of the page, as in `userId: { type: string, required: true }`",
                ),
            );
            say(
                "\nresponse",
                wanted(
                    "what stands inside the envelope, as in `type: boolean`; leave it out where nothing does",
                ),
            );
            say("\ncodes", wanted("codes of this call alone; leave it out where the page has none"));
            say(
                "\nexamples",
                wanted("one synthetic pair at least, as in `- { name: …, request: {}, response: {} }`"),
            );
        }
        Call::Callback => {
            say("callback", id.to_string());
            say("label", label);
            say("about", wanted("what it tells, as one English sentence"));
            say("evidence", format!("[{{ page: {page} }}]"));
            say(
                "\nbody",
                wanted("each member in the order of the page, as in `taskId: { type: id, required: true }`"),
            );
            say(
                "repeats",
                wanted("when the vendor posts it again; leave it out where the page does not say"),
            );
            say("verify", wanted("how the vendor proves who posts; leave it out where nothing does"));
            say(
                "\nreplies",
                wanted(
                    "what may be answered, the wanted one first, as in `accepted: { about: …, body: {} }`",
                ),
            );
            say("\nexamples", wanted("one synthetic body at least, as in `- { name: …, body: {} }`"));
        }
    }
    lines.join("\n") + "\n"
}
