//! Small models for tests of the rooms that read models: name what matters, the rest is filled in.
//!
//! Compiled for tests only.

use super::{
    Api, Code, CodePattern, Condition, Credential, Encryption, Enum, EnumValue, Envelope, EnvelopeData,
    Evidence, Expression, Field, Given, Group, HeaderTemplate, Home, Keys, Member, Method, Object, Operation,
    OperationId, PathPart, Place, Repr, Response, Retry, Server, Signing, Source, Step, Success, Template,
    TemplatePart, Text, Then, Transform, Type, Vector, WireValue,
};
use crate::names::{Ident, Name};
use crate::source::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A snake_case name.
pub(crate) fn ident(text: &str) -> Ident {
    Ident::from_snake(text).expect("a name in snake_case")
}

/// A text of a spec.
pub(crate) fn text(text: &str) -> Text {
    text.into()
}

/// A field that is being described.
pub(crate) struct FieldSample(Field);

/// Begins a field by its wire name.
pub(crate) fn field(wire: &str, ty: Type) -> FieldSample {
    FieldSample(Field {
        name: Name {
            wire: wire.to_owned(),
            rust: Ident::from_wire(wire).expect("a wire name that gives a name"),
        },
        label: None,
        about: None,
        ty,
        place: Place::Body,
        required: false,
        nullable: false,
        always_present: false,
        also: Vec::new(),
        inside: Vec::new(),
        sensitive: false,
        encrypt: None,
        deprecated: None,
        max_chars: None,
        digits: Vec::new(),
        max_items: None,
        max: None,
        default: None,
        required_when: Vec::new(),
        fixed: None,
        inline: false,
        joined: None,
        text_of: None,
        format: None,
        at: Span::default(),
    })
}

impl FieldSample {
    /// The vendor's title.
    pub(crate) fn label(mut self, label: &str) -> Self {
        self.0.label = Some(text(label));
        self
    }

    /// What it means.
    pub(crate) fn about(mut self, about: &str) -> Self {
        self.0.about = Some(text(about));
        self
    }

    /// It must be set, or the table says it is there.
    pub(crate) fn required(mut self) -> Self {
        self.0.required = true;
        self
    }

    /// It may be null.
    pub(crate) fn nullable(mut self) -> Self {
        self.0.nullable = true;
        self
    }

    /// It is known to be there.
    pub(crate) fn always_present(mut self) -> Self {
        self.0.always_present = true;
        self
    }

    /// It must never be shown.
    pub(crate) fn sensitive(mut self) -> Self {
        self.0.sensitive = true;
        self
    }

    /// Encrypted with the API's first key, and so sensitive.
    pub(crate) fn encrypted(mut self) -> Self {
        self.0.encrypt = Some(0);
        self.sensitive()
    }

    /// Where the request carries it.
    pub(crate) fn place(mut self, place: Place) -> Self {
        self.0.place = place;
        self
    }

    /// It must be set when another field has this value.
    pub(crate) fn required_when(mut self, wire: &str, is: &str) -> Self {
        let name = field(wire, Type::String).0.name;
        self.0.required_when.push(Condition { field: name, is: is.to_owned(), variant: None });
        self
    }

    /// The finished one.
    pub(crate) fn done(self) -> Field {
        self.0
    }
}

/// An object type.
pub(crate) fn object<const N: usize>(name: &str, fields: [FieldSample; N]) -> Type {
    let name = Ident::from_pascal(name).expect("a name in PascalCase");
    let fields = fields.into_iter().map(FieldSample::done).collect();
    Type::Object(Box::new(Object { name, about: None, fields }))
}

/// A list type.
pub(crate) fn list_of(item: Type) -> Type {
    Type::List(Box::new(item))
}

/// An enum of the API as a type.
pub(crate) fn enum_of(name: &str) -> Type {
    Type::Enum { name: Ident::from_pascal(name).expect("a name in PascalCase"), home: Home::Api }
}

/// An enum of numbers.
pub(crate) fn shared_enum<const N: usize>(name: &str, values: [(i64, &str); N]) -> Enum {
    let value = |(wire, name)| EnumValue {
        wire: WireValue::Integer(wire),
        name: ident(name),
        label: None,
        about: None,
        at: Span::default(),
    };
    Enum {
        name: Ident::from_pascal(name).expect("a name in PascalCase"),
        label: None,
        about: text("Tells things apart."),
        repr: Repr::Integer,
        values: values.into_iter().map(value).collect(),
        at: Span::default(),
    }
}

/// A code.
pub(crate) fn code(wire: &str, name: &str) -> Code {
    Code {
        pattern: CodePattern::Exact(wire.to_owned()),
        name: ident(name),
        means: text("Something is wrong."),
        label: None,
        remedy: None,
        then: Then::Nothing,
        data: None,
        at: Span::default(),
    }
}

/// An operation that is being described.
pub(crate) struct OperationSample(Operation);

/// Begins `account.<name>`.
pub(crate) fn operation(name: &str) -> OperationSample {
    OperationSample(Operation {
        id: OperationId { group: ident("account"), name: ident(name) },
        label: text("一个调用"),
        about: text("Does something."),
        spec: format!("specs/pretend/account/{name}.yaml"),
        keys: Keys::default(),
        method: Method::Post,
        path: vec![PathPart::Literal(format!("/v1/{name}"))],
        signed: true,
        retry: Retry::Never,
        evidence: vec![Evidence { page: text("doc-1"), section: None }],
        partial: None,
        disagreements: Vec::new(),
        deprecated: None,
        notes: Vec::new(),
        request: Vec::new(),
        response: None,
        codes: Vec::new(),
        enums: Vec::new(),
        rules: Vec::new(),
        download: None,
        examples: Vec::new(),
        poll: None,
        progress: None,
        paging: None,
    })
}

