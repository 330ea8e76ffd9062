//! Pages described for search engines, in the words of schema.org as JSON-LD.

use model::{Language, Time};
use serde_json::{Value, json};

/// An article's page (schema.org/NewsArticle). Addresses are absolute; what is empty is left out.
#[derive(Debug, Clone)]
pub struct NewsArticle<'a> {
    /// The article's canonical address.
    pub url: &'a str,
    /// The headline.
    pub headline: &'a str,
    /// A sentence or two.
    pub description: &'a str,
    /// The language it is told in.
    pub language: Language,
    /// The section's title in that language.
    pub section: &'a str,
    /// What its topics are called in that language.
    pub keywords: Vec<&'a str>,
    /// When it first became public.
    pub published: Time,
    /// When its words last changed. What was written before it was published counts as of then.
    pub updated: Time,
    /// Who found it out and wrote it; the publisher stands in where nobody is named.
    pub authors: Vec<Person<'a>>,
    /// Who answers for this edition of it.
    pub editors: Vec<Person<'a>>,
    /// Who put it into this language.
    pub translators: Vec<Person<'a>>,
    /// Its pictures, the one at its head first.
    pub images: Vec<Image<'a>>,
    /// Whose it is.
    pub publisher: Publisher<'a>,
    /// How many words it has.
    pub word_count: Option<usize>,
    /// How many comments are public.
    pub comment_count: usize,
    /// What was put right, oldest first.
    pub corrections: Vec<Corrected<'a>>,
    /// The article that it was translated from.
    pub translation_of: Option<Told<'a>>,
    /// The articles that were translated from it.
    pub translations: Vec<Told<'a>>,
    /// Where the original stands, if it came from elsewhere.
    pub original_url: Option<&'a str>,
}

/// Somebody who is credited (schema.org/Person).
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// The name in the page's language.
    pub name: &'a str,
    /// Their own page.
    pub url: Option<&'a str>,
}

/// A picture (schema.org/ImageObject).
#[derive(Debug, Clone, Copy)]
pub struct Image<'a> {
    /// The widest rendition.
    pub url: &'a str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The caption in the page's language; empty if there is none.
    pub caption: &'a str,
    /// Whose it is; empty if not known.
    pub credit: &'a str,
}

/// The publication (schema.org/NewsMediaOrganization).
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'a> {
    /// What it is called in the page's language.
    pub name: &'a str,
    /// Its front page.
    pub url: &'a str,
    /// Its sign, where it has one.
    pub logo: Option<&'a str>,
}

/// A public note of what was wrong (schema.org/CorrectionComment).
#[derive(Debug, Clone, Copy)]
pub struct Corrected<'a> {
    /// What was wrong and what is right.
    pub text: &'a str,
    /// When it was put right.
    pub at: Time,
}

/// The same story told in another language.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The article's canonical address.
    pub url: &'a str,
    /// Its language.
    pub language: Language,
    /// Its headline.
    pub headline: &'a str,
}

/// The front page of an edition (schema.org/WebSite).
#[derive(Debug, Clone, Copy)]
pub struct WebSite<'a> {
    /// The edition's front page.
    pub url: &'a str,
    /// What the publication is called in this edition.
    pub name: &'a str,
    /// A line about it; empty if there is none.
    pub description: &'a str,
    /// The edition's language.
    pub language: Language,
    /// Whose it is.
    pub publisher: Publisher<'a>,
}

/// The way from the front page to this one, itself last: title and absolute address (schema.org/BreadcrumbList).
#[derive(Debug, Clone)]
pub struct Breadcrumbs<'a>(pub Vec<(&'a str, &'a str)>);

