use actions::{Deed, Matter, begin};
use minijinja::{Value, context};
use model::{ArticleId, Duty, Language, Status, Time};
use store::{BoardFilter, BoardRow, DueTask};

use super::super::caller::Call;
use super::super::draw::{hour, page};
use crate::ask::Trouble;
use crate::reply::Reply;
use crate::site::encoded;

/// How many lines of the board are shown at once.
const LINES: usize = 50;
/// A publication that is this late is an alarm.
const LATE: i64 = Time::SECOND;

/// The board: what is being written, what waits, what is to come, what is out.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    let account = call.account()?;
    if !call.could(Deed::Read) {
        // Who has nothing to do with articles begins where their work is.
        let to = if call.could(Deed::Moderate) { "/desk/comments" } else { "/desk/accounts" };
        return Ok(Reply::see(to.to_owned()));
    }
    let edits = account.has(Duty::Editor);
    let language: Option<Language> = call.field("edition").and_then(|code| code.parse().ok());
    let status = call.field("status").as_deref().and_then(Status::from_word);
    let section = call.field("section").filter(|section| !section.is_empty());
    let headline = call.field("q").map(|text| model::squeeze(&text)).filter(|text| !text.is_empty());
    let mine = call.field("mine").is_some() || !(edits || account.has(Duty::Translator));
    let allowed: Option<Vec<Language>> = (!edits && account.has(Duty::Translator) && !mine).then(|| account.editions.clone());
    let languages = match (language, allowed) {
        (Some(language), Some(allowed)) => Some(allowed.into_iter().filter(|known| *known == language).collect()),
        (Some(language), None) => Some(vec![language]),
        (None, allowed) => allowed,
    };
    let filter = BoardFilter { status, section: section.clone(), languages, author: mine.then_some(account.id), headline: headline.clone() };
    let before = call.field("before").as_deref().and_then(cursor);
    let (mut rows, sections, late) = call.newsroom.store.read(|session| {
        Ok::<_, Trouble>((
            session.board(&filter, before, LINES + 1)?,
            session.sections()?,
            session.coming(1)?.first().is_some_and(|(at, _)| call.app.now().millis() - at.millis() > LATE),
        ))
    })?;
    let more = rows.len() > LINES;
    rows.truncate(LINES);
    let last = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.touched_at.millis(), row.id));
    let query = |name: &str, value: &str| {
        let fields = [("edition", language.map(|language| language.to_string())), ("status", status.map(|status| status.word().to_owned()))];
        let others = [("section", section.clone()), ("q", headline.clone()), ("mine", call.field("mine"))];
        let mut parts: Vec<String> = fields
            .into_iter()
            .chain(others)
            .filter(|(known, _)| *known != name)
            .filter_map(|(known, value)| Some(format!("{known}={}", encoded(&value?))))
            .collect();
        if !value.is_empty() {
            parts.push(format!("{name}={}", encoded(value)));
        }
        format!("/desk?{}", parts.join("&"))
    };
    let statuses = [Status::Draft, Status::InReview, Status::Scheduled, Status::Published, Status::Withdrawn];
    let own = context! {
        rows => rows.iter().map(|row| line(call, row)).collect::<Vec<_>>(),
        sections => sections.iter().map(|section| context! { slug => section.slug.as_str(), title => call.site.section_title(call.words(), &section.slug) }).collect::<Vec<_>>(),
        statuses => statuses.iter().map(|known| context! { word => known.word(), current => status == Some(*known), url => query("status", known.word()) }).collect::<Vec<_>>(),
        all => context! { url => query("status", ""), current => status.is_none() },
        edition => language.map(|language| language.to_string()).unwrap_or_default(),
        section => section.clone().unwrap_or_default(),
        q => headline.clone().unwrap_or_default(),
        mine,
        chooses => edits || account.has(Duty::Translator),
        status => status.map_or("", Status::word),
        next => last.map(|last| query("before", &last)),
        late,
    };
    page(call, "board.html", own)
}

