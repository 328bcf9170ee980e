//! Plays one evening from its seed, and checks after every event what must hold.

use super::keeper::Keeper;
use super::world::{Clocks, Dice, Disk};
use crate::alert::simulated::{Health, SimulatedChannel};
use crate::engine::{Act, AlarmId, AlarmLevel, Logged};
use crate::recipe::read::read as read_recipes;
use crate::recipe::{Dish, SetUp};
use crate::time::{Clock, Moment, Span};
use crate::ui::control::Control;
use crate::ui::{Intent, Key};
use std::collections::HashMap;
use std::fmt;

/// Statistics of the evenings played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) rings: u64,
    pub(super) lost_rings: u64,
    pub(super) acts: u64,
    pub(super) lost_acts: u64,
    pub(super) faults: u64,
}

impl Loss {
    pub(super) fn and(self, other: Loss) -> Loss {
        Loss {
            rings: self.rings + other.rings,
            lost_rings: self.lost_rings + other.lost_rings,
            acts: self.acts + other.acts,
            lost_acts: self.lost_acts + other.lost_acts,
            faults: self.faults + other.faults,
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Loss { rings, lost_rings, acts, lost_acts, faults } = self;
        write!(f, "{lost_rings} of {rings} rings and {lost_acts} of {acts} acknowledged acts lost, in {faults} faults")
    }
}

/// A pan and an oven dish, with a range, cues and steps side by side.
const RECIPES: &str = crate::shelf::SHIPPED;
/// The number of events in an evening.
const TURNS: u64 = 30;
/// How long a repaired channel may wait before its next try, in milliseconds. A channel that always worked has the constant below.
const RETRY: i64 = 330_000;
const AT_ONCE: i64 = 100;
/// How long the voice may take, as it says one thing after another, each after its tone.
const SPEAKS: i64 = 20_000;
/// The time between tones.
const TONE: i64 = 2_000;
/// The wall clock is accurate to one second.
const WALL: i64 = 1_000;

struct Evening {
    seed: u64,
    dice: Dice,
    clocks: Clocks,
    disk: Disk,
    keeper: Keeper,
    /// Acts that were acknowledged, and how many of them as synced.
    acked: Vec<Logged>,
    synced: usize,
    /// The session's timeline minus the real time. It must not change, or countdowns would move.
    offset: i64,
    /// Whether an anchor written since the last change of the wall clock is synced.
    wall_is_sure: bool,
    health: HashMap<SimulatedChannel, (Health, i64)>,
    /// The current rings: since when the channels have each, and when each channel last received it.
    rings: HashMap<AlarmId, (i64, HashMap<SimulatedChannel, i64>)>,
    timers: u64,
    loss: Loss,
}

const CHANNELS: [SimulatedChannel; 3] = [SimulatedChannel::Phone, SimulatedChannel::Voice, SimulatedChannel::Sound];

pub(super) fn play(seed: u64) -> Loss {
    let (clocks, disk) = (Clocks::new(), Disk::default());
    let (keeper, _) = Keeper::open(&disk, &clocks);
    let offset = keeper.now(&clocks.reading()).as_millis() - clocks.real;
    let mut evening = Evening {
        seed,
        dice: Dice::new(seed),
        clocks,
        disk,
        keeper,
        acked: Vec::new(),
        synced: 0,
        offset,
        wall_is_sure: true,
        health: CHANNELS.into_iter().map(|channel| (channel, (Health::Works, i64::MIN / 2))).collect(),
        rings: HashMap::new(),
        timers: 0,
        loss: Loss::default(),
    };
    evening.save();
    for _ in 0..TURNS {
        evening.cook();
        evening.save();
        evening.tell();
        if evening.dice.one_in(3) {
            evening.fault();
        }
        let wait = evening.dice.millis(240_000);
        evening.wait(wait);
    }
    evening.loss
}

impl Evening {
    fn now(&self) -> Moment {
        self.keeper.now(&self.clocks.reading())
    }