/// Something that a page can be described as.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each holds the type of its name")]
#[expect(clippy::large_enum_variant, reason = "a page has two or three of them, made and dropped at once")]
pub enum Thing<'a> {
    NewsArticle(NewsArticle<'a>),
    WebSite(WebSite<'a>),
    Breadcrumbs(Breadcrumbs<'a>),
}

/// Everything that one page is, as one JSON-LD text that is safe inside `<script type="application/ld+json">`.
pub fn json_ld(things: &[Thing<'_>]) -> String {
    let values: Vec<Value> = things
        .iter()
        .map(|thing| match thing {
            Thing::NewsArticle(article) => article.value(),
            Thing::WebSite(site) => site.value(),
            Thing::Breadcrumbs(crumbs) => crumbs.value(),
        })
        .collect();
    match <[Value; 1]>::try_from(values) {
        Ok([value]) => text(in_context(value)),
        // Testers of structured data that do not know `@graph` are still about; a list is understood by all.
        Err(values) => text(values.into_iter().map(in_context).collect()),
    }
}

impl NewsArticle<'_> {
    fn value(&self) -> Value {
        let authors = if self.authors.is_empty() { vec![self.publisher.value()] } else { people(&self.authors) };
        thing(
            "NewsArticle",
            json!({
                "@id": self.url,
                "url": self.url,
                "mainEntityOfPage": self.url,
                "headline": self.headline,
                "description": self.description,
                "inLanguage": self.language.code(),
                "articleSection": self.section,
                "keywords": self.keywords,
                "datePublished": self.published.rfc3339(),
                "dateModified": self.updated.max(self.published).rfc3339(),
                "author": authors,
                "editor": people(&self.editors),
                "translator": people(&self.translators),
                "image": self.images.iter().map(Image::value).collect::<Vec<_>>(),
                "publisher": self.publisher.value(),
                "isAccessibleForFree": true,
                "wordCount": self.word_count,
                "commentCount": self.comment_count,
                "correction": self.corrections.iter().map(Corrected::value).collect::<Vec<_>>(),
                "translationOfWork": self.translation_of.as_ref().map(Told::value),
                "workTranslation": self.translations.iter().map(Told::value).collect::<Vec<_>>(),
                "isBasedOn": self.original_url,
            }),
        )
    }
}

impl WebSite<'_> {
    fn value(&self) -> Value {
        let publisher = self.publisher.value();
        let language = self.language.code();
        thing(
            "WebSite",
            json!({ "@id": self.url, "url": self.url, "name": self.name, "description": self.description, "inLanguage": language, "publisher": publisher }),
        )
    }
}

impl Breadcrumbs<'_> {
    fn value(&self) -> Value {
        let step = |(at, (name, url)): (usize, &(&str, &str))| thing("ListItem", json!({ "position": at + 1, "name": name, "item": url }));
        thing("BreadcrumbList", json!({ "itemListElement": self.0.iter().enumerate().map(step).collect::<Vec<_>>() }))
    }
}

impl Image<'_> {
    fn value(&self) -> Value {
        let pixels = |pixels: u32| (pixels > 0).then_some(pixels);
        thing(
            "ImageObject",
            json!({ "url": self.url, "width": pixels(self.width), "height": pixels(self.height), "caption": self.caption, "creditText": self.credit }),
        )
    }
}

impl Publisher<'_> {
    fn value(&self) -> Value {
        let logo = self.logo.map(|url| thing("ImageObject", json!({ "url": url })));
        thing("NewsMediaOrganization", json!({ "name": self.name, "url": self.url, "logo": logo }))
    }
}

impl Corrected<'_> {
    fn value(&self) -> Value {
        thing("CorrectionComment", json!({ "text": self.text, "datePublished": self.at.rfc3339() }))
    }
}

impl Told<'_> {
    fn value(&self) -> Value {
        thing("NewsArticle", json!({ "@id": self.url, "url": self.url, "headline": self.headline, "inLanguage": self.language.code() }))
    }
}

fn people(people: &[Person<'_>]) -> Vec<Value> {
    people.iter().map(|person| thing("Person", json!({ "name": person.name, "url": person.url }))).collect()
}

/// A thing of a type, without what is not known of it.
fn thing(kind: &str, mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        });
        fields.insert("@type".to_owned(), kind.into());
    }
    value
}

fn in_context(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.insert("@context".to_owned(), "https://schema.org".into());
    }
    value
}

/// In JSON `<`, `>`, `&` and the two separators can stand inside strings alone, so each may be written as its escape; then
/// nothing ends the script element or opens a comment in it.
fn text(value: Value) -> String {
    let json = value.to_string();
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
