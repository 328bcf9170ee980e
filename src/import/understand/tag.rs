//! A text with all that the lexicon knows about it: which phrases stand where, and where sentences end.
//!
//! Everything above this asks here. Nothing looks farther than [`REACH`] tokens, so that the work grows with the text and no faster, however
//! long its sentences are.

use super::token::{Cut, Kind, cut};
use super::words::{Says, Sense, Times, Unit};
use std::ops::Range;

/// How far the words around a time or a heat are looked at, in tokens.
const REACH: usize = 60;

/// The longest phrase, in tokens, that is looked for backwards.
const LONGEST: usize = 8;

/// A phrase of the lexicon in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) end: usize,
    pub(super) says: Says,
}

/// A text, cut and tagged.
#[derive(Debug)]
pub(super) struct Tagged {
    pub(super) cut: Cut,
    /// By their beginnings.
    tags: Vec<Tag>,
    /// For each token, the first of `tags` that begins there or later.
    first: Vec<usize>,
    /// For each token, where its sentence begins and ends.
    sentences: Vec<(usize, usize)>,
}

impl Tagged {
    pub(super) fn new(text: &str, words: &Times) -> Tagged {
        let cut = cut(text, words.decimal);
        let mut tags = Vec::new();
        let mut first = Vec::with_capacity(cut.tokens.len() + 1);
        for at in 0..cut.tokens.len() {
            first.push(tags.len());
            words.phrases(&cut, at, |says, end| tags.push(Tag { end, says }));
        }
        first.push(tags.len());
        let mut tagged = Tagged { cut, tags, first, sentences: Vec::new() };
        tagged.sentences = tagged.all_sentences();
        tagged
    }

    pub(super) fn len(&self) -> usize {
        self.cut.tokens.len()
    }

    /// The phrases that begin at a token.
    pub(super) fn tags(&self, at: usize) -> &[Tag] {
        let from = self.first.get(at).copied().unwrap_or(self.tags.len());
        let to = self.first.get(at + 1).copied().unwrap_or(self.tags.len());
        self.tags.get(from..to).unwrap_or(&[])
    }

    /// The end of the longest phrase of that sense that begins at a token.
    pub(super) fn sense(&self, at: usize, sense: Sense) -> Option<usize> {
        self.longest(at, |says| (says == Says::Sense(sense)).then_some(())).map(|(end, ())| end)
    }

    pub(super) fn is(&self, at: usize, sense: Sense) -> bool {
        self.sense(at, sense).is_some()
    }

    /// The end of the first of `senses` that begins at a token.
    pub(super) fn any(&self, at: usize, senses: &[Sense]) -> Option<usize> {
        senses.iter().find_map(|sense| self.sense(at, *sense))
    }

    /// The token behind all phrases of `senses` that follow each other from `at`.
    pub(super) fn skip(&self, mut at: usize, senses: &[Sense]) -> usize {
        while let Some(end) = self.any(at, senses) {
            at = end;
        }
        at
    }

