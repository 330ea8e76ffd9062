//! The life of an article.

use model::{Article, ArticleId, Correction, Language, Status, StoryId, Time, free_slug, slug, squeeze};
use store::{ArticleDraft, Change, DueTask, Session, StoreError};

use crate::{ActionError, Newsroom};

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
    if !publication.has(new.language) {
        return Err(ActionError::Refused(format!("the publication has no edition in “{}”", new.language)));
    }
    let story = new.story.unwrap_or_else(|| newsroom.world.story_id());
    if let Some((there, ..)) = session.articles_of_story(story)?.into_iter().find(|(_, language, _)| *language == new.language) {
        return Err(ActionError::Refused(format!("the story is told in this language already, in article {there}")));
    }
    let wanted = slug(new.slug.as_deref().unwrap_or(&new.draft.headline), publication.slugs);
    let free = free_slug(&wanted, |slug| session.slug_is_taken(new.language, slug))?;
    let mut article = Article {
        id: newsroom.world.article_id(),
        story,
        language: new.language,
        section: String::new(),
        slug: free,
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
    };
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
    Ok(article.id)
}

/// Changes what an article says. Its slug and its life stay as they are.
pub fn edit(newsroom: &Newsroom, id: ArticleId, draft: &ArticleDraft) -> Result<(), ActionError> {
    newsroom.store.write(|session| edit_in(newsroom, session, id, draft))
}

pub(crate) fn edit_in(newsroom: &Newsroom, session: &mut Session<'_>, id: ArticleId, draft: &ArticleDraft) -> Result<(), ActionError> {
    let now = newsroom.world.now();
    let mut article = find(session, id)?;
    if ArticleDraft::from(&article) == *draft {
        return Ok(());
    }
    apply(&mut article, draft, now)?;
    session.set_article(&article)?;
    follow_up(session, now, &article)
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
        publish_in(newsroom, session, id)
    })
}

/// Makes an article public now, though it may be scheduled for a later hour.
pub fn publish_before_its_hour(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    newsroom.store.write(|session| publish_in(newsroom, session, id))
}

pub(crate) fn publish_in(newsroom: &Newsroom, session: &mut Session<'_>, id: ArticleId) -> Result<(), ActionError> {
    let now = newsroom.world.now();
    let mut article = find(session, id)?;
    if article.status == Status::Published {
        return Ok(());
    }
    session.forget_due(&DueTask::Publish { article: id })?;
    article.published_at = Some(article.published_at.filter(|at| *at <= now).unwrap_or(now));
    article.updated_at = article.updated_at.min(now).max(article.published_at.unwrap_or(now));
    article.status = Status::Published;
    session.set_article(&article)?;
    follow_up(session, now, &article)
}

/// Has an article published by itself at its hour.
pub fn schedule(newsroom: &Newsroom, id: ArticleId, at: Time) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        if at <= now {
            return publish_in(newsroom, session, id);
        }
        let mut article = find(session, id)?;
        if article.status == Status::Published {
            return Err(ActionError::Refused("the article is public already; withdraw it first".to_owned()));
        }
        session.forget_due(&DueTask::Publish { article: id })?;
        article.status = Status::Scheduled;
        article.published_at = Some(at);
        session.set_article(&article)?;
        session.enqueue(newsroom.world.random() as i64 >> 1, at, &DueTask::Publish { article: id })?;
        Ok(())
    })
}

/// Takes an article back: its address answers 410 from now on, and no page leads to it.
pub fn withdraw(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        let mut article = find(session, id)?;
        if article.status == Status::Withdrawn {
            return Ok(());
        }
        session.forget_due(&DueTask::Publish { article: id })?;
        article.status = Status::Withdrawn;
        session.set_article(&article)?;
        follow_up(session, now, &article)
    })
}

/// Adds a public note of what was wrong in a published article.
pub fn correct(newsroom: &Newsroom, id: ArticleId, text: &str) -> Result<(), ActionError> {
    let text = squeeze(text);
    if text.is_empty() {
        return Err(ActionError::Refused("a correction needs a text that says what was wrong and what is right".to_owned()));
    }
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        let mut article = find(session, id)?;
        if article.status != Status::Published {
            return Err(ActionError::Refused("only what readers have seen is corrected; edit the article instead".to_owned()));
        }
        session.add_correction(&Correction { article: id, at: now, text: text.clone() })?;
        article.updated_at = now;
        article.revision += 1;
        session.set_article(&article)?;
        follow_up(session, now, &article)
    })
}

/// Sets the editors' must-reads of an edition, each with the time it ends.
pub fn set_must_reads(newsroom: &Newsroom, language: Language, stories: &[(StoryId, Option<Time>)]) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        session.set_must_reads(language, stories)?;
        Ok(session.tell(newsroom.world.now(), &Change::MustReads { language })?)
    })
}

fn find(session: &mut Session<'_>, id: ArticleId) -> Result<Article, ActionError> {
    session.article(id)?.ok_or_else(|| ActionError::no_article(id))
}

/// Puts a draft into an article as its next revision.
fn apply(article: &mut Article, draft: &ArticleDraft, now: Time) -> Result<(), ActionError> {
    let headline = squeeze(&draft.headline);
    if headline.is_empty() {
        return Err(ActionError::Refused("an article needs a headline".to_owned()));
    }
    article.section = draft.section.clone();
    article.headline = headline;
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
    article.revision += 1;
    Ok(())
}

/// What goes with every change of an article: the words that tell it, how long it takes to read, the
/// story's other articles in the same section, and word to the outbox.
fn follow_up(session: &mut Session<'_>, now: Time, article: &Article) -> Result<(), ActionError> {
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
