//! Making a site, and the sections and topics that articles name.

use std::sync::Arc;

use model::{ByLanguage, Language, Publication, RESERVED, Section, Topic, World, Zone, slug, squeeze};
use store::{Change, Session, Store, StoreError};

use crate::{ActionError, Newsroom, SitePlace};

/// What a new site needs to know.
#[derive(Debug, Clone)]
pub struct NewSite {
    /// What it is called.
    pub title: String,
    /// Its languages, the default first.
    pub languages: Vec<Language>,
    /// Its public address, with scheme and without a slash at the end.
    pub address: String,
    /// Its time zone.
    pub zone: Zone,
}

/// Makes a site in a place that has none.
pub fn create_site(place: &SitePlace, new: &NewSite, world: Arc<dyn World>) -> Result<Newsroom, ActionError> {
    let title = squeeze(&new.title);
    if title.is_empty() {
        return Err(ActionError::Refused("a publication needs a name; give it with --title".to_owned()));
    }
    if new.languages.is_empty() {
        return Err(ActionError::Refused("a publication needs a language; give it with --language".to_owned()));
    }
    let mut languages: Vec<Language> = Vec::new();
    for language in &new.languages {
        if !languages.contains(language) {
            languages.push(*language);
        }
    }
    let publication = Publication {
        titles: languages.iter().map(|language| (*language, title.clone())).collect(),
        mottos: ByLanguage::default(),
        address: new.address.trim_end_matches('/').to_owned(),
        zone: new.zone.clone(),
        languages,
        imprint: Default::default(),
        slugs: Default::default(),
        lists: Default::default(),
        pages: Default::default(),
        house_pages: Vec::new(),
    };
    let store = Store::create(&place.database())?;
    store.write(|session| {
        session.set_publication(&publication)?;
        session.tell(world.now(), &Change::Everything)
    })?;
    Ok(Newsroom { store, media: place.media(), world, actor: crate::Actor::Console })
}

/// The section that a title or slug names, made if there is none.
///
/// A word that addresses begin with already, or a language's code, cannot be a section's slug; such
/// a section gets `-section` behind it.
pub fn section_named(session: &mut Session<'_>, now: model::Time, title: &str, language: Language) -> Result<Section, StoreError> {
    let title = squeeze(title);
    let sections = session.sections()?;
    let publication = session.publication()?;
    let mut name = slug(&title, publication.slugs);
    if name.is_empty() {
        name = "news".to_owned();
    }
    if RESERVED.contains(&name.as_str()) || publication.languages.iter().any(|language| language.code() == name) {
        name.push_str("-section");
    }
    let known = |section: &&Section| section.slug == name || section.titles.iter().any(|(_, known)| known.to_lowercase() == title.to_lowercase());
    if let Some(section) = sections.iter().find(known) {
        return Ok(section.clone());
    }
    let shown = if title == name { capitalized(&title) } else { title };
    let position = sections.iter().map(|section| section.position).max().unwrap_or(0) + 1;
    let section = Section { slug: name, titles: ByLanguage::one(language, shown), position, menu: true };
    session.set_section(&section)?;
    session.tell(now, &Change::Everything)?;
    Ok(section)
}

/// The topic that a title names, made if there is none; none for a title without letters.
pub fn topic_named(session: &mut Session<'_>, now: model::Time, title: &str, language: Language) -> Result<Option<Topic>, StoreError> {
    let title = squeeze(title);
    let style = session.publication()?.slugs;
    let name = slug(&title, style);
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(mut topic) = session.topic(&name)? {
        if topic.titles.get(language).is_none() {
            topic.titles.set(language, title);
            session.set_topic(&topic)?;
            session.tell(now, &Change::Everything)?;
        }
        return Ok(Some(topic));
    }
    let topic = Topic { slug: name, titles: ByLanguage::one(language, title) };
    session.set_topic(&topic)?;
    Ok(Some(topic))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
