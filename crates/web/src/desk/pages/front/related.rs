//! What stands beside an article, and what editors make of it.

use actions::{ActionError, Deed, KnownFeatures, set_related_choice};
use audience::Ranked;
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{PersonId, Status, StoryId};
use theme::words;

use super::super::super::caller::Call;
use super::super::super::draw::{fault, with_status};
use super::super::super::reasons::{Names, why};
use super::stories::{found, told};
use super::{MOST_ROWS, in_edition, wrong};
use crate::ask::Trouble;
use crate::related::length;
use crate::reply::Reply;

/// What is wished for a story in the list.
#[derive(Default)]
struct Wish {
    story: Option<StoryId>,
    /// Its place among those that are pinned.
    pin: String,
    /// Whether it does not stand there.
    out: bool,
}

/// An article's related list: why each story stands in it, which are pinned, which are left out.
pub(crate) fn show_related(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post_related(call: &Call) -> Result<Reply, Trouble> {
    let (article, _) = call.newsroom.store.read(|session| call.readable(session))?;
    let (mut pinned, mut excluded) = (Vec::new(), Vec::new());
    let mut fill = || -> Result<(), ActionError> {
        for (at, wish) in typed(call).into_iter().enumerate() {
            let Some(story) = wish.story.filter(|story| *story != article.story) else { continue };
            match (wish.pin.as_str(), wish.out) {
                ("", false) => {}
                ("", true) => excluded.push(story),
                (_, true) => return Err(wrong(format!("pin-{at}"), "a story is pinned or left out, not both")),
                (pin, false) => pinned.push((pin.parse::<u32>().map_err(|_| wrong(format!("pin-{at}"), "this is no number"))?, at, story)),
            }
        }
        pinned.sort_unstable_by_key(|(place, at, _)| (*place, *at));
        let pinned: Vec<StoryId> = pinned.iter().map(|(_, _, story)| *story).collect();
        set_related_choice(&call.newsroom, article.id, &pinned, &excluded)
    };
    match fill() {
        Ok(()) => Ok(Reply::see(format!("/desk/articles/{}/related?done=yes", article.id))),
        Err(ActionError::Field { field, why }) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why)),
        Err(error) => Err(error.into()),
    }
}

fn typed(call: &Call) -> Vec<Wish> {
    let form = &call.form;
    let row = |at: usize| Wish {
        story: form.get(&format!("story-{at}")).parse().ok(),
        pin: form.get(&format!("pin-{at}")).trim().to_owned(),
        out: form.has(&format!("out-{at}")),
    };
    (0..MOST_ROWS).take_while(|at| form.has(&format!("story-{at}"))).map(row).collect()
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let q = call.field("q").map(|text| model::squeeze(&text)).unwrap_or_default();
    let (article, (pinned, excluded), searched, called) = call.newsroom.store.read(|session| {
        let (article, matter) = call.readable(session)?;
        if !call.may(Deed::Arrange, Some(matter)) {
            return Err(Trouble::Forbidden("your role does not allow that".to_owned()));
        }
        let credited: Vec<PersonId> = article.credits.iter().map(|credit| credit.person).collect();
        let default = call.site.publication.default_language();
        let people = session.people(&credited)?.into_iter();
        let topics = session.topics(&article.topics)?.into_iter();
        let called = Names {
            people: people.filter_map(|person| Some((person.id, person.names.or_any(call.words(), default)?.clone()))).collect(),
            topics: topics.filter_map(|topic| Some((topic.slug, topic.titles.or_any(call.words(), default)?.clone()))).collect(),
        };
        let searched = found(session, article.language, &q)?;
        let choice = session.related_choice(article.id)?;
        Ok::<_, Trouble>((article, choice, searched, called))
    })?;
    // Not from memory, which may be some milliseconds behind what was just chosen.
    let store = &call.newsroom.store;
    let ranked: Vec<Ranked> = match store.read(|session| session.compared(&[article.id]))?.first() {
        Some(own) => {
            let length = length(&call.app, &call.site, own.language);
            actions::related_to(store, &KnownFeatures::default(), own, call.app.now(), &length)?.ranked().to_vec()
        }
        None => Vec::new(),
    };
    let ask = in_edition(call, article.language)?;
    let mut wishes = typed(call);
    if wishes.is_empty() {
        let pins = pinned.iter().enumerate().map(|(at, story)| Wish { story: Some(*story), pin: (at + 1).to_string(), out: false });
        wishes = pins.chain(excluded.iter().map(|story| Wish { story: Some(*story), pin: String::new(), out: true })).collect();
    }
    for story in searched.iter().copied().chain(ranked.iter().map(|ranked| ranked.story)) {
        if story != article.story && wishes.iter().all(|wish| wish.story != Some(story)) {
            wishes.push(Wish { story: Some(story), ..Wish::default() });
        }
    }
    let stories: Vec<StoryId> = wishes.iter().filter_map(|wish| wish.story).collect();
    let told = told(&ask, &stories)?;
    let row = |(wish, told): (&Wish, &super::stories::Told)| {
        let stands = ranked.iter().position(|ranked| Some(ranked.story) == wish.story);
        let place = stands.map(|at| at + 1);
        let ranked = stands.map(|at| &ranked[at]);
        let (score, reason) = (ranked.map(|ranked| format!("{:.2}", ranked.score)), ranked.map(|ranked| why(call, &ranked.why, &called)));
        context! { pin => wish.pin.as_str(), out => wish.out, place, score, reason, ..told.view(call) }
    };
    let rows: Vec<Value> = wishes.iter().filter(|wish| wish.story.is_some()).zip(&told).map(row).collect();
    let own = context! {
        id => article.id.to_string(),
        headline => article.headline.as_str(),
        language => article.language.code(),
        list => words(call.words()).list(model::ListKind::Related),
        length => call.site.publication.lists.related,
        public => article.status == Status::Published,
        rows,
        q,
        found => searched.len(),
        done => call.field("done").unwrap_or_default(),
        wrong,
    };
    with_status(call, status, "related.html", own)
}
