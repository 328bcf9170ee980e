//! The app: the session, what the cook looks at, and how both go on with a key, a command from outside or a button.

mod screen;

use super::answer;
use super::control::{self, Control, ControlVerb};
use super::debounce::Debounce;
use super::key::Key;
use super::keymap::{BOARD, BoardCommand, END};
use super::leaving::Leaving;
use super::mute::Mute;
use super::outcome::{Outcome, Prompt};
use super::pages::entry::Entry;
use super::pages::set_up::SetUpPage;
use super::pages::shelf::ShelfRecipes;
use super::pages::text::TextPage;
use super::pages::{OpenOverlay, Page, board, ring};
use super::pick::Pick;
use super::refused::refused;
use super::rehearsal::{Rehearsal, TimeScale};
use super::resolve::{BoardContext, resolve};
use super::resume::{self, TOO_LONG, overdue};
use super::shown_since::ShownSince;
use super::status_line::StatusLine;
use crate::engine::{Act, Alarm, AlarmId, DishEnd, Logged, Refused, Session, StepState};
use crate::recipe::{Dish, DishKind, Length, Phase, Recipe, RecipeSummary, StepId, Unit};
use crate::time::{Clock, Moment, Span, SpokenTimer, exact, time_of_day};
use crate::view::call::{Button, Call, Press};
use crate::view::scene::Scene;
use crate::view::words::{capital, small, words};
use std::sync::Arc;

/// How long any other page stands without a key while something cooks.
const BOARD_AFTER: Span = Span::mins(2);

/// What a key asks of whoever drives the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Apply this act: [`App::apply`] with the moment of the key.
    Act(Act),
    /// Start these timers: [`App::timers`] with the clock.
    Timers(Vec<SpokenTimer>),
    /// Read the recipe of that name, and give it back: [`App::opened`].
    Open(String),
    /// Leave the screen, and let what cooks go on: a keeper without a screen goes on calling.
    Leave,
    /// Leave the program. The session is over: it goes to the archive.
    Quit,
    /// The session is over and looked back on: it goes to the archive. Then [`App::finish`]; the program goes on.
    Finish,
    /// The session is put away as it is, by the cook's wish. Then [`App::finish`]; the program goes on.
    SetAside,
}

/// The session and what the cook looks at.
#[derive(Clone, Debug)]
pub struct App {
    session: Session,
    recipes: ShelfRecipes,
    /// What is wrong with the settings, one line each; it stands before the faults of recipes.
    settings_faults: Vec<String>,
    page: Page,
    overlay: Option<OpenOverlay>,
    pub(super) pick: Pick,
    debounce: Debounce,
    shown_since: ShownSince,
    /// When a key was pressed last; none before the first.
    touched: Option<Moment>,
    status: StatusLine,
    mute: Mute,
    /// What set-up shows oven temperatures in at first.
    unit: Option<Unit>,
    /// What set-up says before the first countdown.
    warnings: Vec<String>,
    keeper: bool,
    /// What calls without this screen, in words.
    calls_by: Option<String>,
    rehearsal: Rehearsal,
}

impl App {
    /// Opens on the shelf, with these recipes on it and that wrong with files.
    pub fn new(recipes: Vec<Arc<RecipeSummary>>, faults: Vec<String>) -> App {
        let mut app = App {
            session: Session::new(),
            recipes: ShelfRecipes::default(),
            settings_faults: Vec::new(),
            page: Page::shelf(),
            overlay: None,
            pick: Pick::default(),
            debounce: Debounce::default(),
            shown_since: ShownSince::default(),
            touched: None,
            status: StatusLine::default(),
            mute: Mute::default(),
            unit: None,
            warnings: Vec::new(),
            keeper: false,
            calls_by: None,
            rehearsal: Rehearsal::default(),
        };
        app.restock(recipes, faults, None);
        app
    }

    /// Time runs so many times as fast as a key repeats (a rehearsal).
    pub fn set_speed(&mut self, speed: u32) {
        self.rehearsal.scale = TimeScale::new(speed);
    }

    /// A quiet line for the status ("No notifications: only this screen will call you"); none takes it away.
    pub fn set_note(&mut self, note: Option<String>) {
        self.status.note = note;
    }

    /// A line that says what is wrong with the journal ("Not saved yet: the disk is full; cooking goes on"); none takes it away. It
    /// stands before that of [`App::set_note`].
    pub fn set_saved(&mut self, saved: Option<String>) {
        self.status.saved = saved;
    }