fn line(call: &Call, row: &BoardRow) -> Value {
    let public = (row.status == Status::Published).then(|| call.site.article_path(row.language, &row.section, &row.slug));
    context! {
        id => row.id.to_string(),
        headline => row.headline.as_str(),
        language => row.language.code(),
        section => call.site.section_title(call.words(), &row.section),
        status => row.status.word(),
        authors => row.authors.clone(),
        touched => hour(call, row.touched_at),
        hour => row.published_at.map(|at| hour(call, at)),
        views => (row.status == Status::Published).then(|| theme::number(call.app.readership.views(row.id), call.words())),
        ahead => row.ahead,
        public,
    }
}

/// Where the next lines begin.
fn cursor(text: &str) -> Option<(Time, ArticleId)> {
    let (at, id) = text.split_once('.')?;
    Some((Time::from_millis(at.parse().ok()?), id.parse().ok()?))
}

/// A new article: of a new story, or of one that is told in other languages already.
pub(crate) fn show_new(call: &Call) -> Result<Reply, Trouble> {
    let publication = &call.site.publication;
    let open = |language: &&Language| call.may(Deed::Begin, Some(Matter { language: **language, status: Status::Draft, own: true }));
    let editions: Vec<Value> =
        publication.languages.iter().filter(open).map(|language| context! { code => language.code(), name => language.own_name() }).collect();
    let story = call.field("story").unwrap_or_default();
    page(call, "new.html", context! { editions, story, edition => call.field("edition").unwrap_or_default() })
}

pub(crate) fn post_new(call: &Call) -> Result<Reply, Trouble> {
    let language = call.form.get("edition").parse().map_err(|_| Trouble::Refused("choose an edition".to_owned()))?;
    let story = match call.form.get("story") {
        "" => None,
        story => Some(story.parse().map_err(|_| Trouble::NotFound)?),
    };
    let id = begin(&call.newsroom, language, story)?;
    Ok(Reply::see(format!("/desk/articles/{id}")))
}

/// What is to come at its hour, and the receipts of what came.
pub(crate) fn show_due(call: &Call) -> Result<Reply, Trouble> {
    let now = call.app.now();
    let (coming, receipts) = call.newsroom.store.read(|session| {
        let mut coming = Vec::new();
        for (at, task) in session.coming(200)? {
            let (what, article) = match task {
                DueTask::Publish { article } => ("publish", Some(article)),
                DueTask::Withdraw { article } => ("withdraw", Some(article)),
                DueTask::EndBanner { .. } => ("end-banner", None),
            };
            let headline = article.map(|id| session.article(id)).transpose()?.flatten().map(|article| article.headline);
            let id = article.map(|id| id.to_string());
            coming.push(context! { at => hour(call, at), what, id, headline, late => now.millis() - at.millis() > LATE });
        }
        let mut receipts = Vec::new();
        for receipt in session.receipts(200)? {
            let headline = session.article(receipt.article)?.map(|article| article.headline).unwrap_or_default();
            let late = receipt.due_at.map(|due| receipt.live_at.millis() - due.millis());
            let shown: Vec<Value> = actions::PLACES
                .iter()
                .map(|place| {
                    let after = receipt.shown.get(*place).map(|at| at.millis() - receipt.live_at.millis());
                    context! { place => *place, after => after.map(seconds) }
                })
                .collect();
            receipts.push(context! {
                id => receipt.article.to_string(),
                headline,
                live => hour(call, receipt.live_at),
                clock => clock(call, receipt.live_at),
                due => receipt.due_at.map(|at| clock(call, at)),
                behind => late.map(seconds),
                late => late.is_some_and(|late| late > LATE),
                shown,
            });
        }
        Ok::<_, Trouble>((coming, receipts))
    })?;
    page(call, "due.html", context! { coming, receipts })
}

/// A duration as it stands in a receipt: seconds with two places.
fn seconds(millis: i64) -> String {
    format!("{}.{:02}", millis / 1000, (millis.rem_euclid(1000)) / 10)
}

/// A time of day to the millisecond.
fn clock(call: &Call, at: Time) -> String {
    let local = at.rfc3339_in(&call.site.publication.zone);
    format!("{}.{:03}", local.get(11..19).unwrap_or_default(), at.millis().rem_euclid(1000))
}
