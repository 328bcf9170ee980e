//! What every target of an import holds true.

use baste::import::{Hint, Times, Understanding, draft, read as read_page};
use baste::recipe::fault::Severity;
use baste::recipe::read::read;

/// Imports `bytes` from a file of that name: where a recipe comes of it, it reads back without an error.
///
/// # Panics
/// Where it does not.
pub fn import(bytes: &[u8], name: Option<&str>) {
    let Ok(source) = read_page(bytes, Hint { name, content_type: None }) else { return };
    let language = source.language.as_deref().and_then(Times::of).or_else(|| Times::of("en"));
    let words = language.expect("English is always there");
    let mut understanding = Understanding::default();
    let Ok(draft) = draft(&source, |text| understanding.step(text, &words)) else { return };
    let toml = draft.toml();
    let reading = read(toml.as_bytes());
    let errors: Vec<String> =
        reading.faults.iter().filter(|fault| fault.severity == Severity::Error).map(|fault| fault.line("a.toml")).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{toml}");
    assert_eq!(reading.recipes.len(), 1);
}
