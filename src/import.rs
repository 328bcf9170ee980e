//! From what people have to a recipe that can be walked: a web page, a text or Cooklang comes in, TOML goes out.
//!
//! Three steps, each of its own: a page or a text is *read* into a [`Source`] (what stands there, as lines, not yet understood);
//! each sentence is *understood* into [`Finding`]s (times, temperatures, cues, and where they stand); and a *draft* is written from both,
//! with a comment at every guess. Nothing here opens a file or a connection, and no line of a source is dropped in silence.

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
