//! What is read by programs that nobody logs in: feeds, sitemaps, robots' rules, health.

use exchange::atom::{Enclosure, Entry, Feed, entry_id};
use exchange::{SitemapPage, atom, robots_txt, sitemap_index, sitemaps};
use model::{Language, Time};
use store::{Cursor, Session};

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::pages::listing::{Find, author, latest, section, topic};
use crate::reply::Reply;
use crate::site::encoded;
use crate::telling::Telling;

/// How many articles a feed holds.
const IN_FEED: usize = 30;
/// How many articles are read at once for a sitemap.
const AT_ONCE: usize = 1000;

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

/// `/sitemap.xml`: every page that search engines may want, or, when they are too many for one map, the
/// index of the maps, each of which is `/sitemap.xml?map=N`.
pub(crate) fn sitemap(ask: &Ask) -> Result<Reply, Trouble> {
    let pages = ask.app.newsroom.store.read(|session| pages(ask, session))?;
    let mut maps = sitemaps(pages.into_iter());
    let text = match ask.field("map") {
        Some(number) => {
            let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < maps.len()).ok_or(Trouble::NotFound)?;
            maps.swap_remove(at)
        }
        None if maps.len() == 1 => maps.swap_remove(0),
        None => {
            let index: Vec<_> = (1..=maps.len()).map(|number| (ask.site.absolute(&format!("/sitemap.xml?map={number}")), None)).collect();
            sitemap_index(&index)
        }
    };
    Ok(Reply::document("application/xml; charset=utf-8", text).kept(Keeping::with_content()))
}

fn pages(ask: &Ask, session: &mut Session<'_>) -> Result<Vec<SitemapPage>, Trouble> {
    let (site, publication) = (&ask.site, &ask.site.publication);
    let mut pages = Vec::new();
    let languages = &publication.languages;
    let mut shared = |rest: &str, there: &dyn Fn(Language) -> bool| {
        let urls: Vec<(Language, String)> = languages
            .iter()
            .filter(|language| there(**language))
            .map(|language| (*language, site.absolute(&publication.path(*language, rest))))
            .collect();
        let alternates: Vec<_> =
            if urls.len() > 1 { urls.iter().map(|(language, url)| (language.to_string(), url.clone())).collect() } else { Vec::new() };
        pages.extend(urls.into_iter().map(|(_, url)| SitemapPage { url, updated: None, alternates: alternates.clone() }));
    };
    for rest in ["", "latest", "about", "privacy", "about/counting"] {
        shared(rest, &|_| true);
    }
    let mut sections: Vec<&str> = languages.iter().flat_map(|language| site.sections(*language)).map(|section| section.slug.as_str()).collect();
    sections.sort_unstable();
    sections.dedup();
    for slug in sections {
        shared(&encoded(slug), &|language| site.section(language, slug).is_some());
    }
    let mut tellings: std::collections::HashMap<model::StoryId, Vec<(String, String)>> = std::collections::HashMap::new();
    let mut articles = Vec::new();
    for language in languages {
        let mut after = Cursor::START;
        loop {
            let cards = session.newest(*language, after, AT_ONCE)?;
            let Some(last) = cards.last() else { break };
            after = Cursor { published_at: last.published_at, id: last.id };
            for card in cards {
                let url = site.absolute(&site.article_path(card.language, &card.section, &card.slug));
                tellings.entry(card.story).or_default().push((card.language.to_string(), url.clone()));
                articles.push((card.story, url, card.updated_at.max(card.published_at)));
            }
        }
    }
    for (story, url, updated) in articles {
        let alternates = tellings.get(&story).filter(|tellings| tellings.len() > 1).cloned().unwrap_or_default();
        pages.push(SitemapPage { url, updated: Some(updated), alternates });
    }
    Ok(pages)
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
