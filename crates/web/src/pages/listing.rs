use exchange::schema_org::{Breadcrumbs, Thing, json_ld};
use model::{Language, ListKind, Person, Section, Time, Topic};
use store::{Cursor, Session, StoreError};
use theme::{ListingPage, StoryLink, Words, words};

use crate::ask::{Ask, Trouble};
use crate::frame::{About, frame};
use crate::lists::Around;
use crate::reply::Reply;
use crate::sheet::Made;
use crate::site::encoded;

/// How many stories a page of a listing shows.
const PER_PAGE: usize = 20;
/// The lists beside a listing.
const LISTS: [ListKind; 4] = [ListKind::MustReads, ListKind::PopularNow, ListKind::WeeklyBest, ListKind::Latest];
/// The lists beside the latest, which have no need of the list of the latest.
const BESIDE_LATEST: [ListKind; 3] = [ListKind::MustReads, ListKind::PopularNow, ListKind::WeeklyBest];

/// A row of stories, newest first, that has a page and a feed of its own.
pub(crate) enum Listing {
    Latest,
    Section(Section),
    Topic(Topic),
    Author(Person),
}

/// Which listing an address names; none where the edition has nothing of it.
pub(crate) type Find = fn(&Ask, &mut Session<'_>) -> Result<Listing, Trouble>;

pub(crate) fn latest(_: &Ask, _: &mut Session<'_>) -> Result<Listing, Trouble> {
    Ok(Listing::Latest)
}

pub(crate) fn section(ask: &Ask, _: &mut Session<'_>) -> Result<Listing, Trouble> {
    ask.site.section(ask.language, ask.param("section")).cloned().map(Listing::Section).ok_or(Trouble::NotFound)
}

pub(crate) fn topic(ask: &Ask, session: &mut Session<'_>) -> Result<Listing, Trouble> {
    let topic = session.topic(ask.param("topic"))?.ok_or(Trouble::NotFound)?;
    if session.topic_is_in_use(&topic.slug, ask.language)? { Ok(Listing::Topic(topic)) } else { Err(Trouble::NotFound) }
}

pub(crate) fn author(ask: &Ask, session: &mut Session<'_>) -> Result<Listing, Trouble> {
    let person = session.person_by_slug(ask.param("author"))?.ok_or(Trouble::NotFound)?;
    if session.is_credited(person.id, ask.language)? { Ok(Listing::Author(person)) } else { Err(Trouble::NotFound) }
}

impl Listing {
    /// The path within an edition.
    pub(crate) fn path(&self) -> String {
        match self {
            Listing::Latest => "latest".to_owned(),
            Listing::Section(section) => encoded(&section.slug),
            Listing::Topic(topic) => format!("topics/{}", encoded(&topic.slug)),
            Listing::Author(person) => format!("authors/{}", encoded(&person.slug)),
        }
    }

    /// The path of its feed within an edition; the latest is the edition's own.
    pub(crate) fn feed(&self) -> String {
        if let Listing::Latest = self { "feed.xml".to_owned() } else { format!("{}/feed.xml", self.path()) }
    }

    pub(crate) fn heading(&self, ask: &Ask, language: Language) -> String {
        let default = ask.site.publication.default_language();
        let named = |names: &model::ByLanguage<String>, slug: &str| names.or_any(language, default).cloned().unwrap_or_else(|| slug.to_owned());
        match self {
            Listing::Latest => words(language).list_latest.to_owned(),
            Listing::Section(section) => named(&section.titles, &section.slug),
            Listing::Topic(topic) => named(&topic.titles, &topic.slug),
            Listing::Author(person) => named(&person.names, &person.slug),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Listing::Latest => "latest",
            Listing::Section(_) => "section",
            Listing::Topic(_) => "topic",
            Listing::Author(_) => "author",
        }
    }

    /// Where its articles stand, newest first.
    pub(crate) fn places(&self, session: &mut Session<'_>, language: Language, after: Cursor, limit: usize) -> Result<Vec<Cursor>, StoreError> {
        match self {
            Listing::Latest => session.newest(language, after, limit),
            Listing::Section(section) => session.newest_in_section(language, &section.slug, after, limit),
            Listing::Topic(topic) => session.newest_on_topic(language, &topic.slug, after, limit),
            Listing::Author(person) => session.newest_by_person(language, person.id, after, limit),
        }
    }
}

pub(crate) fn show_latest(ask: &Ask) -> Result<Reply, Trouble> {
    show(ask, latest)
}

pub(crate) fn show_section(ask: &Ask) -> Result<Reply, Trouble> {
    show(ask, section)
}

pub(crate) fn show_topic(ask: &Ask) -> Result<Reply, Trouble> {
    show(ask, topic)
}

pub(crate) fn show_author(ask: &Ask) -> Result<Reply, Trouble> {
    show(ask, author)
}

fn show(ask: &Ask, find: Find) -> Result<Reply, Trouble> {
    let language = ask.language;
    let (listing, places, paths) = ask.app.newsroom.store.read(|session| -> Result<_, Trouble> {
        let listing = find(ask, session)?;
        let after = ask.field("after").map_or(Ok(Cursor::START), |text| cursor(&text).ok_or(Trouble::NotFound))?;
        let places = listing.places(session, language, after, PER_PAGE + 1)?;
        let paths = editions(ask, session, &listing)?;
        Ok((listing, places, paths))
    })?;
    let shown = &places[..places.len().min(PER_PAGE)];
    let entries = ask.entries_at(shown)?;
    let kinds: &[ListKind] = if let Listing::Latest = listing { &BESIDE_LATEST } else { &LISTS };
    let around = Around { own: None, listing: entries.iter().map(|entry| entry.card.story).collect(), kinds };
    let beside = ask.beside(&around)?;
    let path = ask.site.publication.path(language, &listing.path());
    let older = (places.len() > PER_PAGE).then(|| shown.last()).flatten().map(|last| format!("{path}?after={}", written(*last)));
    let first = ask.field("after").is_none();

    let stories: Vec<StoryLink> = entries.iter().enumerate().map(|(at, entry)| entry.link(&ask.app, &ask.site, at + 1)).collect();

    let heading = listing.heading(ask, language);
    let (said, contact) = match &listing {
        Listing::Author(person) => (person.about.get(language).cloned().unwrap_or_default(), person.contact.clone().unwrap_or_default()),
        _ => Default::default(),
    };
    let about = About {
        title: heading.clone(),
        description: description(ask, &heading, &said, &stories),
        paths: if first { paths } else { vec![(language, ask.address())] },
        section: if let Listing::Section(section) = &listing { Some(section.slug.clone()) } else { None },
        feed: Some(ask.site.publication.path(language, &listing.feed())),
        structured_data: Some(structured_data(ask, &heading, &path)),
        ..About::default()
    };
    let kind = listing.kind().to_owned();
    let newer = (!first).then_some(path);
    let frame = frame(&ask.app, &ask.site, language, about);
    let page = ListingPage { frame, kind, heading, about: said, contact, stories, newer, older, lists: beside.heads(language) };
    let until = ask.day_ends();
    let sheet = ask.sheet(&page, Made { around, beside: &beside, leaves_out: false, token: String::new(), until, views: None })?;
    ask.page(sheet, &beside)
}

/// The editions that have something of this listing, this one first.
fn editions(ask: &Ask, session: &mut Session<'_>, listing: &Listing) -> Result<Vec<(Language, String)>, Trouble> {
    let mut paths = Vec::new();
    for (language, path) in crate::frame::everywhere(ask, &listing.path()) {
        let there = match listing {
            Listing::Latest => true,
            Listing::Section(section) => ask.site.section(language, &section.slug).is_some(),
            Listing::Topic(topic) => session.topic_is_in_use(&topic.slug, language)?,
            Listing::Author(person) => session.is_credited(person.id, language)?,
        };
        if there {
            paths.push((language, path));
        }
    }
    Ok(paths)
}

fn description(ask: &Ask, heading: &str, said: &str, stories: &[StoryLink]) -> String {
    if !said.is_empty() {
        return said.to_owned();
    }
    let newest = stories.first().map_or("", |story| story.headline.as_str());
    Words::fill(
        words(ask.language).listing_description,
        &[("heading", heading), ("publication", ask.site.publication.title(ask.language)), ("newest", newest)],
    )
}

fn structured_data(ask: &Ask, heading: &str, path: &str) -> String {
    let publication = &ask.site.publication;
    let home = ask.site.absolute(&publication.root(ask.language));
    let here = ask.site.absolute(path);
    json_ld(&[Thing::Breadcrumbs(Breadcrumbs(vec![(publication.title(ask.language), &home), (heading, &here)]))])
}

/// A place in a listing as it stands in an address: `1763942400000.0123456789ab`.
pub(crate) fn written(place: Cursor) -> String {
    format!("{}.{}", place.published_at.millis(), place.id)
}

/// The place that such a text means.
pub(crate) fn cursor(text: &str) -> Option<Cursor> {
    let (millis, id) = text.split_once('.')?;
    Some(Cursor { published_at: Time::from_millis(millis.parse().ok()?), id: id.parse().ok()? })
}
