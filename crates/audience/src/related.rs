use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use model::{ArticleId, PersonId, StoryId, Time};
use serde::Serialize;

use crate::constants::{FILL_LIKENESS, FRESH_FLOOR, FRESH_HALF_LIFE, LIKE_ENOUGH, PEOPLE_WEIGH, SECTION_WEIGHS, TOPICS_WEIGH, WORDS_WEIGH};
use crate::kindred::ReadOn;
use crate::{Kindred, Ranked, Why};

/// How many of the words that two articles share are told.
const WORDS_TOLD: usize = 6;

/// What an article is known by when others like it are looked for. It is made by [`Features::new`] and not changed: what is
/// compared first is made of it.
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
    marks: Marks,
}

impl Features {
    /// Of an article with these topics, people, words, section and hour.
    pub fn new(topics: Vec<String>, people: Vec<PersonId>, words: Vec<(String, f64)>, section: String, published_at: Time) -> Self {
        let marks = Marks::of(&topics, &people, &words);
        Self { topics, people, words, section, published_at, marks }
    }
}

/// A number for each topic, person and word of an article, in order: whether two articles share any is seen at a glance.
/// Two that share none may rarely look as if they did, never the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marks(Vec<u64>);

impl Marks {
    fn of(topics: &[String], people: &[PersonId], words: &[(String, f64)]) -> Self {
        let mark = |kind: u8, what: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            kind.hash(&mut hasher);
            what(&mut hasher);
            hasher.finish()
        };
        let topics = topics.iter().map(|topic| mark(0, &|hasher| topic.hash(hasher)));
        let people = people.iter().map(|person| mark(1, &|hasher| person.hash(hasher)));
        let words = words.iter().map(|(word, _)| mark(2, &|hasher| word.hash(hasher)));
        let mut marks: Vec<u64> = topics.chain(people).chain(words).collect();
        marks.sort_unstable();
        Self(marks)
    }

    fn meet(&self, other: &Marks) -> bool {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                Ordering::Equal => return true,
                Ordering::Less => drop(one.next()),
                Ordering::Greater => drop(two.next()),
            }
        }
        false
    }
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
    /// How many readers of the page's own article went on to this one, as far as it is kept.
    pub readers: u64,
}

impl Shared {
    /// Whether they have nothing in common.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.people.is_empty() && self.words.is_empty() && self.readers == 0
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people: Vec<_> = self.people.iter().map(PersonId::to_string).collect();
        let parts = [("topics", &self.topics), ("people", &people), ("words", &self.words)];
        let parts: Vec<_> = parts.iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| format!("{what} {}", names.join(", "))).collect();
        match (parts.is_empty(), self.readers) {
            (true, 0) => f.write_str("nothing shared"),
            (true, readers) => write!(f, "{readers} readers went on to it"),
            (false, 0) => write!(f, "shares {}", parts.join("; ")),
            (false, readers) => write!(f, "shares {}; {readers} readers went on to it", parts.join("; ")),
        }
    }
}

/// How alike two articles are, and in what. `a` is the page's own, `b` the one that may stand beside
/// it: `b` is worth less the older it is.
pub fn likeness(a: &Features, b: &Features, now: Time) -> (f64, Shared) {
    let (alike, shared) = compare(a, b, |_| 1.0);
    (alike * freshness(b.published_at, now), shared)
}

/// The articles most like one, best first, kept up to date as others come and go.
#[derive(Debug, Clone)]
pub struct Related {
    own: Features,
    /// How much each of its words tells.
    rarity: HashMap<String, f64>,
    read_on: ReadOn,
    limit: usize,
    /// The stories that stand first, in order, and those that do not stand in it, by the editors' choice.
    pinned: Vec<StoryId>,
    excluded: Vec<StoryId>,
    list: Arc<Vec<Ranked>>,
    /// Which articles stand in it, and when each was published: that is looked through for every publication.
    hours: Vec<(ArticleId, Time)>,
}

impl Related {
    /// Compares an article with the closest of its kindred. Where too few share anything, the newest of the same section fill
    /// the list up.
    pub fn new<F: Borrow<Features>>(kindred: Kindred, closest: impl IntoIterator<Item = (ArticleId, StoryId, F)>, now: Time, limit: usize) -> Self {
        Self::arranged(kindred, closest, (Vec::new(), Vec::new()), now, limit)
    }

    /// The same with what the editors chose: the stories that stand first, in order, and those that do not stand in it.
    /// What is pinned has to be among those that are compared.
    pub fn arranged<F: Borrow<Features>>(
        kindred: Kindred,
        closest: impl IntoIterator<Item = (ArticleId, StoryId, F)>,
        (pinned, excluded): (Vec<StoryId>, Vec<StoryId>),
        now: Time,
        limit: usize,
    ) -> Self {
        let (own, rarity, read_on) = kindred.known();
        let related = Self { own, rarity, read_on, limit, pinned, excluded, list: Arc::default(), hours: Vec::new() };
        let judged = |(article, story, features): (_, _, F)| related.judged(article, story, features.borrow(), now);
        let mut list: Vec<(Ranked, Time)> = closest.into_iter().filter_map(judged).collect();
        list.sort_by(|(one, one_at), (other, other_at)| order((one, *one_at), (other, *other_at)));
        list.truncate(limit);
        let hours = list.iter().map(|(ranked, at)| (ranked.article, *at)).collect();
        Self { list: Arc::new(list.into_iter().map(|(ranked, _)| ranked).collect()), hours, ..related }
    }

