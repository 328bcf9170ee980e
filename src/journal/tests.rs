//! Journals that were cut, changed and reordered: everything readable is found, and nothing else ever appears.

use super::read::{JournalContents, mended, read};
use super::{Seq, date, line};
use crate::engine::{Act, ActId, Logged};
use crate::journal::anchor::tests::an_anchor;
use crate::recipe::{Dish, DishId};
use crate::time::{Moment, Span};
use proptest::prelude::{any, proptest};

const ACTS: u32 = 6;
/// The number of the anchor's line among the acts.
const ANCHOR: u64 = 3;

fn an_act(id: u32) -> Logged {
    let act = match id % 3 {
        0 => Act::Add { dish: DishId(id as u16), what: Box::new(Dish::timer(format!("Eggs {id} é"), Span::mins(6))) },
        1 => Act::Abandon { dish: DishId(id as u16) },
        _ => Act::Undo { act: ActId(id) },
    };
    Logged { at: Moment::millis(i64::from(id) * 1000), act, waits: id == 4 }
}

/// The lines of a journal: acts, with one anchor.
fn lines() -> Vec<Vec<u8>> {
    let mut acts = (0..ACTS).map(|id| (ActId(id), an_act(id)));
    let count = u64::from(ACTS) + 1;
    let line = |n| match n {
        ANCHOR => line::anchor(Seq(n), &an_anchor()).unwrap(),
        _ => acts.next().map(|(id, act)| line::act(Seq(n), id, &act).unwrap()).unwrap(),
    };
    (0..count).map(line).collect()
}

/// The acts that were found, without the replacements of lost ones.
fn real(found: &JournalContents) -> Vec<(u32, &Logged)> {
    (0..).zip(&found.acts).filter(|(id, _)| !found.missing.contains(&ActId(*id))).collect()
}

/// Checks that nothing appears that was not written, and that only the acts in `gone` are missing.
#[track_caller]
fn all_but(found: &JournalContents, gone: &[u32], told: &str) {
    let wanted: Vec<(u32, Logged)> = (0..ACTS).filter(|id| !gone.contains(id)).map(|id| (id, an_act(id))).collect();
    let real: Vec<(u32, Logged)> = real(found).into_iter().map(|(id, logged)| (id, logged.clone())).collect();
    assert_eq!(real, wanted, "{told}");
}

/// The index of the act in a line, if it has one.
fn act_of(place: usize) -> Option<u32> {
    match place as u64 {
        ANCHOR => None,
        n if n < ANCHOR => Some(n as u32),
        n => Some(n as u32 - 1),
    }
}

#[test]
fn a_whole_journal_is_read_whole() {
    let found = read(&lines().concat());
    all_but(&found, &[], "");
    assert_eq!(found.anchors, [(3, an_anchor())]);
    assert_eq!((found.next, found.torn.len(), found.damaged.len()), (Seq(7), 0, 0));
    assert_eq!(mended(&lines().concat()), lines().concat());
}

#[test]
fn cut_at_every_byte_it_keeps_every_whole_line_and_goes_on() {
    let (lines, bytes) = (lines(), lines().concat());
    let starts: Vec<usize> = lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
    for cut in 0..=bytes.len() {
        // The last line break may be missing.
        let whole = lines.iter().zip(&starts).filter(|(line, start)| *start + line.len() - 1 <= cut).count();
        let mut found = read(&bytes[..cut]);
        let gone: Vec<u32> = (whole..lines.len()).filter_map(act_of).collect();
        all_but(&found, &gone, &format!("cut at {cut}"));
        assert_eq!(found.damaged, [0; 0], "cut at {cut}");
        assert_eq!(found.next, Seq(whole as u64));

        // The next line begins on a new line, as the file ensures, and no damage is reported.
        let mut on = bytes[..cut].to_vec();
        on.extend(if on.last().is_none_or(|last| *last == b'\n') { "".bytes() } else { "\n".bytes() });
        lines[whole..].iter().for_each(|line| on.extend(line));
        found = read(&on);
        all_but(&found, &[], &format!("cut at {cut} and gone on"));
        assert_eq!((found.damaged.len(), found.next), (0, Seq(7)), "cut at {cut} and gone on");
    }
}

