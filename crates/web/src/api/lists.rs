use audience::Ranked;
use model::ListKind;
use serde::Serialize;
use store::Session;

use crate::ask::{Ask, Trouble};
use crate::lists::LONGEST;
use crate::reply::Reply;

const USUAL: usize = 10;

/// A list as programs see it.
#[derive(Serialize)]
struct View {
    items: Vec<Item>,
}

/// A place in a list.
#[derive(Serialize)]
struct Item {
    rank: usize,
    id: String,
    story: String,
    url: String,
    headline: String,
    section: String,
    score: f64,
    why: String,
}

/// `GET lists/{kind}`: a list of an edition, before any page takes stories out of it.
pub(crate) fn of_edition(ask: &Ask) -> Result<Reply, Trouble> {
    let kind = ListKind::from_name(ask.param("kind")).filter(|kind| *kind != ListKind::Related).ok_or(Trouble::NotFound)?;
    let language = ask.wanted_language()?;
    let ranked = ask.app.ranked(kind, language, ask.limit(USUAL, LONGEST)?);
    let view = ask.app.newsroom.store.read(|session| view(ask, session, &ranked))?;
    Ok(Reply::json(&view))
}

/// `GET articles/{id}/related`: what is like an article.
pub(crate) fn related(ask: &Ask) -> Result<Reply, Trouble> {
    let limit = ask.limit(USUAL, LONGEST)?;
    let view = ask.app.newsroom.store.read(|session| {
        let article = super::article(ask, session)?;
        let related = ask.related_to(session, &article)?;
        view(ask, session, &related[..related.len().min(limit)])
    })?;
    Ok(Reply::json(&view))
}

fn view(ask: &Ask, session: &mut Session<'_>, ranked: &[Ranked]) -> Result<View, Trouble> {
    let ids: Vec<_> = ranked.iter().map(|ranked| ranked.article).collect();
    let entries = ask.entries(session, &ids)?;
    let found = ranked.iter().filter_map(|ranked| Some((ranked, entries.get(&ranked.article)?)));
    let item = |(at, (ranked, entry)): (usize, (&Ranked, &std::sync::Arc<crate::cards::Entry>))| Item {
        rank: at + 1,
        id: ranked.article.to_string(),
        story: ranked.story.to_string(),
        url: entry.path(&ask.site),
        headline: entry.card.headline.clone(),
        section: entry.card.section.clone(),
        score: ranked.score,
        why: ranked.why.to_string(),
    };
    Ok(View { items: found.enumerate().map(item).collect() })
}
