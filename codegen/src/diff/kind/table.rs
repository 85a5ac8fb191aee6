//! The table of kinds. Nothing but it decides a verdict.
//!
//! A line has the name, the id, the mirror, and `[wire rust behaviour]` with one verdict each: `N` none, `R` risk,
//! `B` break, `S` security. Where what is sent and what is received differ, the second triple is for what is received.
//! Then comes what happened, as a clause, and for a risk why a machine cannot decide.

use super::{Verdict, Verdicts};

/// One line of the table.
pub(super) struct Row {
    /// The id without the area.
    pub(super) id: &'static str,
    /// The kind of the same change from the other end of time.
    pub(super) mirror: Kind,
    /// What it means where it is sent.
    pub(super) sent: Verdicts,
    /// What it means where it is received.
    pub(super) received: Verdicts,
    /// What happened.
    pub(super) words: &'static str,
    /// Why a risk is no more than that; empty where nothing is one.
    pub(super) why: &'static str,
}

const fn of([wire, rust, behaviour]: [Verdict; 3]) -> Verdicts {
    Verdicts { wire, rust, behaviour }
}

const N: Verdict = Verdict::None;
const R: Verdict = Verdict::Risk;
const B: Verdict = Verdict::Break;
const S: Verdict = Verdict::Security;

macro_rules! kinds {
    ($($name:ident $id:literal / $mirror:ident [$($sent:ident)*] $([$($received:ident)*])? $words:literal $($why:literal)?,)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $(#[doc = concat!("`", $id, "`: ", $words, ".")] $name,)*
        }

        impl Kind {
            /// All kinds, in the order of the table.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// Its line.
            pub(super) fn row(self) -> Row {
                match self {
                    $(Self::$name => Row {
                        id: $id,
                        mirror: Self::$mirror,
                        sent: of([$($sent),*]),
                        received: received(of([$($sent),*]), &[$(of([$($received),*]))?]),
                        words: $words,
                        why: concat!($($why)?),
                    }),*
                }
            }
        }
    };
}

fn received(sent: Verdicts, received: &[Verdicts]) -> Verdicts {
    received.first().copied().unwrap_or(sent)
}

