//! The import ledger: what came in, and its source as it came.

use model::{ArticleId, Time};

use crate::session::{Session, StoreError};
use crate::vals;

/// An item that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportItem {
    /// What makes it the same item when it comes again: its canonical address, else the hash of its bytes.
    pub identity: String,
    /// The article that it became.
    pub article: ArticleId,
    /// The article's revision when it was imported: a higher one means it was edited here since.
    pub revision: i64,
    /// The file it came from.
    pub source: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// Its bytes, compressed.
    pub sealed: Vec<u8>,
    /// When it came.
    pub at: Time,
}

impl Session<'_> {
    /// The item of an identity; its sealed source is not read.
    pub fn import_item(&mut self, identity: &str) -> Result<Option<ImportItem>, StoreError> {
        let row = self.query_one("SELECT identity, article, revision, source, hash, at FROM import_item WHERE identity = $1", vals![identity])?;
        row.map(|row| {
            Ok(ImportItem {
                identity: row.text(0)?.to_owned(),
                article: ArticleId::from_i64(row.int(1)?),
                revision: row.int(2)?,
                source: row.text(3)?.to_owned(),
                hash: row.text(4)?.to_owned(),
                sealed: Vec::new(),
                at: Time::from_millis(row.int(5)?),
            })
        })
        .transpose()
    }

    /// An item's source as it came, compressed.
    pub fn sealed_source(&mut self, identity: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self.query_one("SELECT sealed FROM import_item WHERE identity = $1", vals![identity])?;
        row.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()
    }

    /// Keeps an item, new or come again changed.
    pub fn set_import_item(&mut self, item: &ImportItem) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO import_item (identity, article, revision, source, hash, sealed, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (identity) DO UPDATE SET article = excluded.article, revision = excluded.revision, source = excluded.source,
             hash = excluded.hash, sealed = excluded.sealed, at = excluded.at",
            vals![&item.identity, item.article, item.revision, &item.source, &item.hash, item.sealed.clone(), item.at],
        )?;
        Ok(())
    }
}
