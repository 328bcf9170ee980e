//! A text tagged with the phrases of its language, and divided into sentences.
//!
//! All later stages query this. No query looks farther than [`REACH`] tokens, so the work stays linear in the text however long its
//! sentences are.

use super::token::{Cut, TokenKind, cut};
use super::words::{Says, TimeUnit, Times, WordSense};
use std::ops::Range;

/// How far around a time or a temperature words are searched, in tokens.
const REACH: usize = 60;

/// The longest phrase, in tokens, that is searched backwards.
const LONGEST: usize = 8;

/// A phrase found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) end: usize,
    pub(super) says: Says,
}

/// A set of senses, so that most tokens can be skipped quickly.
#[derive(Clone, Copy, Debug, Default)]
struct Senses(u128);

impl Senses {
    fn with(self, sense: WordSense) -> Senses {
        Senses(self.0 | 1 << sense as u32)
    }
}

/// A text with its tokens and tags.
#[derive(Debug)]
pub(super) struct Tagged {
    pub(super) cut: Cut,
    /// Sorted by their start.
    tags: Vec<Tag>,
    /// For each token, the senses of the phrases that start there.
    senses: Vec<Senses>,
    /// For each token, the index of the first of `tags` that starts there or later.
    first: Vec<usize>,
    /// Whether the verb comes after what it governs.
    pub(super) verbs_behind: bool,
    /// For each token, the start and end of its sentence.
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

    /// The phrases that start at a token.
    pub(super) fn tags(&self, at: usize) -> &[Tag] {
        let from = self.first.get(at).copied().unwrap_or(self.tags.len());
        let to = self.first.get(at + 1).copied().unwrap_or(self.tags.len());
        self.tags.get(from..to).unwrap_or(&[])
    }

    /// The end of the longest phrase with that sense that starts at a token.
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

    /// The end of the longest phrase with one of `senses` that starts at a token.
    pub(super) fn any(&self, at: usize, senses: &[WordSense]) -> Option<usize> {
        self.sense_in(at, self.len(), senses).map(|(end, _)| end)
    }

    /// The token after all consecutive phrases with one of `senses` from `at`, up to a small limit.
    pub(super) fn skip(&self, mut at: usize, senses: &[WordSense]) -> usize {
        for _ in 0..6 {
            let Some(end) = self.any(at, senses) else { break };
            at = end;
        }
        at
    }

    /// The longest phrase at a token that `pick` accepts: its end, and the value picked.
    pub(super) fn longest<T>(&self, at: usize, pick: impl Fn(Says) -> Option<T>) -> Option<(usize, T)> {
        let picked = self.tags(at).iter().filter_map(|tag| Some((tag.end, pick(tag.says)?)));
        picked.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// The longest phrase with one of `senses` that ends right before `end`: its start and sense.
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

    /// The last phrase with one of `senses` within `tokens`: its start and sense. A phrase that is the end of a longer one ("fryer" of
    /// "air fryer") gives way to the longer one.
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

    /// Like [`Tagged::last_in`], but the first such phrase.
    pub(super) fn first_in(&self, tokens: Range<usize>, senses: &[WordSense]) -> Option<(usize, WordSense)> {
        let end = tokens.end;
        let sought = senses.iter().fold(Senses::default(), |all, sense| all.with(*sense));
        tokens
            .into_iter()
            .filter(|at| self.has_any(*at, sought))
            .find_map(|at| self.sense_in(at, end, senses).map(|(_, sense)| (at, sense)))
    }

    /// The longest phrase with one of `senses` from a token up to `end`: its end and sense. Of equally long ones, the sense listed first.
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

    /// Whether a phrase with `sense` lies within `tokens`.
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

    /// Whether a token directly follows the one before, without a space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.cut.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// The unit at a token: the end of its name (with the full stop of an abbreviation), the unit, and whether it is singular.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, TimeUnit, bool)> {
        let pick = |says| match says {
            Says::Unit(unit, one) => Some((unit, one)),
            Says::Sense(_) | Says::Number(_) | Says::Part(_) | Says::Brief(_) | Says::Amount(..) => None,
        };
        self.longest(at, pick).map(|(end, (unit, one))| (end, unit, one))
    }

    /// The sentence of a token, limited to the search range.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let (start, end) = self.sentences.get(at).copied().unwrap_or((at, at));
        start.max(at.saturating_sub(REACH))..end.min(at + REACH)
    }

    /// The start of a token's clause: after the nearest comma, bracket or dash before it, within its sentence.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let from = self.sentence(at).start;
        let ends = |at: &usize| matches!(self.sign(*at), Some(',' | ';' | ':' | '(' | ')'));
        (from..at).rev().find(ends).map_or(from, |comma| comma + 1)
    }

    /// The rest of the clause after `at`: up to a comma, bracket or "and", within its sentence.
    pub(super) fn clause_rest(&self, at: usize) -> Range<usize> {
        let to = self.sentence(at).end.max(at);
        let ends =
            |at: &usize| matches!(self.sign(*at), Some(',' | ';' | ':' | '(' | '.')) || self.is(*at, WordSense::And);
        at..(at..to).find(ends).unwrap_or(to)
    }

    /// The real start of a token's sentence, without the search limit.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentences.get(at).map_or(at, |(start, _)| *start)
    }

    /// The byte range of `tokens` in the text.
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

    /// Whether the sentence ends with the token `at`. A full stop after an abbreviation ends it only before a capital.
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
