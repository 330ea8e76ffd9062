//! Why each story stands where it stands on a front page, and which were passed over.

use std::collections::HashMap;
use std::sync::Arc;

use audience::Passed;
use minijinja::{Value, context};
use model::ArticleId;

use super::super::super::caller::Call;
use super::super::super::reasons::{Names, because, title, why};
use super::super::super::words::filled;
use super::stories::views;
use crate::ask::{Ask, Trouble};
use crate::cards::Entry;
use crate::lineup::Choice;
use crate::pages::front::around;

/// What opens the page, and its lists, place by place.
pub(super) fn view(call: &Call, ask: &Ask, opening: &[Arc<Entry>]) -> Result<(Vec<Value>, Vec<Value>), Trouble> {
    let language = call.words();
    let front = ask.site.front(ask.language);
    let placed = opening.iter().enumerate().map(|(at, entry)| {
        let story = entry.card.story;
        let chosen = if at == 0 { front.lead == Some(story) } else { front.seconds.contains(&story) };
        let key = match (chosen, at) {
            (true, _) => "opens-chosen",
            (false, 0) if entry.has_picture() => "opens-newest-picture",
            (false, _) => "opens-newest",
        };
        let place = if at == 0 { filled("place-lead", language, &[]) } else { filled("place-second", language, &[("n", &at.to_string())]) };
        let (id, views) = (entry.card.id.to_string(), views(call, entry.card.id));
        context! { place, id, headline => entry.card.headline.as_str(), reason => filled(key, language, &[]), views }
    });
    let placed = placed.collect();
    let around = around(opening);
    let choice = Choice::of_now(ask, &around)?;
    let plan = choice.plan(ask, &around);
    let passed = |passed: &[Passed]| passed.iter().map(|passed| passed.article).collect::<Vec<_>>();
    let mut ids: Vec<ArticleId> = Vec::new();
    for list in &plan.lists {
        ids.extend(list.slots.iter().flat_map(|slot| passed(&slot.passed_over).into_iter().chain([slot.ranked.article])));
        ids.extend(passed(&list.passed_last));
    }
    ids.extend(plan.absent.iter().flat_map(|absent| passed(&absent.passed_over)));
    ids.sort_unstable();
    ids.dedup();
    let headlines: HashMap<ArticleId, String> = ask.entries(&ids)?.iter().map(|entry| (entry.card.id, entry.card.headline.clone())).collect();
    let headline = |id: &ArticleId| headlines.get(id).cloned().unwrap_or_default();
    let told = |over: &[Passed]| -> Vec<Value> {
        over.iter().map(|passed| context! { id => passed.article.to_string(), headline => headline(&passed.article), because => because(call, passed.because) }).collect()
    };
    let nobody = Names::default();
    let mut lists: Vec<Value> = Vec::new();
    for list in &plan.lists {
        let slots: Vec<Value> = list
            .slots
            .iter()
            .map(|slot| {
                let article = slot.ranked.article;
                let (reason, views) = (why(call, &slot.ranked.why, &nobody), views(call, article));
                context! { rank => slot.rank, id => article.to_string(), headline => headline(&article), reason, views, passed => told(&slot.passed_over) }
            })
            .collect();
        lists.push(context! { kind => list.kind.name(), title => title(call, list.kind), slots, passed => told(&list.passed_last) });
    }
    for absent in &plan.absent {
        lists.push(context! { kind => absent.kind.name(), title => title(call, absent.kind), slots => Vec::<Value>::new(), passed => told(&absent.passed_over) });
    }
    Ok((placed, lists))
}
