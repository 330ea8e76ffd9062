use std::collections::HashSet;

use super::date::{self, Label};
use super::line::{Bullet, Line, Sort, ends_sentence, has_hangul, inner_sentences, words};
use super::{byline, name, sort, words as vocabulary};

/// The parts of a page that stand around its text.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The headline's line.
    pub(super) headline: Option<usize>,
    /// The standfirst's lines.
    pub(super) deck: Vec<usize>,
    /// The first line of the text.
    pub(super) start: usize,
    /// The last line of the text.
    pub(super) end: usize,
    /// The line from which on a date, a name or a caption is this article's.
    pub(super) from: usize,
    /// The line behind the last that can speak of this article.
    pub(super) until: usize,
    /// The section, as a path or a line above the headline names it.
    pub(super) section: Option<String>,
}

/// The most lines above the text among which the headline is looked for.
const REACH: usize = 120;
/// A standfirst line is no longer than this.
const DECK: usize = 260;
/// The most lines below the text that can still speak of the article.
const TAIL: usize = 60;

/// Finds the headline and what else stands above the text, and where the article ends.
pub(super) fn find(lines: &[Line], (first, last, _): (usize, usize, i64), prose: &str) -> Head {
    let start = start(lines, first, last);
    let end = end(lines, start, last);
    let mut head = Head { start, end, from: start, until: until(lines, end), ..Head::default() };
    head.headline = headline(lines, start, prose);
    let Some(at) = head.headline else { return head };
    head.from = at;
    head.section = section(lines, at);
    let below: Vec<usize> = (at + 1..start).filter(|&at| is_content(&lines[at])).collect();
    head.deck = deck(lines, at, &below);
    head
}

/// Where the text begins: standfirst lines may read as running text, then captions or by-lines part them
/// from it; and a list amid the text may have cut off its first paragraphs.
fn start(lines: &[Line], first: usize, last: usize) -> usize {
    let mut start = below_byline(lines, first);
    for _ in 0..3 {
        let mut at = start;
        let mut only_quoted = true;
        while at < last && at < start + 5 && lines[at].sort == Sort::Prose && lines[at].units <= DECK {
            only_quoted &= is_claim(&lines[at].text);
            at += 1;
        }
        let parted = lines.get(at).map(|line| line.sort);
        let signed = parted == Some(Sort::Meta);
        let pictured = parted == Some(Sort::Caption) && only_quoted;
        let Some(next) = (at..=last).find(|&at| lines[at].sort == Sort::Prose) else { break };
        let named = (at..next).any(|at| lines[at].sort == Sort::Meta);
        // What follows must be most of the article.
        let rest: usize = lines[next..=last].iter().filter(|line| line.sort == Sort::Prose).map(|line| line.units).sum();
        let above: usize = lines[start..at].iter().map(|line| line.units).sum();
        let parted = at > start && (signed || pictured || named) && rest >= above * 2;
        if parted && !lines[start..at].iter().any(|line| inner_sentences(&line.text) > 1) {
            start = next;
        } else if let Some(next) = below_signature(lines, start, last) {
            start = next;
        } else {
            break;
        }
    }
    start
}

/// The first paragraph below a by-line or date that stands within the first lines of a stretch, if little
/// stands above it: a headline and a standfirst that read as sentences, and the words of a picture.
fn below_signature(lines: &[Line], start: usize, last: usize) -> Option<usize> {
    const WITHIN: usize = 14;
    let signature = (start + 1..=last.min(start + WITHIN)).rev().find(|&at| lines[at].sort == Sort::Meta && is_signature(&lines[at].text))?;
    let prose = |lines: &[Line]| lines.iter().filter(|line| line.sort == Sort::Prose).map(|line| line.units).sum::<usize>();
    let above = &lines[start..signature];
    let short = above.iter().filter(|line| line.sort == Sort::Prose).all(|line| line.units <= DECK && inner_sentences(&line.text) <= 1);
    let few = above.iter().filter(|line| line.sort == Sort::Prose).count() <= 4;
    let next = (signature..=last).find(|&at| lines[at].sort == Sort::Prose)?;
    (short && few && prose(above) * 3 <= prose(&lines[next..=last])).then_some(next)
}

