//! What is read by programs that nobody logs in: feeds, robots' rules, health.

use exchange::atom::{Enclosure, Entry, Feed, entry_id};
use exchange::{atom, robots_txt};
use model::Time;
use store::Cursor;

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::pages::listing::{Find, author, latest, section, topic};
use crate::reply::Reply;
use crate::telling::Telling;

/// How many articles a feed holds.
const IN_FEED: usize = 30;

pub(crate) fn feed_of_edition(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, latest)
}

pub(crate) fn feed_of_section(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, section)
}

pub(crate) fn feed_of_topic(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, topic)
}

pub(crate) fn feed_of_author(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, author)
}

fn feed(ask: &Ask, find: Find) -> Result<Reply, Trouble> {
    let (site, language) = (&ask.site, ask.language);
    let publication = &site.publication;
    let feed = ask.app.newsroom.store.read(|session| -> Result<Feed, Trouble> {
        let listing = find(ask, session)?;
        let mut entries = Vec::new();
        for card in listing.cards(session, language, Cursor::START, IN_FEED)? {
            if let Some(article) = session.article(card.id)? {
                entries.push(entry(ask, &Telling::load(ask, session, article)?));
            }
        }
        let title = publication.title(language);
        let whole = listing.feed() == "feed.xml";
        let home = if whole { publication.root(language) } else { publication.path(language, &listing.path()) };
        Ok(Feed {
            self_url: site.absolute(&publication.path(language, &listing.feed())),
            home_url: site.absolute(&home),
            title: if whole { title.to_owned() } else { format!("{} — {title}", listing.heading(ask, language)) },
            subtitle: publication.mottos.get(language).cloned().unwrap_or_default(),
            publisher: title.to_owned(),
            language,
            updated: Time::from_millis(0),
            entries,
        })
    })?;
    Ok(Reply::document("application/atom+xml; charset=utf-8", atom(&feed)).kept(Keeping::with_content()))
}

fn entry(ask: &Ask, telling: &Telling) -> Entry {
    let (site, article) = (&ask.site, &telling.article);
    let mut authors: Vec<String> = Vec::new();
    for (_, person) in telling.credits() {
        let name = telling.name(site, person).to_owned();
        if !authors.contains(&name) {
            authors.push(name);
        }
    }
    let mut categories = vec![(article.section.clone(), site.section_title(article.language, &article.section))];
    categories.extend(telling.topics.iter().map(|topic| (topic.slug.clone(), telling.topic_title(site, topic).to_owned())));
    let file = telling.picture().and_then(|picture| picture.renditions.last());
    Entry {
        id: entry_id(&site.publication.address, article.id),
        url: site.absolute(&telling.path),
        title: article.headline.clone(),
        summary: telling.description(),
        content_html: telling.body_html(Some(&site.publication.address)),
        authors,
        published: telling.published_at,
        updated: article.updated_at,
        categories,
        picture: file.map(|file| Enclosure {
            url: site.absolute(&format!("/media/{}", file.file)),
            bytes: file.bytes,
            mime: "image/webp".to_owned(),
        }),
    }
}

/// `/robots.txt`.
pub(crate) fn robots(ask: &Ask) -> Result<Reply, Trouble> {
    Ok(Reply::document("text/plain; charset=utf-8", robots_txt(&ask.site.absolute("/sitemap.xml"))).kept(Keeping::with_content()))
}

/// `/healthz`: the process answers.
pub(crate) fn alive(_: &Ask) -> Result<Reply, Trouble> {
    Ok(Reply::passing("text/plain; charset=utf-8", b"alive\n".to_vec()))
}

/// `/readyz`: the store can be read, and counters and lists are loaded, without which nothing is served.
pub(crate) fn ready(ask: &Ask) -> Result<Reply, Trouble> {
    let readable =
        ask.app.newsroom.store.read(|session| session.newest_change()).and_then(|_| ask.app.newsroom.store.read_counts(|session| session.salts()));
    match readable {
        Ok(_) => Ok(Reply::passing("text/plain; charset=utf-8", b"ready\n".to_vec())),
        Err(error) => Err(Trouble::Unavailable(error.to_string())),
    }
}
