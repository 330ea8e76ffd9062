//! What is read by programs that nobody logs in, feeds and sitemaps apart: robots' rules, health.

use exchange::robots_txt;

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::reply::Reply;
use crate::rope::Piece;

/// `/robots.txt`.
pub(crate) fn robots(ask: &Ask) -> Result<Reply, Trouble> {
    Ok(Reply::document("text/plain; charset=utf-8", Piece::new(robots_txt(&ask.site.absolute("/sitemap.xml")))).kept(Keeping::with_content()))
}

/// `/healthz`: the process answers.
pub(crate) fn alive(_: &Ask) -> Result<Reply, Trouble> {
    Ok(Reply::passing("text/plain; charset=utf-8", b"alive\n".to_vec()))
}

/// `/readyz`: the store can be read, and counters and lists are loaded, without which nothing is served.
pub(crate) fn ready(ask: &Ask) -> Result<Reply, Trouble> {
    let readable =
        ask.app.newsroom.store.read(|session| session.newest_change()).and_then(|_| ask.app.newsroom.store.read_counts(|session| session.salts()));
    match readable {
        Ok(_) => Ok(Reply::passing("text/plain; charset=utf-8", b"ready\n".to_vec())),
        Err(error) => Err(Trouble::Unavailable(error.to_string())),
    }
}
