//! The app: the session, what is on the screen, and how keys, commands from outside and buttons change them.

mod keys;
mod screen;
mod timers;

use super::answer;
use super::control::{self, Control};
use super::debounce::Debounce;
use super::keymap::BoardCommand;
use super::leaving::Leaving;
use super::mute::Mute;
use super::outcome::{Outcome, Prompt};
use super::pages::set_up::SetUpPage;
use super::pages::shelf::ShelfRecipes;
use super::pages::{OpenOverlay, Page};
use super::pick::Pick;
use super::refused::refused;
use super::rehearsal::{Rehearsal, TimeScale};
use super::resolve::{BoardContext, resolve};
use super::resume::{self, TOO_LONG, overdue};
use super::shown_since::ShownSince;
use super::status_line::{StatusLine, StorageNote};
use crate::engine::{Act, Alarm, AlarmId, Logged, Refused, Session};
use crate::recipe::{Dish, Phase, Recipe, RecipeSummary, Unit};
use crate::time::{Clock, Moment, Span, SpokenTimer};
use crate::view::call::{Button, Call, Press};
use crate::view::scene::Scene;
use crate::view::words::{small, words};
use std::sync::Arc;

/// How long another page stays without a key while something cooks.
const BOARD_AFTER: Span = Span::mins(2);

/// What the app asks of its caller after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Apply this act with [`App::apply`] at the moment of the key.
    Act(Act),
    /// Start these timers with [`App::timers`].
    Timers(Vec<SpokenTimer>),
    /// Read the recipe of that name and pass it to [`App::opened`].
    Open(String),
    /// Leave the screen while cooking continues: a keeper without a screen keeps calling.
    Leave,
    /// Leave the program. The session is over and goes to the archive.
    Quit,
    /// The session is over and goes to the archive. Call [`App::finish`]; the program continues.
    Finish,
    /// The cook puts the session away unfinished. Call [`App::finish`]; the program continues.
    SetAside,
}

/// The session and what is on the screen.
#[derive(Clone, Debug)]
pub struct App {
    session: Session,
    recipes: ShelfRecipes,
    /// What is wrong with the settings, one line each; shown before the faults of recipes.
    settings_faults: Vec<String>,
    page: Page,
    overlay: Option<OpenOverlay>,
    pub(super) pick: Pick,
    debounce: Debounce,
    shown_since: ShownSince,
    /// When the last key was pressed; `None` before the first.
    touched: Option<Moment>,
    status: StatusLine,
    mute: Mute,
    /// The unit that set-up shows oven heats in at first.
    unit: Option<Unit>,
    /// What set-up says before the first countdown.
    warnings: Vec<String>,
    keeper: bool,
    /// The channels that call without this screen, in words.
    calls_by: Option<String>,
    rehearsal: Rehearsal,
}

impl App {
    /// Opens on the shelf with these recipes and faults of files.
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

    /// How many times faster time runs than keys repeat (for a rehearsal).
    pub fn set_speed(&mut self, speed: u32) {
        self.rehearsal.scale = TimeScale::new(speed);
    }

    /// A quiet status line ("No notifications: only this screen will call you"); `None` removes it.
    pub fn set_note(&mut self, note: Option<String>) {
        self.status.note = note;
    }

    /// What is wrong with the journal ("Not saved yet: the disk is full; cooking goes on"); `None` removes it. It comes
    /// before the line of [`App::set_note`].
    pub fn set_saved(&mut self, saved: Option<StorageNote>) {
        self.status.saved = saved;
    }

    /// What is wrong with the settings: `words` come last in the status line; from the next [`App::restock`] on,
    /// `lines` come before the faults of recipes.
    pub fn set_unsettled(&mut self, words: Option<String>, lines: Vec<String>) {
        (self.status.settings, self.settings_faults) = (words, lines);
    }

    /// The unit that set-up shows oven heats in at first; `None` for the recipe's own.
    pub fn set_unit(&mut self, unit: Option<Unit>) {
        self.unit = unit;
    }

    /// Whether a keeper continues without this screen, so that cooking survives leaving. Never in a rehearsal.
    pub fn set_keeper(&mut self, keeper: bool) {
        self.keeper = keeper;
    }

