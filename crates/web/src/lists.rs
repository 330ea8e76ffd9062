//! The lists of a page: which story stands where, worked out by the planner over every entry of it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use audience::{Lists, Ranked};
use model::{ArticleId, Language, ListKind, StoryId, Time};
use theme::{ListView, Place, words};

use crate::app::App;
use crate::ask::{Ask, Trouble};
use crate::cards::Entry;
use crate::kept::Seen;
use crate::lineup::Choice;
use crate::rope::Piece;
use crate::site::Site;

/// What stands on a page beside its lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Around {
    /// The page's own article and its story.
    pub own: Option<(ArticleId, StoryId)>,
    /// The stories of its own listing.
    pub listing: Vec<StoryId>,
    /// The lists that it may have, in the order in which they are given to its template.
    pub kinds: &'static [ListKind],
}

/// The lists of a page.
pub(crate) struct Beside {
    /// How far everything had come when they were read.
    pub seen: Seen,
    /// When time alone will have changed one of them.
    pub until: Time,
    lists: Vec<List>,
}

/// A list on a page; never empty.
pub(crate) struct List {
    kind: ListKind,
    entries: Vec<Arc<Entry>>,
}

impl Beside {
    /// The lists that have something to show, in the order of the kinds that were asked for.
    pub fn kinds(&self) -> impl Iterator<Item = ListKind> {
        self.lists.iter().map(|list| list.kind)
    }

    /// All entries of all lists.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.lists.iter().flat_map(|list| list.entries.iter().map(|entry| entry.card.id))
    }

    /// All stories of all lists.
    pub fn stories(&self) -> impl Iterator<Item = StoryId> {
        self.lists.iter().flat_map(|list| list.entries.iter().map(|entry| entry.card.story))
    }

    pub fn list(&self, kind: ListKind) -> Option<&List> {
        self.lists.iter().find(|list| list.kind == kind)
    }

    /// What a page's template is told of them.
    pub fn heads(&self, language: Language) -> Vec<ListView> {
        self.kinds().map(|kind| head(kind, language)).collect()
    }
}

fn head(kind: ListKind, language: Language) -> ListView {
    let numbered = matches!(kind, ListKind::Related | ListKind::PopularNow | ListKind::WeeklyBest);
    ListView { kind: kind.name().to_owned(), title: words(language).list(kind).to_owned(), numbered, stories: Vec::new() }
}

/// A list as it was drawn, and what it was drawn from. Pages that show the same share it.
#[derive(Debug)]
pub(crate) struct DrawnList {
    place: Place,
    language: Language,
    day: Time,
    site: Arc<Site>,
    entries: Vec<Arc<Entry>>,
    pub piece: Arc<Piece>,
}

impl Ask {
    /// Plans the lists of a page. Nothing is asked of the store but entries that nobody asked for lately.
    pub(crate) fn beside(&self, around: &Around) -> Result<Beside, Trouble> {
        let choice = Choice::for_page(self, around)?;
        let plan = choice.plan(self, around);
        let ids: Vec<ArticleId> = around.kinds.iter().flat_map(|&kind| plan.slots(kind)).map(|slot| slot.ranked.article).collect();
        // An article that was withdrawn since the lists were read has no entry any more.
        let mut known = self.entries(&ids)?.into_iter().peekable();
        let mut lists = Vec::with_capacity(around.kinds.len());
        for &kind in around.kinds {
            let entries: Vec<_> = plan.slots(kind).iter().filter_map(|slot| known.next_if(|entry| entry.card.id == slot.ranked.article)).collect();
            if !entries.is_empty() {
                lists.push(List { kind, entries });
            }
        }
        Ok(Beside { seen: choice.lineup.seen, until: choice.until, lists })
    }

    /// A list as it stands in a place of a page.
    pub(crate) fn list_piece(&self, list: &List, place: &Place, language: Language, home: &str) -> Result<Arc<Piece>, Trouble> {
        let day = self.day_ends();
        let key = {
            let mut hasher = DefaultHasher::new();
            (place, language, day.millis()).hash(&mut hasher);
            list.entries.iter().for_each(|entry| entry.card.id.hash(&mut hasher));
            hasher.finish()
        };
        let is = |drawn: &DrawnList| {
            drawn.place == *place
                && drawn.language == language
                && drawn.day == day
                && Arc::ptr_eq(&drawn.site, &self.site)
                && drawn.entries.len() == list.entries.len()
                && drawn.entries.iter().zip(&list.entries).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        if let Some(drawn) = self.app.shelf.list(key).filter(|drawn| !self.anew && is(drawn)) {
            return Ok(Arc::clone(&drawn.piece));
        }
        let stories = list.entries.iter().enumerate().map(|(at, entry)| entry.link(&self.app, &self.site, at + 1)).collect();
        let view = ListView { stories, ..head(list.kind, language) };
        let piece = Piece::of_a_moment(self.app.theme.list(&view, &place.shape, language.code(), home)?);
        if !self.anew {
            let (site, entries) = (Arc::clone(&self.site), list.entries.clone());
            self.app.shelf.keep_list(key, Arc::new(DrawnList { place: place.clone(), language, day, site, entries, piece: Arc::clone(&piece) }));
        }
        Ok(piece)
    }
}

impl App {
    /// The best of one of the lists that belong to an edition.
    pub(crate) fn ranked(&self, kind: ListKind, language: Language, limit: usize) -> Vec<Ranked> {
        self.readership.lists(|lists, now| ranked(lists, kind, language, now, limit))
    }
}

/// The same while the lists are read.
pub(crate) fn ranked(lists: &mut Lists, kind: ListKind, language: Language, now: Time, limit: usize) -> Vec<Ranked> {
    match kind {
        ListKind::Latest => lists.latest(language, limit),
        ListKind::WeeklyBest => lists.weekly_best(language, now, limit),
        ListKind::PopularNow => lists.popular_now(language, now, limit),
        ListKind::MustReads => lists.must_reads(language, now, limit),
        ListKind::Related => Vec::new(),
    }
}
