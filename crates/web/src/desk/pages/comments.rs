use actions::moderate;
use minijinja::{Value, context};
use model::{ArticleId, Comment, CommentId, CommentState, Time};
use store::{Card, CommentRow};

use super::super::caller::Call;
use super::super::draw::{hour, page};
use crate::ask::Trouble;
use crate::reply::Reply;

/// How many comments are shown at once.
const LINES: usize = 30;
/// How many of the public comments before and after one are shown with it.
const AROUND: usize = 2;
const STATES: [CommentState; 3] = [CommentState::Held, CommentState::Approved, CommentState::Rejected];

/// Readers' comments: those that wait, in the order in which they came, and those that were judged.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    let state = state(call);
    let after = call.field("after");
    let cursor = after.as_deref().and_then(cursor);
    let default = call.site.publication.default_language();
    let (rows, more, waiting) = call.newsroom.store.read(|session| {
        let mut rows = session.comments_after(state, cursor, LINES + 1)?;
        let more = rows.len() > LINES;
        rows.truncate(LINES);
        let mut articles: Vec<ArticleId> = rows.iter().map(|row| row.comment.article).collect();
        articles.sort_unstable();
        articles.dedup();
        let cards = session.cards(&articles)?;
        let mut told = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let card = cards.iter().find(|card| card.id == row.comment.article);
            let next = rows.get(at + 1).map(|row| row.comment.id.to_string());
            told.push(line(call, row, card, next, &session.comments_around(&row.comment, AROUND)?));
        }
        let last = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.comment.at.millis(), row.comment.id));
        Ok::<_, Trouble>((told, last, session.count_comments(CommentState::Held)?))
    })?;
    let done = call.field("done").as_deref().and_then(CommentState::from_word);
    let judged: Option<CommentId> = call.field("comment").and_then(|id| id.parse().ok());
    let own = context! {
        state => state.word(),
        states => STATES.map(CommentState::word),
        rows,
        waiting => theme::number(waiting.unsigned_abs(), call.words()),
        next => more.map(|last| format!("/desk/comments?state={}&after={last}", state.word())),
        after => after.unwrap_or_default(),
        at => call.field("at").unwrap_or_default(),
        done => done.map_or("", CommentState::word),
        judged => judged.map(|id| id.to_string()),
        paper_language => default.code(),
    };
    page(call, "comments.html", own)
}

/// Judges one, and says so with the way back.
pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    let id: CommentId = form.get("comment").parse().map_err(|_| Trouble::NotFound)?;
    let wanted = CommentState::from_word(form.get("do")).ok_or_else(|| Trouble::Refused("this form is not known".to_owned()))?;
    moderate(&call.newsroom, id, wanted)?;
    let mut to = format!("/desk/comments?state={}&done={}&comment={id}", state(call).word(), wanted.word());
    if cursor(form.get("after")).is_some() {
        to += &format!("&after={}", form.get("after"));
    }
    // What is taken back stands in the queue again, and is looked at first.
    let at = if wanted == CommentState::Held { Some(id) } else { form.get("next").parse::<CommentId>().ok() };
    Ok(Reply::see(at.map_or(to.clone(), |at| format!("{to}&at={at}"))))
}

fn state(call: &Call) -> CommentState {
    call.field("state").as_deref().and_then(CommentState::from_word).unwrap_or(CommentState::Held)
}

/// Where the next lines begin.
fn cursor(text: &str) -> Option<(Time, CommentId)> {
    let (at, id) = text.split_once('.')?;
    Some((Time::from_millis(at.parse().ok()?), id.parse().ok()?))
}

fn line(call: &Call, row: &CommentRow, card: Option<&Card>, next: Option<String>, around: &[Comment]) -> Value {
    let told = |comment: &Comment| {
        let lines: Vec<String> = comment.text.lines().map(str::to_owned).collect();
        context! { id => comment.id.to_string(), name => comment.name.as_str(), lines, at => hour(call, comment.at) }
    };
    let before = around.iter().filter(|other| (other.at, other.id) < (row.comment.at, row.comment.id)).map(told).collect::<Vec<_>>();
    let after = around.iter().filter(|other| (other.at, other.id) > (row.comment.at, row.comment.id)).map(told).collect::<Vec<_>>();
    let url = card.map(|card| call.site.article_path(card.language, &card.section, &card.slug));
    let language = card.map(|card| card.language.code().to_owned());
    context! { headline => row.headline.as_str(), url, language, article => row.comment.article.to_string(), before, after, next => next.unwrap_or_default(), ..told(&row.comment) }
}
