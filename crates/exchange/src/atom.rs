//! Feeds as Atom (RFC 4287), which every reader knows and which, unlike RSS, says how its parts are to be read.

use std::fmt::Write;

use model::{ArticleId, Language, Time};
use url::Url;

use crate::xml::{HEAD, address, element, escape};

/// The year in every `tag:` address. RFC 4151 wants a date on which the publication had its host; one for all and for good,
/// since an id that moved with the date of an article would show the article to its subscribers a second time.
const TAGGED: &str = "2026";

/// A feed (RFC 4287 §4.1.1). Addresses are absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Where the feed itself stands; it is the feed's permanent id too.
    pub self_url: String,
    /// The page that shows the same stories.
    pub home_url: String,
    /// What the feed is called: the publication's name, with the section's or author's where it is theirs.
    pub title: String,
    /// A line about it; empty if there is none.
    pub subtitle: String,
    /// The publication's name, the author of whatever names no other.
    pub publisher: String,
    /// The edition's language.
    pub language: Language,
}

/// An article in a feed (RFC 4287 §4.1.2). Addresses are absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Permanent, whatever happens to the address; see [`entry_id`].
    pub id: String,
    /// The article's page.
    pub url: String,
    /// The headline.
    pub title: String,
    /// A sentence or two in plain text; empty if there are none.
    pub summary: String,
    /// The whole body as HTML, its addresses absolute; empty if it is not to be given away.
    pub content_html: String,
    /// The names of those who made it; the publication's stands in where there are none.
    pub authors: Vec<String>,
    /// When it first became public.
    pub published: Time,
    /// When its words last changed. What was written before it was published counts as of then.
    pub updated: Time,
    /// Section and topics: the slug, and what it is called.
    pub categories: Vec<(String, String)>,
    /// Its picture.
    pub picture: Option<Enclosure>,
}

/// A file that belongs to an entry (RFC 4287 §4.2.7.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Where it stands, absolute.
    pub url: String,
    /// Its size.
    pub bytes: u64,
    /// Its media type.
    pub mime: String,
}

/// The permanent id of an article as a `tag:` address (RFC 4151), made of the host of the publication's `address` and the
/// article's id: no change of slug, section or headline changes it.
pub fn entry_id(address: &str, article: ArticleId) -> String {
    let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host: String = host.as_deref().unwrap_or("localhost").chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    format!("tag:{host},{TAGGED}:article/{article}")
}

impl Feed {
    /// What follows the last entry.
    pub const END: &str = "</feed>\n";

    /// What stands before the first entry of the Atom document; `changed` is when the entry that changed last did.
    pub fn begin(&self, changed: Time) -> String {
        let mut out = String::from(HEAD);
        let language = self.language;
        _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">");
        element(&mut out, "id", &address(&self.self_url));
        element(&mut out, "title", self.title.trim());
        if !self.subtitle.trim().is_empty() {
            element(&mut out, "subtitle", self.subtitle.trim());
        }
        element(&mut out, "updated", &changed.rfc3339());
        link(&mut out, "self", "application/atom+xml", &self.self_url);
        link(&mut out, "alternate", "text/html", &self.home_url);
        author(&mut out, [self.publisher.as_str(), &self.title, &self.home_url].into_iter().find(|name| !name.trim().is_empty()).unwrap_or("—"));
        out
    }
}

impl Entry {
    /// When it last changed.
    pub fn changed(&self) -> Time {
        self.updated.max(self.published)
    }

    /// The entry as it stands in the document.
    pub fn xml(&self) -> String {
        let mut out = String::with_capacity(self.content_html.len() * 5 / 4 + 1_000);
        write_entry(&mut out, self);
        out
    }
}

fn write_entry(out: &mut String, entry: &Entry) {
    out.push_str("<entry>\n");
    element(out, "id", &entry.id);
    element(out, "title", entry.title.trim());
    link(out, "alternate", "text/html", &entry.url);
    element(out, "published", &entry.published.rfc3339());
    element(out, "updated", &entry.changed().rfc3339());
    for name in entry.authors.iter().filter(|name| !name.trim().is_empty()) {
        author(out, name);
    }
    for (term, label) in entry.categories.iter().filter(|(term, _)| !term.trim().is_empty()) {
        _ = writeln!(out, "<category term=\"{}\" label=\"{}\"/>", escape(term), escape(label));
    }
    if let Some(Enclosure { url, bytes, mime }) = &entry.picture {
        let url = escape(&address(url));
        _ = writeln!(out, "<link rel=\"enclosure\" type=\"{}\" length=\"{bytes}\" href=\"{url}\"/>", escape(mime));
    }
    if !entry.summary.trim().is_empty() {
        element(out, "summary", entry.summary.trim());
    }
    if !entry.content_html.is_empty() {
        _ = writeln!(out, "<content type=\"html\">{}</content>", escape(&entry.content_html));
    }
    out.push_str("</entry>\n");
}

fn link(out: &mut String, rel: &str, kind: &str, url: &str) {
    _ = writeln!(out, "<link rel=\"{rel}\" type=\"{kind}\" href=\"{}\"/>", escape(&address(url)));
}

