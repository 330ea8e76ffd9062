use actions::{ActionError, change_publication};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{HousePage, slug};

use super::super::super::caller::Call;
use super::super::super::draw::{fault, with_status};
use crate::ask::Trouble;
use crate::pages::prose::house_path;
use crate::reply::Reply;

/// The pages that every site has, by the name in their address.
const PAGES: [&str; 2] = ["about", "privacy"];

/// What a form calls the page that is not there yet.
const NEW: &str = "new";

/// The texts of the static pages; where there is none, the program's own stands. Then the further pages of the house.
pub(crate) fn show_pages(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post_page(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    let key = if form.get("do") == "add" { NEW } else { form.get("page") };
    let done = match form.get("do") {
        "usual" => change_usual(call),
        "add" => change_publication(&call.newsroom, |publication| {
            let mut page = typed(call, NEW, form.get("new-slug").trim());
            if page.slug.is_empty() {
                let default = publication.default_language();
                page.slug = page.titles.or_any(default, default).map(|title| slug(title, publication.slugs)).unwrap_or_default();
            }
            publication.house_pages.push(page);
        }),
        "change" => change_publication(&call.newsroom, |publication| {
            publication.house_pages.iter_mut().filter(|page| page.slug == key).for_each(|page| *page = typed(call, key, key));
        }),
        "remove" => change_publication(&call.newsroom, |publication| publication.house_pages.retain(|page| page.slug != key)),
        _ => return Err(Trouble::Refused("this form is not known".to_owned())),
    };
    match done {
        Ok(()) => Ok(Reply::see("/desk/settings/pages?done=yes".to_owned())),
        Err(ActionError::Field { field, why }) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &format!("{key}-{field}"), &why)),
        Err(error) => Err(error.into()),
    }
}

fn change_usual(call: &Call) -> Result<(), ActionError> {
    change_publication(&call.newsroom, |publication| {
        for slug in PAGES {
            let texts = texts(call, slug);
            if texts.is_empty() {
                publication.pages.remove(slug);
            } else {
                publication.pages.insert(slug.to_owned(), texts);
            }
        }
    })
}

/// A page of the house as the form has it; the form's fields begin with `key`.
fn typed(call: &Call, key: &str, slug: &str) -> HousePage {
    let titles = call.form.by_language(&format!("{key}-title"), &call.site.publication.languages);
    HousePage { slug: slug.to_owned(), titles, texts: texts(call, &format!("{key}-text")), menu: call.form.has(&format!("{key}-menu")) }
}

fn texts(call: &Call, name: &str) -> model::ByLanguage<String> {
    let mut texts = call.form.by_language(name, &call.site.publication.languages);
    // Browsers send lines as the internet's mail does; paragraphs are told apart by an empty line.
    texts.0.values_mut().for_each(|text| *text = text.replace("\r\n", "\n"));
    texts
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let publication = call.newsroom.store.read(|session| session.publication())?;
    let usual = |slug: &&'static str| {
        let said = |language: &model::Language| {
            let words = theme::words(*language);
            let ours = if *slug == "about" { words.about } else { words.privacy };
            let own = publication.pages.get(*slug).and_then(|texts| texts.get(*language)).cloned().unwrap_or_default();
            let usual: Vec<String> =
                ours.paragraphs.iter().map(|text| theme::Words::fill(text, &[("publication", publication.title(*language))])).collect();
            let url = publication.path(*language, slug);
            context! { name => format!("{slug}-{language}"), language => language.code(), called => language.own_name(), value => own, usual, url }
        };
        context! { slug => *slug, texts => publication.languages.iter().map(said).collect::<Vec<_>>() }
    };
    // What was typed comes back where something is wrong with it.
    let again = |key: &str| !wrong.is_none() && (call.form.get("page") == key || key == NEW && call.form.get("do") == "add");
    let house = |key: &str, page: &HousePage| {
        let page = if again(key) { &typed(call, key, &page.slug) } else { page };
        let editions = publication.languages.iter().map(|language| {
            let url = page.texts.get(*language).map(|_| publication.path(*language, &house_path(&page.slug)));
            let (title, text) = (page.titles.get(*language), page.texts.get(*language));
            context! { language => language.code(), called => language.own_name(), title, text, url }
        });
        let called = page.titles.or_any(call.words(), publication.default_language());
        context! { key, slug => &page.slug, called, menu => page.menu, editions => editions.collect::<Vec<_>>() }
    };
    let pages: Vec<Value> = PAGES.iter().map(usual).collect();
    let own: Vec<Value> = publication.house_pages.iter().map(|page| house(&page.slug, page)).collect();
    let new = house(NEW, &HousePage { slug: call.form.get("new-slug").to_owned(), ..HousePage::default() });
    with_status(call, status, "pages.html", context! { pages, own, new, done => call.field("done").unwrap_or_default(), wrong })
}
