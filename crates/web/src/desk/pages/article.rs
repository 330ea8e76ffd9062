use actions::{
    ActionError, Deed, Matter, Saved, Saving, correct, keep_aside, make_public, note_present, publish_before_its_hour, remark, schedule, send_back,
    set_embargo, settle, submit, topic_named, unschedule, withdraw_at, withdraw_because,
};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{Article, ArticleId, Body, Credit, Duty, NoteKind, PictureId, Role, Status};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{ArticleDraft, DueTask, Session};

use super::super::caller::Call;
use super::super::draw::{fault, hour, with_status};
use super::pictures::record;
use crate::ask::{Ask, Trouble};
use crate::pages::article as public_page;
use crate::reply::Reply;
use crate::rope::Coding;
use crate::telling::Telling;

/// What the editor sends and gets of an article. Topics go by what they are called in its edition.
#[derive(Debug, Serialize, Deserialize)]
struct DeskDraft {
    section: String,
    #[serde(default)]
    slug: String,
    headline: String,
    deck: Vec<String>,
    body: Body,
    credits: Vec<Credit>,
    #[serde(default)]
    contact: Option<String>,
    #[serde(default)]
    picture: Option<PictureId>,
    topics: Vec<String>,
    #[serde(default)]
    original_url: Option<String>,
}

#[derive(Deserialize)]
struct Save {
    base: i64,
    draft: DeskDraft,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Deserialize)]
struct Aside {
    draft: DeskDraft,
}

/// An article at the desk: its text, the facts about it, and what can be done with it.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let words = call.words();
    let own = call.newsroom.store.read(|session| {
        let (article, matter) = call.readable(session)?;
        let newest = session.newest_revision(article.id)?;
        let draft = newest_draft(session, &article, newest)?;
        let name = |people: &[model::Person], id| {
            people.iter().find(|person| person.id == id).and_then(|person| person.names.or_any(article.language, words)).cloned().unwrap_or_default()
        };
        let people = session.people_after("", 2_000)?;
        let people: Vec<Value> = people.iter().map(|person| context! { id => person.id.to_string(), name => name(&people, person.id) }).collect();
        let mut remarks = Vec::new();
        for remark in session.remarks(article.id)? {
            let by = remark.account.map(|id| session.account(id)).transpose()?.flatten().map(|account| account.called);
            let at = hour(call, remark.at);
            let block = (remark.block > 0).then(|| block_words(&draft.body, remark.block));
            remarks.push(context! { id => remark.id.to_string(), text => remark.text, by, at, block, settled => remark.settled_at.is_some() });
        }
        let mut editions = Vec::new();
        let siblings = session.articles_of_story(article.story)?;
        for &language in &call.site.publication.languages {
            // What one may not read is not there.
            let mut there = None;
            for (id, _, status) in siblings.iter().filter(|(_, other, _)| *other == language) {
                let own = call.who.as_ref().map_or(Ok(false), |(account, _)| session.is_author(*id, account.id))?;
                there = call.may(Deed::Read, Some(Matter { language, status: *status, own })).then_some((*id, *status));
            }
            let open = call.may(Deed::Begin, Some(Matter { language, status: Status::Draft, own: true }));
            editions.push(context! {
                code => language.code(), name => language.own_name(), current => language == article.language,
                id => there.map(|(id, _)| id.to_string()), status => there.map(|(_, status)| status.word()), open,
            });
        }
        let embargo = session.embargo(article.id)?;
        let withdraws = session.due_at(&DueTask::Withdraw { article: article.id })?;
        let reason = session.reason(article.id)?;
        let receipt = session.receipt_of(article.id)?;
        let may = |deed| call.may(deed, Some(matter));
        let public = article.status == Status::Published;
        let able = context! {
            save => may(Deed::Save) && article.status != Status::Withdrawn,
            submit => may(Deed::Submit) && article.status == Status::Draft,
            send_back => may(Deed::SendBack) && article.status == Status::InReview,
            publish => may(Deed::Publish) && !public,
            make_public => may(Deed::Publish) && public,
            schedule => may(Deed::Schedule) && !public,
            unschedule => may(Deed::Schedule) && article.status == Status::Scheduled,
            withdraw => may(Deed::Withdraw) && public,
            correct => may(Deed::Correct) && public,
            remark => may(Deed::Remark),
            related => may(Deed::Arrange) && public,
        };
        let desk_draft = desk_draft(session, &article, &draft)?;
        let shown = pictures_of(session, &draft)?;
        let mut json = serde_json::to_value(&desk_draft).map_err(|error| Trouble::Broken(error.to_string()))?;
        json["pictures"] = shown;
        Ok::<_, Trouble>(context! {
            id => article.id.to_string(),
            story => article.story.to_string(),
            headline => draft.headline,
            deck => draft.deck.join("\n"),
            language => article.language.code(),
            language_name => article.language.own_name(),
            status => article.status.word(),
            slug => desk_draft.slug,
            slug_fixed => article.published_at.is_some() && article.status != Status::Scheduled,
            topics => desk_draft.topics.join(", "),
            contact => draft.contact.clone().unwrap_or_default(),
            original_url => draft.original_url.clone().unwrap_or_default(),
            chosen_section => draft.section,
            sections => session.sections()?.iter().map(|section| context! { slug => section.slug.as_str(), title => call.site.section_title(article.language, &section.slug) }).collect::<Vec<_>>(),
            credits => draft.credits.iter().map(|credit| context! { person => credit.person.to_string(), role => credit.role.word() }).collect::<Vec<_>>(),
            roles => [Role::Reporter, Role::Translator, Role::Editor, Role::Photographer].map(Role::word),
            people,
            revision => newest,
            ahead => public && newest > article.revision,
            next_hour => hour(call, call.app.now().next_hour()),
            draft => escaped(&json),
            languages => serde_json::to_string(&call.site.publication.languages).unwrap_or_default(),
            hour => article.published_at.map(|at| hour(call, at)),
            embargo => embargo.map(|at| hour(call, at)),
            withdraws => withdraws.map(|at| hour(call, at)),
            reason,
            receipt => receipt.map(|receipt| receipt.shown.len()),
            views => public.then(|| theme::number(call.app.readership.views(article.id), call.words())),
            public => public.then(|| call.site.article_path(article.language, &article.section, &article.slug)),
            remarks,
            editions,
            able,
            writer => call.who.as_ref().is_some_and(|(account, _)| !account.has(Duty::Editor)),
            done => call.field("done").unwrap_or_default(),
        })
    })?;
    with_status(call, status, "article.html", context! { wrong, ..own })
}

