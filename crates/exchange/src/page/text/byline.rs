use model::Role;

use super::line::has_hangul;
use super::{byline_korean, name};
use crate::FoundCredit;

/// Who a line names as the makers of the article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) credits: Vec<FoundCredit>,
    /// Whether the line says what they did; a name alone does not.
    pub(super) said: bool,
}

/// Words before a name, longest first where one begins another.
const OPENERS: &[(&str, Role)] = &[
    ("translated into english by", Role::Translator),
    ("translated into korean by", Role::Translator),
    ("translated and edited by", Role::Translator),
    ("translated from korean by", Role::Translator),
    ("translated by", Role::Translator),
    ("translation by", Role::Translator),
    ("translation:", Role::Translator),
    ("translator:", Role::Translator),
    ("edited by", Role::Editor),
    ("editing by", Role::Editor),
    ("sub-editor:", Role::Editor),
    ("editor:", Role::Editor),
    ("edited:", Role::Editor),
    ("photography by", Role::Photographer),
    ("photographs by", Role::Photographer),
    ("photograph by", Role::Photographer),
    ("photos by", Role::Photographer),
    ("pictures by", Role::Photographer),
    ("photographer:", Role::Photographer),
    ("photographs:", Role::Photographer),
    ("photography:", Role::Photographer),
    ("visuals by", Role::Photographer),
    ("additional reporting by", Role::Reporter),
    ("reporting by", Role::Reporter),
    ("reported by", Role::Reporter),
    ("report by", Role::Reporter),
    ("written by", Role::Reporter),
    ("writing by", Role::Reporter),
    ("words by", Role::Reporter),
    ("story by", Role::Reporter),
    ("text by", Role::Reporter),
    ("article by", Role::Reporter),
    ("analysis by", Role::Reporter),
    ("opinion by", Role::Reporter),
    ("commentary by", Role::Reporter),
    ("review by", Role::Reporter),
    ("interview by", Role::Reporter),
    ("column by", Role::Reporter),
    ("perspective by", Role::Reporter),
    ("posted by", Role::Reporter),
    ("reporter:", Role::Reporter),
    ("author:", Role::Reporter),
    ("writer:", Role::Reporter),
    ("words:", Role::Reporter),
    ("text:", Role::Reporter),
    ("reporting:", Role::Reporter),
    ("by.", Role::Reporter),
    ("by:", Role::Reporter),
    ("by", Role::Reporter),
];

/// Openers of people whose part has no place among the roles.
const OTHERS: &[&str] =
    &["illustration by", "illustrations by", "graphic by", "graphics by", "video by", "produced by", "compiled by", "fact-checked by"];

/// Reads a byline, English or Korean. The line has no dates in it any more.
pub(super) fn read(text: &str) -> Option<Byline> {
    if text.chars().count() > 200 {
        return None;
    }
    if has_hangul(text) {
        return byline_korean::read(text);
    }
    let text = text.trim().trim_matches(['(', ')', '[', ']', '|', '·', '•', ',', '/', '-', '–', '—', ' ']);
    let text = without_addresses(text);
    let mut byline = Byline::default();
    let mut role = None;
    for part in parts(&text) {
        let part = part.trim_matches([' ', ',', '.', '-', '–', '—', '·', '|']);
        if part.is_empty() || super::words::is_button(part) || is_reading_time(part) {
            continue;
        }
        let (found, rest) = match opener(part) {
            Some((found, rest)) => {
                byline.said = true;
                role = found;
                (found, rest)
            }
            None => (role, part),
        };
        if role.is_none() && byline.said {
            continue;
        }
        if rest.is_empty() {
            continue;
        }
        let people = people(rest, byline.said)?;
        if people.titled {
            byline.said = true;
        }
        let role = people.role.or(found).unwrap_or(Role::Reporter);
        byline.credits.extend(people.names.into_iter().map(|name| FoundCredit { name, role }));
    }
    let named = !byline.credits.is_empty() || (byline.said && role.is_none());
    named.then_some(byline)
}

/// Whether a line is an opener alone, whose name stands on the next: "By", "Written by".
pub(super) fn is_opener(text: &str) -> bool {
    let lower = text.trim_end_matches([':', '.', ' ']).to_lowercase();
    OPENERS.iter().any(|(open, _)| open.trim_end_matches([':', '.']) == lower && lower.ends_with("by"))
}

fn without_addresses(text: &str) -> String {
    text.split(' ').filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ").replace("()", "").trim().to_owned()
}

fn is_reading_time(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.starts_with(|c: char| c.is_ascii_digit())
        && (lower.contains("min") || lower.contains("hour") || lower.contains("view") || lower.contains("comment") || lower.contains("ago"))
}

/// Cuts a line at dividers and before every opener inside it.
fn parts(text: &str) -> Vec<String> {
    let mut marked = text.replace([';', '|', '•', '·', '/'], "\n").replace(" – ", "\n").replace(" — ", "\n").replace(" - ", "\n");
    for open in OPENERS.iter().map(|(open, _)| *open).filter(|open| open.len() > 5).chain(OTHERS.iter().copied()) {
        let mut from = 0;
        while let Some(at) = find_folded(&marked, open, from) {
            if at > 0 && marked.get(..at).is_some_and(|before| before.ends_with([' ', ',', '.'])) && !inside_longer(&marked, at) {
                marked.insert(at, '\n');
                from = at + 1 + open.len();
            } else {
                from = at + open.len();
            }
        }
    }
    marked.split('\n').map(|part| part.trim().trim_end_matches(" and").to_owned()).collect()
}

