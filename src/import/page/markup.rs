//! Extracts text from markup, line by line.
//!
//! A line ends at the edges of a block and at a `<br>`; white space is folded. Scripts, styles and form controls are not text.

use super::tree::{Node, Tree, TreeStep, is_block};
use crate::import::tidy::tidy;

/// How often a text may be escaped: `&amp;amp;frac12;` is half a cup.
const ESCAPED: usize = 3;

/// Whether the content of such a tag is not readable text.
pub(crate) fn is_silent(node: Node<'_>) -> bool {
    matches!(
        node.name(),
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "video"
            | "audio"
            | "object"
            | "head"
    )
}

/// Collects text into lines.
#[derive(Default)]
pub(crate) struct Lines {
    lines: Vec<String>,
    line: String,
    raised: bool,
}

impl Lines {
    fn end(&mut self) {
        let line = tidy(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.lines.push(line);
        }
    }
    fn text(&mut self, text: &str, breaks: bool) {
        if std::mem::take(&mut self.raised)
            && text.starts_with(|c: char| c.is_ascii_digit())
            && self.line.ends_with(|c: char| c.is_ascii_digit())
        {
            // "1<sup>1</sup>/<sub>2</sub>" is one and a half, not eleven halves.
            self.line.push(' ');
        }
        let mut parts = text.split(|c: char| breaks && matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'));
        self.line.push_str(parts.next().unwrap_or(""));
        for part in parts {
            self.end();
            self.line.push_str(part);
        }
    }
}

/// The text of part of a page.
pub(crate) fn lines(node: Node<'_>) -> Vec<String> {
    lines_of(node, false)
}

/// The text of part of a page as one line.
pub(crate) fn line(node: Node<'_>) -> String {
    lines(node).join(" ")
}

fn lines_of(node: Node<'_>, breaks: bool) -> Vec<String> {
    let mut all = Lines::default();
    let mut silent: Option<Node<'_>> = None;
    for step in node.walk() {
        match (step, silent) {
            (TreeStep::Close(node), Some(from)) if node == from => silent = None,
            (_, Some(_)) => {}
            (TreeStep::Open(inner), None) if is_silent(inner) && inner != node => silent = Some(inner),
            // A list item is one line: one step with all its sentences.
            (TreeStep::Open(node), None)
                if node.name() == "br" && node.around().take(3).any(|around| around.name() == "li") =>
            {
                all.text(" ", false);
            }
            (TreeStep::Open(node), None) if node.name() == "br" || is_block(node.name()) => all.end(),
            (TreeStep::Open(node), None) => all.raised |= node.name() == "sup",
            (TreeStep::Text(text), None) => all.text(text, breaks || node.name() == "pre"),
            (TreeStep::Close(node), None) if is_block(node.name()) => all.end(),
            (TreeStep::Close(_), None) => {}
        }
    }
    all.end();
    all.lines
}

/// The lines of a text that may contain tags and entities, escaped one or more times.
///
/// Line breaks in the text count only if no tag makes any.
pub(crate) fn unmarked(text: &str) -> Vec<String> {
    let mut lines = vec![text.to_owned()];
    for _ in 0..ESCAPED {
        let marked = |line: &String| line.contains('<') || entity_in(line);
        if !lines.iter().any(marked) {
            break;
        }
        lines =
            lines.iter().flat_map(|line| if marked(line) { once_unmarked(line) } else { vec![line.clone()] }).collect();
    }
    let lines = lines.iter().flat_map(|line| line.split(['\n', '\r', '\u{2028}', '\u{2029}'])).map(tidy);
    lines.filter(|line| !line.is_empty()).collect()
}

fn once_unmarked(text: &str) -> Vec<String> {
    match Tree::parse(text) {
        Ok(tree) => {
            let broken = tree.tags().any(|tag| tag.name() == "br" || is_block(tag.name()));
            let lines = lines_of(tree.root(), !broken);
            // A block around or after the whole text breaks no line; then line breaks after complete sentences count.
            let ended =
                |line: &str| line.trim_end().ends_with(['.', '!', '?', ';', ':', ')']) || line.trim().is_empty();
            let own: Vec<&str> = text.trim().split(['\n', '\r']).collect();
            let by_sentence =
                own.split_last().is_some_and(|(_, before)| !before.is_empty() && before.iter().all(|line| ended(line)));
            if broken && lines.len() == 1 && by_sentence { lines_of(tree.root(), true) } else { lines }
        }
        // Too many tags for a real text: it is kept unchanged.
        Err(_) => vec![text.to_owned()],
    }
}

/// Whether the text contains an entity like `&amp;` or `&#39;`.
fn entity_in(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let name = text.get(at + 1..).unwrap_or("");
        let letters = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').take(12).count();
        letters > 1 && name.as_bytes().get(letters) == Some(&b';')
    })
}

#[cfg(test)]
mod tests {
    use super::{line, lines, unmarked};
    use crate::import::page::tree::Tree;

    #[track_caller]
    fn read(html: &str) -> Vec<String> {
        lines(Tree::parse(html).unwrap().root())
    }

    #[test]
    fn a_block_is_a_line() {
        assert_eq!(
            read("<p>Warm the <b>oven</b>.</p>Rub <br>the\n meat<div>Rest</div>"),
            ["Warm the oven.", "Rub", "the meat", "Rest"]
        );
        assert_eq!(read("<p>a</p><script>b()</script><style>c</style><button>Print</button>"), ["a"]);
        assert_eq!(read("<pre>2 eggs\n1 onion</pre>"), ["2 eggs 1 onion"]);
        assert_eq!(line(Tree::parse("1<sup>1</sup>&frasl;<sub>2</sub>&nbsp;cups").unwrap().root()), "1 1⁄2 cups");
    }

    #[test]
    fn escaped_text_is_read_however_often_it_was_escaped() {
        for (text, wanted) in [
            ("salt &amp; pepper", vec!["salt & pepper"]),
            ("salt &amp;amp; pepper", vec!["salt & pepper"]),
            ("&lt;p&gt;Stir.&lt;/p&gt;&lt;p&gt;Serve.&lt;/p&gt;", vec!["Stir.", "Serve."]),
            ("<ol><li>Stir\nwell.</li><li>Serve.</li></ol>", vec!["Stir well.", "Serve."]),
            ("Stir.\r\nServe <b>hot</b>.", vec!["Stir.", "Serve hot."]),
            ("&frac12; cup, 170&deg;C", vec!["½ cup, 170°C"]),
            ("R&D for under 5 < 6 & more", vec!["R&D for under 5 < 6 & more"]),
            (" \n ", vec![]),
        ] {
            assert_eq!(unmarked(text), wanted, "{text}");
        }
    }
}
