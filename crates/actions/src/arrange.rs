//! How front pages and related lists are arranged.

use model::{ArticleId, Banner, Front, Language, StoryId, Time, graphemes, squeeze};
use serde_json::json;
use store::{Change, DueTask, Session};

use crate::actor::{Deed, hash};
use crate::articles::find;
use crate::{ActionError, Newsroom};

/// The most stories that are set for a list or beside a lead.
const MOST: usize = 20;

/// What of a front page is arranged in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontPart {
    /// Lead, seconds and must-reads.
    Stories,
    /// The sections' blocks.
    Blocks,
    /// The banner.
    Banner,
}

/// The stories that editors want read, first to last, each with its end.
pub type MustReads = Vec<(StoryId, Option<Time>)>;

/// How a part of a front page stands, as a mark: whoever changes it says from which one they set out.
pub fn front_mark(session: &mut Session<'_>, language: Language, part: FrontPart) -> Result<String, ActionError> {
    Ok(mark(part, &session.front(language)?, &session.must_reads(language)?))
}

fn mark(part: FrontPart, front: &Front, reads: &MustReads) -> String {
    let told = match part {
        FrontPart::Stories => json!([front.lead, front.seconds, reads]),
        FrontPart::Blocks => json!([front.sections, front.hidden]),
        FrontPart::Banner => json!(front.banner),
    };
    hash(told.to_string().as_bytes())
}

/// Arranges a part of an edition's front page. Where it stands otherwise than the mark says from which the change set out,
/// nothing is done: somebody else arranged it meanwhile.
pub fn arrange_front(
    newsroom: &Newsroom,
    language: Language,
    (part, base): (FrontPart, &str),
    change: impl FnOnce(&mut Front, &mut MustReads),
) -> Result<(), ActionError> {
    newsroom.allow(Deed::Arrange)?;
    newsroom.store.write(|session| {
        if !session.publication()?.has(language) {
            return Err(ActionError::Missing(format!("the publication has no edition in “{language}”")));
        }
        let now = newsroom.world.now();
        let (before, reads_before) = (session.front(language)?, session.must_reads(language)?);
        if mark(part, &before, &reads_before) != base {
            return Err(ActionError::Refused(
                "somebody else has changed this meanwhile; what you chose stands below, save again to keep it".to_owned(),
            ));
        }
        let (mut front, mut reads) = (before.clone(), reads_before.clone());
        change(&mut front, &mut reads);
        if reads != reads_before {
            must_reads(newsroom, session, language, &reads)?;
        }
        front.seconds.truncate(MOST);
        if let Some(banner) = front.banner.as_mut().filter(|banner| before.banner.as_ref() != Some(banner)) {
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

/// Sets the editors' must-reads of an edition, each with the time it ends.
pub fn set_must_reads(newsroom: &Newsroom, language: Language, stories: &[(StoryId, Option<Time>)]) -> Result<(), ActionError> {
    newsroom.allow(Deed::Arrange)?;
    newsroom.store.write(|session| must_reads(newsroom, session, language, stories))
}

fn must_reads(newsroom: &Newsroom, session: &mut Session<'_>, language: Language, stories: &[(StoryId, Option<Time>)]) -> Result<(), ActionError> {
    session.set_must_reads(language, stories)?;
    session.tell(newsroom.world.now(), &Change::MustReads { language })?;
    let stories: Vec<_> = stories.iter().map(|(story, ends)| json!([story, ends.map(Time::rfc3339)])).collect();
    Ok(newsroom.log(session, "set-must-reads", &format!("edition:{language}"), json!({ "stories": stories }))?)
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
