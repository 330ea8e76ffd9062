//! One file to one article.

use std::path::Path;
use std::time::UNIX_EPOCH;

use exchange::{Found, Hints};
use model::{Body, Credit, Language, Publication, Time, graphemes, slug, squeeze};
use sha2::{Digest, Sha256};
use store::{ArticleDraft, ImportItem, Session, StoreError};

use super::pictures::keep_pictures;
use super::{ImportOptions, Item, Outcome};
use crate::articles::{NewArticle, edit_in, write_in};
use crate::site::{section_named, topic_named};
use crate::{ActionError, Newsroom, person_named};

/// The section of an item that names none, where the operator names none either.
const SECTION: &str = "news";
/// A section's title on a page is a word or two; what is longer is a sentence that stood in its place.
const LONGEST_SECTION: usize = 40;
/// The most topics that are taken from a page; more are keywords for machines.
const MOST_TOPICS: usize = 10;

pub(super) fn import_file(newsroom: &Newsroom, file: &Path, options: &ImportOptions) -> Result<Item, ActionError> {
    let source = file.display().to_string();
    let refused = |reason: String| Ok(Item { source: source.clone(), outcome: Outcome::Refused, article: None, reason, edited_here: false });
    let (bytes, modified) = match read(file) {
        Ok(read) => read,
        Err(reason) => return refused(reason),
    };
    let publication = newsroom.store.read(|session| session.publication())?;
    let hints = Hints { languages: publication.languages.clone() };
    let found = match exchange::page::read(&bytes, &hints) {
        Ok(found) => found,
        Err(refusal) => return refused(refusal.to_string()),
    };
    let incoming = Incoming { newsroom, publication: &publication, options, file, source: &source, bytes: &bytes, modified };
    match incoming.keep(found) {
        Ok(item) => Ok(item),
        Err(ActionError::Refused(reason)) => refused(reason),
        Err(error) => Err(error),
    }
}

fn read(file: &Path) -> Result<(Vec<u8>, Option<Time>), String> {
    let about = std::fs::metadata(file).map_err(|error| format!("it cannot be read: {error}"))?;
    if !about.is_file() {
        return Err("it is not a file".to_owned());
    }
    if about.len() > exchange::page::LARGEST {
        return Err(exchange::page::too_large(about.len()).to_string());
    }
    let bytes = std::fs::read(file).map_err(|error| format!("it cannot be read: {error}"))?;
    let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok((bytes, modified.map(|since| Time::from_millis(since.as_millis() as i64))))
}

/// What an earlier import kept, and the revision at which its article is now.
struct Known {
    item: ImportItem,
    revision: i64,
}

struct Incoming<'a> {
    newsroom: &'a Newsroom,
    publication: &'a Publication,
    options: &'a ImportOptions,
    file: &'a Path,
    source: &'a str,
    bytes: &'a [u8],
    modified: Option<Time>,
}

