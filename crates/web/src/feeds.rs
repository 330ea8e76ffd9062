//! Feeds, put together from entries that are drawn once: what is published draws one entry, not thirty.

use std::sync::{Arc, Mutex, PoisonError};

use actions::InUse;
use exchange::atom::{Enclosure, Entry, Feed, entry_id};
use model::{ArticleId, StoryId, Time};
use store::{Cursor, Session};

use crate::app::App;
use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::pages::listing::{Find, author, latest, section, topic};
use crate::reply::Reply;
use crate::rope::{Part, Piece, Rope};
use crate::telling::Telling;

/// How many articles a feed holds.
const IN_FEED: usize = 30;
/// So many entries that are in use are sure to be kept, at the most twice as many, some ten kilobytes each.
const IN_USE: usize = 500;

/// An entry of a feed as it was drawn, right until its article changes.
#[derive(Debug)]
struct DrawnEntry {
    /// An article tells one story all its life.
    story: StoryId,
    generation: u64,
    changed: Time,
    piece: Arc<Piece>,
}

/// The entries that feeds have shown lately.
#[derive(Debug)]
pub(crate) struct FeedEntries(Mutex<InUse<ArticleId, Arc<DrawnEntry>>>);

impl Default for FeedEntries {
    fn default() -> Self {
        Self(Mutex::new(InUse::new(IN_USE)))
    }
}

impl FeedEntries {
    /// Forgets all.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn get(&self, app: &App, article: ArticleId) -> Option<Arc<DrawnEntry>> {
        let drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(article).cloned()?;
        (app.changed(article, drawn.story) <= drawn.generation).then_some(drawn)
    }

    fn keep(&self, article: ArticleId, drawn: &Arc<DrawnEntry>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(article, Arc::clone(drawn));
    }
}

pub(crate) fn of_edition(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, latest)
}

pub(crate) fn of_section(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, section)
}

pub(crate) fn of_topic(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, topic)
}

pub(crate) fn of_author(ask: &Ask) -> Result<Reply, Trouble> {
    feed(ask, author)
}

fn feed(ask: &Ask, find: Find) -> Result<Reply, Trouble> {
    let (site, language) = (&ask.site, ask.language);
    let publication = &site.publication;
    let (feed, entries) = ask.app.newsroom.store.read(|session| -> Result<_, Trouble> {
        let listing = find(ask, session)?;
        let mut entries = Vec::with_capacity(IN_FEED);
        for place in listing.places(session, language, Cursor::START, IN_FEED)? {
            entries.extend(drawn_entry(ask, session, place.id)?);
        }
        let title = publication.title(language);
        let whole = listing.feed() == "feed.xml";
        let home = if whole { publication.root(language) } else { publication.path(language, &listing.path()) };
        let feed = Feed {
            self_url: site.absolute(&publication.path(language, &listing.feed())),
            home_url: site.absolute(&home),
            title: if whole { title.to_owned() } else { format!("{} — {title}", listing.heading(ask, language)) },
            subtitle: publication.mottos.get(language).cloned().unwrap_or_default(),
            publisher: title.to_owned(),
            language,
        };
        Ok((feed, entries))
    })?;
    let changed = entries.iter().map(|drawn| drawn.changed).max();
    let begin = Piece::new(feed.begin(changed.unwrap_or(Time::from_millis(0))));
    let slots: Vec<Arc<Piece>> = entries.iter().map(|drawn| Arc::clone(&drawn.piece)).collect();
    let parts = std::iter::once(Part::Still(begin)).chain(slots.iter().map(|_| Part::Slot)).chain([Part::Still(Piece::new(Feed::END))]);
    let body = Rope::new(parts.collect(), slots);
    Ok(Reply::document("application/atom+xml; charset=utf-8", body).kept(Keeping::with_content()))
}

/// The entry of an article, drawn now if it has to be; none if there is no such article any more.
fn drawn_entry(ask: &Ask, session: &mut Session<'_>, article: ArticleId) -> Result<Option<Arc<DrawnEntry>>, Trouble> {
    let kept = &ask.app.feed_entries;
    if let Some(drawn) = kept.get(&ask.app, article).filter(|_| !ask.anew) {
        return Ok(Some(drawn));
    }
    let Some(article) = session.article(article)? else { return Ok(None) };
    let (id, story) = (article.id, article.story);
    let entry = entry(ask, &Telling::load(ask, session, article)?);
    let drawn = Arc::new(DrawnEntry { story, generation: ask.seen.generation, changed: entry.changed(), piece: Arc::new(Piece::new(entry.xml())) });
    if !ask.anew {
        kept.keep(id, &drawn);
    }
    Ok(Some(drawn))
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
