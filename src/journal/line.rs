//! One line of the journal as text: an act, an anchor or a mark.
//!
//! A line is `<crc32 of the json, 8 lower-case hex digits> <json>\n`. The json contains no line break, so the checksum detects a line
//! that was cut, joined with another or changed in any bit. What was written is read back unchanged. A line with a good checksum
//! that is not understood comes from a newer baste, which is not damage. Pure: bytes in, bytes out.

use super::anchor::Anchor;
use crate::engine::{Act, ActId, Logged};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// The version that lines are written in.
pub const VERSION: u32 = 1;

/// A line's number among all ever written to its journal, from 0. A gap shows that lines are lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The next number.
    pub fn next(self) -> Seq {
        Seq(self.0.saturating_add(1))
    }
}

/// The content of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalEntry {
    /// An accepted act.
    Act {
        /// Its index among the acts, by which others refer to it.
        id: ActId,
        /// The act and its moment.
        logged: Logged,
    },
    /// A tie between the timeline and the clocks.
    Anchor(Anchor),
    /// This many lines before it were lost, and the cook was told; the damaged file is set aside.
    Lost(u64),
}

/// Why a line was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadableLine {
    /// Its checksum is wrong: cut off or damaged.
    Damaged,
    /// It is intact, but this version does not know its content.
    Newer {
        /// Its number.
        seq: Seq,
        /// The act in it, if it has one.
        act: Option<ActId>,
    },
}

#[derive(Serialize)]
struct ActLine<'a> {
    v: u32,
    n: Seq,
    id: ActId,
    at: Moment,
    act: &'a Act,
    #[serde(rename = "cold", skip_serializing_if = "std::ops::Not::not")]
    waits: bool,
}

#[derive(Serialize)]
struct AnchorLine<'a> {
    v: u32,
    n: Seq,
    anchor: &'a Anchor,
}

#[derive(Serialize)]
struct LostLine {
    v: u32,
    n: Seq,
    lost: u64,
}

/// Any line of version 1.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyLine {
    v: u32,
    n: Seq,
    id: Option<ActId>,
    at: Option<Moment>,
    act: Option<Act>,
    #[serde(rename = "cold", default)]
    waits: bool,
    anchor: Option<Anchor>,
    lost: Option<u64>,
}

/// The keys that every version has.
#[derive(Deserialize)]
struct AnyVersionLine {
    n: Seq,
    id: Option<ActId>,
}

/// Writes the line of an act.
///
/// # Errors
/// If the act cannot be written as json; no such act is known.
pub fn act(n: Seq, id: ActId, logged: &Logged) -> Result<Vec<u8>, serde_json::Error> {
    // Destructured, so that a new field cannot be forgotten here.
    let Logged { at, act, waits } = logged;
    sealed(&ActLine { v: VERSION, n, id, at: *at, act, waits: *waits })
}

/// Writes the line of an anchor.
///
/// # Errors
/// As [`act`].
pub fn anchor(n: Seq, anchor: &Anchor) -> Result<Vec<u8>, serde_json::Error> {
    sealed(&AnchorLine { v: VERSION, n, anchor })
}

/// Writes the line that replaces `lost` lost ones; `n` is the number of the last of them.
///
/// # Errors
/// As [`act`].
pub fn lost(n: Seq, lost: u64) -> Result<Vec<u8>, serde_json::Error> {
    sealed(&LostLine { v: VERSION, n, lost })
}

/// The length of a checksum and the space after it.
const HEAD: usize = 9;

fn sealed(line: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = vec![b' '; HEAD];
    serde_json::to_writer(&mut bytes, line)?;
    let crc = crc32fast::hash(bytes.get(HEAD..).unwrap_or_default());
    let digits = format!("{crc:08x}");
    for (to, from) in bytes.iter_mut().zip(digits.bytes()) {
        *to = from;
    }
    bytes.push(b'\n');
    Ok(bytes)
}

/// The json of a line, if its checksum is right.
fn unsealed(line: &[u8]) -> Option<&[u8]> {
    let (head, json) = line.split_at_checked(HEAD)?;
    let (digits, space) = head.split_at_checked(HEAD - 1)?;
    let crc = digits.iter().try_fold(0u32, |crc, digit| {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(crc << 4 | u32::from(value))
    })?;
    (space == b" " && crc32fast::hash(json) == crc).then_some(json)
}

