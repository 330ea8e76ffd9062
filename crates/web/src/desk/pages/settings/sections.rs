use actions::{ActionError, change_section, remove_section};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{Section, slug};

use super::super::super::caller::Call;
use super::super::super::draw::{fault, with_status};
use crate::ask::Trouble;
use crate::reply::Reply;

/// The sections: what they are called, their order, which is that of the menu, and which of them stand in it.
pub(crate) fn show_sections(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post_section(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    let done = match form.get("do") {
        "change" => change(call),
        "add" => add(call),
        "remove" => remove_section(&call.newsroom, form.get("section")).map_err(|error| match error {
            ActionError::Refused(why) => ActionError::Field { field: format!("remove-{}", form.get("section")), why },
            error => error,
        }),
        _ => return Err(Trouble::Refused("this form is not known".to_owned())),
    };
    match done {
        Ok(()) => Ok(Reply::see("/desk/settings/sections?done=yes".to_owned())),
        Err(ActionError::Field { field, why }) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why)),
        Err(error) => Err(error.into()),
    }
}

/// Keeps the sections that are named or ordered otherwise, or come into the menu or leave it.
fn change(call: &Call) -> Result<(), ActionError> {
    let (form, languages) = (&call.form, &call.site.publication.languages);
    let sections = call.newsroom.store.read(|session| session.sections())?;
    let mut typed = Vec::with_capacity(sections.len());
    for (at, section) in sections.iter().enumerate().filter(|(_, section)| form.has(&format!("order-{}", section.slug))) {
        let field = format!("order-{}", section.slug);
        let wrong = || ActionError::Field { field: field.clone(), why: "this is no number".to_owned() };
        let place: u32 = form.get(&field).trim().parse().map_err(|_| wrong())?;
        typed.push((place, at, section));
    }
    typed.sort_unstable_by_key(|(place, at, _)| (*place, *at));
    for (position, (_, _, before)) in (1..).zip(typed) {
        let titles = form.by_language(&format!("title-{}", before.slug), languages);
        let menu = form.has(&format!("menu-{}", before.slug));
        let after = Section { slug: before.slug.clone(), titles, position, menu };
        if after != *before {
            change_section(&call.newsroom, &after).map_err(|error| of_field(error, &format!("title-{}-{}", before.slug, languages[0])))?;
        }
    }
    Ok(())
}

fn add(call: &Call) -> Result<(), ActionError> {
    let publication = &call.site.publication;
    let titles = call.form.by_language("title", &publication.languages);
    let sections = call.newsroom.store.read(|session| session.sections())?;
    let wanted = match call.form.get("slug").trim() {
        "" => titles
            .or_any(publication.default_language(), publication.default_language())
            .map(|title| slug(title, publication.slugs))
            .unwrap_or_default(),
        wanted => wanted.to_owned(),
    };
    if titles.is_empty() {
        return Err(ActionError::Field { field: format!("title-{}", publication.default_language()), why: "a section needs a name".to_owned() });
    }
    if sections.iter().any(|section| section.slug == wanted) {
        return Err(ActionError::Field { field: "slug".to_owned(), why: "there is a section with this name in its address already".to_owned() });
    }
    let position = sections.iter().map(|section| section.position).max().unwrap_or(0) + 1;
    change_section(&call.newsroom, &Section { slug: wanted, titles, position, menu: true })
}

/// What is wrong with a title is said at the field in which it was typed.
fn of_field(error: ActionError, field: &str) -> ActionError {
    if let ActionError::Field { why, .. } = error { ActionError::Field { field: field.to_owned(), why } } else { error }
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let languages = &call.site.publication.languages;
    let (sections, used) = call.newsroom.store.read(|session| {
        let sections = session.sections()?;
        let used = sections.iter().map(|section| session.articles_in_section(&section.slug)).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, Trouble>((sections, used))
    })?;
    let typed = !wrong.is_none() && call.form.get("do") == "change";
    let row = |(at, (section, used)): (usize, (&Section, &i64))| {
        let order = format!("order-{}", section.slug);
        let titles: Vec<Value> = languages
            .iter()
            .map(|language| {
                let field = format!("title-{}-{language}", section.slug);
                let value = if typed { call.form.get(&field).to_owned() } else { section.titles.get(*language).cloned().unwrap_or_default() };
                context! { name => field, value, language => language.code(), called => language.own_name() }
            })
            .collect();
        let place = if typed { call.form.get(&order).to_owned() } else { (at + 1).to_string() };
        let menu_field = format!("menu-{}", section.slug);
        let menu = if typed { call.form.has(&menu_field) } else { section.menu };
        context! { slug => section.slug.as_str(), order, place, titles, used, menu_field, menu }
    };
    let rows: Vec<Value> = sections.iter().zip(&used).enumerate().map(row).collect();
    let adds = !wrong.is_none() && call.form.get("do") == "add";
    let new: Vec<Value> = languages
        .iter()
        .map(|language| {
            let name = format!("title-{language}");
            let value = if adds { call.form.get(&name).to_owned() } else { String::new() };
            context! { name, value, language => language.code(), called => language.own_name() }
        })
        .collect();
    let slug = if adds { call.form.get("slug") } else { "" };
    with_status(call, status, "sections.html", context! { rows, new, slug, done => call.field("done").unwrap_or_default(), wrong })
}
