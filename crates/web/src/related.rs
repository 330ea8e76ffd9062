//! What is like an article, worked out when it is first asked for and kept up to date from then on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actions::{InUse, KnownFeatures, RelatedLength};
use audience::{Ranked, Related, candidates};
use model::{ArticleId, Language, ListKind, StoryId, Time};
use store::{Change, StoreError};

use crate::app::App;
use crate::ask::{Ask, Trouble};
use crate::site::Site;

/// A list is worked out anew after this: its order changes with the age of the others.
const KEEPS: i64 = 10 * Time::MINUTE;
/// So many lists that are in use are sure to be kept, at the most twice as many, some ten kilobytes each.
const IN_USE: usize = 2_500;
/// When so many articles change at once, comparing each with every list costs more than working out anew
/// what is asked for.
const MOST_AT_ONCE: usize = 20;
/// The longest list that anybody is given.
pub(crate) const LONGEST: usize = 40;

/// So many are compared closely that no page's list ends short of them.
pub(crate) fn length(site: &Site) -> RelatedLength {
    /// However short the lists of pages are.
    const CLOSELY: usize = 12;
    RelatedLength { closely: candidates(ListKind::Related, &site.publication.lists, 0).max(CLOSELY), limit: LONGEST }
}

/// The lists that are kept.
#[derive(Debug)]
pub(crate) struct RelatedLists {
    lists: Mutex<InUse<ArticleId, Kept>>,
    /// What those are known by that are compared.
    known: KnownFeatures,
}

impl Default for RelatedLists {
    fn default() -> Self {
        Self { lists: Mutex::new(InUse::new(IN_USE)), known: KnownFeatures::default() }
    }
}

#[derive(Debug)]
struct Kept {
    language: Language,
    story: StoryId,
    at: Time,
    related: Related,
}

/// What is like an article, at the moment.
pub(crate) struct Best {
    pub ranked: Arc<Vec<Ranked>>,
    /// When it is worked out anew.
    pub until: Time,
}

impl RelatedLists {
    /// Forgets everything.
    pub fn clear(&self) {
        self.known.follow(&[Change::Everything]);
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, InUse<ArticleId, Kept>> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn best(&self, article: ArticleId, now: Time) -> Option<Best> {
        let mut lists = self.lock();
        let kept = lists.get(article).filter(|kept| (0..KEEPS).contains(&(now.millis() - kept.at.millis())))?;
        Some(Best { ranked: Arc::clone(kept.related.ranked()), until: kept.at.plus(KEEPS) })
    }

    /// Takes in what has changed.
    pub fn follow(&self, app: &App, changes: &[Change]) -> Result<(), StoreError> {
        // First: whoever works out a list meanwhile may do so with what was known before, and does not keep it.
        self.known.follow(changes);
        let articles: Vec<(ArticleId, Language)> = changes
            .iter()
            .filter_map(|change| if let Change::Article { article, language, .. } = change { Some((*article, *language)) } else { None })
            .collect();
        if articles.is_empty() && !changes.contains(&Change::Everything) || self.lock().is_empty() {
            return Ok(());
        }
        if articles.len() > MOST_AT_ONCE || changes.contains(&Change::Everything) {
            self.lock().clear();
            return Ok(());
        }
        let ids: Vec<ArticleId> = articles.iter().map(|(article, _)| *article).collect();
        let public = app.newsroom.store.read(|session| actions::features_of(session, &ids))?;
        let now = app.now();
        let mut all = self.lock();
        for (article, language) in articles {
            all.remove(article);
            let features = public.iter().find(|(id, ..)| *id == article);
            for kept in all.values_mut().filter(|kept| kept.language == language) {
                match features {
                    Some((_, story, features)) if *story != kept.story => kept.related.put(article, *story, features, now),
                    _ => kept.related.remove(article),
                }
            }
        }
        Ok(())
    }
}

impl Ask {
    /// The articles most like one, [`LONGEST`] at the most.
    pub(crate) fn related_to(&self, article: ArticleId) -> Result<Best, Trouble> {
        let now = self.seen.at;
        if let Some(best) = self.app.related.best(article, now) {
            return Ok(best);
        }
        if self.from_memory {
            return Err(Trouble::NotFound);
        }
        let (store, lists) = (&self.app.newsroom.store, &self.app.related);
        let forgotten = lists.known.forgotten();
        let Some(own) = store.read(|session| session.compared(&[article]))?.pop() else {
            return Ok(Best { ranked: Arc::default(), until: now });
        };
        let related = actions::related_to(store, &lists.known, &own, now, length(&self.site))?;
        let kept = Kept { language: own.language, story: own.story, at: now, related };
        let best = Best { ranked: Arc::clone(kept.related.ranked()), until: now.plus(KEEPS) };
        let mut all = lists.lock();
        // What changed while it was worked out has passed it by, so it serves this request alone.
        if lists.known.forgotten() == forgotten {
            all.insert(article, kept);
        }
        Ok(best)
    }
}
