//! What is like an article, found in the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use audience::constants::FINDING_WORDS;
use audience::{Features, Kindred, Related};
use model::{ArticleId, StoryId, Time};
use store::{Change, Compared, Kin, Session, Shares, Store, StoreError};

use crate::InUse;

/// What articles are known by, remembered: the same few are compared with one article after the other. Whoever keeps it
/// tells it what changes.
#[derive(Debug)]
pub struct KnownFeatures(Mutex<Known>);

#[derive(Debug)]
struct Known {
    of: InUse<ArticleId, (StoryId, Arc<Features>)>,
    forgotten: u64,
}

impl Default for KnownFeatures {
    fn default() -> Self {
        /// So many that are in use are sure to be remembered, at the most twice as many, a kilobyte each.
        const IN_USE: usize = 5_000;
        Self(Mutex::new(Known { of: InUse::new(IN_USE), forgotten: 0 }))
    }
}

impl KnownFeatures {
    /// How often something was forgotten. Who notes it before reading knows afterwards whether that may be behind.
    pub fn forgotten(&self) -> u64 {
        self.lock().forgotten
    }

    /// Forgets what has changed.
    pub fn follow(&self, changes: &[Change]) {
        let mut known = self.lock();
        for change in changes {
            match change {
                Change::Article { article, .. } => known.of.remove(*article),
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
        for (article, story, features) in read {
            known.of.insert(*article, (*story, Arc::clone(features)));
        }
    }

    /// The same as the function [`features_of`], as far as it is not remembered.
    fn features_of(
        &self,
        session: &mut Session<'_>,
        articles: &[ArticleId],
        forgotten: u64,
    ) -> Result<Vec<(ArticleId, StoryId, Arc<Features>)>, StoreError> {
        let (mut found, mut missing) = (Vec::with_capacity(articles.len()), Vec::new());
        {
            let mut known = self.lock();
            for &article in articles {
                match known.of.get(article) {
                    Some((story, features)) => found.push((article, *story, Arc::clone(features))),
                    None => missing.push(article),
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

/// How long a related list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedLength {
    /// So many of the most alike are compared closely; what fills the list up is the newest of the section.
    pub closely: usize,
    /// These stand on the page before the list and are compared too, if they are among the most alike, but not counted.
    pub beside: Vec<ArticleId>,
    /// No list is longer, and so many of the section are compared, as far as the store gives them.
    pub limit: usize,
}

/// The articles most like a published one: what the editors pinned stands first, what they took out does not stand there.
pub fn related_to(store: &Store, known: &KnownFeatures, article: &Compared, now: Time, length: &RelatedLength) -> Result<Related, StoreError> {
    let turns: HashMap<ArticleId, u64> = store.read_counts(|session| session.turns_from(article.id))?.into_iter().collect();
    let forgotten = known.forgotten();
    store.read(|session| {
        let mut kindred = kindred_of(session, article)?;
        let next: Vec<ArticleId> = turns.keys().copied().collect();
        for next in session.published_of(&next)?.into_iter().filter(|next| next.language == article.language) {
            kindred.read_on(next.id, next.published_at, turns[&next.id]);
        }
        let (pinned, excluded) = session.related_choice(article.id)?;
        let mut compared = kindred.closest(length.closely + excluded.len(), length.limit, &length.beside, now);
        for story in &pinned {
            let telling = session.published_telling(*story)?.into_iter().filter(|told| told.language == article.language && told.id != article.id);
            compared.extend(telling.map(|told| told.id));
        }
        compared.sort_unstable();
        compared.dedup();
        let closest = known.features_of(session, &compared, forgotten)?;
        Ok(Related::arranged(kindred, closest, (pinned, excluded), now, length.limit))
    })
}

/// Those that have something in common with an article.
fn kindred_of(session: &mut Session<'_>, article: &Compared) -> Result<Kindred, StoreError> {
    let kin = session.kin(article, FINDING_WORDS)?;
    let mut kindred = Kindred::of(features(article.clone()));
    for Kin { article, published_at, shares } in kin {
        match shares {
            Shares::Topic { weight } => kindred.shares_topic(article, published_at, weight),
            Shares::Person { weight } => kindred.shares_person(article, published_at, weight),
            Shares::Word { at, weight } => kindred.shares_word(article, published_at, at, weight),
            Shares::Section => kindred.shares_section(article, published_at),
        }
    }
    Ok(kindred)
}

/// What those of these articles that are published are known by, in the order of their ids, which decides between equals.
pub fn features_of(session: &mut Session<'_>, articles: &[ArticleId]) -> Result<Vec<(ArticleId, StoryId, Features)>, StoreError> {
    let compared = session.compared(articles)?;
    let mut found: Vec<_> = compared.into_iter().map(|compared| (compared.id, compared.story, features(compared))).collect();
    found.sort_unstable_by_key(|(article, ..)| *article);
    Ok(found)
}

fn features(compared: Compared) -> Features {
    let Compared { topics, people, words, section, published_at, .. } = compared;
    Features::new(topics, people, words, section, published_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let (article, story) = (ArticleId::from_bits(1), StoryId::from_bits(2));
        let features = Features::new(Vec::new(), Vec::new(), Vec::new(), "city".to_owned(), Time::FAR);
        let read = [(article, story, Arc::new(features))];
        let known = KnownFeatures::default();
        let before = known.forgotten();
        known.follow(&[Change::Article { article, story, language: model::Language::ENGLISH }]);
        known.remember(&read, before);
        assert!(known.lock().of.is_empty());
        let after = known.forgotten();
        known.follow(&[Change::Comments { article }]);
        known.remember(&read, after);
        assert!(known.lock().of.get(article).is_some(), "a comment makes nothing another");
        known.follow(&[Change::Everything]);
        assert!(known.lock().of.is_empty());
    }
}
