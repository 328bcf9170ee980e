//! Extracts the page from MHTML, the multipart message in which browsers save a page with its pictures (RFC 2557, RFC 2045).

use super::error::ImportError;

/// The most bytes in which the header of a message is searched.
const HEAD_WITHIN: usize = 16_384;
/// The deepest nesting of parts; no browser writes more.
const DEEPEST: usize = 4;

/// The page of such a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SavedPage {
    pub(crate) bytes: Vec<u8>,
    /// The content type of the part, with its encoding.
    pub(crate) content_type: String,
    /// The address that it was saved from.
    pub(crate) address: Option<String>,
}

/// The kind of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageKind {
    /// A page that a browser saved.
    Page,
    /// An e-mail.
    Letter,
}

/// The kind of message that the bytes begin like; `None` if they are no message. A message with a recipient is an e-mail.
pub(crate) fn message_kind(bytes: &[u8]) -> Option<MessageKind> {
    let start = bytes.get(..HEAD_WITHIN).unwrap_or(bytes);
    let (head, _) = split_head(start)?;
    let has = |name: &str| head_value(&head, name).is_some();
    let kind = head_value(&head, "content-type").map(|kind| kind.to_ascii_lowercase()).unwrap_or_default();
    let sent = ["received", "delivered-to", "return-path", "to", "message-id"].into_iter().any(has);
    if !sent && (kind.starts_with("multipart/") || kind.starts_with("text/html")) && has("mime-version") {
        Some(MessageKind::Page)
    } else if (sent || has("from")) && (has("subject") || has("mime-version") || has("date")) {
        Some(MessageKind::Letter)
    } else {
        None
    }
}

/// The first page in the file, which is the saved one; later pages are its frames.
pub(crate) fn page(bytes: &[u8]) -> Result<SavedPage, ImportError> {
    let mut found = None;
    part(bytes, 0, &mut found);
    found.ok_or(ImportError::NoRecipe)
}

fn part(bytes: &[u8], depth: usize, found: &mut Option<SavedPage>) {
    let Some((head, body)) = split_head(bytes).filter(|_| depth < DEEPEST) else { return };
    let content_type = head_value(&head, "content-type").unwrap_or_default();
    let kind = content_type.to_ascii_lowercase();
    if kind.starts_with("multipart/") {
        let Some(boundary) = parameter(&content_type, "boundary") else { return };
        for inner in parts(body, &boundary) {
            part(inner, depth + 1, found);
            if found.is_some() {
                return;
            }
        }
    } else if kind.starts_with("text/html") || kind.starts_with("application/xhtml") {
        let coding = head_value(&head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        let bytes = match coding.trim() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.to_vec(),
        };
        let address = head_value(&head, "content-location").filter(|address| address.starts_with("http"));
        *found = Some(SavedPage { bytes, content_type, address });
    }
}

/// The header lines, unfolded, and the body after the empty line.
fn split_head(bytes: &[u8]) -> Option<(Vec<String>, &[u8])> {
    let mut head: Vec<String> = Vec::new();
    let mut rest = bytes;
    // Some programs write empty lines before a header.
    while let Some(after) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
        rest = after;
    }
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at(end + 1);
        rest = after;
        let line = String::from_utf8_lossy(line.trim_ascii_end());
        if line.is_empty() {
            return (!head.is_empty()).then_some((head, rest));
        }
        let room = head.len() < 200;
        match head.last_mut() {
            // A line that begins with a space continues the one before.
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&format!(" {}", line.trim())),
            _ if is_head_line(&line) && room => head.push(line.into_owned()),
            _ => return None,
        }
    }
}

/// Whether a line has the form `Name: value`, with a name of letters and hyphens.
fn is_head_line(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.len() < 60 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn head_value(head: &[String], name: &str) -> Option<String> {
    head.iter()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().to_owned())
}

/// The value of the parameter `name=` in a header value, quoted or not.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The parts between lines with `--boundary`.
fn parts<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let line = format!("--{boundary}");
    let mut parts = Vec::new();
    let (mut start, mut at) = (None, 0);
    for text in body.split_inclusive(|byte| *byte == b'\n') {
        if text.starts_with(line.as_bytes()) {
            parts.extend(start.and_then(|start| body.get(start..at)));
            start = Some(at + text.len());
            if parts.len() > 5_000 {
                break;
            }
        }
        at += text.len();
    }
    // An incomplete file lacks the last boundary.
    parts.extend(start.and_then(|start| body.get(start..)).filter(|rest| !rest.trim_ascii().is_empty()));
    parts
}

/// Decodes quoted-printable (RFC 2045, 6.7). Invalid sequences stay unchanged.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'=' {
            bytes.push(*byte);
            continue;
        }
        let digit = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            bytes.extend(u8::try_from(high * 16 + low));
            rest = after.get(2..).unwrap_or_default();
        } else if let Some(next) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
            rest = next;
        } else {
            bytes.push(b'=');
        }
    }
    bytes
}

/// Decodes base64; other characters are skipped (RFC 2045, 6.8).
fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0x00ff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from((bits >> count) & 0xff));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{MessageKind, message_kind, page};
    use proptest::prelude::{any, proptest};

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/soup\r\nSubject: Soup\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Mark--7----\"\r\n\r\n\r\n------Mark--7----\r\n";

    #[test]
    fn the_page_is_found_in_its_parts() {
        let quoted = format!(
            "{SAVED}Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/soup\r\n\r\n\
             <meta charset=3D\"utf-8\"><p>Cr=C3=A8me br=\r\nul=C3=A9e = good\r\n------Mark--7----\r\nContent-Type: text/html\r\n\r\n<p>inner\r\n------Mark--7------\r\n"
        );
        assert_eq!(message_kind(quoted.as_bytes()), Some(MessageKind::Page));
        let saved = page(quoted.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(saved.bytes).unwrap(), "<meta charset=\"utf-8\"><p>Crème brulée = good\r\n");
        assert_eq!(saved.address.as_deref(), Some("https://example.org/soup"));
        let coded = format!(
            "{SAVED}Content-Type: image/png\r\n\r\nx\r\n------Mark--7----\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n\
             content-type: text/html; charset=utf-8\r\ncontent-transfer-encoding: BASE64\r\n\r\nPHA+U2\r\nFsdA==\r\n"
        );
        let saved = page(coded.as_bytes()).unwrap();
        assert_eq!((saved.bytes, saved.content_type), (b"<p>Salt".to_vec(), "text/html; charset=utf-8".to_owned()));
        assert!(page(SAVED.as_bytes()).is_err());
    }

    #[test]
    fn what_was_sent_to_somebody_is_a_letter() {
        let letter = "From: Nan <nan@example.org>\nTo: me@example.org\nSubject: Soup\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n";
        assert_eq!(message_kind(letter.as_bytes()), Some(MessageKind::Letter));
        for other in
            ["Soup\n\nServes: 4\nPrep: 10 min\n\n2 onions", "Serves: 4\nFrom: Nan\n\n2 onions", "", "\n\n", "a: b"]
        {
            assert_eq!(message_kind(other.as_bytes()), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in any::<Vec<u8>>(), text in "(=[0-9A-F]{0,2}|\r?\n|--x|: |Content-Type: (text/html|multipart/x; boundary=x)|[a-z]){0,60}") {
            let _ = (message_kind(&bytes), page(&bytes), page(text.as_bytes()), page(format!("{SAVED}{text}").as_bytes()));
        }
    }
}
