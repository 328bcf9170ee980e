//! A picture for each phase, drawn in `icons.txt`: a name, then sixteen lines of sixteen letters, one letter a colour.
//!
//! They go over the bus as pixels (Desktop Notifications Specification 1.2, "image-data"), so that no file and no icon theme has to be
//! installed.

use crate::recipe::Phase;

const DRAWN: &str = include_str!("icons.txt");
/// Points of a drawing along each side.
const SIDE: usize = 16;
/// Pixels that each point becomes along each side.
const SCALE: usize = 3;
/// The drawing for what is no phase.
const OVEN: &str = "oven";

/// Width, height, bytes a row, whether there is alpha, bits of a channel, channels, and the pixels, red first.
pub(super) type Image = (i32, i32, i32, bool, i32, i32, Vec<u8>);

/// The picture of a phase; without one, an oven.
pub(super) fn icon(phase: Option<Phase>) -> Image {
    let name = phase.map_or(OVEN, Phase::word);
    let rows = DRAWN.lines().skip_while(|line| *line != name).skip(1).take(SIDE);
    let mut pixels = Vec::with_capacity(SIDE * SIDE * SCALE * SCALE * 4);
    for row in rows {
        let line: Vec<u8> = row.chars().flat_map(|point| colour(point).repeat(SCALE)).collect();
        pixels.extend(line.repeat(SCALE));
    }
    let side = i32::try_from(SIDE * SCALE).unwrap_or(0);
    (side, side, side * 4, true, 8, 4, pixels)
}

/// Red, green, blue, alpha.
fn colour(letter: char) -> [u8; 4] {
    let [red, green, blue] = match letter {
        'k' => [38, 38, 38],
        'w' => [250, 250, 250],
        's' => [190, 196, 204],
        'd' => [104, 112, 122],
        'r' => [206, 52, 44],
        'm' => [132, 48, 40],
        'p' => [226, 140, 128],
        'o' => [240, 132, 32],
        'y' => [250, 206, 84],
        'n' => [150, 94, 48],
        'b' => [62, 118, 196],
        'c' => [132, 206, 238],
        'g' => [84, 158, 66],
        _ => return [0; 4],
    };
    [red, green, blue, 255]
}

#[cfg(test)]
mod tests {
    use super::{DRAWN, SIDE, colour, icon};
    use crate::recipe::Phase;
    use std::collections::BTreeSet;

    #[test]
    fn every_phase_has_a_picture_of_its_own_and_the_oven_too() {
        let phases = Phase::ALL.into_iter().chain([Phase::Timer]).map(Some).chain([None]);
        let pictures: Vec<Vec<u8>> = phases
            .map(|phase| {
                let (width, height, row, alpha, bits, channels, pixels) = icon(phase);
                assert_eq!((width, height, row, alpha, bits, channels), (48, 48, 192, true, 8, 4));
                assert_eq!(pixels.len(), 48 * 192, "{phase:?}");
                pixels
            })
            .collect();
        let count = pictures.len();
        assert_eq!(pictures.into_iter().collect::<BTreeSet<_>>().len(), count);
    }

    #[test]
    fn drawings_are_whole() {
        let lines: Vec<&str> = DRAWN.lines().collect();
        for drawing in lines.chunks(SIDE + 1) {
            assert_eq!(drawing.len(), SIDE + 1);
            for row in &drawing[1..] {
                assert_eq!(row.len(), SIDE, "{row}");
                assert!(row.chars().all(|point| point == '.' || colour(point)[3] == 255), "{row}");
            }
        }
    }
}
