use super::line::{Bullet, Line, Sort, ends_sentence, has_hangul, inner_sentences, words};
use super::{byline, caption, date, name, words as vocabulary};

/// Takes every line for what it is by its own looks, then by its neighbours'.
pub(super) fn sort(lines: &mut Vec<Line>) {
    join_openers(lines);
    for line in lines.iter_mut() {
        line.sort = alone(line);
    }
    points(lines);
    names(lines);
    credits(lines);
}

/// Joins "By" with the name on the next line, and "and" with the one after that.
fn join_openers(lines: &mut Vec<Line>) {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        if let Some(last) = joined.last_mut() {
            let opened = byline::is_opener(&last.text) && line.units < 80;
            let more = matches!(last.text.to_lowercase().rsplit(' ').next(), Some("and"))
                && last.units < 80
                && byline::read(last.text.trim_end_matches(" and")).is_some_and(|byline| byline.said);
            let and = matches!(line.text.to_lowercase().as_str(), "and" | "&" | ",") && byline::read(&last.text).is_some_and(|byline| byline.said);
            if opened || more || and {
                last.text = format!("{} {}", last.text, if and { "and" } else { line.text.as_str() });
                last.units += line.units + 1;
                continue;
            }
        }
        joined.push(line);
    }
    *lines = joined;
}

/// Short lines that stand close together below a sentence with a colon are its points, which have lost
/// their dots.
fn points(lines: &mut [Line]) {
    const LONGEST: usize = 120;
    for at in 0..lines.len() {
        if lines[at].sort != Sort::Prose || !lines[at].text.ends_with([':', '：']) {
            continue;
        }
        let below = &mut lines[at + 1..];
        let fits = |line: &Line| line.bullet == Bullet::None && line.sort == Sort::Title && line.units <= LONGEST;
        let close = below.iter().enumerate().take_while(|(place, line)| fits(line) && (*place == 0 || !line.gap)).count();
        if close >= 2 && below.get(close).is_none_or(|next| next.gap || next.sort == Sort::Prose) {
            below[..close].iter_mut().for_each(|line| line.bullet = Bullet::Dot);
        }
    }
}

/// An agency, or names in capitals, beside a line or two that stand apart from the rest: a picture's credit.
fn bare_credits(lines: &mut [Line]) {
    let mut from = 0;
    while from < lines.len() {
        let end = (from + 1..lines.len()).find(|&at| lines[at].gap).unwrap_or(lines.len());
        let group = &mut lines[from..end];
        from = end;
        group.iter_mut().filter(|line| caption::is_agency(&line.text)).for_each(|line| line.sort = Sort::Meta);
        let content = |line: &Line| matches!(line.sort, Sort::Title | Sort::Prose);
        let shown: Vec<usize> = (0..group.len()).filter(|&at| group[at].sort != Sort::Clutter).collect();
        let below_sentence = |at: usize| caption::is_in_capitals(&group[at].text) && at > 0 && group[at - 1].sort == Sort::Prose;
        let Some(credit) = shown.iter().copied().find(|&at| caption::is_agency(&group[at].text) || below_sentence(at)) else { continue };
        let rest: Vec<usize> = shown.iter().copied().filter(|&at| at != credit).collect();
        if !(1..=2).contains(&rest.len()) || !rest.iter().all(|&at| content(&group[at]) && group[at].units <= 260) {
            continue;
        }
        // Of two lines, the first describes the picture for those who do not see it.
        let (told, described) = (rest[rest.len() - 1], rest.len() == 2);
        group[credit].sort = Sort::Caption;
        group[told].sort = Sort::Caption;
        if described {
            group[rest[0]].sort = Sort::Clutter;
        }
    }
}

fn alone(line: &Line) -> Sort {
    let text = line.text.as_str();
    let units = line.units;
    // Nothing but running text is so long.
    if units > 3_000 {
        return Sort::Prose;
    }
    if vocabulary::claims_rights(text) {
        return Sort::Rights;
    }
    if vocabulary::opens_comments(text, units) {
        return Sort::Comments;
    }
    if vocabulary::is_box(text, units) {
        return Sort::Box;
    }
    if is_dated(text) {
        return Sort::Meta;
    }
    // This mark opens remarks of the house.
    if vocabulary::is_button(text) || text.starts_with('※') {
        return Sort::Clutter;
    }
    if caption::is_sure(text) {
        return Sort::Caption;
    }
    if units <= 140 && text.split_once(" reported from ").is_some_and(|(names, _)| bare_names(names).is_some()) {
        return Sort::Meta;
    }
    if is_tags(text) || is_address(text) || units <= 110 && text.split(' ').any(|word| email(word).is_some()) {
        return Sort::Meta;
    }
    if vocabulary::is_aside(text) {
        return Sort::Aside;
    }
    if line.bullet == Bullet::None && byline::read(text).is_some_and(|byline| byline.said) {
        return Sort::Meta;
    }
    if vocabulary::is_notice(text, units) || is_path(text) || is_menu(text) {
        return Sort::Clutter;
    }
    if caption::read(text, line.bullet == Bullet::Triangle).is_some() {
        return Sort::Caption;
    }
    if is_prose(text, units) { Sort::Prose } else { Sort::Title }
}

