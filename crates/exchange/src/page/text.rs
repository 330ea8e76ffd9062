//! The plain text of a news page, English or Korean, as it is when a page is copied or saved without its mark-up.

mod body;
mod byline;
mod byline_korean;
pub(super) mod caption;
mod date;
mod head;
mod line;
mod name;
mod people;
mod region;
mod sort;
mod token;
pub(super) mod words;

use model::{ByLanguage, Language};

pub(super) use self::line::units;

use crate::{Found, Hints, Refusal};

/// The most lines that are looked at.
const LINES: usize = 50_000;

/// Reads the text of a page.
pub fn read(text: &str, hints: &Hints) -> Result<Found, Refusal> {
    let mut lines = line::split(text);
    let mut notes = Vec::new();
    if lines.len() > LINES {
        lines.truncate(LINES);
        notes.push(format!("The text has more than {LINES} lines; its end was left out."));
    }
    sort::sort(&mut lines);
    let Some(stretch) = region::body(&lines) else {
        return Err(Refusal::NoArticle("the text has no running text of an article".to_owned()));
    };
    let prose: String =
        lines[stretch.0..=stretch.1].iter().filter(|line| line.sort == line::Sort::Prose).flat_map(|line| [line.text.as_str(), " "]).collect();
    let latin = hints.languages.iter().copied().find(|language| *language != Language::KOREAN).unwrap_or(Language::ENGLISH);
    let language = Language::by_script(&prose, latin).unwrap_or(latin);
    let head = head::find(&lines, stretch, &prose);
    notes.extend(left_below(&lines, &head));
    let names = people::find(&lines, &head);
    let (published, updated) = people::dates(&lines, &head);
    let mut found = Found {
        language: Some(language),
        deck: head.deck.iter().map(|&at| lines[at].text.clone()).collect(),
        credits: names,
        contact: people::contact(&lines, &head),
        published,
        updated,
        section: head.section.clone(),
        notes,
        ..Found::default()
    };
    body::build(&mut found, &mut lines, &head, latin);
    match head.headline {
        Some(at) => found.headline = lines[at].text.clone(),
        None => {
            found.headline = first_words(&found);
            found.notes.push("The text has no headline; its first words were taken.".to_owned());
        }
    }
    Ok(found)
}

/// The first e-mail address in a line.
pub(super) fn email(line: &str) -> Option<String> {
    line.split(' ').find_map(sort::email).map(str::to_owned)
}

/// What a line says of who made an article and when.
pub(super) struct Signature {
    pub(super) credits: Vec<crate::FoundCredit>,
    pub(super) published: Option<model::When>,
    pub(super) updated: Option<model::When>,
}

/// Reads a line that is a by-line or a date, and nothing else.
pub(super) fn signature(line: &str) -> Option<Signature> {
    if units(line) > 200 {
        return None;
    }
    let scan = date::scan(line);
    let byline = byline::read(scan.rest.trim()).filter(|byline| byline.said);
    if byline.is_none() && (scan.dates.is_empty() || !sort::is_dated(line)) {
        return None;
    }
    let of = |wanted: &[date::Label]| scan.dates.iter().find(|dated| wanted.contains(&dated.label)).map(|dated| dated.when);
    Some(Signature {
        credits: byline.map(|byline| byline.credits).unwrap_or_default(),
        published: of(&[date::Label::Published, date::Label::Bare]),
        updated: of(&[date::Label::Updated]),
    })
}

/// Whether a line ends as a sentence does.
pub(super) fn is_sentence(line: &str) -> bool {
    line::ends_sentence(line)
}

/// Whether a line is a date, an address or tags, and nothing else.
pub(super) fn is_about(line: &str) -> bool {
    let dated = units(line) <= 90 && line.chars().any(|c| c.is_ascii_digit()) && sort::is_dated(line);
    dated || sort::is_tags(line) || sort::is_address(line)
}

/// Tells of the sentences between the text and what stands below it that were not taken.
fn left_below(lines: &[line::Line], head: &head::Head) -> Option<String> {
    const LEAST: usize = 30;
    let below = lines.get(head.end + 1..head.until.min(lines.len()))?;
    let mut left = below.iter().filter(|line| line.sort == line::Sort::Prose && line.units >= LEAST);
    let first: String = left.next()?.text.chars().take(40).collect();
    Some(format!("Below the text, {} lines were left out, the first “{first}…”.", 1 + left.count()))
}

fn first_words(found: &Found) -> String {
    let line = found.body.iter().flat_map(model::Block::lines).next().unwrap_or_default();
    let cut: String = line.chars().take(90).collect();
    if cut.len() == line.len() { line } else { format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before)) }
}

/// A text under the language that its script says.
fn by_script(text: &str, latin: Language) -> ByLanguage<String> {
    ByLanguage::one(Language::by_script(text, latin).unwrap_or(latin), text.to_owned())
}
