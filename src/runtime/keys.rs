//! Reads keys from the terminal's bytes.
//!
//! It never waits, and never holds a key back for good: an incomplete sequence (the `ESC [` of Alt+[, half a character) is given up
//! after [`Keys::patience`]. crossterm's own reader blocks there until the next byte (its issues 692, 793 and 993), which would delay
//! every alert. The sequences are those of ECMA-48 and of xterm's control sequences document.

use crate::ui::Key;
use std::time::Duration;

/// One input from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalInput {
    /// A key for the app. Ctrl+C is [`Key::Interrupt`].
    Key(Key),
    /// Pasted text, cut to [`PASTED`] characters; a line break becomes a space.
    Paste(String),
    /// Ctrl+Z: suspend the program.
    Stop,
    /// Ctrl+L: redraw the screen.
    Redraw,
}

/// The longest escape sequence that is known.
const LONGEST: usize = 64;
/// Longer pasted text cannot be meant for a kitchen timer.
const PASTED: usize = 200;
const PASTE_END: &[u8] = b"\x1b[201~";
/// A longer terminal report is cut off, as it cannot be real.
const LONGEST_REPORT: usize = 1_000_000;

/// Bytes that are not a complete key yet.
#[derive(Debug, Default)]
pub struct Keys {
    rest: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// How many bytes of a terminal report (DCS, OSC, APC, PM, SOS) were dropped so far.
    report: Option<usize>,
    /// Whether the rest of a sequence longer than [`LONGEST`] is being dropped.
    drops: bool,
}

/// What the first bytes are.
enum EscapeStart {
    /// This many bytes, which are a key or nothing.
    Whole(usize, Option<TerminalInput>),
    /// This many bytes; pasted text follows.
    Paste(usize),
    /// This many bytes; an unrequested terminal report follows.
    Report(usize),
    /// A sequence longer than any that is known.
    Long,
    /// The beginning of a sequence.
    Part,
}

impl Keys {
    /// The keys in `bytes`, together with bytes left from before.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<TerminalInput> {
        self.rest.extend_from_slice(bytes);
        let mut typed = Vec::new();
        loop {
            if self.paste.is_some() {
                if !self.read_paste(&mut typed) {
                    return typed;
                }
                continue;
            }
            if self.report.is_some() {
                if !self.drop_report() {
                    return typed;
                }
                continue;
            }
            if self.drops {
                self.drop_sequence();
            }
            if self.rest.is_empty() {
                return typed;
            }
            match front(&self.rest) {
                EscapeStart::Whole(used, key) => {
                    self.rest.drain(..used.min(self.rest.len()));
                    typed.extend(key);
                }
                EscapeStart::Paste(used) => {
                    self.rest.drain(..used.min(self.rest.len()));
                    self.paste = Some(Vec::new());
                }
                EscapeStart::Report(used) => {
                    self.rest.drain(..used.min(self.rest.len()));
                    self.report = Some(0);
                }
                EscapeStart::Long => {
                    typed.push(TerminalInput::Key(Key::Other));
                    self.rest.drain(..2.min(self.rest.len()));
                    self.drops = true;
                }
                EscapeStart::Part => return typed,
            }
        }
    }

    /// Drops bytes up to the end of a sequence, so that its digits are not taken for keys.
    fn drop_sequence(&mut self) {
        let end = self.rest.iter().position(|b| !(0x20..=0x3f).contains(b));
        let Some(end) = end else { return self.rest.clear() };
        let is_final = self.rest.get(end).is_some_and(|b| (0x40..=0x7e).contains(b));
        self.rest.drain(..end + usize::from(is_final));
        self.drops = false;
    }

    /// How long to wait for the rest of a key before [`Keys::give_up`]; `None` if nothing is incomplete.
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() || self.report.is_some() {
            Some(Duration::from_millis(300))
        } else {
            (self.drops || !self.rest.is_empty()).then(|| Duration::from_millis(15))
        }
    }

    /// Reads the waiting bytes as they are, because no more came.
    pub fn give_up(&mut self) -> Vec<TerminalInput> {
        if let Some(pasted) = self.paste.take() {
            self.rest.clear();
            return text(&pasted).into_iter().collect();
        }
        if self.report.take().is_some() {
            self.rest.clear();
            return Vec::new();
        }
        self.drops = false;
        let rest = std::mem::take(&mut self.rest);
        match rest.as_slice() {
            [] => Vec::new(),
            [0x1b] => vec![TerminalInput::Key(Key::Esc)],
            _ => vec![TerminalInput::Key(Key::Other)],
        }
    }

    /// Drops the bytes of a report; true if it has ended.
    fn drop_report(&mut self) -> bool {
        let Some(dropped) = &mut self.report else { return true };
        let end = self.rest.iter().enumerate().find_map(|(at, byte)| match (byte, self.rest.get(at + 1)) {
            (0x07, _) => Some(at + 1),
            (0x1b, Some(b'\\')) => Some(at + 2),
            (_, _) => None,
        });
        // The last byte may start the end marker.
        let open = self.rest.len() - usize::from(self.rest.last() == Some(&0x1b));
        let used = end.unwrap_or(open);
        self.rest.drain(..used);
        *dropped = dropped.saturating_add(used);
        if end.is_some() || *dropped > LONGEST_REPORT {
            self.report = None;
            return true;
        }
        false
    }

    /// Collects pasted bytes; true if the paste has ended.
    fn read_paste(&mut self, typed: &mut Vec<TerminalInput>) -> bool {
        let Some(pasted) = &mut self.paste else { return true };
        let end = self.rest.windows(PASTE_END.len()).position(|w| w == PASTE_END);
        // Without an end marker, the last bytes may be its beginning.
        let upto = end.unwrap_or(self.rest.len().saturating_sub(PASTE_END.len() - 1));
        pasted.extend(self.rest.drain(..upto));
        pasted.truncate(PASTED * 4);
        if end.is_none() {
            return false;
        }
        self.rest.drain(..PASTE_END.len().min(self.rest.len()));
        typed.extend(text(pasted));
        self.paste = None;
        true
    }
}

