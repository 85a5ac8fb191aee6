//! The name of a file, from `Content-Disposition`.
//!
//! In: the header as it came. Out: one component of a path. A name of a stranger never leads into another folder,
//! and holds nothing that a terminal would take for a command.

/// The most bytes of a name, as most file systems have it.
const LONGEST: usize = 255;

/// The name in the header: `filename*` of RFC 5987 first, then `filename`.
pub(super) fn file_name(header: &[u8]) -> Option<String> {
    let parameters = parameters(header);
    let find = |wanted: &str| {
        parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    };
    let extended = find("filename*").and_then(|value| {
        let (charset, rest) = value.split_once('\'')?;
        let (_, encoded) = rest.split_once('\'')?;
        charset.eq_ignore_ascii_case("utf-8").then(|| decoded(encoded)).flatten()
    });
    // Many servers percent-encode the plain one too, and browsers decode it.
    let plain = || find("filename").map(|value| decoded(value).unwrap_or_else(|| value.clone()));
    safe(&extended.or_else(plain)?)
}

/// `name=value` and `name="value"` behind the first `;`. What is no UTF-8 is shown as such.
fn parameters(header: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(header);
    let mut found = Vec::new();
    let mut rest = text.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let (value, next) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        found.push((name.trim().trim_start_matches(';').trim().to_owned(), value));
        rest = next.trim_start().trim_start_matches(';');
    }
    found
}

/// The text until the closing quote, and what follows it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, one)) = characters.next() {
        match one {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

/// The text with `%XX` decoded; none where that is no UTF-8 or an escape is not whole.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits)
            .ok()
            .filter(|text| text.bytes().all(|one| one.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// The last component, without control characters and what turns the direction of reading.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_odd = |one: char| {
        one.is_control()
            || matches!(one, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | ':')
    };
    let kept: String = last.chars().filter(|one| !is_odd(*one)).collect();
    let kept = kept.trim().trim_end_matches('.');
    let mut end = kept.len().min(LONGEST);
    while !kept.is_char_boundary(end) {
        end -= 1;
    }
    let kept = &kept[..end];
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: Option<&str>) {
        assert_eq!(file_name(header.as_bytes()).as_deref(), expected, "{header}");
    }

    #[test]
    fn a_name_has_several_forms() {
        check("attachment; filename=a.pdf", Some("a.pdf"));
        check("attachment;filename=\"a b;c=\\\"d.pdf\"", Some("a b;c=\"d.pdf"));
        check("attachment; filename=\"old.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf", Some("合同.pdf"));
        check("attachment; filename=%E5%90%88%E5%90%8C.pdf", Some("合同.pdf"));
        check("attachment; filename=\"合同.pdf\"", Some("合同.pdf"));
        check("attachment; filename=\"100%.pdf\"", Some("100%.pdf"));
        check("attachment; filename*=latin1''%FF; filename=b.pdf", Some("b.pdf"));
        check("inline; size=5; FileName=c.pdf ; x=y", Some("c.pdf"));
    }

    #[test]
    fn there_may_be_none() {
        for header in ["", "attachment", "attachment; filename=", "attachment; filename=\"..\"", "filename=a"]
        {
            check(header, None);
        }
    }

    #[test]
    fn a_name_leads_nowhere() {
        check("a; filename=\"../../etc/passwd\"", Some("passwd"));
        check("a; filename=\"..%2F..%2Fetc%2Fpasswd\"", Some("passwd"));
        check(r"a; filename*=UTF-8''C%3A%5Cwindows%5Cx.dll", Some("x.dll"));
        check("a; filename=\"a%00%0D%0A\u{202E}fdp.exe\"", Some("afdp.exe"));
        check("a; filename=\"C:evil:stream\"", Some("Cevilstream"));
        let long = format!("a; filename=\"{}\"", "企".repeat(100));
        assert_eq!(file_name(long.as_bytes()).map(|name| name.len()), Some(255));
    }
}
