//! Sentences, and what is in them.