/// What an article says in its newest revision, which of a public one may be ahead of what readers see.
pub(crate) fn newest_draft(session: &mut Session<'_>, article: &Article, newest: i64) -> Result<ArticleDraft, Trouble> {
    if newest == article.revision {
        return Ok(ArticleDraft::from(article));
    }
    Ok(session.revision(article.id, newest)?.unwrap_or_else(|| ArticleDraft::from(article)))
}

/// JSON that stands in a page: `<` is written so that no text can end the element.
fn escaped(json: &serde_json::Value) -> Value {
    Value::from_safe_string(json.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// The first words of a block, to name it by.
fn block_words(body: &Body, id: u32) -> String {
    let block = body.0.iter().find(|block| block.id.0 == id);
    let line = block.map(|block| block.lines().join(" ")).unwrap_or_default();
    line.chars().take(60).collect()
}

fn desk_draft(session: &mut Session<'_>, article: &Article, draft: &ArticleDraft) -> Result<DeskDraft, Trouble> {
    let known = session.topics(&draft.topics)?;
    let called = |slug: &String| {
        let topic = known.iter().find(|topic| topic.slug == *slug);
        topic.and_then(|topic| topic.titles.or_any(article.language, article.language)).unwrap_or(slug).clone()
    };
    Ok(DeskDraft {
        section: draft.section.clone(),
        slug: if article.slug.starts_with("untitled-") { String::new() } else { article.slug.clone() },
        headline: draft.headline.clone(),
        deck: draft.deck.clone(),
        body: draft.body.clone(),
        credits: draft.credits.clone(),
        contact: draft.contact.clone(),
        picture: draft.picture,
        topics: draft.topics.iter().map(called).collect(),
        original_url: draft.original_url.clone(),
    })
}

fn pictures_of(session: &mut Session<'_>, draft: &ArticleDraft) -> Result<serde_json::Value, Trouble> {
    let shown: Vec<PictureId> = draft.picture.into_iter().chain(draft.body.pictures()).collect();
    let records = session.pictures(&shown)?;
    Ok(records.iter().map(|picture| (picture.id.to_string(), record(picture))).collect::<serde_json::Map<_, _>>().into())
}

/// The newest draft, for an editor that has fallen behind.
pub(crate) fn draft(call: &Call) -> Result<Reply, Trouble> {
    call.newsroom.store.read(|session| {
        let (article, _) = call.readable(session)?;
        let newest = session.newest_revision(article.id)?;
        let draft = newest_draft(session, &article, newest)?;
        let mut json = as_json(&desk_draft(session, &article, &draft)?)?;
        json["pictures"] = pictures_of(session, &draft)?;
        json["revision"] = newest.into();
        Ok(Reply::answer(StatusCode::OK, &json))
    })
}

fn as_json(value: &impl Serialize) -> Result<serde_json::Value, Trouble> {
    serde_json::to_value(value).map_err(|error| Trouble::Broken(error.to_string()))
}

/// Keeps what the editor sends.
pub(crate) fn save(call: &Call) -> Result<Reply, Trouble> {
    let Save { base, draft, note } = call.json()?;
    let id = article_id(call)?;
    let slug = draft.slug.clone();
    let draft = taken(call, draft)?;
    let saved = actions::save(&call.newsroom, &Saving { article: id, base, draft, slug, note })?;
    match saved {
        Saved::Kept { revision, at, slug } => Ok(Reply::answer(StatusCode::OK, &json!({ "revision": revision, "at": at.rfc3339(), "slug": slug }))),
        Saved::Behind { revision, draft, by, at } => call.newsroom.store.read(|session| {
            let article = session.article(id)?.ok_or(Trouble::NotFound)?;
            let mut theirs = as_json(&desk_draft(session, &article, &draft)?)?;
            theirs["pictures"] = pictures_of(session, &draft)?;
            let by = by.map(|account| account.called);
            Ok(Reply::answer(StatusCode::CONFLICT, &json!({ "revision": revision, "by": by, "at": at.rfc3339(), "draft": theirs })))
        }),
    }
}

/// Keeps a version that is not to replace another one's.
pub(crate) fn aside(call: &Call) -> Result<Reply, Trouble> {
    let Aside { draft } = call.json()?;
    let id = article_id(call)?;
    let draft = taken(call, draft)?;
    keep_aside(&call.newsroom, id, &draft)?;
    Ok(Reply::answer(StatusCode::OK, &json!({ "kept": true })))
}

fn article_id(call: &Call) -> Result<ArticleId, Trouble> {
    call.param("id").parse().map_err(|_| Trouble::NotFound)
}

/// What the editor sent as a draft: topics that nobody named before are made.
fn taken(call: &Call, sent: DeskDraft) -> Result<ArticleDraft, Trouble> {
    const MOST_TOPICS: usize = 30;
    let (article, topics) = call.newsroom.store.read(|session| {
        let (article, _) = call.readable(session)?;
        let known = session.topics(&article.topics)?;
        Ok::<_, Trouble>((article, known))
    })?;
    let mut slugs = Vec::new();
    for name in sent.topics.iter().map(|name| model::squeeze(name)).filter(|name| !name.is_empty()).take(MOST_TOPICS) {
        let own = topics.iter().find(|topic| topic.slug == name || topic.titles.iter().any(|(_, title)| *title == name));
        let slug = match own {
            Some(topic) => Some(topic.slug.clone()),
            None => call.newsroom.store.write(|session| topic_named(session, call.app.now(), &name, article.language))?.map(|topic| topic.slug),
        };
        slugs.extend(slug.filter(|slug| !slugs.contains(slug)));
    }
    let text = |text: Option<String>| text.map(|text| model::squeeze(&text)).filter(|text| !text.is_empty());
    Ok(ArticleDraft {
        section: sent.section,
        headline: sent.headline,
        deck: sent.deck,
        body: sent.body,
        credits: sent.credits,
        contact: text(sent.contact),
        picture: sent.picture,
        topics: slugs,
        made_from: article.made_from,
        original_url: text(sent.original_url),
    })
}

/// Notes that somebody has the article open, and tells who else has.
pub(crate) fn here(call: &Call) -> Result<Reply, Trouble> {
    let (article, revision, by) = call.newsroom.store.read(|session| {
        let (article, _) = call.readable(session)?;
        let newest = session.revisions(article.id, 1)?.into_iter().next();
        let by = newest.as_ref().and_then(|row| row.account).map(|id| session.account(id)).transpose()?.flatten();
        let revision = newest.map_or(article.revision, |row| row.number);
        Ok::<_, Trouble>((article, revision, by.map(|account| account.called)))
    })?;
    let others = note_present(&call.newsroom, &article)?;
    let others: Vec<_> = others.into_iter().map(|other| json!({ "name": other.called, "since": other.since.rfc3339() })).collect();
    Ok(Reply::answer(StatusCode::OK, &json!({ "others": others, "revision": revision, "by": by })))
}

/// Whose a page is that is to be embedded.
pub(crate) fn embed(call: &Call) -> Result<Reply, Trouble> {
    match exchange::page::embed(&call.field("url").unwrap_or_default()) {
        Some((provider, url)) => Ok(Reply::answer(StatusCode::OK, &json!({ "provider": provider, "url": url, "title": null }))),
        None => {
            let why = "This is no page of a provider that is known; a link in the text leads there too.";
            Ok(Reply::answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "error": super::super::words::said(why, call.words()) })))
        }
    }
}

