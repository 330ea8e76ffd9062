//! The stories, as they stand in the files beside this program's source, and how they are read.
//!
//! A file begins with facts between two lines of `+++` (TOML). Then come its parts, each under a line:
//! `=== en` and `=== ko` are the story as it is told in a language (`headline:`, `deck:`, `caption:` and
//! `alt:` first, after a blank line the body); `=== correction en 5` is what was put right five hours
//! after publication; `=== comments en` has a comment a line, its writer's name before a bar.

use std::collections::HashSet;

use model::{Body, Language};
use serde::Deserialize;

use crate::markup::{self, Fault, Line};

/// A story with all that the demonstration paper knows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The file that it stands in, without its ending.
    pub name: String,
    /// The section's slug.
    pub section: String,
    /// The topics' slugs.
    pub topics: Vec<String>,
    /// Who found it out and wrote it.
    pub reporter: String,
    /// Who edited it.
    pub editor: Option<String>,
    /// Who put it into its other language.
    pub translator: Option<String>,
    /// The language in which it was written first.
    pub original: Language,
    /// How many hours ago it was published.
    pub age_hours: u32,
    /// How much readers care, from 0 to 1.
    pub interest: f64,
    /// Its place among the editors' must-reads.
    pub must_read: Option<u32>,
    /// The drawing at its head.
    pub scene: Option<String>,
    /// The story in its languages, the original first.
    pub tellings: Vec<Telling>,
}

/// A story as it is told in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The language.
    pub language: Language,
    /// The headline.
    pub headline: String,
    /// The lines under it.
    pub deck: Vec<String>,
    /// What stands under the drawing.
    pub caption: Option<String>,
    /// The drawing for those who do not see it.
    pub alt: Option<String>,
    /// What it says.
    pub body: Body,
    /// What was put right afterwards.
    pub corrections: Vec<Repair>,
    /// What readers wrote under it.
    pub comments: Vec<Remark>,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// How many hours after publication.
    pub hours: u32,
    /// What was wrong and what is right.
    pub text: String,
}

/// A reader's comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What the reader calls themself.
    pub name: String,
    /// What they say.
    pub text: String,
}

/// A story's file that cannot be read as a story.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}.md, line {line}: {what}")]
pub struct Malformed {
    /// The file, without its ending.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../stories/", $name, ".md")))),*] };
}

/// Every file, by name.
const FILES: &[(&str, &str)] = files! {
    "business-crane-operators-remote-control"
    "business-fish-auction-keeps-hand-signals"
    "business-last-old-harbour-bank-branch"
    "business-laver-packets-recalled"
    "business-mirinae-solar-dividend"
    "business-neulbom-empty-shops"
    "business-shipyard-wins-ferry-order"
    "business-what-a-litre-of-diesel-pays-for"
    "city-dalmuri-empty-homes-count"
    "city-ferry-pier-reopens"
    "city-idle-trams-wheel-lathe"
    "city-saebyeok-market-roof-leaks"
    "city-sea-wall-walk-closed"
    "city-seven-wells-stair-lamps"
    "city-waste-collection-calendar-guide"
    "city-water-bills-sent-twice"
    "culture-blind-broth"
    "culture-bookshop-cat-lease"
    "culture-climbing-kiln"
    "culture-foghorn-concert"
    "culture-last-projectionist"
    "culture-overdue-book"
    "culture-prompter-takes-stage"
    "culture-ribbon-drummers"
    "politics-bridge-night-toll"
    "politics-budget-passes-by-one-vote"
    "politics-council-minutes-five-days"
    "politics-green-hills-hold-balance"
    "politics-harbour-chair-fishing-trip"
    "politics-neulbom-by-election-recount"
    "politics-night-clinic-petition"
    "sports-archer-borrowed-bow"
    "sports-cranes-drum-fine"
    "sports-cranes-noeul-late-winner"
    "sports-league-table-run-in"
    "sports-marathon-letter-carrier"
    "sports-swimmer-record-pool"
    "sports-tides-fourteen-innings"
    "world-iddel-farmers-refuse-flood-money"
    "world-karsen-valley-line-reopens"
    "world-lamb-born-at-sea"
    "world-oste-grain-reserve-deal"
    "world-strait-ferry-lane-redrawn"
    "world-tamsur-observatory-lamps"
    "world-tolmara-school-boats-vote"
};

/// All stories, by the name of their file.
pub fn stories() -> Result<Vec<Story>, Malformed> {
    FILES.iter().map(|(name, text)| parse(name, text)).collect()
}

impl Story {
    /// The story in a language.
    pub fn telling(&self, language: Language) -> Option<&Telling> {
        self.tellings.iter().find(|telling| telling.language == language)
    }
}

/// The facts at a file's head.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    section: String,
    topics: Vec<String>,
    reporter: String,
    editor: Option<String>,
    translator: Option<String>,
    original: Language,
    age_hours: u32,
    interest: f64,
    must_read: Option<u32>,
    scene: Option<String>,
}

const FENCE: &str = "+++";
const PART: &str = "=== ";

/// Reads a story's file.
fn parse(file: &str, text: &str) -> Result<Story, Malformed> {
    read(file, text).map_err(|(line, what)| Malformed { file: file.to_owned(), line, what })
}

