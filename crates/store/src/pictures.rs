//! Pictures' records; the files are in the media folder.

use model::{ArticleId, Picture, PictureId};

use crate::session::{Session, StoreError, places, to_json};
use crate::{Card, Val, vals};

impl Session<'_> {
    /// The records of these ids, in no order.
    pub fn pictures(&mut self, ids: &[PictureId]) -> Result<Vec<Picture>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let vals: Vec<Val> = ids.iter().map(|id| (*id).into()).collect();
        let rows = self.query(&format!("SELECT record FROM picture WHERE id IN ({})", places(1, ids.len())), &vals)?;
        rows.iter().map(|row| row.json(0)).collect()
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

    /// Keeps a record, new or changed.
    pub fn set_picture(&mut self, picture: &Picture) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO picture (id, record) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            vals![picture.id, to_json(picture)?],
        )?;
        Ok(())
    }
}
