//! The life of an article.

use model::{Article, ArticleId, Correction, Language, NoteKind, Status, StoryId, Time, free_slug, slug, squeeze};
use serde_json::json;
use store::{ArticleDraft, Change, DueTask, Receipt, Session, StoreError};

use crate::actor::{Deed, Matter, hash};
use crate::{ActionError, Actor, Newsroom};

/// An article that is to be written.
#[derive(Debug, Clone)]
pub struct NewArticle {
    /// The story that it tells; none for a new one.
    pub story: Option<StoryId>,
    /// The edition.
    pub language: Language,
    /// The slug that is wished for; without one it is made of the headline.
    pub slug: Option<String>,
    /// What it says.
    pub draft: ArticleDraft,
    /// Public at once, with the time it is to carry; else a draft.
    pub published_at: Option<Time>,
}

/// Writes a new article, and publishes it where it says so; one that is to be published in the
/// future is scheduled.
pub fn write(newsroom: &Newsroom, new: &NewArticle) -> Result<ArticleId, ActionError> {
    newsroom.store.write(|session| write_in(newsroom, session, new))
}

pub(crate) fn write_in(newsroom: &Newsroom, session: &mut Session<'_>, new: &NewArticle) -> Result<ArticleId, ActionError> {
    let now = newsroom.world.now();
    let publication = session.publication()?;
    newsroom.judge(Deed::Begin, Some(Matter { language: new.language, status: Status::Draft, own: true }))?;
    if new.published_at.is_some() {
        newsroom.allow(Deed::Publish)?;
    }
    if !publication.has(new.language) {
        return Err(ActionError::Refused(format!("the publication has no edition in “{}”", new.language)));
    }
    let story = new.story.unwrap_or_else(|| newsroom.world.story_id());
    if let Some((there, ..)) = session.articles_of_story(story)?.into_iter().find(|(_, language, _)| *language == new.language) {
        return Err(ActionError::Refused(format!("the story is told in this language already, in article {there}")));
    }
    let wanted = slug(new.slug.as_deref().unwrap_or(&new.draft.headline), publication.slugs);
    let free = free_slug(&wanted, |slug| session.slug_is_taken(new.language, slug))?;
    let mut article = blank(newsroom.world.article_id(), story, new.language, free, now);
    apply(&mut article, &new.draft, now)?;
    match new.published_at {
        Some(at) if at > now => {
            article.status = Status::Scheduled;
            article.published_at = Some(at);
            article.updated_at = at;
        }
        Some(at) => {
            article.status = Status::Published;
            article.published_at = Some(at);
            article.updated_at = at;
        }
        None => {}
    }
    session.set_article(&article)?;
    if article.status == Status::Scheduled {
        session.enqueue(newsroom.world.random() as i64 >> 1, article.updated_at, &DueTask::Publish { article: article.id })?;
    }
    follow_up(session, now, &article)?;
    newsroom.log_article(session, "write", &article, json!({ "status": article.status }))?;
    Ok(article.id)
}

/// An article that says nothing yet, before its first revision.
pub(crate) fn blank(id: ArticleId, story: StoryId, language: Language, slug: String, now: Time) -> Article {
    Article {
        id,
        story,
        language,
        section: String::new(),
        slug,
        status: Status::Draft,
        headline: String::new(),
        deck: Vec::new(),
        body: Default::default(),
        credits: Vec::new(),
        contact: None,
        picture: None,
        topics: Vec::new(),
        made_from: None,
        original_url: None,
        published_at: None,
        updated_at: now,
        revision: 0,
    }
}

/// Changes what an article says. Its slug and its life stay as they are.
pub fn edit(newsroom: &Newsroom, id: ArticleId, draft: &ArticleDraft) -> Result<(), ActionError> {
    newsroom.store.write(|session| edit_in(newsroom, session, id, draft))
}

pub(crate) fn edit_in(newsroom: &Newsroom, session: &mut Session<'_>, id: ArticleId, draft: &ArticleDraft) -> Result<(), ActionError> {
    let now = newsroom.world.now();
    let mut article = find(session, id)?;
    newsroom.allow_with(session, Deed::Save, &article)?;
    if ArticleDraft::from(&article) == *draft {
        return Ok(());
    }
    apply(&mut article, draft, now)?;
    article.revision = session.newest_revision(id)? + 1;
    session.set_article(&article)?;
    follow_up(session, now, &article)?;
    newsroom.log_article(session, "edit", &article, json!({}))
}

/// Makes an article public now. One that was public before keeps the time it first was.
pub fn publish(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        let hour = article.published_at.filter(|hour| article.status == Status::Scheduled && *hour > newsroom.world.now());
        if let Some(hour) = hour {
            let hour = hour.rfc3339_in(&session.publication()?.zone);
            return Err(ActionError::Refused(format!("it is scheduled for {hour}; `masthead publish --now` makes it public before its hour")));
        }
        publish_in(newsroom, session, id, None)
    })
}