    /// The channels that call without a screen ("notification and sound"), for the question on leaving.
    pub fn set_calls_by(&mut self, by: Option<String>) {
        self.calls_by = by;
    }

    /// Warnings that set-up shows before the first countdown.
    pub fn set_warnings(&mut self, warnings: Vec<String>) {
        self.warnings = warnings;
    }

    /// A line above everything, for a rehearsal.
    pub fn set_banner(&mut self, banner: Option<String>) {
        self.rehearsal.banner = banner;
    }

    /// Turns sound off until then, or on. Keepers hand the wish over with this.
    pub fn set_muted(&mut self, until: Option<Moment>) {
        self.mute = Mute(until);
    }

    /// Until when sound is off; `None` if it is on.
    pub fn muted(&self, now: Moment) -> Option<Moment> {
        self.mute.until(now)
    }

    /// Shows a text in the status line for a minute or until the next key.
    pub fn tell(&mut self, text: &str, now: Moment) {
        self.status.tell(text, now, self.rehearsal.scale);
    }

    /// Whether the status line shows a passing text.
    pub fn is_telling(&self, now: Moment) -> bool {
        self.status.passing(now).is_some()
    }

    fn flash(&mut self, text: impl Into<String>, now: Moment) {
        self.status.flash(text, now, self.rehearsal.scale);
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session at `now`.
    pub fn scene(&self, now: Moment) -> Scene<'_> {
        Scene::at(&self.session, now)
    }

    /// Resumes a session from its acts.
    pub fn resume(&mut self, log: Vec<Logged>) {
        self.session = Session::replay(log);
        self.page = if self.session.dishes().next().is_some() { Page::Kitchen } else { Page::shelf() };
    }

    /// After [`App::resume`]: if something has been over for more than 12 hours, asks whether to continue. Until the
    /// answer, the question comes before all rings, and alarms that old call on no channel.
    pub fn ask_resume(&mut self, now: Moment) {
        let scene = self.scene(now);
        let calls = scene.alarms.iter().any(|alarm| now - alarm.since > TOO_LONG);
        if calls && overdue(&scene, TOO_LONG).is_some() {
            self.page = Page::Kitchen;
            self.overlay = Some(OpenOverlay::Prompt(Prompt::Resume));
        }
    }

    /// Whether a question comes before all rings.
    fn asks_first(&self) -> bool {
        matches!(self.overlay, Some(OpenOverlay::Prompt(Prompt::Resume)))
    }

    /// The laptop slept this long, until `now`: says so, and what became due meanwhile.
    pub fn woke(&mut self, slept: Span, now: Moment) {
        let text = resume::woke(&self.scene(now), slept);
        self.tell(&text, now);
    }

    /// The session is over: starts an empty one on the shelf.
    pub fn finish(&mut self) {
        self.session = Session::new();
        self.page = Page::shelf();
        self.overlay = None;
        self.pick.clear();
        self.status.clear();
    }

    /// The act that adds a dish; shows the board.
    pub fn add(&mut self, dish: Dish) -> Act {
        self.page = Page::Kitchen;
        let dish = control::numbered(&self.session, dish);
        Act::Add { dish: self.session.next_dish(), what: Box::new(dish) }
    }

    /// Applies an act to the session.
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

    /// Updates the shelf: recipes in its order, faults of files, and the files read so far. What is picked stays picked.
    pub fn restock(&mut self, recipes: Vec<Arc<RecipeSummary>>, faults: Vec<String>, reading: Option<usize>) {
        let faults = self.settings_faults.iter().cloned().chain(faults).collect();
        let change = |known: &mut ShelfRecipes| known.set(recipes, faults, reading);
        match &mut self.page {
            Page::Shelf(page) => page.restock(&mut self.recipes, change),
            Page::SetUp(_) | Page::Kitchen => change(&mut self.recipes),
        }
    }

    /// Whether the shelf is shown and its recipes are not known yet.
    pub fn lacks_recipes(&self) -> bool {
        matches!(self.page, Page::Shelf(_)) && self.recipes.is_unread()
    }

    /// Opens the set-up of a recipe.
    pub fn open(&mut self, recipe: Recipe) {
        self.page = Page::SetUp(Box::new(SetUpPage::new(recipe, self.unit)));
    }

