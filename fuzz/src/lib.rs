//! What always holds of whatever comes from outside; the targets, and `tests/mutated.rs`, give it bytes.

use baste::import::{SourceHint, Times, Understanding, draft, read as read_page};
use baste::recipe::fault::{RenderStyle, Severity};
use baste::recipe::read::read;

/// Any bytes as a page, schema.org data or Cooklang, by their looks and by what a file's name makes of them.
///
/// # Panics
/// Where something does not hold.
pub fn page(bytes: &[u8]) {
    for name in [None, Some("a.html"), Some("a.json"), Some("a.cook")] {
        import(bytes, name);
    }
}

/// Any bytes as a pasted text.
///
/// # Panics
/// Where something does not hold.
pub fn text(bytes: &[u8]) {
    import(bytes, Some("a.txt"));
}

/// Any bytes as a recipe file: every fault can be drawn.
///
/// # Panics
/// Where something does not hold.
pub fn toml(bytes: &[u8]) {
    for fault in &read(bytes).faults {
        assert!(!fault.render("a.toml", RenderStyle::Plain).is_empty());
    }
}

/// Where a recipe comes of it, it reads back without an error.
fn import(bytes: &[u8], name: Option<&str>) {
    let Ok(source) = read_page(bytes, SourceHint { name, content_type: None }) else { return };
    let language = source.language.as_deref().and_then(Times::of).or_else(|| Times::of("en"));
    let words = language.expect("English is always there");
    let mut understanding = Understanding::default();
    let Ok(draft) = draft(&source, |text| understanding.step(text, &words)) else { return };
    let toml = draft.toml();
    let reading = read(toml.as_bytes());
    let errors = reading.faults.iter().filter(|fault| fault.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|fault| fault.line("a.toml")).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{toml}");
    assert_eq!(reading.recipes.len(), 1, "{toml}");
}
