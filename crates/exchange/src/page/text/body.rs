use model::{Block, Kind, Language, ListItem, Text};

use super::head::Head;
use super::line::{Bullet, Line, Sort, ends_sentence, has_hangul, inner_sentences, words};
use super::{by_script, caption, name};
use crate::{Found, FoundPicture};

/// Subheadings are no longer than this.
const HEADING: usize = 90;

/// Writes the text and its pictures into the article.
pub(super) fn build(found: &mut Found, lines: &mut [Line], head: &Head, latin: Language) {
    unmarked_captions(lines, head);
    promotions(&mut lines[head.start..=head.end]);
    above(found, lines, head, latin);
    let mut joined = false;
    for at in head.start..=head.end {
        let line = &lines[at];
        let follows = std::mem::replace(&mut joined, line.sort == Sort::Caption);
        match line.sort {
            Sort::Prose | Sort::Title if is_point(lines, at, head) => point(found, line),
            Sort::Prose => found.body.push(Block::paragraph(marked(line))),
            Sort::Title if at == head.end => found.body.push(Block::paragraph(marked(line))),
            Sort::Title if is_heading(lines, at, head) => found.body.push(Block::new(Kind::Heading { level: 2, text: Text::plain(marked(line)) })),
            Sort::Caption => {
                if let Some(place) = picture(found, line, follows, latin) {
                    found.body.push(Block::new(Kind::Picture { picture: Found::picture_id(place) }));
                }
            }
            _ => {}
        }
    }
}

/// The pictures above the text: the first is the one at the head.
fn above(found: &mut Found, lines: &[Line], head: &Head, latin: Language) {
    let from = head.headline.map_or(head.start.saturating_sub(3), |headline| headline + 1);
    let mut joined = false;
    for line in &lines[from.min(head.start)..head.start] {
        let follows = std::mem::replace(&mut joined, line.sort == Sort::Caption);
        if line.sort == Sort::Caption
            && let Some(place) = picture(found, line, follows, latin)
        {
            match found.lead {
                None => found.lead = Some(place),
                Some(_) => found.body.push(Block::new(Kind::Picture { picture: Found::picture_id(place) })),
            }
        }
    }
}

/// Takes a caption: its place if it tells of another picture than the caption right above it.
fn picture(found: &mut Found, line: &Line, follows: bool, latin: Language) -> Option<usize> {
    let read = caption::read(&line.text, line.bullet == Bullet::Triangle);
    let (text, credit) = match read {
        Some(caption) => (caption.text, caption.credit),
        None if caption::is_in_capitals(&line.text) => (String::new(), Some(line.text.clone())),
        None => (line.text.clone(), None),
    };
    let captions = if text.is_empty() { Default::default() } else { by_script(&text, latin) };
    if !text.is_empty() && found.pictures.iter().any(|picture| captions.iter().all(|(language, text)| picture.captions.get(language) == Some(text))) {
        return None;
    }
    if follows && let Some(last) = found.pictures.last_mut() {
        let same = captions.iter().all(|(language, _)| last.captions.get(language).is_none());
        if same {
            // Of two languages' captions, the credit in the page's own is the one to show.
            let own = found.language.is_some_and(|language| captions.get(language).is_some());
            captions.iter().for_each(|(language, text)| last.captions.set(language, text.clone()));
            if credit.is_some() && (own || last.credit.is_none()) {
                last.credit = credit;
            }
            return None;
        }
    }
    found.pictures.push(FoundPicture { captions, credit, ..FoundPicture::default() });
    Some(found.pictures.len() - 1)
}

/// A point of a list, added to the list that is open.
fn point(found: &mut Found, line: &Line) {
    let item = ListItem { text: Text::plain(line.text.clone()), ..ListItem::default() };
    let numbered = line.bullet == Bullet::Number;
    match found.body.last_mut().map(|block| &mut block.kind) {
        Some(Kind::List { items, ordered }) if *ordered == numbered => items.push(item),
        _ => found.body.push(Block::new(Kind::List { ordered: numbered, items: vec![item] })),
    }
}

/// Whether a line is one of several points. A dot makes one wherever it stands.
fn is_point(lines: &[Line], at: usize, head: &Head) -> bool {
    let line = &lines[at];
    let same = |other: Option<&Line>| other.is_some_and(|other| other.bullet == line.bullet && matches!(other.sort, Sort::Prose | Sort::Title));
    let beside = || same(at.checked_sub(1).filter(|&above| above >= head.start).map(|above| &lines[above])) || same(lines[..=head.end].get(at + 1));
    match line.bullet {
        Bullet::Dot => true,
        Bullet::Number => line.sort == Sort::Title || beside(),
        Bullet::Triangle => beside(),
        Bullet::None | Bullet::Square => false,
    }
}

/// A line with the mark or number before it, as the page has it.
fn marked(line: &Line) -> String {
    if line.mark.is_empty() { line.text.clone() } else { format!("{} {}", line.mark, line.text) }
}

/// A short line amid the text stands above what it heads.
fn is_heading(lines: &[Line], at: usize, head: &Head) -> bool {
    let line = &lines[at];
    let next = (at + 1..=head.end).find(|&at| !matches!(lines[at].sort, Sort::Clutter | Sort::Caption));
    let heads = next.is_some_and(|next| lines[next].sort == Sort::Prose);
    heads
        && line.units <= HEADING
        && line.bullet != Bullet::Number
        && !is_linked(&lines[head.start..=at])
        && head.headline.is_none_or(|headline| lines[headline].text != line.text)
}

