//! What is like an article, worked out when it is first asked for and kept up to date from then on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actions::{InUse, KnownFeatures, RelatedLength};
use audience::{Features, Ranked, Related};
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
/// Who has not been asked for while so many articles changed is worked out anew.
const MOST_NEWS: usize = 200;
/// The longest list that anybody is given.
pub(crate) const LONGEST: usize = 40;

/// So few are compared closely that no page's list ends short of them, each being another page of a large file: as many as
/// it shows, beside the must-reads, which stand before it. What comes among those while the list is kept, the newest of the
/// section make up for.
pub(crate) fn length(app: &App, site: &Site, language: Language) -> RelatedLength {
    /// However short the lists of pages are.
    const CLOSELY: usize = 6;
    let lengths = &site.publication.lists;
    let must_reads = app.ranked(ListKind::MustReads, language, lengths.of(ListKind::MustReads));
    let beside = must_reads.into_iter().map(|ranked| ranked.article).collect();
    RelatedLength { closely: lengths.of(ListKind::Related).max(CLOSELY), beside, limit: LONGEST }
}

/// The lists that are kept.
#[derive(Debug, Default)]
pub(crate) struct RelatedLists {
    lists: Mutex<Lists>,
    /// What those are known by that are compared.
    known: KnownFeatures,
}

#[derive(Debug)]
struct Lists {
    kept: InUse<ArticleId, Kept>,
    /// The articles that have changed lately. A list takes them in when it is asked for: however many lists are kept, a
    /// publication concerns those alone that somebody reads.
    news: VecDeque<News>,
    /// How many were told before the first of those.
    forgotten: u64,
}

impl Default for Lists {
    fn default() -> Self {
        Self { kept: InUse::new(IN_USE), news: VecDeque::new(), forgotten: 0 }
    }
}

/// That an article has changed.
#[derive(Debug)]
struct News {
    article: ArticleId,
    language: Language,
    at: Time,
    /// What it is now, if it is public.
    public: Option<(StoryId, Features)>,
}

#[derive(Debug)]
struct Kept {
    language: Language,
    story: StoryId,
    at: Time,
    related: Related,
    /// How much of the news it has taken in.
    heard: u64,
}

impl Lists {
    /// How many articles have changed.
    fn told(&self) -> u64 {
        self.forgotten + self.news.len() as u64
    }

    fn tell(&mut self, news: News) {
        self.kept.remove(news.article);
        self.news.push_back(news);
        if self.news.len() > MOST_NEWS {
            self.news.pop_front();
            self.forgotten += 1;
        }
    }

    /// A list with all that has been told. None where it is not kept, too old, or has missed something.
    fn get(&mut self, article: ArticleId, now: Time) -> Option<&Kept> {
        let told = self.told();
        let Self { kept, news, forgotten } = self;
        let kept = kept.get(article).filter(|kept| kept.heard >= *forgotten && (0..KEEPS).contains(&(now.millis() - kept.at.millis())))?;
        let heard = (kept.heard - *forgotten) as usize;
        news.range(heard..).for_each(|news| kept.hear(news));
        kept.heard = told;
        Some(kept)
    }
}

impl Kept {
    fn hear(&mut self, news: &News) {
        if news.language != self.language {
            return;
        }
        match &news.public {
            Some((story, features)) if *story != self.story => self.related.put(news.article, *story, features, news.at),
            _ => self.related.remove(news.article),
        }
    }
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
        self.lock().kept.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Lists> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn best(&self, article: ArticleId, now: Time) -> Option<Best> {
        let mut lists = self.lock();
        let kept = lists.get(article, now)?;
        Some(Best { ranked: Arc::clone(kept.related.ranked()), until: kept.at.plus(KEEPS) })
    }

