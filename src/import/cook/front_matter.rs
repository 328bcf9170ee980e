//! Front matter of Cooklang, between two lines `---` at the top: the part of YAML that recipes need.
//!
//! It is cut off and read here because the parser passes it to a YAML library that is no longer maintained. Keys with a text, a list
//! or nested keys are read. Anchors, type tags and the rest of YAML are not, and only their own line is lost. No text is refused.

/// The line before and after front matter.
const FENCE: &str = "---";

/// A key in lower case, with parent keys before it and dots between; and its values, several for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FrontEntry {
    pub(super) key: String,
    pub(super) values: Vec<String>,
}

/// Splits `text` into its front matter and the rest, in which the parser finds no other front matter.
pub(super) fn split(text: &str) -> (Vec<FrontEntry>, String) {
    let is_fence = |line: &str| line.trim_end() == FENCE;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let first =
        lines.iter().position(|line| !line.trim().is_empty()).filter(|at| lines.get(*at).is_some_and(|l| is_fence(l)));
    let last = first.and_then(|first| (first + 1..lines.len()).find(|at| lines.get(*at).is_some_and(|l| is_fence(l))));
    let (yaml, rest) = match (first, last) {
        (Some(first), Some(last)) => {
            (lines.get(first + 1..last).unwrap_or_default(), lines.get(last + 1..).unwrap_or_default())
        }
        (_, _) => (&[][..], lines.as_slice()),
    };
    // Such a line is a comment in Cooklang, but the parser takes any two of them for front matter.
    let rest: String = rest.iter().filter(|line| !is_fence(line)).flat_map(|line| [*line, "\n"]).collect();
    (read(yaml), rest)
}

/// The values of the first of `names` that has any.
pub(super) fn find<'a>(entries: &'a [FrontEntry], names: &[&str]) -> Option<&'a [String]> {
    names.iter().find_map(|name| {
        entries.iter().find(|entry| entry.key == *name && !entry.values.is_empty()).map(|entry| entry.values.as_slice())
    })
}

fn read(lines: &[&str]) -> Vec<FrontEntry> {
    let mut entries: Vec<FrontEntry> = Vec::new();
    // Keys that the next line may be nested in, with their indents.
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        let indent = indent(line);
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(item) = content.strip_prefix("- ").or_else(|| (content == "-").then_some("")) {
            add(&mut entries, scalar(item));
            continue;
        }
        let Some((key, value)) = key_and_value(content) else {
            // A continued text.
            if let Some(last) = entries.last_mut().filter(|_| indent > 0).and_then(|entry| entry.values.last_mut()) {
                *last = format!("{last} {content}");
            }
            continue;
        };
        above.retain(|(of, _)| *of < indent);
        let names = above.iter().map(|(_, name)| name.as_str()).chain([key.as_str()]);
        entries.push(FrontEntry { key: names.collect::<Vec<_>>().join("."), values: Vec::new() });
        above.push((indent, key));
        if value.starts_with(['|', '>']) {
            let mut text = Vec::new();
            while let Some(line) = lines.next_if(|line| line.trim().is_empty() || self::indent(line) > indent) {
                text.push(line.trim());
            }
            add(&mut entries, text.join(" ").trim().to_owned());
        } else if let Some(first) = value.strip_prefix('[') {
            let mut list = first.to_owned();
            while !list.contains(']') {
                let Some(line) = lines.next() else { break };
                list = format!("{list} {}", line.trim());
            }
            let list = list.split(']').next().unwrap_or_default();
            list.split(',').for_each(|item| add(&mut entries, scalar(item)));
        } else if !value.starts_with(['{', '&', '*', '!']) {
            add(&mut entries, scalar(value));
        }
    }
    entries
}

