//! Receipts: when a published article was seen on its page, the front page, the feed and the sitemap.

use model::{ArticleId, Time};
use store::Receipt;

use crate::{ActionError, Newsroom};

/// The places where a publication must show.
pub const PLACES: [&str; 4] = ["page", "front", "feed", "sitemap"];
/// The newest receipts that are looked at.
const NEWEST: usize = 1_000;
/// Where a publication has not shown for so long, it is not looked for any more.
const GIVEN_UP: i64 = Time::HOUR;

/// The receipts of publications that have not shown everywhere yet.
pub fn unseen(newsroom: &Newsroom) -> Result<Vec<Receipt>, ActionError> {
    let since = newsroom.world.now().plus(-GIVEN_UP);
    let receipts = newsroom.store.read(|session| session.receipts(NEWEST))?;
    let lacks = |receipt: &Receipt| receipt.live_at > since && PLACES.iter().any(|place| !receipt.shown.contains_key(*place));
    Ok(receipts.into_iter().filter(lacks).collect())
}

/// Notes that publications have shown in these places now.
pub fn note_shown(newsroom: &Newsroom, seen: &[(ArticleId, Time, Vec<&str>)]) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        for (article, live_at, places) in seen {
            let Some(mut receipt) = session.receipt_of(*article)?.filter(|receipt| receipt.live_at == *live_at) else { continue };
            let now = newsroom.world.now();
            places.iter().for_each(|place| {
                receipt.shown.entry((*place).to_owned()).or_insert(now);
            });
            session.set_receipt(&receipt)?;
        }
        Ok(())
    })
}
