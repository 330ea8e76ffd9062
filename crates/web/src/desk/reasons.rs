//! Why a story stands where it stands, in the language of the desk.

use std::collections::HashMap;

use audience::{Because, FilledBy, Why};
use model::{ListKind, PersonId, Time};
use theme::{moment, number};

use super::caller::Call;
use super::words::filled;

/// What people and topics are called.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub people: HashMap<PersonId, String>,
    pub topics: HashMap<String, String>,
}

/// Why an article stands in a list.
pub(crate) fn why(call: &Call, why: &Why, called: &Names) -> String {
    let language = call.words();
    let tell = |key: &str, values: &[(&str, &str)]| filled(key, language, values);
    let count = |n: u64| number(n, language);
    match why {
        Why::Newest { published_at } => tell("why-newest", &[("hour", &full(call, *published_at))]),
        Why::ReadInWeek { views } => tell("why-week", &[("n", &count(*views))]),
        Why::ReadNow { weight } => tell("why-now", &[("n", &format!("{weight:.1}"))]),
        Why::Chosen { place, ends: None } => tell("why-chosen", &[("n", &place.to_string())]),
        Why::Chosen { place, ends: Some(ends) } => tell("why-chosen-until", &[("n", &place.to_string()), ("hour", &full(call, *ends))]),
        Why::FillsUp(FilledBy::Depth { seconds }) => tell("why-fills-depth", &[("n", &count(seconds.div_ceil(60)))]),
        Why::FillsUp(FilledBy::Views { views }) => tell("why-fills-views", &[("n", &count(*views))]),
        Why::Pinned { place } => tell("why-pinned", &[("n", &place.to_string())]),
        Why::Alike(shared) => {
            let names: Vec<String> = shared.people.iter().filter_map(|person| called.people.get(person).cloned()).collect();
            let topics: Vec<String> = shared.topics.iter().map(|topic| called.topics.get(topic).unwrap_or(topic).clone()).collect();
            let parts = [("why-topics", &topics), ("why-people", &names), ("why-words", &shared.words)];
            let told = parts.iter().filter(|(_, what)| !what.is_empty()).map(|(key, what)| tell(key, &[("what", &what.join(", "))]));
            let readers = (shared.readers > 0).then(|| tell("why-readers", &[("n", &count(shared.readers))]));
            told.chain(readers).collect::<Vec<_>>().join("; ")
        }
        Why::SameSection => tell("why-section", &[]),
    }
}

/// Why a story was passed over.
pub(crate) fn because(call: &Call, because: Because) -> String {
    let language = call.words();
    match because {
        Because::OwnStory => filled("passed-own", language, &[]),
        Because::Listing { rank } => filled("passed-opening", language, &[("n", &rank.to_string())]),
        Because::List { list, rank } => filled("passed-list", language, &[("list", title(call, list)), ("n", &rank.to_string())]),
    }
}

/// What a list is called.
pub(crate) fn title(call: &Call, kind: ListKind) -> &'static str {
    theme::words(call.words()).list(kind)
}

fn full(call: &Call, time: Time) -> String {
    moment(time, call.app.now(), &call.site.publication.zone, call.words()).full
}