    /// The answer to [`Intent::Open`]: the recipe, or why it cannot be read. Ignored if the cook has moved on.
    pub fn opened(&mut self, name: &str, recipe: Result<Recipe, String>, now: Moment) {
        let Page::Shelf(page) = &mut self.page else { return };
        if page.takes(name) {
            match recipe {
                Ok(recipe) => self.open(recipe),
                Err(why) => self.tell(&format!("Not opened: {why}"), now),
            }
        }
    }

    /// The standing alarms in words, for every channel, most important first.
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
                alarm: self.rehearsal.heard_by_channels(alarm, scene.now),
            }
        });
        calls.collect()
    }

    /// What calls on the screen, most urgent first.
    fn rings<'a>(&'a self, scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Alarm> {
        let asks = self.asks_first();
        let calls = move |alarm: &&Alarm| alarm.quiet_until.is_none() && !self.rehearsal.is_quiet(alarm, scene.now);
        scene.alarms.iter().filter(move |alarm| !asks && calls(alarm))
    }

    /// The ring that fills the screen.
    fn ringing<'a>(&'a self, scene: &'a Scene<'_>) -> Option<&'a Alarm> {
        self.rings(scene).next()
    }

    fn enter_means(&self, scene: &Scene<'_>) -> Option<Outcome> {
        let (picked, muted) = (self.pick.at(scene.now), self.mute.until(scene.now));
        let context = BoardContext { scene, picked, leaving: &self.leaving(), muted };
        resolve(BoardCommand::Enter, &context).map(|resolved| resolved.outcome)
    }

    /// What the screen shows now, for [`App::set_shown`] once it is drawn.
    pub fn showing(&self, scene: &Scene<'_>) -> ShownSince {
        self.shown_since.next(self.rings(scene), self.enter_means(scene), scene.now)
    }

    /// Notes that this was drawn, so that keys are meant for it from a moment later.
    pub fn set_shown(&mut self, shown: ShownSince) {
        self.shown_since = shown;
    }

    fn leaving(&self) -> Leaving {
        Leaving::new(self.keeper, self.calls_by.as_deref())
    }

    /// When the page gives way to the board if no key comes: a cook who returns looks for what cooks.
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

    /// Returns to the board if no key came for long while something cooks.
    pub fn settle(&mut self, now: Moment) {
        if self.board_returns().is_some_and(|at| at <= now) {
            self.page = Page::Kitchen;
            self.overlay = None;
        }
    }

    /// Resolves a command from outside: acts for [`App::apply`] in order, which it would accept, and an answer.
    ///
    /// # Errors
    /// If the command does not apply now, with a sentence that says why; nothing has changed then.
    pub fn control(&mut self, control: &Control, now: Moment, clock: &Clock) -> Result<(Vec<Act>, String), String> {
        let (acts, message) = control::resolve(control, &self.scene(now), self.pick.at(now), clock)?;
        let mut probe = self.session.clone();
        for act in &acts {
            probe.apply(act.clone(), now).map_err(refused)?;
        }
        if acts.iter().any(|act| matches!(act, Act::Done { .. } | Act::Start { .. })) {
            self.pick.clear();
        }
        // A cook at the screen sees what happened.
        self.flash(format!("From outside: {}", small(&message)), now);
        Ok((acts, message))
    }

    /// The act of a pressed button, for [`App::apply`]; `None` if the call no longer stands or has no such button.
    pub fn answer(&mut self, press: Press, now: Moment) -> Option<Act> {
        let scene = self.scene(now);
        let alarm = self.calls(&scene).into_iter().map(|call| call.alarm).find(|alarm| alarm.id == press.alarm)?;
        let answer = answer::answer(press, &alarm, &scene)?;
        // A cook at the screen sees what happened, and an Enter meant for the same ring does nothing more.
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

/// The kind of step that calls. The oven's alarms name a step but are not about it.
fn phase(scene: &Scene<'_>, alarm: &Alarm) -> Option<Phase> {
    let run = alarm.id.run().filter(|_| !matches!(alarm.id, AlarmId::OvenOn(_)))?;
    scene.session.dish(run.dish)?.dish.step(run.step).map(|step| step.phase)
}
