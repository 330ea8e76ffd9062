//! The lists of an edition as they stood at a moment: pages that are drawn within a second are drawn from the
//! same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use audience::{Plan, Ranked, candidates, plan};
use model::{Language, ListKind, Time};

use crate::app::App;
use crate::ask::{Ask, Trouble};
use crate::kept::{ORDER_WAITS, Seen};
use crate::lists::{Around, ranked};
use crate::related::Best;
use crate::rope::Piece;

/// No page's own listing is longer.
const LONGEST_LISTING: usize = 40;
/// The lists that belong to an edition.
const KINDS: [ListKind; 4] = [ListKind::MustReads, ListKind::PopularNow, ListKind::WeeklyBest, ListKind::Latest];

/// An edition's lists.
#[derive(Debug)]
pub(crate) struct Lineup {
    /// How far everything had come.
    pub seen: Seen,
    lists: [(ListKind, Vec<Ranked>); KINDS.len()],
    /// When the next of the editors' choices ends.
    ends: Option<Time>,
    /// What was drawn of them, by what it shows and where: pages of one second mostly show the same.
    drawn: Mutex<HashMap<u64, Arc<Piece>>>,
}

/// The most pieces that a line-up remembers.
const MOST_DRAWN: usize = 4_096;

impl Lineup {
    fn of(app: &App, language: Language) -> Self {
        // Before the lists are read, so that what is counted meanwhile counts as not seen.
        let seen = Seen::by(app);
        let lengths = app.site().publication.lists;
        app.readership.lists(|lists, now| {
            let most = |kind| candidates(kind, &lengths, LONGEST_LISTING);
            let lists_now = KINDS.map(|kind| (kind, ranked(lists, kind, language, now, most(kind))));
            Self { seen, lists: lists_now, ends: lists.must_reads_end(language, now), drawn: Mutex::default() }
        })
    }

    /// Whether a page may be drawn from it.
    fn serves(&self, now: &Seen) -> bool {
        let age = now.at.millis() - self.seen.at.millis();
        self.seen.generation == now.generation
            && self.ends.is_none_or(|ends| now.at < ends)
            && age >= 0
            && (self.seen.order == now.order || age < ORDER_WAITS)
    }

    /// A list that was drawn from it.
    pub fn drawn(&self, key: u64) -> Option<Arc<Piece>> {
        self.pieces().get(&key).cloned()
    }

    /// Remembers a list that was drawn from it.
    pub fn remember(&self, key: u64, piece: &Arc<Piece>) {
        let mut pieces = self.pieces();
        if pieces.len() < MOST_DRAWN {
            pieces.insert(key, Arc::clone(piece));
        }
    }

    fn pieces(&self) -> MutexGuard<'_, HashMap<u64, Arc<Piece>>> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self, kind: ListKind) -> &[Ranked] {
        self.lists.iter().find(|list| list.0 == kind).map_or(&[], |list| &list.1)
    }
}

/// The newest of each edition.
#[derive(Debug, Default)]
pub(crate) struct Lineups(Mutex<HashMap<Language, Arc<Lineup>>>);

/// What the lists of a page are chosen from.
pub(crate) struct Choice {
    pub lineup: Arc<Lineup>,
    related: Option<Best>,
    /// When time alone makes another choice of it.
    pub until: Time,
}

impl Choice {
    /// For a page. Where it is drawn from memory, by the lists of the last second: what is drawn whole takes so long
    /// that lists of this moment cost nothing beside.
    pub fn for_page(ask: &Ask, around: &Around) -> Result<Self, Trouble> {
        if ask.anew {
            return Self::of_now(ask, around);
        }
        let lineup = {
            let mut lineups = ask.app.lineups.0.lock().unwrap_or_else(PoisonError::into_inner);
            match lineups.get(&ask.language).filter(|lineup| ask.from_memory && lineup.serves(&ask.seen)) {
                Some(lineup) => Arc::clone(lineup),
                None => {
                    let lineup = Arc::new(Lineup::of(&ask.app, ask.language));
                    lineups.insert(ask.language, Arc::clone(&lineup));
                    lineup
                }
            }
        };
        Self::of(ask, around, lineup)
    }

    /// By the lists of this moment.
    pub fn of_now(ask: &Ask, around: &Around) -> Result<Self, Trouble> {
        Self::of(ask, around, Arc::new(Lineup::of(&ask.app, ask.language)))
    }

    fn of(ask: &Ask, around: &Around, lineup: Arc<Lineup>) -> Result<Self, Trouble> {
        let related = around.own.filter(|_| around.kinds.contains(&ListKind::Related)).map(|(own, _)| ask.related_to(own)).transpose()?;
        let ends = [related.as_ref().map(|best| best.until), lineup.ends];
        let until = ends.into_iter().flatten().fold(ask.day_ends(), Time::min);
        Ok(Self { lineup, related, until })
    }

    /// Which story stands where.
    pub fn plan(&self, ask: &Ask, around: &Around) -> Plan<'_> {
        let lengths = &ask.site.publication.lists;
        let list = |kind: ListKind| match (kind, &self.related) {
            (ListKind::Related, Some(best)) => &best.ranked[..],
            _ => self.lineup.list(kind),
        };
        let lists: Vec<_> = around
            .kinds
            .iter()
            .map(|&kind| {
                let ranked = list(kind);
                (kind, &ranked[..ranked.len().min(candidates(kind, lengths, around.listing.len()))], lengths.of(kind))
            })
            .collect();
        plan(around.own.map(|(_, story)| story), &around.listing, &lists)
    }
}
