use std::collections::BTreeMap;

use model::{Language, Picture};
use serde::Serialize;
use store::{Cursor, Session};

use crate::ask::{Ask, Trouble};
use crate::cards::picture_view;
use crate::kept::Keeping;
use crate::pages::listing::{cursor, written};
use crate::reply::Reply;
use crate::telling::Telling;

const USUAL: usize = 20;
const MOST: usize = 100;

/// An article as programs see it.
#[derive(Serialize)]
struct View {
    id: String,
    story: String,
    language: Language,
    url: String,
    slug: String,
    status: &'static str,
    section: String,
    headline: String,
    deck: Vec<String>,
    credits: Vec<CreditView>,
    picture: Option<PictureView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_text: Option<String>,
    published_at: String,
    updated_at: String,
    views: u64,
    comments: u64,
    translations: Vec<Translation>,
}

#[derive(Serialize)]
struct CreditView {
    name: String,
    role: &'static str,
}

/// A record without a file has no `url`.
#[derive(Serialize)]
struct PictureView {
    url: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    caption: BTreeMap<String, String>,
    credit: Option<String>,
    alt: String,
}

#[derive(Serialize)]
struct Translation {
    language: Language,
    url: String,
}

#[derive(Serialize)]
struct Page {
    items: Vec<View>,
    next: Option<String>,
}

/// `GET articles`: an edition's articles, or a section's, newest first, without their bodies.
pub(crate) fn list(ask: &Ask) -> Result<Reply, Trouble> {
    let language = ask.wanted_language()?;
    let limit = ask.limit(USUAL, MOST)?;
    let after = match ask.field("cursor") {
        Some(text) => cursor(&text).ok_or_else(|| Trouble::Refused("cursor must be the `next` of an answer".to_owned()))?,
        None => Cursor::START,
    };
    let page = ask.app.newsroom.store.read(|session| -> Result<Page, Trouble> {
        let places = match ask.field("section") {
            Some(section) => session.newest_in_section(language, &section, after, limit + 1)?,
            None => session.newest(language, after, limit + 1)?,
        };
        let shown = &places[..places.len().min(limit)];
        let next = (places.len() > limit).then(|| shown.last().copied().map(written)).flatten();
        let mut items = Vec::with_capacity(shown.len());
        for place in shown {
            if let Some(article) = session.article(place.id)? {
                let telling = Telling::load(ask, session, article)?;
                items.push(view(ask, session, &telling, false)?);
            }
        }
        Ok(Page { items, next })
    })?;
    Ok(Reply::json(&page).kept(Keeping::with_counts(ask.seen.at)))
}

/// `GET articles/{id}`: one article, whole.
pub(crate) fn one(ask: &Ask) -> Result<Reply, Trouble> {
    let view = ask.app.newsroom.store.read(|session| {
        let article = super::article(ask, session)?;
        let telling = Telling::load(ask, session, article)?;
        view(ask, session, &telling, true)
    })?;
    Ok(Reply::json(&view).kept(Keeping::with_counts(ask.seen.at)))
}

fn view(ask: &Ask, session: &mut Session<'_>, telling: &Telling, whole: bool) -> Result<View, Trouble> {
    let article = &telling.article;
    Ok(View {
        id: article.id.to_string(),
        story: article.story.to_string(),
        language: article.language,
        url: telling.path.clone(),
        slug: article.slug.clone(),
        status: article.status.word(),
        section: article.section.clone(),
        headline: article.headline.clone(),
        deck: article.deck.clone(),
        credits: telling
            .credits()
            .map(|(credit, person)| CreditView { name: telling.name(&ask.site, person).to_owned(), role: credit.role.word() })
            .collect(),
        picture: telling.picture().map(|picture| picture_of(picture, article.language)),
        body_html: whole.then(|| telling.body_html(None)),
        body_text: whole.then(|| article.body.to_plain()),
        published_at: telling.published_at.rfc3339(),
        updated_at: article.updated_at.rfc3339(),
        views: ask.app.readership.views(article.id),
        comments: session.count_public_comments(article.id)?,
        translations: telling.others.iter().map(|other| Translation { language: other.language, url: other.path.clone() }).collect(),
    })
}

fn picture_of(picture: &Picture, language: Language) -> PictureView {
    let view = picture_view(picture, language);
    let there = view.src.is_some();
    PictureView {
        width: there.then_some(view.width),
        height: there.then_some(view.height),
        url: view.src,
        caption: picture.captions.iter().map(|(language, text)| (language.to_string(), text.clone())).collect(),
        credit: picture.credit.clone(),
        alt: view.alt,
    }
}