fn author(out: &mut String, name: &str) {
    _ = writeln!(out, "<author><name>{}</name></author>", escape(name.trim()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    fn entry(title: &str) -> Entry {
        Entry {
            id: entry_id("https://courier.example", ArticleId::from_bits(7)),
            url: "https://courier.example/ko/정치/예산".into(),
            title: title.into(),
            summary: "16 to 15".into(),
            content_html: "<p lang=\"en\">A &amp; B<br>\nC</p>".into(),
            authors: vec!["Choi Yoon Sun".into(), "최윤선".into()],
            published: at("2026-11-23T08:00:00Z"),
            updated: at("2026-11-24T08:00:00Z"),
            categories: vec![("politics".into(), "Politics".into())],
            picture: Some(Enclosure { url: "https://courier.example/media/a.webp".into(), bytes: 4096, mime: "image/webp".into() }),
        }
    }

    fn feed() -> Feed {
        Feed {
            self_url: "https://courier.example/feed.xml".into(),
            home_url: "https://courier.example/".into(),
            title: "Haemil Courier".into(),
            subtitle: "Hear first, count after".into(),
            publisher: "Haemil Courier".into(),
            language: Language::ENGLISH,
        }
    }

    fn atom(feed: &Feed, entries: &[Entry]) -> String {
        let entries_xml: String = entries.iter().map(Entry::xml).collect();
        feed.begin(entries.iter().map(Entry::changed).max().unwrap_or(at("2020-01-01T00:00:00Z"))) + &entries_xml + Feed::END
    }

    fn read(feed: &Feed, entries: &[Entry]) -> feed_rs::model::Feed {
        feed_rs::parser::parse(atom(feed, entries).as_bytes()).unwrap()
    }

    #[test]
    fn a_feed_is_read_back_as_it_was_written() {
        let wrote = entry("Budget passes");
        let feed = feed();
        let read = read(&feed, &[wrote.clone(), Entry { updated: at("2026-11-20T00:00:00Z"), ..entry("Older") }]);
        assert_eq!(read.id, feed.self_url);
        assert_eq!(read.title.unwrap().content, feed.title);
        assert_eq!(read.description.unwrap().content, feed.subtitle);
        assert_eq!(read.language.as_deref(), Some("en"));
        assert_eq!(read.authors[0].name.as_deref(), Some("Haemil Courier"));
        assert_eq!(read.updated.unwrap().to_rfc3339(), "2026-11-24T08:00:00+00:00");
        let rels: Vec<_> = read.links.iter().map(|link| (link.rel.as_deref().unwrap(), link.href.as_str())).collect();
        assert_eq!(rels, [("self", "https://courier.example/feed.xml"), ("alternate", "https://courier.example/")]);

        let found = &read.entries[0];
        assert_eq!(found.id, "tag:courier.example,2026:article/000000000007");
        assert_eq!(found.title.as_ref().unwrap().content, "Budget passes");
        assert_eq!(found.summary.as_ref().unwrap().content, wrote.summary);
        assert_eq!(found.content.as_ref().unwrap().body.as_ref().unwrap(), &wrote.content_html);
        assert_eq!(found.authors.iter().map(|author| author.name.as_deref().unwrap()).collect::<Vec<_>>(), ["Choi Yoon Sun", "최윤선"]);
        assert_eq!(found.categories[0].label.as_deref(), Some("Politics"));
        assert_eq!(found.links[0].href, "https://courier.example/ko/%EC%A0%95%EC%B9%98/%EC%98%88%EC%82%B0");
        assert_eq!(found.links[1].length, Some(4096));
        let older = &read.entries[1];
        assert_eq!(older.updated, older.published, "nothing changes before it is published");
    }

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "</title>]]><script>\"'&lt;\u{0}\u{1b}\u{ffff}\r\n<!--";
        let kept = "</title>]]><script>\"'&lt;\r\n<!--";
        let mut wrote = entry(hostile);
        wrote.content_html = hostile.into();
        wrote.authors = vec![hostile.into()];
        wrote.categories = vec![(hostile.into(), hostile.into())];
        wrote.url = format!("https://courier.example/{hostile}");
        let mut feed = feed();
        feed.title = hostile.into();
        feed.publisher = hostile.into();
        assert!(!atom(&feed, std::slice::from_ref(&wrote)).contains(|c: char| c.is_control() && c != '\n' || c == '\u{ffff}'));
        let read = read(&feed, &[wrote]);
        assert_eq!(read.title.unwrap().content, kept);
        let found = &read.entries[0];
        assert_eq!(found.title.as_ref().unwrap().content, kept);
        assert_eq!(found.content.as_ref().unwrap().body.as_deref(), Some(kept));
        assert_eq!(found.authors[0].name.as_deref(), Some(kept));
        assert_eq!(found.categories[0].term, kept);
        assert_eq!(found.links[0].href, "https://courier.example/%3C/title%3E]]%3E%3Cscript%3E%22'&lt;%EF%BF%BF%3C!--");
    }

    #[test]
    fn an_empty_feed_still_says_who_and_when() {
        let mut feed = feed();
        feed.publisher = " ".into();
        feed.subtitle = String::new();
        let read = read(&feed, &[]);
        assert_eq!(read.authors[0].name.as_deref(), Some("Haemil Courier"));
        assert_eq!(read.updated.unwrap().to_rfc3339(), "2020-01-01T00:00:00+00:00");
        assert!(read.description.is_none());
    }

    #[test]
    fn an_id_does_not_hang_on_scheme_port_or_path() {
        let id = |address| entry_id(address, ArticleId::from_bits(1));
        assert_eq!(id("http://courier.example:8080/x"), id("https://courier.example"));
        assert_eq!(id("https://해밀.example"), "tag:xn--pg3bl97b.example,2026:article/000000000001");
        assert_eq!(id("nonsense"), "tag:localhost,2026:article/000000000001");
    }
}
