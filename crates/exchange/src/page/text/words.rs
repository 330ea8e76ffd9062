//! The words by which a page speaks of itself rather than of the news, in lower case.

mod page;
mod titles;

use self::page::{BUTTONS, PHRASES};
use self::titles::{ASIDES, BOX_PARTS, BOXES, COMMENTS, RIGHTS, SECTIONS};

/// The words of a line in lower case, without digits and marks at their ends.
fn bare_words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '|' | '·' | ',' | '(' | ')' | '[' | ']' | ':' | '>' | '+' | '…' | '“' | '”'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic() && !matches!(c, '+' | '-')).to_lowercase())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect()
}

/// A line without spaces, digits and marks around its words, for comparing titles.
fn closed(text: &str) -> String {
    text.to_lowercase().replace('’', "'").chars().filter(|c| c.is_alphabetic() || *c == '\'').collect()
}

fn spaced(text: &str) -> String {
    let lower = text.to_lowercase().replace('’', "'");
    lower.trim_matches(|c: char| !c.is_alphabetic()).to_owned()
}

/// Buttons, counters, numbers, dividers.
pub(in crate::page) fn is_button(text: &str) -> bool {
    let words = bare_words(text);
    if words.is_empty() {
        return true;
    }
    words.len() <= 14 && words.iter().all(|word| BUTTONS.contains(&word.as_str()))
}

/// A notice to the reader: consent, newsletters, how to subscribe or to write. An article may use
/// one such phrase in passing, so that a longer line must have two.
pub(in crate::page) fn is_notice(text: &str, units: usize) -> bool {
    if units > 500 {
        return false;
    }
    let lower = text.to_lowercase();
    PHRASES.iter().filter(|phrase| lower.contains(**phrase)).count() >= if units > 110 { 2 } else { 1 }
}

pub(in crate::page) fn is_box(text: &str, units: usize) -> bool {
    if units > 60 || text.ends_with(['.', '”', '"']) {
        return false;
    }
    let spaced = spaced(text);
    let closed = closed(text);
    BOXES.iter().any(|name| *name == spaced || (super::line::has_hangul(name) && *name == closed))
        || (units <= 44
            && BOX_PARTS.iter().any(|part| {
                if super::line::has_hangul(part) {
                    closed.contains(part) && units <= 36
                } else {
                    spaced.starts_with(part) || (spaced.ends_with(part) && spaced.split(' ').count() <= 5)
                }
            }))
}

pub(in crate::page) fn is_aside(text: &str) -> bool {
    let lower = text.to_lowercase();
    ASIDES.iter().any(|open| lower.starts_with(open))
}

pub(super) fn opens_comments(text: &str, units: usize) -> bool {
    if units > 40 {
        return false;
    }
    let (spaced, closed) = (spaced(text), closed(text));
    COMMENTS.iter().any(|name| *name == spaced || (super::line::has_hangul(name) && *name == closed))
}

pub(in crate::page) fn claims_rights(text: &str) -> bool {
    if text.len() > 900 {
        return false;
    }
    let lower = text.to_lowercase();
    RIGHTS.iter().any(|part| lower.contains(part)) || lower.starts_with("copyright") || (lower.starts_with('©') && lower.contains("20"))
}

/// Whether this is what a section is called.
pub(super) fn is_section(text: &str) -> bool {
    SECTIONS.contains(&text.to_lowercase().as_str())
}