/// Makes an article public now, though it may be scheduled for a later hour.
pub fn publish_before_its_hour(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    newsroom.store.write(|session| publish_in(newsroom, session, id, None))
}

/// Makes an article public; `due` is the hour for which it was scheduled, where it is the clock that publishes.
pub(crate) fn publish_in(newsroom: &Newsroom, session: &mut Session<'_>, id: ArticleId, due: Option<Time>) -> Result<(), ActionError> {
    let now = newsroom.world.now();
    let mut article = find(session, id)?;
    newsroom.allow_with(session, Deed::Publish, &article)?;
    if article.status == Status::Published {
        return Ok(());
    }
    not_under_embargo(session, &article, now)?;
    ready(newsroom, session, &article)?;
    session.forget_due(&DueTask::Publish { article: id })?;
    article.published_at = Some(article.published_at.filter(|at| *at <= now).unwrap_or(now));
    article.updated_at = article.updated_at.min(now).max(article.published_at.unwrap_or(now));
    article.status = Status::Published;
    session.set_article(&article)?;
    session.set_reason(id, None)?;
    // Whoever publishes by the command line sees for themself.
    if !matches!(newsroom.actor, Actor::Console) {
        session.set_receipt(&Receipt { article: id, live_at: now, due_at: due, shown: Default::default() })?;
    }
    follow_up(session, now, &article)?;
    newsroom.log_article(session, "publish", &article, json!({ "due": due.map(Time::rfc3339) }))
}

/// An embargo holds whatever else happens.
fn not_under_embargo(session: &mut Session<'_>, article: &Article, at: Time) -> Result<(), ActionError> {
    match session.embargo(article.id)? {
        Some(hour) if at < hour => {
            let hour = hour.rfc3339_in(&session.publication()?.zone);
            Err(ActionError::Refused(format!("it is under embargo until {hour}; lift the embargo, or choose a later hour")))
        }
        _ => Ok(()),
    }
}

/// What a reader must not miss in an article that an account makes public. What comes by imports is published as it is.
pub(crate) fn ready(newsroom: &Newsroom, session: &mut Session<'_>, article: &Article) -> Result<(), ActionError> {
    if newsroom.actor.account().is_none() {
        return Ok(());
    }
    written(article)?;
    let shown: Vec<_> = article.picture.into_iter().chain(article.body.pictures()).collect();
    let pictures = session.pictures(&shown)?;
    let silent = shown
        .iter()
        .filter_map(|id| pictures.iter().find(|picture| picture.id == *id))
        .find(|picture| !picture.renditions.is_empty() && picture.alts.get(article.language).is_none_or(|alt| alt.trim().is_empty()));
    match silent {
        Some(picture) => Err(ActionError::field(
            format!("picture-{}", picture.id),
            "each picture needs a sentence that says what is seen, in the language of the article, before it is published",
        )),
        None => Ok(()),
    }
}

/// An article that others are to read has a headline and a text.
pub(crate) fn written(article: &Article) -> Result<(), ActionError> {
    if article.headline.is_empty() {
        return Err(ActionError::field("headline", "an article needs a headline"));
    }
    if article.body.0.is_empty() {
        return Err(ActionError::field("body", "an article needs a text"));
    }
    Ok(())
}

/// An hour that has passed by no more than this was meant as now; a form may lie open for a moment. What is longer ago was
/// mistyped.
const JUST_NOW: i64 = Time::MINUTE;

/// Has an article published by itself at its hour.
pub fn schedule(newsroom: &Newsroom, id: ArticleId, at: Time) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        if at.plus(JUST_NOW) < now {
            return Err(ActionError::field("at", "this hour has passed; publish it now, or choose a later one"));
        }
        if at <= now {
            return publish_in(newsroom, session, id, None);
        }
        let mut article = find(session, id)?;
        newsroom.allow_with(session, Deed::Schedule, &article)?;
        if article.status == Status::Published {
            return Err(ActionError::Refused("the article is public already; withdraw it first".to_owned()));
        }
        not_under_embargo(session, &article, at)?;
        ready(newsroom, session, &article)?;
        session.forget_due(&DueTask::Publish { article: id })?;
        article.status = Status::Scheduled;
        article.published_at = Some(at);
        session.set_article(&article)?;
        session.enqueue(newsroom.world.random() as i64 >> 1, at, &DueTask::Publish { article: id })?;
        newsroom.log_article(session, "schedule", &article, json!({ "at": at.rfc3339() }))
    })
}

/// Takes an article back: its address answers 410 from now on, and no page leads to it.
pub fn withdraw(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    withdraw_because(newsroom, id, None)
}

