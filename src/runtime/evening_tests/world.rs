//! The simulated environment of a process: random numbers, clocks and a disk.

use crate::journal::{BootId, ClockReading, MachineId};
use crate::time::Moment;

/// Random numbers that are the same on every machine (xorshift64*, Vigna 2016).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        dice.below(2);
        dice
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end.max(1)
    }

    pub(super) fn millis(&mut self, end: i64) -> i64 {
        self.below(end.unsigned_abs()) as i64
    }

    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// The clocks of a laptop. `real` is the true time, which no program there can read.
pub(super) struct Clocks {
    pub(super) real: i64,
    /// When it was booted, on `real`.
    booted: i64,
    boots: u64,
    /// The error of the wall clock.
    pub(super) wall_off: i64,
}

/// The real time at the start, in Unix milliseconds.
const BEGIN: i64 = 1_790_000_000_000;

impl Clocks {
    pub(super) fn new() -> Clocks {
        Clocks { real: 0, booted: -3_600_000, boots: 0, wall_off: 0 }
    }

    pub(super) fn reading(&self) -> ClockReading {
        ClockReading {
            machine: MachineId("00000000".to_owned()),
            boot: Some(BootId(format!("boot {}", self.boots))),
            boot_ms: self.real - self.booted,
            wall_ms: BEGIN + self.real + self.wall_off,
            moment: Moment::millis(self.real - self.booted),
        }
    }

    /// Boots the laptop after it was off for this long.
    pub(super) fn reboot(&mut self, off: i64) {
        self.real += off;
        self.booted = self.real - 20_000;
        self.boots += 1;
    }
}

/// The journal file: what the system has received, and how much of it survives a power cut.
#[derive(Default)]
pub(super) struct Disk {
    pub(super) bytes: Vec<u8>,
    synced: usize,
    pub(super) is_full: bool,
    pub(super) syncs_fail: bool,
}

impl Disk {
    /// Appends lines; a full disk accepts only a part. As in `journal/file.rs`, a torn line is ended first.
    pub(super) fn append(&mut self, lines: &[u8], dice: &mut Dice) -> bool {
        let part = if self.is_full { dice.below(lines.len() as u64) as usize } else { lines.len() };
        if part > 0 && self.bytes.last().is_some_and(|last| *last != b'\n') {
            self.bytes.push(b'\n');
        }
        self.bytes.extend_from_slice(&lines[..part]);
        !self.is_full
    }

    pub(super) fn sync(&mut self) -> bool {
        if !self.syncs_fail {
            self.synced = self.bytes.len();
        }
        !self.syncs_fail
    }

    /// Cuts the power: of what was not synced, a beginning of random length survives.
    pub(super) fn cut_power(&mut self, dice: &mut Dice) {
        let unsure = self.bytes.len() - self.synced;
        self.bytes.truncate(self.synced + dice.below(unsure as u64 + 1) as usize);
        self.synced = self.bytes.len();
    }
}
