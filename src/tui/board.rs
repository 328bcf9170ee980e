//! The board: what counts in big digits, and what to do now, next and then.
//!
//! Rows go to the most important parts first: digits and label, what to do, the other countdowns, then title, bar and
//! details. Left-over rows separate the groups. A wide screen shows all steps on the right.

use crate::tui::bar::put_bar;
use crate::tui::digits::{BigWords, Size, put_big};
use crate::tui::steps::put_steps;
use crate::tui::text::{indent, lines, put, put_right, put_wrapped, row, rows, widest, width};
use crate::tui::theme::Theme;
use crate::view::{BoardView, Card, MainClock};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The least width for the list of steps: 100 columns without the ones at the sides.
const WIDE: u16 = 98;
/// Rows that the largest digits leave for everything but cards.
const BESIDE: u16 = 10;
/// The longest useful bar.
const BAR: u16 = 64;

/// The number of rows of each part.
#[derive(Default)]
struct Plan {
    header: u16,
    label: u16,
    digits: u16,
    bar: u16,
    detail: u16,
    cards: u16,
    you: u16,
    next: u16,
    then: u16,
    gaps: [u16; 5],
}

/// Big digits, or a big label if there are none.
enum Big {
    Digits(Size),
    Label(BigWords),
    None,
}

impl Big {
    /// The largest that leaves room for the text beside it.
    fn fitting(view: &BoardView, area: Rect) -> Big {
        match &view.hero {
            Some(hero) if hero.digits.is_empty() => {
                let columns = area.width.saturating_sub(if area.width >= 60 { 6 } else { 0 });
                let label = label_width(area.width);
                let you = lines(&view.you, columns.saturating_sub(label), 8);
                let detail = lines(&hero.detail, columns, 3);
                let cards = u16::try_from(view.cards.len()).unwrap_or(u16::MAX).min(3);
                let beside = cards.saturating_add(you).saturating_add(detail).saturating_add(8);
                BigWords::fitting(&hero.label, columns, area.height.saturating_sub(beside))
                    .map_or(Big::None, Big::Label)
            }
            Some(_) => Big::Digits(digit_size(view, area)),
            None => Big::None,
        }
    }

    fn rows(&self) -> u16 {
        match self {
            Big::Digits(size) => size.rows(),
            Big::Label(label) => label.rows(),
            Big::None => 0,
        }
    }

    /// Its distance from the left edge.
    fn margin(&self, columns: u16, hero: &MainClock) -> u16 {
        let wide = match self {
            Big::Digits(size) => size.columns(&hero.digits).unwrap_or(0),
            Big::Label(_) | Big::None => 0,
        };
        if columns >= 60 && wide.saturating_add(4) <= columns { 3 } else { 0 }
    }
}

/// Rows that are still free.
struct Room(u16);

impl Room {
    /// Raises `slot` to `wanted` rows, as far as there is room.
    fn give(&mut self, slot: &mut u16, wanted: u16) {
        let more = wanted.saturating_sub(*slot).min(self.0);
        *slot = slot.saturating_add(more);
        self.0 = self.0.saturating_sub(more);
    }
}

pub(crate) fn put_board(buf: &mut Buffer, area: Rect, view: &BoardView, theme: Theme) {
    let mut main = area;
    if area.width >= WIDE && area.height >= 10 && !view.steps.is_empty() {
        let list = (area.width / 3).min(48);
        main.width = area.width.saturating_sub(list).saturating_sub(3);
        let side = indent(area, main.width.saturating_add(1));
        for down in 0..side.height {
            put(buf, row(side, down), "│", theme.quiet());
        }
        let side = indent(side, 2);
        put(buf, side, "Steps", theme.heading());
        put_steps(buf, rows(side, 2, side.height), &view.steps, theme);
    }
    put_main(buf, main, view, theme);
}

