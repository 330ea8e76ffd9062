use actions::{ActionError, change_topic};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::Topic;

use super::super::super::caller::Call;
use super::super::super::draw::{fault, with_status};
use crate::ask::Trouble;
use crate::reply::Reply;
use crate::site::encoded;

/// How many topics are shown at once.
const LINES: usize = 50;

/// What topics are called. They are made by whoever writes.
pub(crate) fn show_topics(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

/// Keeps the topics of the page that are called otherwise.
pub(crate) fn post_topic(call: &Call) -> Result<Reply, Trouble> {
    let (form, languages) = (&call.form, &call.site.publication.languages);
    for slug in form.all("topic") {
        let before = call.newsroom.store.read(|session| session.topic(slug))?.ok_or(Trouble::NotFound)?;
        let after = Topic { slug: before.slug.clone(), titles: form.by_language(&format!("title-{slug}"), languages) };
        if after == before {
            continue;
        }
        match change_topic(&call.newsroom, &after) {
            Ok(()) => {}
            Err(ActionError::Field { why, .. }) => {
                let field = format!("title-{slug}-{}", call.site.publication.default_language());
                return draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let after = form.get("after");
    let more = if after.is_empty() { String::new() } else { format!("&after={}", encoded(after)) };
    Ok(Reply::see(format!("/desk/settings/topics?done=yes{more}")))
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let failed = !wrong.is_none();
    let after = if failed { call.form.get("after").to_owned() } else { call.field("after").unwrap_or_default() };
    let mut topics = call.newsroom.store.read(|session| session.topics_after(&after, LINES + 1))?;
    let more = topics.len() > LINES;
    topics.truncate(LINES);
    let row = |topic: &Topic| {
        let titles = call.site.publication.languages.iter().map(|language| {
            let name = format!("title-{}-{language}", topic.slug);
            let value = if failed { call.form.get(&name).to_owned() } else { topic.titles.get(*language).cloned().unwrap_or_default() };
            context! { name, value, language => language.code(), called => language.own_name() }
        });
        context! { slug => topic.slug.as_str(), titles => titles.collect::<Vec<_>>() }
    };
    let next = topics.last().filter(|_| more).map(|last| format!("/desk/settings/topics?after={}", encoded(&last.slug)));
    let own = context! { rows => topics.iter().map(row).collect::<Vec<_>>(), after, next, done => call.field("done").unwrap_or_default(), wrong };
    with_status(call, status, "topics.html", own)
}
