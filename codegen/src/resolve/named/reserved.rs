//! Names that the emitted code needs for itself, or that Cargo or the language knows.

use super::Sort;

/// The names that a thing of this sort may not have.
pub(super) fn reserved(sort: Sort) -> &'static [&'static str] {
    match sort {
        // `lib`, `bin`, `main` and `build` are files and folders that Cargo knows.
        Sort::Api => &[
            "alloc",
            "bin",
            "blocking",
            "build",
            "bytes",
            "core",
            "default",
            "http",
            "hyper",
            "jiekou_runtime",
            "lib",
            "main",
            "private",
            "redis",
            "redis_tls",
            "reqwest",
            "std",
            "ureq",
        ],
        Sort::Group => &[
            "builder",
            "client",
            "clone",
            "codes",
            "core",
            "credentials",
            "enums",
            "examples",
            "jiekou_runtime",
            "new",
            "recipe",
            "servers",
            "vectors",
        ],
        Sort::Operation => {
            &["client", "clone", "codes", "enums", "examples", "fmt", "jiekou_runtime", "new", "objects"]
        }
        Sort::RequestField => RESERVED_SETTERS,
        Sort::AnswerField | Sort::Value => &[],
        Sort::Object | Sort::Enum => RESERVED_TYPES,
        Sort::Variant | Sort::Shape => &["Unknown", "Self"],
    }
}

/// Methods of builders, and methods that people would take for operators.
const RESERVED_SETTERS: &[&str] = &[
    "add",
    "bitand",
    "bitor",
    "bitxor",
    "blank",
    "build",
    "builder",
    "client",
    "clone",
    "div",
    "mul",
    "new",
    "prepare",
    "rem",
    "send",
    "send_blocking",
    "send_full",
    "shl",
    "shr",
    "sub",
];

/// Types of the language and of the runtime that emitted files use by these names.
const RESERVED_TYPES: &[&str] = &[
    "Answer",
    "Api",
    "Blank",
    "Box",
    "Builder",
    "Call",
    "Choice",
    "Ciphertext",
    "Client",
    "Clone",
    "Code",
    "CodeClass",
    "Copy",
    "Credentials",
    "Debug",
    "Decimal",
    "DecodeModel",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "Example",
    "Field",
    "From",
    "FullCall",
    "Given",
    "Hash",
    "Id",
    "Inside",
    "Into",
    "Json",
    "Method",
    "Model",
    "None",
    "NotificationExample",
    "Null",
    "Nullable",
    "Ok",
    "OneOf",
    "OpenEnum",
    "Operation",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "PhantomData",
    "Prepared",
    "Request",
    "Result",
    "Retry",
    "Run",
    "Sealed",
    "Secret",
    "Self",
    "Send",
    "Shape",
    "Sized",
    "Slot",
    "Some",
    "String",
    "Sync",
    "Target",
    "TextOf",
    "Then",
    "ToString",
    "UnknownValue",
    "Unset",
    "Value",
    "Vec",
    "View",
    "Wire",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        for list in [RESERVED_SETTERS, RESERVED_TYPES] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
