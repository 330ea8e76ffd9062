//! Which published articles the lists know: the newest of each edition, what was read lately, what the editors
//! chose. The store is never asked while the lists are locked.

use audience::Entry;
use audience::constants::NEWEST_KNOWN;
use model::{ArticleId, Language};
use store::{Change, Published, Store, StoreError};

use super::Shared;

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
                        room.followed += 1;
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

    /// Publishes in the lists what is read from the store; again, if the lists have followed a change meanwhile, which is
    /// perhaps not in what was read.
    fn take_in(
        &self,
        mut read: impl FnMut() -> Result<Vec<Published>, StoreError>,
        then: impl Fn(&mut audience::Lists, &[Entry]),
    ) -> Result<(), StoreError> {
        loop {
            let followed = self.room().followed;
            let entries: Vec<Entry> = read()?.into_iter().map(entry).collect();
            let mut room = self.room();
            if room.followed == followed {
                entries.iter().for_each(|entry| room.lists.publish(*entry));
                then(&mut room.lists, &entries);
                return Ok(());
            }
        }
    }
}

fn entry(published: Published) -> Entry {
    let Published { id, story, language, published_at, reading_seconds } = published;
    Entry { article: id, story, language, published_at, reading_seconds }
}
