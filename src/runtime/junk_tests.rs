//! A minute of what terminals, wheels and clipboards send: nothing happens that the cook did not ask for.

use super::keys::{Keys, TerminalInput};
use crate::recipe::Dish;
use crate::time::{Moment, Span};
use crate::ui::App;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

const START: Moment = Moment::millis(77_000_000);

fn report() -> impl Strategy<Value = Vec<u8>> {
    let known = select(vec![
        b"\x1bP1$r0m\x1b\\".to_vec(),
        b"\x1b]11;rgb:0000/0000/0000\x07".to_vec(),
        b"\x1b_Gi=1;OK\x1b\\".to_vec(),
        b"\x1b[I".to_vec(),
        b"\x1b[O".to_vec(),
        b"\x1b[97;5u".to_vec(),
        b"\x1b[?2026;2$y".to_vec(),
        b"\x1b[8;24;80t".to_vec(),
        b"\x1b[?62;22c".to_vec(),
        b"\x1b[M !!".to_vec(),
    ]);
    // A button, or the wheel (64 and 65).
    let mouse = (select(vec![0u8, 2, 32, 35, 64, 65]), 1u8..200, 1u8..60, any::<bool>());
    let mouse = mouse.prop_map(|(button, x, y, down)| {
        format!("\x1b[<{button};{x};{y}{}", if down { 'M' } else { 'm' }).into_bytes()
    });
    let paste = "[a-z0-9 xqsubmnh\r\n\t+=-]{1,30}".prop_map(|text| format!("\x1b[200~{text}\x1b[201~").into_bytes());
    prop_oneof![3 => known, 3 => mouse, 2 => paste]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_minute_of_junk_changes_nothing(reports in vec(report(), 1..120), sizes in vec(1usize..40, 1..40)) {
        let mut app = App::new(Vec::new(), Vec::new());
        for (name, mins) in [("Eggs", 9), ("Rice", 20)] {
            let act = app.add(Dish::timer(name.to_owned(), Span::mins(mins)));
            app.apply(act, START).unwrap();
        }
        let before = app.session().clone();
        let (mut reader, bytes) = (Keys::default(), reports.concat());
        let mut rest = bytes.as_slice();
        for (n, size) in sizes.iter().cycle().enumerate() {
            let (piece, after) = rest.split_at((*size).min(rest.len()));
            let now = START + Span::millis(n as i64 * 20);
            for input in reader.feed(piece) {
                match input {
                    TerminalInput::Paste(text) => app.paste(&text, now),
                    TerminalInput::Key(key) => prop_assert_eq!(app.key(key, now), []),
                    TerminalInput::Stop | TerminalInput::Redraw => panic!("{input:?}"),
                }
            }
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(app.session(), &before);
        prop_assert_eq!(app.muted(START + Span::MINUTE), None);
    }
}
