use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;

use model::{ArticleId, PersonId, StoryId, Time};
use serde::Serialize;

use crate::constants::{FILL_LIKENESS, FRESH_FLOOR, FRESH_HALF_LIFE, LIKE_ENOUGH, PEOPLE_WEIGH, SECTION_WEIGHS, TOPICS_WEIGH, WORDS_WEIGH};
use crate::{Ranked, Why};

/// What an article is known by when others like it are looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// The topics' slugs.
    pub topics: Vec<String>,
    /// The people whom it is by.
    pub people: Vec<PersonId>,
    /// Its telling words and how much each weighs; see [`crate::words`].
    pub words: Vec<(String, f64)>,
    /// The section's slug.
    pub section: String,
    /// When it first became public.
    pub published_at: Time,
}

/// What two articles have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// Topics' slugs.
    pub topics: Vec<String>,
    /// People.
    pub people: Vec<PersonId>,
    /// Words, the most telling first.
    pub words: Vec<String>,
}

impl Shared {
    /// Whether they have nothing in common.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.people.is_empty() && self.words.is_empty()
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people: Vec<_> = self.people.iter().map(PersonId::to_string).collect();
        let parts = [("topics", &self.topics), ("people", &people), ("words", &self.words)];
        let parts: Vec<_> = parts.iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| format!("{what} {}", names.join(", "))).collect();
        if parts.is_empty() { f.write_str("nothing shared") } else { write!(f, "shares {}", parts.join("; ")) }
    }
}

/// How alike two articles are, and in what. `a` is the page's own, `b` the one that may stand beside
/// it: `b` is worth less the older it is.
pub fn likeness(a: &Features, b: &Features, now: Time) -> (f64, Shared) {
    compare(a, b, now, |_| 1.0)
}

/// The articles most like the page's own, best first. A word that many candidates have says less
/// than a rare one. Where too few share anything, the newest of the same section fill the list up.
pub fn related<F: Borrow<Features>>(
    own: &Features,
    candidates: impl Iterator<Item = (ArticleId, StoryId, F)>,
    now: Time,
    limit: usize,
) -> Vec<Ranked> {
    let candidates: Vec<_> = candidates.collect();
    let rarity = rarity(own, candidates.iter().map(|(_, _, features)| features.borrow()));
    let mut list: Vec<(Ranked, Time)> = Vec::new();
    for (article, story, features) in &candidates {
        let features = features.borrow();
        let (likeness, shared) = compare(own, features, now, |word| rarity.get(word).copied().unwrap_or(1.0));
        let ranked = |score, why| Ranked { article: *article, story: *story, score, why };
        if likeness >= LIKE_ENOUGH && !shared.is_empty() {
            list.push((ranked(likeness, Why::Alike(shared)), features.published_at));
        } else if own.section == features.section {
            list.push((ranked(FILL_LIKENESS * freshness(features, now), Why::SameSection), features.published_at));
        }
    }
    list.sort_by(|(a, a_at), (b, b_at)| b.score.total_cmp(&a.score).then(b_at.cmp(a_at)).then(a.article.cmp(&b.article)));
    list.truncate(limit);
    list.into_iter().map(|(ranked, _)| ranked).collect()
}

const _: () = assert!(FILL_LIKENESS < LIKE_ENOUGH, "what fills a list up must stand below what belongs there");

fn compare(a: &Features, b: &Features, now: Time, rarity: impl Fn(&str) -> f64) -> (f64, Shared) {
    let topics = common(&a.topics, &b.topics);
    let people = common(&a.people, &b.people);
    let theirs: HashMap<&str, f64> = b.words.iter().map(|(word, weight)| (word.as_str(), *weight)).collect();
    let mut words: Vec<(f64, &str)> = a
        .words
        .iter()
        .filter_map(|(word, weight)| Some((weight * theirs.get(word.as_str())? * rarity(word), word.as_str())))
        .filter(|(product, _)| *product > 0.0)
        .collect();
    words.sort_by(|(a, a_word), (b, b_word)| b.total_cmp(a).then(a_word.cmp(b_word)));
    let product: f64 = words.iter().map(|(product, _)| product).sum();
    let alike = TOPICS_WEIGH * share(topics.len(), a.topics.len(), b.topics.len())
        + PEOPLE_WEIGH * share(people.len(), a.people.len(), b.people.len())
        + WORDS_WEIGH * (product / (length(&a.words) * length(&b.words)).max(f64::MIN_POSITIVE)).min(1.0)
        + if a.section == b.section { SECTION_WEIGHS } else { 0.0 };
    let shared = Shared { topics, people, words: words.into_iter().map(|(_, word)| word.to_owned()).collect() };
    (alike * freshness(b, now), shared)
}

/// How much each of an article's words tells among these: from 0 for one that all have to 1 for one
/// that nobody else has.
fn rarity<'a>(own: &Features, others: impl Iterator<Item = &'a Features>) -> HashMap<&str, f64> {
    let mut have: HashMap<&str, usize> = own.words.iter().map(|(word, _)| (word.as_str(), 0)).collect();
    let mut all = 0;
    for other in others {
        all += 1;
        for (word, _) in &other.words {
            if let Some(number) = have.get_mut(word.as_str()) {
                *number += 1;
            }
        }
    }
    let most = (all as f64 + 2.0).ln();
    have.into_iter().map(|(word, number)| (word, ((all as f64 + 2.0) / (number as f64 + 1.0)).ln() / most)).collect()
}

/// From 1 for an article of this moment down to the floor for an old one.
fn freshness(features: &Features, now: Time) -> f64 {
    let age = (now.millis() - features.published_at.millis()).max(0) as f64;
    FRESH_FLOOR + (1.0 - FRESH_FLOOR) * (-age / FRESH_HALF_LIFE as f64).exp2()
}

/// What two sets share, against their size: 1 when they are the same.
fn share(common: usize, a: usize, b: usize) -> f64 {
    if common == 0 { 0.0 } else { common as f64 / (a as f64 * b as f64).sqrt() }
}

fn common<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Vec<T> {
    a.iter().filter(|item| b.contains(item)).cloned().collect()
}

fn length(words: &[(String, f64)]) -> f64 {
    words.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

#[cfg(test)]
#[path = "related_tests.rs"]
mod tests;
