use super::{OscNotification, TerminalOutput, TerminalSupport};
use crate::alert::Notice;
use crate::alert::notice::tests::notice;
use crate::engine::AlarmLevel;
use crate::view::title::{Progress, Title};
use proptest::prelude::{any, prop_assert, proptest};

fn terminal(env: &[(&str, &str)]) -> TerminalSupport {
    let find = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    TerminalSupport::known(find, true)
}

fn kitty() -> TerminalSupport {
    terminal(&[("TERM", "xterm-kitty")])
}
fn ghostty() -> TerminalSupport {
    terminal(&[("TERM", "xterm-ghostty")])
}
fn ghostty_in_tmux() -> TerminalSupport {
    terminal(&[("TERM", "tmux-256color"), ("TMUX", "/run/tmux,1,0"), ("GHOSTTY_RESOURCES_DIR", "/usr/share/ghostty")])
}
fn iterm() -> TerminalSupport {
    terminal(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")])
}

fn named(text: &str) -> Title {
    Title { text: text.to_owned(), progress: Progress::None }
}

#[test]
fn each_terminal_gets_the_one_notification_that_it_knows() {
    let xterm = ("TERM", "xterm-256color");
    for (env, wanted) in [
        (&[("TERM", "xterm-kitty")][..], Some(OscNotification::Kitty)),
        (&[xterm, ("KITTY_WINDOW_ID", "1")], Some(OscNotification::Kitty)),
        (&[("TERM", "xterm-ghostty")], Some(OscNotification::Notify)),
        (&[("TERM", "foot-extra")], Some(OscNotification::Notify)),
        (&[xterm, ("TERM_PROGRAM", "WezTerm")], Some(OscNotification::Notify)),
        (&[xterm, ("KONSOLE_VERSION", "230804")], Some(OscNotification::Notify)),
        (&[xterm, ("TERM_PROGRAM", "iTerm.app")], Some(OscNotification::Text)),
        (&[xterm, ("LC_TERMINAL", "iTerm2"), ("SSH_TTY", "/dev/pts/1")], Some(OscNotification::Text)),
        (
            &[("TERM", "tmux-256color"), ("TMUX", "x"), ("TERM_PROGRAM", "tmux"), ("KITTY_WINDOW_ID", "1")],
            Some(OscNotification::Kitty),
        ),
        // Not known, or not to be relied upon.
        (&[xterm], None),
        (&[xterm, ("VTE_VERSION", "7600")], None),
        (&[xterm, ("TERM_PROGRAM", "vscode"), ("KITTY_WINDOW_ID", "1")], None),
        (&[xterm, ("KITTY_WINDOW_ID", "")], None),
        (&[("TERM", "alacritty"), ("KITTY_WINDOW_ID", "1")], None),
        (&[("TERM", "linux"), ("KONSOLE_VERSION", "230804")], None),
        (&[("TERM", "tmux-256color"), ("TMUX", "x"), ("TERM_PROGRAM", "tmux")], None),
        (&[("TERM", "screen.xterm-256color"), ("STY", "1.pts"), ("KITTY_WINDOW_ID", "1")], None),
        (&[], None),
    ] {
        assert_eq!(terminal(env).notification(), wanted, "{env:?}");
    }
}

#[test]
fn a_terminal_that_is_not_known_is_given_nothing() {
    for env in [&[("TERM", "linux")][..], &[("TERM", "vt220")], &[("TERM", "screen"), ("STY", "1.pts")], &[]] {
        let known =
            TerminalSupport::known(|name| env.iter().find(|(k, _)| *k == name).map(|(_, v)| (*v).to_owned()), false);
        let mut given = TerminalOutput::nothing(known);
        let told = given.notify(&[notice(1, 0, AlarmLevel::Ring)]) + &given.name(&named("12 min: flip"));
        assert_eq!((told.as_str(), known.arrival().as_str(), known.farewell().as_str()), ("", "", ""), "{env:?}");
    }
}

#[test]
fn a_notification_in_each_ones_own_words() {
    let oven = notice(1, 0, AlarmLevel::Ring);
    assert_eq!(ghostty().notify(0, &oven), "\x1b]777;notify;Oven 1;Hot?\x1b\\");
    assert_eq!(iterm().notify(0, &oven), "\x1b]9;Oven 1: Hot?\x1b\\");
    assert_eq!(
        kitty().notify(3, &oven),
        "\x1b]99;i=baste-3:u=2:d=0;Oven 1\x1b\\\x1b]99;i=baste-3:d=1:p=body;Hot?\x1b\\"
    );
    // tmux(1), allow-passthrough: wrapped, every escape within doubled.
    assert_eq!(ghostty_in_tmux().notify(0, &oven), "\x1bPtmux;\x1b\x1b]777;notify;Oven 1;Hot?\x1b\x1b\\\x1b\\");
}

#[test]
fn only_what_differs_is_sent() {
    let (one, again, two) =
        (notice(1, 0, AlarmLevel::Ring), notice(1, 1, AlarmLevel::Ring), notice(2, 0, AlarmLevel::Cue));
    let mut given = TerminalOutput::nothing(kitty());
    assert!(given.notify(std::slice::from_ref(&one)).contains("Oven 1"));
    assert_eq!(given.notify(std::slice::from_ref(&one)), "");
    let both = given.notify(&[again.clone(), two.clone()]);
    assert!(both.contains("i=baste-0:u=2:d=0;Oven 1") && both.contains("i=baste-1:u=1:d=0;Oven 2"), "{both:?}");
    assert_eq!(given.notify(std::slice::from_ref(&two)), "\x1b]99;i=baste-0:p=close;\x1b\\");
    // A place that is free is taken again.
    assert!(given.notify(&[two, again]).contains("i=baste-0:u=2:d=0;Oven 1"));
    assert_eq!(given.notify(&[]).matches("p=close").count(), 2);
}

#[test]
fn the_title_is_kept_and_given_back() {
    let mut given = TerminalOutput::nothing(ghostty());
    assert_eq!(ghostty().arrival(), "\x1b[22;0t");
    assert_eq!(given.name(&named("12 min: flip")), "\x1b]2;12 min: flip — baste\x1b\\\x1b]9;4;0;\x1b\\");
    assert_eq!(given.name(&named("12 min: flip")), "");
    assert_eq!(given.name(&named("")), "\x1b]2;baste\x1b\\");
    given.forget();
    assert!(given.name(&named("")).contains("baste"));
    assert_eq!(ghostty().farewell(), "\x1b]2;\x1b\\\x1b[23;0t\x1b]9;4;0;\x1b\\");
}

#[test]
fn progress_in_the_tab_and_none_in_tmux() {
    let at = |progress| Title { text: String::new(), progress };
    let mut given = TerminalOutput::nothing(ghostty());
    given.name(&at(Progress::None));
    assert_eq!(given.name(&at(Progress::Percent(45))), "\x1b]9;4;1;45\x1b\\");
    assert_eq!(given.name(&at(Progress::Calls)), "\x1b]9;4;2;100\x1b\\");
    assert_eq!(given.name(&at(Progress::None)), "\x1b]9;4;0;\x1b\\");
    assert_eq!(TerminalOutput::nothing(ghostty_in_tmux()).name(&at(Progress::Percent(45))), "\x1b]2;baste\x1b\\");
    let mut plain =
        TerminalOutput::nothing(TerminalSupport::known(|name| (name == "TERM").then(|| "xterm".to_owned()), false));
    assert_eq!(plain.name(&at(Progress::Percent(45))), "\x1b]2;baste\x1b\\");
}

#[test]
fn where_the_cook_is() {
    assert!(terminal(&[("TERM", "xterm"), ("SSH_CONNECTION", "10.0.0.2 5 10.0.0.1 22")]).is_remote());
    assert!(!ghostty().is_remote());
    assert!(ghostty_in_tmux().is_in_tmux() && !ghostty().is_in_tmux());
}

#[test]
fn in_tmux_a_title_begins_no_style() {
    let title = TerminalOutput::nothing(ghostty_in_tmux()).name(&named("#[fg=red]#(reboot) flip"));
    assert_eq!(title, "\x1b]2;[fg=red](reboot) flip — baste\x1b\\");
}

/// Takes a stream of sequences apart; the fields of each, as a terminal would see them. None if something is left over.
fn fields(bytes: &str) -> Option<Vec<Vec<String>>> {
    let mut all = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let inner = rest.strip_prefix("\x1b]")?;
        let (sequence, next) = inner.split_once("\x1b\\")?;
        if sequence.chars().any(char::is_control) {
            return None;
        }
        all.push(sequence.split(';').map(str::to_owned).collect());
        rest = next;
    }
    Some(all)
}