/// Whether the last of these lines is the last link of a box within the text. A subheading below the box
/// stands apart from links that stand close together.
fn is_linked(lines: &[Line]) -> bool {
    let Some((line, above)) = lines.split_last() else { return false };
    let links = above.iter().rev().take_while(|line| matches!(line.sort, Sort::Title | Sort::Clutter | Sort::Meta)).count();
    let (before, links) = above.split_at(above.len() - links);
    let boxed = before.last().is_some_and(|line| matches!(line.sort, Sort::Box | Sort::Aside));
    let close = links.first().is_some_and(|first| !first.gap);
    boxed && !(line.gap && close)
}

/// Takes out what the paper says to its readers amid the text: groups of lines, apart from the others, with
/// buttons or notices among them.
fn promotions(lines: &mut [Line]) {
    const LARGEST: usize = 10;
    let mut from = 0;
    while from < lines.len() {
        let end = (from + 1..lines.len()).find(|&at| lines[at].gap).unwrap_or(lines.len());
        let group = &mut lines[from..end];
        let clutter = group.iter().filter(|line| line.sort == Sort::Clutter).count();
        let titles = group.iter().filter(|line| line.sort == Sort::Title).count();
        // What stands against the title of a box belongs to it.
        if group.len() <= LARGEST && matches!(group[0].sort, Sort::Box | Sort::Aside) {
            group[1..].iter_mut().filter(|line| line.units <= 160).for_each(|line| line.sort = Sort::Clutter);
        }
        // A picture is described for those who do not see it, then for those who do.
        if let [described, told] = group
            && described.sort == Sort::Title
            && told.sort == Sort::Title
            && described.bullet == Bullet::None
            && told.bullet == Bullet::None
            && told.units >= 24
        {
            (described.sort, told.sort) = (Sort::Clutter, Sort::Caption);
        }
        let of_the_house = clutter >= 2 || clutter == 1 && clutter + titles == group.len();
        if of_the_house && group.len() <= LARGEST {
            for line in group.iter_mut().filter(|line| matches!(line.sort, Sort::Title | Sort::Prose) && line.units < 240) {
                line.sort = Sort::Clutter;
            }
        }
        from = end;
    }
}

/// Finds captions that no mark tells of, on a page that shows pictures by somebody: a short
/// paragraph set apart that names in full, in the present, whom the text has named before and calls by the
/// last name alone since; or one that has no verb.
fn unmarked_captions(lines: &mut [Line], head: &Head) {
    let pictured = lines[head.from..head.start].iter().any(|line| line.sort == Sort::Meta && line.text.to_lowercase().contains("photo"));
    if !pictured || head.end - head.start > 2_000 {
        return;
    }
    let mut known: Vec<(String, String)> = Vec::new();
    for at in head.start..=head.end {
        let line = &lines[at];
        if line.sort != Sort::Prose || has_hangul(&line.text) {
            continue;
        }
        let apart = line.gap && lines.get(at + 1).is_none_or(|next| next.gap) && at > head.start;
        let short = line.units <= 140 && inner_sentences(&line.text) <= 1 && !line.text.contains(['“', '”', '"']);
        let renamed = opening_name(&line.text).is_some_and(|(whole, last)| {
            known.iter().any(|(other, _)| *other == whole)
                && lines[head.start..=head.end]
                    .iter()
                    .enumerate()
                    .any(|(other, line)| head.start + other != at && line.text.contains(&last) && !line.text.contains(&whole))
        });
        if apart && short && (renamed || is_verbless(&line.text)) {
            lines[at].sort = Sort::Caption;
        } else if let Some(name) = opening_name(&line.text) {
            known.push(name);
        }
    }
}

/// The full name with which a paragraph begins, and its last word.
fn opening_name(text: &str) -> Option<(String, String)> {
    let mut words = text.split(' ');
    let (first, second) = (words.next()?, words.next()?);
    let whole = format!("{first} {second}");
    name::is_latin(&whole, 2).then(|| (whole.clone(), second.to_owned()))
}

/// "The old map, with notes in pencil."
fn is_verbless(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would", "may", "might", "must",
        "should", "said", "says", "came", "went", "got", "made", "took", "it", "he", "she", "they", "we", "i", "you",
    ];
    let all: Vec<String> = text.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
    let opens = matches!(all.first().map(String::as_str), Some("the" | "a" | "an" | "one"));
    let verb =
        |word: &String| VERBS.contains(&word.as_str()) || word.len() > 3 && (word.ends_with("ed") || word.ends_with("s") && !word.ends_with("ss"));
    // What belongs to somebody is a thing, also where it ends as a verb does.
    let owned = |at: usize| at.checked_sub(1).is_some_and(|before| all[before].contains(['\'', '’']));
    opens
        && text.ends_with('.')
        && words(text) >= 5
        && ends_sentence(text)
        && text.contains(", with ")
        && !all.iter().enumerate().skip(1).any(|(at, word)| !word.contains(['\'', '’']) && !owned(at) && verb(word))
}
