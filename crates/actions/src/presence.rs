//! Who has an article open at the desk. It is kept in the store, since two who write may be served by two servers.

use model::{AccountId, ArticleId, Time};
use store::{Present, StoreError};

use crate::Newsroom;

/// Who has not been seen for so long has closed the page; browsers tell of themselves every five seconds.
const GONE: i64 = 20 * Time::SECOND;
/// What was noted so lately is not noted again: each note is a write.
const FRESH: i64 = 8 * Time::SECOND;

/// Notes that an account has an article open, and tells who else has.
pub fn note_present(newsroom: &Newsroom, article: ArticleId, account: AccountId) -> Result<Vec<Present>, StoreError> {
    let now = newsroom.world.now();
    let gone = now.plus(-GONE);
    let (own, others): (Vec<Present>, Vec<Present>) =
        newsroom.store.read(|session| session.present(article, gone))?.into_iter().partition(|present| present.account == account);
    // A clock that was set back leaves hours that are still to come.
    let fresh = |present: &Present| (0..FRESH).contains(&(now.millis() - present.seen.millis()));
    if !own.iter().any(fresh) {
        newsroom.store.write(|session| session.note_present(article, account, now, gone))?;
    }
    Ok(others)
}
