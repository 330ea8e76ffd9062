use model::{ArticleId, ListKind, ListLengths, StoryId};
use serde::Serialize;

use crate::{Ranked, Why};

/// Which story stands where on a page. It borrows the candidates that it was made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan<'a> {
    /// The story that the page itself tells.
    pub own: Option<StoryId>,
    /// The page's own listing, each story once.
    pub listing: Vec<StoryId>,
    /// The lists that have something to show, in the order in which they chose.
    pub lists: Vec<PlannedList<'a>>,
    /// The lists that had candidates, all of which stand elsewhere on the page, or had none.
    pub absent: Vec<Absent>,
}

/// A list as it stands on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedList<'a> {
    /// Which list.
    pub kind: ListKind,
    /// Its places, first to last; never empty.
    pub slots: Vec<Slot<'a>>,
    /// Candidates that were passed over after the last place was filled, for a list that ended short.
    pub passed_last: Vec<Passed>,
}

/// One place of a list on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slot<'a> {
    /// Its number on this page, from 1.
    pub rank: usize,
    /// Which article stands there, with score and reason.
    #[serde(flatten)]
    pub ranked: &'a Ranked,
    /// Those that came before it in the list and stand elsewhere.
    pub passed_over: Vec<Passed>,
}

/// A candidate that was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Passed {
    /// The article.
    pub article: ArticleId,
    /// Its story.
    pub story: StoryId,
    /// What it scored.
    pub score: f64,
    /// Why it was passed over.
    pub because: Because,
}

/// Why a story does not stand in a place that it would have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "taken_by", rename_all = "kebab-case")]
pub enum Because {
    /// The page itself tells it.
    OwnStory,
    /// It stands in the page's own listing.
    Listing {
        /// Where, from 1.
        rank: usize,
    },
    /// It stands in this list, which chose before, or further up in the same list.
    List {
        /// Which list.
        list: ListKind,
        /// Where, from 1.
        rank: usize,
    },
}

/// A list that is not drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Absent {
    /// Which list.
    pub kind: ListKind,
    /// Its candidates.
    pub passed_over: Vec<Passed>,
}

/// Fills the lists of a page so that no story stands on it twice and none is the page's own.
///
/// The page's own listing comes first, then the lists by [`ListKind::BY_PRIORITY`], each with its
/// candidates, best first, and its length. A list that is given twice is drawn once.
pub fn plan<'a>(own: Option<StoryId>, listing: &[StoryId], lists: &[(ListKind, &'a [Ranked], usize)]) -> Plan<'a> {
    // Few stories stand on a page: to look through them costs less than a table does.
    let room = 1 + listing.len() + lists.iter().map(|(_, candidates, length)| candidates.len().min(*length)).sum::<usize>();
    let mut taken: Vec<(StoryId, Because)> = Vec::with_capacity(room);
    taken.extend(own.map(|story| (story, Because::OwnStory)));
    let because = |taken: &[(StoryId, Because)], story: StoryId| taken.iter().find(|(other, _)| *other == story).map(|(_, because)| *because);
    let mut plan = Plan { own, listing: Vec::with_capacity(listing.len()), lists: Vec::with_capacity(lists.len()), absent: Vec::new() };
    for &story in listing {
        if because(&taken, story).is_none() {
            taken.push((story, Because::Listing { rank: plan.listing.len() + 1 }));
            plan.listing.push(story);
        }
    }
    for kind in ListKind::BY_PRIORITY {
        let Some(&(_, candidates, length)) = lists.iter().find(|list| list.0 == kind) else { continue };
        let mut slots = Vec::with_capacity(length.min(candidates.len()));
        let mut passed_over = Vec::new();
        for ranked in candidates {
            if slots.len() >= length {
                break;
            }
            if let Some(because) = because(&taken, ranked.story) {
                passed_over.push(Passed { article: ranked.article, story: ranked.story, score: ranked.score, because });
                continue;
            }
            let rank = slots.len() + 1;
            taken.push((ranked.story, Because::List { list: kind, rank }));
            slots.push(Slot { rank, ranked, passed_over: std::mem::take(&mut passed_over) });
        }
        if slots.is_empty() {
            plan.absent.push(Absent { kind, passed_over });
        } else {
            plan.lists.push(PlannedList { kind, slots, passed_last: passed_over });
        }
    }
    plan
}

