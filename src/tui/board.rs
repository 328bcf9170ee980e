//! The board: what counts in big digits, and what to do now, next and then.
//!
//! Rows go to the most important parts first: digits and label, what to do, the other countdowns, then title, bar and
//! details. Left-over rows separate the groups. On a tall screen the meal's timeline is at the bottom; on a wide one
//! the other countdowns or all steps are on the right.

use crate::tui::bar::put_bar;
use crate::tui::cards::{put_blocks, put_cards};
use crate::tui::digits::BigClock;
use crate::tui::letters::BigWords;
use crate::tui::steps::put_steps;
use crate::tui::text::{indent, lines, put, put_ends, put_right, put_wrapped, row, rows, width};
use crate::tui::theme::Theme;
use crate::tui::timeline::{self, put_timeline};
use crate::view::timeline::{LaneKind, TimelineView};
use crate::view::{BoardView, ClockState, MainClock};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The least width for the list of steps: 100 columns without the ones at the sides.
const WIDE: u16 = 98;
/// The least width for the other countdowns on the right, or for the list of steps beside a timeline.
const WIDEST: u16 = 148;
/// The least height for the timeline: 36 rows without footer and status line.
const TALL: u16 = 32;
/// The least height for the lanes of burners and hands.
const TALLEST: u16 = 45;
/// The longest useful bar.
const BAR: u16 = 96;
/// Digits of fewer rows give way to large words no more.
const LARGE: u16 = 7;

/// The number of rows of each part.
#[derive(Default)]
struct Plan {
    header: u16,
    label: u16,
    digits: u16,
    bar: u16,
    detail: u16,
    cards: u16,
    you_large: u16,
    /// Below the large letters, unless their lowest half row is blank.
    after_large: u16,
    you: u16,
    uses: u16,
    next: u16,
    then: u16,
    gaps: [u16; 5],
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
    let mut area = area;
    let strip = view.timeline.as_ref().filter(|_| area.height >= TALL && area.width >= 60);
    if let Some(meal) = strip {
        area = put_strip(buf, area, meal, theme);
    }
    let mut main = area;
    let blocks = area.width >= WIDEST && area.height >= 20 && !view.cards.is_empty();
    let list = area.width >= if strip.is_some() { WIDEST } else { WIDE } && area.height >= 10 && !view.steps.is_empty();
    if blocks || list {
        let side = (area.width / 3).min(if blocks { 64 } else { 48 });
        main.width = area.width.saturating_sub(side).saturating_sub(3);
        let side = indent(area, main.width.saturating_add(1));
        for down in 0..side.height {
            put(buf, row(side, down), "│", theme.quiet());
        }
        let side = indent(side, 2);
        if blocks {
            put_blocks(buf, side, &view.cards, theme);
        } else {
            put(buf, side, "Steps", theme.heading());
            put_steps(buf, rows(side, 2, side.height), &view.steps, theme);
        }
    }
    Main::fitting(view, main, blocks).put(buf, main, theme);
}

/// Draws the timeline at the bottom; returns what is left.
fn put_strip(buf: &mut Buffer, area: Rect, meal: &TimelineView, theme: Theme) -> Rect {
    let last = if area.height >= TALLEST { LaneKind::Hands } else { LaneKind::Oven };
    let height = timeline::height(meal, last).min(area.height / 3);
    let top = area.height.saturating_sub(height);
    put_timeline(buf, rows(area, top, height), meal, last, theme);
    rows(area, 0, top.saturating_sub(1))
}

/// The board without timeline and side, laid out.
struct Main<'v> {
    view: &'v BoardView,
    clock: Option<BigClock>,
    /// What to do, in large letters.
    you: Option<BigWords>,
    /// The heat, in large letters beside the digits.
    heat: Option<BigWords>,
    /// Whether the other countdowns have rows here.
    cards: bool,
    plan: Plan,
}

