//! The pretend API that both sides describe: N operations as plain data.
//!
//! In comes a number, out come operations of one shape: POST, ten request members of which four are required, an
//! enum, a nested object, a list, and an answer of six members. Operation `i` is the same in every N. It knows
//! neither the spec language nor OpenAPI, and no vendor.

use super::dice::Dice;

/// Operations of one group.
pub(super) const GROUP: usize = 10;

const VERBS: [&str; GROUP] =
    ["create", "update", "query", "cancel", "submit", "verify", "download", "revoke", "list", "confirm"];
const NOUNS: [&str; 20] = [
    "Account",
    "Invoice",
    "SignFlow",
    "Seal",
    "Template",
    "Enterprise",
    "Declaration",
    "Taxpayer",
    "Certificate",
    "Contract",
    "Org",
    "Signer",
    "Attachment",
    "Authorization",
    "RedLetter",
    "Ledger",
    "Quota",
    "Notice",
    "Payment",
    "Report",
];
const TEXTS: [&str; 10] = [
    "taxpayerId",
    "accountId",
    "orgName",
    "flowId",
    "invoiceNo",
    "legalName",
    "callbackUrl",
    "remark",
    "areaCode",
    "bankAccount",
];
const NUMBERS: [&str; 6] = ["amount", "pageSize", "signOrder", "expireAt", "taxPeriod", "pageNo"];
const FLAGS: [&str; 4] = ["autoSign", "needNotify", "isDraft", "hidden"];
const LISTS: [&str; 4] = ["fileIds", "accountIds", "invoiceNos", "tagNames"];
const CHOICES: [Choice; 4] = [
    Choice { wire: "certType", values: ["ID_CARD", "PASSPORT", "HK_PERMIT", "TW_PERMIT", "ORG_CODE"] },
    Choice { wire: "invoiceKind", values: ["SPECIAL", "NORMAL", "ELECTRONIC", "ROLL", "VEHICLE"] },
    Choice { wire: "signMode", values: ["AUTO", "MANUAL", "SMS", "FACE", "SILENT"] },
    Choice { wire: "payState", values: ["WAITING", "PAID", "FAILED", "REFUNDED", "CLOSED"] },
];
const NESTED: [(&str, [(&str, Kind); 4]); 3] = [
    (
        "contact",
        [("name", Kind::Text), ("mobile", Kind::Text), ("email", Kind::Text), ("level", Kind::Int32)],
    ),
    ("period", [("start", Kind::Text), ("end", Kind::Text), ("days", Kind::Int32), ("label", Kind::Text)]),
    (
        "address",
        [("province", Kind::Text), ("city", Kind::Text), ("detail", Kind::Text), ("postCode", Kind::Int32)],
    ),
];
const ANSWERS: [&str; 6] = ["orderId", "flowId", "serialNo", "downloadUrl", "ownerName", "createdAt"];

/// One call of the pretend API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Operation {
    /// In camelCase, with the group's number: `createAccount0`.
    pub(super) name: String,
    /// Lower case: `account0`.
    pub(super) group: String,
    /// With `/` in front.
    pub(super) path: String,
    /// A sentence.
    pub(super) about: String,
    /// Ten members of the request's body.
    pub(super) request: Vec<Member>,
    /// Six members of the answer's data.
    pub(super) answer: Vec<Member>,
    /// The enum of the request.
    pub(super) choice: Choice,
    /// The members of the request's object.
    pub(super) nested: Vec<Member>,
}

/// A member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// In camelCase.
    pub(super) wire: &'static str,
    /// What it holds.
    pub(super) kind: Kind,
    /// Whether it must be there.
    pub(super) presence: Presence,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// A value of the operation's enum.
    Choice,
    /// The operation's nested object.
    Object,
}

/// Whether a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It is always there.
    Required,
    /// It may be missing.
    Optional,
}

/// An enum of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The member that holds it.
    pub(super) wire: &'static str,
    /// Its values.
    pub(super) values: [&'static str; 5],
}

impl Operation {
    /// The operation's name as a type: `CreateAccount0`.
    pub(super) fn type_name(&self) -> String {
        pascal(&self.name)
    }

    /// The name of the enum as a type.
    pub(super) fn choice_name(&self) -> String {
        format!("{}{}", self.type_name(), pascal(self.choice.wire))
    }

    /// The name of the request's object as a type.
    pub(super) fn nested_name(&self) -> String {
        let wire = self.request.iter().find(|member| member.kind == Kind::Object).map(|member| member.wire);
        format!("{}{}", self.type_name(), pascal(wire.unwrap_or_default()))
    }
}

/// The first `count` operations.
pub(super) fn operations(count: usize) -> Vec<Operation> {
    (0..count).map(operation).collect()
}