/// The first of the paragraphs between the by-line above a stretch and the stretch.
fn below_byline(lines: &[Line], first: usize) -> usize {
    const WITHIN: usize = 25;
    let mut start = first;
    let mut boxed = false;
    for at in (first.saturating_sub(WITHIN)..first).rev() {
        let line = &lines[at];
        match line.sort {
            Sort::Meta if !boxed || is_signature(&line.text) || !date::scan(&line.text).dates.is_empty() => return start,
            // A box of links may stand below the first paragraph.
            Sort::Box if !boxed => boxed = true,
            Sort::Meta | Sort::Box | Sort::Comments | Sort::Rights => break,
            Sort::Prose if line.bullet == Bullet::None && !is_claim(&line.text) => start = at,
            _ => {}
        }
    }
    first
}

/// Words said by somebody, or a sentence without its point: what stands in large type, not in the text.
fn is_claim(text: &str) -> bool {
    let quoted =
        text.ends_with(['”', '"', '’']) && (text.starts_with(['“', '"', '‘']) || text.contains(": “") || text.contains(": \"") || has_hangul(text));
    quoted || !text.ends_with(['.', '다'])
}

/// A closing line by which the writers sign ends the article, if what stands below it is little.
fn end(lines: &[Line], start: usize, last: usize) -> usize {
    let total: usize = lines[start..=last].iter().filter(|line| line.sort == Sort::Prose).map(|line| line.units).sum();
    let mut end = last;
    let mut below = 0;
    for at in (start..=last).rev() {
        match lines[at].sort {
            Sort::Prose => below += lines[at].units,
            Sort::Meta | Sort::Rights | Sort::Comments if below * 8 <= total => end = at.saturating_sub(1),
            _ => {}
        }
        if below * 8 > total {
            break;
        }
    }
    while end > start && (lines[end].sort != Sort::Prose || is_of_the_makers(&lines[end].text)) {
        end -= 1;
    }
    end = closing(lines, start, end);
    // A list may close the text.
    let closes = lines[end].text.ends_with([':', '：']) || lines[end].bullet != Bullet::None;
    let bullet = lines.get(end + 1).map_or(Bullet::None, |line| line.bullet);
    if closes && bullet != Bullet::None {
        end += lines[end + 1..].iter().take_while(|line| line.bullet == bullet && matches!(line.sort, Sort::Title | Sort::Prose)).count();
    }
    end
}

/// The last line of the text, where sentences that touch on it stand below a table or beside the signature, or
/// where it has no point at its end.
fn closing(lines: &[Line], start: usize, end: usize) -> usize {
    const BELOW: usize = 12;
    let text: String = lines[start..=end].iter().filter(|line| line.sort == Sort::Prose).flat_map(|line| [line.text.as_str(), " "]).collect();
    let body = roots(&text);
    let mut last = end;
    for (at, line) in lines.iter().enumerate().skip(end + 1).take(BELOW) {
        let touches = line.bullet == Bullet::None && shared(&line.text, &body) >= 0.3;
        match line.sort {
            Sort::Rights | Sort::Box | Sort::Comments | Sort::Aside => break,
            Sort::Meta if !line.text.ends_with(['.', ']']) => break,
            Sort::Prose if touches && !is_of_the_makers(&line.text) => last = at,
            Sort::Title if at == last + 1 && line.gap && touches && line.units >= 40 && words(&line.text) >= 6 => {
                return if lines.get(at + 1).is_none_or(|next| next.gap) { at } else { last };
            }
            _ => {}
        }
    }
    last
}

/// Whether a closing line tells of those who made the article, or of its print.
fn is_of_the_makers(text: &str) -> bool {
    const MAKERS: &[&str] =
        &["reporter", "correspondent", "editor", "columnist", "writer", "journalist", "photographer", "freelance", "freelancer", "producer"];
    const DOES: &[&str] = &[" is a ", " is an ", " is the ", " covers ", " reports on ", " writes about ", " contributed "];
    const OPENS: &[&str] = &["a version of this article", "this article originally appeared", "this story originally appeared"];
    let lower = text.to_lowercase();
    if OPENS.iter().any(|open| lower.starts_with(open)) || lower.contains("contributed to this report") {
        return true;
    }
    let Some(at) = DOES.iter().filter_map(|does| text.find(does)).min() else { return false };
    let makes = lower.split([' ', ',', '.']).any(|word| MAKERS.contains(&word)) || lower[at..].starts_with(" contributed ");
    text.len() <= 300 && (makes && name::is_latin(&text[..at], 2) || text[at..].starts_with(" covers ") && name::is_latin(&text[..at], 1))
}

/// Below the text, signatures and addresses are the article's until another thing begins.
fn until(lines: &[Line], end: usize) -> usize {
    let mut titles = 0;
    for (at, line) in lines.iter().enumerate().skip(end + 1).take(TAIL) {
        match line.sort {
            Sort::Rights => return at + 2,
            Sort::Box | Sort::Comments => return at,
            Sort::Title => titles += 1,
            _ => {}
        }
        if titles > 8 {
            return at;
        }
    }
    lines.len().min(end + 1 + TAIL)
}

