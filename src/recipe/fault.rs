//! Faults of a recipe file: what is wrong, where, and how to fix it.
//!
//! A fault can be shown without its file, as it carries the line it is on. Its texts and that line are cleaned here, so
//! nothing harmful from the file is left in it.

use super::text::{clean, is_harmful};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// How serious a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The recipe cannot be cooked.
    Error,
    /// The recipe can be cooked, but something is odd.
    Warning,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenderStyle {
    /// Without colours.
    Plain,
    /// With colours.
    Colour,
}

/// Something wrong with a recipe file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How serious it is.
    pub severity: Severity,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub hint: String,
    /// The line, or the part of a long one around the fault; harmless.
    excerpt: String,
    /// Whether the excerpt lacks the start of the line.
    cut: bool,
    /// The bytes of the excerpt to underline.
    mark: Range<usize>,
    /// The byte offset in the file.
    pub(crate) offset: usize,
}

/// A text with its line starts, to turn offsets into lines.
#[derive(Clone, Debug)]
pub(crate) struct SourceText<'s> {
    text: &'s str,
    starts: Vec<usize>,
}

/// How many characters of a long line are quoted on either side of the fault.
const AROUND: usize = 60;
/// How many bytes of a message are shown.
const TELLING: usize = 400;

impl<'s> SourceText<'s> {
    pub(crate) fn new(text: &'s str) -> SourceText<'s> {
        let starts = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        SourceText { text, starts }
    }

    /// From 0.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    pub(crate) fn fault(&self, severity: Severity, at: &Range<usize>, message: &str, hint: &str) -> Fault {
        let line = self.line_of(at.start.min(self.text.len()));
        let from = self.starts.get(line).copied().unwrap_or(0);
        let full = self.text.get(from..).unwrap_or_default();
        let full = full.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let (start, end) = (at.start.saturating_sub(from), at.end.saturating_sub(from).min(full.len()));
        let before = full.char_indices().take_while(|(i, _)| *i < start).count();
        let skipped = if full.chars().nth(2 * AROUND).is_some() { before.saturating_sub(AROUND) } else { 0 };
        let mut excerpt = String::new();
        let mut mark = Range { start: usize::MAX, end: 0 };
        for (i, c) in full.char_indices().skip(skipped).take(2 * AROUND) {
            if i >= start && mark.start == usize::MAX {
                mark.start = excerpt.len();
            }
            let c = match c {
                '\t' => ' ',
                c if is_harmful(c) => '\u{fffd}',
                c => c,
            };
            excerpt.push(c);
            if i < end {
                mark.end = excerpt.len();
            }
        }
        mark.start = mark.start.min(excerpt.len());
        mark.end = mark.end.max(mark.start);
        Fault {
            severity,
            line: line + 1,
            column: before + 1,
            message: told(message),
            hint: told(hint),
            excerpt,
            cut: skipped > 0,
            mark,
            offset: at.start,
        }
    }
}

fn told(text: &str) -> String {
    let mut text = clean(text);
    if let Some((cut, _)) = text.char_indices().find(|(at, _)| *at >= TELLING) {
        text.truncate(cut);
        text.push('…');
    }
    text
}

impl Fault {
    /// On one line: "pork.toml:12:9: unknown phase `rost`: did you mean `roast`?".
    pub fn line(&self, path: &str) -> String {
        let kind = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        let hint = if self.hint.is_empty() { String::new() } else { format!(": {}", self.hint) };
        format!("{}:{}:{}: {kind}{}{hint}", clean(path), self.line, self.column, self.message)
    }

    /// In full: what is wrong, the file, the underlined line, the hint. Ends with a line break.
    pub fn render(&self, path: &str, look: RenderStyle) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let renderer = match look {
            RenderStyle::Plain => Renderer::plain(),
            RenderStyle::Colour => Renderer::styled(),
        };
        let snippet = Snippet::source(self.excerpt.as_str())
            .line_start(self.line)
            .annotation(AnnotationKind::Primary.span(self.mark.clone()));
        let title = level.primary_title(self.message.as_str());
        let mut group: Group<'_> = if self.cut {
            // The renderer would count the column inside the excerpt.
            let origin = Origin::path(clean(path)).line(self.line).char_column(self.column);
            title.element(origin).element(snippet)
        } else {
            title.element(snippet.path(clean(path)))
        };
        if !self.hint.is_empty() {
            group = group.element(Level::HELP.message(self.hint.as_str()));
        }
        format!("{}\n", renderer.render(&[group]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, RenderStyle, Severity, SourceText};
    use crate::recipe::text::is_harmful;
    use proptest::prelude::{any, prop_assert, proptest};

    fn at(text: &str, what: &str) -> Fault {
        let start = text.find(what).unwrap();
        SourceText::new(text).fault(
            Severity::Error,
            &(start..start + what.len()),
            "unknown phase `rost`",
            "say `roast`",
        )
    }

    #[test]
    fn a_fault_is_shown_with_its_line() {
        let fault = at("name = \"Pork\"\n[[step]]\nphase = \"rost\"\nfor = \"1h\"\n", "\"rost\"");
        assert_eq!(fault.line("pork.toml"), "pork.toml:3:9: unknown phase `rost`: say `roast`");
        assert_eq!(
            fault.render("pork.toml", RenderStyle::Plain),
            "error: unknown phase `rost`\n \
             --> pork.toml:3:9\n  \
             |\n\
             3 | phase = \"rost\"\n  \
             |         ^^^^^^\n  \
             |\n  \
             = help: say `roast`\n"
        );
    }

    #[test]
    fn nothing_harmful_is_quoted() {
        let text = "\tname = \"\u{1b}[31m\u{202e}rost\u{7}\" # end";
        let shown = at(text, "rost").render("evil\u{1b}.toml", RenderStyle::Plain);
        assert!(!shown.chars().any(|c| c != '\n' && is_harmful(c)), "{shown:?}");
        assert!(shown.contains(" name = \"\u{fffd}[31m\u{fffd}rost\u{fffd}\" # end"), "{shown}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let text = format!("a = \"{}rost{}\"", "x".repeat(5_000), "é".repeat(5_000));
        let fault = at(&text, "rost");
        assert_eq!((fault.line, fault.column), (1, 5_006));
        let shown = fault.render("long.toml", RenderStyle::Plain);
        assert!(shown.contains("long.toml:1:5006") && shown.contains("xrosté") && shown.len() < 800, "{shown}");
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_can_be_told(text in any::<String>(), a in 0usize..300, len in 0usize..40) {
            let fault = SourceText::new(&text).fault(Severity::Warning, &(a..a + len), &text, &text);
            prop_assert!(fault.line >= 1 && fault.column >= 1);
            let shown = fault.render(&text, RenderStyle::Plain);
            prop_assert!(!shown.chars().any(|c| c != '\n' && is_harmful(c)));
        }
    }
}
