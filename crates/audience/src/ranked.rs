use std::fmt;

use model::{ArticleId, StoryId, Time};
use serde::Serialize;

use crate::related::Shared;

/// A place in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The article.
    pub article: ArticleId,
    /// The story that it tells.
    pub story: StoryId,
    /// What the list is ordered by; the editors' choice stands before any score. The unit is the
    /// list's own: seconds since 1970 (latest), views (weekly best), views of this minute (popular
    /// now), likeness (related), seconds read in depth (must-reads; views where none are reported).
    pub score: f64,
    /// Why it stands there.
    pub why: Why,
}

/// Why an article stands in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "because", rename_all = "kebab-case")]
pub enum Why {
    /// By the hour of its publication.
    Newest {
        /// That hour.
        published_at: Time,
    },
    /// Read so often in the running hour and the 167 before.
    ReadInWeek {
        /// Views.
        views: u64,
    },
    /// Being read: its views of the last two days, each halved every half-life.
    ReadNow {
        /// Views of this minute that would weigh the same.
        weight: f64,
    },
    /// The editors put it there.
    Chosen {
        /// Its place in their order as far as that is shown, from 1.
        place: usize,
        /// Until when, if they said so.
        ends: Option<Time>,
    },
    /// It fills up the editors' order, by what it was read in the week.
    FillsUp(FilledBy),
    /// The editors put it at the head of what is related to the page's own article.
    Pinned {
        /// Its place in their order, from 1.
        place: usize,
    },
    /// It is like the page's own article.
    Alike(Shared),
    /// It shares nothing but the section, and is new.
    SameSection,
}

/// What an article that fills up the editors' order was chosen by: those of which depth is reported
/// stand before those of which there are views alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FilledBy {
    /// Read in depth.
    Depth {
        /// For so long in all.
        seconds: u64,
    },
    /// Read so often.
    Views {
        /// Views.
        views: u64,
    },
}

impl FilledBy {
    /// The same as a list's score.
    pub(crate) fn score(self) -> f64 {
        match self {
            FilledBy::Depth { seconds } => seconds as f64,
            FilledBy::Views { views } => views as f64,
        }
    }
}

impl fmt::Display for FilledBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilledBy::Depth { seconds } => write!(f, "read for {seconds} seconds in seven days"),
            FilledBy::Views { views } => write!(f, "read {views} times in seven days"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Newest { published_at } => write!(f, "published at {}", published_at.rfc3339()),
            Why::ReadInWeek { views } => write!(f, "read {views} times in seven days"),
            Why::ReadNow { weight } => write!(f, "being read: as much as {weight:.2} views this minute"),
            Why::Chosen { place, ends: None } => write!(f, "chosen by the editors, place {place}"),
            Why::Chosen { place, ends: Some(ends) } => write!(f, "chosen by the editors, place {place}, until {}", ends.rfc3339()),
            Why::FillsUp(by) => write!(f, "fills up the editors' choice: {by}"),
            Why::Pinned { place } => write!(f, "pinned by the editors, place {place}"),
            Why::Alike(shared) => shared.fmt(f),
            Why::SameSection => f.write_str("new in the same section"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_what_it_was_filled_by() {
        let json = |by| serde_json::to_value(Why::FillsUp(by)).unwrap();
        assert_eq!(json(FilledBy::Depth { seconds: 90 }), serde_json::json!({ "because": "fills-up", "seconds": 90 }));
        assert_eq!(json(FilledBy::Views { views: 7 }), serde_json::json!({ "because": "fills-up", "views": 7 }));
        let said = Why::FillsUp(FilledBy::Depth { seconds: 90 }).to_string();
        assert_eq!(said, "fills up the editors' choice: read for 90 seconds in seven days");
    }
}