    /// Lets time pass, and handles everything due in it.
    fn wait(&mut self, span: i64) {
        let end = self.clocks.real + span;
        let mut wakes = 0;
        while let Some(next) = self.tell() {
            let next = self.clocks.real + (next - self.now()).as_millis();
            if next >= end {
                break;
            }
            self.clocks.real = next;
            wakes += 1;
            assert!(wakes < 20_000, "evening {}: it spins", self.seed);
        }
        self.clocks.real = end;
        self.tell();
    }

    /// Updates the channels, and checks that each working one received its calls.
    fn tell(&mut self) -> Option<Moment> {
        let real = self.clocks.real;
        let (standing, heard, next) = self.keeper.tell(&self.clocks.reading());
        let rings: Vec<_> = standing.iter().filter(|notice| notice.level == AlarmLevel::Ring).collect();
        self.rings.retain(|id, _| rings.iter().any(|notice| notice.id == *id));
        for notice in rings {
            let loss = &mut self.loss;
            let (from, at) = self.rings.entry(notice.id).or_insert_with(|| {
                loss.rings += 1;
                (real, HashMap::new())
            });
            for (channel, words) in &heard {
                let is_it = match channel {
                    SimulatedChannel::Phone => words.contains(&notice.title),
                    SimulatedChannel::Voice => words.contains(&notice.dish),
                    SimulatedChannel::Sound => true,
                };
                if is_it {
                    at.insert(*channel, real);
                }
            }
            for channel in CHANNELS {
                let (health, since) = self.health[&channel];
                let first = match channel {
                    SimulatedChannel::Phone => AT_ONCE,
                    SimulatedChannel::Voice => SPEAKS,
                    SimulatedChannel::Sound => TONE,
                };
                let due = (*from + first).max(since + RETRY);
                // The voice has no limit here, as a ring may have to wait for others.
                let is_held = channel != SimulatedChannel::Voice;
                if is_held && health == Health::Works && real > due && !at.contains_key(&channel) {
                    self.loss.lost_rings += 1;
                    panic!(
                        "evening {}: {:?} said nothing of {} for {} ms",
                        self.seed,
                        channel,
                        notice.title,
                        real - *from
                    );
                }
            }
        }
        next
    }

    fn save(&mut self) {
        let was_guessed = self.keeper.is_guessed();
        self.keeper.follow(&self.clocks.reading());
        if was_guessed {
            self.offset = self.now().as_millis() - self.clocks.real;
        }
        let safe = self.keeper.save(&mut self.disk, &mut self.dice);
        let log = self.keeper.app.session().log();
        if safe.written {
            self.loss.acts += (log.len() - self.acked.len().min(log.len())) as u64;
            self.acked = log.to_vec();
        }
        if safe.synced {
            self.synced = log.len();
            self.wall_is_sure = true;
        }
    }

    fn fault(&mut self) {
        self.loss.faults += 1;
        match self.dice.below(9) {
            0 | 1 => self.kill(),
            2 => {
                self.disk.cut_power(&mut self.dice);
                let off = self.dice.millis(900_000);
                self.clocks.reboot(off);
                self.acked.truncate(self.synced);
                self.reopen(self.wall_is_sure.then_some(WALL));
            }
            3 => {
                // Everything is written before the session changes hands.
                self.save();
                if self.disk.is_full || self.disk.syncs_fail {
                    return;
                }
                self.reopen(Some(0));
            }
            4 => self.disk.is_full = !self.disk.is_full,
            5 => self.disk.syncs_fail = !self.disk.syncs_fail,
            6 => {
                // Nothing is shown during sleep; after waking everything is late by that much.
                self.clocks.real += self.dice.millis(3_600_000);
            }
            7 => {
                self.clocks.wall_off += self.dice.millis(7_200_000) - 3_600_000;
                self.wall_is_sure = false;
                self.save();
            }
            _ => {
                let channel = CHANNELS[self.dice.below(2) as usize];
                let health = [Health::Works, Health::Works, Health::Fails, Health::Hangs][self.dice.below(4) as usize];
                self.set_health(channel, health);
            }
        }
    }