fn put_main(buf: &mut Buffer, area: Rect, view: &BoardView, theme: Theme) {
    let big = Big::fitting(view, area);
    let plan = plan(view, area, &big);
    let [after_header, after_label, after_digits, before_you, after_you] = plan.gaps;
    let mut at = 0u16;
    let mut next = |count: u16, gap: u16| {
        let part = rows(area, at, count);
        at = at.saturating_add(count).saturating_add(gap);
        part
    };

    let part = next(plan.header, after_header);
    put_header(buf, part, view, theme);
    if let Some(hero) = &view.hero {
        let label = next(plan.label, after_label);
        put_label(buf, label, hero, theme);
        let margin = big.margin(area.width, hero);
        let digits = indent(next(plan.digits, after_digits), margin);
        match &big {
            Big::Digits(size) => put_big(buf, digits, &hero.digits, *size, theme.digits(hero.mood)),
            Big::Label(label) => label.put(buf, digits, theme.text()),
            Big::None => {}
        }
        if plan.label == 0 && plan.digits > 0 {
            let rest = indent(digits, width(&hero.digits).saturating_add(1));
            put(buf, rest, &hero.label, theme.strong());
        }
        let bar = indent(next(plan.bar, 0), margin);
        if let (Some(value), false) = (hero.bar, bar.is_empty()) {
            let length = bar.width.saturating_sub(margin).min(BAR);
            put_bar(buf, Rect { width: length, ..bar }, value, hero.mood, theme);
        }
        let detail = indent(next(plan.detail, 0), margin);
        put_wrapped(buf, detail, &hero.detail, theme.text());
        next(0, if plan.cards > 0 { before_you.min(1) } else { before_you });
    }
    let part = next(plan.cards, if plan.cards > 0 { before_you } else { 0 });
    put_cards(buf, part, &view.cards, theme);
    let label = label_width(area.width);
    for (name, text, time, count, strong) in [
        ("YOU", view.you.as_str(), view.you_time.as_str(), plan.you, true),
        ("NEXT", &view.next, &view.next_time, plan.next, false),
        ("THEN", &view.then, "", plan.then, false),
    ] {
        let part = next(count, if count > 0 { after_you } else { 0 });
        if part.is_empty() {
            continue;
        }
        put(buf, Rect { width: label.min(part.width), ..part }, name, theme.heading());
        let style = if strong { theme.strong() } else { theme.text() };
        let part = indent(part, label);
        put_timed(buf, part, text, time, style, theme);
    }
}

/// Text over some rows, with a time on the right of the first.
fn put_timed(buf: &mut Buffer, area: Rect, text: &str, time: &str, style: ratatui::style::Style, theme: Theme) {
    let room = text_room(area.width, text, time, area.height);
    if room < area.width {
        put_right(buf, area, time, theme.text());
    }
    put_wrapped(buf, Rect { width: room, ..area }, text, style);
}

/// The width for the text beside a time; the full width if the time has no room.
fn text_room(columns: u16, text: &str, time: &str, rows: u16) -> u16 {
    let wide = width(time);
    let room = columns.saturating_sub(wide.saturating_add(2));
    let fits = lines(text, room, rows.saturating_add(1)) <= rows;
    if wide == 0 || (!fits && room < 24) { columns } else { room }
}

/// The width of YOU, NEXT and THEN with the space after them.
fn label_width(columns: u16) -> u16 {
    if columns < 60 { 5 } else { 6 }
}

/// The largest digits that leave room for the text beside them.
fn digit_size(view: &BoardView, area: Rect) -> Size {
    let Some(hero) = &view.hero else { return Size::Text };
    let cards = u16::try_from(view.cards.len()).unwrap_or(u16::MAX).min(3);
    let roomy = area.height >= Size::Full.rows().saturating_add(BESIDE).saturating_add(cards);
    let largest = if roomy { Size::Full } else { Size::Half };
    let beside = cards.saturating_add(3);
    let size = Size::fitting(&hero.digits, largest, area.width, area.height.saturating_sub(beside));
    if size != Size::Text {
        return size;
    }
    // Too small for everything, so only the digits and their label stay.
    Size::fitting(&hero.digits, largest, area.width, area.height.saturating_sub(1))
}