impl Incoming<'_> {
    fn item(&self, outcome: Outcome, article: Option<model::ArticleId>, reason: String) -> Item {
        Item { source: self.source.to_owned(), outcome, article, reason, edited_here: false }
    }

    fn keep(&self, mut found: Found) -> Result<Item, ActionError> {
        let hash: String = Sha256::digest(self.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let identity = found.canonical.clone().filter(|address| names_a_page(address)).unwrap_or_else(|| format!("sha256:{hash}"));
        let known = self.newsroom.store.read(|session| self.known(session, &identity))?;
        if let Some(item) = self.left(known.as_ref(), &hash) {
            return Ok(item);
        }
        let mut notes = std::mem::take(&mut found.notes);
        let language = self.edition(&mut found, &mut notes);
        let published = self.published(&found, &mut notes);
        if self.options.dry_run {
            let outcome = if known.is_some() { Outcome::Changed } else { Outcome::Taken };
            let article = known.map(|known| known.item.article);
            return Ok(self.item(outcome, article, sentence(&format!("would be taken as “{}”", found.headline), &notes)));
        }
        // Pictures are read and resized before the transaction, which others wait for.
        let files = super::pictures::read_pictures(self.file, &found.pictures, &mut notes);
        let sealed = zstd::encode_all(self.bytes, 3).map_err(|error| ActionError::file(self.file, &error))?;
        self.newsroom.store.write(|session| -> Result<_, ActionError> {
            // Another import may have been quicker.
            let known = self.known(session, &identity)?;
            if let Some(item) = self.left(known.as_ref(), &hash) {
                return Ok(item);
            }
            let now = self.newsroom.world.now();
            let draft = self.draft(session, found, language, &files, &mut notes)?;
            let article = match &known {
                Some(known) => {
                    edit_in(self.newsroom, session, known.item.article, &draft)?;
                    known.item.article
                }
                None => {
                    let published_at = (!self.options.as_drafts).then_some(published);
                    write_in(self.newsroom, session, &NewArticle { story: None, language, slug: None, draft, published_at })?
                }
            };
            let revision = session.article(article)?.map_or(1, |article| article.revision);
            let item = ImportItem { identity, article, revision, source: self.source.to_owned(), hash, sealed, at: now };
            session.set_import_item(&item)?;
            Ok(match known {
                Some(_) => self.item(Outcome::Changed, Some(article), sentence("it came again with other words", &notes)),
                None if published > now && !self.options.as_drafts => {
                    let hour = published.rfc3339_in(&self.publication.zone);
                    self.item(Outcome::Taken, Some(article), sentence(&format!("taken, and scheduled for {hour}"), &notes))
                }
                None => self.item(Outcome::Taken, Some(article), sentence("taken", &notes)),
            })
        })
    }

    /// What an earlier import made of this page.
    fn known(&self, session: &mut Session<'_>, identity: &str) -> Result<Option<Known>, StoreError> {
        let Some(item) = session.import_item(identity)? else { return Ok(None) };
        let revision = session.newest_revision(item.article)?;
        Ok(Some(Known { item, revision }))
    }

    /// The report of a page that is left as it is: it was edited here, or says what it said before.
    fn left(&self, known: Option<&Known>, hash: &str) -> Option<Item> {
        let Known { item, revision } = known?;
        if *revision > item.revision {
            let reason = "it was edited here since it was imported, so it was left as it is".to_owned();
            return Some(Item { edited_here: true, ..self.item(Outcome::Left, Some(item.article), reason) });
        }
        (item.hash == hash).then(|| self.item(Outcome::Left, Some(item.article), "already here".to_owned()))
    }

    /// The edition that the article goes into. Its blocks are marked where that is not their language.
    fn edition(&self, found: &mut Found, notes: &mut Vec<String>) -> Language {
        let default = self.publication.default_language();
        let wanted = self.options.language.or(found.language).unwrap_or(default);
        if self.publication.has(wanted) {
            return wanted;
        }
        notes.push(format!(
            "it is in “{wanted}”, which the publication does not have, so it went into the edition “{default}” with its language marked"
        ));
        for block in &mut found.body {
            block.language.get_or_insert(wanted);
        }
        default
    }

    fn published(&self, found: &Found, notes: &mut Vec<String>) -> Time {
        let zone = &self.publication.zone;
        let now = self.newsroom.world.now();
        if let Some(time) = found.published.and_then(|when| when.in_zone(zone)) {
            return time;
        }
        if let Some(time) = self.options.date.and_then(|when| when.in_zone(zone)) {
            notes.push("it has no date, so it got the one given with --date".to_owned());
            return time;
        }
        let time = self.modified.unwrap_or(now).min(now);
        notes.push(format!("it has no date, so it got its file's time, {}", time.rfc3339_in(zone)));
        time
    }

    fn draft(
        &self,
        session: &mut Session<'_>,
        mut found: Found,
        language: Language,
        files: &[Option<pictures::Prepared>],
        notes: &mut Vec<String>,
    ) -> Result<ArticleDraft, ActionError> {
        let now = self.newsroom.world.now();
        let titled = found
            .section
            .take()
            .map(|title| squeeze(&title))
            .filter(|title| (1..=LONGEST_SECTION).contains(&graphemes(title)) && !slug(title, self.publication.slugs).is_empty());
        if titled.is_none() {
            let default = self.options.section.as_deref().unwrap_or(SECTION);
            notes.push(format!("it names no section, so it went into “{default}”"));
        }
        let title = titled.as_deref().or(self.options.section.as_deref()).unwrap_or(SECTION);
        let section = section_named(session, now, title, language)?;
        let ids = keep_pictures(self.newsroom, session, &found, files)?;
        let mut body = Body(std::mem::take(&mut found.body));
        body.0.retain_mut(|block| match &mut block.kind {
            model::Kind::Picture { picture } => ids.get(Found::picture_at(*picture)).is_some_and(|id| {
                *picture = *id;
                true
            }),
            _ => true,
        });
        body.number();
        let mut credits: Vec<Credit> = Vec::new();
        for credit in &found.credits {
            let person = person_named(session, self.newsroom.world.as_ref(), &credit.name, language)?;
            let credit = Credit { person: person.id, role: credit.role };
            if !credits.contains(&credit) {
                credits.push(credit);
            }
        }
        let mut topics = Vec::new();
        for title in found.topics.iter().take(MOST_TOPICS) {
            if let Some(topic) = topic_named(session, now, title, language)?
                && !topics.contains(&topic.slug)
            {
                topics.push(topic.slug);
            }
        }
        Ok(ArticleDraft {
            section: section.slug,
            headline: found.headline,
            deck: found.deck,
            body,
            credits,
            contact: found.contact,
            picture: found.lead.and_then(|place| ids.get(place).copied()),
            topics,
            made_from: None,
            original_url: found.canonical,
        })
    }
}

/// Some sites give every page the address of their front page; such an address tells nothing apart.
fn names_a_page(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    !path.trim_matches('/').is_empty()
}

fn sentence(first: &str, notes: &[String]) -> String {
    std::iter::once(first).chain(notes.iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
}
