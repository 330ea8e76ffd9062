//! What happens to an article before it is public, and to what is written in it afterwards.
//!
//! Every save is a revision. Of a draft it is at once what the article says. Of an article that readers see it is kept
//! beside what they see until an editor makes it public.

use model::{Account, Article, ArticleId, Kind, Language, PictureId, Status, StoryId, Time, free_slug, slug, squeeze};
use serde_json::json;
use store::{ArticleDraft, DueTask, Remark, Session};

use crate::accounts::find as find_account;
use crate::actor::{Deed, Matter, hash};
use crate::articles::{blank, find, follow_up, put, ready, written};
use crate::site::section_named;
use crate::{ActionError, Newsroom};

/// A save of what somebody wrote.
#[derive(Debug, Clone)]
pub struct Saving {
    /// The article.
    pub article: ArticleId,
    /// The revision that the writer had before them.
    pub base: i64,
    /// What they wrote.
    pub draft: ArticleDraft,
    /// The slug that they wish for, while the article was never public; empty for one made of the headline.
    pub slug: String,
    /// What they say of it.
    pub note: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Saved {
    /// It is kept and synced.
    Kept {
        /// Its number.
        revision: i64,
        /// When.
        at: Time,
        /// The slug that the article has now.
        slug: String,
    },
    /// Somebody else has saved meanwhile, and nothing was kept.
    Behind {
        /// The newest revision.
        revision: i64,
        /// What it says.
        draft: Box<ArticleDraft>,
        /// Who wrote it.
        by: Option<Account>,
        /// When.
        at: Time,
    },
}

/// The longest headline, in characters; a body of so many bytes is a book.
const LONGEST_HEADLINE: usize = 400;
const LARGEST_DRAFT: usize = 8 << 20;
const LONGEST_REMARK: usize = 2_000;
const LONGEST_NOTE: usize = 300;

/// Begins an empty article of a new story, or of a story that is told in other languages already.
pub fn begin(newsroom: &Newsroom, language: Language, story: Option<StoryId>) -> Result<ArticleId, ActionError> {
    newsroom.judge(Deed::Begin, Some(Matter { language, status: Status::Draft, own: true }))?;
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        let publication = session.publication()?;
        if !publication.has(language) {
            return Err(ActionError::Refused(format!("the publication has no edition in “{language}”")));
        }
        let others = story.map_or(Ok(Vec::new()), |story| session.articles_of_story(story))?;
        if story.is_some() && others.is_empty() {
            return Err(ActionError::Missing("there is no such story".to_owned()));
        }
        if let Some((there, ..)) = others.iter().find(|(_, other, _)| *other == language) {
            return Err(ActionError::Refused(format!("the story is told in this language already, in article {there}")));
        }
        // A story's articles stand in one section.
        let section = match others.first() {
            Some((first, ..)) => find(session, *first)?.section,
            None => match session.sections()?.into_iter().next() {
                Some(section) => section.slug,
                None => section_named(session, now, "news", publication.default_language())?.slug,
            },
        };
        let id = newsroom.world.article_id();
        let story = story.unwrap_or_else(|| newsroom.world.story_id());
        let article = Article { section, revision: 1, ..blank(id, story, language, unnamed(id), now) };
        session.set_article(&article)?;
        if let Some(account) = newsroom.actor.account() {
            session.add_author(id, account)?;
            session.sign_revision(id, 1, Some(account), None)?;
        }
        follow_up(session, now, &article)?;
        newsroom.log_article(session, "begin", &article, json!({ "language": language }))?;
        Ok(id)
    })
}

/// The slug of an article that has no headline yet.
fn unnamed(id: ArticleId) -> String {
    format!("untitled-{id}")
}

/// Keeps what somebody wrote as the newest revision, unless somebody else was quicker.
pub fn save(newsroom: &Newsroom, saving: &Saving) -> Result<Saved, ActionError> {
    fits(&saving.draft)?;
    newsroom.store.write(|session| save_in(newsroom, session, saving))
}

