//! Reads the JSON of web pages, repairing it where necessary.
//!
//! It handles the usual faults of site builders: line breaks and quotes inside strings, missing and extra commas, comments, invalid
//! escapes, a missing end. The result says whether it was repaired, since a wrong guess about a quote can cut a text short.

use serde_json::Value;

/// More than any recipe: the largest seen on real pages have about 200 kB.
const LONGEST: usize = 4_000_000;

/// Deeper nesting cannot be read (the limit of `serde_json` is 128).
const DEEPEST: usize = 200;

/// The contents of a script.
#[derive(Debug, Default)]
pub(crate) struct RepairedJson {
    pub(crate) values: Vec<Value>,
    /// It could only be read after repairs.
    pub(crate) mended: bool,
    /// Its end was missing.
    pub(crate) cut: bool,
    /// Part of it could not be read at all.
    pub(crate) lost: bool,
}

/// Reads a script with one or more JSON values.
pub(crate) fn read(text: &str) -> RepairedJson {
    let bare = unwrapped(text);
    if bare.is_empty() {
        return RepairedJson::default();
    }
    if bare.len() > LONGEST {
        return RepairedJson { lost: true, ..RepairedJson::default() };
    }
    if let Ok(values) = all(bare) {
        return RepairedJson { values, ..RepairedJson::default() };
    }
    let mut mender = JsonRepairer::default();
    mender.mend(bare);
    let JsonRepairer { out, cut, .. } = mender;
    match all(&out) {
        Ok(values) => RepairedJson { values, mended: true, cut, lost: false },
        Err(values) => RepairedJson { values, mended: true, cut, lost: true },
    }
}

/// All values in `text`, one after another; on an error, those before it.
fn all(text: &str) -> Result<Vec<Value>, Vec<Value>> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter() {
        match value {
            Ok(value) => values.push(value),
            Err(_) => return Err(values),
        }
    }
    Ok(values)
}

/// Removes what surrounds JSON in a script: a byte order mark, CDATA, HTML comments, a final semicolon.
fn unwrapped(text: &str) -> &str {
    let mut text = text;
    loop {
        let before = text;
        text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        for start in ["//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "<!--"] {
            text = text.strip_prefix(start).unwrap_or(text);
        }
        for end in ["//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "-->", ";"] {
            text = text.strip_suffix(end).unwrap_or(text);
        }
        if text == before {
            return text;
        }
    }
}

#[derive(Default)]
struct JsonRepairer {
    out: String,
    /// The closing bracket for each open one.
    open: Vec<char>,
    /// A value has just ended.
    after_value: bool,
    cut: bool,
}

