//! Decodes bytes in any encoding to text.

use super::error::ImportError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its encoding may be declared (HTML standard, 13.2.3.2: 1,024; real pages declare it later).
const DECLARED_WITHIN: usize = 4_096;

/// Decodes `bytes`. In order of trust: a byte order mark, valid UTF-8 (old labels often outlive the encoding they named), the
/// server's header, the page's own declaration, and last windows-1252, as in browsers.
pub(crate) fn decode(bytes: &[u8], content_type: Option<&str>) -> Result<String, ImportError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text(encoding, bytes.get(mark..).unwrap_or(&[]));
    }
    let unmarked = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = unmarked {
        return text(encoding, bytes);
    }
    if is_binary(bytes) {
        return Err(ImportError::NotText);
    }
    let start = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let labels = [content_type.and_then(label_in), label_in(&String::from_utf8_lossy(start))];
    let labelled = labels.iter().flatten().find_map(|label| Encoding::for_label(label.as_bytes()));
    // ISO-2022-JP consists of ASCII bytes, so it is also valid UTF-8.
    if labelled.is_none_or(Encoding::is_ascii_compatible)
        && let Ok(good) = std::str::from_utf8(bytes)
    {
        return Ok(good.to_owned());
    }
    // The declaration was found by reading bytes as ASCII, so a page that declares UTF-16 is not UTF-16 (HTML standard, 13.2.3.2).
    text(labelled.filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE).unwrap_or(WINDOWS_1252), bytes)
}

fn text(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ImportError> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    // UTF-8 with a few broken bytes is still text.
    let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    if broken && encoding == UTF_8 && lost * 8 > bytes.len() {
        Err(ImportError::NotText)
    } else {
        Ok(text.into_owned())
    }
}

/// Whether the bytes start like a known binary format, or contain many bytes that never occur in text.
fn is_binary(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 9] =
        [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"bplist00", b"\x7fELF"];
    let start = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let odd = start.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    STARTS.iter().any(|kind| bytes.starts_with(kind)) || odd * 10 > start.len()
}

/// The value after `charset=`.
fn label_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    lower.match_indices("charset").find_map(|(at, word)| {
        let rest = lower
            .get(at + word.len()..)?
            .trim_start()
            .strip_prefix('=')?
            .trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let label: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(40).collect();
        (!label.is_empty()).then_some(label)
    })
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::import::error::ImportError;

    #[test]
    fn encodings_are_found() {
        let meta = |charset: &str, rest: &[u8]| [format!("<meta charset={charset}>").as_bytes(), rest].concat();
        for (bytes, content_type, wanted) in [
            ("170 °C".as_bytes().to_vec(), None, "170 °C"),
            (b"170 \xb0C".to_vec(), None, "170 °C"),
            (b"\xef\xbb\xbfcr\xc3\xa8me".to_vec(), Some("text/html; charset=iso-8859-1"), "crème"),
            (meta("ISO-8859-1", "crème".as_bytes()), None, "<meta charset=ISO-8859-1>crème"),
            (meta("'windows-1250'", b"\xe8aj"), None, "<meta charset='windows-1250'>čaj"),
            (b"\x8f\xc4".to_vec(), Some("text/html;charset=Shift_JIS"), "焼"),
            (b"\xff\xfeS\0a\0l\0t\0".to_vec(), None, "Salt"),
            (b"<\0p\0>\0".to_vec(), None, "<p>"),
            (b"good UTF-8 but for \xff".to_vec(), Some("text/html; charset=utf-8"), "good UTF-8 but for \u{fffd}"),
        ] {
            assert_eq!(decode(&bytes, content_type).as_deref(), Ok(wanted));
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(decode(b"%PDF-1.7 \xff", None), Err(ImportError::NotText));
        assert_eq!(decode(b"\x00\x01\x02\x03", None), Err(ImportError::NotText));
    }
}
