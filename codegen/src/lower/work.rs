//! Work and pages: the tables by which the runtime waits and turns pages, and the methods that begin it.
//!
//! In come an operation and its group, out go statics and the ends of a builder.

use crate::ir::{
    AtOnce, Constant, Docs, Import, Line, Pages, Piece, Sharing, Static, StaticType, Type, Work, WorkBy,
};
use crate::model::{
    self, Fill, FillFrom, Group, Operation, PageBy, Paging, Plain, Poll, Progress, Response, WirePath,
};

use super::field::{bare, held};
use super::setter::settable;

/// `PROGRESS`, `ASK` and `PAGING`, as far as the call has them.
pub(super) fn lower_work_tables(operation: &Operation) -> Vec<Static> {
    let table = |name: &str, ty, sharing, value| Static {
        name: name.to_owned(),
        ty: StaticType::One(ty),
        sharing,
        value,
    };
    let progress = operation.progress.as_ref().map(progress_table);
    let ask = operation.poll.as_ref().map(ask_table);
    let paging = operation.paging.as_ref().map(paging_table);
    [
        progress.map(|value| table("PROGRESS", "Progress", Sharing::Above, value)),
        ask.map(|value| table("ASK", "Ask", Sharing::File, value)),
        paging.map(|value| table("PAGING", "Paging", Sharing::File, value)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn progress_table(progress: &Progress) -> Constant {
    Constant::Struct(
        "Progress",
        vec![
            ("operation", Constant::Ref(vec!["OPERATION".to_owned()])),
            ("request", Constant::Function("blank_request", "Request")),
            ("state", Constant::texts(&progress.state)),
            ("done", Constant::texts(&progress.done)),
            ("failed", Constant::texts(&progress.failed)),
            ("running_codes", Constant::texts(&progress.running_codes)),
            ("code", Constant::texts(&progress.code)),
            ("message", Constant::texts(&progress.message)),
            ("every_seconds", Constant::Number(progress.every_seconds.into())),
            ("limit_seconds", Constant::Number(progress.limit_seconds.into())),
        ],
    )
}

fn ask_table(poll: &Poll) -> Constant {
    let progress = ["super", poll.operation.name.snake(), "PROGRESS"].map(str::to_owned).to_vec();
    let fill = poll.fill.iter().map(fill_row).collect();
    Constant::Struct("Ask", vec![("progress", Constant::Ref(progress)), ("fill", Constant::List(fill))])
}

fn fill_row(fill: &Fill) -> Constant {
    let form = match (fill.plain, fill.in_list) {
        (Plain::Text, false) => "Text",
        (Plain::Text, true) => "TextInList",
        (Plain::Number, false) => "Number",
        (Plain::Number, true) => "NumberInList",
        (Plain::Flag, _) => "Flag",
    };
    let (from, value) = match &fill.from {
        FillFrom::Answer(paths) => ("Answer", Constant::List(paths.iter().map(Constant::texts).collect())),
        FillFrom::Request(path) => ("Request", Constant::texts(path)),
        FillFrom::Text(text) => ("Text", Constant::text(text)),
        FillFrom::Number(number) => ("Number", Constant::Number(*number)),
        FillFrom::Flag(flag) => ("Flag", Constant::Flag(*flag)),
    };
    Constant::Struct(
        "Fill",
        vec![
            ("to", Constant::texts(&fill.to)),
            ("form", Constant::Variant("FillAs", form)),
            ("required", Constant::Flag(fill.required)),
            ("from", Constant::VariantOf("FillFrom", from, vec![value])),
        ],
    )
}

fn paging_table(paging: &Paging) -> Constant {
    let by = match &paging.by {
        PageBy::Number { member, first } => Constant::VariantWith(
            "PageBy",
            "Number",
            vec![("member", Constant::texts(member)), ("first", Constant::Number(*first))],
        ),
        PageBy::Cursor { member, next } => Constant::VariantWith(
            "PageBy",
            "Cursor",
            vec![("member", Constant::texts(member)), ("next", Constant::texts(next))],
        ),
    };
    Constant::Struct(
        "Paging",
        vec![
            ("by", by),
            ("as_text", Constant::Flag(paging.as_text)),
            ("size", Constant::texts(&paging.size)),
            ("largest", Constant::option(paging.largest.map(Constant::Number))),
            ("items", Constant::texts(&paging.items)),
            ("total", Constant::texts(&paging.total)),
            ("pages", Constant::texts(&paging.pages)),
            ("more", Constant::texts(&paging.more)),
        ],
    )
}

/// `send_and_wait`, where the call starts work or tells how far some is.
pub(super) fn lower_work(group: &Group, operation: &Operation) -> Option<Work> {
    if let Some(progress) = &operation.progress {
        let mut docs = Docs::default();
        docs.text([Piece::ours("Sends the call again and again until the work that it asks for is over.")]);
        push_times(progress, &mut docs);
        return Some(Work { docs, state: bare(&answer(operation).ty), by: WorkBy::Ask });
    }
    let poll = operation.poll.as_ref()?;
    let asked = group.operations.iter().find(|asked| asked.id == poll.operation);
    let asked =
        asked.unwrap_or_else(|| unreachable!("resolve guarantees that a poll names a call of the group"));
    let name = asked.id.name.snake();
    let mut docs = Docs::default();
    docs.text([
        Piece::ours("Sends the call, and asks "),
        Piece::link(name, format!("mod@super::{name}")),
        Piece::ours(" how far the work is until it is over."),
    ]);
    if let Some(progress) = &asked.progress {
        push_times(progress, &mut docs);
    }
    let at_once = poll.at_once.as_ref().map(|shape| {
        let response = answer(operation);
        let Type::Object(of) = bare(&response.ty) else {
            unreachable!("resolve guarantees that a result at once is a shape")
        };
        AtOnce { of, shape: shape.pascal().to_owned(), optional: !response.always_present }
    });
    let state = beside(bare(&answer(asked).ty), &answer(asked).ty, name);
    Some(Work { docs, state, by: WorkBy::Start(at_once) })
}

fn answer(operation: &Operation) -> &Response {
    let response = operation.response.as_ref();
    response.unwrap_or_else(|| unreachable!("resolve guarantees an answer for work and pages"))
}

/// How often and how long it is asked.
fn push_times(progress: &Progress, docs: &mut Docs) {
    docs.blank();
    docs.text([Piece::ours(format!(
        "Asks every {} and waits for {} at most, unless told otherwise.",
        time(progress.every_seconds),
        time(progress.limit_seconds)
    ))]);
    docs.text([Piece::spec(&progress.why)]);
    docs.0.push(Line::Blank);
    docs.text([Piece::ours("The states on the way are a stream: `.send_and_wait().states()`.")]);
}

/// A time in its largest whole unit.
fn time(seconds: u32) -> String {
    match seconds {
        _ if seconds.is_multiple_of(3_600) => format!("{} h", seconds / 3_600),
        _ if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}

/// A type of the asked call by its whole path, since its name may be taken here. What the group shares is imported.
fn beside(ty: Type, of: &model::Type, module: &str) -> Type {
    match (ty, of) {
        (Type::Vec(row), model::Type::List(of)) => Type::Vec(Box::new(beside(*row, of, module))),
        (Type::Object(name), model::Type::Object(_)) => Type::Beside(module.to_owned(), name),
        (ty, _) => ty,
    }
}

/// What the group shares of the answer of the asked call.
pub(super) fn shared_state<'m>(group: &'m Group, operation: &Operation) -> Option<&'m model::Type> {
    let poll = operation.poll.as_ref()?;
    let asked = group.operations.iter().find(|asked| asked.id == poll.operation)?;
    let ty = &answer(asked).ty;
    let row = if let model::Type::List(row) = ty { row } else { ty };
    matches!(row, model::Type::Shared(_)).then_some(ty)
}

/// `send_pages`, where the call gives a list in pages.
pub(super) fn lower_pages(group: &Group, operation: &Operation) -> Option<Pages> {
    let paging = operation.paging.as_ref()?;
    let mut ty = &answer(operation).ty;
    let mut row = bare(ty);
    let mut rows = Vec::new();
    for wire in &paging.items {
        let field = fields(group, ty).iter().find(|field| field.name.wire == *wire);
        let field = field.unwrap_or_else(|| unreachable!("resolve guarantees the way to the rows"));
        rows.push((field.name.rust.snake().to_owned(), !field.always_present));
        (ty, row) = (&field.ty, held(field));
    }
    let Type::Vec(row) = row else { unreachable!("resolve guarantees that rows are a list") };
    let mut docs = Docs::default();
    docs.text([Piece::ours("Sends the call for one page after the other, each when it is asked for.")]);
    let member = paging.by.member().join(".");
    docs.text([
        Piece::ours("It begins with the page that "),
        Piece::code(member),
        Piece::ours(match paging.by {
            PageBy::Number { .. } => " says, or with the first one where it was not set.",
            PageBy::Cursor { .. } => " leads to, or with the first one where it was not set.",
        }),
    ]);
    if let Some(largest) = paging.largest {
        docs.text([Piece::ours(format!("A page has at most {largest} rows."))]);
    }
    docs.blank();
    docs.text([Piece::ours("The rows are a stream as well: `.send_pages().items()`.")]);
    let without = state_of(operation, paging.by.member());
    Some(Pages { docs, page: bare(&answer(operation).ty), row: *row, rows, without })
}

/// The rows of pages, where they stand in an object that the group shares and are not named elsewhere in the file.
pub(super) fn shared_rows(group: &Group, operation: &Operation) -> Option<Import> {
    let paging = operation.paging.as_ref()?;
    let mut ty = &answer(operation).ty;
    let mut is_shared = false;
    for wire in &paging.items {
        is_shared |= matches!(ty, model::Type::Shared(_));
        ty = &fields(group, ty).iter().find(|field| field.name.wire == *wire)?.ty;
    }
    let model::Type::List(row) = ty else { return None };
    let name = match &**row {
        model::Type::Object(object) if is_shared => object.name.pascal(),
        model::Type::Shared(name) => name.pascal(),
        _ => return None,
    };
    Some(Import { module: vec!["super", "objects"], name: name.to_owned() })
}

fn fields<'m>(group: &'m Group, ty: &'m model::Type) -> &'m [model::Field] {
    match ty {
        model::Type::Object(object) => &object.fields,
        model::Type::Shared(name) => {
            let shared = group.objects.iter().find(|shared| shared.object.name == *name);
            shared.map_or(&[], |shared| &shared.object.fields)
        }
        _ => &[],
    }
}

/// The state of a member that the builder itself sets, by its place among the required ones.
fn state_of(operation: &Operation, path: &WirePath) -> Option<usize> {
    let required = settable(&operation.request).into_iter().filter(|settable| settable.field.required);
    required.enumerate().find(|(_, settable)| settable.wires().eq(path.iter())).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, field, ident, list_of, object, operation, text};
    use crate::model::{Api, OperationId};
    use std::sync::Arc;

    fn path(path: &str) -> WirePath {
        path.split('.').map(str::to_owned).collect()
    }

    /// `account.start`, whose work `account.get` tells of.
    fn started() -> Api {
        let mut get = operation("get").gives(object("Task", [field("state", model::Type::String)])).done();
        get.progress = Some(Progress {
            state: path("state"),
            done: vec!["3".to_owned()],
            failed: Vec::new(),
            running_codes: Vec::new(),
            code: WirePath::new(),
            message: WirePath::new(),
            every_seconds: 5,
            limit_seconds: 600,
            why: text("It is so."),
        });
        let mut api = api().operation("account", operation("start").gives(model::Type::Id)).done();
        let fill = Fill {
            to: path("taskId"),
            plain: Plain::Number,
            in_list: true,
            required: true,
            from: FillFrom::Answer(vec![WirePath::new()]),
        };
        let id = OperationId { group: ident("account"), name: ident("get") };
        Arc::make_mut(&mut api.first_group().operations[0]).poll =
            Some(Poll { operation: id, fill: vec![fill], at_once: None });
        api.first_group().operations.push(get.into());
        api
    }

    #[test]
    fn the_state_is_the_answer_of_the_asked_call() {
        let api = started();
        let [start, get] = &api.groups[0].operations[..] else { panic!("two calls") };
        let work = lower_work(&api.groups[0], start).expect("it starts work");
        assert_eq!(work.state, Type::Beside("get".into(), "Task".into()));
        assert_eq!(
            work.docs.plain()[0],
            "Sends the call, and asks [`get`] how far the work is until it is over."
        );
        assert_eq!(
            work.docs.plain()[2],
            "Asks every 5 s and waits for 10 min at most, unless told otherwise."
        );
        let asked = lower_work(&api.groups[0], get).expect("it tells of work");
        assert_eq!(asked.state, Type::Object("Task".into()));
    }

    #[test]
    fn tables_stand_where_they_are_used() {
        let api = started();
        let tables: Vec<_> =
            api.groups[0].operations.iter().flat_map(|call| lower_work_tables(call)).collect();
        let seen: Vec<_> = tables.iter().map(|table| (table.name.as_str(), table.sharing)).collect();
        assert_eq!(seen, [("ASK", Sharing::File), ("PROGRESS", Sharing::Above)]);
        let Constant::Struct(_, members) = &tables[0].value else { panic!("a struct") };
        let progress = ["super", "get", "PROGRESS"].map(str::to_owned).to_vec();
        assert_eq!(members[0], ("progress", Constant::Ref(progress)));
    }

    #[test]
    fn rows_are_found_on_their_way() {
        let inner = object("Data", [field("rows", list_of(model::Type::Id)).always_present()]);
        let page = object("Page", [field("no", model::Type::I32).required()]);
        let mut page = field("page", page).done();
        page.inline = true;
        let sent = operation("list").request([field("size", model::Type::I32).required()]);
        let mut call = sent.gives(object("List", [field("data", inner)])).done();
        call.request.push(page);
        call.paging = Some(Paging {
            by: PageBy::Number { member: path("page.no"), first: 1 },
            as_text: false,
            size: path("size"),
            largest: None,
            items: path("data.rows"),
            total: WirePath::new(),
            pages: WirePath::new(),
            more: WirePath::new(),
        });
        let api = api().operation("account", operation("other")).done();
        let pages = lower_pages(&api.groups[0], &call).expect("it has pages");
        assert_eq!(pages.rows, [("data".to_owned(), true), ("rows".to_owned(), false)]);
        assert_eq!((pages.row, pages.without), (Type::Runtime("Id"), Some(1)));
    }

    #[test]
    fn times_are_told_in_their_largest_unit() {
        assert_eq!([5, 90, 600, 7_200].map(time), ["5 s", "90 s", "10 min", "2 h"]);
    }
}