/// How many candidates a list needs so that it cannot end short because others chose before it.
pub fn candidates(kind: ListKind, lengths: &ListLengths, listing: usize) -> usize {
    let before = ListKind::BY_PRIORITY.into_iter().take_while(|&other| other != kind);
    let taken: usize = before.map(|other| lengths.of(other)).sum();
    // One more for the page's own story.
    lengths.of(kind) + taken + listing + 1
}

impl<'a> Plan<'a> {
    /// A list's places on the page; empty when it is not drawn.
    pub fn slots(&self, kind: ListKind) -> &[Slot<'a>] {
        self.lists.iter().find(|list| list.kind == kind).map_or(&[], |list| &list.slots)
    }

    /// For each place of the page, why this story stands there and which were passed over.
    pub fn trace(&self) -> Trace<'_> {
        let lists = self.lists.iter().map(|list| TracedList {
            list: list.kind,
            slots: list.slots.iter().map(TracedSlot::of).collect(),
            passed_last: &list.passed_last,
        });
        Trace { own: self.own, listing: &self.listing, lists: lists.collect(), absent: &self.absent }
    }
}

/// A plan told for people and programs who ask why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace<'a> {
    /// The story that the page itself tells.
    pub own: Option<StoryId>,
    /// The page's own listing.
    pub listing: &'a [StoryId],
    /// The lists that are drawn.
    pub lists: Vec<TracedList<'a>>,
    /// The lists that are not.
    pub absent: &'a [Absent],
}

/// A drawn list, told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TracedList<'a> {
    /// Which list.
    pub list: ListKind,
    /// Its places.
    pub slots: Vec<TracedSlot<'a>>,
    /// Candidates that were passed over after the last place was filled.
    pub passed_last: &'a [Passed],
}

/// A place of a drawn list, told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TracedSlot<'a> {
    /// Its number on this page.
    pub rank: usize,
    /// The article.
    pub article: ArticleId,
    /// The story.
    pub story: StoryId,
    /// What it scored.
    pub score: f64,
    /// Why it is there, as data.
    pub why: &'a Why,
    /// Why it is there, in words.
    pub reason: String,
    /// Those that came before it and stand elsewhere.
    pub passed_over: &'a [Passed],
}

