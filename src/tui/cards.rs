//! What counts beside the big digits: a row each, or a block with digits of its own where the screen is wide.
//!
//! A row never loses its name or what is left.

use crate::tui::bar::put_bar;
use crate::tui::digits::BigClock;
use crate::tui::text::{indent, put, put_ends, put_right, row, rows, widest};
use crate::tui::theme::Theme;
use crate::view::Card;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The rows of the digits in a block.
const DIGITS: u16 = 4;

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

/// A row for each.
pub(crate) fn put_cards(buf: &mut Buffer, area: Rect, cards: &[Card], theme: Theme) {
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

/// A block for each as far as there is room, then rows.
pub(crate) fn put_blocks(buf: &mut Buffer, area: Rect, cards: &[Card], theme: Theme) {
    let mut left = area;
    for (at, card) in cards.iter().enumerate() {
        let clock = BigClock::fitting(&card.left, area.width.saturating_sub(2), DIGITS);
        let rest = u16::try_from(cards.len().saturating_sub(at + 1)).unwrap_or(u16::MAX);
        let block = if clock.is_text() { 2 } else { clock.rows().saturating_add(3) };
        if left.height < block.saturating_add(rest) {
            put_cards(buf, left, cards.get(at..).unwrap_or_default(), theme);
            return;
        }
        let label = if card.picked { format!("▸ {}", card.name) } else { card.name.clone() };
        let said = [card.oven.as_str(), card.end.as_str()].into_iter().filter(|text| !text.is_empty());
        let said = said.collect::<Vec<_>>().join(" · ");
        put_ends(buf, row(left, 0), &label.to_uppercase(), theme.label(card.mood), &said, theme.text());
        if clock.is_text() {
            put(buf, indent(row(left, 1), 2), &card.left, theme.digits(card.mood));
        } else {
            let place = indent(rows(left, 2, clock.rows()), 2);
            clock.put(buf, place, theme.digits(card.mood));
        }
        left = rows(left, block.saturating_add(u16::from(!clock.is_text())), left.height);
    }
}