    /// An article was published, or has changed: it stands where it belongs among the others, who keep
    /// the likeness that they had.
    pub fn put(&mut self, article: ArticleId, story: StoryId, features: &Features, now: Time) {
        self.remove(article);
        let Some((new, new_at)) = self.judged(article, story, features, now) else { return };
        let before = |(other, (_, at)): &(&Ranked, &(ArticleId, Time))| order((*other, *at), (&new, new_at)).is_lt();
        let mut places = self.list.iter().zip(&self.hours);
        // Most come after the last.
        if self.list.len() >= self.limit && places.next_back().as_ref().is_some_and(before) {
            return;
        }
        let stands = self.list.iter().zip(&self.hours).take_while(before).count();
        if stands < self.limit {
            let list = Arc::make_mut(&mut self.list);
            list.truncate(self.limit - 1);
            self.hours.truncate(self.limit - 1);
            list.insert(stands, new);
            self.hours.insert(stands, (article, new_at));
        }
    }

    /// An article is public no longer.
    pub fn remove(&mut self, article: ArticleId) {
        if let Some(at) = self.hours.iter().position(|(other, _)| *other == article) {
            Arc::make_mut(&mut self.list).remove(at);
            self.hours.remove(at);
        }
    }

    /// The list as it stands.
    pub fn ranked(&self) -> &Arc<Vec<Ranked>> {
        &self.list
    }

    fn judged(&self, article: ArticleId, story: StoryId, features: &Features, now: Time) -> Option<(Ranked, Time)> {
        let (alike, shared) = compare(&self.own, features, |word| self.rarity.get(word).copied().unwrap_or(1.0));
        let (readers, read_on) = self.read_on.of(article);
        let shared = Shared { readers, ..shared };
        let likeness = (alike + read_on) * freshness(features.published_at, now);
        let ranked = |score, why| (Ranked { article, story, score, why }, features.published_at);
        if let Some(at) = self.pinned.iter().position(|pinned| *pinned == story) {
            return Some(ranked(likeness, Why::Pinned { place: at + 1 }));
        }
        if self.excluded.contains(&story) {
            return None;
        }
        if likeness >= LIKE_ENOUGH && !shared.is_empty() {
            Some(ranked(likeness, Why::Alike(shared)))
        } else if self.own.section == features.section {
            Some(ranked(FILL_LIKENESS * freshness(features.published_at, now), Why::SameSection))
        } else {
            None
        }
    }
}

/// What is pinned in its order, then the most alike first, then the newest, then by id.
fn order((a, a_at): (&Ranked, Time), (b, b_at): (&Ranked, Time)) -> Ordering {
    let place = |ranked: &Ranked| if let Why::Pinned { place } = ranked.why { place } else { usize::MAX };
    place(a).cmp(&place(b)).then(b.score.total_cmp(&a.score)).then(b_at.cmp(&a_at)).then(a.article.cmp(&b.article))
}

const _: () = assert!(FILL_LIKENESS < LIKE_ENOUGH, "what fills a list up must stand below what belongs there");

/// How alike two articles are, whatever their age.
fn compare(a: &Features, b: &Features, rarity: impl Fn(&str) -> f64) -> (f64, Shared) {
    let section = if a.section == b.section { SECTION_WEIGHS } else { 0.0 };
    // Most share nothing; that is seen by the marks alone.
    if !a.marks.meet(&b.marks) {
        return (section, Shared::default());
    }
    let topics = common(&a.topics, &b.topics);
    let people = common(&a.people, &b.people);
    // So few words are looked through sooner than a table of them is made.
    let theirs = |word: &str| b.words.iter().find(|(other, _)| other == word).map(|(_, weight)| *weight);
    let mut words: Vec<(f64, &str)> = a
        .words
        .iter()
        .filter_map(|(word, weight)| Some((weight * theirs(word)? * rarity(word), word.as_str())))
        .filter(|(product, _)| *product > 0.0)
        .collect();
    words.sort_by(|(a, a_word), (b, b_word)| b.total_cmp(a).then(a_word.cmp(b_word)));
    let product: f64 = words.iter().map(|(product, _)| product).sum();
    let alike = TOPICS_WEIGH * share(topics.len(), a.topics.len(), b.topics.len())
        + PEOPLE_WEIGH * share(people.len(), a.people.len(), b.people.len())
        + WORDS_WEIGH * (product / (length(&a.words) * length(&b.words)).max(f64::MIN_POSITIVE)).min(1.0)
        + section;
    let shared = Shared { topics, people, words: words.into_iter().take(WORDS_TOLD).map(|(_, word)| word.to_owned()).collect(), readers: 0 };
    (alike, shared)
}

/// From 1 for an article of this moment down to the floor for an old one.
pub(crate) fn freshness(published_at: Time, now: Time) -> f64 {
    let age = (now.millis() - published_at.millis()).max(0) as f64;
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
