//! Decides what a clause means: its phase, its sign of doneness, and whether it is a step at all.

use super::clauses::Clause;
use super::word::{Word, words_of};
use super::words::{Hit, Steps};
use crate::import::{FoundKind, HeatOf, Scale};
use crate::recipe::Phase;
use std::ops::Range;

/// The longest sign, in bytes; a longer one stays only in the sentence.
const SIGN: usize = 200;
/// The most words in a clause that ends a step.
const OUT: usize = 14;
/// The phase of work is named within this many words.
const WORK: usize = 12;
/// "Meanwhile" in the middle of a sentence is searched among this many words.
const MIDDLE: usize = 8;
/// The most words in a sentence that only introduces a wait.
const LEAD: usize = 10;

/// What earlier clauses say about this one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// Where the previous clause was done.
    pub(super) place: Option<Phase>,
    /// Where the previous line was done.
    pub(super) place_before: Option<Phase>,
    /// Whether something was roasted.
    pub(super) roasted: bool,
    /// Whether something was brushed.
    pub(super) basted: bool,
    /// Whether the heading mentions a glaze.
    pub(super) glaze: bool,
}

/// The meaning of a clause without a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ClauseKind {
    /// Something to do.
    Work,
    /// Belongs to what came before.
    Along,
    /// How it looks when it is done.
    Sign(String),
    /// Done when the step before is over.
    Out,
}

/// The places named, of two that overlap the longer: a "Dutch oven" is no oven.
fn places<'a>(words: &'a [Word], steps: &'a Steps) -> impl Iterator<Item = Hit<Phase>> + 'a {
    let longer =
        |at: usize| at.checked_sub(1).and_then(|before| steps.places.at(words, before)).is_some_and(|hit| hit.len > 1);
    steps.places.all(words).filter(move |hit| !longer(hit.at))
}

/// Where something is done: the place named nearest before `word`, or else after it. A place that food is taken from does not count.
pub(super) fn place(words: &[Word], word: usize, steps: &Steps) -> Option<Phase> {
    let left = |at: usize| {
        let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        steps.away.any(before)
    };
    let hits = || places(words, steps).filter(|hit| !left(hit.at));
    hits().filter(|hit| hit.at < word).last().or_else(|| hits().next()).map(|hit| hit.means)
}

/// The phase of a clause whose time is at `time` in the line.
pub(super) fn timed_phase(piece: &Clause<'_>, time: &Range<usize>, context: Context, steps: &Steps) -> Option<Phase> {
    let words = &piece.words;
    let upto = piece.words_before(time.start);
    let explicit = |hit: usize| steps.doing(words, hit);
    // What happens beside it ("while the chicken roasts,") says nothing about this step.
    let from = Some(words.len() - own_words(piece, steps).len()).filter(|from| *from <= upto).unwrap_or(0);
    let any = || steps.any_verb.all(words).map(|hit| hit.at).filter(|at| *at >= from);
    // A verb after "until" ("until golden brown, 10 minutes") is part of the sign.
    let sign = piece.until(steps).map_or(upto, |hit| hit.at.min(upto));
    let behind = verb_behind(piece, time, steps);
    let nearest = behind.or_else(|| any().filter(|at| *at < sign).last()).or_else(|| any().next());
    let here = place(words.get(from..).unwrap_or_default(), upto - from, steps);
    let earlier = || {
        let told = any().filter(|at| *at < upto).filter_map(explicit).filter(|phase| *phase != Phase::Prep);
        told.last()
    };
    // A verb of work counts only if the hands are busy. Otherwise it is part of a noun ("peanut butter") or done before the wait.
    let busy =
        piece.found.iter().any(|one| one.place == *time && matches!(one.what, FoundKind::Timer { hands_on: true, .. }));
    // "Continue kneading": the word behind tells what is done.
    let inflected = |word: &Word| steps.fold(&word.low) != word.low;
    let continued =
        |at: usize| words.get(at + 1).filter(|word| inflected(word)).and_then(|word| steps.phase_of(&word.low));
    let begins = |at: usize| steps.begins.at(words, at).is_some();
    let on = nearest.filter(|at| begins(*at)).and_then(continued);
    let verb = nearest.and_then(explicit);
    // "Rest it in the fridge" is chilling.
    let verb = verb.filter(|phase| *phase != Phase::Rest || here != Some(Phase::Chill));
    let verb = verb.filter(|phase| *phase != Phase::Prep || busy || (here.is_none() && context.place.is_none()));
    // "Roast, cut side up, for 35 minutes": here "cut" is not the action.
    let verb = if verb == Some(Phase::Prep) && !busy { earlier().or(verb) } else { verb };
    // "Cook and stir": what is stirred cooks.
    let [.., heat] = &steps.guess;
    let heated = |at: usize| {
        (at.saturating_sub(2)..at).any(|i| heat.at(words, i).is_some() && steps.any_verb.at(words, i).is_some())
    };
    let verb = verb.filter(|phase| *phase != Phase::Prep || !nearest.is_some_and(heated));
    let verb = on.or(verb);
    let phase = verb.or(here).or_else(earlier).or(context.place);
    let by_place = verb.is_none();
    // "Reduce to 160C and cook a further 30 minutes": the oven is reduced, so the food is in it.
    // "Then reduce to 180 °C after 10 minutes": the heat is reduced, not a sauce.
    let reduced = verb == Some(Phase::Simmer);
    let heated_here = piece
        .found
        .iter()
        .any(|one| matches!(&one.what, FoundKind::Heat(heat) if heat.of == HeatOf::Oven && !heat.preheat));
    let baked = (by_place || reduced) && heated_here;
    let own_oven = || any().filter_map(explicit).find(|phase| in_oven(*phase));
    let phase = match phase {
        Some(phase) if steps.no_oven.any(words) && in_oven(phase) => Some(without_oven(here, steps, words)),
        Some(phase) if baked && !in_oven(phase) && phase != Phase::Grill => Some(own_oven().unwrap_or(Phase::Bake)),
        // "bei 220 °C braten" is done in the oven.
        Some(Phase::Fry | Phase::Sear) if steps.verbs_behind && heated_here => Some(Phase::Roast),
        None if baked => Some(Phase::Bake),
        // What a machine with a bowl heats is cooked in it.
        None if piece.found.iter().any(|one| heats_bowl(&one.what)) => Some(Phase::Simmer),
        Some(phase) if heated_oven(words.get(from..).unwrap_or_default(), steps) && in_pan(phase) => Some(Phase::Bake),
        phase => phase,
    };
    match phase {
        Some(Phase::Bake) if by_place && context.roasted => Some(Phase::Roast),
        phase => phase,
    }
    .map(|phase| {
        let glaze = context.basted && (context.glaze || steps.glaze.any(words));
        if glaze && matches!(phase, Phase::Roast | Phase::Bake) { Phase::Glaze } else { phase }
    })
}