/// Running text: long, or closed as a sentence is.
fn is_prose(text: &str, units: usize) -> bool {
    let words = words(text);
    // What leads to a list ends with a colon.
    if units >= 170 || words >= 5 && text.ends_with([':', '：']) {
        return true;
    }
    if !ends_sentence(text) {
        return inner_sentences(text) >= if units >= 100 { 1 } else { 2 };
    }
    // Headlines ask and cry, but they do not end with a point.
    let pointed = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']).ends_with(['.', '．', '다', '…']);
    (pointed && words >= 3)
        || words >= 2 && text.ends_with("다.")
        || (words >= 2 && text.ends_with(['”', '"']))
        || words > 16
        || inner_sentences(text) > 0
}

pub(super) fn is_tags(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.split(' ').all(|word| word.starts_with('#'))
        || (["tags:", "tags :", "topics:", "keywords:", "filed under", "tag:", "태그:", "태그 :", "키워드:"]
            .iter()
            .any(|open| lower.starts_with(open))
            && words(text) <= 30)
}

/// An e-mail address or a link alone, with at most a word beside it.
pub(super) fn is_address(text: &str) -> bool {
    let mut others = 0;
    let mut found = false;
    for word in text.split(' ') {
        if email(word).is_some() || word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") {
            found = true;
        } else if !word.starts_with('@') {
            others += 1;
        }
    }
    found && others <= 2
}

/// The e-mail address in a word.
pub(super) fn email(word: &str) -> Option<&str> {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let bare = bare.rsplit(['(', ':', '=', '<']).next()?.trim_start_matches("mailto:");
    let (user, host) = bare.split_once('@')?;
    let fine = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
    (fine(user) && fine(host) && host.contains('.') && host.rsplit('.').next().is_some_and(|top| top.len() >= 2)).then_some(bare)
}

/// A line of dates, with at most a byline or a counter beside them.
pub(super) fn is_dated(text: &str) -> bool {
    let scan = date::scan(text);
    let rest = scan.rest.trim_matches(|c: char| !c.is_alphanumeric());
    if scan.dates.is_empty() && !scan.doubtful {
        if date::hour(text).is_some() && words(text) <= 6 {
            return true;
        }
        return scan.open.is_some() && text.chars().count() <= 20 && (rest.is_empty() || vocabulary::is_button(rest));
    }
    rest.is_empty()
        || vocabulary::is_button(rest)
        || byline::read(rest).is_some()
        || bare_names(rest).is_some()
        || super::line::units(rest) <= 14
        || is_place(rest)
}

/// Few words in capitals, as "Seoul, South Korea |" beside a date.
fn is_place(rest: &str) -> bool {
    !has_hangul(rest)
        && words(rest) <= 4
        && rest.split(' ').filter(|word| word.starts_with(char::is_alphabetic)).all(|word| word.starts_with(char::is_uppercase))
}

/// "Home > Business > Shipping"
pub(super) fn is_path(text: &str) -> bool {
    path(text).is_some()
}

/// The steps of a path through the site.
pub(super) fn path(text: &str) -> Option<Vec<&str>> {
    if text.chars().count() > 160 {
        return None;
    }
    for separator in ['>', '›', '»', '〉', '❯', '→'] {
        if text.contains(separator) {
            let steps: Vec<&str> = text.split(separator).map(str::trim).filter(|step| !step.is_empty()).collect();
            return (!steps.is_empty() && steps[..steps.len() - 1].iter().all(|step| words(step) <= 4) && !ends_sentence(text)).then_some(steps);
        }
    }
    for separator in [" / ", " | "] {
        let steps: Vec<&str> = text.split(separator).map(str::trim).filter(|step| !step.is_empty()).collect();
        if steps.len() >= 2 && steps.first().is_some_and(|first| is_home(first)) {
            return Some(steps);
        }
    }
    None
}

pub(super) fn is_home(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "home" | "홈" | "처음" | "처음으로" | "homepage" | "front page" | "메인" | "home page" | "main" | "홈으로" | "hom"
    )
}