/// Whether an opener found here is the end of a longer one, as in "additional reporting by".
fn inside_longer(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.to_lowercase().ends_with("additional ") || before.to_lowercase().ends_with("translated and "))
}

fn find_folded(text: &str, needle: &str, from: usize) -> Option<usize> {
    // Openers are ASCII, and folding ASCII moves no place.
    text.get(from..)?.to_ascii_lowercase().find(needle).map(|at| at + from)
}

/// The role that an opener gives, none for a part that has no role here, and what follows it.
fn opener(part: &str) -> Option<(Option<Role>, &str)> {
    let lower = part.to_ascii_lowercase();
    let cut = |open: &str| {
        let rest = lower.strip_prefix(open)?;
        let closed = open.ends_with([':', '.']) || rest.is_empty() || rest.starts_with([' ', ':', '.']);
        closed.then(|| part[open.len()..].trim_matches([' ', ':', '.']))
    };
    let titled = || {
        // "Reporter Jane Doe", where the whole rest is a name.
        let words = [("reporter", Role::Reporter), ("editor", Role::Editor), ("translator", Role::Translator), ("photographer", Role::Photographer)];
        words.into_iter().find_map(|(word, role)| cut(word).filter(|rest| name::is_latin(rest, 2)).map(|rest| (Some(role), rest)))
    };
    OTHERS
        .iter()
        .find_map(|open| cut(open).map(|rest| (None, rest)))
        .or_else(|| OPENERS.iter().find_map(|(open, role)| cut(open).map(|rest| (Some(*role), rest))))
        .or_else(titled)
}

struct People {
    names: Vec<String>,
    titled: bool,
    role: Option<Role>,
}

/// The names in "Jane Doe, Staff Writer, and John Roe in Busan".
fn people(text: &str, said: bool) -> Option<People> {
    let mut people = People { names: Vec::new(), titled: false, role: None };
    let joined = text.replace(" and ", ", ").replace(" & ", ", ").replace(" with ", ", ").replace(" AND ", ", ");
    for piece in joined.split(',') {
        let piece = piece.trim().trim_start_matches("and ").trim();
        let piece = cut_before(piece, &[" in ", " for ", " of ", " at ", " from ", " IN ", " FOR "]);
        let piece = piece.split('(').next().unwrap_or_default().trim().trim_start_matches("Dr. ").trim_start_matches("Prof. ");
        if piece.is_empty() {
            continue;
        }
        if name::is_title(piece) {
            people.titled = true;
            people.role = match piece.to_lowercase().rsplit(' ').next() {
                Some("translator") => Some(Role::Translator),
                Some("photographer") => Some(Role::Photographer),
                _ => people.role,
            };
        } else if people.names.is_empty() && !said && name::is_latin(piece, 2) {
            people.names.push(piece.to_owned());
        } else if said || !people.names.is_empty() {
            let place = !people.names.is_empty() && !piece.contains(' ');
            if name::is_organisation(piece) && !people.names.is_empty() || place {
                continue;
            }
            if !name::is_latin(piece, 1) && !name::is_organisation(piece) {
                return None;
            }
            people.names.push(piece.to_owned());
        } else {
            return None;
        }
    }
    (!people.names.is_empty() || people.titled).then_some(people)
}

fn cut_before<'a>(text: &'a str, words: &[&str]) -> &'a str {
    words.iter().filter_map(|word| text.find(word)).min().map_or(text, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        read(text).map_or_else(
            || "none".to_owned(),
            |byline| byline.credits.iter().map(|credit| format!("{}:{}", credit.name, credit.role.word())).collect::<Vec<_>>().join(" "),
        )
    }

    #[test]
    fn english_bylines_are_read() {
        assert_eq!(names("By Jane Doe"), "Jane Doe:reporter");
        assert_eq!(names("By. Choi Yoon Sun"), "Choi Yoon Sun:reporter");
        assert_eq!(names("By Jane Doe and John Roe"), "Jane Doe:reporter John Roe:reporter");
        assert_eq!(names("By Jane Doe, Staff Writer"), "Jane Doe:reporter");
        assert_eq!(names("By JANE DOE in Seoul and J.K. Roe in Busan, The Harbour Times"), "JANE DOE:reporter J.K. Roe:reporter");
        assert_eq!(names("Jane Doe, Reporter"), "Jane Doe:reporter");
        assert_eq!(names("Jane Doe | Senior Correspondent"), "Jane Doe:reporter");
        assert_eq!(names("Words by Jane Doe Photographs by Ann van der Berg"), "Jane Doe:reporter Ann van der Berg:photographer");
        assert_eq!(
            names("(Reporting by Jane Doe and John Roe; Additional reporting by Kim Min-ji; Editing by Al Poe)"),
            "Jane Doe:reporter John Roe:reporter Kim Min-ji:reporter Al Poe:editor"
        );
        assert_eq!(names("Translated by Kim Min-ji · Edited by Al Poe"), "Kim Min-ji:translator Al Poe:editor");
        assert_eq!(names("By Reuters"), "Reuters:reporter");
        assert_eq!(names("By Tuesday, the storm had passed over the island."), "none");
        assert_eq!(names("By the time they came it was late"), "none");
        assert_eq!(names("Story by Jane Doe, CNN"), "Jane Doe:reporter");
    }
}
