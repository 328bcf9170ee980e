//! A ring, which takes the whole screen.
//!
//! An urgent ring is in steady reverse video; only its upper and lower edges blink, which costs few bytes. A calm ring
//! is shown plainly. The big word and the words stay longest.

use crate::tui::footer::{key_column, put_key_list};
use crate::tui::letters::BigWords;
use crate::tui::text::{indent, lines, put, put_right, put_wrapped, row, rows, width};
use crate::tui::theme::Theme;
use crate::view::RingView;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The number of rows of each part.
#[derive(Default)]
struct Plan {
    banner: u16,
    header: u16,
    big: u16,
    heat: u16,
    words: u16,
    over: u16,
    eat: u16,
    also: u16,
    keys: u16,
    gaps: [u16; 4],
}

pub(crate) fn put_ring(buf: &mut Buffer, area: Rect, view: &RingView, banner: Option<&str>, theme: Theme) {
    let style = theme.ring(view.calm);
    buf.set_style(area, style);
    let framed = area.height >= 9 && area.width >= 12;
    let mut inner = area;
    if framed {
        if !view.calm && view.edge {
            for edge in [row(area, 0), row(area, area.height.saturating_sub(1))] {
                buf.set_style(edge, Style::reset());
            }
        }
        inner = rows(area, 1, area.height.saturating_sub(2));
        let margin = if area.width >= 60 { 4 } else { 1 };
        inner = indent(Rect { width: inner.width.saturating_sub(margin), ..inner }, margin);
    }
    put_inner(buf, inner, view, banner, theme);
}

fn put_inner(buf: &mut Buffer, area: Rect, view: &RingView, banner: Option<&str>, theme: Theme) {
    let big = big(view, area);
    let heat = heat(view, area, big.as_ref());
    let plan = plan(view, area, big.as_ref(), heat.as_ref(), banner.is_some());
    let [after_header, after_big, after_words, before_keys] = plan.gaps;
    let text = theme.text();
    let strong = theme.strong();
    let mut at = 0u16;
    let mut next = |count: u16, gap: u16| {
        let part = rows(area, at, count);
        at = at.saturating_add(count).saturating_add(gap);
        part
    };
    put(buf, next(plan.banner, 0), banner.unwrap_or_default(), text);
    let header = next(plan.header, after_header);
    let clock = if header.width >= 20 { put_right(buf, header, &view.clock, text) } else { 0 };
    let left = header.width.saturating_sub(clock).saturating_sub(2);
    put(buf, Rect { width: left, ..header }, &view.dish.to_uppercase(), text);
    let place = next(plan.big, after_big);
    match &big {
        Some(big) => big.put(buf, place, text),
        None => {
            put(buf, place, &view.big, strong);
        }
    }
    if let Some(heat) = &heat {
        heat.put(buf, next(plan.heat, after_big), strong);
    }
    let mut words = next(plan.words, after_words);
    for line in &view.words {
        let used = put_wrapped(buf, words, line, strong);
        words = rows(words, used, words.height);
    }
    let over = next(plan.over, 0);
    if plan.over > 0 && plan.eat == 0 {
        put_over(buf, over, view, text);
    } else {
        put(buf, over, &view.over, text);
    }
    put(buf, next(plan.eat, 0), &view.eat, text);
    let also = next(plan.also, before_keys);
    for (down, line) in (0..also.height).zip(&view.also) {
        put(buf, row(also, down), &format!("▲ {line}"), text);
    }
    let keys = next(plan.keys, 0);
    if keys.width > key_column(&view.keys) {
        put_key_list(buf, keys, &view.keys, theme);
    }
}

/// How late it is and, if there is room, when to eat.
fn put_over(buf: &mut Buffer, area: Rect, view: &RingView, style: Style) {
    let used = put(buf, area, &view.over, style);
    // A column that stays in place while the seconds change.
    let place = used.saturating_add(4).next_multiple_of(8).max(24);
    let rest = indent(area, place);
    if width(&view.eat) <= rest.width {
        put(buf, rest, &view.eat, style);
    }
}

/// The largest letters that leave room for the words and the first key.
fn big(view: &RingView, area: Rect) -> Option<BigWords> {
    let words = words(view, area.width);
    // On a tall screen the change of the oven has large letters too.
    let heat = if view.heat.is_empty() || area.height < 28 { 0 } else { 9 };
    let beside = [
        words.saturating_add(7).saturating_add(heat),
        words.saturating_add(7),
        words.saturating_add(4),
        words.min(2).saturating_add(4),
        4,
        1,
    ];
    beside.into_iter().find_map(|beside| BigWords::fitting(&view.big, area.width, area.height.saturating_sub(beside)))
}

/// The number of rows for the words.
fn words(view: &RingView, columns: u16) -> u16 {
    view.words.iter().fold(0u16, |sum, line| sum.saturating_add(lines(line, columns, 4)))
}

/// The change of the oven in large letters, half as large as the word above.
fn heat(view: &RingView, area: Rect, big: Option<&BigWords>) -> Option<BigWords> {
    let above = big?.rows();
    let left = area.height.saturating_sub(above).saturating_sub(words(view, area.width)).saturating_sub(8);
    BigWords::up_to(2, &view.heat, area.width, left.min(above))
}

fn plan(view: &RingView, area: Rect, big: Option<&BigWords>, heat: Option<&BigWords>, banner: bool) -> Plan {
    let mut plan = Plan::default();
    let mut left = area.height;
    let mut give = |slot: &mut u16, wanted: u16| {
        let more = wanted.saturating_sub(*slot).min(left);
        *slot = slot.saturating_add(more);
        left = left.saturating_sub(more);
    };
    let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let words = words(view, area.width);
    give(&mut plan.big, big.map_or(u16::from(!view.big.is_empty()), BigWords::rows));
    give(&mut plan.words, words.min(2));
    give(&mut plan.keys, count(view.keys.len()).min(2));
    give(&mut plan.over, u16::from(!view.over.is_empty()));
    give(&mut plan.words, words);
    give(&mut plan.also, count(view.also.len()).min(1));
    give(&mut plan.header, u16::from(!view.dish.is_empty() || !view.clock.is_empty()));
    give(&mut plan.keys, count(view.keys.len()));
    let beside = width(&view.eat).saturating_add(28) <= area.width && plan.over > 0;
    give(&mut plan.eat, u16::from(!view.eat.is_empty() && !beside));
    give(&mut plan.also, count(view.also.len()));
    give(&mut plan.heat, heat.map_or(0, BigWords::rows));
    give(&mut plan.banner, u16::from(banner));
    let [after_header, after_big, after_words, before_keys] = &mut plan.gaps;
    give(before_keys, 1);
    give(after_header, 1);
    give(after_big, u16::from(!big.is_some_and(BigWords::has_air)));
    give(after_words, 1);
    plan
}