impl OperationSample {
    /// The members of the request.
    pub(crate) fn request<const N: usize>(mut self, fields: [FieldSample; N]) -> Self {
        self.0.request = fields.into_iter().map(FieldSample::done).collect();
        self
    }

    /// What may come back.
    pub(crate) fn gives(mut self, ty: Type) -> Self {
        self.0.response = Some(Response { ty, always_present: false, text_of: None, about: None });
        self
    }

    /// What is known to come back.
    pub(crate) fn always_gives(mut self, ty: Type) -> Self {
        self.0.response = Some(Response { ty, always_present: true, text_of: None, about: None });
        self
    }

    /// The finished one.
    pub(crate) fn done(self) -> Operation {
        self.0
    }
}

/// An API that is being described.
pub(crate) struct ApiSample(Api);

/// Begins the API `pretend`, which has nothing but an envelope.
pub(crate) fn api() -> ApiSample {
    let member = |wire: &str| Member { wire: wire.to_owned(), also: Vec::new() };
    ApiSample(Api {
        evidence: Vec::new(),
        id: ident("pretend"),
        label: text("假装平台"),
        about: text("A pretend platform."),
        spec: "specs/pretend/api.yaml".to_owned(),
        keys: Keys::default(),
        servers: Vec::new(),
        credentials: Vec::new(),
        headers: Vec::new(),
        token: None,
        signing: None,
        encryptions: Vec::new(),
        envelope: Envelope {
            code: member("code"),
            message: Some(member("message")),
            request_id: None,
            presentable: None,
            data: EnvelopeData::Member { member: member("data"), empty_text_is_nothing: true },
            success: Success { codes: vec!["0".to_owned()], flag: None, without_code: None },
        },
        codes: Vec::new(),
        enums: Vec::new(),
        groups: Vec::new(),
        group_keys: Keys::default(),
        inventory: Arc::default(),
        mock: None,
    })
}

impl Api {
    /// The first group, to change it.
    pub(crate) fn first_group(&mut self) -> &mut Group {
        Arc::make_mut(&mut self.groups[0])
    }
}

impl ApiSample {
    /// Adds a call to a group, and the group if it is new.
    pub(crate) fn operation(mut self, group: &str, operation: OperationSample) -> Self {
        let mut operation = operation.done();
        operation.id.group = ident(group);
        let operation = Arc::new(operation);
        match self.0.groups.iter_mut().find(|known| known.name.snake() == group) {
            Some(known) => Arc::make_mut(known).operations.push(operation),
            None => self.0.groups.push(Arc::new(Group {
                name: ident(group),
                label: text("一组"),
                about: text("Some calls."),
                sets: BTreeSet::new(),
                codes: Vec::new(),
                enums: Vec::new(),
                objects: Vec::new(),
                operations: vec![operation],
                callbacks: Vec::new(),
            })),
        }
        self
    }

    /// Adds a code of the API.
    pub(crate) fn code(mut self, code: Code) -> Self {
        self.0.codes.push(code);
        self
    }

    /// Adds an enum of the API.
    pub(crate) fn shared_enum(mut self, shared: Enum) -> Self {
        self.0.enums.push(shared);
        self
    }

    /// Adds an address.
    pub(crate) fn server(mut self, name: &str, url: &str) -> Self {
        self.0.servers.push(Server {
            name: ident(name),
            about: None,
            url: url.to_owned(),
            at: Span::default(),
        });
        self
    }

    /// Adds the encryption `rsa`, without a key.
    pub(crate) fn encryption(mut self) -> Self {
        self.0.encryptions.push(Encryption { name: ident("rsa"), chunk: 117, key: None });
        self
    }

    /// A key and a secret, a signature of the body, and one known answer.
    pub(crate) fn signing(mut self) -> Self {
        for (name, sensitive) in [("app_key", false), ("app_secret", true)] {
            self.0.credentials.push(Credential {
                name: ident(name),
                about: text("It is held."),
                sensitive,
                at: Span::default(),
            });
        }
        let through = vec![Transform::HmacSha256(Source::Credential(1)), Transform::Hex];
        let step =
            Step { name: "signature".into(), value: Expression::Pipeline { from: Source::Body, through } };
        let parts = vec![TemplatePart::Text("V1:".into()), TemplatePart::Value(Source::Step(0))];
        let given = Given {
            method: Method::Post,
            path: "/x".into(),
            query: vec![("b".into(), "1".into())],
            body: String::new(),
            now_ms: 1_700_000_000_000,
            nonce: "n-1".into(),
            token: String::new(),
            credentials: vec!["k".into(), "s".into()],
            headers: Vec::new(),
        };
        // HMAC-SHA256 of nothing with the key `s`.
        let expected = "64eca07cce67929c357d63d0a4aec207e774800403298914fc04e88ce02ac49f";
        self.0.signing = Some(Signing {
            steps: vec![step],
            headers: vec![HeaderTemplate { name: "X-Sign".into(), value: Template { parts } }],
            vectors: vec![Vector {
                name: text("an empty body"),
                given,
                expect: vec![("X-Sign".into(), format!("V1:{expected}"))],
            }],
        });
        self
    }

    /// The finished one.
    pub(crate) fn done(self) -> Api {
        self.0
    }
}
