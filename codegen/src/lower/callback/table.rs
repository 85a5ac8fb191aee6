//! Tables of callbacks: what a receiver goes by, and known answers of its recipe.
//!
//! In comes a group, out goes one file with a static for each callback, and one with tests where a vendor signs.

use crate::ir::{Constant, Docs, File, Item, Sharing, Static, StaticType};
use crate::lower::json::json_text;
use crate::lower::recipe::{headers, parts, steps};
use crate::lower::shape::method;
use crate::lower::vectors::lower_posted_vectors;
use crate::model::{Api, Callback, Group, HeaderTemplate, Json, Probe, Repeats, Reply, Signs, Verify};

/// `src/<api>/<group>/callbacks.rs` and `vectors.rs`
pub(in crate::lower) fn lower_tables(api: &Api, group: &Group) -> Vec<File> {
    let folder = format!("{}/{}", api.id.snake(), group.name.snake());
    let file = |name: &str, docs: &'static str, items: Vec<Item>| File {
        path: format!("src/{folder}/{name}.rs"),
        spec: format!("specs/{folder}"),
        docs: Docs::ours(docs),
        modules: Vec::new(),
        imports: Vec::new(),
        items,
    };
    let tables: Vec<_> = group.callbacks.iter().map(|callback| Item::Static(table(callback))).collect();
    let tables = (!tables.is_empty())
        .then(|| file("callbacks", "What is known of callbacks beside their bodies.", tables));
    let vectors = lower_posted_vectors(group).map(|tests| {
        file("vectors", "Known answers of the recipes of callbacks.", vec![Item::Vectors(tests)])
    });
    tables.into_iter().chain(vectors).collect()
}

fn table(callback: &Callback) -> Static {
    let fields = vec![
        ("id", Constant::text(callback.id.to_string())),
        ("probe", Constant::option(callback.probe.as_ref().map(|of| probe(of, &callback.replies)))),
        ("repeats", Constant::option(callback.repeats.as_ref().map(repeats))),
        ("wanted", Constant::option(callback.replies.first().map(reply))),
        ("verify", Constant::option(callback.verify.as_ref().map(verify))),
    ];
    Static {
        name: callback.id.name.screaming().to_owned(),
        ty: StaticType::One("Callback"),
        sharing: Sharing::Above,
        value: Constant::Struct("Callback", fields),
    }
}

fn probe(probe: &Probe, replies: &[Reply]) -> Constant {
    let answer = probe.reply.map_or(Constant::Variant("Reply", "EMPTY"), |index| reply(&replies[index]));
    Constant::Struct("Probe", vec![("method", method(probe.method)), ("reply", answer)])
}

/// `Reply::new(200, "application/json", "{}")`
pub(super) fn reply(reply: &Reply) -> Constant {
    let body = match &reply.body {
        Json::String(text) if !reply.is_json() => text.clone(),
        body => json_text(body),
    };
    let status = Constant::Number(i64::from(reply.status));
    Constant::VariantOf(
        "Reply",
        "new",
        vec![status, Constant::text(&reply.content_type), Constant::text(body)],
    )
}

fn repeats(repeats: &Repeats) -> Constant {
    let seconds = repeats.after_seconds.iter().map(|wait| Constant::Number(i64::from(*wait))).collect();
    let pushes = Constant::Number(i64::from(repeats.pushes));
    Constant::Struct("Repeats", vec![("after_seconds", Constant::List(seconds)), ("pushes", pushes)])
}