fn operation(index: usize) -> Operation {
    let mut dice = Dice::new(index as u64);
    let group = index / GROUP;
    let (verb, noun) = (VERBS[index % GROUP], NOUNS[group % NOUNS.len()]);
    let lower = noun.to_lowercase();
    let choice = CHOICES[dice.below(CHOICES.len())];
    let (nested, members) = NESTED[dice.below(NESTED.len())];
    let nested_members = members.iter().enumerate().map(|(at, (wire, kind))| Member {
        wire,
        kind: *kind,
        presence: if at == 0 { Presence::Required } else { Presence::Optional },
    });
    Operation {
        name: format!("{verb}{noun}{group}"),
        group: format!("{lower}{group}"),
        path: format!("/v1/{lower}{group}/{verb}"),
        about: format!("{} the {lower} record of group {group}.", pascal(verb)),
        request: request(&mut dice, choice.wire, nested),
        answer: answer(&mut dice),
        choice,
        nested: nested_members.collect(),
    }
}

fn request(dice: &mut Dice, choice: &'static str, nested: &'static str) -> Vec<Member> {
    let texts = dice.sample::<4>(&TEXTS);
    let numbers = dice.sample::<2>(&NUMBERS);
    let [flag] = dice.sample(&FLAGS);
    let [list] = dice.sample(&LISTS);
    vec![
        required(texts[0], Kind::Text),
        required(texts[1], Kind::Text),
        required(numbers[0], Kind::Int64),
        required(choice, Kind::Choice),
        optional(texts[2], Kind::Text),
        optional(texts[3], Kind::Text),
        optional(numbers[1], Kind::Int32),
        optional(flag, Kind::Flag),
        optional(nested, Kind::Object),
        optional(list, Kind::Texts),
    ]
}

fn answer(dice: &mut Dice) -> Vec<Member> {
    let texts = dice.sample::<3>(&ANSWERS);
    let [list] = dice.sample(&LISTS);
    vec![
        required(texts[0], Kind::Text),
        optional(texts[1], Kind::Text),
        optional(texts[2], Kind::Text),
        required("total", Kind::Int64),
        required("finished", Kind::Flag),
        optional(list, Kind::Texts),
    ]
}

const fn required(wire: &'static str, kind: Kind) -> Member {
    Member { wire, kind, presence: Presence::Required }
}

const fn optional(wire: &'static str, kind: Kind) -> Member {
    Member { wire, kind, presence: Presence::Optional }
}

/// `certType` as `CertType`, `ID_CARD` as `IdCard`.
pub(super) fn pascal(name: &str) -> String {
    let whole = name.chars().any(char::is_lowercase);
    let part = |part: &str| {
        let (first, rest) = part.split_at(part.len().min(1));
        first.to_uppercase() + &if whole { rest.to_owned() } else { rest.to_lowercase() }
    };
    name.split('_').map(part).collect()
}

/// `createAccount0` as `create_account0`.
pub(super) fn snake(name: &str) -> String {
    let letter = |(at, letter): (usize, char)| {
        let blank = if letter.is_uppercase() && at > 0 { "_" } else { "" };
        format!("{blank}{}", letter.to_ascii_lowercase())
    };
    name.chars().enumerate().map(letter).collect()
}

/// `taxpayerId` as `The taxpayer id of the record.`
pub(super) fn sentence(wire: &str) -> String {
    format!("The {} of the record.", snake(wire).replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn operations_have_one_shape_and_do_not_depend_on_their_number() {
        let all = operations(120);
        assert_eq!(all[..30], operations(30));
        for one in &all {
            let required = |members: &[Member]| {
                members.iter().filter(|member| member.presence == Presence::Required).count()
            };
            assert_eq!((one.request.len(), required(&one.request)), (10, 4), "{}", one.name);
            assert_eq!((one.answer.len(), required(&one.answer)), (6, 3), "{}", one.name);
            let names: BTreeSet<_> = one.request.iter().map(|member| member.wire).collect();
            assert_eq!(names.len(), 10, "{}", one.name);
        }
        let names: BTreeSet<_> = all.iter().map(|one| &one.name).collect();
        let groups: BTreeSet<_> = all.iter().map(|one| &one.group).collect();
        assert_eq!((names.len(), groups.len()), (120, 12));
    }

    #[test]
    fn names_are_respelt() {
        assert_eq!(pascal("certType"), "CertType");
        assert_eq!(pascal("ID_CARD"), "IdCard");
        assert_eq!(snake("createRedLetter14"), "create_red_letter14");
        assert_eq!(sentence("taxpayerId"), "The taxpayer id of the record.");
    }
}
