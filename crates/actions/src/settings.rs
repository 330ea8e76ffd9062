//! What an administrator sets: publication, sections, topics, people.

use model::{HousePage, Person, Publication, RESERVED, Section, Topic, slug, squeeze};
use serde_json::json;
use store::{Change, Session};

use crate::actor::{Deed, hash};
use crate::{ActionError, Newsroom};

/// Changes the publication: its names, imprint, lists' lengths, menu and static pages. Languages and zone stay.
pub fn change_publication(newsroom: &Newsroom, change: impl FnOnce(&mut Publication)) -> Result<(), ActionError> {
    newsroom.allow(Deed::Configure)?;
    newsroom.store.write(|session| {
        let before = session.publication()?;
        let mut after = before.clone();
        change(&mut after);
        (after.languages, after.zone) = (before.languages.clone(), before.zone.clone());
        let (scheme, host) = after.address.trim_end_matches('/').split_once("://").unwrap_or_default();
        if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(['/', '?', '#', ' ', '"', '<', '>']) {
            return Err(ActionError::field("address", "an address is a scheme and a host, such as https://news.example"));
        }
        after.address = format!("{scheme}://{host}");
        if after.titles.iter().all(|(_, title)| title.trim().is_empty()) {
            return Err(ActionError::field("title", "a publication needs a name"));
        }
        for (at, page) in after.house_pages.iter().enumerate() {
            checked_page(&after, at, page)?;
        }
        if before == after {
            return Ok(());
        }
        session.set_publication(&after)?;
        everything(newsroom, session, "change-publication", "publication", &serde_json::to_vec(&after).unwrap_or_default())
    })
}

/// A page of the house has an address of its own, and a name and a text in the same language.
fn checked_page(publication: &Publication, at: usize, page: &HousePage) -> Result<(), ActionError> {
    let field = |what: &str, why: &str| Err(ActionError::field(what, why));
    if page.slug.is_empty() || slug(&page.slug, publication.slugs) != page.slug {
        return field("slug", "the name in addresses is made of letters, digits and hyphens");
    }
    if page.slug == "counting" || publication.house_pages.iter().take(at).any(|other| other.slug == page.slug) {
        return field("slug", "this name is taken by another page");
    }
    if page.texts.is_empty() {
        return field(&format!("text-{}", publication.default_language()), "a page needs a text in one language at least");
    }
    if let Some((language, _)) = page.texts.iter().find(|(language, _)| page.titles.get(*language).is_none()) {
        return field(&format!("title-{language}"), "a page needs a name in each language in which it has a text");
    }
    Ok(())
}

/// Makes or changes a section. Its slug is in addresses, so that it stays what it was when it was made.
pub fn change_section(newsroom: &Newsroom, section: &Section) -> Result<(), ActionError> {
    newsroom.allow(Deed::Configure)?;
    newsroom.store.write(|session| {
        let publication = session.publication()?;
        let name = slug(&section.slug, publication.slugs);
        if name.is_empty() || name != section.slug {
            return Err(ActionError::field("slug", "the name in addresses is made of letters, digits and hyphens"));
        }
        if RESERVED.contains(&name.as_str()) || publication.languages.iter().any(|language| language.code() == name) {
            return Err(ActionError::field("slug", "this name is taken by another kind of page"));
        }
        if section.titles.iter().all(|(_, title)| squeeze(title).is_empty()) {
            return Err(ActionError::field("title", "a section needs a name"));
        }
        session.set_section(section)?;
        everything(newsroom, session, "change-section", &format!("section:{name}"), &serde_json::to_vec(section).unwrap_or_default())
    })
}

/// Removes a section that no article stands in.
pub fn remove_section(newsroom: &Newsroom, slug: &str) -> Result<(), ActionError> {
    newsroom.allow(Deed::Configure)?;
    newsroom.store.write(|session| {
        let used = session.articles_in_section(slug)?;
        if used > 0 {
            let articles = if used == 1 { "one article stands".to_owned() } else { format!("{used} articles stand") };
            return Err(ActionError::Refused(format!("{articles} in this section; move them to another one first")));
        }
        session.remove_section(slug)?;
        everything(newsroom, session, "remove-section", &format!("section:{slug}"), b"")
    })
}

/// Changes what a topic is called.
pub fn change_topic(newsroom: &Newsroom, topic: &Topic) -> Result<(), ActionError> {
    newsroom.allow(Deed::Configure)?;
    newsroom.store.write(|session| {
        if topic.slug.is_empty() || topic.titles.iter().all(|(_, title)| squeeze(title).is_empty()) {
            return Err(ActionError::field("title", "a topic needs a name"));
        }
        session.set_topic(topic)?;
        everything(newsroom, session, "change-topic", &format!("topic:{}", topic.slug), &serde_json::to_vec(topic).unwrap_or_default())
    })
}

/// Makes or changes a person who is credited.
pub fn change_person(newsroom: &Newsroom, person: &Person) -> Result<(), ActionError> {
    newsroom.allow(Deed::Configure)?;
    newsroom.store.write(|session| {
        if person.names.iter().all(|(_, name)| squeeze(name).is_empty()) {
            return Err(ActionError::field("name", "a person needs a name"));
        }
        if session.person_by_slug(&person.slug)?.is_some_and(|other| other.id != person.id) {
            return Err(ActionError::field("slug", "somebody else has this name in their address"));
        }
        session.set_person(person)?;
        everything(newsroom, session, "change-person", &format!("person:{}", person.id), &serde_json::to_vec(person).unwrap_or_default())
    })
}

fn everything(newsroom: &Newsroom, session: &mut Session<'_>, deed: &str, about: &str, after: &[u8]) -> Result<(), ActionError> {
    session.tell(newsroom.world.now(), &Change::Everything)?;
    Ok(newsroom.log(session, deed, about, json!({ "hash": hash(after) }))?)
}
