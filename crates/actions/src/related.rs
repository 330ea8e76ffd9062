//! What is like an article, found in the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use audience::{Features, Kindred, Related};
use model::{Article, ArticleId, StoryId, Time};
use store::{Change, Kin, Session, Shares, Store, StoreError};

/// What articles are known by, remembered: the same few are compared with one article after the other. Whoever keeps it
/// tells it what changes.
#[derive(Debug, Default)]
pub struct KnownFeatures(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    of: HashMap<ArticleId, (StoryId, Arc<Features>)>,
    forgotten: u64,
}

impl KnownFeatures {
    /// The most articles of which it remembers something, a kilobyte each; beyond, all are forgotten, and those that matter
    /// come back at once.
    const MOST: usize = 10_000;

    /// How often something was forgotten. Who notes it before reading knows afterwards whether that may be behind.
    pub fn forgotten(&self) -> u64 {
        self.lock().forgotten
    }

    /// Forgets what has changed.
    pub fn follow(&self, changes: &[Change]) {
        let mut known = self.lock();
        for change in changes {
            match change {
                Change::Article { article, .. } => drop(known.of.remove(article)),
                Change::Everything => known.of.clear(),
                Change::Comments { .. } | Change::MustReads { .. } => continue,
            }
            known.forgotten += 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what was read in a session before which something had been forgotten so often: nothing, if something was
    /// forgotten since.
    fn remember(&self, read: &[(ArticleId, StoryId, Arc<Features>)], forgotten: u64) {
        let mut known = self.lock();
        if known.forgotten != forgotten {
            return;
        }
        if known.of.len() + read.len() > Self::MOST {
            known.of.clear();
        }
        known.of.extend(read.iter().map(|(article, story, features)| (*article, (*story, Arc::clone(features)))));
    }

    /// The same as the function [`features_of`], as far as it is not remembered.
    fn features_of(
        &self,
        session: &mut Session<'_>,
        articles: &[(ArticleId, Time)],
        forgotten: u64,
    ) -> Result<Vec<(ArticleId, StoryId, Arc<Features>)>, StoreError> {
        let (mut found, mut missing) = (Vec::with_capacity(articles.len()), Vec::new());
        {
            let known = self.lock();
            for &(article, published_at) in articles {
                match known.of.get(&article) {
                    Some((story, features)) => found.push((article, *story, Arc::clone(features))),
                    None => missing.push((article, published_at)),
                }
            }
        }
        if !missing.is_empty() {
            let read: Vec<_> =
                features_of(session, &missing)?.into_iter().map(|(article, story, features)| (article, story, Arc::new(features))).collect();
            self.remember(&read, forgotten);
            found.extend(read);
            found.sort_unstable_by_key(|(article, ..)| *article);
        }
        Ok(found)
    }
}

/// The articles most like a published one, no more than `limit`: what the editors pinned stands first, what they took out
/// does not stand there.
pub fn related_to(store: &Store, known: &KnownFeatures, article: &Article, now: Time, limit: usize) -> Result<Related, StoreError> {
    let turns: HashMap<ArticleId, u64> = store.read_counts(|session| session.turns_from(article.id))?.into_iter().collect();
    let forgotten = known.forgotten();
    store.read(|session| {
        let mut kindred = kindred_of(session, article, now)?;
        let next: Vec<ArticleId> = turns.keys().copied().collect();
        for next in session.published_of(&next)?.into_iter().filter(|next| next.language == article.language) {
            kindred.read_on(next.id, next.published_at, turns[&next.id]);
        }
        let (pinned, excluded) = session.related_choice(article.id)?;
        let mut compared = kindred.closest(now);
        for story in &pinned {
            let telling = session.published_telling(*story)?.into_iter().filter(|told| told.language == article.language && told.id != article.id);
            compared.extend(telling.map(|told| (told.id, told.published_at)));
        }
        compared.sort_unstable();
        compared.dedup();
        let closest = known.features_of(session, &compared, forgotten)?;
        Ok(Related::arranged(kindred, closest, (pinned, excluded), now, limit))
    })
}

/// Those that have something in common with an article.
fn kindred_of(session: &mut Session<'_>, article: &Article, now: Time) -> Result<Kindred, StoreError> {
    let features = Features {
        topics: article.topics.clone(),
        people: article.credits.iter().map(|credit| credit.person).collect(),
        words: session.words(article.id)?,
        section: article.section.clone(),
        published_at: article.published_at.unwrap_or(now),
    };
    let kin = session.kin(article, &features.words)?;
    let mut kindred = Kindred::of(features);
    for Kin { article, published_at, shares } in kin {
        match shares {
            Shares::Topic => kindred.shares_topic(article, published_at),
            Shares::Person => kindred.shares_person(article, published_at),
            Shares::Word { at, weight } => kindred.shares_word(article, published_at, at, weight),
            Shares::Section => kindred.shares_section(article, published_at),
        }
    }
    Ok(kindred)
}

/// What those of these articles that are published are known by, in the order of their ids, which decides between equals.
/// The hour of publication comes with each.
pub fn features_of(session: &mut Session<'_>, articles: &[(ArticleId, Time)]) -> Result<Vec<(ArticleId, StoryId, Features)>, StoreError> {
    let mut found = Vec::with_capacity(articles.len());
    for chunk in articles.chunks(500) {
        let hours: HashMap<ArticleId, Time> = chunk.iter().copied().collect();
        let chunk: &[ArticleId] = &chunk.iter().map(|(article, _)| *article).collect::<Vec<_>>();
        let mut of = HashMap::with_capacity(chunk.len());
        for (article, story, section) in session.outlines(chunk)? {
            let Some(&published_at) = hours.get(&article) else { continue };
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
    found.sort_unstable_by_key(|(article, ..)| *article);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let (article, story) = (ArticleId::from_bits(1), StoryId::from_bits(2));
        let features = Features { topics: Vec::new(), people: Vec::new(), words: Vec::new(), section: "city".to_owned(), published_at: Time::FAR };
        let read = [(article, story, Arc::new(features))];
        let known = KnownFeatures::default();
        let before = known.forgotten();
        known.follow(&[Change::Article { article, story, language: model::Language::ENGLISH }]);
        known.remember(&read, before);
        assert!(known.lock().of.is_empty());
        let after = known.forgotten();
        known.follow(&[Change::Comments { article }]);
        known.remember(&read, after);
        assert!(known.lock().of.contains_key(&article), "a comment makes nothing another");
        known.follow(&[Change::Everything]);
        assert!(known.lock().of.is_empty());
    }
}
