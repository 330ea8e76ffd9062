//! How the desk's pages are drawn.

use std::sync::LazyLock;

use actions::Deed;
use axum::http::StatusCode;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value, context};
use model::{Language, Time};

use super::caller::Call;
use super::{assets, words};
use crate::ask::Trouble;
use crate::reply::Reply;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("templates/", $name)))),*]
    };
}

/// Every template, by its file's name.
pub(crate) const TEMPLATES: &[(&str, &str)] = templates![
    "accounts.html",
    "article.html",
    "base.html",
    "board.html",
    "comments.html",
    "door.html",
    "due.html",
    "duties.html",
    "fields.html",
    "front.html",
    "history.html",
    "log.html",
    "new.html",
    "pages.html",
    "parts.html",
    "people.html",
    "person.html",
    "related.html",
    "sections.html",
    "settings-ways.html",
    "settings.html",
    "sign-in.html",
    "topics.html",
    "trouble.html",
    "welcome.html",
    "you.html",
];

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    for (name, text) in TEMPLATES {
        if let Err(error) = environment.add_template(name, text) {
            tracing::error!(%error, name, "a template of the desk cannot be read");
        }
    }
    environment.set_formatter(|out, state, value| match value.as_str() {
        // Slashes need no escape in HTML, and addresses without them can be read.
        Some(text) if !value.is_safe() && text.contains('/') => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#x27;");
            Ok(write!(out, "{escaped}")?)
        }
        _ => minijinja::escape_formatter(out, state, value),
    });
    environment.add_function("t", translate);
    environment.add_function("asset", |name: &str| assets::address(name));
    environment
});

/// `t("key")` in the language of the desk; `t("key", n=3)` fills `{n}` in.
fn translate(state: &State<'_, '_>, key: &str, filled: Kwargs) -> Result<Value, Error> {
    let language = state.lookup("words").map(|code| code.to_string()).unwrap_or_default();
    let language = if language == "ko" { Language::KOREAN } else { Language::ENGLISH };
    let mut text =
        words::word(key, language).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("the desk has no word “{key}”")))?.to_owned();
    for name in filled.args().map(str::to_owned).collect::<Vec<_>>() {
        let value: Value = filled.get(&name)?;
        text = text.replace(&format!("{{{name}}}"), &value.to_string());
    }
    Ok(Value::from(text))
}

/// A page of the desk. Every template knows who is signed in, what they may do, and the language of the desk.
pub(crate) fn page(call: &Call, template: &str, own: Value) -> Result<Reply, Trouble> {
    with_status(call, StatusCode::OK, template, own)
}

/// The same with another status: what was typed stands in it again, with what is wrong.
pub(crate) fn with_status(call: &Call, status: StatusCode, template: &str, own: Value) -> Result<Reply, Trouble> {
    let words = call.words();
    let account = call
        .who
        .as_ref()
        .map(|(account, _)| context! { id => account.id.to_string(), name => account.name.as_str(), called => account.called.as_str() });
    let may = context! {
        begin => call.could(Deed::Begin),
        schedule => call.could(Deed::Schedule),
        arrange => call.could(Deed::Arrange),
        moderate => call.could(Deed::Moderate),
        manage => call.could(Deed::Manage),
        configure => call.could(Deed::Configure),
        inspect => call.could(Deed::Inspect),
    };
    let publication = &call.site.publication;
    let house = context! {
        words => words.code(),
        zone => publication.zone.name(),
        paper => publication.title(words),
        home => publication.root(publication.default_language()),
        languages => publication.languages.iter().map(|language| context! { code => language.code(), name => language.own_name() }).collect::<Vec<_>>(),
        here => call.path.as_str(),
        account,
        may,
        token => call.token.as_str(),
        form => call.form.value(),
    };
    let drawn = ENVIRONMENT.get_template(template).and_then(|template| template.render(context! { ..own, ..house }));
    let html = drawn.map_err(|error| Trouble::Broken(error.to_string()))?;
    Ok(Reply::desk(status, html))
}

/// A page that says what went wrong.
pub(crate) fn trouble(call: &Call, status: StatusCode, why: &str) -> Reply {
    let back = call
        .headers
        .get(axum::http::header::REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|from| from.split_once("/desk"))
        .map(|(_, rest)| format!("/desk{rest}"));
    let own = context! { why, back => back.unwrap_or_else(|| "/desk".to_owned()) };
    with_status(call, status, "trouble.html", own).unwrap_or_else(|_| Reply::empty(status))
}

/// A fault of a form, for the field that it belongs to.
pub(crate) fn fault(call: &Call, field: &str, why: &str) -> Value {
    context! { field, why => words::said(why, call.words()) }
}

/// An hour as people at the desk read it, in the publication's zone, and as a field for hours takes it.
pub(crate) fn hour(call: &Call, time: Time) -> Value {
    let zone = &call.site.publication.zone;
    let moment = theme::moment(time, call.app.now(), zone, call.words());
    // Seconds stand in the field where there are any: else the browser would ask for them.
    let local = time.rfc3339_in(zone);
    let field = local.chars().take(if time.millis() % Time::MINUTE == 0 { 16 } else { 19 }).collect::<String>();
    context! { iso => moment.iso, full => moment.full, short => moment.short, field }
}