/// Whether a liquid, or what is in a machine that is no oven, is near a boil.
fn heats_bowl(what: &FoundKind) -> bool {
    let FoundKind::Heat(heat) = what else { return false };
    let hot = heat.given.first().is_some_and(|degrees| match degrees.scale {
        Scale::Celsius => (80.0..=105.0).contains(&degrees.value),
        Scale::Fahrenheit => (176.0..=221.0).contains(&degrees.value),
        Scale::Gas => false,
    });
    matches!(heat.of, HeatOf::Machine | HeatOf::Liquid) && hot
}

/// Where verbs come last: the verb after a time in its part of the sentence, preferably one that tells the action ("kochen lassen").
fn verb_behind(piece: &Clause<'_>, time: &Range<usize>, steps: &Steps) -> Option<usize> {
    if !steps.verbs_behind {
        return None;
    }
    let from = piece.words_before(time.end);
    let joined = |i: &usize| {
        let before = i.checked_sub(1).and_then(|i| piece.words.get(i)).map_or(time.end, |word| word.at.end);
        let here = piece.words.get(*i).map_or(before, |word| word.at.start);
        *i > from
            && (piece.slice(before.max(time.end)..here).contains([',', ';'])
                || steps.joins.at(&piece.words, *i).is_some())
    };
    let end = (from..piece.words.len()).find(joined).unwrap_or(piece.words.len());
    let verbs = || (from..end).filter(|i| steps.any_verb.at(&piece.words, *i).is_some());
    verbs().find(|i| steps.doing(&piece.words, *i).is_some()).or_else(|| verbs().next())
}

/// The phase where a verb or place suggests an oven, but it happens in a pan, in a toaster or in an oven that is off.
fn without_oven(here: Option<Phase>, steps: &Steps, words: &[Word]) -> Phase {
    let elsewhere = here.filter(|phase| !in_oven(*phase)).or_else(|| {
        let places = steps.places.all(words).map(|hit| hit.means);
        places.into_iter().find(|phase| !in_oven(*phase))
    });
    elsewhere.unwrap_or(Phase::Rest)
}

/// Whether something is cooked in the oven: it is named, and nothing is taken out of it.
fn heated_oven(words: &[Word], steps: &Steps) -> bool {
    !steps.no_oven.any(words)
        && places(words, steps).any(|hit| {
            let before = words.get(hit.at.saturating_sub(3)..hit.at).unwrap_or_default();
            hit.means == Phase::Bake && !steps.away.any(before)
        })
}