fn fits(draft: &ArticleDraft) -> Result<(), ActionError> {
    if model::graphemes(&draft.headline) > LONGEST_HEADLINE {
        return Err(ActionError::field("headline", format!("a headline has at most {LONGEST_HEADLINE} characters")));
    }
    let size = serde_json::to_vec(draft).map_or(usize::MAX, |text| text.len());
    if size > LARGEST_DRAFT {
        return Err(ActionError::field("body", format!("an article has at most {} MB of text; divide it", LARGEST_DRAFT >> 20)));
    }
    Ok(())
}

fn save_in(newsroom: &Newsroom, session: &mut Session<'_>, saving: &Saving) -> Result<Saved, ActionError> {
    let now = newsroom.world.now();
    let mut article = find(session, saving.article)?;
    newsroom.allow_with(session, Deed::Save, &article)?;
    let newest = session.newest_revision(article.id)?;
    let before = session.revision(article.id, newest)?.unwrap_or_else(|| ArticleDraft::from(&article));
    if newest != saving.base {
        let row = session.revisions(article.id, 1)?.into_iter().next();
        let by = row.as_ref().and_then(|row| row.account).map(|id| find_account(session, id)).transpose()?;
        let at = row.map_or(now, |row| row.at);
        return Ok(Saved::Behind { revision: newest, draft: Box::new(before), by, at });
    }
    let section_known = session.sections()?.iter().any(|section| section.slug == saving.draft.section);
    if !section_known {
        return Err(ActionError::field("section", "there is no such section any more; choose another"));
    }
    there(session, &saving.draft)?;
    let mut after = article.clone();
    put(&mut after, &saving.draft, now);
    after.slug = wished_slug(session, &article, &before, saving)?;
    if ArticleDraft::from(&after) == before && after.slug == article.slug {
        return Ok(Saved::Kept { revision: newest, at: now, slug: article.slug });
    }
    after.revision = newest + 1;
    let public = matches!(article.status, Status::Published | Status::Withdrawn);
    if public {
        session.add_revision(article.id, after.revision, now, &ArticleDraft::from(&after))?;
    } else {
        if after.slug != article.slug {
            session.free_unused_slug(article.id, article.language, &article.slug)?;
        }
        session.set_article(&after)?;
        follow_up(session, now, &after)?;
    }
    article = after;
    session.sign_revision(
        article.id,
        article.revision,
        newsroom.actor.account(),
        saving.note.as_deref().map(str::trim).filter(|note| !note.is_empty()),
    )?;
    newsroom.log_article(session, "save", &article, json!({ "public": false }))?;
    Ok(Saved::Kept { revision: article.revision, at: now, slug: article.slug })
}

/// An error unless everything that a draft names is there.
fn there(session: &mut Session<'_>, draft: &ArticleDraft) -> Result<(), ActionError> {
    let mut pictures: Vec<PictureId> = draft.picture.into_iter().chain(draft.body.pictures()).collect();
    pictures.sort_unstable();
    pictures.dedup();
    if session.pictures(&pictures)?.len() < pictures.len() {
        return Err(ActionError::field("body", "a picture of this article is not there any more; take it out, or bring it again"));
    }
    let mut people: Vec<_> = draft.credits.iter().map(|credit| credit.person).collect();
    people.sort_unstable();
    people.dedup();
    if session.people(&people)?.len() < people.len() {
        return Err(ActionError::field("credits", "somebody who is credited is not there any more; choose another"));
    }
    if draft.body.0.iter().any(|block| matches!(block.kind, Kind::Heading { level, .. } if !(2..=4).contains(&level))) {
        return Err(ActionError::field("body", "headings inside a text have the levels 2 to 4"));
    }
    Ok(())
}

