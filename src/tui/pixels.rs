//! Pictures of square pixels: a pixel is one column wide and half a row high.
//!
//! Only `█`, `▀` and `▄` are used, which every terminal font has, the Linux console too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The rows of a picture of that height in pixels.
pub(crate) const fn rows_of(pixels: u16) -> u16 {
    pixels.div_ceil(2)
}

/// Draws the pixels of `size` (columns, pixels) that are lit at the top left of `area`.
pub(crate) fn put_pixels(
    buf: &mut Buffer,
    area: Rect,
    (columns, pixels): (u16, u16),
    style: Style,
    lit: impl Fn(u16, u16) -> bool,
) {
    let area = area.intersection(buf.area);
    for y in 0..rows_of(pixels).min(area.height) {
        for x in 0..columns.min(area.width) {
            let upper = y.saturating_mul(2);
            let lower = upper.saturating_add(1);
            let symbol = match (lit(x, upper), lower < pixels && lit(x, lower)) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => continue,
            };
            if let Some(cell) = buf.cell_mut((area.x.saturating_add(x), area.y.saturating_add(y))) {
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }
}
