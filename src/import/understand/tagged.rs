//! A text with all that the lexicon knows about it: which phrases stand where, and where sentences end.
//!
//! Everything above this asks here. Nothing looks farther than [`REACH`] tokens, so that the work grows with the text and no faster, however
//! long its sentences are.

use super::token::{Cut, TokenKind, cut};
use super::words::{Says, TimeUnit, Times, WordSense};
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

/// A set of senses, so that most tokens are passed over at a glance.
#[derive(Clone, Copy, Debug, Default)]
struct Senses(u128);

impl Senses {
    fn with(self, sense: WordSense) -> Senses {
        Senses(self.0 | 1 << sense as u32)
    }
}

/// A text, cut and tagged.
#[derive(Debug)]
pub(super) struct Tagged {
    pub(super) cut: Cut,
    /// By their beginnings.
    tags: Vec<Tag>,
    /// For each token, the senses of the phrases that begin there.
    senses: Vec<Senses>,
    /// For each token, the first of `tags` that begins there or later.
    first: Vec<usize>,
    /// Whether verbs stand behind what they govern.
    pub(super) verbs_behind: bool,
    /// For each token, where its sentence begins and ends.
    sentences: Vec<(usize, usize)>,
}

impl Tagged {
    pub(super) fn new(text: &str, words: &Times) -> Tagged {
        let cut = cut(text, words.decimal);
        let mut tags = Vec::new();
        let mut first = Vec::with_capacity(cut.tokens.len() + 1);
        let mut senses = Vec::with_capacity(cut.tokens.len());
        for at in 0..cut.tokens.len() {
            first.push(tags.len());
            let mut here = Senses::default();
            words.phrases(&cut, at, |says, end| {
                if let Says::Sense(sense) = says {
                    here = here.with(sense);
                }
                tags.push(Tag { end, says });
            });
            senses.push(here);
        }
        first.push(tags.len());
        let mut tagged = Tagged { cut, tags, senses, first, verbs_behind: words.verbs_behind, sentences: Vec::new() };
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
    pub(super) fn sense(&self, at: usize, sense: WordSense) -> Option<usize> {
        if !self.has_any(at, Senses::default().with(sense)) {
            return None;
        }
        self.longest(at, |says| (says == Says::Sense(sense)).then_some(())).map(|(end, ())| end)
    }

    fn has_any(&self, at: usize, sought: Senses) -> bool {
        self.senses.get(at).is_some_and(|here| here.0 & sought.0 != 0)
    }

    pub(super) fn is(&self, at: usize, sense: WordSense) -> bool {
        self.sense(at, sense).is_some()
    }

    /// The end of the longest phrase of `senses` that begins at a token.
    pub(super) fn any(&self, at: usize, senses: &[WordSense]) -> Option<usize> {
        self.sense_in(at, self.len(), senses).map(|(end, _)| end)
    }

    /// The token behind all phrases of `senses` that follow each other from `at`; nobody writes more than a few.
    pub(super) fn skip(&self, mut at: usize, senses: &[WordSense]) -> usize {
        for _ in 0..6 {
            let Some(end) = self.any(at, senses) else { break };
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
    pub(super) fn before(&self, end: usize, senses: &[WordSense]) -> Option<(usize, WordSense)> {
        let sought = senses.iter().fold(Senses::default(), |all, sense| all.with(*sense));
        (end.saturating_sub(LONGEST)..end).filter(|at| self.has_any(*at, sought)).find_map(|at| {
            let here = self.tags(at).iter().filter(|tag| tag.end == end);
            here.filter_map(|tag| match tag.says {
                Says::Sense(sense) => senses.contains(&sense).then_some((at, sense)),
                Says::Number(_) | Says::Part(_) | Says::Unit(..) | Says::Brief(_) | Says::Amount(..) => None,
            })
            .min_by_key(|(_, sense)| senses.iter().position(|known| known == sense))
        })
    }

    /// Where the nearest phrase of one of `senses` begins that lies within `tokens`, from the right, and its sense. A phrase that
    /// is the end of a longer one ("fryer" of "air fryer") gives way to it.
    pub(super) fn last_in(&self, tokens: Range<usize>, senses: &[WordSense]) -> Option<(usize, WordSense)> {
        let sought = senses.iter().fold(Senses::default(), |all, sense| all.with(*sense));
        let here = |at: &usize| self.has_any(*at, sought) && self.sense_in(*at, tokens.end, senses).is_some();
        let found = tokens.clone().rev().find(here)?;
        let from = found.saturating_sub(3).max(tokens.start);
        (from..=found).find_map(|at| {
            let (end, sense) = self.sense_in(at, tokens.end, senses)?;
            (end > found).then_some((at, sense))
        })
    }

    /// As [`Tagged::last_in`], from the left.
    pub(super) fn first_in(&self, tokens: Range<usize>, senses: &[WordSense]) -> Option<(usize, WordSense)> {
        let end = tokens.end;
        let sought = senses.iter().fold(Senses::default(), |all, sense| all.with(*sense));
        tokens
            .into_iter()
            .filter(|at| self.has_any(*at, sought))
            .find_map(|at| self.sense_in(at, end, senses).map(|(_, sense)| (at, sense)))
    }

    /// The end and sense of the longest phrase of `senses` that begins at a token and ends by `end`; of two as long, the sense named first.
    fn sense_in(&self, at: usize, end: usize, senses: &[WordSense]) -> Option<(usize, WordSense)> {
        let sought = senses.iter().fold(Senses::default(), |all, sense| all.with(*sense));
        if !self.has_any(at, sought) {
            return None;
        }
        let rank = |sense| senses.iter().position(|known| *known == sense);
        let here = self.tags(at).iter().filter(|tag| tag.end <= end);
        let ranked = here.filter_map(|tag| match tag.says {
            Says::Sense(sense) => Some((tag.end, rank(sense)?, sense)),
            Says::Number(_) | Says::Part(_) | Says::Unit(..) | Says::Brief(_) | Says::Amount(..) => None,
        });
        ranked.max_by_key(|(end, rank, _)| (*end, usize::MAX - rank)).map(|(end, _, sense)| (end, sense))
    }

    /// Whether a phrase of `sense` lies within `tokens`.
    pub(super) fn has(&self, tokens: Range<usize>, sense: WordSense) -> bool {
        self.first_in(tokens, &[sense]).is_some()
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.cut.tokens.get(at)?.kind {
            TokenKind::Sign(c) => Some(c),
            TokenKind::Word | TokenKind::Number(..) | TokenKind::Fraction(_) | TokenKind::Break => None,
        }
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.cut.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether nothing stands between a token and the one before.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.cut.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// The unit named at a token: where its name ends (with its full stop, if it is short), and whether it is singular.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, TimeUnit, bool)> {
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

    /// What follows `at` in its clause: up to a comma, bracket or "and", within its sentence.
    pub(super) fn clause_rest(&self, at: usize) -> Range<usize> {
        let to = self.sentence(at).end.max(at);
        let ends =
            |at: &usize| matches!(self.sign(*at), Some(',' | ';' | ':' | '(' | '.')) || self.is(*at, WordSense::And);
        at..(at..to).find(ends).unwrap_or(to)
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
            Some(TokenKind::Break | TokenKind::Sign('!' | '?' | '…')) => true,
            Some(TokenKind::Sign('.')) => {
                let next = self.cut.tokens.get(at + 1);
                let glued_on = next.is_some_and(|next| next.glued && !next.capital);
                let short = self.before(at, &[WordSense::Short]).is_some();
                !(glued_on || short && next.is_some_and(|next| !next.capital))
            }
            Some(TokenKind::Word | TokenKind::Number(..) | TokenKind::Fraction(_) | TokenKind::Sign(_)) | None => false,
        }
    }
}
