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

/// Rows that are so far from now, in milliseconds, are of nobody any more, whichever server's clock is right.
const LONG: i64 = Time::HOUR;

impl Session<'_> {
    /// Who has been seen with an article after `gone` and no later than `ahead`; whoever came first before the others.
    pub fn present(&mut self, article: ArticleId, gone: Time, ahead: Time) -> Result<Vec<Present>, StoreError> {
        let rows = self.query(
            "SELECT p.account, a.called, p.since, p.seen FROM presence p JOIN account a ON a.id = p.account
             WHERE p.article = $1 AND p.seen > $2 AND p.seen <= $3 ORDER BY p.since, p.account",
            vals![article, gone, ahead],
        )?;
        let read = |row: &crate::Row| {
            let (account, called) = (AccountId::from_i64(row.int(0)?), row.text(1)?.to_owned());
            Ok(Present { account, called, since: Time::from_millis(row.int(2)?), seen: Time::from_millis(row.int(3)?) })
        };
        rows.iter().map(read).collect()
    }

    /// Notes that an account has an article open: since now, unless it was seen there after `gone` and no later than `ahead`.
    pub fn note_present(&mut self, article: ArticleId, account: AccountId, now: Time, (gone, ahead): (Time, Time)) -> Result<(), StoreError> {
        self.execute("DELETE FROM presence WHERE seen < $1 OR seen > $2", vals![now.plus(-LONG), now.plus(LONG)])?;
        self.execute(
            "INSERT INTO presence (article, account, since, seen) VALUES ($1, $2, $3, $3)
             ON CONFLICT (article, account) DO UPDATE SET
                since = CASE WHEN presence.seen > $4 AND presence.seen <= $5 THEN presence.since ELSE excluded.since END,
                seen = excluded.seen",
            vals![article, account, now, gone, ahead],
        )?;
        Ok(())
    }
}
