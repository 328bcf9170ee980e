//! Draws a [`Screen`] on a terminal and decides only the layout.
//!
//! Any size works, even none. What does not fit is left out, least important first; digits and their label stay
//! longest. [`draw`] fills a frame, [`CompactBackend`] writes it with few bytes, [`Theme`] sets the style.

mod bar;
mod board;
mod cards;
mod compact_backend;
mod digits;
mod end;
mod footer;
mod letters;
mod overlay;
mod pixels;
mod ring;
mod setup;
mod shelf;
mod steps;
mod text;
mod theme;
mod timeline;
mod timeline_page;

pub use compact_backend::CompactBackend;
pub use theme::Theme;

use crate::view::{Body, Screen};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws `screen` over the whole of `frame`.
pub fn draw(screen: &Screen, frame: &mut Frame<'_>, theme: Theme) {
    let area = frame.area();
    put_screen(frame.buffer_mut(), area, screen, theme);
}

fn put_screen(buf: &mut Buffer, area: Rect, screen: &Screen, theme: Theme) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let banner = screen.banner.as_deref();
    if let Body::Ring(view) = &screen.body {
        ring::put_ring(buf, area, view, banner, theme);
        if let Some(over) = &screen.over {
            let inner = text::rows(area, 1, area.height.saturating_sub(2));
            overlay::put_over(buf, if area.height >= 9 { inner } else { area }, over, theme);
        }
        return;
    }
    // A free column on each side if there is room.
    let side = u16::from(area.width >= 60);
    let inner = text::indent(Rect { width: area.width.saturating_sub(side), ..area }, side);
    let mut body = inner;
    if let (Some(banner), true) = (banner, body.height >= 7) {
        text::put(buf, body, banner, theme.warning());
        body = text::rows(body, 1, body.height);
    }
    let max = match body.height {
        0..=5 => 0,
        6..=19 => 1,
        20.. => 2,
    };
    let keys = footer::height(&screen.keys, body.width, max);
    let cut = body.height.saturating_sub(keys);
    footer::put_keys(buf, text::rows(body, cut, keys), &screen.keys, theme);
    body.height = cut;
    if let (Some(note), true) = (&screen.note, body.height >= 16) {
        let cut = body.height.saturating_sub(1);
        text::put(buf, text::row(body, cut), note, theme.text());
        body.height = cut;
    }
    // A blank row above the footer.
    body.height = body.height.saturating_sub(u16::from(body.height >= 14));
    let whole = body;
    if let Some(over) = &screen.over {
        body = overlay::above(body, over);
    }
    match &screen.body {
        Body::Shelf(view) => shelf::put_shelf(buf, body, view, theme),
        Body::SetUp(view) => setup::put_setup(buf, body, view, theme),
        Body::Board(view) => board::put_board(buf, body, view, theme),
        Body::Timeline(view) => timeline_page::put_timeline_page(buf, body, view, theme),
        Body::End(view) => end::put_end(buf, body, view, theme),
        Body::Ring(_) => {}
    }
    if let Some(over) = &screen.over {
        overlay::put_over(buf, whole, over, theme);
    }
}