fn is_content(line: &Line) -> bool {
    matches!(line.sort, Sort::Title | Sort::Prose) && matches!(line.bullet, Bullet::None | Bullet::Square)
}

/// The line that looks most like the headline of this text.
fn headline(lines: &[Line], start: usize, prose: &str) -> Option<usize> {
    let body = roots(prose);
    let floor = start.saturating_sub(REACH);
    let mut best: Option<(f64, usize)> = None;
    let mut distance = 0.0;
    for at in (floor..start).rev() {
        if lines[at].sort == Sort::Box {
            distance += 30.0;
        }
        if !is_content(&lines[at]) {
            continue;
        }
        let score = score(lines, at, start, &body) - distance;
        if score > 0.0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, at));
        }
        distance += 3.0;
    }
    let (_, mut at) = best?;
    // A standfirst may have more of the text's words than the headline right above it.
    loop {
        // Words that somebody said are rather a standfirst, also where the by-line stands between.
        let quoted = is_quoted(&lines[at].text);
        let above = (floor..at).rev().take(if quoted { 4 } else { 1 }).find(|&above| is_content(&lines[above]));
        let Some(above) = above else { break };
        let line = &lines[above];
        // Lines that touch belong together, so that fewer common words will do.
        let least = if lines[at].gap || above + 1 < at { 0.3 } else { 0.1 };
        let like = line.units >= 24 && words(&line.text) >= 4 && shared(&line.text, &body) >= least && !is_house(lines, &line.text);
        if !like {
            break;
        }
        at = above;
    }
    Some(over_byline(lines, at, floor, &body).unwrap_or(at))
}

