use actions::CommentRefusal;
use axum::http::StatusCode;
use model::Comment;
use serde::{Deserialize, Serialize};

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::pages::comment::{NotTaken, take};
use crate::reply::Reply;

/// The most comments of an answer.
const MOST: usize = 500;

#[derive(Serialize)]
struct View {
    count: u64,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    name: String,
    text: String,
    at: String,
}

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: String,
}

/// `GET articles/{id}/comments`: the public ones, oldest first.
pub(crate) fn list(ask: &Ask) -> Result<Reply, Trouble> {
    let view = ask.app.newsroom.store.read(|session| -> Result<View, Trouble> {
        let article = super::article(ask, session)?;
        let item = |comment: Comment| Item { id: comment.id.to_string(), name: comment.name, text: comment.text, at: comment.at.rfc3339() };
        let items = session.public_comments(article.id, MOST)?.into_iter().map(item).collect();
        Ok(View { count: session.count_public_comments(article.id)?, items })
    })?;
    Ok(Reply::json(&view).kept(Keeping::with_content()))
}

/// `POST articles/{id}/comments` with `{"name": …, "text": …}`: 202 with the comment's id; it is held
/// for a moderator.
pub(crate) fn post(ask: &Ask) -> Result<Reply, Trouble> {
    let article = ask.app.newsroom.store.read(|session| super::article(ask, session))?;
    if !crate::client::same_origin(&ask.headers) {
        return Ok(Reply::answer(StatusCode::FORBIDDEN, &serde_json::json!({ "error": "another site's page cannot comment here" })));
    }
    let sent: Sent = serde_json::from_slice(&ask.body)
        .map_err(|error| Trouble::Refused(format!("a comment is sent as JSON, {{\"name\": …, \"text\": …}}: {error}")))?;
    match take(ask, article.id, &sent.name, &sent.text) {
        Ok(comment) => Ok(Reply::answer(StatusCode::ACCEPTED, &serde_json::json!({ "id": comment.id, "state": comment.state.word() }))),
        Err(NotTaken::TooMany) => Err(Trouble::TooMany),
        Err(NotTaken::Refused(CommentRefusal::Action(error))) => Err(error.into()),
        Err(NotTaken::Refused(refusal)) => Ok(Reply::answer(StatusCode::UNPROCESSABLE_ENTITY, &serde_json::json!({ "error": refusal.to_string() }))),
    }
}
