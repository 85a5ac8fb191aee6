//! What rules speak of: every map of the specs that may hold `allow`.
//!
//! In come the documents of one API, out go its [`Subject`]s in the order of the files. The keys are those of the
//! spec language; that the files are right is known.

use crate::source::{Document, Entry, Node, Span};

/// What a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// `api.yaml`.
    Api,
    /// `glossary.yaml`.
    Glossary,
    /// `group.yaml`.
    Group,
    /// An operation or a callback.
    Call,
    /// A member of a request, an answer, an object, a set or a callback.
    Field,
    /// An enum.
    Enum,
    /// A value of an enum.
    Value,
    /// A code.
    Code,
    /// A word of a glossary or a group.
    Word,
    /// A credential.
    Credential,
    /// A server that is written as a map.
    Server,
    /// An encryption.
    Encryption,
    /// An object of a group.
    Object,
    /// An example.
    Example,
}

/// One of them.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    /// What it is.
    pub(super) sort: Sort,
    /// What it is called: a wire name, a name of a type, the path of a file.
    pub(super) name: &'a str,
    /// Where its name stands.
    pub(super) place: Span,
    /// Its map.
    pub(super) node: &'a Node,
}

/// All subjects of these documents.
pub(super) fn subjects<'a>(documents: &[&'a Document]) -> Vec<Subject<'a>> {
    let mut walk = Walk { found: Vec::new() };
    for document in documents {
        walk.document(document);
    }
    walk.found
}

struct Walk<'a> {
    found: Vec<Subject<'a>>,
}

impl<'a> Walk<'a> {
    fn document(&mut self, document: &'a Document) {
        let root = &document.root;
        let sort = match document.path.rsplit('/').next() {
            Some("api.yaml") => Sort::Api,
            Some("glossary.yaml") => Sort::Glossary,
            Some("group.yaml") => Sort::Group,
            Some("inventory.yaml" | "mock.yaml") => return,
            _ => Sort::Call,
        };
        let place = root.entries().first().map_or(root.span, |entry| entry.key_span);
        self.found.push(Subject { sort, name: &document.path, place, node: root });
        for (key, sort) in [
            ("servers", Sort::Server),
            ("credentials", Sort::Credential),
            ("encryption", Sort::Encryption),
            ("codes", Sort::Code),
        ] {
            self.each(root.get(key), sort);
        }
        for node in self.each(root.get("enums"), Sort::Enum) {
            self.each(node.get("values"), Sort::Value);
        }
        match sort {
            Sort::Call => self.call(root),
            _ => self.shared(root),
        }
    }

    fn shared(&mut self, root: &'a Node) {
        self.each(root.get("fields"), Sort::Word);
        for set in root.get("sets").map_or(&[][..], Node::entries) {
            self.fields(Some(&set.value));
        }
        for object in self.each(root.get("objects"), Sort::Object) {
            self.inside(object);
        }
    }

    fn call(&mut self, root: &'a Node) {
        for key in ["request", "body"] {
            self.fields(root.get(key));
        }
        if let Some(response) = root.get("response") {
            self.inside(response);
        }
        for node in root.get("examples").map_or(&[][..], Node::items) {
            let name = node.entry("name");
            let place = name.map_or(node.span, |entry| entry.key_span);
            let name = name.and_then(|entry| entry.value.text()).unwrap_or_default();
            self.found.push(Subject { sort: Sort::Example, name, place, node });
        }
    }

    /// Adds the entries whose values are maps, and gives these maps.
    fn each(&mut self, node: Option<&'a Node>, sort: Sort) -> Vec<&'a Node> {
        let entries = node.map_or(&[][..], Node::entries).iter();
        let maps: Vec<&'a Entry> = entries.filter(|entry| !entry.value.entries().is_empty()).collect();
        self.found.extend(maps.iter().map(|entry| Subject {
            sort,
            name: &entry.key,
            place: entry.key_span,
            node: &entry.value,
        }));
        maps.into_iter().map(|entry| &entry.value).collect()
    }

    fn fields(&mut self, node: Option<&'a Node>) {
        for field in self.each(node, Sort::Field) {
            self.inside(field);
        }
    }

    /// The fields of an object, or of the shapes of a value.
    fn inside(&mut self, node: &'a Node) {
        self.fields(node.get("fields"));
        for shape in node.get("shapes").map_or(&[][..], Node::entries) {
            self.inside(&shape.value);
        }
    }
}