/// The slug that an article is to have: as it is for one that was public; else what is typed; else, and as long as
/// nobody typed another, one made of the headline.
fn wished_slug(session: &mut Session<'_>, article: &Article, before: &ArticleDraft, saving: &Saving) -> Result<String, ActionError> {
    if article.published_at.is_some() && article.status != Status::Scheduled {
        return Ok(article.slug.clone());
    }
    let style = session.publication()?.slugs;
    let of_headline = |headline: &str| Some(slug(headline, style)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| unnamed(article.id));
    let typed = slug(saving.slug.trim(), style);
    let made = typed.is_empty() || (typed == article.slug && article.slug.starts_with(&of_headline(&before.headline)));
    let wanted = if made { of_headline(&saving.draft.headline) } else { typed };
    if wanted == article.slug || (made && before.headline == squeeze(&saving.draft.headline)) {
        return Ok(article.slug.clone());
    }
    free_slug(&wanted, |slug| Ok(slug != article.slug && session.slug_is_taken(article.language, slug)?))
}

/// Keeps a version beside the revisions: what somebody wrote who then took another one's.
pub fn keep_aside(newsroom: &Newsroom, id: ArticleId, draft: &ArticleDraft) -> Result<(), ActionError> {
    fits(draft)?;
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        newsroom.allow_with(session, Deed::Save, &article)?;
        session.keep_aside(id, newsroom.world.now(), newsroom.actor.account(), draft)?;
        newsroom.log_article(session, "keep-aside", &article, json!({}))
    })
}

/// Makes what an earlier revision says the newest again.
pub fn restore_revision(newsroom: &Newsroom, id: ArticleId, number: i64) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let draft = session.revision(id, number)?.ok_or_else(|| ActionError::Missing(format!("there is no revision {number}")))?;
        let base = session.newest_revision(id)?;
        let slug = find(session, id)?.slug;
        let note = Some(format!("as in revision {number}"));
        save_in(newsroom, session, &Saving { article: id, base, draft, slug, note }).map(drop)
    })
}

/// Says something of a revision.
pub fn note_revision(newsroom: &Newsroom, id: ArticleId, number: i64, note: &str) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        newsroom.allow_with(session, Deed::Save, &article)?;
        let note = squeeze(note);
        if model::graphemes(&note) > LONGEST_NOTE {
            return Err(ActionError::field("note", format!("a note has at most {LONGEST_NOTE} characters")));
        }
        session.note_revision(id, number, Some(note.as_str()).filter(|note| !note.is_empty()))?;
        newsroom.log_article(session, "note", &article, json!({ "of": number, "note": hash(note.as_bytes()) }))
    })
}

/// Makes public what was written in a public article since.
pub fn make_public(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let now = newsroom.world.now();
        let mut article = find(session, id)?;
        newsroom.allow_with(session, Deed::Publish, &article)?;
        if article.status != Status::Published {
            return Err(ActionError::Refused("only of a public article can changes be made public".to_owned()));
        }
        let newest = session.newest_revision(id)?;
        if newest == article.revision {
            return Ok(());
        }
        let draft = session.revision(id, newest)?.ok_or_else(|| ActionError::Missing(format!("there is no revision {newest}")))?;
        put(&mut article, &draft, now);
        article.revision = newest;
        ready(newsroom, session, &article)?;
        session.set_article(&article)?;
        follow_up(session, now, &article)?;
        newsroom.log_article(session, "make-public", &article, json!({}))
    })
}

/// Sends a draft to review.
pub fn submit(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    move_on(newsroom, id, Deed::Submit, "submit", Status::Draft, Status::InReview)
}

/// Sends an article that is in review back to its writer, with a word about why.
pub fn send_back(newsroom: &Newsroom, id: ArticleId, why: &str) -> Result<(), ActionError> {
    if !squeeze(why).is_empty() {
        remark(newsroom, id, 0, why)?;
    }
    move_on(newsroom, id, Deed::SendBack, "send-back", Status::InReview, Status::Draft)
}

/// Takes a scheduled article out of the due-queue; it is in review again.
pub fn unschedule(newsroom: &Newsroom, id: ArticleId) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        session.forget_due(&DueTask::Publish { article: id })?;
        let mut article = find(session, id)?;
        newsroom.allow_with(session, Deed::Schedule, &article)?;
        if article.status != Status::Scheduled {
            return Err(ActionError::Refused("it is not scheduled".to_owned()));
        }
        article.status = Status::InReview;
        article.published_at = None;
        session.set_article(&article)?;
        newsroom.log_article(session, "unschedule", &article, json!({}))
    })
}

