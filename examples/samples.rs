//! Draws one of the sample screens of the tests: `cargo run --example samples -- board_one`. Any key ends it.

#[path = "../tests/screens/samples.rs"]
mod samples;

use baste::tui::{CompactBackend, Theme, draw};
use crossterm::event;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "board_one".to_owned());
    let theme = if std::env::var_os("NO_COLOR").is_some() { Theme::plain() } else { Theme::colour() };
    let found = samples::all().into_iter().chain(samples::hostile()).find(|(known, _)| *known == name);
    let (_, screen) = found.ok_or("no such sample")?;
    crossterm::terminal::enable_raw_mode()?;
    crossterm::execute!(std::io::stdout(), crossterm::terminal::EnterAlternateScreen)?;
    let mut terminal = ratatui::Terminal::new(CompactBackend::new(std::io::stdout()))?;
    loop {
        terminal.draw(|frame| draw(&screen, frame, theme))?;
        if matches!(event::read()?, event::Event::Key(_)) {
            break;
        }
    }
    crossterm::execute!(std::io::stdout(), crossterm::terminal::LeaveAlternateScreen)?;
    crossterm::terminal::disable_raw_mode()?;
    Ok(())
}
