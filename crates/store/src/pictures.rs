//! Pictures' records; the files are in the media folder.

use model::{ArticleId, Picture, PictureId, Time};

use crate::session::{Session, StoreError, contains, to_json};
use crate::{Card, vals};

impl Session<'_> {
    /// The records of these ids, in no order.
    pub fn pictures(&mut self, ids: &[PictureId]) -> Result<Vec<Picture>, StoreError> {
        self.among("SELECT record FROM picture WHERE id IN", ids)?.iter().map(|row| row.json(0)).collect()
    }

    /// The records after one of this id, in the order of ids.
    pub fn pictures_after(&mut self, id: Option<PictureId>, limit: usize) -> Result<Vec<Picture>, StoreError> {
        let rows =
            self.query("SELECT record FROM picture WHERE id > $1 ORDER BY id LIMIT $2", vals![id.map_or(-1, PictureId::to_i64), limit as i64])?;
        rows.iter().map(|row| row.json(0)).collect()
    }

    /// One record.
    pub fn picture(&mut self, id: PictureId) -> Result<Option<Picture>, StoreError> {
        Ok(self.pictures(&[id])?.into_iter().next())
    }

    /// Whether a published article shows the picture.
    pub fn picture_is_public(&mut self, id: PictureId) -> Result<bool, StoreError> {
        let row = self.query_one(
            "SELECT 1 FROM article_picture p JOIN article a ON a.id = p.article WHERE p.picture = $1 AND a.status = 'published' LIMIT 1",
            vals![id],
        )?;
        Ok(row.is_some())
    }

    /// The published articles that show the picture.
    pub fn public_articles_with(&mut self, id: PictureId) -> Result<Vec<Card>, StoreError> {
        let rows = self.query(
            "SELECT a.id FROM article_picture p JOIN article a ON a.id = p.article WHERE p.picture = $1 AND a.status = 'published'",
            vals![id],
        )?;
        let ids: Vec<ArticleId> = rows.iter().map(|row| Ok(ArticleId::from_i64(row.int(0)?))).collect::<Result<_, StoreError>>()?;
        self.cards(&ids)
    }

    /// Keeps a record, new or changed. The hour is that at which it came, as long as it is new.
    pub fn set_picture(&mut self, picture: &Picture, now: Time) -> Result<(), StoreError> {
        let texts = picture.captions.iter().chain(picture.alts.iter()).map(|(_, text)| text.as_str());
        let said: Vec<&str> = texts.chain([&picture.credit, &picture.source].into_iter().flatten().map(String::as_str)).collect();
        self.execute(
            "INSERT INTO picture (id, record, at, said) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET record = excluded.record, said = excluded.said",
            vals![picture.id, to_json(picture)?, now, said.join("\n").to_lowercase()],
        )?;
        Ok(())
    }

    /// The newest pictures that there is a file of, each with its hour: those of which these words are said, and where
    /// `public` says so only those that readers see; `before` one of that hour and id.
    pub fn newest_pictures(
        &mut self,
        words: &str,
        public: bool,
        before: Option<(Time, PictureId)>,
        limit: usize,
    ) -> Result<Vec<(Time, Picture)>, StoreError> {
        let (at, id) = before.map_or((i64::MAX, i64::MAX), |(at, id)| (at.millis(), id.to_i64()));
        let pattern = contains(&words.to_lowercase());
        let seen =
            "AND EXISTS (SELECT 1 FROM article_picture p JOIN article a ON a.id = p.article WHERE p.picture = picture.id AND a.status = 'published')";
        let sql = format!(
            "SELECT at, record FROM picture WHERE (at, id) < ($1, $2) AND said LIKE $3 ESCAPE '\\' AND record NOT LIKE '%\"renditions\":[]%' {}
             ORDER BY at DESC, id DESC LIMIT $4",
            if public { seen } else { "" }
        );
        let rows = self.query(&sql, vals![at, id, pattern, limit as i64])?;
        rows.iter().map(|row| Ok((Time::from_millis(row.int(0)?), row.json(1)?))).collect()
    }
}