    fn set_health(&mut self, channel: SimulatedChannel, health: Health) {
        self.keeper.channels.set_health(channel, health);
        if self.health[&channel].0 != health {
            self.health.insert(channel, (health, self.clocks.real));
        }
    }

    /// Kills the process, perhaps during a write; another starts a while later.
    fn kill(&mut self) {
        if self.dice.one_in(2) {
            let torn = b"0badcafe {\"v\":1,\"n\":";
            let part = 1 + self.dice.below(torn.len() as u64 - 1) as usize;
            self.disk.append(&torn[..part], &mut self.dice);
        }
        self.clocks.real += self.dice.millis(120_000);
        self.reopen(Some(0));
    }

    /// Lets another process recover the session. `moves` is how much the timeline may shift; `None` if it cannot be known. One that was
    /// only guessed may become right.
    fn reopen(&mut self, moves: Option<i64>) {
        let moves = moves.filter(|_| !self.keeper.is_guessed());
        let (keeper, found) = Keeper::open(&self.disk, &self.clocks);
        let lost = self.acked.iter().zip(found.iter().map(Some).chain(std::iter::repeat(None)));
        let lost = lost.filter(|(acked, found)| Some(*acked) != *found).count();
        self.loss.lost_acts += lost as u64;
        assert_eq!(lost, 0, "evening {}: of {} acknowledged acts", self.seed, self.acked.len());
        let offset = keeper.now(&self.clocks.reading()).as_millis() - self.clocks.real;
        let moved = offset - self.offset;
        if let Some(moves) = moves {
            assert!(moved.abs() <= moves, "evening {}: countdowns moved by {moved} ms", self.seed);
        }
        (self.offset, self.keeper, self.acked) = (offset, keeper, found);
        self.synced = self.synced.min(self.acked.len());
        self.rings.clear();
        for channel in CHANNELS {
            let (health, _) = self.health[&channel];
            self.keeper.channels.set_health(channel, health);
        }
        self.save();
        self.tell();
    }

    fn apply(&mut self, acts: Vec<Act>) {
        let now = self.now();
        for act in acts {
            // An act that no longer fits may be refused.
            let _ = self.keeper.app.apply(act, now);
        }
    }

    fn command(&mut self, words: &[&str]) {
        let now = self.now();
        let Ok(control) = Control::parse(words) else { return };
        if let Ok((acts, _)) = self.keeper.app.control(&control, now, &Clock::default()) {
            self.apply(acts);
        }
    }

    /// Lets the cook do something, or nothing.
    fn cook(&mut self) {
        match self.dice.below(12) {
            0..=2 => {
                self.timers += 1;
                let mut letters = self.timers;
                let mut name = String::from("Pot ");
                for _ in 0..3 {
                    name.push(char::from(b'a' + (letters % 26) as u8));
                    letters /= 26;
                }
                let minutes = format!("{}m", 1 + self.dice.below(20));
                self.command(&["add", &minutes, &name]);
            }
            3 => {
                let recipes = read_recipes(RECIPES.as_bytes()).recipes;
                let at = self.dice.below(recipes.len() as u64) as usize;
                if self.keeper.app.session().dishes().filter(|dish| dish.is_live()).count() < 3 {
                    let act = self.keeper.app.add(Dish::prepare(&recipes[at], &SetUp::default()));
                    self.apply(vec![act]);
                }
            }
            4 => self.command(&["quiet"]),
            5 => self.command(&["done"]),
            6 => self.command(&["more", "5m"]),
            7 => {
                let word = ["pause", "go", "undo", "restart", "cancel"][self.dice.below(5) as usize];
                self.command(&[word]);
            }
            8 | 9 => {
                let keys =
                    [Key::Enter, Key::Tab, Key::Space, Key::Up, Key::Down, Key::Char('u'), Key::Char('x'), Key::Other];
                let (key, now) = (keys[self.dice.below(8) as usize], self.now());
                for intent in self.keeper.app.key(key, now) {
                    if let Intent::Act(act) = intent {
                        self.apply(vec![act]);
                    }
                }
            }
            // The cook is out of the kitchen.
            _ => self.wait(Span::mins(10).as_millis()),
        }
    }
}