/// The pasted text; `None` if none of it can be shown.
fn text(pasted: &[u8]) -> Option<TerminalInput> {
    let spaced = String::from_utf8_lossy(pasted).replace(['\r', '\n', '\t'], " ");
    let text: String = spaced.trim().chars().filter(|c| !c.is_control()).take(PASTED).collect();
    (!text.is_empty()).then_some(TerminalInput::Paste(text))
}

fn front(bytes: &[u8]) -> EscapeStart {
    let key = |used, key| EscapeStart::Whole(used, Some(TerminalInput::Key(key)));
    match bytes {
        [] => EscapeStart::Part,
        [0x1b, b'[', rest @ ..] => csi(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => EscapeStart::Part,
            [b'M', ..] => key(3, Key::Enter),
            [last, ..] => key(3, arrow(*last).unwrap_or(Key::Other)),
        },
        // DCS, SOS, OSC, PM and APC, which only ST or BEL ends. Without more bytes it is a key with Alt.
        [0x1b, b'P' | b'X' | b']' | b'^' | b'_'] => EscapeStart::Part,
        [0x1b, b'P' | b'X' | b']' | b'^' | b'_', ..] => EscapeStart::Report(2),
        // Escape followed by another key: not a key with Alt.
        [0x1b, 0x1b, ..] => key(1, Key::Esc),
        [0x1b, rest @ ..] => match letter(rest) {
            Some((used, _)) => key(1 + used, Key::Other),
            None => EscapeStart::Part,
        },
        [b'\r' | b'\n', ..] => key(1, Key::Enter),
        [b'\t', ..] => key(1, Key::Tab),
        [b' ', ..] => key(1, Key::Space),
        [0x7f | 0x08, ..] => key(1, Key::Backspace),
        [0x03, ..] => key(1, Key::Interrupt),
        [0x0c, ..] => EscapeStart::Whole(1, Some(TerminalInput::Redraw)),
        [0x1a, ..] => EscapeStart::Whole(1, Some(TerminalInput::Stop)),
        [0x00..=0x1f, ..] => key(1, Key::Other),
        _ => match letter(bytes) {
            Some((used, Some(c))) if !c.is_control() => key(used, Key::Char(c)),
            Some((used, _)) => key(used, Key::Other),
            None => EscapeStart::Part,
        },
    }
}