kinds! {
    ApiAdded "api-added" / ApiRemoved [N N N] "an API is new",
    ApiRemoved "api-removed" / ApiAdded [B B N] "an API is gone, and its feature and module with it",
    ServerAdded "server-added" / ServerRemoved [N N N] "a server is new",
    ServerRemoved "server-removed" / ServerAdded [B B S] "a server is gone",
    ServerHost "server-host" / ServerHost [B N S] "the address of a server changed",
    ServerName "server-name" / ServerName [N B N] "a server has another name in Rust",
    ServerDefault "server-default" / ServerDefault [B N S] "another server is the default",
    CredentialAdded "credential-added" / CredentialRemoved [B B S] "a credential is new",
    CredentialRemoved "credential-removed" / CredentialAdded [B B S] "a credential is gone",
    CredentialHidden "credential-sensitive-added" / CredentialShown [N N N] "a credential is never shown any more",
    CredentialShown "credential-sensitive-removed" / CredentialHidden [N N S] "a credential may be shown",
    CredentialOrder "credential-order" / CredentialOrder [N N S] "credentials are given in another order",
    HeaderAdded "header-added" / HeaderRemoved [B N B] "a header of every call is new",
    HeaderRemoved "header-removed" / HeaderAdded [B N B] "a header of every call is gone",
    HeaderChanged "header-changed" / HeaderChanged [B N B] "a header of every call changed",
    AuthHeaderAdded "auth-header-added" / AuthHeaderRemoved [B N S] "a header of every call is new that tells who calls",
    AuthHeaderRemoved "auth-header-removed" / AuthHeaderAdded [B N S] "a header of every call is gone that told who calls",
    AuthHeaderChanged "auth-header-changed" / AuthHeaderChanged [B N S] "a header of every call changed that tells who calls",
    SigningAdded "sign-added" / SigningRemoved [B N S] "calls are signed now",
    SigningRemoved "sign-removed" / SigningAdded [B N S] "calls are no longer signed",
    SignStepAdded "sign-step-added" / SignStepRemoved [B N S] "the recipe of the signature has a step more",
    SignStepRemoved "sign-step-removed" / SignStepAdded [B N S] "the recipe of the signature has a step less",
    SignStepChanged "sign-step-changed" / SignStepChanged [B N S] "a step of the signature changed",
    SignHeaderAdded "sign-header-added" / SignHeaderRemoved [B N S] "the signature has a header more",
    SignHeaderRemoved "sign-header-removed" / SignHeaderAdded [B N S] "the signature has a header less",
    SignHeaderChanged "sign-header-changed" / SignHeaderChanged [B N S] "a header of the signature changed",
    VectorAdded "sign-vector-added" / VectorRemoved [N N N] "a known answer of the signature is new",
    VectorRemoved "sign-vector-removed" / VectorAdded [N N R] "a known answer of the signature is gone"
        "what it proved may be proved by nothing now",
    VectorChanged "sign-vector-changed" / VectorChanged [N N R] "a known answer of the signature changed"
        "a known answer does not change unless it or the recipe was wrong",
    TokenAdded "token-added" / TokenRemoved [B N S] "calls carry a token now",
    TokenRemoved "token-removed" / TokenAdded [B N S] "calls no longer carry a token",
    TokenFetch "token-fetch" / TokenFetch [B N S] "the token is had in another way",
    TokenRequest "token-request" / TokenRequest [B N S] "the request for the token changed",
    TokenValue "token-value" / TokenValue [B N S] "the token stands somewhere else in the answer",
    TokenLife "token-life" / TokenLife [N N B] "the token is kept for another time",
    TokenStaleAdded "token-stale-added" / TokenStaleRemoved [N N B] "one more code says that the token is stale",
    TokenStaleRemoved "token-stale-removed" / TokenStaleAdded [N N B] "a code no longer says that the token is stale",
    EncryptionAdded "enc-added" / EncryptionRemoved [N N N] "an encryption is new",
    EncryptionRemoved "enc-removed" / EncryptionAdded [N N R] "an encryption is gone"
        "a program that gives its key must change, and nobody here knows whether there is one",
    EncryptionRecipe "enc-recipe" / EncryptionRecipe [B N S] "key or blocks of an encryption changed",
    EncryptionName "enc-name" / EncryptionName [N N R] "an encryption has another name"
        "a program that gives its key by name must change, and nobody here knows whether there is one",
    EnvelopeChanged "envelope-changed" / EnvelopeChanged [B N B] "a member around answers changed",
    SuccessAdded "success-added" / SuccessRemoved [B N S] "one more thing means success",
    SuccessRemoved "success-removed" / SuccessAdded [B N S] "something no longer means success",
    SuccessChanged "success-changed" / SuccessChanged [B N S] "something else means success",
    GroupAdded "group-added" / GroupRemoved [N N N] "a group is new",
    GroupRemoved "group-removed" / GroupAdded [N B N] "a group is gone, and its feature and module with it",
    TitleAdded "title-added" / TitleRemoved [N N N] "a title of the vendor's tree is new",
    TitleRemoved "title-removed" / TitleAdded [N N N] "a title of the vendor's tree is gone",
    TitleChanged "title-changed" / TitleChanged [N N N] "what is known of a title changed",

    OpAdded "op-added" / OpRemoved [N N N] "a call is new",
    OpRemoved "op-removed" / OpAdded [B B N] "a call is gone",
    OpAddedDeprecated "op-added-deprecated" / OpRemovedDeprecated [N N N] "a call is new and out of use already",
    OpRemovedDeprecated "op-removed-deprecated" / OpAddedDeprecated [B B N] "a call is gone that was out of use",
    OpName "op-rust-name" / OpName [N B N] "a call has another name in Rust",
    OpModule "op-module" / OpModule [N B N] "a call stands in another group",
    OpMethod "op-method" / OpMethod [B N B] "the HTTP method changed",
    OpPath "op-path" / OpPath [B N B] "the path changed",
    OpPathParameters "op-path-parameters" / OpPathParameters [B N N] "the path has other parameters",
    OpAuthAdded "op-auth-added" / OpAuthRemoved [B N S] "the call is signed or carries a token now",
    OpAuthRemoved "op-auth-removed" / OpAuthAdded [B N S] "the call is neither signed nor carries a token any more",
    OpRetry "op-retry" / OpRetry [N N B] "whether it is sent again changed",
    OpDeprecated "op-deprecated" / OpRevived [N N R] "it is out of use"
        "the vendor may stop serving it, and says when at best in words",
    OpRevived "op-revived" / OpDeprecated [N N N] "it is in use again",
    OpBody "op-request-type" / OpBody [B N N] "the body travels in another form",
    OpAnswerAdded "op-answer-added" / OpAnswerRemoved [N B N] "the call gives data now",
    OpAnswerRemoved "op-answer-removed" / OpAnswerAdded [B B N] "the call gives no data any more",
    OpAnswerShape "op-answer-shape" / OpAnswerShape [B B N] "success is a file now, or no longer one",
    OpFileTypes "op-response-type" / OpFileTypes [R N R] "files come with other content types"
        "a file of a type that is not listed is read as a failure, and which types come is the vendor's affair",
    OpRuleAdded "req-rule-added" / OpRuleRemoved [B N R] "a rule between members is new"
        "what was sent so far may be refused before it is sent",
    OpRuleRemoved "req-rule-removed" / OpRuleAdded [N N R] "a rule between members is gone"
        "the vendor may still refuse what is now sent",
    WorkAdded "op-work-added" / WorkRemoved [N N N] "the call can be waited for",
    WorkRemoved "op-work-removed" / WorkAdded [N B N] "the call can no longer be waited for",
    WorkChanged "op-work-changed" / WorkChanged [B R R] "work is asked for in another way"
        "the types of the methods that wait may be others",
    WorkPace "op-work-pace" / WorkPace [N N B] "work is waited for at another pace or for another time",
    PagesAdded "op-pages-added" / PagesRemoved [N N N] "a list can be had page by page",
    PagesRemoved "op-pages-removed" / PagesAdded [N B N] "a list can no longer be had page by page",
    PagesChanged "op-pages-changed" / PagesChanged [B R R] "pages are asked for in another way"
        "the type of the rows may be another",
    EvidenceAdded "op-evidence-added" / EvidenceRemoved [N N N] "a source of facts is new",
    EvidenceRemoved "op-evidence-removed" / EvidenceAdded [N N R] "a source of facts is gone"
        "what stood on it may stand on nothing now",

    FieldAdded "field-added-optional" / FieldRemoved [N N N] "a member is new",
    FieldRemoved "field-removed" / FieldAdded [R B N] [B B N] "a member is gone"
        "whether the vendor still reads it is not told",
    NeedAdded "field-added-required" / NeedRemoved [B B N] [N N N] "a member is new and must be set",
    NeedRemoved "field-removed-required" / NeedAdded [R B N] [B B N] "a member is gone that had to be set"
        "whether the vendor still reads it is not told",
    ConstantAdded "field-added-fixed" / ConstantRemoved [R N B] "a member is new that is always sent"
        "whether the vendor minds is not told",
    ConstantRemoved "field-removed-fixed" / ConstantAdded [R N B] "a member is gone that was always sent"
        "whether the vendor minds is not told",
    FieldWire "field-wire-name" / FieldWire [B N N] "a member has another name on the wire",
    FieldPlaceholder "field-placeholder" / FieldPlaceholder [N N N] "a parameter of the path has another name in the template",
    FieldName "field-rust-name" / FieldName [N B N] "a member has another name in Rust",
    FieldPlace "field-location" / FieldPlace [B N R] "a member travels somewhere else"
        "queries and headers are logged on the way",
    TypeWidened "field-type-widened" / TypeNarrowed [N B N] [B B N] "a member holds more values",
    TypeNarrowed "field-type-narrowed" / TypeWidened [B B N] [N B R] "a member holds fewer values"
        "an answer that was read may be an error now",
    TypeOther "field-type-changed" / TypeOther [B B N] "a member has another type",
    TypeMapping "field-type-mapping" / TypeMapping [N B R] "the same on the wire is another type in Rust"
        "what a program makes of the value may be another thing",
    NeedSet "field-became-required" / NeedDropped [B B N] "a member must be set now",
    NeedDropped "field-became-optional" / NeedSet [N R N] "a member need not be set any more"
        "a function over a builder that is not complete yet may name one state too many",
    MakerAdded "object-builder-added" / MakerRemoved [N B N] "an object is made by a builder now",
    MakerRemoved "object-builder-removed" / MakerAdded [N B N] "an object is made without a builder now",
    NullAdded "field-nullable-added" / NullRemoved [N N N] "a member may be null",
    NullRemoved "field-nullable-removed" / NullAdded [B B N] [N N N] "a member is never null any more",
    PromiseLost "field-became-maybe-absent" / PromiseMade [B B N] "a member may be missing",
    PromiseMade "field-became-always-present" / PromiseLost [R B R] "a member is always there"
        "an answer without it is an error now",
    OtherNameAdded "field-other-name-added" / OtherNameRemoved [N N N] "a member is read under one more name or place",
    OtherNameRemoved "field-other-name-removed" / OtherNameAdded [R N R] "a member is no longer read under another name or place"
        "answers that use it lose the member without an error",
    EncryptAdded "enc-flag-added" / EncryptRemoved [B R B] "a member is encrypted now"
        "a value whose type was left to the compiler may need one",
    EncryptRemoved "enc-flag-removed" / EncryptAdded [B B S] "a member is no longer encrypted",
    EncryptChanged "enc-key-changed" / EncryptChanged [B N S] "a member is encrypted in another way",
    Hidden "sensitive-added" / Shown [N N N] "a member is never shown any more",
    Shown "sensitive-removed" / Hidden [N N S] "a member may be shown",
    SecretMade "sensitive-text-added" / SecretOpened [N R N] [N B N] "a text is a secret now, and never shown"
        "a value whose type was left to the compiler may need one",
    SecretOpened "sensitive-text-removed" / SecretMade [N R S] [N B S] "a text is no secret any more, and may be shown"
        "a value whose type was left to the compiler may need one",
    FieldDeprecated "field-deprecated" / FieldRevived [N N R] "a member is out of use"
        "the vendor may stop reading or sending it, and says when at best in words",
    FieldRevived "field-revived" / FieldDeprecated [N N N] "a member is in use again",
    LimitTightened "constraint-tightened" / LimitLoosened [B N R] "a member takes less"
        "what was sent so far may be refused before it is sent",
    LimitLoosened "constraint-loosened" / LimitTightened [N N R] "a member takes more"
        "the vendor may still refuse what is now sent",
    LimitChanged "constraint-changed" / LimitChanged [B N R] "a member takes something else"
        "what was sent so far may be refused before it is sent",
    WhenAdded "conditional-requirement-added" / WhenRemoved [B N R] "a member must be set in one more case"
        "what was sent so far may be refused before it is sent",
    WhenRemoved "conditional-requirement-removed" / WhenAdded [N N R] "a member need not be set in a case any more"
        "the vendor may still refuse what is now sent",
    DefaultAdded "default-added" / DefaultRemoved [R N B] "what the vendor takes when a member is absent is told"
        "the vendor took something before as well, and nobody knows whether it was the same",
    DefaultRemoved "default-removed" / DefaultAdded [R N B] "what the vendor takes when a member is absent is told no more"
        "the vendor takes something now as well, and nobody knows whether it is the same",
    DefaultChanged "default-changed" / DefaultChanged [R N B] "the vendor takes something else when a member is absent"
        "who left it out may have to set it now",
    FixedAdded "const-added" / FixedRemoved [R B B] "a member is always sent with one value"
        "whether the vendor takes another value is not told",
    FixedRemoved "const-removed" / FixedAdded [R N B] "a member is no longer sent by itself"
        "whether the vendor can do without it is not told",
    FixedChanged "const-changed" / FixedChanged [B N B] "a member is always sent with another value",
    InlineChanged "field-inline" / InlineChanged [R B N] "an object is filled through the call now, or no longer"
        "an object that is filled through the call is sent even if it is empty",
    FormChanged "field-form" / FormChanged [B N R] "a value is written in another way"
        "what was read as one thing may be read as another",
    OrderChanged "field-order" / OrderChanged [N N N] "members stand in another order",
    OrderSigned "field-order-signed" / OrderSigned [R N R] "members that a signature or an encryption covers stand in another order"
        "the client signs what it sends; whether the vendor sorts before it verifies is not told",

    ShapeAdded "union-shape-added" / ShapeRemoved [N N R] "an answer may have one more shape"
        "a program that read the shape as unknown JSON does not see it there any more",
    ShapeRemoved "union-shape-removed" / ShapeAdded [N B R] "an answer has one shape less"
        "the vendor may still send it, as unknown JSON then",
    ShapeName "union-shape-name" / ShapeName [N B N] "a shape has another name in Rust",
    ShapeRule "union-discriminator" / ShapeRule [R N R] "a shape is told from others by other members"
        "which answers it takes depends on what the vendor sends",
    ShapeOrder "union-order" / ShapeOrder [N N R] "shapes are tried in another order"
        "an answer that fits several is another variant now",
    ObjectAdded "model-added" / ObjectRemoved [N N N] "a shared object is new",
    ObjectRemoved "model-removed" / ObjectAdded [N B N] "a shared object is gone",
    ObjectName "model-name" / ObjectName [N B N] "an object has another name or place in Rust",
    ObjectSide "model-direction" / ObjectSide [N B N] "a shared object travels the other way",
    ObjectMerged "model-merged" / ObjectSplit [N B N] "an object of its own became a shared one",
    ObjectSplit "model-split" / ObjectMerged [N B N] "a shared object became one of its own",

    EnumAdded "enum-added" / EnumRemoved [N N N] "an enum is new",
    EnumRemoved "enum-removed" / EnumAdded [N B N] "an enum is gone",
    EnumName "enum-name" / EnumName [N B N] "an enum has another name or place in Rust",
    EnumForm "enum-representation" / EnumForm [B N R] "values of an enum travel in another form"
        "a program that makes unknown values of it makes them of the other form",
    ValueAdded "enum-value-added" / ValueRemoved [N N N] [N N R] "a value of an enum is new"
        "a program that looked for it among unknown values does not find it there any more",
    ValueRemoved "enum-value-removed" / ValueAdded [B B N] [N B R] "a value of an enum is gone"
        "the vendor may still send it, as an unknown value then",
    ValueWire "enum-value-wire" / ValueWire [B N B] "a value of an enum is another one on the wire",
    ValueName "enum-value-name" / ValueName [N B N] "a value of an enum has another name in Rust",

    CodeAdded "err-code-added" / CodeRemoved [N N R] "a code is new"
        "an error that had no name, or that of its class, has one of its own now",
    CodeRemoved "err-code-removed" / CodeAdded [N B R] "a code is gone"
        "the vendor may still answer with it",
    CodeNumber "err-code-number" / CodeNumber [B N B] "a code is another one on the wire",
    CodeClass "err-code-class" / CodeClass [N B B] "a code stands for a class now, or no longer",
    CodeName "err-rust-name" / CodeName [N B N] "a code has another name in Rust",
    CodeMeans "err-code-meaning" / CodeMeans [N N R] "the meaning of a code reads differently"
        "a machine cannot tell a new meaning from new words",
    CodeThen "err-classification" / CodeThen [N N B] "a code asks for something else",
    CodeDataAdded "err-data-added" / CodeDataRemoved [N N N] "what a failing answer holds is told",
    CodeDataRemoved "err-data-removed" / CodeDataAdded [N N R] "what a failing answer holds is told no more"
        "the vendor may still send it",
    CodeDataChanged "err-data-changed" / CodeDataChanged [B N B] "a failing answer holds something else",

    CallbackAdded "webhook-added" / CallbackRemoved [N N N] "a callback is new",
    CallbackRemoved "webhook-removed" / CallbackAdded [B B N] "a callback is gone",
    VerifyAdded "webhook-verify-added" / VerifyRemoved [B B S] "what is posted is verified now",
    VerifyRemoved "webhook-verify-removed" / VerifyAdded [B B S] "what is posted is no longer verified",
    VerifyChanged "webhook-verify-changed" / VerifyChanged [B N S] "what is posted is verified in another way",
    VerifyWindow "webhook-window" / VerifyWindow [N N S] "what is posted is taken within another time",
    ProbeChanged "webhook-probe" / ProbeChanged [B N B] "the vendor tries the address in another way",
    RepeatsChanged "webhook-repeats" / RepeatsChanged [N N R] "the vendor posts again at other times"
        "a receiver that counts on it may do work twice, or lose it",
    ReplyAdded "webhook-reply-added" / ReplyRemoved [N N N] "a reply is new",
    ReplyRemoved "webhook-reply-removed" / ReplyAdded [N B N] "a reply is gone",
    ReplyWanted "webhook-reply-wanted" / ReplyWanted [B N B] "another reply is the wanted one",
    ReplyName "webhook-reply-name" / ReplyName [N B N] "a reply has another name in Rust",
    ReplyWire "webhook-reply-wire" / ReplyWire [B N B] "a reply is another one on the wire",

    MockAdded "mock-added" / MockRemoved [N N R] "mock servers know more of the vendor's side"
        "a test against a mock server may end in another way",
    MockRemoved "mock-removed" / MockAdded [N N R] "mock servers know less of the vendor's side"
        "a test against a mock server may end in another way",
    MockChanged "mock-changed" / MockChanged [N N R] "mock servers do something else than before"
        "a test against a mock server may end in another way",

    DocAdded "doc-added" / DocRemoved [N N N] "a text is new",
    DocRemoved "doc-removed" / DocAdded [N N N] "a text is gone",
    DocChanged "doc-changed" / DocChanged [N N N] "a text changed",
    DocReview "doc-review" / DocReview [N N R] "a text gains or loses a word about a rule"
        "words about encryption, signatures, need, secrecy or disuse may be rules that no key of the spec says",
}
