use actions::change_publication;
use axum::http::StatusCode;
use minijinja::{Value, context};

use super::super::super::caller::Call;
use super::super::super::draw::with_status;
use crate::ask::Trouble;
use crate::reply::Reply;

/// The static pages, by the name in their address.
const PAGES: [&str; 2] = ["about", "privacy"];

/// The texts of the static pages; where there is none, the program's own stands.
pub(crate) fn show_pages(call: &Call) -> Result<Reply, Trouble> {
    let publication = call.newsroom.store.read(|session| session.publication())?;
    let page = |slug: &&'static str| {
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
    let pages: Vec<Value> = PAGES.iter().map(page).collect();
    with_status(call, StatusCode::OK, "pages.html", context! { pages, done => call.field("done").unwrap_or_default() })
}

pub(crate) fn post_page(call: &Call) -> Result<Reply, Trouble> {
    change_publication(&call.newsroom, |publication| {
        for slug in PAGES {
            let mut texts = call.form.by_language(slug, &publication.languages);
            // Browsers send lines as the internet's mail does; paragraphs are told apart by an empty line.
            texts.0.values_mut().for_each(|text| *text = text.replace("\r\n", "\n"));
            if texts.is_empty() {
                publication.pages.remove(slug);
            } else {
                publication.pages.insert(slug.to_owned(), texts);
            }
        }
    })?;
    Ok(Reply::see("/desk/settings/pages?done=yes".to_owned()))
}
