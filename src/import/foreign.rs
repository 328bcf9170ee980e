//! Recognises files that cannot be imported by their first bytes, so that the cook gets advice for each kind.

use super::error::ImportError;
use super::mhtml::{MessageKind, message_kind};

/// How many bytes of a file are checked.
const WITHIN: usize = 4_096;

/// The kind of the file; `None` if it may be readable.
pub(crate) fn foreign(bytes: &[u8]) -> Option<ImportError> {
    const STARTS: [(&[u8], ImportError); 22] = [
        (b"%PDF", ImportError::Pdf),
        (b"{\\rtf", ImportError::Document),
        (b"\xd0\xcf\x11\xe0", ImportError::Document),
        (b"\x89PNG", ImportError::Picture),
        (b"\xff\xd8\xff", ImportError::Picture),
        (b"GIF8", ImportError::Picture),
        (b"RIFF", ImportError::Picture),
        (b"II*\0", ImportError::Picture),
        (b"MM\0*", ImportError::Picture),
        (b"<svg", ImportError::Picture),
        (b"bplist00", ImportError::WebArchive),
        (b"Rar!", ImportError::Packed),
        (b"7z\xbc\xaf", ImportError::Packed),
        (b"BZh", ImportError::Packed),
        (b"\xfd7zXZ", ImportError::Packed),
        (b"\x28\xb5\x2f\xfd", ImportError::Packed),
        (b"\x7fELF", ImportError::NotText),
        (b"SQLite format 3\0", ImportError::NotText),
        (b"MMMMM", ImportError::OtherProgram("Meal-Master")),
        (b"=====  REZKONV", ImportError::OtherProgram("RezKonv")),
        (b"========== REZKONV", ImportError::OtherProgram("RezKonv")),
        (b"\x1f\x9d", ImportError::Packed),
    ];
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if let Some((_, kind)) = STARTS.iter().find(|(start, _)| bare.starts_with(start)) {
        return Some(*kind);
    }
    match bytes.get(4..8) {
        // HEIC and AVIF pictures (ISO 14496-12).
        Some(b"ftyp") => return Some(ImportError::Picture),
        _ if bytes.get(257..262) == Some(b"ustar") => return Some(ImportError::Packed),
        _ if message_kind(bytes) == Some(MessageKind::Letter) => return Some(ImportError::Letter),
        _ => {}
    }
    let start = String::from_utf8_lossy(bare.get(..WITHIN).unwrap_or(bare)).to_ascii_lowercase();
    other_program(&start).map(ImportError::OtherProgram).or_else(|| {
        // XHTML pages are XML too, and are read.
        let xml = start.starts_with("<?xml") && !["<html", "<!doctype html"].iter().any(|page| start.contains(page));
        xml.then_some(if start.contains("<svg") {
            ImportError::Picture
        } else {
            ImportError::OtherProgram("another program, in XML")
        })
    })
}

/// The program that writes this format.
fn other_program(start: &str) -> Option<&'static str> {
    let first = start.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let ruled = |line: &str| line.starts_with("-----") || line.starts_with("mmmmm");
    if ruled(first) && first.contains("meal-master") {
        Some("Meal-Master")
    } else if first.contains("exported from") && start.contains("mastercook")
        || start.contains("<mx2")
        || start.contains("<!doctype mx2")
    {
        Some("MasterCook")
    } else if start.contains("<gourmetdoc") || start.contains("<!doctype gourmetdoc") {
        Some("Gourmet")
    } else if start.contains("<recipeml") {
        Some("a program that writes RecipeML")
    } else if first.starts_with("====") && start.contains("rezkonv") {
        Some("RezKonv")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::foreign;
    use crate::import::error::ImportError;

    #[test]
    fn each_kind_is_told_by_its_beginning() {
        for (bytes, kind) in [
            (&b"%PDF-1.7"[..], ImportError::Pdf),
            (b"{\\rtf1\\ansi Bake 20 min}", ImportError::Document),
            (b"\0\0\0\x18ftypheic", ImportError::Picture),
            (b"<?xml version=\"1.0\"?>\n<svg>", ImportError::Picture),
            (b"Received: from x\nFrom: Nan <n@example.org>\nSubject: Soup\n\n2 onions\n", ImportError::Letter),
            (b"MMMMM----- Recipe via Meal-Master (tm) v8.05\n", ImportError::OtherProgram("Meal-Master")),
            (b"---------- Recipe via Meal-Master (tm) v8.02\n", ImportError::OtherProgram("Meal-Master")),
            (b"\r\n                     *  Exported from  MasterCook  *\r\n", ImportError::OtherProgram("MasterCook")),
            (b"<?xml version=\"1.0\"?>\n<!DOCTYPE mx2 SYSTEM \"mx2.dtd\">", ImportError::OtherProgram("MasterCook")),
            (b"<?xml version=\"1.0\" ?>\n<!DOCTYPE gourmetDoc>\n<gourmetDoc>", ImportError::OtherProgram("Gourmet")),
        ] {
            assert_eq!(foreign(bytes), Some(kind), "{}", String::from_utf8_lossy(bytes));
        }
        for text in
            ["<!doctype html><p>Soup", "<?xml version=\"1.0\"?><html><body>", "Soup\n\n2 onions", "-----\nSoup", ""]
        {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
        }
    }
}
