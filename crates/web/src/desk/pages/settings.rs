mod people;
mod prose;
mod sections;
mod topics;

use actions::{ActionError, change_publication};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{ByLanguage, Imprint, Language, ListLengths, Publication, SlugStyle};

pub(crate) use self::people::{post_person, show_people};
pub(crate) use self::prose::{post_page, show_pages};
pub(crate) use self::sections::{post_section, show_sections};
pub(crate) use self::topics::{post_topic, show_topics};
use super::super::caller::Call;
use super::super::draw::{fault, with_status};
use crate::ask::Trouble;
use crate::reply::Reply;

/// The longest that a list may be.
const LONGEST_LIST: usize = 40;

/// What the publication is called, where it stands, who answers for it, and how long its lists are.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    let publication = call.newsroom.store.read(|session| session.publication())?;
    let said = |name: &str| form.by_language(name, &publication.languages);
    let word = |name: &str| Some(form.get(name).trim().to_owned()).filter(|text| !text.is_empty());
    let imprint = Imprint {
        publisher: said("publisher"),
        publishing: said("publishing"),
        editing: said("editing"),
        registration: word("registration"),
        registered: word("registered"),
        youth_protection: said("youth"),
        place: said("place"),
        contact: word("contact"),
    };
    let done = lengths(call).and_then(|lists| {
        change_publication(&call.newsroom, |after| {
            after.titles = said("title");
            after.mottos = said("motto");
            after.address = form.get("address").trim().to_owned();
            after.slugs = if form.get("slugs") == "roman" { SlugStyle::Roman } else { SlugStyle::Unicode };
            (after.imprint, after.lists) = (imprint, lists);
        })
    });
    match done {
        Ok(()) => Ok(Reply::see("/desk/settings?done=yes".to_owned())),
        Err(ActionError::Field { field, why }) => {
            let field = if field == "title" { format!("title-{}", publication.default_language()) } else { field };
            draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why))
        }
        Err(error) => Err(error.into()),
    }
}

fn lengths(call: &Call) -> Result<ListLengths, ActionError> {
    let length = |name: &str| {
        let typed = call.form.get(name).trim().parse().ok().filter(|length| *length <= LONGEST_LIST);
        typed.ok_or_else(|| ActionError::Field { field: name.to_owned(), why: format!("a list has from 0 to {LONGEST_LIST} stories") })
    };
    Ok(ListLengths {
        must_reads: length("must_reads")?,
        related: length("related")?,
        popular_now: length("popular_now")?,
        weekly_best: length("weekly_best")?,
        latest: length("latest")?,
    })
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let publication = call.newsroom.store.read(|session| session.publication())?;
    let Publication { imprint, lists, .. } = &publication;
    let text = |name: &'static str, value: &str| row(call, name, if wrong.is_none() { value } else { call.form.get(name) });
    let own = |text_of: &Option<String>| text_of.clone().unwrap_or_default();
    let number = |name: &'static str, value: usize| text(name, &value.to_string());
    let own = context! {
        titles => fields(call, &wrong, "title", &publication, &publication.titles),
        mottos => fields(call, &wrong, "motto", &publication, &publication.mottos),
        address => text("address", &publication.address),
        roman => if wrong.is_none() { publication.slugs == SlugStyle::Roman } else { call.form.get("slugs") == "roman" },
        imprint => [
            ("publisher", &imprint.publisher),
            ("place", &imprint.place),
            ("publishing", &imprint.publishing),
            ("editing", &imprint.editing),
            ("youth", &imprint.youth_protection),
        ]
        .into_iter()
        .flat_map(|(name, said)| fields(call, &wrong, name, &publication, said))
        .collect::<Vec<_>>(),
        marks => [text("registration", &own(&imprint.registration)), text("registered", &own(&imprint.registered)), text("contact", &own(&imprint.contact))],
        lists => [
            number("must_reads", lists.must_reads),
            number("related", lists.related),
            number("popular_now", lists.popular_now),
            number("weekly_best", lists.weekly_best),
            number("latest", lists.latest),
        ],
        zone => publication.zone.name(),
        longest => LONGEST_LIST,
        done => call.field("done").unwrap_or_default(),
        wrong => wrong.clone(),
    };
    with_status(call, status, "settings.html", own)
}

fn row(call: &Call, name: &str, value: &str) -> Value {
    context! { name, label => super::super::words::filled(&format!("set-{name}"), call.words(), &[]), value }
}

/// A field for each language of the publication; what was typed stands in it where something was wrong.
fn fields(call: &Call, wrong: &Value, name: &str, publication: &Publication, said: &ByLanguage<String>) -> Vec<Value> {
    let label = super::super::words::filled(&format!("set-{name}"), call.words(), &[]);
    let field = |language: &Language| {
        let field = format!("{name}-{language}");
        let value = if wrong.is_none() { said.get(*language).cloned().unwrap_or_default() } else { call.form.get(&field).to_owned() };
        context! { name => field, label => format!("{label} · {}", language.own_name()), value, language => language.code() }
    };
    publication.languages.iter().map(field).collect()
}
