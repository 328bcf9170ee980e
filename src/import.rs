//! Turns what people have (a web page, pasted text, Cooklang) into a recipe file in TOML.
//!
//! There are three stages, each with its own modules. A page or text is *read* into a [`Source`]: its lines, not yet understood.
//! Each sentence is *understood* into [`Finding`]s: times, temperatures and cues, with their positions. A *draft* is written from
//! both, with a comment at every guess. Nothing here opens a file or a connection, and no line of a source is dropped silently.

mod cook;
mod draft;
mod encoding;
mod error;
pub(crate) mod finding;
mod headings;
mod language;
mod marks;
mod page;
pub(crate) mod read;
pub(crate) mod source;
mod text;
mod tidy;
pub(crate) mod understand;

pub use draft::{Draft, Unusable, draft};
pub use error::{ImportError, LARGEST};
pub use finding::{CueTime, Degrees, Finding, FoundKind, Heat, HeatOf, NoWait, Scale, TimeRange, TimerRole};
pub use read::{SourceHint, read};
pub use source::{Source, SourceLine};
pub use understand::{Times, Understanding, understand, understand_all};
