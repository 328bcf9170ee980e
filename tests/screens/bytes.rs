//! How many bytes a countdown writes to the terminal each second. The budget is 85 at 120x40.

use crate::samples::board_one;
use baste::tui::{CompactBackend, Theme, draw};
use baste::view::{Body, Card, ClockState, Screen};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// Bytes that can be counted while a backend owns their writer.
#[derive(Clone, Default)]
struct Tape(Rc<RefCell<Vec<u8>>>);

impl Write for Tape {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Draws a minute and one second of a countdown; returns the bytes a second after the first frame.
fn minute(thrifty: bool, columns: u16, rows: u16, mut frame: impl FnMut(&str, &mut Frame<'_>)) -> f64 {
    let tape = Tape::default();
    let (mut first, mut all) = (0, 0);
    let mut times = (0..=60u32).map(|second| {
        let left = 37 * 60 + 4 - second;
        format!("{}:{:02}", left / 60, left % 60)
    });
    macro_rules! run {
        ($backend:expr) => {{
            let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
            let mut terminal = Terminal::with_options($backend, TerminalOptions { viewport }).unwrap();
            for (at, time) in times.by_ref().enumerate() {
                terminal.draw(|to| frame(&time, to)).unwrap();
                // Taken here: a terminal writes once more when it is dropped.
                all = tape.0.borrow().len();
                if at == 0 {
                    first = all;
                }
            }
        }};
    }
    if thrifty {
        run!(CompactBackend::sized(tape.clone(), Size::new(columns, rows)));
    } else {
        run!(CrosstermBackend::new(tape.clone()));
    }
    (all - first) as f64 / 60.0
}

fn board(thrifty: bool, columns: u16, rows: u16, change: fn(&mut Screen)) -> f64 {
    minute(thrifty, columns, rows, |time, frame| {
        let mut screen = board_one(time);
        change(&mut screen);
        draw(&screen, frame, Theme::colour());
    })
}

#[test]
fn a_running_step_keeps_to_its_budget() {
    for (columns, rows) in [(120, 40), (80, 24), (100, 30), (40, 12), (20, 5), (200, 55)] {
        let bytes = board(true, columns, rows, |_| {});
        assert!(bytes <= 85.0, "{columns}x{rows}: {bytes:.1} bytes a second");
    }
}

#[test]
fn a_window_keeps_to_its_budget() {
    let bytes = board(true, 120, 40, |screen| {
        if let Body::Board(view) = &mut screen.body
            && let Some(hero) = &mut view.hero
        {
            hero.mood = ClockState::Window;
        }
    });
    assert!(bytes <= 85.0, "{bytes:.1} bytes a second");
}

#[test]
fn each_further_step_costs_little() {
    let alone = board(true, 120, 40, |_| {});
    let with = minute(true, 120, 40, |time, frame| {
        let mut screen = board_one(time);
        if let Body::Board(view) = &mut screen.body {
            view.cards = ["Rice", "Beans", "Glaze pan"].map(|name| card(name, time)).to_vec();
        }
        draw(&screen, frame, Theme::colour());
    });
    let each = (with - alone) / 3.0;
    assert!(each <= 15.0, "{each:.1} bytes a second for each");
}

fn card(name: &str, left: &str) -> Card {
    Card {
        name: name.into(),
        oven: String::new(),
        bar: None,
        left: left.into(),
        end: "out 18:49".into(),
        mood: ClockState::Running,
        picked: false,
    }
}

#[test]
fn an_unchanged_screen_writes_nothing() {
    let bytes = minute(true, 120, 40, |_, frame| draw(&board_one("37:04"), frame, Theme::colour()));
    assert_eq!(bytes, 0.0);
}

/// `cargo test --test screens -- --ignored --nocapture` prints the cost of each size.
#[test]
#[ignore = "prints measurements"]
fn the_cost_of_each_size() {
    println!("bytes a second              ratatui's backend   this one");
    for (columns, rows) in [(120, 40), (80, 24), (40, 12), (20, 5), (200, 55), (300, 100)] {
        let name = format!("the board at {columns}x{rows}");
        println!("{name:30}{:17.1}{:11.1}", board(false, columns, rows, |_| {}), board(true, columns, rows, |_| {}));
    }
}