/// The page exactly as readers will see it, with the newest revision.
pub(crate) fn preview(call: &Call) -> Result<Reply, Trouble> {
    call.newsroom.store.read(|session| {
        let (mut article, _) = call.readable(session)?;
        let newest = session.newest_revision(article.id)?;
        let draft = newest_draft(session, &article, newest)?;
        article.headline = draft.headline;
        (article.section, article.deck, article.body) = (draft.section, draft.deck, draft.body);
        (article.credits, article.contact, article.picture) = (draft.credits, draft.contact, draft.picture);
        (article.topics, article.original_url) = (draft.topics, draft.original_url);
        let at = article.published_at.unwrap_or_else(|| call.app.now());
        let ask = Ask { headers: call.headers.clone(), ..call.ask.in_edition(article.language) };
        let telling = Telling::as_published(&ask, session, article, at)?;
        let page = public_page::preview(&ask, session, &telling)?.laid(Coding::Identity, "").bytes;
        // Pictures that are not public yet are shown to the desk alone.
        let title = format!("<title>{}: ", super::super::words::word("preview", call.words()).unwrap_or_default());
        let html = String::from_utf8_lossy(&page)
            .replacen("<title>", &title, 1)
            .replace("\"/media/", "\"/desk/pictures/")
            .replace(", /media/", ", /desk/pictures/");
        Ok(Reply::desk(StatusCode::OK, html))
    })
}