impl JsonRepairer {
    fn mend(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            match c {
                '"' => rest = self.string(rest),
                '{' | '[' => {
                    self.between();
                    self.out.push(c);
                    self.open.push(if c == '{' { '}' } else { ']' });
                    if self.open.len() > DEEPEST {
                        return;
                    }
                    self.after_value = false;
                }
                '}' | ']' => self.close(c),
                ',' => {
                    // A comma is valid only after a value; an extra one is dropped.
                    if self.after_value {
                        self.out.push(',');
                    }
                    self.after_value = false;
                }
                ':' => {
                    self.out.push(':');
                    self.after_value = false;
                }
                '/' if rest.starts_with('/') => rest = rest.find('\n').and_then(|at| rest.get(at..)).unwrap_or(""),
                '/' if rest.starts_with('*') => rest = past(rest, "*/"),
                '<' if rest.starts_with("!--") => rest = past(rest, "-->"),
                _ if c.is_whitespace() || c.is_control() || c == '\u{feff}' => self.out.push(' '),
                _ => rest = self.word(c, rest),
            }
        }
        self.cut = !self.open.is_empty();
        self.drop_comma();
        if self.out.trim_end().ends_with(':') {
            self.out.push_str("null");
        }
        while let Some(close) = self.open.pop() {
            self.out.push(close);
        }
    }

    /// Reads a number, a keyword, or a string without quotes.
    fn word<'a>(&mut self, first: char, rest: &'a str) -> &'a str {
        self.between();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
        let (more, after) = rest.split_at(rest.find(|c| !part(c)).unwrap_or(rest.len()));
        let word = format!("{first}{more}");
        match serde_json::from_str::<Value>(&word) {
            Ok(_) => self.out.push_str(&word),
            Err(_) => self.out.push_str(&Value::String(word).to_string()),
        }
        self.after_value = true;
        after
    }

    /// Inserts a missing comma between two values.
    fn between(&mut self) {
        if self.after_value && !self.open.is_empty() {
            self.out.push(',');
        }
    }

    fn drop_comma(&mut self) {
        let kept = self.out.trim_end().len();
        if self.out.get(..kept).is_some_and(|out| out.ends_with(',')) {
            self.out.truncate(kept - 1);
        }
    }

    fn close(&mut self, c: char) {
        // A closing bracket without an opening one is dropped; a missing one is inserted.
        if !self.open.contains(&c) {
            return;
        }
        self.drop_comma();
        while let Some(open) = self.open.pop() {
            self.out.push(open);
            if open == c {
                break;
            }
        }
        self.after_value = true;
    }

    /// Reads a string after its opening quote; returns the text after its closing quote.
    fn string<'a>(&mut self, text: &'a str) -> &'a str {
        self.between();
        self.out.push('"');
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            match c {
                '"' if self.ends_here(rest) => {
                    self.out.push('"');
                    self.after_value = true;
                    return rest;
                }
                '"' => self.out.push_str("\\\""),
                '\\' => rest = self.escape(rest),
                '\n' => self.out.push_str("\\n"),
                _ if c.is_control() => self.out.push(' '),
                _ => self.out.push(c),
            }
        }
        self.out.push('"');
        self.after_value = true;
        rest
    }

    /// Whether a quote before `rest` ends its string, that is, whether `rest` can follow a value.
    fn ends_here(&self, rest: &str) -> bool {
        let mut next = rest.trim_start().chars();
        match next.next() {
            None | Some('}' | ']' | ':') => true,
            Some(',') => {
                let next = next.as_str().trim_start();
                // In an object only a key can follow a comma. This keeps `12", 14" pans` in one string.
                let key = || {
                    next.strip_prefix('"')
                        .and_then(|name| name.split_once('"'))
                        .is_some_and(|(_, after)| after.trim_start().starts_with(':'))
                };
                match self.open.last() {
                    Some('}') => next.starts_with(['}', '/']) || next.is_empty() || key(),
                    Some(_) | None => {
                        next.is_empty()
                            || next.starts_with(['"', '{', '[', ']', '/', 't', 'f', 'n', '-'])
                            || next.starts_with(|c: char| c.is_ascii_digit())
                    }
                }
            }
            // The comma before the next line may be missing.
            Some('"' | '{') => rest.starts_with(['\n', '\r']),
            Some(_) => false,
        }
    }

    /// Reads what follows a backslash.
    fn escape<'a>(&mut self, rest: &'a str) -> &'a str {
        let Some(c) = rest.chars().next() else { return rest };
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
                self.out.push('\\');
                self.out.push(c);
                after
            }
            'u' => match hex(after) {
                Some((unit, after)) => self.unit(unit, after),
                None => rest,
            },
            _ => rest,
        }
    }

    /// Reads a UTF-16 code unit; half of a surrogate pair alone is dropped.
    fn unit<'a>(&mut self, unit: u16, rest: &'a str) -> &'a str {
        let second = rest.strip_prefix("\\u").and_then(hex);
        let pair = second.and_then(|(low, after)| Some((char::decode_utf16([unit, low]).next()?.ok()?, after)));
        match (char::from_u32(u32::from(unit)), pair) {
            (Some(c), _) => {
                self.push_escaped(c);
                rest
            }
            (None, Some((c, after))) => {
                self.out.push(c);
                after
            }
            (None, None) => {
                self.out.push(char::REPLACEMENT_CHARACTER);
                rest
            }
        }
    }

    fn push_escaped(&mut self, c: char) {
        match c {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            _ if c.is_control() => self.out.push(' '),
            _ => self.out.push(c),
        }
    }
}