    /// What is wrong with the settings: in a few words, which stand after all the others in the status, and one line each, which stand
    /// before the faults of recipes from the next [`App::restock`] on.
    pub fn set_unsettled(&mut self, words: Option<String>, lines: Vec<String>) {
        (self.status.settings, self.settings_faults) = (words, lines);
    }

    /// What set-up shows oven temperatures in at first; none: as the recipe has them.
    pub fn set_unit(&mut self, unit: Option<Unit>) {
        self.unit = unit;
    }

    /// Whether a keeper can go on without this screen, so that leaving may let things run. Never in a rehearsal.
    pub fn set_keeper(&mut self, keeper: bool) {
        self.keeper = keeper;
    }

    /// What calls where there is no screen ("notification and sound"), so that leaving can say so; none if nothing does.
    pub fn set_calls_by(&mut self, by: Option<String>) {
        self.calls_by = by;
    }

    /// What set-up says before the first countdown.
    pub fn set_warnings(&mut self, warnings: Vec<String>) {
        self.warnings = warnings;
    }

    /// A line above everything (a rehearsal says so).
    pub fn set_banner(&mut self, banner: Option<String>) {
        self.rehearsal.banner = banner;
    }

    /// Sound is off until then, or on; the wish goes from keeper to keeper by this.
    pub fn set_muted(&mut self, until: Option<Moment>) {
        self.mute = Mute(until);
    }

    /// Until when the cook wants no sound; none if it is on.
    pub fn muted(&self, now: Moment) -> Option<Moment> {
        self.mute.until(now)
    }

    /// Says something in the status line, for a minute or until the next key.
    pub fn tell(&mut self, text: &str, now: Moment) {
        self.status.tell(text, now, self.rehearsal.scale);
    }

    /// Whether something passing stands in the status line.
    pub fn is_telling(&self, now: Moment) -> bool {
        self.status.passing(now).is_some()
    }

    fn flash(&mut self, text: impl Into<String>, now: Moment) {
        self.status.flash(text, now, self.rehearsal.scale);
    }