fn verify(verify: &Verify) -> Constant {
    let member = |made: &HeaderTemplate| {
        Constant::Struct("Member", vec![("wire", Constant::text(&made.name)), ("value", parts(&made.value))])
    };
    let signs = match verify.signs {
        Signs::Body => "Body",
        Signs::Members => "Members",
    };
    let secrets = verify.secrets.iter().map(|index| Constant::index(*index)).collect();
    let window = verify.window_seconds.map(|seconds| Constant::Number(i64::from(seconds)));
    Constant::Struct(
        "Verify",
        vec![
            ("signs", Constant::Variant("Signs", signs)),
            ("steps", steps(&verify.recipe.steps)),
            ("headers", headers(&verify.recipe.headers)),
            ("members", Constant::List(verify.members.iter().map(member).collect())),
            ("secrets", Constant::List(secrets)),
            ("window_seconds", Constant::option(window)),
        ],
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lower::callback::tests::callback;
    use crate::model::samples::{api, operation, text};
    use crate::model::{
        Expression, Given, Method, Signing, Source, Step, Template, TemplatePart, Transform, Vector,
    };

    /// `sign` is a digest of the task's id with the second credential.
    pub(in crate::lower::callback) fn verify() -> Verify {
        let through = vec![Transform::HmacSha256(Source::Credential(1)), Transform::Hex];
        let from = Source::Member("taskId".into());
        let step = Step { name: "signature".into(), value: Expression::Pipeline { from, through } };
        let value = Template { parts: vec![TemplatePart::Value(Source::Step(0))] };
        let given = Given {
            method: Method::Post,
            path: String::new(),
            query: Vec::new(),
            body: "{}".into(),
            now_ms: 0,
            nonce: String::new(),
            token: String::new(),
            credentials: vec!["k".into(), "s".into()],
            headers: Vec::new(),
        };
        let vector = Vector { name: text("no task"), given, expect: vec![("sign".into(), "x".into())] };
        Verify {
            recipe: Signing { steps: vec![step], headers: Vec::new(), vectors: vec![vector] },
            members: vec![HeaderTemplate { name: "sign".into(), value }],
            signs: Signs::Members,
            secrets: vec![1],
            window_seconds: None,
        }
    }

    #[track_caller]
    fn check(reply_type: &str, body: Json, expected: &str) {
        let mut answered = callback().replies[0].clone();
        (answered.content_type, answered.body) = (reply_type.to_owned(), body);
        let Constant::VariantOf("Reply", "new", with) = reply(&answered) else { panic!("a reply") };
        assert_eq!(with[2], Constant::text(expected));
    }

    #[test]
    fn a_text_is_quoted_in_json_alone() {
        check("application/json", Json::String("success".into()), "\"success\"");
        check("text/plain", Json::String("success".into()), "success");
        check("text/plain; charset=utf-8", Json::Array(vec![Json::Null]), "[null]");
    }

    #[test]
    fn the_first_reply_is_the_wanted_one() {
        let wanted = |replies| {
            let Constant::Struct(_, fields) = table(&Callback { replies, ..callback() }).value else {
                panic!("a struct")
            };
            fields.into_iter().find_map(|(name, value)| (name == "wanted").then_some(value))
        };
        let first = callback().replies[0].clone();
        let other = Reply { status: 500, ..first.clone() };
        assert_eq!(wanted(vec![first.clone(), other]), Some(Constant::option(Some(reply(&first)))));
        assert_eq!(wanted(Vec::new()), Some(Constant::option(None)));
    }

    #[test]
    fn only_groups_whose_callbacks_are_signed_have_vectors() {
        let paths = |group: &Group| {
            lower_tables(&api().done(), group).into_iter().map(|file| file.path).collect::<Vec<_>>()
        };
        let mut api = api().operation("invoice", operation("update")).done();
        let group = api.first_group();
        assert!(paths(group).is_empty());
        group.callbacks.push(callback());
        assert_eq!(paths(group), ["src/pretend/invoice/callbacks.rs"]);
        group.callbacks[0].verify = Some(verify());
        assert_eq!(paths(group), ["src/pretend/invoice/callbacks.rs", "src/pretend/invoice/vectors.rs"]);
    }

    #[test]
    fn vectors_are_named_by_callback_and_vector() {
        let mut api = api().operation("invoice", operation("update")).done();
        api.first_group().callbacks.push(Callback { verify: Some(verify()), ..callback() });
        let tests = lower_posted_vectors(&api.groups[0]).expect("there is one");
        assert_eq!(tests.0[0].name, "task_finished_no_task");
        assert_eq!(tests.0[0].of, ["super", "callbacks", "TASK_FINISHED"]);
    }
}
