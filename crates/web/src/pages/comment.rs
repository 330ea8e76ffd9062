use actions::{CommentRefusal, Posted, comment};
use axum::http::StatusCode;
use model::{ArticleId, Comment};
use theme::{CommentForm, Words, number, words};

use super::article::{Found, draw, find};
use crate::ask::{Ask, Trouble};
use crate::client;
use crate::limits::COMMENTS;
use crate::reply::Reply;
use crate::telling::Telling;

/// Takes a comment from the form of an article's page. What was wrong is said beside the form, with
/// everything that was typed still in it.
pub(crate) fn post(ask: &Ask) -> Result<Reply, Trouble> {
    let found = ask.app.newsroom.store.read(|session| find(ask, session))?;
    let telling = match found {
        Found::Here(telling) => telling,
        // Who sends a form is not sent on: a browser would turn it into a visit.
        Found::Elsewhere(_) => return Err(Trouble::NotFound),
    };
    let said = words(ask.language);
    let mut form = CommentForm { name: ask.posted("name"), text: ask.posted("text"), ..CommentForm::default() };
    // Nobody sees this field but programs that fill in all of them. They are told what they want to hear.
    if !ask.posted("website").is_empty() {
        return Ok(taken(&telling));
    }
    let ours = ask.app.readership.verify(&ask.posted("ticket")).is_ok_and(|token| token.article == telling.article.id);
    if !ours || !client::same_origin(&ask.headers) {
        form.notice = said.comment_form_old.to_owned();
        return again(ask, &telling, form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    match take(ask, telling.article.id, &form.name, &form.text) {
        Ok(_) => return Ok(taken(&telling)),
        Err(NotTaken::TooMany) => {
            form.notice = said.comment_too_many.to_owned();
            return again(ask, &telling, form, StatusCode::TOO_MANY_REQUESTS);
        }
        Err(NotTaken::Refused(refusal)) => match refusal {
            CommentRefusal::Action(error) => return Err(error.into()),
            CommentRefusal::NoName => form.name_error = said.comment_name_missing.to_owned(),
            CommentRefusal::LongName => {
                form.name_error = Words::fill(said.comment_name_too_long, &[("most", &number(Comment::LONGEST_NAME as u64, ask.language))]);
            }
            CommentRefusal::NoText => form.text_error = said.comment_text_missing.to_owned(),
            CommentRefusal::LongText { found } => form.text_error = over(ask, said.comment_too_long, found, Comment::LONGEST),
            CommentRefusal::HeavyText { found } => form.text_error = over(ask, said.comment_too_heavy, found, Comment::MOST_BYTES),
        },
    }
    again(ask, &telling, form, StatusCode::UNPROCESSABLE_ENTITY)
}

fn over(ask: &Ask, sentence: &str, found: usize, most: usize) -> String {
    Words::fill(sentence, &[("n", &number(found as u64, ask.language)), ("most", &number(most as u64, ask.language))])
}

fn taken(telling: &Telling) -> Reply {
    Reply::see(format!("{}?comment=held#comments", telling.path))
}

fn again(ask: &Ask, telling: &Telling, form: CommentForm, status: StatusCode) -> Result<Reply, Trouble> {
    let html = ask.app.newsroom.store.read(|session| draw(ask, session, telling, form))?;
    Ok(Reply::trouble(status, html))
}

/// Why a comment was not taken.
pub(crate) enum NotTaken {
    /// The reader has sent enough for now.
    TooMany,
    Refused(CommentRefusal),
}

/// Takes a comment of whoever asks, from the form or the API.
pub(crate) fn take(ask: &Ask, article: ArticleId, name: &str, text: &str) -> Result<Comment, NotTaken> {
    let app = &ask.app;
    let visitor = app.readership.visitor(ask.client, client::user_agent(&ask.headers));
    let Some(visitor) = visitor.map(audience::Visitor::number) else { return Err(NotTaken::TooMany) };
    // The address alone counts against the limit: a new user agent is not a new reader.
    let sender = app.readership.visitor(ask.client, "").map_or(visitor, audience::Visitor::number);
    if !app.comment_limits().has_room(sender, COMMENTS, app.now()) {
        return Err(NotTaken::TooMany);
    }
    let taken = comment(&app.newsroom, &Posted { article, name, text, visitor }).map_err(NotTaken::Refused)?;
    // What was sent back for its length or its name does not count.
    app.comment_limits().note(sender, app.now());
    Ok(taken)
}
