//! What sitemaps name: the months in which an edition published, and where its articles stand.

use std::ops::Range;

use model::{ArticleId, Language, Month, Status, Time};

use crate::articles::language as language_in;
use crate::session::{Session, StoreError};
use crate::vals;

/// A published article as a sitemap names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Its id.
    pub id: ArticleId,
    /// When it was published or its words last changed, whichever came later.
    pub changed_at: Time,
    /// Language, section and slug of every published article of its story, itself included.
    pub tellings: Vec<(Language, String, String)>,
}

impl Session<'_> {
    /// How many articles an edition has published. Counts no further than `most`.
    pub fn published_up_to(&mut self, language: Language, most: usize) -> Result<usize, StoreError> {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM article WHERE language = $1 AND status = 'published' LIMIT $2) AS counted";
        self.count(sql, vals![language, most as i64])
    }

    /// The months in which an edition has published articles, newest first, and how many there are in each.
    pub fn months_published(&mut self, language: Language) -> Result<Vec<(Month, usize)>, StoreError> {
        let newest_before = "SELECT published_at FROM article WHERE language = $1 AND status = 'published' AND published_at < $2
                             ORDER BY published_at DESC LIMIT 1";
        let within = "SELECT COUNT(*) FROM article WHERE language = $1 AND status = 'published' AND published_at >= $2 AND published_at < $3";
        let mut months = Vec::new();
        let mut before = Time::FAR;
        while let Some(row) = self.query_one(newest_before, vals![language, before])? {
            let month = Month::of(Time::from_millis(row.int(0)?));
            let span = month.span();
            months.push((month, self.count(within, vals![language, span.start, span.end])?));
            before = span.start;
        }
        Ok(months)
    }

    /// The articles that an edition published within these times, oldest first, so that what is published later
    /// moves none of them: `limit` of them after the first `passed`.
    pub fn mapped(&mut self, language: Language, within: &Range<Time>, passed: usize, limit: usize) -> Result<Vec<Mapped>, StoreError> {
        // Whether the others are published is not asked of the database: one that does not know yet how many rows it
        // has would take an index of what is published, in which stories are in no order, over that of stories.
        let rows = self.query(
            "SELECT own.id, own.published_at, own.updated_at, other.language, other.section, other.slug, other.status
             FROM (SELECT id, story, published_at, updated_at FROM article
                   WHERE language = $1 AND status = 'published' AND published_at >= $2 AND published_at < $3
                   ORDER BY published_at, id LIMIT $4 OFFSET $5) AS own
             JOIN article other ON other.story = own.story ORDER BY own.published_at, own.id, other.language",
            // More than the database can count is more than there is.
            vals![language, within.start, within.end, limit as i64, i64::try_from(passed).unwrap_or(i64::MAX)],
        )?;
        let mut found: Vec<Mapped> = Vec::new();
        for row in &rows {
            if row.text(6)? != Status::Published.word() {
                continue;
            }
            let id = ArticleId::from_i64(row.int(0)?);
            let telling = (language_in(row, 3)?, row.text(4)?.to_owned(), row.text(5)?.to_owned());
            match found.last_mut() {
                Some(last) if last.id == id => last.tellings.push(telling),
                _ => found.push(Mapped { id, changed_at: Time::from_millis(row.int(1)?.max(row.int(2)?)), tellings: vec![telling] }),
            }
        }
        Ok(found)
    }

    fn count(&mut self, sql: &str, vals: &[crate::Val]) -> Result<usize, StoreError> {
        let count = self.query_one(sql, vals)?.map_or(Ok(0), |row| row.int(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}