fn plan(view: &BoardView, area: Rect, big: &Big) -> Plan {
    let mut plan = Plan::default();
    let mut room = Room(area.height);
    let text = area.width.saturating_sub(label_width(area.width));
    let count = u16::try_from(view.cards.len()).unwrap_or(u16::MAX);
    let one = |text: &str| u16::from(!text.is_empty());
    let wrapped = |text_: &str, time: &str, max: u16| lines(text_, text_room(text, text_, time, max), max);

    if view.hero.is_some() {
        room.give(&mut plan.digits, big.rows());
        room.give(&mut plan.label, 1);
    }
    room.give(&mut plan.you, one(&view.you));
    room.give(&mut plan.cards, count.min(3));
    room.give(&mut plan.you, wrapped(&view.you, &view.you_time, 2));
    room.give(&mut plan.header, 1);
    room.give(&mut plan.next, one(&view.next));
    room.give(&mut plan.you, wrapped(&view.you, &view.you_time, 3));
    if let Some(hero) = &view.hero {
        room.give(&mut plan.bar, u16::from(hero.bar.is_some()));
        room.give(&mut plan.detail, one(&hero.detail));
    }
    room.give(&mut plan.cards, count);
    // If nothing counts, only what to do matters.
    let max = if view.hero.as_ref().is_some_and(|hero| hero.digits.is_empty()) { 8 } else { 4 };
    room.give(&mut plan.you, wrapped(&view.you, &view.you_time, max));
    room.give(&mut plan.then, one(&view.then));
    let [after_header, after_label, after_digits, before_you, _] = &mut plan.gaps;
    // With cards the gap stands before them and after them.
    if plan.cards == 0 || room.0 >= 2 {
        room.give(before_you, 1);
        room.0 = room.0.saturating_sub(u16::from(plan.cards > 0));
    }
    room.give(after_header, 1);
    if let Some(hero) = &view.hero {
        // At these sizes the lowest half pixel is blank already.
        room.give(after_label, 1);
        let below = hero.bar.is_some() || !hero.detail.is_empty();
        room.give(after_digits, u16::from(below && big.rows() > 1));
        let columns = area.width.saturating_sub(big.margin(area.width, hero));
        room.give(&mut plan.detail, lines(&hero.detail, columns, 3));
    }
    room.give(&mut plan.next, wrapped(&view.next, &view.next_time, 2));
    room.give(&mut plan.then, wrapped(&view.then, "", 2));
    let [_, _, _, before_you, after_you] = &mut plan.gaps;
    if room.0 >= 6 {
        room.give(before_you, 2);
        room.give(after_you, 1);
    }
    plan
}

/// Title, clock, oven and when to eat; the last two stay longest.
fn put_header(buf: &mut Buffer, area: Rect, view: &BoardView, theme: Theme) {
    if area.is_empty() {
        return;
    }
    let eat = put_right(buf, area, &view.eat, theme.strong());
    let mut left = area.width.saturating_sub(eat).saturating_sub(u16::from(eat > 0) * 3);
    let oven = width(&view.oven);
    if oven > 0 && left >= oven {
        put_right(buf, Rect { width: left, ..area }, &view.oven, theme.text());
        left = left.saturating_sub(oven).saturating_sub(3);
    }
    let clock = width(&view.clock);
    if left >= clock.saturating_add(24) {
        let rest = Rect { width: left, ..area };
        put_right(buf, rest, &view.clock, theme.text());
        left = left.saturating_sub(clock).saturating_sub(3);
    }
    if left >= 6 {
        put(buf, Rect { width: left, ..area }, &view.title, theme.strong());
    }
}

