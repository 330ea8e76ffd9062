use std::collections::HashMap;

use minijinja::{Value, context};
use store::Logged;

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
    let (mut rows, accounts, checked) = call.newsroom.store.read(|session| {
        let rows = session.deeds_before(before, about.as_deref(), LINES + 1)?;
        Ok::<_, Trouble>((rows, session.accounts()?, check.then(|| session.check_deeds()).transpose()?))
    })?;
    let more = rows.len() > LINES;
    rows.truncate(LINES);
    let names: HashMap<String, String> = accounts.iter().map(|account| (format!("account:{}", account.id), account.called.clone())).collect();
    let next = rows.last().filter(|_| more).map(|row| {
        let about = about.as_ref().map(|about| format!("&about={}", encoded(about))).unwrap_or_default();
        format!("/desk/log?before={}{about}", row.number)
    });
    let checked = checked.map(|(whole, broken)| context! { whole, broken });
    let own =
        context! { rows => rows.iter().map(|row| line(call, row, &names)).collect::<Vec<_>>(), about => about.unwrap_or_default(), next, checked };
    page(call, "log.html", own)
}

fn line(call: &Call, row: &Logged, names: &HashMap<String, String>) -> Value {
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
        detail => detail(&row.detail),
    }
}

/// What a row says beside all that, without hashes, which tell people nothing.
fn detail(text: &str) -> String {
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(text) else { return String::new() };
    fields.retain(|name, value| name != "hash" && !value.is_null());
    let told = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    fields.iter().map(|(name, value)| format!("{name} {}", told(value))).collect::<Vec<_>>().join(" · ")
}
