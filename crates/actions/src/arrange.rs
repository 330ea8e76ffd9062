//! How front pages and related lists are arranged.

use model::{ArticleId, Banner, Front, Language, StoryId, graphemes, squeeze};
use serde_json::json;
use store::{Change, DueTask, Session};

use crate::actor::{Deed, hash};
use crate::articles::find;
use crate::{ActionError, Newsroom};

/// The most stories that are set for a list or beside a lead.
const MOST: usize = 20;

/// Arranges an edition's front page.
pub fn arrange_front(newsroom: &Newsroom, language: Language, front: &Front) -> Result<(), ActionError> {
    newsroom.allow(Deed::Arrange)?;
    newsroom.store.write(|session| {
        if !session.publication()?.has(language) {
            return Err(ActionError::Missing(format!("the publication has no edition in “{language}”")));
        }
        let now = newsroom.world.now();
        let mut front = front.clone();
        front.seconds.truncate(MOST);
        if let Some(banner) = &mut front.banner {
            banner.text = squeeze(&banner.text);
            if banner.text.is_empty() {
                return Err(ActionError::field("banner", "a banner needs a sentence"));
            }
            if graphemes(&banner.text) > Banner::LONGEST {
                return Err(ActionError::field("banner", format!("a banner has at most {} characters", Banner::LONGEST)));
            }
            if banner.ends_at <= now {
                return Err(ActionError::field("banner_ends", "a banner needs an end that is still to come"));
            }
        }
        let before = session.front(language)?;
        if before == front {
            return Ok(());
        }
        let task = DueTask::EndBanner { language };
        session.forget_due(&task)?;
        if let Some(banner) = &front.banner {
            session.enqueue(newsroom.world.random() as i64 >> 1, banner.ends_at, &task)?;
        }
        session.set_front(language, &front)?;
        session.tell(now, &Change::Everything)?;
        let text = serde_json::to_vec(&front).unwrap_or_default();
        newsroom.log(session, "arrange", &format!("edition:{language}"), json!({ "lead": front.lead, "hash": hash(&text) }))?;
        Ok(())
    })
}

/// Takes a banner down whose end has come.
pub(crate) fn end_banner(newsroom: &Newsroom, session: &mut Session<'_>, language: Language) -> Result<(), ActionError> {
    newsroom.allow(Deed::Arrange)?;
    let now = newsroom.world.now();
    let mut front = session.front(language)?;
    if front.banner.take_if(|banner| banner.ends_at <= now).is_none() {
        return Ok(());
    }
    session.set_front(language, &front)?;
    session.tell(now, &Change::Everything)?;
    Ok(newsroom.log(session, "end-banner", &format!("edition:{language}"), json!({}))?)
}

/// Sets which stories stand first in an article's related list, and which do not stand there.
pub fn set_related_choice(newsroom: &Newsroom, id: ArticleId, pinned: &[StoryId], excluded: &[StoryId]) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let article = find(session, id)?;
        newsroom.allow(Deed::Arrange)?;
        let (pinned, excluded) = (&pinned[..pinned.len().min(MOST)], &excluded[..excluded.len().min(MOST)]);
        if session.related_choice(id)? == (pinned.to_vec(), excluded.to_vec()) {
            return Ok(());
        }
        session.set_related_choice(id, pinned, excluded)?;
        session.tell(newsroom.world.now(), &Change::Article { article: id, story: article.story, language: article.language })?;
        newsroom.log_article(session, "set-related", &article, json!({ "pinned": pinned, "excluded": excluded }))
    })
}
