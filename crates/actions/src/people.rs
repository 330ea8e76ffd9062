use model::{ByLanguage, Language, Person, World, free_slug, slug, squeeze};
use store::{Session, StoreError};

/// The person who goes by a name, made if nobody does.
pub fn person_named(session: &mut Session<'_>, world: &dyn World, name: &str, language: Language) -> Result<Person, StoreError> {
    let name = squeeze(name);
    if let Some(person) = session.person_by_name(&name)? {
        return Ok(person);
    }
    let wanted = slug(&name, session.publication()?.slugs);
    let wanted = if wanted.is_empty() { "author".to_owned() } else { wanted };
    let slug = free_slug(&wanted, |slug| session.person_by_slug(slug).map(|found| found.is_some()))?;
    let person = Person { id: world.person_id(), slug, names: ByLanguage::one(language, name), about: ByLanguage::default(), contact: None };
    session.set_person(&person)?;
    Ok(person)
}
