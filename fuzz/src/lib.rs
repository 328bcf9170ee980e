//! What always holds of whatever comes from outside; the targets, and `tests/mutated.rs`, give it bytes.

use baste::config::read as read_settings;
use baste::engine::Session;
use baste::import::{SourceHint, Times, Understanding, draft, read as read_page};
use baste::journal::read as read_journal;
use baste::recipe::fault::{RenderStyle, Severity};
use baste::recipe::read::read;
use baste::recipe::text::is_harmful;
use baste::runtime::keys::Keys;
use baste::shelf::Shelf;
use baste::time::{Clock, Moment, Span};
use baste::tui::{Theme, draw};
use baste::ui::control::Control;
use baste::ui::{App, Key};
use baste::view::markup::Markup;
use baste::view::status::Status;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Any bytes as a page, schema.org data or Cooklang, by their looks and by what a file's name makes of them.
///
/// # Panics
/// Where something does not hold.
pub fn page(bytes: &[u8]) {
    for name in [None, Some("a.html"), Some("a.json"), Some("a.cook")] {
        import(bytes, name);
    }
}

/// Any bytes as a pasted text.
///
/// # Panics
/// Where something does not hold.
pub fn text(bytes: &[u8]) {
    import(bytes, Some("a.txt"));
}

/// Any bytes as a recipe file: every fault can be drawn.
///
/// # Panics
/// Where something does not hold.
pub fn toml(bytes: &[u8]) {
    for fault in &read(bytes).faults {
        assert!(!fault.render("a.toml", RenderStyle::Plain).is_empty());
    }
}

/// Any lines as those of a journal, each with the checksum that it needs: what is read of them is replayed, drawn and told.
///
/// # Panics
/// Where something does not hold.
pub fn journal(bytes: &[u8]) {
    let sealed = |line: &[u8]| [format!("{:08x} ", crc32fast::hash(line)).as_bytes(), line, b"\n"].concat();
    // A line of a real journal has its checksum already.
    let json = |line: &[u8]| line.iter().position(|byte| *byte == b'{').map_or(0, |at| at).min(line.len());
    let lines = bytes.split(|byte| *byte == b'\n').take(200);
    let whole: Vec<u8> = lines.flat_map(|line| sealed(&line[json(line)..])).collect();
    let found = read_journal(&whole);
    let last = found.last().unwrap_or_default();
    let session = Session::replay(found.acts.clone());
    let mut app = App::new(Vec::new(), Vec::new());
    app.resume(found.acts);
    assert_eq!(*app.session(), session);
    let clock = Clock::default();
    for now in [last, last + Span::mins(7), last + Span::hours(30), Moment::millis(0), Moment::millis(i64::MAX / 4)] {
        let (alarms, next) = session.outlook(now);
        assert!(next.is_none_or(|next| next > now), "it would spin at {now:?}");
        assert!(alarms.iter().all(|alarm| alarm.since <= now), "{alarms:?}");
        let status = Status::of(&session, now, &clock);
        assert!(!status.line().chars().any(char::is_control));
        assert!(serde_json::from_str::<serde_json::Value>(&status.json()).is_ok());
        app.ask_resume(now);
        for key in [Key::Tab, Key::Enter, Key::Up, Key::Space, Key::Char('u'), Key::Other] {
            let frame = app.shown(&app.scene(now), &clock);
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("memory is always there");
            terminal.draw(|canvas| draw(&frame.screen, canvas, Theme::plain())).expect("memory takes all");
            app.settle(now);
            app.key(key, now);
        }
    }
}