/// Sections or links in one line.
fn is_menu(text: &str) -> bool {
    if ends_sentence(text) {
        return false;
    }
    let pieces: Vec<&str> = text.split(['|', '·', '•', '/', '│']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() >= 4 && pieces.iter().all(|piece| words(piece) <= 4) {
        return true;
    }
    let all: Vec<&str> = text.split(' ').collect();
    let known = all.iter().filter(|word| vocabulary::is_section(word) || vocabulary::is_button(word) || is_home(word)).count();
    all.len() >= 3 && known * 10 >= all.len() * 8
}

/// The names in a line that has nothing but names and perhaps a place or a counter: "Jane Doe Views 120",
/// "Jane Doe and John Roe in Busan".
pub(super) fn bare_names(text: &str) -> Option<(Vec<String>, bool)> {
    if text.chars().count() > 90 || text.contains('#') {
        return None;
    }
    let text = [" | For ", " | Special to "].iter().find_map(|house| text.split_once(house)).map_or(text, |(names, _)| names);
    let whole = without_brackets(text);
    let mut rest = whole.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '○' | '◯' | '〇'));
    let mut counted = false;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let word = last.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        if !(word.is_empty()
            || matches!(word.as_str(), "views" | "view" | "reads" | "hits" | "조회" | "조회수" | "follow" | "email" | "구독" | "팔로우"))
        {
            break;
        }
        counted = true;
        rest = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    }
    let placed = rest.split_once(" in ").filter(|(_, place)| words(place) <= 3 && place.starts_with(char::is_uppercase));
    let rest = placed.map_or(rest, |(names, _)| names);
    let joined = rest.replace(" and ", ", ").replace(" & ", ", ");
    let names: Vec<String> = joined.split(", ").map(str::to_owned).collect();
    let named = |name: &String| name::is_latin(name, 2) || name::is_korean(name) && name.chars().count() >= 3;
    (names.len() <= 4 && names.iter().all(named)).then_some((names, counted))
}

/// A line without short words in brackets: "Jane Doe (now) and John Roe (earlier)".
fn without_brackets(text: &str) -> String {
    let mut rest = text.to_owned();
    while let Some((open, close)) = rest.find(" (").and_then(|open| Some((open, rest[open..].find(')')? + open))) {
        if close - open > 20 {
            break;
        }
        rest.replace_range(open..=close, "");
    }
    rest
}

/// Names that stand alone are known by what stands beside them.
fn names(lines: &mut [Line]) {
    let known: Vec<String> = lines
        .iter()
        .filter(|line| line.sort == Sort::Meta || line.units < 60)
        .filter_map(|line| bare_names(&line.text))
        .filter(|(_, counted)| *counted)
        .flat_map(|(names, _)| names)
        .collect();
    for at in 0..lines.len() {
        if !matches!(lines[at].sort, Sort::Title) || lines[at].bullet != Bullet::None {
            continue;
        }
        let Some((names, counted)) = bare_names(&lines[at].text) else { continue };
        // Whom to ask about a press release has not written it.
        if at > 0 && lines[at - 1].text.trim_end_matches(':').to_lowercase().ends_with("contact") {
            continue;
        }
        let next = lines.get(at + 1).map_or("", |line| line.text.as_str());
        let previous = at.checked_sub(1).and_then(|at| lines.get(at));
        let titled = name::is_title(next) && words(next) <= 5 && !ends_sentence(next);
        let addressed = next.split(' ').any(|word| email(word).is_some()) && words(next) <= 4;
        let dated = |text: &str| {
            let scan = date::scan(text);
            (!scan.dates.is_empty() || scan.doubtful) && scan.rest.chars().count() < 50
        };
        let after = previous.is_some_and(|line| line.sort == Sort::Meta && dated(&line.text)) && !has_hangul(&lines[at].text);
        if counted
            || titled
            || addressed
            || names.iter().any(|name| known.contains(name))
            || after
            || (dated(next) && lines[at + 1].sort == Sort::Meta)
        {
            lines[at].sort = Sort::Meta;
            if titled {
                lines[at + 1].sort = Sort::Meta;
            }
        }
    }
}

/// A credit on a line of its own makes the line above it a caption, where the two stand close
/// together and apart from the rest.
fn credits(lines: &mut [Line]) {
    bare_credits(lines);
    for at in 1..lines.len() {
        if lines[at].sort != Sort::Caption {
            continue;
        }
        let alone = caption::read(&lines[at].text, false).is_some_and(|caption| caption.text.is_empty());
        let above = &lines[at - 1];
        let close = !lines[at].gap && above.gap;
        let short = above.units <= 260 && inner_sentences(&above.text) <= 1;
        if alone && close && short && matches!(above.sort, Sort::Prose | Sort::Title) {
            lines[at - 1].sort = Sort::Caption;
        }
        // Beside a caption, a line in another script says the same in another language.
        let text = &lines[at].text;
        if !alone {
            let foreign =
                |line: &Line| matches!(line.sort, Sort::Prose | Sort::Title) && line.units > 30 && has_hangul(&line.text) != has_hangul(text);
            if !lines[at].gap && foreign(&lines[at - 1]) {
                lines[at - 1].sort = Sort::Caption;
            } else if lines.get(at + 1).is_some_and(|line| !line.gap && foreign(line)) {
                lines[at + 1].sort = Sort::Caption;
            }
        }
    }
}