#[test]
fn with_any_bit_changed_every_other_line_is_kept() {
    let (lines, bytes) = (lines(), lines().concat());
    let of_byte: Vec<usize> = (0..).zip(&lines).flat_map(|(place, line)| vec![place; line.len()]).collect();
    for bit in 0..bytes.len() * 8 {
        let (at, place) = (bit / 8, of_byte[bit / 8]);
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (bit % 8);
        let found = read(&changed);
        // A removed line break joins two lines, except after the last one.
        let joined = bytes[at] == b'\n';
        let hit = if joined { place..(place + 2).min(lines.len()) } else { place..place + 1 };
        let gone: Vec<u32> = hit.filter_map(act_of).collect();
        let told = format!("bit {} of byte {at}, line {}", bit % 8, place + 1);
        all_but(&found, &gone, &told);
        let last = place + 1 == lines.len() || (joined && place + 2 == lines.len());
        assert_eq!(found.damaged.is_empty(), last && changed[at] != b'\n', "{told}: {found:?}");

        // The repaired journal has the same content and reports no damage.
        let clean = read(&mended(&changed));
        assert_eq!((&clean.acts, &clean.missing, clean.next), (&found.acts, &found.missing, found.next), "{told}");
        assert_eq!((clean.damaged.len(), clean.torn.len()), (0, 0), "{told}");
    }
}

#[test]
fn every_byte_lost_or_doubled_harms_its_line_alone() {
    let (lines, bytes) = (lines(), lines().concat());
    for at in 0..bytes.len() {
        let doubled = [&bytes[..=at], &bytes[at..]].concat();
        for changed in [doubled, [&bytes[..at], &bytes[at + 1..]].concat()] {
            let found = read(&changed);
            assert!(real(&found).len() + 2 >= ACTS as usize, "byte {at}");
            assert!(real(&found).into_iter().all(|(id, logged)| *logged == an_act(id)), "byte {at}");
        }
    }
    assert_eq!(lines.len(), 7);
}

#[test]
fn lines_lost_without_a_trace_are_told_by_the_gap() {
    let mut left = lines();
    left.drain(1..3);
    let found = read(&left.concat());
    all_but(&found, &[1, 2], "");
    assert_eq!((found.damaged, found.missing), (vec![2], vec![ActId(1), ActId(2)]));
    let clean = read(&mended(&left.concat()));
    assert_eq!((clean.damaged, clean.missing), (vec![], vec![ActId(1), ActId(2)]));
}

#[test]
fn what_was_written_twice_counts_once() {
    let lines = lines();
    let found = read(&[lines.concat(), lines[2..].concat()].concat());
    all_but(&found, &[], "");
    assert_eq!((found.damaged.len(), found.anchors.len()), (0, 1));
}

#[test]
fn zeros_after_a_power_cut_are_a_torn_line() {
    let mut bytes = lines().concat();
    bytes.extend([0; 4096]);
    let found = read(&bytes);
    all_but(&found, &[], "");
    assert_eq!((found.damaged.len(), found.torn), (0, vec![8]));
}

#[test]
fn a_number_beyond_all_reason_is_not_believed() {
    let far = line::act(Seq(u64::MAX), ActId(u32::MAX), &an_act(0)).unwrap();
    let found = read(&[lines().concat(), far].concat());
    all_but(&found, &[], "");
    assert!(!found.damaged.is_empty());
}

#[test]
fn dates_are_names() {
    assert_eq!(date(1_794_679_205_999, 3600), "2026-11-14-190005");
    assert_eq!(date(i64::MAX, i32::MAX), "1970-01-01-000000");
}

proptest! {
    #[test]
    fn any_bytes_will_do(bytes: Vec<u8>, at: usize, insert: bool) {
        let mut all = lines().concat();
        let at = at % all.len();
        let end = if insert { at } else { (at + bytes.len()).min(all.len()) };
        all.splice(at..end, bytes.iter().copied());
        for bytes in [&bytes, &all] {
            let found = read(bytes);
            assert!(real(&found).into_iter().all(|(id, logged)| *logged == an_act(id)));
            let clean = read(&mended(bytes));
            assert_eq!((clean.acts, clean.damaged.len()), (found.acts, 0));
        }
    }

    #[test]
    fn any_order_of_lines_will_do(order in proptest::collection::vec(any::<proptest::sample::Index>(), 0..20)) {
        let lines = lines();
        let bytes: Vec<u8> = order.iter().flat_map(|index| index.get(&lines).clone()).collect();
        let found = read(&bytes);
        assert!(real(&found).into_iter().all(|(id, logged)| *logged == an_act(id)));
    }
}
