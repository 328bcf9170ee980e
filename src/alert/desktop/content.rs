//! The form of a notification, the same on every system that notify-rust knows.
//!
//! Each is built afresh: two urgencies on one of notify-rust's notifications would leave both. Markup exists in the body only
//! (Desktop Notifications Specification 1.2, "Markup"), so the body is escaped and the title is not. Text is cut: a popup is read at a
//! glance, and some desktops lay out whatever they are given.

use crate::alert::Notice;
use crate::view::call::Button;
use notify_rust::{Notification, Timeout};

#[cfg(not(target_os = "macos"))]
use crate::engine::AlarmLevel;
#[cfg(not(target_os = "macos"))]
use notify_rust::{Hint, Urgency};

/// The most letters of a title, and of what stands below it.
const TITLE: usize = 120;
const BODY: usize = 600;

/// What a desktop can do with a notification. If it did not say, all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Capabilities {
    /// Shows buttons; one that does not may show a dialog instead.
    pub(super) buttons: bool,
    /// Reads markup; one that does not shows what escapes it.
    pub(super) markup: bool,
}

impl Default for Capabilities {
    fn default() -> Capabilities {
        Capabilities { buttons: true, markup: true }
    }
}

/// The name of a button between us and the desktop.
pub(super) fn key(button: Button) -> &'static str {
    match button {
        Button::Quiet => "quiet",
        Button::Done => "done",
        Button::More => "more",
    }
}

/// The button of that name.
pub(super) fn button(name: &str) -> Option<Button> {
    [Button::Quiet, Button::Done, Button::More].into_iter().find(|button| key(*button) == name)
}

pub(super) fn build(notice: &Notice, skills: Capabilities) -> Notification {
    let mut built = Notification::new();
    let body = cut(&notice.body, BODY);
    built.appname("baste").summary(&cut(&notice.title, TITLE));
    built.body(&if skills.markup { escape(&body) } else { body });
    for offer in notice.offers.iter().filter(|_| skills.buttons) {
        built.action(key(offer.button), &offer.label());
    }
    urge(&mut built, notice);
    built
}

#[cfg(not(target_os = "macos"))]
fn urge(built: &mut Notification, notice: &Notice) {
    match notice.level {
        AlarmLevel::Soft => built.urgency(Urgency::Low).timeout(Timeout::Default),
        AlarmLevel::Cue => built.urgency(Urgency::Normal).timeout(Timeout::Default),
        // It stands until it is answered, by a button too: what stands no more is taken back.
        AlarmLevel::Ring => built.urgency(Urgency::Critical).timeout(Timeout::Never).hint(Hint::Resident(true)),
    };
}

/// The notification centre of macOS knows no urgency.
#[cfg(target_os = "macos")]
fn urge(built: &mut Notification, _: &Notice) {
    built.timeout(Timeout::Default);
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Cut to so many letters.
fn cut(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The first 60 letters of what a system said, without control characters.
pub(super) fn short(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::{Capabilities, build, button, escape, key, short};
    use crate::alert::Notice;
    use crate::alert::notice::tests::notice;
    use crate::engine::AlarmLevel;
    use crate::view::call::Button;
    use notify_rust::{Hint, Timeout, Urgency};

    #[test]
    fn a_body_is_only_text() {
        assert_eq!(escape("<b>& a\"b"), "&lt;b&gt;&amp; a\"b");
    }

    #[test]
    fn one_urgency_by_level_and_only_a_ring_stays() {
        for (level, urgency, stays) in [
            (AlarmLevel::Soft, Urgency::Low, false),
            (AlarmLevel::Cue, Urgency::Normal, false),
            (AlarmLevel::Ring, Urgency::Critical, true),
        ] {
            let built = build(&notice(1, 0, level), Capabilities::default());
            let urgencies: Vec<_> = built.hints.iter().filter(|h| matches!(h, Hint::Urgency(_))).collect();
            assert_eq!(urgencies, [&Hint::Urgency(urgency)]);
            assert_eq!(built.hints.contains(&Hint::Resident(true)), stays);
            assert_eq!(built.timeout == Timeout::Never, stays);
        }
    }

    #[test]
    fn a_title_keeps_its_signs() {
        let mut hostile = notice(1, 0, AlarmLevel::Ring);
        hostile.title = "Salt & <pepper>".to_owned();
        hostile.body = "Salt & <pepper>".to_owned();
        let built = build(&hostile, Capabilities::default());
        assert_eq!(built.summary, "Salt & <pepper>");
        assert_eq!(built.body, "Salt &amp; &lt;pepper&gt;");
        let plain = build(&hostile, Capabilities { markup: false, ..Capabilities::default() });
        assert_eq!(plain.body, "Salt & <pepper>");
    }

    #[test]
    fn what_is_very_long_is_cut_before_it_is_escaped() {
        let long = Notice { title: "ä".repeat(5_000), body: "&".repeat(5_000), ..notice(1, 0, AlarmLevel::Ring) };
        let built = build(&long, Capabilities::default());
        assert_eq!(built.summary.chars().count(), 121);
        assert_eq!(built.body, format!("{}…", "&amp;".repeat(600)));
    }

    #[test]
    fn buttons_where_there_can_be_some() {
        let built = build(&notice(1, 0, AlarmLevel::Ring), Capabilities::default());
        assert_eq!(built.actions, ["quiet", "Quiet", "done", "It is hot"]);
        let none = build(&notice(1, 0, AlarmLevel::Ring), Capabilities { buttons: false, ..Capabilities::default() });
        assert!(none.actions.is_empty());
    }

    #[test]
    fn a_button_is_known_by_its_name() {
        for known in [Button::Quiet, Button::Done, Button::More] {
            assert_eq!(button(key(known)), Some(known));
        }
        assert_eq!(button("default"), None);
    }

    #[test]
    fn words_of_others_are_cut() {
        assert_eq!(short(&"x\u{7}".repeat(99)).len(), 60);
    }
}