/// Reads a line, without its line break.
///
/// # Errors
/// If it is damaged, or not understood.
pub fn read(line: &[u8]) -> Result<(Seq, JournalEntry), UnreadableLine> {
    let json = unsealed(line).ok_or(UnreadableLine::Damaged)?;
    if let Ok(AnyLine { v: VERSION, n, id, at, act, waits, anchor, lost }) = serde_json::from_slice(json) {
        match (id, at, act, anchor, lost) {
            (Some(id), Some(at), Some(act), None, None) => {
                return Ok((n, JournalEntry::Act { id, logged: Logged { at, act, waits } }));
            }
            (None, None, None, Some(anchor), None) => return Ok((n, JournalEntry::Anchor(anchor))),
            (None, None, None, None, Some(lost)) => return Ok((n, JournalEntry::Lost(lost))),
            _ => {}
        }
    }
    let AnyVersionLine { n, id } = serde_json::from_slice(json).map_err(|_| UnreadableLine::Damaged)?;
    Err(UnreadableLine::Newer { seq: n, act: id })
}

#[cfg(test)]
mod tests {
    use super::{JournalEntry, Seq, UnreadableLine, act, anchor, lost, read, sealed};
    use crate::engine::{Act, ActId, Logged};
    use crate::journal::anchor::tests::an_anchor;
    use crate::recipe::{Dish, DishId};
    use crate::time::{Moment, Span};

    fn eggs() -> Logged {
        let what = Box::new(Dish::timer("Eggs \"à la\"\ncoque".to_owned(), Span::mins(6)));
        Logged { at: Moment::millis(-5), act: Act::Add { dish: DishId(3), what }, waits: true }
    }

    #[track_caller]
    fn reads_back(mut line: Vec<u8>, seq: u64, entry: &JournalEntry) {
        assert_eq!(line.pop(), Some(b'\n'));
        assert!(!line.contains(&b'\n'), "a line break within a line");
        assert_eq!(read(&line), Ok((Seq(seq), entry.clone())));
    }

    #[test]
    fn what_is_written_is_read_back() {
        reads_back(act(Seq(7), ActId(4), &eggs()).unwrap(), 7, &JournalEntry::Act { id: ActId(4), logged: eggs() });
        reads_back(anchor(Seq(0), &an_anchor()).unwrap(), 0, &JournalEntry::Anchor(an_anchor()));
        reads_back(lost(Seq(9), 2).unwrap(), 9, &JournalEntry::Lost(2));
    }

    #[test]
    fn it_looks_as_documented() {
        let undo = Logged { at: Moment::millis(1500), act: Act::Undo { act: ActId(3) }, waits: false };
        let line = act(Seq(7), ActId(4), &undo).unwrap();
        let told = "76cee1d9 {\"v\":1,\"n\":7,\"id\":4,\"at\":1500,\"act\":{\"undo\":{\"act\":3}}}\n";
        assert_eq!(String::from_utf8(line).unwrap(), told);
    }

    #[test]
    fn no_changed_bit_is_taken_for_a_line() {
        let line = act(Seq(7), ActId(4), &eggs()).unwrap();
        let line = line.strip_suffix(b"\n").unwrap();
        for bit in 0..line.len() * 8 {
            let mut line = line.to_vec();
            line[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(read(&line), Err(UnreadableLine::Damaged), "bit {bit}");
        }
        for cut in 0..line.len() {
            assert_eq!(read(&line[..cut]), Err(UnreadableLine::Damaged), "cut at {cut}");
        }
    }

    #[track_caller]
    fn json(text: &str) -> Result<(Seq, JournalEntry), UnreadableLine> {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let line = sealed(&value).unwrap();
        read(line.strip_suffix(b"\n").unwrap())
    }

    #[test]
    fn what_a_newer_version_wrote_is_told_apart_from_damage() {
        let newer = |n, act| Err(UnreadableLine::Newer { seq: Seq(n), act });
        assert_eq!(json(r#"{"v":2,"n":5,"id":1,"at":3,"act":{"sing":{}}}"#), newer(5, Some(ActId(1))));
        assert_eq!(json(r#"{"v":1,"n":5,"id":1,"at":3,"act":{"sing":{}}}"#), newer(5, Some(ActId(1))));
        assert_eq!(json(r#"{"v":2,"n":5,"id":1,"at":3,"act":{"undo":{"act":3}}}"#), newer(5, Some(ActId(1))));
        assert_eq!(json(r#"{"v":1,"n":6,"weather":"fine"}"#), newer(6, None));
        assert_eq!(json(r#"{"v":1,"n":6}"#), newer(6, None));
        assert_eq!(json("[]"), Err(UnreadableLine::Damaged));
    }
}