/// Phases that suggest a pan but can also happen in the oven.
fn in_pan(phase: Phase) -> bool {
    match phase {
        Phase::Simmer | Phase::Fry | Phase::Sear | Phase::Boil | Phase::Prep => true,
        Phase::Marinate
        | Phase::Chill
        | Phase::Rest
        | Phase::Roast
        | Phase::Bake
        | Phase::Grill
        | Phase::Baste
        | Phase::Glaze
        | Phase::Steam
        | Phase::Proof
        | Phase::Cool
        | Phase::Serve
        | Phase::Timer => false,
    }
}

/// Whether a step of that phase has an oven setting.
pub(super) fn in_oven(phase: Phase) -> bool {
    match phase {
        Phase::Roast | Phase::Bake | Phase::Glaze => true,
        Phase::Prep
        | Phase::Marinate
        | Phase::Chill
        | Phase::Rest
        | Phase::Grill
        | Phase::Baste
        | Phase::Simmer
        | Phase::Boil
        | Phase::Steam
        | Phase::Sear
        | Phase::Fry
        | Phase::Proof
        | Phase::Cool
        | Phase::Serve
        | Phase::Timer => false,
    }
}

/// The phase of work, from its first verb, or if that is unspecific ("let it cool", "bring to a simmer"), from the first specific one.
pub(super) fn work_phase(words: &[Word], steps: &Steps) -> Phase {
    let near = words.get(..words.len().min(WORK)).unwrap_or_default();
    let told = || steps.any_verb.all(near).filter_map(|hit| steps.doing(near, hit.at));
    // "Heat the fat and brown the meat": the browning is the action.
    let browns = told().find(|phase| matches!(phase, Phase::Fry | Phase::Sear));
    let phase = told().next();
    match browns.filter(|_| phase == Some(Phase::Simmer)).or(phase) {
        // Serving comes last in a recipe, but slicing need not.
        Some(Phase::Serve) | None => Phase::Prep,
        // "Let the glaze set" is not glazing.
        Some(Phase::Glaze) if steps.verbs.at(near, 0).is_none() => Phase::Prep,
        Some(phase) => phase,
    }
}

/// The meaning of a clause without a time.
pub(super) fn sense(piece: &Clause<'_>, steps: &Steps) -> ClauseKind {
    let words = &piece.words;
    if steps.opens(&steps.out, words) && words.len() <= OUT && piece.text.len() <= 2 * SIGN {
        return ClauseKind::Out;
    }
    let cue = piece.found.iter().any(|one| matches!(one.what, FoundKind::Cue(_)));
    if cue {
        return ClauseKind::Along;
    }
    let told = steps.verbs_behind && (steps.when.any(words) || steps.should.any(words));
    if told || steps.along.at(words, 0).is_some() {
        return match sign(piece, steps) {
            Some(sign) => ClauseKind::Sign(sign),
            None => ClauseKind::Along,
        };
    }
    ClauseKind::Work
}

/// A sign in a sentence of its own: "The skin should sound crisp", "It is done when the cheese has melted".
fn sign(piece: &Clause<'_>, steps: &Steps) -> Option<String> {
    let words = &piece.words;
    let text = match steps.when.first(words) {
        Some(hit) => piece.slice(words.get(hit.at + hit.len)?.at.start..piece.at.end),
        None => {
            steps.should.first(words)?;
            piece.text.as_str()
        }
    };
    let text = text.trim().trim_end_matches(['.', '!', ',', ';']);
    (!text.is_empty() && text.len() <= SIGN).then(|| text.to_owned())
}

/// The sign after "until", up to where the sentence turns to something else.
pub(super) fn until(piece: &Clause<'_>, steps: &Steps) -> Option<String> {
    let words = &piece.words;
    let Some(hit) = piece.until(steps) else { return looks(piece, steps) };
    let first = hit.at + hit.len;
    if steps.no_sign.at(words, first).is_some() {
        return None;
    }
    let start = words.get(first)?.at.start;
    let rest = words.get(first..)?;
    let mut end = piece.at.end;
    // A time or cue after it is not part of the sign; neither is an "about" before that time.
    let later = |one: &&&crate::import::Finding| {
        one.place.start >= start && !matches!(one.what, FoundKind::Heat(_) | FoundKind::Vague | FoundKind::Idle { .. })
    };
    if let Some(one) = piece.found.iter().find(later) {
        let before = piece.slice(start..one.place.start);
        end = before.rfind([',', '(', ';']).map_or(one.place.start, |at| start + at);
    }
    // "Until golden, then turn it": a verb after a comma starts something else.
    for (i, word) in rest.iter().enumerate().skip(1).take_while(|(_, word)| word.at.start < end) {
        let gap = piece.slice(rest.get(i - 1)?.at.end..word.at.start);
        let joined = steps.joins.at(rest, i).map_or(0, |hit| hit.len);
        let doing = steps.any_verb.at(rest, i + joined).is_some()
            || rest.get(i + joined).is_some_and(|word| steps.along.at(std::slice::from_ref(word), 0).is_some());
        let closed = |i: usize| i.checked_sub(1).is_some_and(|before| steps.closes.at(rest, before).is_some());
        let aside = steps.fold(&word.low) != word.low && steps.is_verb(&word.low);
        if gap.contains([';', '(', ':', '–', '—']) || (gap.contains(',') && (doing || aside || closed(i))) {
            end = rest.get(i - 1)?.at.end;
            break;
        }
    }
    let text = piece.slice(start..end).trim().trim_end_matches(['.', ',', ';', ':', '!', ')']).trim_end();
    let text = strip_joins(text, steps);
    (!text.is_empty() && text.len() <= SIGN).then(|| text.to_owned())
}