fn move_on(newsroom: &Newsroom, id: ArticleId, deed: Deed, word: &str, from: Status, to: Status) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let mut article = find(session, id)?;
        newsroom.allow_with(session, deed, &article)?;
        if article.status != from {
            return Err(ActionError::Refused(format!("it is not {} any more; look at the article again", from.word().replace('-', " "))));
        }
        if to == Status::InReview {
            written(&article)?;
        }
        article.status = to;
        session.set_article(&article)?;
        newsroom.log_article(session, word, &article, json!({}))
    })
}

/// Sets the hour before which an article must not be public, or lifts it.
pub fn set_embargo(newsroom: &Newsroom, id: ArticleId, hour: Option<Time>) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        newsroom.allow_with(session, Deed::Schedule, &article)?;
        let now = newsroom.world.now();
        let comes = hour.filter(|hour| *hour > now);
        if comes.is_some() && article.status == Status::Published {
            return Err(ActionError::Refused("it is public already; withdraw it, if it must not be".to_owned()));
        }
        if article.status == Status::Scheduled && article.published_at.zip(comes).is_some_and(|(at, hour)| at < hour) {
            return Err(ActionError::Refused("it is scheduled for an earlier hour; schedule it for a later one first".to_owned()));
        }
        session.set_embargo(id, hour)?;
        newsroom.log_article(session, "embargo", &article, json!({ "until": hour.map(Time::rfc3339) }))
    })
}

/// Has a public or scheduled article withdrawn by itself at an hour; `None` takes that back.
pub fn withdraw_at(newsroom: &Newsroom, id: ArticleId, hour: Option<Time>) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        newsroom.allow_with(session, Deed::Withdraw, &article)?;
        if hour.is_some_and(|hour| hour <= newsroom.world.now()) {
            return Err(ActionError::field("withdraw_at", "this hour has passed; withdraw it now, or choose a later one"));
        }
        let task = DueTask::Withdraw { article: id };
        session.forget_due(&task)?;
        if let Some(hour) = hour {
            session.enqueue(newsroom.world.random() as i64 >> 1, hour, &task)?;
        }
        newsroom.log_article(session, "withdraw-at", &article, json!({ "at": hour.map(Time::rfc3339) }))
    })
}

/// Says something to whoever works on an article, about a block of it, or about the whole (0).
pub fn remark(newsroom: &Newsroom, id: ArticleId, block: u32, text: &str) -> Result<(), ActionError> {
    let text = text.trim();
    if model::is_blank(text) {
        return Err(ActionError::field("text", "a remark needs a text"));
    }
    if model::graphemes(text) > LONGEST_REMARK {
        return Err(ActionError::field("text", format!("a remark has at most {LONGEST_REMARK} characters")));
    }
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        newsroom.allow_with(session, Deed::Remark, &article)?;
        let remark = Remark {
            id: newsroom.world.random() as i64 >> 1,
            article: id,
            block,
            account: newsroom.actor.account(),
            at: newsroom.world.now(),
            text: text.to_owned(),
            settled_at: None,
        };
        session.add_remark(&remark)?;
        newsroom.log_article(session, "remark", &article, json!({ "block": block, "text": hash(text.as_bytes()) }))
    })
}

/// Says that a remark is done with, or that it is not.
pub fn settle(newsroom: &Newsroom, remark: i64, done: bool) -> Result<ArticleId, ActionError> {
    newsroom.store.write(|session| {
        let found = session.remark(remark)?.ok_or_else(|| ActionError::Missing("there is no such remark".to_owned()))?;
        let article = find(session, found.article)?;
        newsroom.allow_with(session, Deed::Remark, &article)?;
        session.settle_remark(remark, done.then(|| newsroom.world.now()))?;
        newsroom.log_article(session, "settle", &article, json!({ "remark": remark, "done": done }))?;
        Ok(found.article)
    })
}