fn hostile(title: &str, body: &str) -> Notice {
    Notice { title: title.to_owned(), body: body.to_owned(), ..notice(1, 0, AlarmLevel::Ring) }
}

#[test]
fn nothing_hostile_gets_out() {
    let evil = "\x1b]0;own\x07\x1b\\4;1;50\u{9c}\u{9d}52;c;aGk=\u{7}\r\n\u{202e}x\0";
    for terminal in [kitty(), ghostty(), iterm()] {
        let sent = fields(&terminal.notify(0, &hostile(evil, evil))).unwrap();
        assert_eq!(sent.len(), if terminal == kitty() { 2 } else { 1 });
        let counts = if terminal == ghostty() {
            4
        } else if terminal == kitty() {
            3
        } else {
            2
        };
        assert!(sent.iter().all(|fields| fields.len() == counts), "{sent:?}");
    }
    // iTerm2 would read "4;…" as its progress.
    let sent = iterm().notify(0, &hostile("4;1;50", ""));
    assert_eq!(sent, "\x1b]9;4,1,50\x1b\\");
}

proptest! {
    #[test]
    fn no_text_makes_or_ends_a_sequence(title in any::<String>(), body in any::<String>()) {
        for terminal in [kitty(), ghostty(), iterm()] {
            let fields = fields(&terminal.notify(0, &hostile(&title, &body)));
            prop_assert!(fields.is_some());
        }
        let mut given = TerminalOutput::nothing(iterm());
        let bytes = given.name(&named(&title));
        prop_assert!(fields(&bytes).is_some_and(|all| all[0].len() == 2));
        prop_assert!(bytes.len() < 600);
        let wrapped = ghostty_in_tmux().notify(0, &hostile(&title, &body));
        let inner = wrapped.strip_prefix("\x1bPtmux;").and_then(|rest| rest.strip_suffix("\x1b\\")).unwrap();
        prop_assert!(!inner.replace("\x1b\x1b", "").contains('\x1b'));
    }
}
