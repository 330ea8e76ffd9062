use theme::{StaticPage, StaticWords, Words, words};

use crate::ask::{Ask, Trouble};
use crate::frame::{About, everywhere, frame};
use crate::reply::Reply;
use crate::site::encoded;

/// Who makes the paper.
pub(crate) fn about(ask: &Ask) -> Result<Reply, Trouble> {
    page(ask, "about", |words| words.about)
}

/// What is kept about readers.
pub(crate) fn privacy(ask: &Ask) -> Result<Reply, Trouble> {
    page(ask, "privacy", |words| words.privacy)
}

/// A further page of the house.
pub(crate) fn house(ask: &Ask) -> Result<Reply, Trouble> {
    let publication = &ask.site.publication;
    let found = publication.house_pages(ask.language).find(|(page, ..)| page.slug == ask.param("page"));
    let (page, title, text) = found.ok_or(Trouble::NotFound)?;
    let paths = everywhere(ask, &house_path(&page.slug)).into_iter().filter(|(language, _)| page.texts.get(*language).is_some()).collect();
    let about = About { title: title.to_owned(), paths, ..About::default() };
    drawn(ask, about, title, paragraphs(text).collect())
}

/// The path of a further page, within its edition.
pub(crate) fn house_path(slug: &str) -> String {
    format!("about/{}", encoded(slug))
}

/// The newsroom's own text, or ours where it has none.
fn page(ask: &Ask, slug: &str, ours: fn(&Words) -> StaticWords) -> Result<Reply, Trouble> {
    let publication = &ask.site.publication;
    let words = ours(words(ask.language));
    let said = match publication.pages.get(slug).and_then(|texts| texts.get(ask.language)) {
        Some(text) => paragraphs(text).collect(),
        None => words.paragraphs.iter().map(|text| Words::fill(text, &[("publication", publication.title(ask.language))])).collect(),
    };
    let about =
        About { title: words.heading.to_owned(), description: words.description.to_owned(), paths: everywhere(ask, slug), ..About::default() };
    drawn(ask, about, words.heading, said)
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(model::squeeze).filter(|paragraph| !paragraph.is_empty())
}

fn drawn(ask: &Ask, about: About, heading: &str, paragraphs: Vec<String>) -> Result<Reply, Trouble> {
    let page = StaticPage { frame: frame(&ask.app, &ask.site, ask.language, about), heading: heading.to_owned(), paragraphs };
    Ok(ask.kept_alone(ask.app.theme.draw(&page)?))
}
