//! What all channels have in common: they are told the same set, and a key empties it.

use super::{bell, next_change, notices};
use crate::recipe::Dish;
use crate::time::{Moment, Span};
use crate::ui::{App, Intent, Key};

#[test]
fn a_key_quiets_a_ring_for_two_minutes_on_every_channel_at_once() {
    for key in [Key::Enter, Key::Char('m'), Key::Char('q'), Key::Other] {
        let mut now = Moment::millis(5_000_000);
        let mut app = App::new(Vec::new(), Vec::new());
        let act = app.add(Dish::timer("Eggs".to_owned(), Span::mins(12)));
        app.apply(act, now).unwrap();
        now = now + Span::mins(12);
        let rings = notices(&app.calls(&app.scene(now)), now, false);
        assert_eq!(rings.len(), 1);
        assert!(bell(&[], &rings, false));
        for intent in app.key(key, now) {
            let Intent::Act(act) = intent else { panic!("{intent:?}") };
            app.apply(act, now).unwrap();
        }
        // The set that every channel goes by is empty, and stays so.
        let again = now + Span::mins(2);
        for at in [now, now + Span::MINUTE, again - Span::millis(1)] {
            assert_eq!(notices(&app.calls(&app.scene(at)), at, false), [], "{key:?}");
        }
        assert_eq!(next_change(&app.calls(&app.scene(now)), now), Some(again));
        let rings = notices(&app.calls(&app.scene(again)), again, false);
        assert_eq!(rings.len(), 1);
        assert!(bell(&[], &rings, false));
    }
}