    /// Takes in what has changed.
    pub fn follow(&self, app: &App, changes: &[Change]) -> Result<(), StoreError> {
        // First: whoever works out a list meanwhile may do so with what was known before, and does not keep it.
        self.known.follow(changes);
        let mut articles: Vec<(ArticleId, Language)> = changes
            .iter()
            .filter_map(|change| if let Change::Article { article, language, .. } = change { Some((*article, *language)) } else { None })
            .collect();
        if articles.is_empty() && !changes.contains(&Change::Everything) || self.lock().kept.is_empty() {
            return Ok(());
        }
        if articles.len() > MOST_AT_ONCE || changes.contains(&Change::Everything) {
            self.lock().kept.clear();
            return Ok(());
        }
        articles.sort_unstable();
        articles.dedup_by_key(|(article, _)| *article);
        let ids: Vec<ArticleId> = articles.iter().map(|(article, _)| *article).collect();
        let mut public = app.newsroom.store.read(|session| actions::features_of(session, &ids))?;
        let at = app.now();
        let mut lists = self.lock();
        for (article, language) in articles {
            let found = public.iter().position(|(id, ..)| *id == article);
            let public = found.map(|found| public.swap_remove(found)).map(|(_, story, features)| (story, features));
            lists.tell(News { article, language, at, public });
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
        let related = actions::related_to(store, &lists.known, &own, now, &length(&self.app, &self.site, own.language))?;
        let best = Best { ranked: Arc::clone(related.ranked()), until: now.plus(KEEPS) };
        let mut kept = lists.lock();
        // What changed while it was worked out has passed it by, so it serves this request alone.
        if lists.known.forgotten() == forgotten {
            let heard = kept.told();
            kept.kept.insert(article, Kept { language: own.language, story: own.story, at: now, related, heard });
        }
        Ok(best)
    }
}

#[cfg(test)]
mod tests {
    use audience::Kindred;

    use super::*;

    const OWN: u64 = 1;

    fn features() -> Features {
        Features::new(Vec::new(), Vec::new(), Vec::new(), "business".to_owned(), Time::from_millis(0))
    }

    fn lists() -> Lists {
        let mut lists = Lists::default();
        let related = Related::new::<Features>(Kindred::of(features()), [], Time::from_millis(0), LONGEST);
        let kept = Kept { language: Language::KOREAN, story: StoryId::from_bits(OWN), at: Time::from_millis(0), related, heard: lists.told() };
        lists.kept.insert(ArticleId::from_bits(OWN), kept);
        lists
    }

    fn news(article: u64, language: Language, public: bool) -> News {
        let public = public.then(|| (StoryId::from_bits(article), features()));
        News { article: ArticleId::from_bits(article), language, at: Time::from_millis(1), public }
    }

    /// The articles of the list, if it is kept.
    fn listed(lists: &mut Lists) -> Option<Vec<u64>> {
        let kept = lists.get(ArticleId::from_bits(OWN), Time::from_millis(2))?;
        Some(kept.related.ranked().iter().map(|ranked| ranked.article.bits()).collect())
    }

    #[test]
    fn a_list_takes_in_what_has_changed_since_it_was_asked_for() {
        let mut lists = lists();
        lists.tell(news(2, Language::KOREAN, true));
        assert_eq!(listed(&mut lists), Some(vec![2]));
        lists.tell(news(3, Language::KOREAN, true));
        lists.tell(news(4, Language::ENGLISH, true));
        lists.tell(news(2, Language::KOREAN, false));
        assert_eq!(listed(&mut lists), Some(vec![3]));
        assert_eq!(listed(&mut lists), Some(vec![3]), "news is heard once");
        lists.tell(news(OWN, Language::KOREAN, true));
        assert_eq!(listed(&mut lists), None, "its own article is another one now");
    }

    #[test]
    fn a_list_that_has_missed_something_is_worked_out_anew() {
        let mut lists = lists();
        (0..MOST_NEWS as u64).for_each(|n| lists.tell(news(100 + n, Language::KOREAN, n == 7)));
        assert_eq!(listed(&mut lists), Some(vec![107]));
        (0..MOST_NEWS as u64 + 1).for_each(|n| lists.tell(news(1_000 + n, Language::KOREAN, false)));
        assert_eq!(listed(&mut lists), None);
        assert_eq!(lists.news.len(), MOST_NEWS);
    }
}
