//! The kinds of mistakes, each with its number and title.
//!
//! A number is for life: it stands in fixtures, in the guide and in people's searches. Codes are added, never
//! renumbered. The first two digits tell the family: 01 the file, 02 references, 03 names, 04 evidence,
//! 05 codes of answers, 06 the call, 07 the inventory, 08 the vendor's memory.

macro_rules! codes {
    ($($name:ident = $number:literal: $title:literal,)*) => {
        /// A kind of mistake in the specs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!($number, ": ", $title, ".")] $name,)*
        }

        impl Code {
            /// Every code, in order of numbers.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The number that people see: `S0107`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$name => $number),* }
            }

            /// What all mistakes with this code have in common.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }
        }
    };
}

codes! {
    NotYaml = "S0101": "not YAML",
    NotUtf8 = "S0102": "not UTF-8",
    TooLarge = "S0103": "beyond a limit of size, depth or nodes",
    YamlFeature = "S0104": "anchors, aliases, tags, merge keys, directives and further documents are not allowed",
    DuplicateKey = "S0105": "a key stands twice in one map",
    ForbiddenText = "S0106": "characters that may not stand there, or a text that is too long",
    UnknownKey = "S0107": "a key that the spec language does not know here",
    MissingKey = "S0108": "a key is missing",
    WrongType = "S0109": "a value of the wrong type",
    NotOneOf = "S0110": "not one of the allowed values",
    EmptyValue = "S0111": "a value is empty",
    UnexpectedFile = "S0112": "a file that has no place under specs",
    UnresolvedName = "S0201": "a name that nothing has",
    UnresolvedStep = "S0202": "a step that does not exist or comes later",
    UnresolvedOperation = "S0203": "an operation that does not exist",
    UnresolvedEncryption = "S0204": "an encryption that the API does not have",
    UnresolvedPath = "S0205": "a path that leads nowhere in the answer",
    Unused = "S0206": "a set or an object that nothing uses",
    Endless = "S0207": "an object that holds itself",
    NameClash = "S0301": "two names become one in Rust",
    Keyword = "S0302": "a keyword of Rust",
    NotAName = "S0303": "not a name in Rust",
    ReservedName = "S0304": "a name that the emitted code needs itself",
    WrongPlace = "S0305": "the id is not that of the file's path",
    NeedlessCorrection = "S0306": "a correction that changes nothing",
    MissingReason = "S0307": "an exception without `why`",
    NameWithoutWord = "S0308": "a name of a field that no glossary knows",
    MissingEvidence = "S0401": "a fact without evidence",
    ExampleMismatch = "S0402": "an example that does not fit the fields",
    VectorMismatch = "S0403": "a signing vector that does not fit the recipe",
    Unproven = "S0404": "a signature that does not prove what was posted",
    CodeClash = "S0501": "one code has two meanings",
    NotACode = "S0502": "not a code",
    HttpLine = "S0601": "not a method and a path",
    PathParameters = "S0602": "the path's parameters are not the fields in the path",
    Address = "S0603": "not the address of a server",
    Contradiction = "S0604": "keys that exclude each other",
    BodyNotAllowed = "S0605": "a body where the method has none",
    NeverChosen = "S0606": "a shape that is never chosen",
    BothSides = "S0607": "one object in requests and in answers",
    NotForXml = "S0608": "what XML cannot hold",
    NotInInventory = "S0701": "an operation that the inventory does not list",
    Untold = "S0801": "a story that cannot be told",
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_are_unique_ascend_and_have_one_form() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.number() < b.number() && a < b));
        for code in Code::ALL {
            let number = code.number();
            assert!(number.len() == 5 && number.starts_with("S0"), "{number}");
            assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{number}");
        }
    }
}
