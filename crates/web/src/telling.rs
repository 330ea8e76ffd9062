//! An article with all that is told of it, read in one go for page, API and feed.

use std::collections::HashMap;

use model::{Article, ArticleId, Correction, Credit, Language, NoteKind, Person, PersonId, Picture, PictureId, Status, Time, Topic};
use store::Session;

use crate::ask::{Ask, Trouble};
use crate::body::{BodyWords, draw_body};
use crate::cards::picture_view;
use crate::site::Site;

/// A published article and what belongs to it.
pub(crate) struct Telling {
    pub article: Article,
    pub published_at: Time,
    /// Its path.
    pub path: String,
    pub topics: Vec<Topic>,
    pub corrections: Vec<Correction>,
    /// The story's other published articles.
    pub others: Vec<Other>,
    pictures: HashMap<PictureId, Picture>,
    people: HashMap<PersonId, Person>,
}

/// The same story in another edition.
pub(crate) struct Other {
    pub id: ArticleId,
    pub language: Language,
    pub path: String,
    pub headline: String,
}

impl Telling {
    /// The public notes of one kind, oldest first.
    pub fn notes(&self, kind: NoteKind) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().filter(move |note| note.kind == kind)
    }

    /// What belongs to an article, which must be published.
    pub(crate) fn load(ask: &Ask, session: &mut Session<'_>, article: Article) -> Result<Self, Trouble> {
        let published_at = article.published_at.filter(|_| article.status == Status::Published).ok_or(Trouble::NotFound)?;
        Self::as_published(ask, session, article, published_at)
    }

    /// The same of an article that may not be public, as if it had become so at this hour.
    pub(crate) fn as_published(ask: &Ask, session: &mut Session<'_>, article: Article, published_at: Time) -> Result<Self, Trouble> {
        let pictures: Vec<PictureId> = article.picture.into_iter().chain(article.body.pictures()).collect();
        let people: Vec<PersonId> = article.credits.iter().map(|credit| credit.person).collect();
        let mut topics = Vec::with_capacity(article.topics.len());
        let known = session.topics(&article.topics)?;
        topics.extend(article.topics.iter().filter_map(|slug| known.iter().find(|topic| topic.slug == *slug).cloned()));
        let mut others = Vec::new();
        for (id, language, status) in session.articles_of_story(article.story)? {
            if id == article.id || status != Status::Published {
                continue;
            }
            if let Some(card) = session.cards(&[id])?.into_iter().next() {
                let path = ask.site.article_path(language, &card.section, &card.slug);
                others.push(Other { id, language, path, headline: card.headline });
            }
        }
        Ok(Self {
            path: ask.site.article_path(article.language, &article.section, &article.slug),
            pictures: session.pictures(&pictures)?.into_iter().map(|picture| (picture.id, picture)).collect(),
            people: session.people(&people)?.into_iter().map(|person| (person.id, person)).collect(),
            corrections: session.corrections(article.id)?,
            published_at,
            topics,
            others,
            article,
        })
    }

    /// The credits with their people, in order.
    pub(crate) fn credits(&self) -> impl Iterator<Item = (Credit, &Person)> {
        self.article.credits.iter().filter_map(|credit| Some((*credit, self.people.get(&credit.person)?)))
    }

    /// What a person is called in the article's edition.
    pub(crate) fn name<'a>(&self, site: &Site, person: &'a Person) -> &'a str {
        person.names.or_any(self.article.language, site.publication.default_language()).map_or("", String::as_str)
    }

    /// The picture at the head.
    pub(crate) fn picture(&self) -> Option<&Picture> {
        self.pictures.get(&self.article.picture?)
    }

    /// The body as HTML; with absolute addresses where a base is given.
    pub(crate) fn body_html(&self, base: Option<&str>) -> String {
        let language = self.article.language;
        let picture = |id: PictureId| self.pictures.get(&id).map(|picture| picture_view(picture, language));
        draw_body(&self.article.body, language, &picture, &BodyWords::of(language), base)
    }

    /// One or two sentences about it.
    pub(crate) fn description(&self) -> String {
        match self.article.deck.first() {
            Some(line) => line.clone(),
            None => crate::cards::shortened(&self.article.body.opening()),
        }
    }

    /// When it was changed after it was published, if it was.
    pub(crate) fn updated_at(&self) -> Option<Time> {
        (self.article.updated_at > self.published_at.plus(Time::MINUTE)).then_some(self.article.updated_at)
    }

    /// What a topic is called in the article's edition.
    pub(crate) fn topic_title<'a>(&self, site: &Site, topic: &'a Topic) -> &'a str {
        topic.titles.or_any(self.article.language, site.publication.default_language()).map_or(topic.slug.as_str(), String::as_str)
    }
}