impl<'a> TracedSlot<'a> {
    fn of(slot: &'a Slot<'_>) -> Self {
        let Ranked { article, story, score, why } = slot.ranked;
        Self { rank: slot.rank, article: *article, story: *story, score: *score, why, reason: why.to_string(), passed_over: &slot.passed_over }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn story(bits: u64) -> StoryId {
        StoryId::from_bits(bits)
    }

    fn ranked(bits: u64) -> Ranked {
        Ranked { article: ArticleId::from_bits(bits + 100), story: story(bits), score: bits as f64, why: Why::SameSection }
    }

    fn list(kind: ListKind, stories: &[u64], length: usize) -> (ListKind, Vec<Ranked>, usize) {
        (kind, stories.iter().map(|&bits| ranked(bits)).collect(), length)
    }

    fn slices(lists: &[(ListKind, Vec<Ranked>, usize)]) -> Vec<(ListKind, &[Ranked], usize)> {
        lists.iter().map(|(kind, ranked, length)| (*kind, ranked.as_slice(), *length)).collect()
    }

    fn stories(plan: &Plan<'_>, kind: ListKind) -> Vec<u64> {
        plan.slots(kind).iter().map(|slot| slot.ranked.story.bits()).collect()
    }

    #[test]
    fn the_list_that_chooses_first_keeps_the_story_and_the_other_says_so() {
        let lists = vec![list(ListKind::Latest, &[1, 2, 3, 4], 2), list(ListKind::MustReads, &[2, 5], 2)];
        let plan = plan(Some(story(1)), &[], &slices(&lists));
        assert_eq!(stories(&plan, ListKind::MustReads), [2, 5]);
        assert_eq!(stories(&plan, ListKind::Latest), [3, 4]);
        let passed: Vec<_> = plan.slots(ListKind::Latest)[0].passed_over.iter().map(|passed| passed.because).collect();
        assert_eq!(passed, [Because::OwnStory, Because::List { list: ListKind::MustReads, rank: 1 }]);
        let told = serde_json::to_value(plan.trace()).unwrap();
        assert_eq!(told["lists"][1]["slots"][0]["rank"], 1);
        assert_eq!(told["lists"][1]["slots"][0]["passed_over"][1]["because"]["list"], "must-reads");
        assert_eq!(told["lists"][1]["slots"][0]["reason"], "new in the same section");
    }

    #[test]
    fn a_list_with_nothing_left_is_not_drawn() {
        let lists = [list(ListKind::Related, &[1, 2], 5), list(ListKind::PopularNow, &[], 5)];
        let plan = plan(None, &[story(1), story(2), story(1)], &slices(&lists));
        assert_eq!(plan.listing, [story(1), story(2)]);
        assert!(plan.lists.is_empty());
        assert_eq!(plan.absent.len(), 2);
        assert_eq!(plan.absent[0].passed_over[1].because, Because::Listing { rank: 2 });
    }

    #[test]
    fn a_list_given_twice_is_drawn_once() {
        let lists = [list(ListKind::Latest, &[1], 5), list(ListKind::Latest, &[2], 5)];
        let plan = plan(None, &[], &slices(&lists));
        assert_eq!(plan.lists.len(), 1);
        assert_eq!(stories(&plan, ListKind::Latest), [1]);
    }

    proptest! {
        #[test]
        fn no_story_stands_twice_on_a_page_and_none_is_its_own(
            own in prop::option::of(0u64..30),
            listing in prop::collection::vec(0u64..30, 0..8),
            lists in prop::collection::vec((0usize..5, prop::collection::vec(0u64..30, 0..20), 0usize..8), 0..7),
        ) {
            let listing: Vec<_> = listing.into_iter().map(story).collect();
            let lists: Vec<_> = lists.iter().map(|(kind, stories, length)| list(ListKind::BY_PRIORITY[*kind], stories, *length)).collect();
            let plan = plan(own.map(story), &listing, &slices(&lists));
            let mut seen: HashSet<_> = own.map(story).into_iter().collect();
            for story in plan.listing.iter().chain(plan.lists.iter().flat_map(|list| list.slots.iter().map(|slot| &slot.ranked.story))) {
                prop_assert!(seen.insert(*story), "{story} stands twice");
            }
            for story in &listing {
                prop_assert!(seen.contains(story));
            }
            for PlannedList { kind, slots, .. } in &plan.lists {
                let (_, candidates, length) = lists.iter().find(|list| list.0 == *kind).unwrap();
                prop_assert!(!slots.is_empty() && slots.len() <= *length);
                prop_assert!(slots.iter().enumerate().all(|(at, slot)| slot.rank == at + 1));
                // Slots and those passed over are the candidates, in order, nobody forgotten.
                let told: Vec<_> = slots.iter().flat_map(|slot| slot.passed_over.iter().map(|passed| passed.story).chain([slot.ranked.story])).collect();
                let asked: Vec<_> = candidates.iter().map(|ranked| ranked.story).take(told.len()).collect();
                prop_assert_eq!(told, asked);
                if slots.len() < *length {
                    prop_assert!(candidates.iter().all(|ranked| seen.contains(&ranked.story)));
                }
            }
        }

        #[test]
        fn a_list_is_full_when_it_was_given_candidates_enough(stories in Just((0u64..60).collect::<Vec<_>>()).prop_shuffle(), listing in 0usize..6) {
            let lengths = ListLengths::default();
            let own = story(stories[7]);
            let shown: Vec<_> = stories[20..20 + listing].iter().map(|&bits| story(bits)).collect();
            let lists = ListKind::BY_PRIORITY.map(|kind| list(kind, &stories[..candidates(kind, &lengths, listing)], lengths.of(kind)));
            let plan = plan(Some(own), &shown, &slices(&lists));
            for kind in ListKind::BY_PRIORITY {
                prop_assert_eq!(plan.slots(kind).len(), lengths.of(kind));
            }
        }
    }
}