/// Any text as a command from outside, to a session with two timers.
///
/// # Panics
/// Where something does not hold.
pub fn control(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    let control = match Control::parse(&words) {
        Ok(control) => control,
        Err(why) => return assert!(!why.is_empty() && !why.chars().any(is_harmful), "{why:?}"),
    };
    let (clock, now) = (Clock::default(), Moment::millis(0));
    let mut app = App::new(Vec::new(), Vec::new());
    let timers = Control::parse(&["add", "12m", "Eggs", "25m", "Rice"]).expect("it is a command");
    app.control(&timers, now, &clock).expect("there is room for two");
    let (Ok((_, said)) | Err(said)) = app.control(&control, now + Span::MINUTE, &clock);
    assert!(!said.chars().any(is_harmful), "{said:?}");
    let replayed = Session::replay(app.session().log().to_vec());
    assert_eq!(replayed, *app.session());
}

/// Any bytes as what a terminal sends: the reader never keeps one for good.
///
/// # Panics
/// Where something does not hold.
pub fn keys(bytes: &[u8]) {
    let (mut whole, mut parts) = (Keys::default(), Keys::default());
    let typed = whole.feed(bytes);
    let in_parts: Vec<_> = bytes.chunks(3).flat_map(|part| parts.feed(part)).collect();
    assert_eq!(typed, in_parts);
    assert_eq!(whole.give_up(), parts.give_up());
    assert!(whole.patience().is_none());
    assert_eq!(whole.feed(b"q").len(), 1);
}

/// Any bytes as what an index holds: nothing that it shows does harm.
///
/// # Panics
/// Where something does not hold.
pub fn index(bytes: &[u8]) {
    let Some(mut shelf) = Shelf::of_index(bytes) else { return };
    for card in shelf.cards() {
        assert!(!card.name.chars().chain(card.brief().chars()).any(is_harmful), "{card:?}");
        let _ = (shelf.file_of(&card.name), shelf.find(&card.name).is_ok(), shelf.read(&card.name));
    }
    assert!(!shelf.error_lines().concat().chars().any(is_harmful));
    shelf.touching_nothing().refresh();
}

/// Any bytes as a file of settings: every fault can be told.
///
/// # Panics
/// Where something does not hold.
pub fn settings(bytes: &[u8]) {
    for fault in &read_settings(bytes).faults {
        assert!(!fault.render("config.toml", RenderStyle::Plain).is_empty());
        assert!(!fault.line("config.toml").chars().any(is_harmful));
    }
}

/// Any text as a template of the status, and as a name that is put into it.
///
/// # Panics
/// Where something does not hold.
pub fn template(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (name, template) = text.split_once('\n').unwrap_or(("Eggs", &text));
    let (clock, now) = (Clock::default(), Moment::millis(0));
    let mut app = App::new(Vec::new(), Vec::new());
    if let Ok(timers) = Control::parse(&["add", "12m", name]) {
        let _ = app.control(&timers, now, &clock);
    }
    let status = Status::of(app.session(), now + Span::MINUTE, &clock);
    for markup in [Markup::Plain, Markup::Pango, Markup::Tmux] {
        if let Err(fault) = status.format(template, markup) {
            assert!(!fault.message.is_empty() && !fault.hint.is_empty());
        }
    }
    assert!(!status.line().chars().any(char::is_control));
}

/// Any bytes as Cooklang, with front matter or without.
///
/// # Panics
/// Where something does not hold.
pub fn cook(bytes: &[u8]) {
    import(bytes, Some("a.cook"));
    let front = [b"---\n", bytes, b"\n---\nBoil @water{1%l} for ~{5%min}.\n"].concat();
    import(&front, Some("a.cook"));
}

/// Where a recipe comes of it, it reads back without an error.
fn import(bytes: &[u8], name: Option<&str>) {
    let Ok(source) = read_page(bytes, SourceHint { name, content_type: None }) else { return };
    let language = source.language.as_deref().and_then(Times::of).or_else(|| Times::of("en"));
    let words = language.expect("English is always there");
    let mut understanding = Understanding::default();
    let Ok(draft) = draft(&source, |text| understanding.step(text, &words)) else { return };
    let toml = draft.toml();
    let reading = read(toml.as_bytes());
    let errors = reading.faults.iter().filter(|fault| fault.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|fault| fault.line("a.toml")).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{toml}");
    assert_eq!(reading.recipes.len(), 1, "{toml}");
}