impl<'v> Main<'v> {
    fn fitting(view: &'v BoardView, area: Rect, blocks: bool) -> Main<'v> {
        let mut main = Main { view, clock: None, you: None, heat: None, cards: !blocks, plan: Plan::default() };
        let cards = main.count().min(3);
        let columns = area.width.saturating_sub(label_width(area.width));
        let words = |scale: u16, beside: u16| {
            BigWords::up_to(scale, &view.you_large, columns, area.height.saturating_sub(beside))
        };
        match &view.hero {
            Some(hero) if hero.digits.is_empty() => main.you = words(1, 10u16.saturating_add(cards)),
            Some(hero) => {
                let you = words(1, 12);
                let large = you.as_ref().map_or(0, BigWords::rows);
                let fitting = |most: u16| BigClock::fitting(&hero.digits, clock_width(area.width), most);
                let leaving = |beside: u16| fitting(area.height.saturating_sub(beside));
                let comfort = 13u16.saturating_add(cards).saturating_add(large);
                let tight = 6u16.saturating_add(cards).saturating_add(large);
                // Too small for everything: only the digits, their label and what waits for the cook.
                let last = if view.you_large.is_empty() { 1 } else { 2u16.saturating_add(cards.min(2)) };
                let choices = [
                    (leaving(comfort), LARGE, true),
                    (fitting(area.height.saturating_sub(tight).min(LARGE)), LARGE, large > 0),
                    (leaving(9u16.saturating_add(cards)), LARGE, false),
                    (fitting(area.height.saturating_sub(cards.saturating_add(4)).min(4)), 2, false),
                    (leaving(last), 0, false),
                ];
                let found = choices.into_iter().find(|(clock, least, wanted)| {
                    clock.rows() >= *least
                        && (*wanted || large == 0 || *least < LARGE || tight > area.height.saturating_sub(LARGE))
                });
                if let Some((clock, _, wanted)) = found {
                    main.you = you.filter(|_| wanted);
                    main.heat = heat(hero, &clock, area.width);
                    main.clock = Some(clock);
                }
            }
            None => main.you = words(3, 6u16.saturating_add(cards)),
        }
        main.plan = main.plan(area);
        main
    }

    /// The rows of cards that are wanted here.
    fn count(&self) -> u16 {
        if self.cards { u16::try_from(self.view.cards.len()).unwrap_or(u16::MAX) } else { 0 }
    }

    /// The instructions under the large letters, or all of it without them.
    fn you_text(&self) -> &str {
        if self.you.is_some() { &self.view.you_more } else { &self.view.you }
    }

    fn plan(&self, area: Rect) -> Plan {
        let view = self.view;
        let mut plan = Plan::default();
        let mut room = Room(area.height);
        let text = area.width.saturating_sub(label_width(area.width));
        let one = |text: &str| u16::from(!text.is_empty());
        let wrapped = |text_: &str, time: &str, max: u16| lines(text_, text_room(text, text_, time, max), max);
        let you = |max: u16| wrapped(self.you_text(), if self.you.is_some() { "" } else { &view.you_time }, max);

        if view.hero.is_some() {
            room.give(&mut plan.digits, self.clock.as_ref().map_or(0, BigClock::rows));
            room.give(&mut plan.label, 1);
        }
        if self.you.is_none() {
            room.give(&mut plan.you, if view.hero.is_none() { you(3) } else { one(&view.you) });
        }
        room.give(&mut plan.cards, self.count().min(3));
        room.give(&mut plan.you_large, self.you.as_ref().map_or(0, BigWords::rows));
        room.give(&mut plan.you, you(2));
        room.give(&mut plan.header, 1);
        room.give(&mut plan.next, one(&view.next));
        room.give(&mut plan.you, you(3));
        if let Some(hero) = &view.hero {
            room.give(&mut plan.bar, u16::from(hero.bar.is_some()));
            room.give(&mut plan.detail, one(&hero.detail));
        }
        room.give(&mut plan.cards, self.count());
        room.give(&mut plan.uses, one(&view.uses));
        // If nothing counts, only what to do matters.
        room.give(&mut plan.you, you(if view.hero.is_none() { 8 } else { 4 }));
        room.give(&mut plan.then, one(&view.then));
        let [after_header, after_label, after_digits, before_you, _] = &mut plan.gaps;
        // With cards the gap stands before them and after them.
        if plan.cards == 0 || room.0 >= 2 {
            room.give(before_you, 1);
            room.0 = room.0.saturating_sub(u16::from(plan.cards > 0));
        }
        room.give(after_header, 1);
        if let Some(hero) = &view.hero {
            room.give(after_label, u16::from(plan.digits > 1));
            let below = hero.bar.is_some() || !hero.detail.is_empty();
            room.give(after_digits, u16::from(below && plan.digits > 1));
            room.give(&mut plan.detail, lines(&hero.detail, area.width.saturating_sub(margin(area.width)), 3));
        }
        room.give(&mut plan.uses, lines(&view.uses, text, 3));
        let calls = if view.calls.len() > 1 { u16::try_from(view.calls.len()).unwrap_or(3).min(3) } else { 0 };
        room.give(&mut plan.next, calls.max(wrapped(&view.next, &view.next_time, 2)));
        room.give(&mut plan.then, wrapped(&view.then, "", 2));
        let [_, _, _, before_you, after_you] = &mut plan.gaps;
        room.give(after_you, 1);
        let air = self.you.as_ref().is_none_or(BigWords::has_air);
        room.give(&mut plan.after_large, u16::from(!air));
        if room.0 >= 5 {
            room.give(before_you, 2);
        }
        plan
    }

    fn put(&self, buf: &mut Buffer, area: Rect, theme: Theme) {
        let (view, plan) = (self.view, &self.plan);
        let [after_header, after_label, after_digits, before_you, after_you] = plan.gaps;
        let mut at = 0u16;
        let mut next = |count: u16, gap: u16| {
            let part = rows(area, at, count);
            at = at.saturating_add(count).saturating_add(gap);
            part
        };
        put_header(buf, next(plan.header, after_header), view, theme);
        if let Some(hero) = &view.hero {
            let label = next(plan.label, after_label);
            let digits = next(plan.digits, after_digits);
            put_label(buf, label, hero, self.heat.is_none(), theme);
            self.put_clock(buf, digits, hero, plan.label == 0, theme);
            let margin = margin(area.width);
            let bar = indent(next(plan.bar, 0), margin);
            if let (Some(value), false) = (hero.bar, bar.is_empty()) {
                let end = width(&hero.end);
                let length = bar.width.saturating_sub(margin).min(BAR);
                let length = if end > 0 { length.min(bar.width.saturating_sub(end).saturating_sub(2)) } else { length };
                put_bar(buf, Rect { width: length, ..bar }, value, hero.mood, theme);
                put(buf, indent(bar, length.saturating_add(2)), &hero.end, theme.strong());
            }
            put_wrapped(buf, indent(next(plan.detail, 0), margin), &hero.detail, theme.text());
            next(0, if plan.cards > 0 { before_you.min(1) } else { before_you });
        }
        let part = next(plan.cards, if plan.cards > 0 { before_you } else { 0 });
        if self.cards {
            put_cards(buf, part, &view.cards, theme);
        }
        let label = label_width(area.width);
        let you = next(plan.you_large, plan.after_large);
        let beside = next(plan.you, 0);
        let head = if you.is_empty() { beside } else { you };
        let waits = if view.you_large.is_empty() { theme.heading() } else { theme.chip() };
        put(buf, Rect { width: 3.min(head.width), ..head }, if head.is_empty() { "" } else { "YOU" }, waits);
        if let Some(words) = &self.you {
            words.put(buf, indent(you, label), theme.strong());
            if width(&view.you_time).saturating_add(words.columns()).saturating_add(label).saturating_add(2)
                <= you.width
            {
                put_right(buf, you, &view.you_time, theme.text());
            }
            put_wrapped(buf, indent(beside, label), self.you_text(), theme.strong());
        } else if !beside.is_empty() {
            put_timed(buf, indent(beside, label), self.you_text(), &view.you_time, theme.strong(), theme);
        }
        let uses = next(plan.uses, 0);
        put_wrapped(buf, indent(uses, label), &view.uses, theme.strong());
        next(0, if plan.you > 0 || plan.you_large > 0 { after_you } else { 0 });
        self.put_next(buf, next(plan.next, 0), label, theme);
        let then = next(plan.then, 0);
        if !then.is_empty() {
            put(buf, Rect { width: label.min(then.width), ..then }, "THEN", theme.heading());
            put_wrapped(buf, indent(then, label), &view.then, theme.text());
        }
    }

    fn put_clock(&self, buf: &mut Buffer, area: Rect, hero: &MainClock, labelled: bool, theme: Theme) {
        let Some(clock) = self.clock.as_ref().filter(|_| !area.is_empty()) else { return };
        let wide = clock.columns();
        let room = area.width;
        let area = indent(area, if wide.saturating_add(4) <= room { margin(room) } else { 0 });
        let style = theme.digits(hero.mood);
        if hero.mood == ClockState::Overdue && !clock.is_text() {
            // Reversed paper, with a column on each side.
            let left = area.x.saturating_sub(u16::from(area.x > 0));
            let paper =
                Rect { x: left, width: wide.saturating_add(2).min(buf.area.right().saturating_sub(left)), ..area };
            buf.set_style(paper.intersection(buf.area), style.patch(theme.picked()));
        }
        clock.put(buf, area, style);
        if labelled {
            put(buf, indent(area, wide.saturating_add(1)), &hero.label, theme.strong());
        }
        if let Some(heat) = &self.heat {
            let down = (area.height.saturating_sub(heat.rows())) / 4;
            let place = indent(area, area.width.saturating_sub(heat.columns()).saturating_sub(2));
            heat.put(buf, rows(place, down, heat.rows()), theme.heat());
        }
    }

    /// A line for each call, or all in one text.
    fn put_next(&self, buf: &mut Buffer, area: Rect, label: u16, theme: Theme) {
        if area.is_empty() {
            return;
        }
        let view = self.view;
        put(buf, Rect { width: label.min(area.width), ..area }, "NEXT", theme.heading());
        let area = indent(area, label);
        if view.calls.len() < 2 || area.height < 2 || usize::from(area.height) < view.calls.len().min(3) {
            put_timed(buf, area, &view.next, &view.next_time, theme.text(), theme);
            return;
        }
        for (down, call) in (0..area.height).zip(&view.calls) {
            let line = row(area, down);
            let used = put(buf, line, &call.time, theme.text());
            put(buf, indent(line, used.saturating_add(2)), &call.text, theme.text());
        }
    }
}

/// The heat in large letters beside the digits, if both fit.
fn heat(hero: &MainClock, clock: &BigClock, columns: u16) -> Option<BigWords> {
    if clock.rows() < LARGE {
        return None;
    }
    let room = clock_width(columns).saturating_sub(clock.columns()).saturating_sub(6);
    let scale = if clock.rows() >= 19 { 2 } else { 1 };
    // "350°F" is one word.
    BigWords::up_to(scale, &hero.heat.replace(' ', ""), room, clock.rows().min(11))
        .filter(|_| !hero.heat.contains("heat"))
}

/// The distance of the digits from the left edge.
fn margin(columns: u16) -> u16 {
    if columns >= 60 { 3 } else { 0 }
}

fn clock_width(columns: u16) -> u16 {
    columns.saturating_sub(margin(columns))
}

/// Text over some rows, with a time on the right of the first.
fn put_timed(buf: &mut Buffer, area: Rect, text: &str, time: &str, style: Style, theme: Theme) {
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
    let taken = |room: u16| lines(text, room, rows.saturating_add(1));
    // In little room the text comes first.
    let costs = room < 12 || (room < 24 && taken(room) > taken(columns));
    if wide == 0 || costs { columns } else { room }
}

/// The width of YOU, NEXT and THEN with the space after them.
fn label_width(columns: u16) -> u16 {
    if columns < 60 { 5 } else { 6 }
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

/// The label, what the digits count to, and the heat at the end unless it stands in large letters.
fn put_label(buf: &mut Buffer, area: Rect, hero: &MainClock, heat: bool, theme: Theme) {
    let label = if hero.picked { format!("▸ {}", hero.label) } else { hero.label.clone() };
    let used = put(buf, area, &label, theme.label(hero.mood));
    let rest = indent(area, used.saturating_add(2));
    if heat && width(&hero.heat).saturating_add(2) <= rest.width.saturating_sub(width(&hero.what)) {
        put_ends(buf, rest, &hero.what, theme.text(), &hero.heat, theme.heat());
    } else {
        put(buf, rest, &hero.what, theme.text());
    }
}