/// What is done with an article, by the button that was pressed.
pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let id = article_id(call)?;
    let (newsroom, form) = (&call.newsroom, &call.form);
    let zone = &call.site.publication.zone;
    let hour_of = |field: &str| {
        let wrong = ActionError::Field { field: field.to_owned(), why: "this is no date and hour".to_owned() };
        form.hour(field, zone).map_err(|()| wrong)
    };
    let needed = |field: &str| {
        let missing = ActionError::Field { field: field.to_owned(), why: "choose a date and an hour".to_owned() };
        hour_of(field).and_then(|hour| hour.ok_or(missing))
    };
    let done = match form.get("do") {
        "submit" => submit(newsroom, id),
        "send-back" => send_back(newsroom, id, form.get("text")),
        "publish" => publish_before_its_hour(newsroom, id),
        "make-public" => make_public(newsroom, id),
        "schedule" => needed("at").and_then(|at| schedule(newsroom, id, at)),
        "unschedule" => unschedule(newsroom, id),
        "embargo" => hour_of("embargo").and_then(|hour| set_embargo(newsroom, id, hour)),
        "withdraw" => withdraw_because(newsroom, id, Some(form.get("reason"))),
        "withdraw-at" => hour_of("withdraw_at").and_then(|hour| withdraw_at(newsroom, id, hour)),
        "correct" => {
            let kind = NoteKind::from_word(form.get("kind")).unwrap_or_default();
            correct(newsroom, id, kind, form.get("correction")).map_err(|error| match error {
                ActionError::Refused(why) => ActionError::Field { field: "correction".to_owned(), why },
                error => error,
            })
        }
        "remark" => remark(newsroom, id, form.get("block").parse().unwrap_or_default(), form.get("text")),
        "settle" | "reopen" => {
            let remark = form.get("remark").parse().map_err(|_| Trouble::NotFound)?;
            settle(newsroom, remark, form.get("do") == "settle").map(drop)
        }
        _ => return Err(Trouble::Refused("this form is not known".to_owned())),
    };
    match done {
        Ok(()) => {
            let place = if matches!(form.get("do"), "remark" | "settle" | "reopen") { "#remarks" } else { "" };
            Ok(Reply::see(format!("/desk/articles/{id}?done={}{place}", form.get("do"))))
        }
        Err(ActionError::Field { field, why }) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why)),
        Err(ActionError::Refused(why)) => draw(call, StatusCode::CONFLICT, fault(call, "", &why)),
        Err(error) => Err(error.into()),
    }
}