    /// The longest phrase at a token that `pick` takes: its end, and what was picked.
    pub(super) fn longest<T>(&self, at: usize, pick: impl Fn(Says) -> Option<T>) -> Option<(usize, T)> {
        let picked = self.tags(at).iter().filter_map(|tag| Some((tag.end, pick(tag.says)?)));
        picked.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// The phrase with one of `senses` that ends right before `end`, the longest: where it begins, and which sense it has.
    pub(super) fn before(&self, end: usize, senses: &[Sense]) -> Option<(usize, Sense)> {
        (end.saturating_sub(LONGEST)..end).find_map(|at| {
            let here = self.tags(at).iter().filter(|tag| tag.end == end);
            here.filter_map(|tag| match tag.says {
                Says::Sense(sense) => senses.contains(&sense).then_some((at, sense)),
                Says::Number(_) | Says::Part(_) | Says::Unit(..) | Says::Brief(_) | Says::Amount(..) => None,
            })
            .min_by_key(|(_, sense)| senses.iter().position(|known| known == sense))
        })
    }

    /// Where the nearest phrase of one of `senses` begins that lies within `tokens`, from the right, and its sense.
    pub(super) fn last_in(&self, tokens: Range<usize>, senses: &[Sense]) -> Option<(usize, Sense)> {
        tokens.clone().rev().find_map(|at| self.sense_in(at, tokens.end, senses).map(|sense| (at, sense)))
    }

    /// As [`Tagged::last_in`], from the left.
    pub(super) fn first_in(&self, tokens: Range<usize>, senses: &[Sense]) -> Option<(usize, Sense)> {
        let end = tokens.end;
        tokens.into_iter().find_map(|at| self.sense_in(at, end, senses).map(|sense| (at, sense)))
    }

    /// The sense, of `senses`, of the longest phrase that begins at a token and ends by `end`.
    fn sense_in(&self, at: usize, end: usize, senses: &[Sense]) -> Option<Sense> {
        let pick = |says| match says {
            Says::Sense(sense) => senses.contains(&sense).then_some(sense),
            Says::Number(_) | Says::Part(_) | Says::Unit(..) | Says::Brief(_) | Says::Amount(..) => None,
        };
        self.longest(at, pick).filter(|(to, _)| *to <= end).map(|(_, sense)| sense)
    }

    /// Whether a phrase of `sense` lies within `tokens`.
    pub(super) fn has(&self, tokens: Range<usize>, sense: Sense) -> bool {
        self.first_in(tokens, &[sense]).is_some()
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.cut.tokens.get(at)?.kind {
            Kind::Sign(c) => Some(c),
            Kind::Word | Kind::Number(..) | Kind::Fraction(_) | Kind::Break => None,
        }
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.cut.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// Whether nothing stands between a token and the one before.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.cut.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// The unit named at a token: where its name ends (with its full stop, if it is short), and whether it is singular.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, Unit, bool)> {
        let pick = |says| match says {
            Says::Unit(unit, one) => Some((unit, one)),
            Says::Sense(_) | Says::Number(_) | Says::Part(_) | Says::Brief(_) | Says::Amount(..) => None,
        };
        self.longest(at, pick).map(|(end, (unit, one))| (end, unit, one))
    }

    /// The sentence of a token, as far as it is looked at from there.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let (start, end) = self.sentences.get(at).copied().unwrap_or((at, at));
        start.max(at.saturating_sub(REACH))..end.min(at + REACH)
    }

    /// Where the clause of a token begins: behind the nearest comma, bracket or dash before it, within its sentence.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let from = self.sentence(at).start;
        let ends = |at: &usize| matches!(self.sign(*at), Some(',' | ';' | ':' | '(' | ')'));
        (from..at).rev().find(ends).map_or(from, |comma| comma + 1)
    }

    /// Where a token's sentence truly begins, however far that is.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentences.get(at).map_or(at, |(start, _)| *start)
    }

    /// The places of tokens in the text, from the first to the last of `tokens`.
    pub(super) fn place(&self, tokens: Range<usize>) -> Range<usize> {
        let first = self.cut.tokens.get(tokens.start).map_or(0, |token| token.place.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.cut.tokens.get(last));
        first..last.map_or(first, |token| token.place.end).max(first)
    }

    fn all_sentences(&self) -> Vec<(usize, usize)> {
        let mut sentences = Vec::with_capacity(self.len());
        let mut start = 0;
        for at in 0..self.len() {
            if self.ends_sentence(at) || at + 1 == self.len() {
                sentences.resize(at + 1, (start, at + 1));
                start = at + 1;
            }
        }
        sentences
    }

    /// Whether the sentence is over with the token `at`. After a short word a full stop ends it only where a capital follows.
    fn ends_sentence(&self, at: usize) -> bool {
        match self.cut.tokens.get(at).map(|token| token.kind) {
            Some(Kind::Break | Kind::Sign('!' | '?' | '…')) => true,
            Some(Kind::Sign('.')) => {
                let next = self.cut.tokens.get(at + 1);
                let glued_on = next.is_some_and(|next| next.glued && !next.capital);
                let short = self.before(at, &[Sense::Short]).is_some();
                !glued_on && !(short && next.is_some_and(|next| !next.capital))
            }
            Some(Kind::Word | Kind::Number(..) | Kind::Fraction(_) | Kind::Sign(_)) | None => false,
        }
    }
}