/// The same with a reason, which is told at its address.
pub fn withdraw_because(newsroom: &Newsroom, id: ArticleId, reason: Option<&str>) -> Result<(), ActionError> {
    newsroom.store.write(|session| withdraw_in(newsroom, session, id, reason))
}

pub(crate) fn withdraw_in(newsroom: &Newsroom, session: &mut Session<'_>, id: ArticleId, reason: Option<&str>) -> Result<(), ActionError> {
    let now = newsroom.world.now();
    let mut article = find(session, id)?;
    newsroom.allow_with(session, Deed::Withdraw, &article)?;
    if article.status == Status::Withdrawn {
        return Ok(());
    }
    session.forget_due(&DueTask::Publish { article: id })?;
    session.forget_due(&DueTask::Withdraw { article: id })?;
    article.status = Status::Withdrawn;
    session.set_article(&article)?;
    session.set_reason(id, reason.map(squeeze).filter(|reason| !reason.is_empty()).as_deref())?;
    follow_up(session, now, &article)?;
    newsroom.log_article(session, "withdraw", &article, json!({ "reason": reason.map(|reason| hash(reason.as_bytes())) }))
}

/// Adds a public note to a published article: of what was wrong, or a reply.
pub fn correct(newsroom: &Newsroom, id: ArticleId, kind: NoteKind, text: &str) -> Result<(), ActionError> {
    let text = squeeze(text);
    if text.is_empty() {
        let why = match kind {
            NoteKind::Correction => "a correction needs a text that says what was wrong and what is right",
            NoteKind::Reply => "a reply needs the words of whoever replies",
        };
        return Err(ActionError::Refused(why.to_owned()));
    }
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        let mut article = find(session, id)?;
        newsroom.allow_with(session, Deed::Correct, &article)?;
        if article.status != Status::Published {
            return Err(ActionError::Refused("only what readers have seen is corrected; edit the article instead".to_owned()));
        }
        session.add_correction(&Correction { article: id, kind, at: now, text: text.clone() })?;
        article.updated_at = now;
        // What is written meanwhile and not public yet stays the newest revision.
        if session.newest_revision(id)? == article.revision {
            article.revision += 1;
        }
        session.set_article(&article)?;
        follow_up(session, now, &article)?;
        newsroom.log_article(session, "correct", &article, json!({ "kind": kind.word(), "note": hash(text.as_bytes()) }))
    })
}

pub(crate) fn find(session: &mut Session<'_>, id: ArticleId) -> Result<Article, ActionError> {
    session.article(id)?.ok_or_else(|| ActionError::no_article(id))
}

/// Puts a draft into an article as its next revision.
fn apply(article: &mut Article, draft: &ArticleDraft, now: Time) -> Result<(), ActionError> {
    if squeeze(&draft.headline).is_empty() {
        return Err(ActionError::Refused("an article needs a headline".to_owned()));
    }
    put(article, draft, now);
    article.revision += 1;
    Ok(())
}

/// Puts a draft into an article. A draft may be without a headline as long as nobody reads it.
pub(crate) fn put(article: &mut Article, draft: &ArticleDraft, now: Time) {
    article.section = draft.section.clone();
    article.headline = squeeze(&draft.headline);
    article.deck = draft.deck.iter().map(|line| squeeze(line)).filter(|line| !line.is_empty()).collect();
    article.body = draft.body.clone();
    article.body.number();
    article.credits = draft.credits.clone();
    article.contact = draft.contact.clone();
    article.picture = draft.picture;
    article.topics = draft.topics.clone();
    article.made_from = draft.made_from;
    article.original_url = draft.original_url.clone();
    article.updated_at = now;
}

/// What goes with every change of an article: the words that tell it, how long it takes to read, the
/// story's other articles in the same section, and word to the outbox.
pub(crate) fn follow_up(session: &mut Session<'_>, now: Time, article: &Article) -> Result<(), ActionError> {
    let body = article.body.to_plain();
    let words = audience::words(article.language, &article.headline, &article.deck, &body);
    session.set_words(article, &words)?;
    session.set_reading_seconds(article.id, audience::reading_seconds(article.language, &body))?;
    move_story(session, now, article)?;
    // A draft that changes is nobody's business yet.
    if matches!(article.status, Status::Published | Status::Withdrawn) {
        session.tell(now, &Change::Article { article: article.id, story: article.story, language: article.language })?;
    }
    Ok(())
}

fn move_story(session: &mut Session<'_>, now: Time, article: &Article) -> Result<(), StoreError> {
    for (sister, language, _) in session.articles_of_story(article.story)? {
        if sister != article.id
            && let Some(mut other) = session.article(sister)?
            && other.section != article.section
        {
            other.section = article.section.clone();
            session.set_article(&other)?;
            session.tell(now, &Change::Article { article: sister, story: article.story, language })?;
        }
    }
    Ok(())
}
