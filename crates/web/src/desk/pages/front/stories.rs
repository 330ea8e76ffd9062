//! Stories as they are listed for whoever arranges them.

use minijinja::{Value, context};
use model::{ArticleId, Language, Status, StoryId, Time};
use store::{BoardFilter, Session, StoreError};

use super::super::super::caller::Call;
use super::super::super::draw::hour;
use crate::ask::{Ask, Trouble};

/// The most stories that a search finds.
const MOST_FOUND: usize = 20;

/// A story by its article in an edition, or, where it has none, by any that there is.
pub(super) struct Told {
    story: StoryId,
    article: Option<ArticleId>,
    language: Language,
    headline: String,
    section: String,
    /// When it became public in the edition; none where it is not.
    published_at: Option<Time>,
}

impl Told {
    pub(super) fn view(&self, call: &Call) -> Value {
        let views = self.article.filter(|_| self.published_at.is_some()).map(|article| views(call, article));
        context! {
            story => self.story.to_string(),
            article => self.article.map(|article| article.to_string()),
            headline => self.headline.as_str(),
            language => self.language.code(),
            section => call.site.section_title(call.words(), &self.section),
            published => self.published_at.map(|at| hour(call, at)),
            views,
        }
    }
}

/// How often an article was read.
pub(super) fn views(call: &Call, article: ArticleId) -> String {
    theme::number(call.app.readership.views(article), call.words())
}

/// Each of these stories, in this order.
pub(super) fn told(ask: &Ask, stories: &[StoryId]) -> Result<Vec<Told>, Trouble> {
    ask.app.newsroom.store.read(|session| stories.iter().map(|story| tell(session, ask.language, *story)).collect())
}

fn tell(session: &mut Session<'_>, edition: Language, story: StoryId) -> Result<Told, Trouble> {
    let articles = session.articles_of_story(story)?;
    let own = articles.iter().find(|(_, language, _)| *language == edition).or(articles.first()).copied();
    let Some((id, language, status)) = own else {
        return Ok(Told { story, article: None, language: edition, headline: String::new(), section: String::new(), published_at: None });
    };
    let public = language == edition && status == Status::Published;
    if let Some(card) = session.cards(&[id])?.into_iter().next() {
        let published_at = Some(card.published_at).filter(|_| public);
        return Ok(Told { story, article: Some(id), language, headline: card.headline, section: card.section, published_at });
    }
    let (headline, section) = session.article(id)?.map(|article| (article.headline, article.section)).unwrap_or_default();
    Ok(Told { story, article: Some(id), language, headline, section, published_at: None })
}

/// The stories that are public in an edition and have these letters in their headline, or whose id it is, or their article's.
pub(super) fn found(session: &mut Session<'_>, language: Language, q: &str) -> Result<Vec<StoryId>, StoreError> {
    if q.is_empty() {
        return Ok(Vec::new());
    }
    let mut stories = Vec::new();
    if let Ok(id) = q.parse::<ArticleId>() {
        stories.extend(session.article(id)?.map(|article| article.story));
    }
    if let Ok(story) = q.parse::<StoryId>()
        && !session.articles_of_story(story)?.is_empty()
    {
        stories.push(story);
    }
    let filter =
        BoardFilter { status: Some(Status::Published), languages: Some(vec![language]), headline: Some(q.to_owned()), ..BoardFilter::default() };
    stories.extend(session.board(&filter, None, MOST_FOUND)?.into_iter().map(|row| row.story));
    Ok(stories)
}
