//! Rust source as these tests need it: the code without comments, texts and tests; the paths that it names; the types that it shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A path such as `crate::engine::Act`, without the `crate`.
pub(crate) type ModulePath = Vec<String>;

/// A file of the library.
pub(crate) struct Module {
    pub(crate) path: ModulePath,
    pub(crate) file: String,
    /// Without comments, texts and tests.
    pub(crate) code: String,
}

/// All files below `src`, by their module paths; files of tests are left out.
pub(crate) fn modules(src: &Path) -> BTreeMap<ModulePath, Module> {
    let mut files = Vec::new();
    collect(src, &mut files);
    let mut modules = BTreeMap::new();
    for file in files {
        let name = file.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
        let path: ModulePath = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        let is_test = path.iter().any(|part| part == "tests" || part.ends_with("_tests"));
        if is_test || ["lib.rs", "main.rs"].contains(&name.as_str()) {
            continue;
        }
        let code = without_tests(&without_texts(&fs::read_to_string(&file).unwrap()));
        modules.insert(path.clone(), Module { path, file: name, code });
    }
    modules
}

fn collect(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

/// `source` with comments, texts and character literals blanked.
pub(crate) fn without_texts(source: &str) -> String {
    let bytes: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let skip = match rest {
            ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['r', '#', '"', ..] => 3 + ends_with(&rest[3..], &['"', '#']),
            ['r', '"', ..] if !out.ends_with(char::is_alphanumeric) => 2 + ends_with(&rest[2..], &['"']),
            ['"', ..] => 1 + closing(&rest[1..], '"'),
            ['\'', '\\', ..] => 1 + closing(&rest[1..], '\''),
            ['\'', _, '\'', ..] => 3,
            _ => 0,
        };
        if skip == 0 {
            out.push(bytes[at]);
            at += 1;
        } else {
            out.push(' ');
            at += skip;
        }
    }
    out
}

/// The length up to and with the closing quote; a backslash hides the next character.
fn closing(text: &[char], quote: char) -> usize {
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

fn ends_with(text: &[char], end: &[char]) -> usize {
    text.windows(end.len()).position(|window| window == end).map_or(text.len(), |at| at + end.len())
}

/// `code` without what stands below `#[cfg(test)]`.
pub(crate) fn without_tests(code: &str) -> String {
    const TEST: &str = "#[cfg(test)]";
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(TEST) {
        out.push_str(&rest[..at]);
        let item = &rest[at + TEST.len()..];
        let end = item.find([';', '{']).unwrap_or(item.len());
        let length = if item[end..].starts_with('{') { end + block(&item[end..]) } else { (end + 1).min(item.len()) };
        rest = &item[length..];
    }
    out + rest
}

/// The length of the block that `code` begins with.
fn block(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// A name that a `use` brings in, or that stands in the code with its path.
pub(crate) struct Named {
    /// As it is written: `super`, `state`, `Cooking`.
    pub(crate) path: Vec<String>,
    /// The name that it has here; none for a path in the code.
    pub(crate) name: Option<String>,
}

/// Every path that `code` names.
pub(crate) fn paths(code: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let Some(at) = use_at(statement) else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&statement[..at]);
        let tree = statement[at..].trim_start_matches("use").trim_end_matches(';');
        flatten(tree.trim(), &[], &mut found);
    }
    for run in rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        let path: Vec<String> = run.split("::").map(str::to_owned).collect();
        if path.len() > 1 && !path.iter().any(String::is_empty) {
            found.push(Named { path, name: None });
        }
    }
    found
}

/// Where the last `use` of a statement begins.
fn use_at(statement: &str) -> Option<usize> {
    let at = statement.rfind("use ")?;
    let before = statement[..at].trim_end_matches([' ', '\n']);
    let starts = before.is_empty() || before.ends_with(['}', ';', '{', ']', ')']) || before.ends_with("pub");
    starts.then_some(at)
}

fn flatten(tree: &str, before: &[String], found: &mut Vec<Named>) {
    let (path, inner) = match tree.split_once('{') {
        Some((path, inner)) => (path.trim(), Some(inner.trim_end().trim_end_matches('}'))),
        None => (tree, None),
    };
    let (path, alias) = path.split_once(" as ").map_or((path, None), |(path, alias)| (path, Some(alias.trim())));
    let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    let mut whole: Vec<String> = before.iter().cloned().chain(parts).collect();
    match inner {
        Some(inner) => {
            let (mut depth, mut from) = (0, 0);
            for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        let part = inner[from..at].trim();
                        if !part.is_empty() {
                            flatten(part, &whole, found);
                        }
                        from = at + 1;
                    }
                    _ => {}
                }
            }
        }
        None => {
            if whole.last().is_some_and(|last| last == "self") {
                whole.pop();
            }
            let name = alias.map(str::to_owned).or_else(|| whole.last().cloned());
            found.push(Named { path: whole, name });
        }
    }
}

/// The types, traits and aliases that `code` shows beyond its own file.
pub(crate) fn shown_types(code: &str) -> Vec<String> {
    let words: Vec<&str> = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_kind = ["struct", "enum", "trait", "type"].contains(word);
        let before = &words[..at];
        let is_shown =
            matches!(before, [.., "pub", "crate" | "super" | "self"] | [.., "pub"] | [.., "pub", "in", "crate", _]);
        if let (true, true, Some(name)) = (is_kind, is_shown, words.get(at + 1)) {
            found.push((*name).to_owned());
        }
    }
    found
}