/// A sign without "until": "goldbraun und knusprig backen".
fn looks(piece: &Clause<'_>, steps: &Steps) -> Option<String> {
    let words = &piece.words;
    let first = steps.looks.first(words)?;
    let mut end = first.at + first.len;
    let joined = |end: usize| end + steps.joins.at(words, end).map_or(0, |hit| hit.len);
    while let Some(next) = steps.looks.at(words, joined(end)) {
        end = next.at + next.len;
    }
    let text = piece.slice(words.get(first.at)?.at.start..words.get(end.checked_sub(1)?)?.at.end);
    Some(text.to_owned())
}

/// Removes an "and" or "or" left at the end.
fn strip_joins<'t>(text: &'t str, steps: &Steps) -> &'t str {
    let words = words_of(text);
    match words.last() {
        Some(last) if steps.joins.at(std::slice::from_ref(last), 0).is_some() => {
            text.get(..last.at.start).unwrap_or(text).trim_end().trim_end_matches(',')
        }
        Some(_) | None => text,
    }
}

/// Whether a clause only introduces the next wait ("Cover the pan.").
pub(super) fn leads(piece: &Clause<'_>, steps: &Steps) -> bool {
    piece.words.len() <= LEAD && steps.opens(&steps.over, &piece.words) && steps.until.first(&piece.words).is_none()
}

/// The words of the action itself, after those for what happens at the same time.
pub(super) fn own_words<'w>(piece: &'w Clause<'_>, steps: &Steps) -> &'w [Word] {
    let begins = steps.r#while.at(&piece.words, 0).or(steps.r#as.at(&piece.words, 0));
    let begins = begins.filter(|_| steps.meanwhile.at(&piece.words, 0).is_none());
    let comma = match (begins, piece.slice(piece.at.clone()).find(',')) {
        (Some(_), Some(comma)) => piece.words_before(piece.at.start + comma),
        (_, _) => 0,
    };
    piece.words.get(comma..).unwrap_or_default()
}

/// If a clause happens during the step before it, the words that name that step.
pub(super) fn beside(piece: &Clause<'_>, steps: &Steps) -> Option<Vec<Word>> {
    // Where verbs come last, "meanwhile" may follow the object, but not a time.
    let upto = piece.found.first().map_or(piece.words.len(), |one| piece.words_before(one.place.start));
    let upto = if steps.verbs_behind { upto.clamp(1, MIDDLE) } else { 1 };
    if (0..upto).any(|at| steps.meanwhile.at(&piece.words, at).is_some()) {
        return Some(Vec::new());
    }
    if steps.r#while.at(&piece.words, 0).is_none() {
        // "As the potatoes roast, …": the other step's verb is before the comma.
        steps.r#as.at(&piece.words, 0)?;
        let comma = piece.at.start + piece.slice(piece.at.clone()).find(',')?;
        let named = piece.words.get(1..piece.words_before(comma))?;
        named.iter().skip(1).find(|word| steps.is_verb(&word.low))?;
    }
    // "While the pork roasts, mix the glaze": the words before the comma name the step.
    let text = piece.slice(piece.at.clone());
    let comma = text.find(',').map_or(piece.at.end, |at| piece.at.start + at);
    Some(piece.words.iter().skip(1).filter(|word| word.at.start < comma).cloned().collect())
}

/// What stands behind a "while" in the middle of a sentence without a time of its own.
pub(super) fn beside_behind(piece: &Clause<'_>, steps: &Steps) -> Option<Vec<Word>> {
    let timed = piece.found.iter().any(|one| matches!(one.what, FoundKind::Timer { .. }));
    let at = (1..piece.words.len()).rev().find(|at| steps.r#while.at(&piece.words, *at).is_some())?;
    piece.words.get(at + 1..).filter(|_| !timed).map(<[Word]>::to_vec)
}
