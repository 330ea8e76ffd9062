//! Entries that lead to articles, kept as they were last read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use actions::{ActionError, InUse};
use model::{ArticleId, Language, Picture, Role};
use store::{Card, Change, Cursor, Numbered, Session};
use theme::{PictureView, StoryLink, moment};

use crate::app::App;
use crate::ask::Ask;
use crate::site::Site;

/// So many entries that are in use are sure to be kept, at the most twice as many.
const IN_USE: usize = 10_000;

/// What an entry shows of an article.
#[derive(Debug)]
pub(crate) struct Entry {
    pub card: Card,
    pub picture: Option<Picture>,
    pub reporter: String,
    pub summary: String,
}

#[derive(Debug)]
pub(crate) struct Cards {
    kept: Mutex<InUse<ArticleId, Arc<Entry>>>,
}

impl Default for Cards {
    fn default() -> Self {
        Self { kept: Mutex::new(InUse::new(IN_USE)) }
    }
}

impl Cards {
    /// Forgets what has changed, and keeps in its place what was read since.
    pub(crate) fn renew(&self, changes: &[Numbered], read: &[Arc<Entry>]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            match change.change {
                Change::Article { article, .. } => kept.remove(article),
                Change::Everything => kept.clear(),
                Change::Comments { .. } | Change::MustReads { .. } => {}
            }
        }
        read.iter().for_each(|entry| kept.insert(entry.card.id, Arc::clone(entry)));
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Those that are kept, each in the place of its id.
    fn get(&self, ids: &[ArticleId]) -> Vec<Option<Arc<Entry>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        ids.iter().map(|id| kept.get(*id).cloned()).collect()
    }

    /// Keeps what was read, if it is of this moment still. That is asked while the entries are locked,
    /// so that a change is followed either before, and seen, or after, and then takes its entry out.
    fn keep(&self, entries: &[Arc<Entry>], of_this_moment: impl FnOnce() -> bool) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !of_this_moment() {
            return;
        }
        entries.iter().for_each(|entry| kept.insert(entry.card.id, Arc::clone(entry)));
    }
}

impl App {
    /// Reads the entries of these articles ahead, so that nobody has to wait for them.
    pub(crate) fn know(self: &Arc<Self>, articles: &[ArticleId]) {
        if let Err(error) = Ask::of_nobody(Arc::clone(self)).entries(articles) {
            tracing::warn!(%error, "entries could not be read ahead");
        }
    }
}

impl App {
    /// The entries of articles that have changed, read before anybody asks for them: else every page that lists one
    /// would ask the store for it at once. None where so many changed that few of them will be asked for.
    pub(crate) fn read_ahead(self: &Arc<Self>, changes: &[Numbered]) -> Vec<Arc<Entry>> {
        const FEW: usize = 50;
        let article = |change: &Numbered| if let Change::Article { article, .. } = change.change { Some(article) } else { None };
        let mut articles: Vec<ArticleId> = changes.iter().filter_map(article).collect();
        articles.sort_unstable();
        articles.dedup();
        if articles.len() > FEW {
            return Vec::new();
        }
        let ask = Ask { anew: true, ..Ask::of_nobody(Arc::clone(self)) };
        ask.entries(&articles).unwrap_or_else(|error| {
            tracing::warn!(%error, "entries could not be read ahead");
            Vec::new()
        })
    }
}

impl Ask {
    /// The entries of those of these articles that are published, in this order. The store is asked for those alone
    /// that nobody asked for lately.
    pub(crate) fn entries(&self, ids: &[ArticleId]) -> Result<Vec<Arc<Entry>>, ActionError> {
        let known = if self.anew { vec![None; ids.len()] } else { self.app.cards.get(ids) };
        if known.iter().all(Option::is_some) {
            return Ok(known.into_iter().flatten().collect());
        }
        if self.from_memory {
            return Err(ActionError::Missing("an entry is not in memory".to_owned()));
        }
        let mut missing: Vec<ArticleId> = ids.iter().zip(&known).filter(|(_, entry)| entry.is_none()).map(|(id, _)| *id).collect();
        missing.sort_unstable();
        missing.dedup();
        let read = self.app.newsroom.store.read(|session| -> Result<_, ActionError> {
            let mut read = Vec::with_capacity(missing.len());
            for chunk in missing.chunks(200) {
                let cards = session.cards(chunk)?;
                read.extend(self.entries_of(session, cards)?);
            }
            Ok(read)
        })?;
        if !self.anew {
            self.app.cards.keep(&read, || self.seen.generation == self.app.generation());
        }
        let read: HashMap<ArticleId, Arc<Entry>> = read.into_iter().map(|entry| (entry.card.id, entry)).collect();
        Ok(ids.iter().zip(known).filter_map(|(id, known)| known.or_else(|| read.get(id).cloned())).collect())
    }

