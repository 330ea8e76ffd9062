use actions::{note_revision, restore_revision};
use minijinja::{Value, context};
use similar::{ChangeTag, TextDiff};
use store::{ArticleDraft, Session};

use super::super::caller::Call;
use super::super::draw::{hour, page};
use super::super::words;
use crate::ask::Trouble;
use crate::reply::Reply;

/// The most revisions that are listed.
const MOST: usize = 300;

/// An article's revisions, and what differs between two of them.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    let own = call.newsroom.store.read(|session| {
        let (article, matter) = call.readable(session)?;
        let rows = session.revisions(article.id, MOST)?;
        let newest = rows.first().map_or(article.revision, |row| row.number);
        let wanted = |name: &str| call.field(name).and_then(|number| number.parse::<i64>().ok());
        let to = wanted("to").unwrap_or(newest);
        // What an editor asks before making changes public is what readers would see differently.
        let public = (article.status == model::Status::Published && article.revision < to).then_some(article.revision);
        let before = || rows.iter().find(|row| row.number < to).map(|row| row.number);
        let from = wanted("from").or(public.filter(|_| wanted("to").is_none())).or_else(before).unwrap_or(to);
        let (before, after) = (session.revision(article.id, from)?, session.revision(article.id, to)?);
        let differences = match (before, after) {
            (Some(before), Some(after)) => differences(&lines(call, session, &before)?, &lines(call, session, &after)?),
            _ => return Err(Trouble::NotFound),
        };
        let mut revisions = Vec::with_capacity(rows.len());
        for row in rows {
            let by = row.account.map(|id| session.account(id)).transpose()?.flatten().map(|account| account.called);
            let public = row.number == article.revision && article.status == model::Status::Published;
            revisions.push(context! { number => row.number, at => hour(call, row.at), by, note => row.note, public });
        }
        let mut asides = Vec::new();
        for (at, account, draft) in session.asides(article.id)? {
            let by = account.map(|id| session.account(id)).transpose()?.flatten().map(|account| account.called);
            asides.push(context! { at => hour(call, at), by, lines => lines(call, session, &draft)? });
        }
        let restores = call.may(actions::Deed::Save, Some(matter));
        let differs = differences.iter().any(|(tag, _)| *tag != "same");
        let differences = folded(differences);
        Ok::<_, Trouble>(context! { differs, id => article.id.to_string(), headline => article.headline, language => article.language.code(), revisions, asides, from, to, newest, differences, restores })
    })?;
    page(call, "history.html", own)
}

pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let id = call.param("id").parse().map_err(|_| Trouble::NotFound)?;
    if call.form.has("note") {
        let number = call.form.get("of").parse().map_err(|_| Trouble::NotFound)?;
        note_revision(&call.newsroom, id, number, call.form.get("note"))?;
        return Ok(Reply::see(format!("/desk/articles/{id}/history?to={number}")));
    }
    let number = call.form.get("revision").parse().map_err(|_| Trouble::NotFound)?;
    restore_revision(&call.newsroom, id, number)?;
    Ok(Reply::see(format!("/desk/articles/{id}")))
}

/// A revision as text: a line for each thing that somebody wrote.
fn lines(call: &Call, session: &mut Session<'_>, draft: &ArticleDraft) -> Result<Vec<String>, Trouble> {
    let mut lines = vec![draft.headline.clone()];
    lines.extend(draft.deck.iter().cloned());
    let people: Vec<_> = draft.credits.iter().map(|credit| credit.person).collect();
    let people = session.people(&people)?;
    let default = call.site.publication.default_language();
    for credit in &draft.credits {
        let name = people.iter().find(|person| person.id == credit.person).and_then(|person| person.names.or_any(call.words(), default));
        lines.push(format!("{} ({})", name.map_or("", String::as_str), credit.role.word()));
    }
    lines.extend(draft.body.0.iter().flat_map(|block| {
        let told = block.lines();
        if told.is_empty() { vec![format!("[{}]", kind(block))] } else { told }
    }));
    let section = call.site.section_title(call.words(), &draft.section);
    let facts = [
        ("section", Some(section)),
        ("topics", Some(draft.topics.join(", "))),
        ("contact", draft.contact.clone()),
        ("original-url", draft.original_url.clone()),
    ];
    let called = |key: &str| words::word(key, call.words()).unwrap_or_default();
    let facts = facts.into_iter().filter_map(|(key, fact)| Some((key, fact.filter(|fact| !fact.is_empty())?)));
    lines.extend(facts.map(|(key, fact)| format!("{}: {fact}", called(key))));
    Ok(lines)
}

/// What kind of block it is, for one that has no words.
fn kind(block: &model::Block) -> String {
    let kind = serde_json::to_value(block).ok().and_then(|value| value["kind"].as_str().map(str::to_owned)).unwrap_or_default();
    match &block.kind {
        model::Kind::Picture { picture } => format!("{kind} {picture}"),
        model::Kind::Embed { url, .. } => format!("{kind} {url}"),
        model::Kind::Quote { paragraphs, .. } => format!("{kind} {}", paragraphs.iter().map(model::Text::to_plain).collect::<Vec<_>>().join(" ")),
        _ => kind,
    }
}

/// Line by line, and within lines that were changed word by word.
fn differences(before: &[String], after: &[String]) -> Vec<(&'static str, Value)> {
    let (before, after) = (before.join("\n") + "\n", after.join("\n") + "\n");
    let diff = TextDiff::configure().timeout(std::time::Duration::from_millis(500)).diff_lines(&before, &after);
    let mut told = Vec::new();
    for operation in diff.ops() {
        for change in diff.iter_inline_changes(operation) {
            let tag = match change.tag() {
                ChangeTag::Equal => "same",
                ChangeTag::Delete => "gone",
                ChangeTag::Insert => "new",
            };
            let parts: Vec<Value> =
                change.iter_strings_lossy().map(|(strong, text)| context! { strong, text => text.trim_end_matches('\n') }).collect();
            told.push((tag, context! { tag, parts }));
        }
    }
    told
}

/// Lines that differ, and between them runs of those that do not; long runs are folded, all but what stands next to a difference.
fn folded(lines: Vec<(&'static str, Value)>) -> Vec<Value> {
    const SHORT: usize = 3;
    let mut runs = Vec::new();
    for run in lines.chunk_by(|(one, _), (other, _)| (*one == "same") == (*other == "same")) {
        let lines: Vec<Value> = run.iter().map(|(_, line)| line.clone()).collect();
        if run[0].0 != "same" || lines.len() <= SHORT {
            runs.push(context! { folds => false, lines });
            continue;
        }
        let (first, rest) = lines.split_at(1);
        let (inner, last) = rest.split_at(rest.len() - 1);
        runs.push(context! { folds => false, lines => first });
        runs.push(context! { folds => true, lines => inner });
        runs.push(context! { folds => false, lines => last });
    }
    runs
}
