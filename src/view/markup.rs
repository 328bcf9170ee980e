//! Escapes text for programs that read markup in a status line.

/// The reader of a line, and which characters it would take as markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// No markup.
    #[default]
    Plain,
    /// Pango markup (Waybar): `&`, `<`, `>` and quotes.
    Pango,
    /// tmux's formats: `#`.
    Tmux,
    /// Format tags of polybar and lemonbar: `%{`.
    Polybar,
}

impl Markup {
    /// Escapes `text` so that it is shown as it is.
    pub fn escape(self, text: &str) -> String {
        match self {
            Markup::Plain => text.to_owned(),
            Markup::Pango => text.chars().fold(String::with_capacity(text.len()), |mut safe, c| {
                match c {
                    '&' => safe.push_str("&amp;"),
                    '<' => safe.push_str("&lt;"),
                    '>' => safe.push_str("&gt;"),
                    '"' => safe.push_str("&quot;"),
                    '\'' => safe.push_str("&#39;"),
                    c => safe.push(c),
                }
                safe
            }),
            Markup::Tmux => text.replace('#', "##"),
            // `%{` has no escape, so a space breaks it.
            Markup::Polybar => {
                let broken = text.replace("%{", "% {");
                // The text that follows may begin with a brace.
                if broken.ends_with('%') { format!("{broken} ") } else { broken }
            }
        }
    }
}
