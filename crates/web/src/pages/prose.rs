use theme::{StaticPage, StaticWords, Words, words};

use crate::ask::{Ask, Trouble};
use crate::frame::{About, everywhere, frame};
use crate::reply::Reply;

/// Who makes the paper.
pub(crate) fn about(ask: &Ask) -> Result<Reply, Trouble> {
    page(ask, "about", |words| words.about)
}

/// What is kept about readers.
pub(crate) fn privacy(ask: &Ask) -> Result<Reply, Trouble> {
    page(ask, "privacy", |words| words.privacy)
}

/// The newsroom's own text, or ours where it has none.
fn page(ask: &Ask, slug: &str, ours: fn(&Words) -> StaticWords) -> Result<Reply, Trouble> {
    let publication = &ask.site.publication;
    let words = ours(words(ask.language));
    let paragraphs = match publication.pages.get(slug).and_then(|texts| texts.get(ask.language)) {
        Some(text) => text.split("\n\n").map(model::squeeze).filter(|paragraph| !paragraph.is_empty()).collect(),
        None => words.paragraphs.iter().map(|text| Words::fill(text, &[("publication", publication.title(ask.language))])).collect(),
    };
    let about =
        About { title: words.heading.to_owned(), description: words.description.to_owned(), paths: everywhere(ask, slug), ..About::default() };
    let page = StaticPage { frame: frame(&ask.app, &ask.site, ask.language, about), heading: words.heading.to_owned(), paragraphs };
    Ok(ask.kept_alone(ask.app.theme.draw(&page)?))
}
