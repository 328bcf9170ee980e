//! Screens as a cook would see them: each kind at five sizes, drawn into memory and kept as text.
//!
//! Lines of a snapshot are what the screen shows; after `«` stands how many cells of a line are in reverse video.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod bytes;
mod evenings;
mod samples;

use baste::tui::{Theme, draw};
use baste::view::{Body, Screen};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use samples::{all, hostile};

fn drawn(screen: &Screen, columns: u16, rows: u16, theme: Theme) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| draw(screen, frame, theme)).unwrap();
    terminal.backend().buffer().clone()
}

/// What a snapshot keeps.
fn picture(buf: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buf.area.height {
        let mut skip = 0;
        let mut line = String::from("|");
        let mut reversed = 0;
        for x in 0..buf.area.width {
            let cell = &buf[(x, y)];
            reversed += usize::from(cell.modifier.contains(Modifier::REVERSED));
            if skip > 0 {
                skip -= 1;
                continue;
            }
            line.push_str(cell.symbol());
            skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
        }
        line.push('|');
        if reversed > 0 {
            line.push_str(&format!(" « {reversed}"));
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

#[test]
fn every_kind_at_every_size() {
    for (name, screen) in all() {
        let mut text = String::new();
        for (columns, rows) in [(80, 24), (120, 40), (40, 12), (20, 5), (0, 0)] {
            text.push_str(&format!("{columns}x{rows}\n"));
            text.push_str(&picture(&drawn(&screen, columns, rows, Theme::plain())));
        }
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

#[test]
fn no_size_is_too_small() {
    for (name, screen) in all().into_iter().chain(hostile()) {
        for columns in [0, 1, 2, 3, 5, 7, 10, 13, 20, 30, 40, 60, 76, 100, 140] {
            for rows in (0..=10).chain([14, 20, 24, 40, 60]) {
                let buf = drawn(&screen, columns, rows, Theme::colour());
                assert_eq!(buf.area.width, columns, "{name}");
            }
        }
    }
}

#[test]
fn digits_stay_longest() {
    let screen = samples::board_one("37:04");
    for (columns, rows) in [(5, 1), (10, 3), (12, 2), (19, 5), (20, 3)] {
        let text = picture(&drawn(&screen, columns, rows, Theme::plain()));
        assert!(text.contains("37:04"), "{columns}x{rows}:\n{text}");
    }
}

#[test]
fn without_colour_there_is_none() {
    for (name, screen) in all() {
        for cell in &drawn(&screen, 120, 40, Theme::plain()).content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
        }
    }
}

#[test]
fn only_the_edge_blinks() {
    let Some((_, mut screen)) = all().into_iter().find(|(name, _)| *name == "ring_hard") else { panic!("no ring") };
    let lit = drawn(&screen, 80, 24, Theme::plain());
    if let Body::Ring(view) = &mut screen.body {
        view.edge = !view.edge;
    }
    let unlit = drawn(&screen, 80, 24, Theme::plain());
    let changed: Vec<u16> = lit.diff(&unlit).iter().map(|(_, y, _)| *y).collect();
    assert_eq!(changed.len(), 160);
    assert!(changed.iter().all(|y| *y == 0 || *y == 23));
}
