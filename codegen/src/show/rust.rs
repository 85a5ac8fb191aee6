//! The call as a developer writes it, with the names and types of the emitted code.
//!
//! In come the items that are emitted for it, out go lines of Rust in which types stand for values. Nothing here
//! makes up a name.

use crate::ir::{Argument, Builder, End, File, Item, Setter, Stored, Type};
use crate::model::{Api, Callback, Operation};

use super::page::Page;

/// The section `in Rust` of a call. `own` is its file, `shared` the one of objects that its group shares.
pub(super) fn show_call(api: &Api, call: &Operation, own: &File, shared: Option<&File>, page: &mut Page) {
    page.section("in Rust");
    let (api, group, name) = (api.id.snake(), call.id.group.snake(), call.id.name.snake());
    let items = || own.items.iter().chain(shared.into_iter().flat_map(|file| &file.items));
    let builder = own.items.iter().find_map(|item| match item {
        Item::Builder(builder) if !matches!(builder.end, End::Build) => Some(builder),
        _ => None,
    });
    let Some(builder) = builder else { unreachable!("lower guarantees that each call has a builder") };
    page.code(&format!("use jiekou::{api}::{group}::{name};"));
    let mut made = Vec::new();
    objects(&builder.setters, &|name| items().find_map(|item| maker(item, name)), &mut made);
    for Maker { object, begin, setters, end } in made.into_iter().rev() {
        page.code("");
        page.code(&format!("let {} = {object}::{begin}", variable(object)));
        show_chain(lines(setters).into_iter().chain(end.map(str::to_owned)), page);
    }
    page.code("");
    let kept = match &builder.end {
        End::Send { answer: Type::Unit, .. } => String::new(),
        End::Send { answer, .. } => format!("let answer: {} = ", spelt(answer)),
        End::Download { .. } | End::Build => "let answer: Download = ".to_owned(),
    };
    page.code(&format!("{kept}client.{group}().{name}()"));
    show_chain(lines(&builder.setters).into_iter().chain([".send().await?".to_owned()]), page);
    show_other_ends(builder, page);
}

/// The section `in Rust` of a callback.
pub(super) fn show_callback(api: &Api, callback: &Callback, page: &mut Page) {
    page.section("in Rust");
    let (api, group, name) = (api.id.snake(), callback.id.group.snake(), callback.id.name.snake());
    page.code(&format!("use jiekou::{api}::{group}::{name}::{{self, Notification, Receiver}};"));
    page.code("");
    let made = if callback.verify.is_some() { "new(credentials)" } else { "unverified()" };
    page.code(&format!("let receiver = Receiver::{made};"));
    page.code("let incoming = receiver.receive(method, headers, body)?;");
    if let Some(reply) = callback.replies.first() {
        page.code(&format!("let reply = {name}::{};", reply.name.screaming()));
    }
}

fn show_other_ends(builder: &Builder, page: &mut Page) {
    let End::Send { work, pages, .. } = &builder.end else { return };
    if let Some(work) = work {
        page.code(&format!("// or `.send_and_wait().await?`, by answers of `{}`", spelt(&work.state)));
    }
    if let Some(pages) = pages {
        page.code(&format!("// or `.send_pages().items()`, a stream of `{}`", spelt(&pages.row)));
    }
}

/// How an object inside a request is made.
struct Maker<'i> {
    object: &'i str,
    begin: &'static str,
    setters: &'i [Setter],
    end: Option<&'static str>,
}

fn maker<'i>(item: &'i Item, wanted: &str) -> Option<Maker<'i>> {
    match item {
        Item::Setters(of) if of.object.name == wanted => {
            Some(Maker { object: &of.object.name, begin: "new()", setters: &of.setters, end: None })
        }
        Item::Builder(of) if of.object.name == wanted => Some(Maker {
            object: &of.object.name,
            begin: "builder()",
            setters: &of.setters,
            end: Some(".build()"),
        }),
        _ => None,
    }
}

/// The objects that these setters take, and those inside them: each once, the outer ones first.
fn objects<'i>(setters: &[Setter], find: &dyn Fn(&str) -> Option<Maker<'i>>, made: &mut Vec<Maker<'i>>) {
    for setter in setters {
        let (Stored::Plain(Argument::Exactly(ty)) | Stored::Plain(Argument::Into(ty))) = &setter.stored
        else {
            continue;
        };
        let Some(maker) = object_of(ty).and_then(find) else { continue };
        if made.iter().all(|other| other.object != maker.object) {
            let inner = maker.setters;
            made.push(maker);
            objects(inner, find, made);
        }
    }
}

fn object_of(ty: &Type) -> Option<&str> {
    match ty {
        Type::Object(name) => Some(name),
        Type::Vec(of) | Type::Option(of) | Type::Boxed(of) | Type::Nullable(of) => object_of(of),
        _ => None,
    }
}

/// Calls of methods, the last of which ends the statement.
fn show_chain(lines: impl Iterator<Item = String>, page: &mut Page) {
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        let end = if lines.peek().is_none() { ";" } else { "" };
        page.code(&format!("    {line}{end}"));
    }
}

/// A line for each setter: required ones first, since they are always written.
fn lines(setters: &[Setter]) -> Vec<String> {
    let line = |setter: &&Setter| format!(".{}({})", setter.name, argument(&setter.stored));
    let (required, others): (Vec<_>, Vec<_>) = setters.iter().partition(|setter| setter.gives.is_some());
    let note = (!others.is_empty()).then(|| "// as needed:".to_owned());
    required.iter().map(line).chain(note).chain(others.iter().map(line)).collect()
}

fn argument(stored: &Stored) -> String {
    match stored {
        Stored::Null => String::new(),
        Stored::Plain(argument) | Stored::ToSeal(argument) | Stored::Encrypted(argument) => match argument {
            Argument::Into(ty) => format!("impl Into<{}>", spelt(ty)),
            Argument::Exactly(ty) => spelt(ty),
        },
    }
}

fn spelt(ty: &Type) -> String {
    let around = |name: &str, of: &Type| format!("{name}<{}>", spelt(of));
    match ty {
        Type::Unit => "()".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::Runtime(name) => (*name).to_owned(),
        Type::Enum(name) | Type::Object(name) => name.clone(),
        Type::Beside(module, name) => format!("{module}::{name}"),
        Type::Option(of) => around("Option", of),
        Type::Nullable(of) => around("Nullable", of),
        Type::Vec(of) => around("Vec", of),
        Type::Boxed(of) => around("Box", of),
    }
}

/// `OwnerAddress` is kept as `owner_address`.
fn variable(object: &str) -> String {
    crate::names::Ident::from_pascal(object)
        .map_or_else(|_| object.to_lowercase(), |name| name.snake().to_owned())
}
