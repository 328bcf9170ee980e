//! Batches in words: which one is on, and which comes next.

use crate::engine::Batch;

/// "3 of 12"; "batch 3" if only a sign ends them.
pub(crate) fn which(batch: &Batch) -> String {
    numbered(batch, batch.number)
}

/// Another batch of the same step, by its number.
pub(crate) fn numbered(batch: &Batch, number: u32) -> String {
    match batch.of {
        Some(of) => format!("{number} of {of}"),
        None => format!("batch {number}"),
    }
}

/// The same at the start of a sentence: "Batch 3 of 12".
pub(crate) fn sentence_start(batch: &Batch, number: u32) -> String {
    match batch.of {
        Some(of) => format!("Batch {number} of {of}"),
        None => format!("Batch {number}"),
    }
}