    /// The same of those that stand at these places of a listing.
    pub(crate) fn entries_at(&self, places: &[Cursor]) -> Result<Vec<Arc<Entry>>, ActionError> {
        self.entries(&places.iter().map(|place| place.id).collect::<Vec<_>>())
    }

    /// The entries of these cards, in their order.
    fn entries_of(&self, session: &mut Session<'_>, cards: Vec<Card>) -> Result<Vec<Arc<Entry>>, ActionError> {
        let default = self.site.publication.default_language();
        let reporter_of = |card: &Card| card.credits.iter().find(|credit| credit.role == Role::Reporter).map(|credit| credit.person);
        let people = session.people(&cards.iter().filter_map(reporter_of).collect::<Vec<_>>())?;
        let pictures = session.pictures(&cards.iter().filter_map(|card| card.picture).collect::<Vec<_>>())?;
        let mut entries = Vec::with_capacity(cards.len());
        for card in cards {
            let reporter = reporter_of(&card).and_then(|id| people.iter().find(|person| person.id == id));
            let reporter = reporter.and_then(|person| person.names.or_any(card.language, default).cloned()).unwrap_or_default();
            let picture = card.picture.and_then(|id| pictures.iter().find(|picture| picture.id == id).cloned());
            let summary = card.deck.first().cloned().unwrap_or_else(|| shortened(&card.opening));
            entries.push(Arc::new(Entry { card, picture, reporter, summary }));
        }
        Ok(entries)
    }
}

impl Entry {
    pub(crate) fn has_picture(&self) -> bool {
        self.picture.as_ref().is_some_and(|picture| !picture.renditions.is_empty())
    }

    pub(crate) fn path(&self, site: &Site) -> String {
        site.article_path(self.card.language, &self.card.section, &self.card.slug)
    }

    pub(crate) fn link(&self, app: &App, site: &Site, rank: usize) -> StoryLink {
        let card = &self.card;
        StoryLink {
            story: card.story.to_string(),
            url: self.path(site),
            headline: card.headline.clone(),
            summary: self.summary.clone(),
            section: site.section_title(card.language, &card.section),
            section_url: site.publication.path(card.language, &crate::site::encoded(&card.section)),
            published: moment(card.published_at, app.now(), &site.publication.zone, card.language),
            picture: self.picture.as_ref().filter(|_| self.has_picture()).map(|picture| picture_view(picture, card.language)),
            reporter: self.reporter.clone(),
            rank,
        }
    }
}

/// A picture for a page in a language: that language's caption and alternative text alone.
pub(crate) fn picture_view(picture: &Picture, language: Language) -> PictureView {
    let widest = picture.renditions.last();
    let path = |file: &str| format!("/media/{file}");
    PictureView {
        src: widest.map(|rendition| path(&rendition.file)),
        srcset: picture.renditions.iter().map(|rendition| format!("{} {}w", path(&rendition.file), rendition.width)).collect::<Vec<_>>().join(", "),
        width: widest.map_or(0, |rendition| rendition.width),
        height: widest.map_or(0, |rendition| rendition.height),
        alt: picture.alts.get(language).cloned().unwrap_or_default(),
        caption: picture.captions.get(language).cloned().unwrap_or_default(),
        credit: picture.credit.clone().unwrap_or_default(),
        focus: picture.focus.map(focus).unwrap_or_default(),
    }
}

/// Where the eye of a picture is, as the classes of the style sheet: a page may carry no style of its own.
fn focus((x, y): (u16, u16)) -> String {
    let tenth = |thousandths: u16| (thousandths.min(1000) + 50) / 100;
    format!("fx-{} fy-{}", tenth(x), tenth(y))
}

/// The beginning of a text, cut between words.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', ' ']))
}
