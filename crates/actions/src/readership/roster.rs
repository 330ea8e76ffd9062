//! Which published articles the lists know: the newest of each edition, what was read lately, what the editors
//! chose. The store is never asked while the lists are locked.

use std::collections::HashSet;

use audience::Entry;
use audience::constants::NEWEST_KNOWN;
use model::{ArticleId, Language};
use store::{Change, Published, Store, StoreError};

use super::{Room, Shared};

impl Shared {
    /// Fills the lists with what they have to know.
    pub fn load_roster(&self, store: &Store) -> Result<(), StoreError> {
        for language in store.read(|session| session.publication())?.languages {
            self.load_must_reads(store, language)?;
            self.load_newest(store, language)?;
        }
        let read = self.room().lists.unknown_readings();
        self.introduce(store, &read)
    }

    /// Makes published articles known to the lists.
    pub fn introduce(&self, store: &Store, articles: &[ArticleId]) -> Result<(), StoreError> {
        if articles.is_empty() {
            return Ok(());
        }
        self.take_in(|| store.read(|session| session.published_of(articles)), |_, _| {})
    }

    /// Follows what has changed in the newsroom.
    pub fn follow(&self, store: &Store, changes: &[Change]) -> Result<(), StoreError> {
        if changes.contains(&Change::Everything) {
            self.load_roster(store)?;
        }
        for change in changes {
            match change {
                Change::Article { article, language, .. } => {
                    let published = store.read(|session| session.published_of(&[*article]))?.pop();
                    let lacks_newest = {
                        let mut room = self.room();
                        room.news.follows(*article);
                        match published {
                            Some(published) => room.lists.publish(entry(published)),
                            None => room.lists.withdraw(*article),
                        }
                        room.lists.lacks_newest(*language)
                    };
                    if lacks_newest {
                        self.load_newest(store, *language)?;
                    }
                }
                Change::MustReads { language } => self.load_must_reads(store, *language)?,
                Change::Comments { .. } | Change::Everything => {}
            }
        }
        Ok(())
    }

    fn load_newest(&self, store: &Store, language: Language) -> Result<(), StoreError> {
        self.take_in(
            || store.read(|session| session.newest_published(language, NEWEST_KNOWN)),
            |lists, newest| {
                if let Some(oldest) = newest.last() {
                    lists.newest_are_known(language, oldest, newest.len() == NEWEST_KNOWN);
                }
            },
        )
    }

    fn load_must_reads(&self, store: &Store, language: Language) -> Result<(), StoreError> {
        let mut order = Vec::new();
        self.take_in(
            || {
                store.read(|session| {
                    order = session.must_reads(language)?;
                    let mut telling = Vec::new();
                    for (story, _) in &order {
                        telling.extend(session.published_telling(*story)?.into_iter().filter(|published| published.language == language));
                    }
                    Ok(telling)
                })
            },
            |_, _| {},
        )?;
        self.room().lists.set_must_reads(language, order);
        Ok(())
    }

    /// Publishes in the lists what is read from the store, those apart of which the lists have followed a change
    /// meanwhile: they know it better.
    fn take_in(
        &self,
        read: impl FnOnce() -> Result<Vec<Published>, StoreError>,
        then: impl FnOnce(&mut audience::Lists, &[Entry]),
    ) -> Result<(), StoreError> {
        self.room().news.begin();
        let read = read();
        let mut room = self.room();
        let Room { lists, news, .. } = &mut *room;
        let read = read.map(|published| {
            let entries: Vec<Entry> = published.into_iter().map(entry).collect();
            entries.iter().filter(|entry| !news.knows(entry.article)).for_each(|entry| lists.publish(*entry));
            then(lists, &entries);
        });
        news.end();
        read
    }
}

/// Which articles' changes the lists have followed while somebody reads about articles from the store.
#[derive(Debug, Default)]
pub(super) struct News {
    readers: usize,
    followed: HashSet<ArticleId>,
}

impl News {
    fn begin(&mut self) {
        self.readers += 1;
    }

    fn follows(&mut self, article: ArticleId) {
        if self.readers > 0 {
            self.followed.insert(article);
        }
    }

    fn knows(&self, article: ArticleId) -> bool {
        self.followed.contains(&article)
    }

    fn end(&mut self) {
        self.readers -= 1;
        if self.readers == 0 {
            self.followed.clear();
        }
    }
}

fn entry(published: Published) -> Entry {
    let Published { id, story, language, published_at, reading_seconds } = published;
    Entry { article: id, story, language, published_at, reading_seconds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_known_while_somebody_reads_and_no_longer() {
        let article = ArticleId::from_bits(7);
        let mut news = News::default();
        news.follows(article);
        news.begin();
        assert!(!news.knows(article), "who begins to read now finds it in the store");
        news.follows(article);
        news.begin();
        news.end();
        assert!(news.knows(article), "the first is still reading");
        news.end();
        news.begin();
        assert!(!news.knows(article));
    }
}
