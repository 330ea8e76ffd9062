//! Who has an article open.

use model::{AccountId, ArticleId, Time};

use crate::session::{Session, StoreError};
use crate::vals;

/// Somebody who has an article open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub account: AccountId,
    /// What the account is called.
    pub called: String,
    /// Since when.
    pub since: Time,
    /// When this was last said.
    pub seen: Time,
}

impl Session<'_> {
    /// Who has been seen with an article since then, whoever came first before the others.
    pub fn present(&mut self, article: ArticleId, since: Time) -> Result<Vec<Present>, StoreError> {
        let rows = self.query(
            "SELECT p.account, a.called, p.since, p.seen FROM presence p JOIN account a ON a.id = p.account
             WHERE p.article = $1 AND p.seen > $2 ORDER BY p.since, p.account",
            vals![article, since],
        )?;
        let read = |row: &crate::Row| {
            let (account, called) = (AccountId::from_i64(row.int(0)?), row.text(1)?.to_owned());
            Ok(Present { account, called, since: Time::from_millis(row.int(2)?), seen: Time::from_millis(row.int(3)?) })
        };
        rows.iter().map(read).collect()
    }

    /// Notes that an account has an article open, and forgets all who have not been seen since `gone`.
    pub fn note_present(&mut self, article: ArticleId, account: AccountId, now: Time, gone: Time) -> Result<(), StoreError> {
        self.execute("DELETE FROM presence WHERE seen <= $1", vals![gone])?;
        self.execute(
            "INSERT INTO presence (article, account, since, seen) VALUES ($1, $2, $3, $3)
             ON CONFLICT (article, account) DO UPDATE SET seen = excluded.seen",
            vals![article, account, now],
        )?;
        Ok(())
    }
}
