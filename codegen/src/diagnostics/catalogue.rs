//! The kinds of findings, each with its number, its weight and its title.
//!
//! A number is for life: it stands in fixtures, in the guide and in people's searches. Codes are added, never
//! renumbered. `S` are mistakes that stop the generator, `L` what a careful reader would ask about. The first two
//! digits of an `S` tell the family: 01 the file, 02 references, 03 names, 04 evidence, 05 codes of answers,
//! 06 the call, 07 the inventory, 08 the vendor's memory. Those of an `L`: 01 what nothing needs, 02 addresses,
//! 03 fields, 04 examples, 05 secrets, 07 evidence, 08 texts.

use std::fmt;

/// How much a finding weighs, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing comes out while it is there; nobody may allow it.
    Error,
    /// What comes out would be unsafe or wrong, unless somebody says why not.
    Danger,
    /// Something is probably not meant so.
    Warn,
    /// Good to know.
    Note,
}

impl Severity {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Danger, Self::Warn, Self::Note];

    /// As it is written in reports: `danger`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Danger => "danger",
            Self::Warn => "warn",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal $severity:ident: $title:literal,)*) => {
        /// A kind of finding in the specs.
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

            /// What all findings with this code have in common.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// Whether a spec may say that it stands for a reason.
            pub fn may_be_allowed(self) -> bool {
                self.severity() != Severity::Error && !matches!(self, Code::NeedlessAllow | Code::ExpiredAllow)
            }

            /// Its page as it is written.
            pub(super) fn page(self) -> &'static str {
                match self { $(Code::$name => include_str!(concat!("pages/", $number, ".md"))),* }
            }
        }
    };
}

codes! {
    Idle = "L0101" Warn: "something is declared and nothing uses it",
    NeedlessAllow = "L0102" Warn: "an `allow` that silences nothing",
    ExpiredAllow = "L0103" Warn: "an `allow` whose time is over",
    SamePath = "L0201" Danger: "two calls with one method and one path",
    AmbiguousPath = "L0202" Danger: "one address fits the paths of two calls",
    PlaceholderAddress = "L0203" Danger: "a server that is an example",
    SecretInAddress = "L0204" Danger: "a secret in the address of a call",
    RepeatedChange = "L0205" Danger: "a call that changes something may be sent twice",
    WrongDefault = "L0301" Danger: "a default that the field itself refuses",
    NumberForName = "L0302" Danger: "a number where digits are a name",
    WholeAmount = "L0303" Danger: "an amount of money as a whole number",
    TimeWithoutUnit = "L0304" Warn: "a time as a number without its unit",
    SaidByDefault = "L0305" Warn: "a key that says what holds anyway",
    OneLabelTwice = "L0306" Warn: "two values of an enum with one label",
    LiveSecret = "L0401" Danger: "an example that looks like a live secret",
    RealPerson = "L0402" Danger: "an example that could be a real person or firm",
    NoSuccess = "L0403" Warn: "no example shows success",
    PlainSecret = "L0501" Danger: "a field that looks secret and is shown",
    NotEncrypted = "L0502" Danger: "a text speaks of encryption and the field has none",
    EncryptionUnproven = "L0503" Warn: "an encryption without evidence",
    EncryptedElsewhere = "L0504" Danger: "a member that other calls encrypt is sent as it is",
    LeftOpen = "L0701" Danger: "something was left for later",
    EvidenceTwice = "L0702" Warn: "one piece of evidence stands twice",
    Markup = "L0801" Danger: "markup or a link that runs code in a text",
    NoFullStop = "L0802" Warn: "a sentence without a full stop",
    VendorsLanguage = "L0803" Warn: "an explanation in the vendor's language",
    NotYaml = "S0101" Error: "not YAML",
    NotUtf8 = "S0102" Error: "not UTF-8",
    TooLarge = "S0103" Error: "beyond a limit of size, depth or nodes",
    YamlFeature = "S0104" Error: "anchors, aliases, tags, merge keys, directives and further documents are not allowed",
    DuplicateKey = "S0105" Error: "a key stands twice in one map",
    ForbiddenText = "S0106" Error: "characters that may not stand there, or a text that is too long",
    UnknownKey = "S0107" Error: "a key that the spec language does not know here",
    MissingKey = "S0108" Error: "a key is missing",
    WrongType = "S0109" Error: "a value of the wrong type",
    NotOneOf = "S0110" Error: "not one of the allowed values",
    EmptyValue = "S0111" Error: "a value is empty",
    UnexpectedFile = "S0112" Error: "a file that has no place under specs",
    OpenPoint = "S0113" Error: "a draft has an open point",
    UnresolvedName = "S0201" Error: "a name that nothing has",
    UnresolvedStep = "S0202" Error: "a step that does not exist or comes later",
    UnresolvedOperation = "S0203" Error: "an operation that does not exist",
    UnresolvedEncryption = "S0204" Error: "an encryption that the API does not have",
    UnresolvedPath = "S0205" Error: "a path that leads nowhere in the answer",
    Unused = "S0206" Error: "a set or an object that nothing uses",
    Endless = "S0207" Error: "an object that holds itself",
    NameClash = "S0301" Error: "two names become one in Rust",
    Keyword = "S0302" Error: "a keyword of Rust",
    NotAName = "S0303" Error: "not a name in Rust",
    ReservedName = "S0304" Error: "a name that the emitted code needs itself",
    WrongPlace = "S0305" Error: "the id is not that of the file's path",
    NeedlessCorrection = "S0306" Error: "a correction that changes nothing",
    MissingReason = "S0307" Error: "an exception without `why`",
    NameWithoutWord = "S0308" Error: "a name of a field that no glossary knows",
    MissingEvidence = "S0401" Error: "a fact without evidence",
    ExampleMismatch = "S0402" Error: "an example that does not fit the fields",
    VectorMismatch = "S0403" Error: "a signing vector that does not fit the recipe",
    Unproven = "S0404" Error: "a signature that does not prove what was posted",
    CodeClash = "S0501" Error: "one code has two meanings",
    NotACode = "S0502" Error: "not a code",
    HttpLine = "S0601" Error: "not a method and a path",
    PathParameters = "S0602" Error: "the path's parameters are not the fields in the path",
    Address = "S0603" Error: "not the address of a server",
    Contradiction = "S0604" Error: "keys that exclude each other",
    BodyNotAllowed = "S0605" Error: "a body where the method has none",
    NeverChosen = "S0606" Error: "a shape that is never chosen",
    BothSides = "S0607" Error: "one object in requests and in answers",
    NotForXml = "S0608" Error: "what XML cannot hold",
    NotInInventory = "S0701" Error: "an operation that the inventory does not list",
    Untold = "S0801" Error: "a story that cannot be told",
}

#[cfg(test)]
mod tests {
    use super::{Code, Severity};

    #[test]
    fn numbers_are_unique_ascend_and_have_one_form() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.number() < b.number() && a < b));
        for code in Code::ALL {
            let number = code.number();
            assert!(number.len() == 5 && number[1..].bytes().all(|byte| byte.is_ascii_digit()), "{number}");
            let stops = code.severity() == Severity::Error;
            assert!(number.starts_with(if stops { 'S' } else { 'L' }), "{number}");
            assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{number}");
        }
    }
}
