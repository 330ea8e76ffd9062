//! Who has an article open at the desk. It is kept in the store, since two who write may be served by two servers.

use model::{Article, Time};
use store::Present;

use crate::Deed;
use crate::newsroom::{ActionError, Newsroom};

/// Who has not been seen for so long has closed the page; browsers tell of themselves every five seconds.
const GONE: i64 = 20 * Time::SECOND;
/// What was noted so lately is not noted again: each note is a write.
const FRESH: i64 = 8 * Time::SECOND;

/// Notes that whoever acts has an article open, and tells who else has. Those are told of even when nothing can be written.
pub fn note_present(newsroom: &Newsroom, article: &Article) -> Result<Vec<Present>, ActionError> {
    let Some(account) = newsroom.actor.account() else { return Ok(Vec::new()) };
    let now = newsroom.world.now();
    // Clocks of servers differ a little, and one that was set back leaves hours that are still to come.
    let (gone, ahead) = (now.plus(-GONE), now.plus(GONE));
    let present = newsroom.store.read(|session| {
        newsroom.allow_with(session, Deed::Read, article)?;
        Ok::<_, ActionError>(session.present(article.id, gone, ahead)?)
    })?;
    let (own, others): (Vec<Present>, Vec<Present>) = present.into_iter().partition(|present| present.account == account);
    if !own.iter().any(|present| (0..FRESH).contains(&(now.millis() - present.seen.millis()))) {
        let noted = newsroom.store.write(|session| session.note_present(article.id, account, now, (gone, ahead)));
        if let Err(error) = noted {
            tracing::warn!(%error, "who has an article open could not be noted");
        }
    }
    Ok(others)
}
