use std::collections::HashMap;

use minijinja::context;
use model::{ArticleId, Time};
use serde_json::Value;
use store::Logged;
use theme::moment;

use super::super::caller::Call;
use super::super::draw::{hour, page};
use super::super::words;
use crate::ask::Trouble;
use crate::reply::Reply;
use crate::site::encoded;

/// How many rows are shown at once.
const LINES: usize = 100;

/// What was done, by whom and when, newest first. The chain is walked only when that is asked for: a long log takes a while.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    let about = call.field("about").map(|text| model::squeeze(&text)).filter(|text| !text.is_empty());
    let before = call.field("before").and_then(|number| number.parse().ok()).unwrap_or(i64::MAX);
    let check = call.field("check").is_some();
    let (mut rows, accounts, headlines, checked) = call.newsroom.store.read(|session| {
        let rows = session.deeds_before(before, about.as_deref(), LINES + 1)?;
        let articles: Vec<ArticleId> = rows.iter().filter_map(|row| row.about.strip_prefix("article:")?.parse().ok()).collect();
        let checked = check.then(|| session.check_deeds()).transpose()?;
        Ok::<_, Trouble>((rows, session.accounts()?, session.headlines(&articles)?, checked))
    })?;
    let more = rows.len() > LINES;
    rows.truncate(LINES);
    let called = accounts.iter().map(|account| (format!("account:{}", account.id), account.called.clone()));
    let headlines = headlines.into_iter().filter(|(_, headline)| !headline.is_empty());
    let names: HashMap<String, String> = called.chain(headlines.map(|(id, headline)| (format!("article:{id}"), headline))).collect();
    let next = rows.last().filter(|_| more).map(|row| {
        let about = about.as_ref().map(|about| format!("&about={}", encoded(about))).unwrap_or_default();
        format!("/desk/log?before={}{about}", row.number)
    });
    let checked = checked.map(|(whole, broken)| context! { whole, broken });
    let own =
        context! { rows => rows.iter().map(|row| line(call, row, &names)).collect::<Vec<_>>(), about => about.unwrap_or_default(), next, checked };
    page(call, "log.html", own)
}

fn line(call: &Call, row: &Logged, names: &HashMap<String, String>) -> minijinja::Value {
    let language = call.words();
    let known = |key: String| words::word(&key, language).map(str::to_owned);
    let who = names.get(&row.who).cloned().or_else(|| known(format!("who-{}", row.who))).unwrap_or_else(|| row.who.clone());
    let deed = known(format!("deed-{}", row.deed)).unwrap_or_else(|| row.deed.clone());
    let (kind, id) = row.about.split_once(':').unwrap_or((row.about.as_str(), ""));
    let thing = known(format!("about-{kind}")).unwrap_or_else(|| kind.to_owned());
    let name = names.get(&row.about).cloned().unwrap_or_else(|| id.to_owned());
    context! {
        number => row.number,
        at => hour(call, row.at),
        who,
        deed,
        about => row.about.as_str(),
        about_url => format!("/desk/log?about={}", encoded(&row.about)),
        thing,
        name,
        article => (kind == "article").then(|| id.to_owned()),
        detail => detail(call, &row.detail),
    }
}

/// What a row says beside all that, without hashes, which tell people nothing.
fn detail(call: &Call, text: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str(text) else { return String::new() };
    let language = call.words();
    let known = |key: String| words::word(&key, language).map(str::to_owned);
    let told = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) => None,
        Value::String(text) => {
            let moment = Time::parse(text).map(|at| moment(at, call.app.now(), &call.site.publication.zone, language).full);
            let word = || ["", "duty-", "comments-", "note-"].into_iter().find_map(|kind| known(format!("{kind}{text}")));
            Some(moment.or_else(word).unwrap_or_else(|| text.clone()))
        }
        Value::Array(items) if items.iter().all(|item| item.as_str().is_some_and(|word| known(format!("duty-{word}")).is_some())) => {
            let names = items.iter().filter_map(|item| known(format!("duty-{}", item.as_str()?)));
            Some(names.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
        }
        Value::Array(items) => (!items.is_empty()).then(|| items.len().to_string()),
        other => Some(other.to_string()),
    };
    let parts = fields.iter().filter_map(|(name, value)| {
        let name = known(format!("log-{name}")).unwrap_or_else(|| name.clone());
        Some(format!("{name} {}", told(value)?))
    });
    parts.collect::<Vec<_>>().join(" · ")
}
