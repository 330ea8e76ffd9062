use axum::http::StatusCode;
use model::ListKind;
use theme::{ErrorPage, words};

use crate::ask::{Ask, Trouble};
use crate::frame::{About, frame};
use crate::reply::Reply;
use crate::rope::Piece;

/// How many stories are offered instead.
const INSTEAD: usize = 3;

/// What is said to a reader who gets no page, in their language, with something to read instead. Why an article was taken
/// back is said in the language of its edition.
pub(crate) fn page(ask: &Ask, status: StatusCode, reason: Option<&str>) -> Reply {
    let html = draw(ask, status, reason).unwrap_or_else(|trouble| {
        // The page about the trouble is in trouble itself; plain words are left.
        tracing::error!(?trouble, "an error page could not be drawn");
        let said = words(ask.readers_language()).error(status.as_u16());
        format!("<!DOCTYPE html><title>{0}</title><h1>{0}</h1><p>{1}</p>", said.heading, said.sentence)
    });
    Reply::trouble(status, Piece::new(html))
}

fn draw(ask: &Ask, status: StatusCode, reason: Option<&str>) -> Result<String, Trouble> {
    let language = ask.readers_language();
    let said = words(language).error(status.as_u16());
    // When the store is the trouble, the page does without it.
    let stories = if status.is_server_error() { Vec::new() } else { instead(ask).unwrap_or_default() };
    let about = About { title: said.heading.to_owned(), hidden_from_search: true, ..About::default() };
    let page = ErrorPage {
        frame: frame(&ask.app, &ask.site, language, about),
        status: status.as_u16(),
        heading: said.heading.to_owned(),
        sentence: said.sentence.to_owned(),
        reason: reason.unwrap_or_default().to_owned(),
        reason_language: reason.map(|_| ask.language.to_string()).unwrap_or_default(),
        stories,
    };
    Ok(ask.app.theme.draw(&page)?)
}

fn instead(ask: &Ask) -> Result<Vec<theme::StoryLink>, Trouble> {
    let latest = ask.app.ranked(ListKind::Latest, ask.readers_language(), INSTEAD);
    let ids: Vec<_> = latest.iter().map(|ranked| ranked.article).collect();
    Ok(ask.entries(&ids)?.iter().enumerate().map(|(at, entry)| entry.link(&ask.app, &ask.site, at + 1)).collect())
}
