//! The lists of a page: which story stands where, worked out by the planner over every entry of it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use audience::{Lists, Ranked};
use model::{ArticleId, Language, ListKind, StoryId, Time};
use theme::{ListView, Place, words};

use crate::app::App;
use crate::ask::{Ask, Trouble};
use crate::cards::Entry;
use crate::lineup::{Choice, Lineup};
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
    /// What they were chosen from.
    pub lineup: Arc<Lineup>,
    /// When time alone will have changed one of them.
    pub until: Time,
    lists: Vec<List>,
}

/// A list on a page; never empty.
pub(crate) struct List {
    kind: ListKind,
    shown: Vec<(ArticleId, StoryId)>,
    /// What is shown of them, where that was read.
    entries: Option<Vec<Arc<Entry>>>,
}

impl List {
    fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.shown.iter().map(|(article, _)| *article)
    }
}

impl Beside {
    /// The lists that have something to show, in the order of the kinds that were asked for.
    pub fn kinds(&self) -> impl Iterator<Item = ListKind> {
        self.lists.iter().map(|list| list.kind)
    }

    /// All articles of all lists.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.lists.iter().flat_map(List::articles)
    }

    /// All stories of all lists.
    pub fn stories(&self) -> impl Iterator<Item = StoryId> {
        self.lists.iter().flat_map(|list| list.shown.iter().map(|(_, story)| *story))
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

/// Where a list stands on a page.
#[derive(Debug)]
pub(crate) struct Stand {
    pub kind: ListKind,
    place: Place,
    language: Language,
    /// The number of place and language.
    hash: u64,
}

impl Stand {
    pub fn new(kind: ListKind, place: Place, language: Language) -> Self {
        let mut hasher = DefaultHasher::new();
        (&place, language).hash(&mut hasher);
        Self { kind, place, language, hash: hasher.finish() }
    }
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
    /// Plans the lists of a page. Nothing is asked of the store but entries that nobody asked for lately; from memory, not
    /// even those.
    pub(crate) fn beside(&self, around: &Around) -> Result<Beside, Trouble> {
        let choice = Choice::for_page(self, around)?;
        let plan = choice.plan(self, around);
        let shown = |kind| plan.slots(kind).iter().map(|slot| (slot.ranked.article, slot.ranked.story)).collect();
        let mut lists: Vec<List> = around.kinds.iter().map(|&kind| List { kind, shown: shown(kind), entries: None }).collect();
        if !self.from_memory {
            let ids: Vec<ArticleId> = lists.iter().flat_map(List::articles).collect();
            // An article that was withdrawn since the lists were read has no entry any more.
            let mut known = self.entries(&ids)?.into_iter().peekable();
            for list in &mut lists {
                let entries: Vec<_> = list.articles().filter_map(|article| known.next_if(|entry| entry.card.id == article)).collect();
                list.shown = entries.iter().map(|entry| (entry.card.id, entry.card.story)).collect();
                list.entries = Some(entries);
            }
        }
        lists.retain(|list| !list.shown.is_empty());
        Ok(Beside { until: choice.until, lists, lineup: choice.lineup })
    }

    /// A list as it stands on a page.
    pub(crate) fn list_piece(&self, lineup: &Lineup, list: &List, stand: &Stand, home: &str) -> Result<Arc<Piece>, Trouble> {
        let &Stand { ref place, language, hash, .. } = stand;
        let day = self.day_ends();
        let key = {
            let mut hasher = DefaultHasher::new();
            (hash, day.millis()).hash(&mut hasher);
            list.articles().for_each(|article| article.hash(&mut hasher));
            hasher.finish()
        };
        if let Some(piece) = lineup.drawn(key).filter(|_| !self.anew) {
            return Ok(piece);
        }
        let entries = match &list.entries {
            Some(entries) => entries.clone(),
            None => self.entries(&list.articles().collect::<Vec<_>>())?,
        };
        let is = |drawn: &DrawnList| {
            drawn.place == *place
                && drawn.language == language
                && drawn.day == day
                && Arc::ptr_eq(&drawn.site, &self.site)
                && drawn.entries.len() == entries.len()
                && drawn.entries.iter().zip(&entries).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        let known = self.app.shelf.list(key).filter(|drawn| !self.anew && is(drawn));
        if let Some(drawn) = known {
            lineup.remember(key, &drawn.piece);
            return Ok(Arc::clone(&drawn.piece));
        }
        let stories = entries.iter().enumerate().map(|(at, entry)| entry.link(&self.app, &self.site, at + 1)).collect();
        let view = ListView { stories, ..head(list.kind, language) };
        let piece = Arc::new(Piece::of_a_moment(self.app.theme.list(&view, &place.shape, language.code(), home)?));
        if !self.anew {
            lineup.remember(key, &piece);
            let site = Arc::clone(&self.site);
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
