use audience::Ranked;
use model::ListKind;
use serde::Serialize;

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::lineup::Choice;
use crate::lists::Around;
use crate::pages::{article, front};
use crate::related;
use crate::reply::Reply;

const USUAL: usize = 10;
/// The longest list that anybody is given.
const LONGEST: usize = 100;

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
    Ok(Reply::json(&view(ask, &ranked)?).kept(Keeping::with_counts(ask.seen.at)))
}

/// `GET articles/{id}/related`: what is like an article.
pub(crate) fn related(ask: &Ask) -> Result<Reply, Trouble> {
    let limit = ask.limit(USUAL, related::LONGEST)?;
    let article = ask.app.newsroom.store.read(|session| super::article(ask, session))?;
    let best = ask.related_to(article.id)?;
    Ok(Reply::json(&view(ask, &best.ranked[..limit.min(best.ranked.len())])?).kept(Keeping { until: best.until, ..Keeping::with_content() }))
}

/// `GET articles/{id}/plan`: for each place in the lists of an article's page, why this story stands there
/// and which were passed over.
pub(crate) fn plan_of_article(ask: &Ask) -> Result<Reply, Trouble> {
    let article = ask.app.newsroom.store.read(|session| super::article(ask, session))?;
    plan(&ask.in_edition(article.language), &article::around(&article))
}

/// `GET plan`: the same of an edition's front page.
pub(crate) fn plan_of_front(ask: &Ask) -> Result<Reply, Trouble> {
    let ask = ask.in_edition(ask.wanted_language()?);
    plan(&ask, &front::around(&front::opening(&ask)?))
}

fn plan(ask: &Ask, around: &Around) -> Result<Reply, Trouble> {
    let choice = Choice::of_now(ask, around)?;
    Ok(Reply::json(&choice.plan(ask, around).trace()).kept(Keeping::with_counts(ask.seen.at)))
}

fn view(ask: &Ask, ranked: &[Ranked]) -> Result<View, Trouble> {
    let ids: Vec<_> = ranked.iter().map(|ranked| ranked.article).collect();
    let entries = ask.entries(&ids)?;
    // An article that was withdrawn since the list was read has no entry any more.
    let found = ranked.iter().filter_map(|ranked| Some((ranked, entries.iter().find(|entry| entry.card.id == ranked.article)?)));
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
