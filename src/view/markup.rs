//! Markup that a status bar reads, and text made harmless for it.

/// Who reads the line, and what it would take for more than text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Nothing.
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
    /// `text` so that it is read as nothing but text.
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
            // There is no escape for it: the tag is broken by a space.
            Markup::Polybar => {
                let broken = text.replace("%{", "% {");
                // What comes next may begin with a brace.
                if broken.ends_with('%') { format!("{broken} ") } else { broken }
            }
        }
    }
}