fn hex(text: &str) -> Option<(u16, &str)> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some((u16::from_str_radix(digits, 16).ok()?, text.get(4..)?))
}

fn past<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).and_then(|at| text.get(at + end.len()..)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use serde_json::{Value, json};

    #[track_caller]
    fn mended(text: &str) -> Value {
        let read = read(text);
        assert!(!read.lost, "{read:?}");
        let [value] = read.values.as_slice() else { panic!("{read:?}") };
        value.clone()
    }

    #[test]
    fn json_as_pages_break_it() {
        for (text, wanted) in [
            ("{\"a\": \"one\ntwo\"}", json!({"a": "one\ntwo"})),
            ("{\"a\": \"one\ttwo\u{1}\"}", json!({"a": "one two "})),
            (r#"{"a": [1, 2,], }"#, json!({"a": [1, 2]})),
            (r#"{"a": [,1,, 2]}"#, json!({"a": [1, 2]})),
            (
                r#"{"a": 1 /* so */, // and so
                "b": 2}"#,
                json!({"a": 1, "b": 2}),
            ),
            ("//<![CDATA[\n{\"a\": 1}\n//]]>", json!({"a": 1})),
            ("<!-- {\"a\": 1} -->", json!({"a": 1})),
            ("\u{feff}{\"a\": 1};", json!({"a": 1})),
            (r#"{"a": "a 9" tin, greased"}"#, json!({"a": "a 9\" tin, greased"})),
            (r#"{"a": "9", 10" or 12" tins", "b": 1}"#, json!({"a": "9\", 10\" or 12\" tins", "b": 1})),
            (r#"{"a": "don\'t", "b": "\d \u12"}"#, json!({"a": "don't", "b": "d u12"})),
            (r#"{"a": "half \ud83d done", "b": "\ud83c\udf57"}"#, json!({"a": "half \u{fffd} done", "b": "🍗"})),
            ("{\"a\": \"x\"\n\"b\": [\"y\"\n\"z\"]}", json!({"a": "x", "b": ["y", "z"]})),
            (r#"{"a": {"b": ["c", "d"}"#, json!({"a": {"b": ["c", "d"]}})),
            (r#"{"a": "cut of"#, json!({"a": "cut of"})),
            (r#"{"a": "b", "c":"#, json!({"a": "b", "c": null})),
            (r#"{"a": 1}}"#, json!({"a": 1})),
        ] {
            assert_eq!(mended(text), wanted, "{text}");
        }
    }

    #[test]
    fn several_values_follow_each_other() {
        assert_eq!(read("{\"a\": 1}\n{\"b\": 2}").values, [json!({"a": 1}), json!({"b": 2})]);
        assert_eq!(read("[1,]  {\"b\": 2,}").values, [json!([1]), json!({"b": 2})]);
    }

    #[test]
    fn a_missing_end_is_known() {
        assert!(read(r#"{"a": ["salt", "oi"#).cut);
        assert!(!read(r#"{"a": ["salt",]}"#).cut);
        assert!(read("}{").lost || read("}{").cut);
    }

    #[test]
    fn too_deep_is_lost_and_nothing_worse() {
        assert!(read(&"[".repeat(100_000)).lost);
    }

    proptest! {
        #[test]
        fn good_json_is_left_alone(texts in proptest::collection::vec(any::<String>(), 0..5)) {
            let value = json!({ "texts": texts });
            prop_assert_eq!(mended(&value.to_string()), value);
        }

        #[test]
        fn nothing_breaks_the_mender(text in r#"[\{\}\[\]",:a\\u0\n/*]{0,60}"#) {
            let _ = read(&text);
        }
    }
}