/// The first character of `bytes` and its length. The character is `None` if they are not UTF-8; the result is `None` if it is incomplete.
fn letter(bytes: &[u8]) -> Option<(usize, Option<char>)> {
    let head = bytes.get(..bytes.len().min(4)).unwrap_or_default();
    let whole = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(e) if e.valid_up_to() > 0 => {
            std::str::from_utf8(head.get(..e.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(e) => return e.error_len().map(|bad| (bad, None)),
    };
    whole.chars().next().map(|c| (c.len_utf8(), Some(c)))
}

/// Reads what follows `ESC [`: parameters, intermediates and a final byte.
fn csi(rest: &[u8]) -> EscapeStart {
    // The Linux console sends `ESC [ [ A` for F1.
    if let [b'[', tail @ ..] = rest {
        return if tail.is_empty() {
            EscapeStart::Part
        } else {
            EscapeStart::Whole(4, Some(TerminalInput::Key(Key::Other)))
        };
    }
    // Limited, so that the result does not depend on how the bytes were split.
    let Some(at) = rest.iter().take(LONGEST + 1).position(|b| !(0x20..=0x3f).contains(b)) else {
        return if rest.len() > LONGEST { EscapeStart::Long } else { EscapeStart::Part };
    };
    let (params, last) = (rest.get(..at).unwrap_or_default(), rest.get(at).copied().unwrap_or_default());
    if !(0x40..=0x7e).contains(&last) {
        // Interrupted by another byte, which is read next.
        return EscapeStart::Whole(2 + at, Some(TerminalInput::Key(Key::Other)));
    }
    let used = 2 + at + 1;
    let key = match (params, last) {
        // An X10 mouse report: three arbitrary bytes follow.
        (b"", b'M') if rest.len() < at + 4 => return EscapeStart::Part,
        (b"", b'M') => return EscapeStart::Whole(used + 3, None),
        (b"200", b'~') => return EscapeStart::Paste(used),
        // A paste end without a beginning and the terminal's own reports are not keys.
        (b"201", b'~') | (_, b'R' | b'c' | b'n' | b'I' | b'O' | b'M' | b'm' | b'y' | b'u' | b't') => {
            return EscapeStart::Whole(used, None);
        }
        (b"5", b'~') => Key::PageUp,
        (b"6", b'~') => Key::PageDown,
        (_, b'Z') => Key::BackTab,
        (_, letter) => arrow(letter).unwrap_or(Key::Other),
    };
    EscapeStart::Whole(used, Some(TerminalInput::Key(key)))
}

fn arrow(letter: u8) -> Option<Key> {
    match letter {
        b'A' => Some(Key::Up),
        b'B' => Some(Key::Down),
        b'C' => Some(Key::Right),
        b'D' => Some(Key::Left),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, TerminalInput};
    use crate::ui::Key;
    use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut reader = Keys::default();
        let mut typed = reader.feed(bytes);
        typed.extend(reader.give_up());
        typed
            .into_iter()
            .filter_map(|t| match t {
                TerminalInput::Key(key) => Some(key),
                TerminalInput::Paste(_) | TerminalInput::Stop | TerminalInput::Redraw => None,
            })
            .collect()
    }

    #[test]
    fn plain_keys() {
        assert_eq!(
            keys(b"\r \tq\x7f\xc3\xa9"),
            [Key::Enter, Key::Space, Key::Tab, Key::Char('q'), Key::Backspace, Key::Char('é')]
        );
        assert_eq!(keys(b"\x03"), [Key::Interrupt]);
    }

    #[test]
    fn sequences() {
        assert_eq!(keys(b"\x1b[A\x1bOB\x1b[1;5C\x1b[D"), [Key::Up, Key::Down, Key::Right, Key::Left]);
        assert_eq!(keys(b"\x1b[5~\x1b[6~\x1b[Z\x1bOM"), [Key::PageUp, Key::PageDown, Key::BackTab, Key::Enter]);
        assert_eq!(keys(b"\x1b[[A\x1b[15~\x1bx\x1b[1;2R"), [Key::Other, Key::Other, Key::Other]);
    }

    #[test]
    fn an_escape_alone_waits_a_moment_for_more() {
        let mut reader = Keys::default();
        assert!(reader.feed(b"\x1b").is_empty());
        assert!(reader.patience().is_some());
        assert_eq!(reader.give_up(), [TerminalInput::Key(Key::Esc)]);
        assert!(reader.patience().is_none());
    }

    #[test]
    fn what_is_cut_off_is_given_up() {
        for cut in [&b"\x1b["[..], b"\x1b[1;", b"\xc3", b"\xe2\x82", b"\x1bO", b"\x1b[["] {
            let mut reader = Keys::default();
            assert!(reader.feed(cut).is_empty(), "{cut:?}");
            assert_eq!(reader.give_up(), [TerminalInput::Key(Key::Other)], "{cut:?}");
            assert_eq!(reader.feed(b"q"), [TerminalInput::Key(Key::Char('q'))]);
        }
    }

    #[test]
    fn a_sequence_without_end_types_no_digits() {
        let long = [b"\x1b[".as_slice(), &b"1;".repeat(400), b"mq"].concat();
        assert_eq!(keys(&long), [Key::Other, Key::Char('q')]);
        let mut pieces = Keys::default();
        let typed: Vec<_> = long.chunks(7).flat_map(|piece| pieces.feed(piece)).collect();
        assert_eq!(typed, [TerminalInput::Key(Key::Other), TerminalInput::Key(Key::Char('q'))]);
    }

    #[test]
    fn a_sequence_may_come_in_pieces() {
        let mut reader = Keys::default();
        assert!(reader.feed(b"\x1b").is_empty());
        assert!(reader.feed(b"[").is_empty());
        assert_eq!(reader.feed(b"A"), [TerminalInput::Key(Key::Up)]);
    }

    #[test]
    fn a_paste_is_one_text_and_no_key() {
        let mut reader = Keys::default();
        let typed = reader.feed(b"\x1b[200~12 r\rq\x07\x1b[201~u");
        assert_eq!(typed, [TerminalInput::Paste("12 r q".to_owned()), TerminalInput::Key(Key::Char('u'))]);
        assert!(reader.feed(b"\x1b[200~\x1b[201~").is_empty());
    }

    #[test]
    fn reports_that_nobody_asked_for_are_dropped() {
        for report in [
            &b"\x1bP1$r0m\x1b\\"[..],
            b"\x1b]11;rgb:0000/0000/0000\x07",
            b"\x1b]11;rgb:0000/0000/0000\x1b\\",
            b"\x1b_Gi=1;OK\x1b\\",
            b"\x1b^private\x1b\\",
            b"\x1bXstring\x1b\\",
            b"\x1b[M !!",
            b"\x1b[<0;10;20M",
            b"\x1b[<0;10;20m",
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[97;5u",
            b"\x1b[?2026;2$y",
            b"\x1b[8;24;80t",
            b"\x1b[?62;22c",
        ] {
            assert_eq!(keys(report), [], "{report:?}");
            let mut reader = Keys::default();
            let typed: Vec<TerminalInput> = report.iter().flat_map(|byte| reader.feed(&[*byte])).collect();
            assert_eq!(typed, [], "{report:?} byte by byte");
            assert_eq!(reader.feed(b"q"), [TerminalInput::Key(Key::Char('q'))]);
        }
    }

    #[test]
    fn a_report_without_end_is_given_up() {
        let mut reader = Keys::default();
        assert!(reader.feed(b"\x1bPqqqqqqqq").is_empty());
        assert_eq!(reader.patience(), Some(std::time::Duration::from_millis(300)));
        assert!(reader.give_up().is_empty());
        assert_eq!(reader.feed(b"q"), [TerminalInput::Key(Key::Char('q'))]);
        let long = [b"\x1b]52;".as_slice(), &vec![b'x'; 1_100_000]].concat();
        reader.feed(&long);
        assert_eq!(reader.feed(b"q"), [TerminalInput::Key(Key::Char('q'))]);
    }

    #[test]
    fn an_escape_and_a_letter_alone_are_no_report() {
        let mut reader = Keys::default();
        assert!(reader.feed(b"\x1bP").is_empty());
        assert_eq!(reader.patience(), Some(std::time::Duration::from_millis(15)));
        assert_eq!(reader.give_up(), [TerminalInput::Key(Key::Other)]);
    }

    #[test]
    fn a_paste_without_end_is_given_up_too() {
        let mut reader = Keys::default();
        assert!(reader.feed(b"\x1b[200~abcdefgh").is_empty());
        assert!(!reader.give_up().is_empty());
        assert_eq!(reader.feed(b"q"), [TerminalInput::Key(Key::Char('q'))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_jam_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Keys::default();
            reader.feed(&bytes);
            reader.give_up();
            prop_assert!(reader.patience().is_none());
            prop_assert_eq!(reader.feed(b"q"), [TerminalInput::Key(Key::Char('q'))]);
        }

        #[test]
        fn pieces_read_like_the_whole(bytes in proptest::collection::vec(any::<u8>(), 0..60), at in 0usize..60) {
            let at = at.min(bytes.len());
            let mut whole = Keys::default();
            let mut pieces = Keys::default();
            let first = whole.feed(&bytes);
            let mut second = pieces.feed(&bytes[..at]);
            second.extend(pieces.feed(&bytes[at..]));
            prop_assert_eq!(first, second);
        }
    }
}