/// Where the standfirst stands below by-line and date, the headline stands above them.
fn over_byline(lines: &[Line], from: usize, floor: usize, body: &HashSet<String>) -> Option<usize> {
    const CONTENT: usize = 8;
    let (mut signed, mut passed) = (false, 0);
    for at in (floor..from).rev().take(30) {
        let line = &lines[at];
        match line.sort {
            Sort::Box | Sort::Rights | Sort::Aside => return None,
            Sort::Meta => signed |= is_signature(&line.text),
            Sort::Title | Sort::Prose if is_content(line) => {
                let like = line.units >= 24 && words(&line.text) >= 3 && shared(&line.text, body) >= 0.3 && !is_house(lines, &line.text);
                if signed && like && lines[from].text != line.text {
                    return Some(at);
                }
                passed += 1;
                if passed > CONTENT {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a line says who wrote the article, or when it came out or changed.
fn is_signature(text: &str) -> bool {
    let scan = date::scan(text);
    scan.dates.iter().any(|dated| dated.label != Label::Bare) || scan.open.is_some() || byline::read(&scan.rest).is_some_and(|byline| byline.said)
}

fn score(lines: &[Line], at: usize, start: usize, body: &HashSet<String>) -> f64 {
    let line = &lines[at];
    let text = line.text.as_str();
    let mut score = 70.0 * shared(text, body);
    if line.units < 14 || line.units > 260 || words(text) < 2 {
        score -= 60.0;
    } else if line.units >= 24 {
        score += 10.0;
    }
    // The next line that is not of the headline's own group says what the group is.
    let mut below = at + 1;
    while below < start && below < at + 5 && is_content(&lines[below]) {
        below += 1;
    }
    score += if below >= start {
        10.0
    } else {
        match lines[below].sort {
            Sort::Meta => 20.0,
            Sort::Caption => 12.0,
            _ => 0.0,
        }
    };
    score += if line.gap { 8.0 } else { 0.0 };
    let above = at.checked_sub(1).map(|above| &lines[above]);
    score += if above.is_some_and(|above| is_content(above) && above.units >= 24) { 0.0 } else { 6.0 };
    if lines.iter().enumerate().any(|(other, line)| other != at && (other < at || other > start) && line.text == text) {
        score += 25.0;
    }
    if is_quoted(text) {
        score -= 35.0;
    }
    if ends_sentence(text) && text.ends_with(['.', '다']) {
        score -= 20.0;
    }
    if vocabulary::is_section(text) || is_house(lines, text) {
        score -= 50.0;
    }
    if tells_of_picture(lines, at) {
        score -= 50.0;
    }
    score
}

/// Whether a line is the picture's own title: it stands against a caption, and says the same or is a sentence.
fn tells_of_picture(lines: &[Line], at: usize) -> bool {
    let Some(caption) = lines[at + 1..].iter().take(2).position(|line| line.sort == Sort::Caption) else { return false };
    let caption = at + 1 + caption;
    let close = lines[at + 1..=caption].iter().all(|line| !line.gap && (line.sort == Sort::Caption || line.text == lines[at].text));
    close && (lines[at].text.ends_with('.') || shared(&lines[at].text, &roots(&lines[caption].text)) >= 0.4)
}

/// Whether these words stand in a notice of rights: the name of the paper.
fn is_house(lines: &[Line], text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.chars().count() <= 40 && lines.iter().rev().take(60).any(|line| line.sort == Sort::Rights && line.text.to_lowercase().contains(&lower))
}

/// Whether a line is what somebody said, with the speaker's name before it at most.
fn is_quoted(text: &str) -> bool {
    text.ends_with(['”', '"']) && (text.starts_with(['“', '"']) || text.contains(": “") || text.contains(": \""))
}

/// The stems of a text's words, so far as two languages can share a rule: a Korean word's first two
/// syllables, an English one's first five letters.
fn roots(text: &str) -> HashSet<String> {
    let split = |c: char| !c.is_alphanumeric();
    text.split(split).filter_map(root).collect()
}

fn root(word: &str) -> Option<String> {
    let (least, most) = if has_hangul(word) { (2, 2) } else { (4, 5) };
    let digits = word.chars().all(|c| c.is_ascii_digit()) && word.len() >= 2;
    (digits || word.chars().count() >= least).then(|| word.chars().take(most).flat_map(char::to_lowercase).collect())
}

/// The share of a line's words that the text has too.
fn shared(text: &str, body: &HashSet<String>) -> f64 {
    let own = roots(text);
    if own.is_empty() {
        return 0.0;
    }
    own.iter().filter(|root| body.contains(*root)).count() as f64 / own.len() as f64
}

/// The lines between headline and text that are in large type: the first group of them.
fn deck(lines: &[Line], headline: usize, below: &[usize]) -> Vec<usize> {
    let mut deck: Vec<usize> = Vec::new();
    for &at in below {
        let line = &lines[at];
        let fits = (16..=DECK).contains(&line.units)
            && words(&line.text) >= 3
            && !lines[headline].text.ends_with(&line.text)
            && sort::bare_names(&line.text).is_none()
            && !tells_of_picture(lines, at)
            && !is_label(lines, at);
        if !fits {
            if deck.is_empty() { continue } else { break }
        }
        if deck.last().is_some_and(|&last| at - last > 1) || deck.len() == 4 {
            break;
        }
        deck.push(at);
    }
    deck
}

/// A line amid buttons and counters, without the marks of a sentence, is one of them.
fn is_label(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let beside = |other: Option<&Line>| other.is_some_and(|line| matches!(line.sort, Sort::Clutter));
    let joined = !line.gap && at > 0 && beside(lines.get(at - 1)) || lines.get(at + 1).is_some_and(|next| !next.gap && beside(Some(next)));
    joined && line.units < 60 || name::is_title(&line.text) && words(&line.text) <= 5 && !ends_sentence(&line.text)
}

/// The section by the path above the headline, else by a short line that stands alone above it.
fn section(lines: &[Line], headline: usize) -> Option<String> {
    for at in (headline.saturating_sub(6)..headline).rev() {
        if let Some(steps) = sort::path(&lines[at].text).filter(|steps| steps.len() > 1) {
            let step = steps.iter().find(|step| !sort::is_home(step) && !vocabulary::is_button(step))?;
            return Some((*step).to_owned()).filter(|step| *step != lines[headline].text && words(step) <= 4);
        }
    }
    if !lines[headline].gap {
        return None;
    }
    let mut first = headline;
    while first > 0 && first + 3 > headline && lines[first - 1].sort != Sort::Meta && (first == headline || !lines[first].gap) {
        first -= 1;
    }
    let group = &lines[first..headline];
    let alone = lines.get(first).is_some_and(|line| line.gap) && (1..=2).contains(&group.len());
    let fits = |line: &Line| {
        line.bullet == Bullet::None
            && line.units <= 30
            && words(&line.text) <= 4
            && matches!(line.sort, Sort::Title | Sort::Clutter)
            && line.text.chars().any(char::is_alphabetic)
    };
    if !alone || !group.iter().all(fits) {
        return None;
    }
    let text = &group[0].text;
    let known = vocabulary::is_section(text);
    (known || !vocabulary::is_button(text) && !vocabulary::is_notice(text, group[0].units) && !is_house(lines, text)).then(|| text.clone())
}