    /// The session, for reading.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session as it stands at `now`.
    pub fn scene(&self, now: Moment) -> Scene<'_> {
        Scene::at(&self.session, now)
    }

    /// Takes up the acts of an earlier time.
    pub fn resume(&mut self, log: Vec<Logged>) {
        self.session = Session::replay(log);
        self.page = if self.session.dishes().next().is_some() { Page::Kitchen } else { Page::shelf() };
    }

    /// After a session was taken up ([`App::resume`]): asks whether to go on with it, where something of it has been over for more
    /// than 12 hours. Until it is answered, the question stands before all rings, and what is that old calls on no channel.
    pub fn ask_resume(&mut self, now: Moment) {
        let scene = self.scene(now);
        let calls = scene.alarms.iter().any(|alarm| now - alarm.since > TOO_LONG);
        if calls && overdue(&scene, TOO_LONG).is_some() {
            self.page = Page::Kitchen;
            self.overlay = Some(OpenOverlay::Prompt(Prompt::Resume));
        }
    }

    /// Whether a question stands before all rings.
    fn asks_first(&self) -> bool {
        matches!(self.overlay, Some(OpenOverlay::Prompt(Prompt::Resume)))
    }

    /// The laptop slept for so long, till `now`: says so, and what fell due meanwhile.
    pub fn woke(&mut self, slept: Span, now: Moment) {
        let text = resume::woke(&self.scene(now), slept);
        self.tell(&text, now);
    }

    /// The session is over: an empty kitchen, and the shelf.
    pub fn finish(&mut self) {
        self.session = Session::new();
        self.page = Page::shelf();
        self.overlay = None;
        self.pick.clear();
        self.status.clear();
    }

    /// The act that brings a dish; shows the board.
    pub fn add(&mut self, dish: Dish) -> Act {
        self.page = Page::Kitchen;
        let dish = control::numbered(&self.session, dish);
        Act::Add { dish: self.session.next_dish(), what: Box::new(dish) }
    }

    /// Starts timers; shows the board.
    ///
    /// # Errors
    /// If one of them cannot be started, with a sentence for the cook; those before it are among the acts.
    pub fn timers(&mut self, timers: &[SpokenTimer], now: Moment, clock: &Clock) -> Result<Vec<Act>, String> {
        let control = Control { what: ControlVerb::Add(timers.to_vec()), dish: None };
        let (acts, _) = control::resolve(&control, &self.scene(now), None, clock)?;
        self.page = Page::Kitchen;
        Ok(acts)
    }

    /// "Eggs, 12 min, done 07:42", if a timer was all there was and it is over.
    pub fn lone_timer_done(&self, clock: &Clock) -> Option<String> {
        let mut dishes = self.session.dishes();
        let only = dishes.next().filter(|cooking| cooking.dish.kind == DishKind::Timer)?;
        let DishEnd::Served(at) = only.end.filter(|_| dishes.next().is_none())? else { return None };
        let length = only.dish.steps.first()?.length?;
        let ran = match length {
            Length::Endless => exact(at - only.added),
            Length::Exact(_) | Length::Range { .. } | Length::Open(_) => length.words(),
        };
        Some(format!("{}, {ran}, done {}", capital(&only.dish.name), time_of_day(clock, at)))
    }

    /// Acts that keep timers at the time of day they were said to end at, after a change of the wall clock. One that the cook gave
    /// more or less time is left alone.
    pub fn follow_clock(&self, clock: &Clock, now: Moment) -> Vec<Act> {
        let timers = self.session.dishes().filter(|cooking| cooking.is_live());
        let moved = timers.filter_map(|cooking| {
            let until = cooking.dish.until?;
            let run = cooking.run(StepId(0))?;
            let StepState::Running { started_at, min, .. } = *cooking.state(StepId(0))? else { return None };
            let more = |act: &Act| matches!(act, Act::More { run: more, .. } if more.dish == run.dish);
            let changed = self.session.log().iter().any(|logged| more(&logged.act));
            let end = started_at + min;
            let at = clock.nearest(until, end);
            (!changed && at > now && (at - end).abs() >= Span::MINUTE).then_some(Act::EndAt { run, at })
        });
        moved.collect()
    }

    /// Changes the session.
    pub fn apply(&mut self, act: Act, now: Moment) -> Result<(), Refused> {
        let result = self.session.apply(act, now);
        if let Err(why) = result {
            self.flash(refused(why), now);
        }
        self.pick.follow(&self.session);
        if self.page == Page::Kitchen && self.session.dishes().next().is_none() {
            self.page = Page::shelf();
        }
        result
    }

    /// Takes what is known of the recipes, in the order of the shelf, what is wrong with files, and how many were read so far while that
    /// goes on. What is picked stays picked, wherever it stands now.
    pub fn restock(&mut self, recipes: Vec<Arc<RecipeSummary>>, faults: Vec<String>, reading: Option<usize>) {
        let faults = self.settings_faults.iter().cloned().chain(faults).collect();
        let change = |known: &mut ShelfRecipes| known.set(recipes, faults, reading);
        match &mut self.page {
            Page::Shelf(page) => page.restock(&mut self.recipes, change),
            Page::SetUp(_) | Page::Kitchen => change(&mut self.recipes),
        }
    }

    /// Whether the shelf is to be seen, and nothing is known yet of what is on it.
    pub fn lacks_recipes(&self) -> bool {
        matches!(self.page, Page::Shelf(_)) && self.recipes.is_unread()
    }

    /// Opens the set-up of a recipe, wherever it is from.
    pub fn open(&mut self, recipe: Recipe) {
        self.page = Page::SetUp(Box::new(SetUpPage::new(recipe, self.unit)));
    }

    /// The recipe that [`Intent::Open`] asked for, or why there is none. Does nothing if the cook has gone on to something else.
    pub fn opened(&mut self, name: &str, recipe: Result<Recipe, String>, now: Moment) {
        let Page::Shelf(page) = &mut self.page else { return };
        if page.takes(name) {
            match recipe {
                Ok(recipe) => self.open(recipe),
                Err(why) => self.tell(&format!("Not opened: {why}"), now),
            }
        }
    }

    /// What stands, in words, for every channel; the one that matters most first.
    pub fn calls(&self, scene: &Scene<'_>) -> Vec<Call> {
        let asks = self.asks_first();
        let standing = scene.alarms.iter().filter(|alarm| !asks || scene.now - alarm.since <= TOO_LONG);
        let calls = standing.map(|alarm| {
            let words = words(scene.session, alarm, scene.now);
            Call {
                title: words.with_dish(&words.dish),
                body: words.todo.join(" "),
                dish: words.dish,
                phase: phase(scene, alarm),
                offers: answer::offers(scene, alarm),
                alarm: alarm.clone(),
            }
        });
        calls.collect()
    }

    /// What calls on the screen, the most urgent first: the first of them fills it.
    fn rings<'a>(&'a self, scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Alarm> {
        let asks = self.asks_first();
        let calls = move |alarm: &&Alarm| alarm.quiet_until.is_none() && !self.rehearsal.is_quiet(alarm, scene.now);
        scene.alarms.iter().filter(move |alarm| !asks && calls(alarm))
    }

    /// What fills the screen.
    fn ringing<'a>(&'a self, scene: &'a Scene<'_>) -> Option<&'a Alarm> {
        self.rings(scene).next()
    }

    /// What Enter would do on the board.
    fn enter_means(&self, scene: &Scene<'_>) -> Option<Outcome> {
        let (picked, muted) = (self.pick.at(scene.now), self.mute.until(scene.now));
        let context = BoardContext { scene, picked, leaving: &self.leaving(), muted };
        resolve(BoardCommand::Enter, &context).map(|resolved| resolved.outcome)
    }

    /// What stands on the screen now, for [`App::set_shown`] once it is drawn.
    pub fn showing(&self, scene: &Scene<'_>) -> ShownSince {
        self.shown_since.next(self.rings(scene), self.enter_means(scene), scene.now)
    }

    /// That was drawn: keys are meant for it a moment later.
    pub fn set_shown(&mut self, shown: ShownSince) {
        self.shown_since = shown;
    }

    fn leaving(&self) -> Leaving {
        Leaving::new(self.keeper, self.calls_by.as_deref())
    }

    /// When another page gives way to the board, if nobody presses a key: something cooks, and a cook who went away looks for that.
    fn board_returns(&self) -> Option<Moment> {
        let page = !matches!(self.page, Page::Kitchen);
        let over = match &self.overlay {
            Some(OpenOverlay::Prompt(Prompt::Resume)) => return None,
            Some(OpenOverlay::Prompt(_) | OpenOverlay::Text(_) | OpenOverlay::Entry(_)) => true,
            None => false,
        };
        let live = self.session.dishes().any(|cooking| cooking.is_live());
        let since = self.touched.filter(|_| live && (page || over))?;
        Some(since + self.rehearsal.scale.of(BOARD_AFTER))
    }

    /// Goes back to the board if no key was pressed for long while something cooks.
    pub fn settle(&mut self, now: Moment) {
        if self.board_returns().is_some_and(|at| at <= now) {
            self.page = Page::Kitchen;
            self.overlay = None;
        }
    }

    /// A key was pressed.
    pub fn key(&mut self, key: Key, now: Moment) -> Vec<Intent> {
        self.settle(now);
        self.touched = Some(now);
        let key = key.named();
        let scale = self.rehearsal.scale;
        if self.debounce.swallows(key, now, scale) {
            return Vec::new();
        }
        // The scene outlives what the key changes in the app; keys are rare.
        let session = self.session.clone();
        let scene = Scene::at(&session, now);
        if self.ringing(&scene).is_some() {
            return self.key_on_ring(key, &scene);
        }
        let on_board = self.page == Page::Kitchen && self.overlay.is_none();
        if on_board && key.confirms() && !self.shown_since.means(self.enter_means(&scene).as_ref(), now, scale) {
            // It was meant for what stood there before.
            self.shown_since = self.showing(&scene);
            return Vec::new();
        }
        self.status.clear();
        self.pick.prolong(now, scale);
        let outcome = match self.overlay.take() {
            Some(overlay) => self.key_overlay(overlay, key, &scene),
            None => self.key_page(key, &scene),
        };
        let ends = match &outcome {
            Outcome::Ask(_) => true,
            Outcome::Act(act) => !matches!(act, Act::More { .. } | Act::Pause { .. } | Act::Resume { .. }),
            Outcome::Stay
            | Outcome::Begin(_)
            | Outcome::Timers(_)
            | Outcome::Open(_)
            | Outcome::Pick(_)
            | Outcome::Entry(_)
            | Outcome::MoreEntry(_)
            | Outcome::Read(_)
            | Outcome::Mute(_)
            | Outcome::Shelf
            | Outcome::Board
            | Outcome::Finish
            | Outcome::SetAside
            | Outcome::Leave
            | Outcome::Quit
            | Outcome::FinishAndQuit => key.confirms(),
        };
        let intents = self.carry_out(outcome, now);
        if ends {
            self.debounce.after_end(key, now, scale);
        } else if on_board && key.adjusts() {
            self.debounce.after_adjustment(key, now, scale);
        }
        self.shown_since.forget_enter();
        intents
    }

    /// A key while something calls: it quiets all that has stood long enough to be meant.
    fn key_on_ring(&mut self, key: Key, scene: &Scene<'_>) -> Vec<Intent> {
        let (now, scale) = (scene.now, self.rehearsal.scale);
        let seen: Vec<Alarm> =
            self.rings(scene).filter(|ring| self.shown_since.is_seen(ring, now, scale)).cloned().collect();
        let Some((top, rest)) = seen.split_first() else {
            // What is being typed goes on; anything else was meant for what stood there before.
            if key.letter().is_some() && self.field_is_open() {
                let outcome = match self.overlay.take() {
                    Some(overlay) => self.key_overlay(overlay, key, scene),
                    None => self.key_page(key, scene),
                };
                return self.carry_out(outcome, now);
            }
            return Vec::new();
        };
        let first = ring::key(key, top, scene);
        let others = rest.iter().map(|ring| Act::Acknowledge { alarm: ring.id });
        let intents = [first].into_iter().chain(others).map(Intent::Act).collect();
        self.debounce.after_ring(key, now, scale);
        if let Some(run) = ring::picks(top, scene) {
            self.pick.set(Some(run), now, scale);
        }
        seen.iter().for_each(|ring| self.rehearsal.hear(ring.id, now));
        self.shown_since.forget_enter();
        intents
    }

    /// Whether letters are wanted where the cook is.
    fn field_is_open(&self) -> bool {
        match (&self.overlay, &self.page) {
            (Some(OpenOverlay::Entry(_)), _) => true,
            (Some(OpenOverlay::Prompt(_) | OpenOverlay::Text(_)), _) => false,
            (None, Page::Shelf(_)) => true,
            (None, Page::SetUp(_) | Page::Kitchen) => false,
        }
    }

    /// Text was pasted. It is taken where letters are typed, and means nothing anywhere else.
    pub fn paste(&mut self, text: &str, now: Moment) {
        let text: Vec<char> = text.chars().collect();
        match (&mut self.overlay, &mut self.page) {
            (Some(OpenOverlay::Entry(entry)), _) => entry.insert(&text),
            (None, Page::Shelf(page)) => page.insert(&text, &mut self.recipes),
            (Some(OpenOverlay::Prompt(_) | OpenOverlay::Text(_)), _) | (None, Page::SetUp(_) | Page::Kitchen) => {
                self.flash("Pasted text was dropped: nothing is typed here", now);
            }
        }
    }

    fn key_page(&mut self, key: Key, scene: &Scene<'_>) -> Outcome {
        let leaving = self.leaving();
        let now = scene.now;
        match &mut self.page {
            Page::Shelf(page) => page.key(key, scene, &mut self.recipes),
            Page::SetUp(page) => page.key(key, scene, &leaving),
            Page::Kitchen => {
                let (picked, muted) = (self.pick.at(now), self.mute.until(now));
                let context = BoardContext { scene, picked, leaving: &leaving, muted };
                let found = board::key(if scene.is_at_end() { END } else { BOARD }, key, &context);
                if let Some(message) = found.message {
                    self.flash(message, now);
                }
                if matches!(found.outcome, Outcome::Act(Act::Done { .. } | Act::Start { .. })) {
                    self.pick.clear();
                }
                found.outcome
            }
        }
    }

    fn key_overlay(&mut self, overlay: OpenOverlay, key: Key, scene: &Scene<'_>) -> Outcome {
        let now = scene.now;
        match overlay {
            OpenOverlay::Text(page) => {
                let next = page.key(key, scene, self.set_up_dish().as_ref());
                self.overlay = next.map(OpenOverlay::Text);
                Outcome::Stay
            }
            OpenOverlay::Entry(mut entry) => entry.key(key).unwrap_or_else(|| {
                self.overlay = Some(OpenOverlay::Entry(entry));
                Outcome::Stay
            }),
            OpenOverlay::Prompt(prompt) => {
                let outcome = prompt.key(key);
                if matches!(outcome, Outcome::Act(_)) {
                    self.pick.clear();
                }
                if let Outcome::Act(Act::Restart { .. } | Act::Skip { .. }) = outcome {
                    self.pick.clear();
                }
                if matches!(outcome, Outcome::Act(Act::Undo { .. })) {
                    self.flash("Taken back", now);
                }
                outcome
            }
        }
    }

    /// What is being set up.
    fn set_up_dish(&self) -> Option<Dish> {
        match &self.page {
            Page::SetUp(page) => Some(page.dish()),
            Page::Shelf(_) | Page::Kitchen => None,
        }
    }

    fn carry_out(&mut self, outcome: Outcome, now: Moment) -> Vec<Intent> {
        match outcome {
            Outcome::Stay => {}
            Outcome::Act(act) => return vec![Intent::Act(act)],
            Outcome::Begin(dish) => return vec![Intent::Act(self.add(*dish))],
            Outcome::Timers(timers) => return vec![Intent::Timers(timers)],
            Outcome::Open(name) => return vec![Intent::Open(name)],
            Outcome::Pick(run) => self.pick.set(run, now, self.rehearsal.scale),
            Outcome::Ask(prompt) => self.overlay = Some(OpenOverlay::Prompt(prompt)),
            Outcome::Entry(first) => {
                let entry = first.map_or_else(Entry::default, Entry::beginning);
                self.overlay = Some(OpenOverlay::Entry(entry));
            }
            Outcome::MoreEntry(run) => self.overlay = Some(OpenOverlay::Entry(Entry::more(run))),
            Outcome::Read(reading) => self.overlay = Some(OpenOverlay::Text(TextPage::new(reading))),
            Outcome::Mute(until) => self.mute = Mute(until),
            Outcome::Shelf => self.page = Page::shelf(),
            Outcome::Board => self.page = Page::Kitchen,
            Outcome::Finish => return vec![Intent::Finish],
            Outcome::SetAside => return vec![Intent::SetAside],
            Outcome::Leave => return vec![Intent::Leave],
            Outcome::Quit => return vec![Intent::Quit],
            Outcome::FinishAndQuit => return vec![Intent::Finish, Intent::Quit],
        }
        Vec::new()
    }

    /// What a command from outside leads to: acts for [`App::apply`], one after the other, and what to say to whoever sent it. Every
    /// one of them would be taken now.
    ///
    /// # Errors
    /// With a sentence that says why it means nothing now; nothing has changed then.
    pub fn control(&mut self, control: &Control, now: Moment, clock: &Clock) -> Result<(Vec<Act>, String), String> {
        let (acts, message) = control::resolve(control, &self.scene(now), self.pick.at(now), clock)?;
        let mut probe = self.session.clone();
        for act in &acts {
            probe.apply(act.clone(), now).map_err(refused)?;
        }
        if acts.iter().any(|act| matches!(act, Act::Done { .. } | Act::Start { .. })) {
            self.pick.clear();
        }
        // Whoever stands before the screen sees what happened.
        self.flash(format!("From outside: {}", small(&message)), now);
        Ok((acts, message))
    }

    /// The act that a pressed button leads to, for [`App::apply`]; none if that call stands no more, or means nothing of the kind.
    pub fn answer(&mut self, press: Press, now: Moment) -> Option<Act> {
        let scene = self.scene(now);
        let alarm = self.calls(&scene).into_iter().map(|call| call.alarm).find(|alarm| alarm.id == press.alarm)?;
        let answer = answer::answer(press, &alarm, &scene)?;
        // Whoever stands before the screen sees what happened, and an Enter that was meant for the same ring does no more.
        self.flash(format!("From the desktop: {}", small(&answer.message)), now);
        self.debounce.after_button(now, self.rehearsal.scale);
        if matches!(answer.act, Act::Done { .. } | Act::Start { .. }) {
            self.pick.clear();
        }
        if press.offer.button == Button::Quiet {
            self.rehearsal.hear(alarm.id, now);
        }
        Some(answer.act)
    }
}

/// The kind of step that calls. The oven is called for a step, and is not that step.
fn phase(scene: &Scene<'_>, alarm: &Alarm) -> Option<Phase> {
    let run = alarm.id.run().filter(|_| !matches!(alarm.id, AlarmId::OvenOn(_)))?;
    scene.session.dish(run.dish)?.dish.step(run.step).map(|step| step.phase)
}