fn read(file: &str, text: &str) -> Result<Story, Fault> {
    let lines: Vec<Line<'_>> = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end())).collect();
    let fences: Vec<usize> = lines.iter().filter(|(_, line)| *line == FENCE).map(|(number, _)| *number).collect();
    let [1, end] = fences[..] else {
        return Err((1, format!("the facts stand at the head between two lines of “{FENCE}”")));
    };
    let facts = facts(&lines[1..end - 1])?;
    let mut tellings: Vec<Telling> = Vec::new();
    let mut rest = &lines[end..];
    while let Some(&(number, title)) = rest.first() {
        let part = title.strip_prefix(PART).ok_or_else(|| (number, format!("a part of the story begins with “{PART}”")))?;
        let length = rest[1..].iter().take_while(|(_, line)| !line.starts_with(PART)).count();
        let (own, after) = rest[1..].split_at(length);
        add(&mut tellings, number, part, own)?;
        rest = after;
    }
    tellings.sort_by_key(|telling| telling.language != facts.original);
    let story = Story {
        name: file.to_owned(),
        section: facts.section,
        topics: facts.topics,
        reporter: facts.reporter,
        editor: facts.editor,
        translator: facts.translator,
        original: facts.original,
        age_hours: facts.age_hours,
        interest: facts.interest,
        must_read: facts.must_read,
        scene: facts.scene,
        tellings,
    };
    check(&story).map_err(|what| (1, what))?;
    Ok(story)
}

fn facts(lines: &[Line<'_>]) -> Result<Facts, Fault> {
    let text: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let text = text.join("\n");
    toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).map_or(0, |before| before.matches('\n').count());
        (before + 2, error.message().to_owned())
    })
}

/// Adds a part to what has been told so far.
fn add(tellings: &mut Vec<Telling>, number: usize, part: &str, lines: &[Line<'_>]) -> Result<(), Fault> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let language = |code: &str| code.parse::<Language>().map_err(|error| (number, error.to_string()));
    match words[..] {
        [code] => {
            let language = language(code)?;
            if tellings.iter().any(|telling| telling.language == language) {
                return Err((number, format!("the story is told in “{language}” twice")));
            }
            tellings.push(telling(number, language, lines)?);
        }
        ["correction", code, hours] => {
            let hours = hours.parse().map_err(|_| (number, format!("“{hours}” is no number of hours")))?;
            let text = lines.iter().map(|(_, line)| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                return Err((number, "the correction has no text".to_owned()));
            }
            told(tellings, number, language(code)?)?.corrections.push(Repair { hours, text });
        }
        ["comments", code] => {
            let telling = told(tellings, number, language(code)?)?;
            for &(number, line) in lines.iter().filter(|(_, line)| !line.is_empty()) {
                let (name, text) = line.split_once(" | ").ok_or_else(|| (number, "a comment is written “name | text”".to_owned()))?;
                telling.comments.push(Remark { name: name.trim().to_owned(), text: text.trim().to_owned() });
            }
        }
        _ => return Err((number, format!("“{part}” is no part of a story"))),
    }
    Ok(())
}

/// The telling that a correction or a comment belongs to.
fn told(tellings: &mut [Telling], number: usize, language: Language) -> Result<&mut Telling, Fault> {
    let found = tellings.iter_mut().find(|telling| telling.language == language);
    found.ok_or_else(|| (number, format!("the story is not told in “{language}” above this line")))
}

fn telling(number: usize, language: Language, lines: &[Line<'_>]) -> Result<Telling, Fault> {
    let end = lines.iter().position(|(_, line)| line.is_empty()).unwrap_or(lines.len());
    let (head, rest) = lines.split_at(end);
    let mut telling = Telling {
        language,
        headline: String::new(),
        deck: Vec::new(),
        caption: None,
        alt: None,
        body: markup::body(rest)?,
        corrections: Vec::new(),
        comments: Vec::new(),
    };
    for &(number, line) in head {
        let (name, said) = line.split_once(": ").ok_or_else(|| (number, "before the body stands “headline: …” and the like".to_owned()))?;
        let said = said.trim().to_owned();
        match name {
            "headline" if telling.headline.is_empty() => telling.headline = said,
            "deck" => telling.deck.push(said),
            "caption" if telling.caption.is_none() => telling.caption = Some(said),
            "alt" if telling.alt.is_none() => telling.alt = Some(said),
            _ => return Err((number, format!("“{name}” does not belong here, or stands here twice"))),
        }
    }
    if telling.headline.is_empty() || telling.body.0.is_empty() {
        return Err((number, "a story needs a headline and a body".to_owned()));
    }
    Ok(telling)
}

/// What must hold for the story as a whole.
fn check(story: &Story) -> Result<(), String> {
    if story.tellings.first().is_none_or(|first| first.language != story.original) {
        return Err(format!("it is not told in “{}”, in which it was written", story.original));
    }
    if story.tellings.len() > 1 && story.translator.is_none() {
        return Err("it is told in two languages, but nobody has translated it".to_owned());
    }
    if !(0.0..=1.0).contains(&story.interest) {
        return Err("its interest is not between 0 and 1".to_owned());
    }
    if story.topics.iter().collect::<HashSet<_>>().len() != story.topics.len() {
        return Err("it names a topic twice".to_owned());
    }
    for telling in &story.tellings {
        let language = telling.language;
        if telling.caption.is_some() != story.scene.is_some() || telling.alt.is_some() != story.scene.is_some() {
            return Err(format!("in “{language}”, a caption and an alternative text go with a drawing, and none without"));
        }
        if telling.corrections.iter().any(|repair| repair.hours >= story.age_hours) {
            return Err(format!("in “{language}”, a correction is younger than the present"));
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "stories_tests.rs"]
mod tests;
