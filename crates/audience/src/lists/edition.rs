//! The ordered lists of one edition.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

use model::{ArticleId, StoryId, Time};

use super::{Entry, Standing};

/// No list is shown longer than this, on a page or by the API.
pub(super) const MOST_SHOWN: usize = 160;

/// A place among the newest: the newest first, of one moment in the order of the store's listings.
pub(super) type Age = (Reverse<Time>, Reverse<ArticleId>);

/// A score's place in an ordered list: the highest first, then the newest, then by id.
pub(super) type Place<S> = (Reverse<S>, Reverse<Time>, ArticleId);

/// The lists of one edition.
#[derive(Debug)]
pub(super) struct Edition {
    pub latest: BTreeSet<Age>,
    /// The last place of the newest behind which some may be missing; none is where all are known.
    pub whole_to: Option<Age>,
    pub week: Order<u64>,
    pub depth: Order<u64>,
    pub heat: Order<u128>,
    pub stories: HashMap<StoryId, ArticleId>,
    pub must_reads: Vec<(StoryId, Option<Time>)>,
}

impl Default for Edition {
    fn default() -> Self {
        Self {
            latest: BTreeSet::new(),
            whole_to: None,
            week: Order::new(MOST_SHOWN),
            depth: Order::new(MOST_SHOWN),
            heat: Order::new(MOST_SHOWN),
            stories: HashMap::new(),
            must_reads: Vec::new(),
        }
    }
}

pub(super) fn age(entry: &Entry) -> Age {
    (Reverse(entry.published_at), Reverse(entry.article))
}

impl Edition {
    /// Moves an article in every list. Whether that changes the order of what anybody is shown.
    pub fn shift(&mut self, entry: &Entry, before: Standing, after: Standing) -> bool {
        let week = self.week.shift(entry, before.week, after.week);
        let depth = self.depth.shift(entry, before.depth, after.depth);
        let heat = self.heat.shift(entry, before.heat, after.heat);
        week || depth || heat
    }

    /// The newest, as far as none is missing.
    pub fn newest(&self) -> impl Iterator<Item = ArticleId> {
        let end = self.whole_to.map_or(Bound::Unbounded, Bound::Included);
        self.latest.range((Bound::Unbounded, end)).map(|(_, Reverse(article))| *article)
    }

    pub fn is_chosen(&self, story: StoryId) -> bool {
        self.must_reads.iter().any(|(chosen, _)| *chosen == story)
    }
}

/// An ordered list, and where the part of it ends that anybody is shown.
#[derive(Debug)]
pub(super) struct Order<S> {
    places: BTreeSet<Place<S>>,
    shown: usize,
    /// The last place that is shown, once there are so many.
    last: Option<Place<S>>,
}

impl<S: Ord + Copy + Default> Order<S> {
    pub fn new(shown: usize) -> Self {
        Self { places: BTreeSet::new(), shown, last: None }
    }

    pub fn clear(&mut self) {
        self.places.clear();
        self.last = None;
    }

    /// From the first.
    pub fn iter(&self) -> impl Iterator<Item = &Place<S>> {
        self.places.iter()
    }

    /// Moves an article from its place to another. Who has no score stands in none. Whether the order of
    /// those that are shown is another one now.
    pub fn shift(&mut self, entry: &Entry, before: S, after: S) -> bool {
        if before == after {
            return false;
        }
        let place = |score: S| (Reverse(score), Reverse(entry.published_at), entry.article);
        let (from, to) = (place(before), place(after));
        let stands = after != S::default();
        // Most come and go below what is shown.
        if self.last.is_some_and(|last| from > last && to > last) {
            self.places.remove(&from);
            if stands {
                self.places.insert(to);
            }
            return false;
        }
        let behind = self.ahead(&from);
        let stood = self.remove(&from);
        if stands {
            self.insert(to);
        }
        // It stands where it stood when it has come past nobody.
        if stood && stands && behind == self.ahead(&to) {
            return false;
        }
        self.last.is_none_or(|last| from.min(to) <= last)
    }

    fn ahead(&self, place: &Place<S>) -> Option<Place<S>> {
        self.places.range(..place).next_back().copied()
    }

    fn remove(&mut self, place: &Place<S>) -> bool {
        let stood = self.places.remove(place);
        if let Some(last) = self.last.filter(|last| stood && place <= last) {
            self.last = self.places.range((Bound::Excluded(last), Bound::Unbounded)).next().copied();
        }
        stood
    }

    fn insert(&mut self, place: Place<S>) {
        if !self.places.insert(place) {
            return;
        }
        match self.last {
            Some(last) if place < last => self.last = self.ahead(&last),
            Some(_) => {}
            None if self.places.len() == self.shown => self.last = self.places.last().copied(),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Language;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_shown_ends_where_it_ends(moves in prop::collection::vec((0u64..12, 0u64..6), 1..120)) {
            let mut order = Order::new(4);
            let mut scores = [0; 12];
            for (n, score) in moves {
                let article = ArticleId::from_bits(n + 1);
                let entry = Entry { article, story: StoryId::from_bits(n), language: Language::KOREAN, published_at: Time::from_millis(0), reading_seconds: 15 };
                let shown = |order: &Order<u64>| order.iter().take(4).map(|place| place.2).collect::<Vec<_>>();
                let before = shown(&order);
                let moved = order.shift(&entry, scores[n as usize], score);
                scores[n as usize] = score;
                prop_assert_eq!(order.last, order.places.iter().nth(3).copied());
                prop_assert!(moved || before == shown(&order));
            }
        }
    }
}
