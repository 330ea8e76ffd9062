use std::collections::HashSet;
use std::sync::Arc;

use exchange::schema_org::{Publisher, Thing, WebSite, json_ld};
use model::{ListKind, StoryId};
use store::{Cursor, StoreError};
use theme::{FrontPage, SectionBlock, StoryLink};

use crate::ask::{Ask, Trouble};
use crate::cards::Entry;
use crate::frame::{About, everywhere, frame};
use crate::lists::Around;
use crate::reply::Reply;
use crate::sheet::Made;

/// The lists of a front page, which has no article of its own.
const LISTS: [ListKind; 4] = [ListKind::MustReads, ListKind::PopularNow, ListKind::WeeklyBest, ListKind::Latest];
/// Among so many of the newest stories the lead is looked for: the first that has a picture.
const LEAD_AMONG: usize = 6;
/// How many stories stand beside the lead.
pub(crate) const SECONDS: usize = 3;
/// How many stories a section's block shows.
const OF_SECTION: usize = 4;

/// An edition's front page: lead and seconds, the lists, then what is left of each section.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Trouble> {
    let language = ask.language;
    let opening = opening(ask)?;
    let around = around(&opening);
    let beside = ask.beside(&around)?;
    let mut taken: HashSet<StoryId> = around.listing.iter().copied().collect();
    taken.extend(beside.stories());
    let mut sections = Vec::new();
    for section in ask.site.blocks(language) {
        let stories = links(ask, left_of(ask, &section.slug, &taken)?.iter());
        if !stories.is_empty() {
            let url = ask.site.publication.path(language, &crate::site::encoded(&section.slug));
            sections.push(SectionBlock { title: ask.site.section_title(language, &section.slug), url, stories });
        }
    }
    let mut stories = links(ask, opening.iter()).into_iter();
    let about = About { paths: everywhere(ask, ""), structured_data: Some(structured_data(ask)), ..About::default() };
    let frame = frame(&ask.app, &ask.site, language, about);
    let page = FrontPage { frame, lead: stories.next(), seconds: stories.collect(), sections, lists: beside.heads(language) };
    let until = ask.day_ends();
    let sheet = ask.sheet(&page, Made { around, beside: &beside, leaves_out: true, token: String::new(), until, views: None })?;
    ask.page(sheet, &beside)
}

/// What stands on the page beside its lists, those aside that only fill it up.
pub(crate) fn around(opening: &[Arc<Entry>]) -> Around {
    Around { own: None, listing: opening.iter().map(|entry| entry.card.story).collect(), kinds: &LISTS }
}

/// The stories that open the page: the lead, then those beside it. What the editors chose and is public in the edition stands
/// where they put it; the newest fill the rest up.
pub(crate) fn opening(ask: &Ask) -> Result<Vec<Arc<Entry>>, Trouble> {
    let front = ask.site.front(ask.language);
    let (lead, seconds, newest) = ask.app.newsroom.store.read(|session| {
        let mut told = |story: StoryId| {
            let telling = session.published_telling(story)?;
            Ok::<_, StoreError>(telling.into_iter().find(|published| published.language == ask.language).map(|published| published.id))
        };
        let lead = front.lead.map(&mut told).transpose()?.flatten();
        let mut seconds = Vec::with_capacity(SECONDS);
        for story in front.seconds.iter().filter(|story| Some(**story) != front.lead) {
            seconds.extend(told(*story)?.filter(|id| !seconds.contains(id)));
        }
        seconds.truncate(SECONDS);
        let newest = session.newest(ask.language, Cursor::START, LEAD_AMONG + 1 + SECONDS)?;
        Ok::<_, Trouble>((lead, seconds, newest))
    })?;
    let free = newest.iter().map(|place| place.id).filter(|id| lead != Some(*id) && !seconds.contains(id));
    let mut free = ask.entries(&free.collect::<Vec<_>>())?;
    let mut opening = ask.entries(&lead.into_iter().collect::<Vec<_>>())?;
    if opening.is_empty() && !free.is_empty() {
        let lead_at = free.iter().take(LEAD_AMONG).position(|entry| entry.has_picture()).unwrap_or(0);
        opening.push(free.remove(lead_at));
    }
    opening.extend(ask.entries(&seconds)?);
    opening.extend(free);
    opening.truncate(1 + SECONDS);
    Ok(opening)
}

/// A section's newest articles whose stories stand nowhere on the page yet. Few of its newest are taken,
/// so they are read some at a time.
fn left_of(ask: &Ask, section: &str, taken: &HashSet<StoryId>) -> Result<Vec<Arc<Entry>>, Trouble> {
    const AT_ONCE: usize = OF_SECTION + 2;
    let mut free = Vec::with_capacity(OF_SECTION);
    let mut after = Cursor::START;
    loop {
        let places = ask.app.newsroom.store.read(|session| session.newest_in_section(ask.language, section, after, AT_ONCE))?;
        let entries = ask.entries_at(&places)?;
        free.extend(entries.into_iter().filter(|entry| !taken.contains(&entry.card.story)).take(OF_SECTION - free.len()));
        match places.last() {
            Some(last) if free.len() < OF_SECTION && places.len() == AT_ONCE => after = *last,
            _ => return Ok(free),
        }
    }
}

fn links<'a>(ask: &Ask, entries: impl Iterator<Item = &'a Arc<Entry>>) -> Vec<StoryLink> {
    entries.enumerate().map(|(at, entry)| entry.link(&ask.app, &ask.site, at + 1)).collect()
}

fn structured_data(ask: &Ask) -> String {
    let publication = &ask.site.publication;
    let url = ask.site.absolute(&publication.root(ask.language));
    let name = publication.title(ask.language);
    let description = publication.mottos.get(ask.language).map_or("", String::as_str);
    let publisher = Publisher { name, url: &url, logo: None };
    json_ld(&[Thing::WebSite(WebSite { url: &url, name, description, language: ask.language, publisher })])
}
