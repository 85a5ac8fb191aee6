//! A `match` without a last arm would break with the vendor's next value.

use jiekou::esign_sdk::account::update_organization::RegistrantType;

fn name(kind: RegistrantType) -> &'static str {
    match kind {
        RegistrantType::Unspecified => "unspecified",
        RegistrantType::Agent => "agent",
        RegistrantType::LegalRepresentative => "legal representative",
    }
}

fn main() {
    name(RegistrantType::Agent);
}