/// Adds a value to the last key.
fn add(entries: &mut [FrontEntry], value: String) {
    if let Some(entry) = entries.last_mut().filter(|_| !value.is_empty()) {
        entry.values.push(value);
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// `key: value`, the key in lower case and without quotes; `None` for a line without a key.
fn key_and_value(content: &str) -> Option<(String, &str)> {
    let is_end = |at: usize| content.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let (at, _) = content.match_indices(':').find(|(at, _)| is_end(*at))?;
    let key = scalar(content.get(..at)?).to_lowercase();
    (!key.is_empty()).then(|| (key, content.get(at + 1..).unwrap_or_default().trim()))
}

/// A YAML text: plain, or in either kind of quotes.
fn scalar(text: &str) -> String {
    let text = text.trim();
    if let Some(quoted) = text.strip_prefix('\'') {
        return quoted.strip_suffix('\'').unwrap_or(quoted).replace("''", "'");
    }
    if let Some(quoted) = text.strip_prefix('"') {
        return unescaped(quoted);
    }
    let plain = text.find(" #").map_or(text, |at| text.get(..at).unwrap_or(text)).trim_end();
    if matches!(plain, "~" | "null" | "Null" | "NULL") { String::new() } else { plain.to_owned() }
}

/// The text up to the closing quote, with escapes resolved.
fn unescaped(quoted: &str) -> String {
    let mut text = String::new();
    let mut letters = quoted.chars();
    while let Some(c) = letters.next() {
        match c {
            '"' => break,
            '\\' => match letters.next() {
                Some('n' | 't' | 'r') => text.push(' '),
                Some('u') => {
                    let digits: String = letters.by_ref().take(4).collect();
                    text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{find, split};
    use proptest::prelude::{any, prop_assert, proptest};

    #[track_caller]
    fn values(yaml: &str, key: &str) -> Vec<String> {
        let (entries, rest) = split(&format!("---\n{yaml}\n---\nBoil @water{{}}.\n"));
        assert_eq!(rest, "Boil @water{}.\n");
        find(&entries, &[key]).unwrap_or_default().to_vec()
    }

    #[test]
    fn texts_lists_and_keys_of_keys_are_read() {
        assert_eq!(values("title: Pea soup # for two", "title"), ["Pea soup"]);
        assert_eq!(values("\"Title\": \"Nan's \\\"best\\\" so\\u00fcp\"", "title"), ["Nan's \"best\" soüp"]);
        assert_eq!(values("title: 'It''s: soup'", "title"), ["It's: soup"]);
        assert_eq!(values("tags: [green, \"soup\", 'old' ]", "tags"), ["green", "soup", "old"]);
        assert_eq!(values("tags: [green,\n  soup]\nservings: 4", "servings"), ["4"]);
        assert_eq!(values("tags:\n- green\n- soup\nservings: 4", "tags"), ["green", "soup"]);
        assert_eq!(
            values("source:\n  author: Nan\n  url: https://example.org/a: b\nservings: 4", "source.url"),
            ["https://example.org/a: b"]
        );
        assert_eq!(values("time:\n  prep: 10 min\n  cook: 1 hour\nservings: 4", "time.cook"), ["1 hour"]);
        assert_eq!(
            values("description: |\n  Two lines\n  of text.\n\nservings: 4", "description"),
            ["Two lines of text."]
        );
        assert_eq!(values("description: It goes\n  on here.\nservings: 4", "description"), ["It goes on here."]);
        for nothing in ["title:", "title: ~", "title: null", "title: *x", "# title: x", "titles: x"] {
            assert!(values(nothing, "title").is_empty(), "{nothing}");
        }
    }

    #[test]
    fn lines_between_steps_are_no_front_matter() {
        let (entries, rest) = split("Boil @water{}.\n---\nAdd @peas{}.\n---\nServe.\n");
        assert_eq!((entries.len(), rest.as_str()), (0, "Boil @water{}.\nAdd @peas{}.\nServe.\n"));
        let (entries, rest) = split("\n---\ntitle: Soup\nBoil @water{}.\n");
        assert_eq!((entries.len(), rest.as_str()), (0, "\ntitle: Soup\nBoil @water{}.\n"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>(), yaml in "([a-z\"'#:|>&*!~,\\[\\]{} -]|\n|: |- |  ){0,60}") {
            split(&text);
            let (_, rest) = split(&format!("---\n{yaml}\n---\n"));
            prop_assert!(!rest.lines().any(|line| line.trim_end() == "---"));
        }
    }
}