fn put_label(buf: &mut Buffer, area: Rect, hero: &MainClock, theme: Theme) {
    let label = if hero.picked { format!("▸ {}", hero.label) } else { hero.label.clone() };
    let used = put(buf, area, &label, theme.label(hero.mood));
    put(buf, indent(area, used.saturating_add(2)), &hero.what, theme.text());
}

/// The widths of the columns of cards; 0 if left out.
struct Columns {
    name: u16,
    oven: u16,
    bar: u16,
    end: u16,
    /// The time left and `end` together.
    both: u16,
}

impl Columns {
    /// Oven, bar and end are dropped first if there is little room.
    fn new(cards: &[Card], width: u16) -> Columns {
        let all = |text: fn(&Card) -> &str| widest(cards.iter().map(text));
        let names = all(|card| &card.name).saturating_add(2);
        let mut left = widest(cards.iter().filter(|card| !card.end.is_empty()).map(|card| card.left.as_str()));
        let lone = widest(cards.iter().filter(|card| card.end.is_empty()).map(|card| card.left.as_str()));
        let mut end = all(|card| &card.end);
        let mut both = left.saturating_add(2).saturating_add(end).max(lone);
        if end == 0 || width < both.saturating_add(names.min(14)).saturating_add(1) {
            left = left.max(lone);
            end = 0;
            both = left;
        }
        let mut room = width.saturating_sub(both).saturating_sub(1);
        let mut oven = all(|card| &card.oven);
        if oven == 0 || room < names.saturating_add(oven).saturating_add(2) {
            oven = 0;
        } else {
            room = room.saturating_sub(oven).saturating_sub(2);
        }
        let has_bar = cards.iter().any(|card| card.bar.is_some()) && room > names.saturating_add(12);
        let bar = if has_bar { room.saturating_sub(names).saturating_sub(3).min(28) } else { 0 };
        let name = if has_bar { room.saturating_sub(bar).saturating_sub(3) } else { room };
        Columns { name, oven, bar, end, both }
    }
}

fn put_cards(buf: &mut Buffer, area: Rect, cards: &[Card], theme: Theme) {
    let columns = Columns::new(cards, area.width);
    let shown = usize::from(area.height);
    for (down, (at, card)) in (0..area.height).zip(cards.iter().enumerate()) {
        let line = row(area, down);
        let more = cards.len().saturating_sub(at);
        if at + 1 == shown && more > 1 && shown > 1 {
            put(buf, line, &format!("  … {more} more"), theme.text());
        } else {
            put_card(buf, line, card, &columns, theme);
        }
    }
}

fn put_card(buf: &mut Buffer, line: Rect, card: &Card, columns: &Columns, theme: Theme) {
    let sign = if card.picked { '▸' } else { ' ' };
    let name = if card.picked { theme.strong() } else { theme.text() };
    put(buf, Rect { width: columns.name.min(line.width), ..line }, &format!("{sign} {}", card.name), name);
    let mut rest = indent(line, columns.name.saturating_add(1));
    if columns.oven > 0 {
        put(buf, rest, &card.oven, theme.text());
        rest = indent(rest, columns.oven.saturating_add(2));
    }
    if columns.bar > 0 {
        if let Some(value) = card.bar {
            put_bar(buf, Rect { width: columns.bar.min(rest.width), ..rest }, value, card.mood, theme);
        }
        rest = indent(rest, columns.bar.saturating_add(2));
    }
    let style = theme.digits(card.mood);
    let both = Rect { width: columns.both.min(rest.width), ..rest };
    if columns.end == 0 || card.end.is_empty() {
        put_right(buf, both, &card.left, style);
        return;
    }
    let count = both.width.saturating_sub(columns.end).saturating_sub(2);
    put_right(buf, Rect { width: count, ..both }, &card.left, style);
    put(buf, indent(both, count.saturating_add(2)), &card.end, theme.text());
}
