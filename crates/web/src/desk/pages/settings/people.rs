use actions::{ActionError, change_person};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{ByLanguage, Person, PersonId, free_slug, slug};
use store::StoreError;

use super::super::super::caller::Call;
use super::super::super::draw::{fault, with_status};
use crate::ask::Trouble;
use crate::reply::Reply;
use crate::site::encoded;

/// How many people are shown at once.
const LINES: usize = 40;

/// The people who are credited. The name in the address of their page stays what it was when they were added.
pub(crate) fn show_people(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post_person(call: &Call) -> Result<Reply, Trouble> {
    match keep(call) {
        Ok(person) => Ok(Reply::see(format!("/desk/settings/people?done=yes&who={}", encoded(&person)))),
        Err(ActionError::Field { field, why }) => {
            let default = call.site.publication.default_language();
            let field = if field == "name" { format!("name-{default}") } else { field };
            draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why))
        }
        Err(error) => Err(error.into()),
    }
}

/// Keeps a person; the name in the address of their page.
fn keep(call: &Call) -> Result<String, ActionError> {
    let (form, publication) = (&call.form, &call.site.publication);
    let names = form.by_language("name", &publication.languages);
    let about = form.by_language("about", &publication.languages);
    let contact = Some(form.get("contact").trim().to_owned()).filter(|contact| !contact.is_empty());
    let known = match form.get("person").parse::<PersonId>() {
        Ok(id) => call.newsroom.store.read(|session| session.people(&[id]))?.into_iter().next(),
        Err(_) => None,
    };
    let person = match known {
        Some(person) => Person { names, about, contact, ..person },
        None => {
            let default = publication.default_language();
            let typed = form.get("slug").trim();
            let wanted = if typed.is_empty() { names.or_any(default, default).map_or("", String::as_str) } else { typed };
            let mut wanted = slug(wanted, publication.slugs);
            if wanted.is_empty() {
                "author".clone_into(&mut wanted);
            }
            if typed.is_empty() {
                wanted = call.newsroom.store.read(|session| {
                    free_slug(&wanted, |slug| session.person_by_slug(slug).map(|found| found.is_some())).map_err(|error: StoreError| error)
                })?;
            }
            Person { id: call.newsroom.world.person_id(), slug: wanted, names, about, contact }
        }
    };
    change_person(&call.newsroom, &person)?;
    Ok(person.slug)
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let after = call.field("after").unwrap_or_default();
    let q = call.field("q").map(|text| model::squeeze(&text)).unwrap_or_default();
    let who = call.field("who").unwrap_or_default();
    let (mut people, named) = call.newsroom.store.read(|session| {
        let named = match (q.as_str(), who.as_str()) {
            ("", "") => None,
            ("", who) => session.person_by_slug(who)?,
            (q, _) => match session.person_by_name(q)? {
                Some(person) => Some(person),
                None => session.person_by_slug(q)?,
            },
        };
        let people = if q.is_empty() { session.people_after(&after, LINES + 1)? } else { named.iter().cloned().collect() };
        Ok::<_, Trouble>((people, named))
    })?;
    let more = people.len() > LINES;
    people.truncate(LINES);
    let next = people.last().filter(|_| more).map(|last| format!("/desk/settings/people?after={}", encoded(&last.slug)));
    let failed = !wrong.is_none();
    let failed_id = failed.then(|| call.form.get("person"));
    // Whose form came back stands on the page, wherever they are in the list.
    if let Some(id) = failed_id.and_then(|id| id.parse::<PersonId>().ok())
        && people.iter().all(|person| person.id != id)
    {
        people.extend(call.newsroom.store.read(|session| session.people(&[id]))?);
    }
    let open = named.map(|person| person.id);
    let row = |person: &Person| {
        let typed = failed_id.is_some_and(|id| id == person.id.to_string());
        let nothing = Value::from(());
        view(call, person, typed, typed || open == Some(person.id), if typed { &wrong } else { &nothing })
    };
    let rows: Vec<Value> = people.iter().map(row).collect();
    let nobody =
        Person { id: PersonId::from_bits(0), slug: String::new(), names: ByLanguage::default(), about: ByLanguage::default(), contact: None };
    let adds = failed_id == Some("");
    let new = view(call, &nobody, adds, adds, if adds { &wrong } else { &Value::UNDEFINED });
    let own = context! { rows, new, q, next, done => call.field("done").unwrap_or_default() };
    with_status(call, status, "people.html", own)
}

fn view(call: &Call, person: &Person, typed: bool, open: bool, wrong: &Value) -> Value {
    let languages = &call.site.publication.languages;
    let default = call.site.publication.default_language();
    let fields = |name: &str, said: &ByLanguage<String>| -> Vec<Value> {
        let field = |language: &model::Language| {
            let name = format!("{name}-{language}");
            let value = if typed { call.form.get(&name).to_owned() } else { said.get(*language).cloned().unwrap_or_default() };
            context! { name, value, language => language.code(), called => language.own_name() }
        };
        languages.iter().map(field).collect()
    };
    let contact = if typed { call.form.get("contact").to_owned() } else { person.contact.clone().unwrap_or_default() };
    let slug = if typed && person.slug.is_empty() { call.form.get("slug") } else { person.slug.as_str() };
    context! {
        id => if person.slug.is_empty() { String::new() } else { person.id.to_string() },
        slug,
        called => person.names.or_any(call.words(), default).cloned().unwrap_or_default(),
        url => call.site.publication.path(default, &format!("authors/{}", encoded(&person.slug))),
        names => fields("name", &person.names),
        about => fields("about", &person.about),
        contact,
        open,
        wrong => if wrong.is_undefined() { Value::from(()) } else { wrong.clone() },
    }
}
