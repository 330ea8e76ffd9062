//! The publication, its sections, topics and other settings.

use model::{Language, Publication, Section, StoryId, Time, Topic};

use crate::session::{Session, StoreError, to_json};
use crate::vals;

const PUBLICATION: &str = "publication";

impl Session<'_> {
    /// A setting's value.
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let row = self.query_one("SELECT value FROM setting WHERE name = $1", vals![name])?;
        row.map(|row| row.text(0).map(str::to_owned)).transpose()
    }

    /// Keeps a setting.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            vals![name, value],
        )?;
        Ok(())
    }

    /// The publication.
    pub fn publication(&mut self) -> Result<Publication, StoreError> {
        let row = self.query_one("SELECT value FROM setting WHERE name = $1", vals![PUBLICATION])?;
        row.ok_or_else(|| StoreError::Damaged("there is no publication in it".to_owned()))?.json(0)
    }

    /// Keeps the publication.
    pub fn set_publication(&mut self, publication: &Publication) -> Result<(), StoreError> {
        self.set_setting(PUBLICATION, &to_json(publication)?)
    }

    /// All sections in their order.
    pub fn sections(&mut self) -> Result<Vec<Section>, StoreError> {
        let rows = self.query("SELECT slug, titles, position, menu FROM section ORDER BY position, slug", &[])?;
        rows.iter()
            .map(|row| Ok(Section { slug: row.text(0)?.to_owned(), titles: row.json(1)?, position: row.int(2)?, menu: row.int(3)? != 0 }))
            .collect()
    }

    /// The slugs of the sections in which an edition has something to read.
    pub fn sections_in_use(&mut self, language: Language) -> Result<Vec<String>, StoreError> {
        let rows = self.query(
            "SELECT s.slug FROM section s WHERE EXISTS
             (SELECT 1 FROM article a WHERE a.language = $1 AND a.section = s.slug AND a.status = 'published') ORDER BY s.position, s.slug",
            vals![language],
        )?;
        rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
    }

    /// Whether an edition has something to read on a topic.
    pub fn topic_is_in_use(&mut self, topic: &str, language: Language) -> Result<bool, StoreError> {
        let row = self
            .query_one("SELECT 1 FROM article_topic WHERE topic = $1 AND language = $2 AND public_at IS NOT NULL LIMIT 1", vals![topic, language])?;
        Ok(row.is_some())
    }

    /// Topics of these slugs, in no order.
    pub fn topics(&mut self, slugs: &[String]) -> Result<Vec<Topic>, StoreError> {
        let slugs: Vec<&str> = slugs.iter().map(String::as_str).collect();
        let rows = self.among("SELECT slug, titles FROM topic WHERE slug IN", &slugs)?;
        rows.iter().map(|row| Ok(Topic { slug: row.text(0)?.to_owned(), titles: row.json(1)? })).collect()
    }

    /// Keeps a section, new or changed.
    pub fn set_section(&mut self, section: &Section) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO section (slug, titles, position, menu) VALUES ($1, $2, $3, $4)
             ON CONFLICT (slug) DO UPDATE SET titles = excluded.titles, position = excluded.position, menu = excluded.menu",
            vals![&section.slug, to_json(&section.titles)?, section.position, i64::from(section.menu)],
        )?;
        Ok(())
    }

    /// How many articles stand in a section, whatever their status.
    pub fn articles_in_section(&mut self, slug: &str) -> Result<i64, StoreError> {
        let row = self.query_one("SELECT count(*) FROM article WHERE section = $1", vals![slug])?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// Removes a section that no article stands in.
    pub fn remove_section(&mut self, slug: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM section WHERE slug = $1", vals![slug])?;
        Ok(())
    }

    /// Topics in the order of their slugs, after one of them.
    pub fn topics_after(&mut self, slug: &str, limit: usize) -> Result<Vec<Topic>, StoreError> {
        let rows = self.query("SELECT slug, titles FROM topic WHERE slug > $1 ORDER BY slug LIMIT $2", vals![slug, limit as i64])?;
        rows.iter().map(|row| Ok(Topic { slug: row.text(0)?.to_owned(), titles: row.json(1)? })).collect()
    }

    /// A topic.
    pub fn topic(&mut self, slug: &str) -> Result<Option<Topic>, StoreError> {
        let row = self.query_one("SELECT slug, titles FROM topic WHERE slug = $1", vals![slug])?;
        row.map(|row| Ok(Topic { slug: row.text(0)?.to_owned(), titles: row.json(1)? })).transpose()
    }

    /// The slugs of the topics that a published article of an edition has.
    pub fn topics_in_use(&mut self, language: Language) -> Result<Vec<String>, StoreError> {
        let rows = self.query(
            "SELECT slug FROM topic WHERE EXISTS
             (SELECT 1 FROM article_topic t WHERE t.topic = slug AND t.language = $1 AND t.public_at IS NOT NULL) ORDER BY slug",
            vals![language],
        )?;
        rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
    }

    /// Keeps a topic, new or changed.
    pub fn set_topic(&mut self, topic: &Topic) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO topic (slug, titles) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET titles = excluded.titles",
            vals![&topic.slug, to_json(&topic.titles)?],
        )?;
        Ok(())
    }

    /// The editors' must-reads of an edition, in order, each with the time it ends.
    pub fn must_reads(&mut self, language: Language) -> Result<Vec<(StoryId, Option<Time>)>, StoreError> {
        let rows = self.query("SELECT story, ends_at FROM must_read WHERE language = $1 ORDER BY position", vals![language])?;
        rows.iter().map(|row| Ok((StoryId::from_i64(row.int(0)?), row.maybe_int(1)?.map(Time::from_millis)))).collect()
    }

    /// Keeps the editors' order.
    pub fn set_must_reads(&mut self, language: Language, stories: &[(StoryId, Option<Time>)]) -> Result<(), StoreError> {
        self.execute("DELETE FROM must_read WHERE language = $1", vals![language])?;
        for (position, (story, ends)) in stories.iter().enumerate() {
            self.execute(
                "INSERT INTO must_read (language, position, story, ends_at) VALUES ($1, $2, $3, $4)",
                vals![language, position as i64, *story, *ends],
            )?;
        }
        Ok(())
    }
}
