//! Constant expressions: tables of fields, facts about calls, recipes.
//!
//! Names of functions, types and variants are the runtime's; `render` knows where they live.

/// `static NAME: Type = value;`
#[derive(Clone, Debug, Hash)]
pub(crate) struct Static {
    /// Its name.
    pub(crate) name: String,
    /// Its type.
    pub(crate) ty: StaticType,
    /// Who sees it.
    pub(crate) sharing: Sharing,
    /// Its value.
    pub(crate) value: Constant,
}

/// The type of a static, by the runtime's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum StaticType {
    /// `Type`
    One(&'static str),
    /// `&[Type]`
    List(&'static str),
}

/// Who sees an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sharing {
    /// Its file.
    File,
    /// The module above.
    Above,
}

/// A constant expression.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum Constant {
    /// A text literal.
    Text(String),
    /// A number literal.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// `None`
    None,
    /// `Some(…)`
    Some(Box<Constant>),
    /// `&[…]`
    List(Vec<Constant>),
    /// `(…, …)`
    Tuple(Vec<Constant>),
    /// An item of a neighbour: `super::codes::CODES`.
    Item(Vec<&'static str>),
    /// A reference to a static, here or of a neighbour: `&super::get_state::PROGRESS`.
    Ref(Vec<String>),
    /// A function for a type: `blank_request::<Request>`.
    Function(&'static str, &'static str),
    /// A variant without content, or a constant of a type: `Method::Post`, `Reply::EMPTY`.
    Variant(&'static str, &'static str),
    /// A variant with content, or a constant function of a type: `Source::Step(0)`, `Reply::new(200, …)`.
    VariantOf(&'static str, &'static str, Vec<Constant>),
    /// A variant with named content: `Data::Member { … }`.
    VariantWith(&'static str, &'static str, Vec<(&'static str, Constant)>),
    /// A struct: `Step { name: …, value: … }`.
    Struct(&'static str, Vec<(&'static str, Constant)>),
    /// A function and what is set on its result: `field("aggOrgId", "enterprise_id").required()`.
    Made {
        /// The runtime's function.
        by: &'static str,
        /// Its arguments.
        from: Vec<Constant>,
        /// Methods and their arguments.
        with: Vec<(&'static str, Vec<Constant>)>,
    },
}

impl Constant {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A position in a list.
    pub(crate) fn index(index: usize) -> Self {
        Self::Number(i64::try_from(index).unwrap_or_else(|_| unreachable!("resolve bounds every list")))
    }

    /// A list of texts.
    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// `Some` of what is there.
    pub(crate) fn option(value: Option<Self>) -> Self {
        value.map_or(Self::None, |value| Self::Some(Box::new(value)))
    }
}
