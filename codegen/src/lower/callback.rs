//! Callbacks: one file with what the vendor posts, how it is taken and what may be answered.

mod table;
mod words;

pub(super) use table::lower_tables;

use crate::ir::{Docs, File, Import, Item, Notification, Piece, Reply, Sender};
use crate::model::{self, Api, Callback};
use crate::names::Ident;

use super::answer::lower_fields;
use super::docs::titled;
use super::enums::lower_enum;
use super::nested::{imports, types};
use super::operation::push_shared;

/// `src/<api>/<group>/<callback>.rs`
pub(super) fn lower_callback(api: &Api, callback: &Callback) -> File {
    let name = Ident::from_snake("notification")
        .unwrap_or_else(|_| unreachable!("`notification` is a name in snake_case"));
    let mut docs = Docs::default();
    docs.text(titled(Some(&callback.label), Some(&callback.about)));
    let mut items = lower_fields(&name, docs, &callback.body);
    items.insert(1, Item::Notification(notification(callback)));
    items.extend(callback.enums.iter().map(lower_enum).map(Item::Enum));
    let mut imports = imports(types(&callback.body));
    let mut docs = words::module(callback);
    push_shared(&imports, &mut docs);
    if callback.verify.is_some() {
        imports.push(Import { module: vec!["super", "super"], name: "Credentials".into() });
        imports.sort();
    }
    let (group, name) = (callback.id.group.snake(), callback.id.name.snake());
    File {
        path: format!("src/{}/{group}/{name}.rs", api.id.snake()),
        spec: callback.spec.clone(),
        docs,
        modules: Vec::new(),
        imports,
        items,
    }
}

fn notification(callback: &Callback) -> Notification {
    let reply = |reply: &model::Reply| {
        let mut docs = Docs::default();
        docs.text([Piece::ours("Answer: "), Piece::spec(&reply.about)]);
        Reply { name: reply.name.screaming().to_owned(), docs, value: table::reply(reply) }
    };
    Notification {
        id: callback.id.to_string(),
        table: callback.id.name.screaming().to_owned(),
        sender: if callback.verify.is_some() { Sender::Proven } else { Sender::Unproven },
        receiver_docs: words::receiver(callback),
        replies: callback.replies.iter().map(reply).collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::samples::{api, field, ident, text};
    use crate::model::{CallbackExample, Evidence, Json, OperationId, Type};

    /// `invoice.task_finished`, which tells an id.
    pub(in crate::lower) fn callback() -> Callback {
        let body = Json::Object(vec![("taskId".into(), Json::Number("7".into()))]);
        Callback {
            id: OperationId { group: ident("invoice"), name: ident("task_finished") },
            label: text("任务回调"),
            about: text("Tells that a task is over."),
            spec: "specs/pretend/invoice/task_finished.yaml".to_owned(),
            evidence: vec![Evidence { page: text("doc-1"), section: None }],
            partial: None,
            disagreements: Vec::new(),
            deprecated: None,
            notes: Vec::new(),
            body: vec![field("taskId", Type::Id).always_present().done()],
            replies: vec![model::Reply {
                name: ident("accepted"),
                about: text("It was taken."),
                status: 200,
                content_type: "application/json".to_owned(),
                body: Json::Object(vec![("code".into(), Json::String("2000".into()))]),
            }],
            probe: None,
            repeats: None,
            verify: None,
            enums: Vec::new(),
            examples: vec![CallbackExample { name: text("done"), body }],
            keys: Default::default(),
        }
    }

    #[test]
    fn the_reading_function_stands_behind_the_struct() {
        let file = lower_callback(&api().done(), &callback());
        assert_eq!(file.path, "src/pretend/invoice/task_finished.rs");
        let [Item::Object(body), Item::Notification(read)] = file.items.as_slice() else {
            panic!("two items: {:?}", file.items)
        };
        assert_eq!((body.name.as_str(), read.id.as_str()), ("Notification", "invoice.task_finished"));
        assert_eq!(read.replies[0].name, "ACCEPTED");
        assert_eq!((read.table.as_str(), read.sender), ("TASK_FINISHED", Sender::Unproven));
        assert_eq!(read.replies[0].docs.plain(), ["Answer: It was taken."]);
    }

    #[test]
    fn what_is_signed_is_received_with_credentials() {
        let mut signed = callback();
        signed.verify = Some(table::tests::verify());
        let file = lower_callback(&api().done(), &signed);
        assert!(file.imports.iter().any(|import| import.name == "Credentials"));
        let Item::Notification(read) = &file.items[1] else { panic!("a notification: {:?}", file.items) };
        assert_eq!(read.sender, Sender::Proven);
    }
}
