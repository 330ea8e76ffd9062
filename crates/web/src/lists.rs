//! The lists of a page: which story stands where, worked out by the planner over every entry of it.

use std::sync::Arc;

use audience::{Features, Plan, Ranked, candidates, plan};
use model::{Article, ArticleId, Language, ListKind, StoryId, Time};
use store::Session;
use theme::{ListView, words};

use crate::app::{App, RelatedEntry};
use crate::ask::{Ask, Trouble};

/// A related list is worked out again when something was published, but not more often than this.
const RELATED_STANDS: i64 = 900;
/// How long it stands when nothing was: its order changes only with the age of the others.
const RELATED_KEEPS: i64 = 10 * Time::MINUTE;
/// The most related lists that are kept in memory.
const MOST_RELATED: usize = 20_000;
/// The longest related list that anybody is given.
pub(crate) const LONGEST: usize = 100;

/// What stands on a page beside its lists.
pub(crate) struct Around<'a> {
    pub language: Language,
    /// The page's own article.
    pub own: Option<&'a Article>,
    /// The stories of its own listing.
    pub listing: &'a [StoryId],
}

/// Plans the lists of a page.
pub(crate) fn planned(ask: &Ask, session: &mut Session<'_>, around: &Around<'_>, kinds: &[ListKind]) -> Result<Plan, Trouble> {
    let lengths = ask.site.publication.lists;
    let mut lists = Vec::with_capacity(kinds.len());
    for &kind in kinds {
        let most = candidates(kind, &lengths, around.listing.len());
        let ranked = match (kind, around.own) {
            (ListKind::Related, Some(own)) => ask.related_to(session, own)?.iter().take(most).cloned().collect(),
            (ListKind::Related, None) => Vec::new(),
            _ => ask.app.ranked(kind, around.language, most),
        };
        lists.push((kind, ranked, lengths.of(kind)));
    }
    Ok(plan(around.own.map(|own| own.story), around.listing, lists))
}

/// The planned lists as they are drawn, in the order of the kinds asked for.
pub(crate) fn drawn(ask: &Ask, session: &mut Session<'_>, language: Language, plan: &Plan, kinds: &[ListKind]) -> Result<Vec<ListView>, Trouble> {
    let ids: Vec<ArticleId> = plan.lists.iter().flat_map(|list| list.slots.iter().map(|slot| slot.ranked.article)).collect();
    let entries = ask.entries(session, &ids)?;
    let mut views = Vec::with_capacity(kinds.len());
    for &kind in kinds {
        // An article that was withdrawn since the lists were read has no entry any more.
        let shown = plan.slots(kind).iter().filter_map(|slot| entries.get(&slot.ranked.article));
        let stories: Vec<_> = shown.enumerate().map(|(at, entry)| entry.link(&ask.app, &ask.site, at + 1)).collect();
        if !stories.is_empty() {
            let numbered = matches!(kind, ListKind::Related | ListKind::PopularNow | ListKind::WeeklyBest);
            views.push(ListView { kind: kind.name().to_owned(), title: words(language).list(kind).to_owned(), numbered, stories });
        }
    }
    Ok(views)
}

impl App {
    /// The best of one of the lists that belong to an edition.
    pub(crate) fn ranked(&self, kind: ListKind, language: Language, limit: usize) -> Vec<Ranked> {
        self.readership.lists(|lists, now| match kind {
            ListKind::Latest => lists.latest(language, limit),
            ListKind::WeeklyBest => lists.weekly_best(language, now, limit),
            ListKind::PopularNow => lists.popular_now(language, now, limit),
            ListKind::MustReads => lists.must_reads(language, now, limit),
            ListKind::Related => Vec::new(),
        })
    }
}

impl Ask {
    /// The articles most like one.
    pub(crate) fn related_to(&self, session: &mut Session<'_>, own: &Article) -> Result<Arc<Vec<Ranked>>, Trouble> {
        let (now, generation) = (self.app.now(), self.generation);
        let kept = self.app.related_kept().get(&own.id).cloned();
        if let Some(kept) = kept {
            let age = now.millis() - kept.at.millis();
            if (0..RELATED_STANDS).contains(&age) || kept.generation == generation && (0..RELATED_KEEPS).contains(&age) {
                return Ok(kept.list);
            }
        }
        let kin = session.kin(own.id)?;
        let words = session.words(own.id)?;
        let features = Features {
            topics: own.topics.clone(),
            people: own.credits.iter().map(|credit| credit.person).collect(),
            words,
            section: own.section.clone(),
            published_at: own.published_at.unwrap_or(now),
        };
        let list = Arc::new(audience::related(&features, features_of(session, &kin)?.into_iter(), now, LONGEST));
        let mut all = self.app.related_kept();
        if all.len() >= MOST_RELATED {
            all.clear();
        }
        all.insert(own.id, RelatedEntry { generation, at: now, list: Arc::clone(&list) });
        Ok(list)
    }
}

fn features_of(session: &mut Session<'_>, ids: &[ArticleId]) -> Result<Vec<(ArticleId, StoryId, Features)>, Trouble> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        let mut of = std::collections::HashMap::with_capacity(chunk.len());
        for (article, story, section, published_at) in session.outlines(chunk)? {
            of.insert(article, (story, Features { topics: Vec::new(), people: Vec::new(), words: Vec::new(), section, published_at }));
        }
        for (article, topic) in session.topics_of_all(chunk)? {
            of.entry(article).and_modify(|(_, features)| features.topics.push(topic));
        }
        for (article, person) in session.people_of_all(chunk)? {
            of.entry(article).and_modify(|(_, features)| features.people.push(person));
        }
        for (article, word, weight) in session.words_of_all(chunk)? {
            of.entry(article).and_modify(|(_, features)| features.words.push((word, weight)));
        }
        found.extend(of.into_iter().map(|(article, (story, features))| (article, story, features)));
    }
    // The order decides between equals, so it must not be chance.
    found.sort_unstable_by_key(|(article, ..)| *article);
    Ok(found)
}
