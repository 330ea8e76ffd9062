use jiff::civil::{Date, DateTime, Time as Clock};
use jiff::tz::{Offset, TimeZone};
use model::When;

use super::token::{Token, tokens};

/// What a date on a page says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    Bare,
    /// That the article came out then.
    Published,
    /// That it was changed then.
    Updated,
}

/// A date found in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dated {
    pub(super) label: Label,
    pub(super) when: When,
}

/// A line's dates, and the line without them and the words that belong to them.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) dates: Vec<Dated>,
    pub(super) rest: String,
    /// The label at the end of the line, whose date may stand on the next.
    pub(super) open: Option<Label>,
    /// Whether a date was seen that could be two days, such as 3/5/2024.
    pub(super) doubtful: bool,
}

const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "issued",
    "created",
    "입력",
    "기사입력",
    "등록",
    "등록일",
    "승인",
    "송고",
    "송고시간",
    "게재",
    "발행",
    "발행일",
    "작성",
    "작성일",
    "게시",
    "최초입력",
];
const UPDATED: &[&str] =
    &["updated", "modified", "edited", "revised", "update", "수정", "최종수정", "업데이트", "갱신", "기사수정", "수정일", "최종업데이트"];
/// Words that may stand beside a date and say nothing.
const FILLERS: &[&str] = &[
    "at",
    "on",
    "date",
    "last",
    "first",
    "time",
    "kst",
    "일시",
    "시간",
    "기사",
    "최종",
    "최초",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "월요일",
    "화요일",
    "수요일",
    "목요일",
    "금요일",
    "토요일",
    "일요일",
    "월",
    "화",
    "수",
    "목",
    "금",
    "토",
    "일",
];
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTHS_WHOLE: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/// Abbreviations of time zones with their minutes from UTC. Those that several countries use stand
/// for the zone that newspapers in English mean by them.
const ZONES: &[(&str, i32)] = &[
    ("kst", 540),
    ("jst", 540),
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("ist", 330),
    ("hkt", 480),
    ("sgt", 480),
    ("aest", 600),
    ("aedt", 660),
];
/// Zone words whose offset depends on the day.
const SEASONAL: &[(&str, &str)] = &[("et", "America/New_York"), ("pt", "America/Los_Angeles"), ("ct", "America/Chicago"), ("mt", "America/Denver")];

/// Finds the dates of a line.
pub(super) fn scan(text: &str) -> Scan {
    // Dates stand in short lines or at the beginning; a long paragraph is not searched to its end.
    let end = text.char_indices().nth(240).map_or(text.len(), |(at, _)| at);
    let line = &text[..end];
    let tokens = tokens(line);
    let mut scan = Scan::default();
    let mut label = Label::Bare;
    let mut cut = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        if let Some(found) = dated(&tokens, at) {
            let start = found.start;
            at = found.end;
            cut[start..at].fill(true);
            match found.when {
                Some(when) => scan.dates.push(Dated { label, when }),
                None => scan.doubtful = true,
            }
            label = Label::Bare;
            continue;
        }
        if let Token::Word(word) = &tokens[at].0 {
            let new = label_of(word);
            if new != Label::Bare {
                label = new;
                cut[at] = true;
            } else if FILLERS.contains(&word.as_str()) && !line[..tokens[at].1].ends_with('-') {
                // Behind a hyphen it is part of a name: Da-on.
                cut[at] = true;
            }
        }
        at += 1;
    }
    // A Korean agency sets the label behind its date: 2024/03/05 09:30 송고.
    let closes = tokens.iter().rev().find_map(|(token, ..)| match token {
        Token::Word(word) => Some(label_of(word) != Label::Bare || FILLERS.contains(&word.as_str())),
        Token::Number(_) => Some(false),
        Token::Mark(_) => None,
    });
    if label != Label::Bare && closes == Some(true) {
        match scan.dates.as_mut_slice() {
            [only] if only.label == Label::Bare => only.label = label,
            _ => scan.open = Some(label),
        }
    }
    if scan.dates.is_empty() && !scan.doubtful && scan.open.is_none() {
        scan.rest = text.to_owned();
        return scan;
    }
    scan.rest = without(line, &tokens, &cut);
    scan.rest.push_str(&text[end..]);
    scan
}

/// The hour that a line gives without its day, with the label before it.
pub(super) fn hour(text: &str) -> Option<(Label, Clock)> {
    let tokens = tokens(text);
    if tokens.len() > 16 {
        return None;
    }
    let mut label = Label::Bare;
    for at in 0..tokens.len() {
        if let Token::Word(word) = &tokens[at].0
            && label_of(word) != Label::Bare
        {
            label = label_of(word);
        } else if let Some((clock, ..)) = clock(&tokens, at).filter(|_| label != Label::Bare) {
            return Some((label, clock));
        }
    }
    None
}

fn without(line: &str, tokens: &[(Token, usize, usize)], cut: &[bool]) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for ((_, start, end), cut) in tokens.iter().zip(cut) {
        if *cut {
            rest.push_str(line.get(from..*start).unwrap_or_default());
            from = *end;
        }
    }
    rest.push_str(line.get(from..).unwrap_or_default());
    rest
}

fn label_of(word: &str) -> Label {
    if PUBLISHED.contains(&word) {
        Label::Published
    } else if UPDATED.contains(&word) {
        Label::Updated
    } else {
        Label::Bare
    }
}

struct Found {
    start: usize,
    end: usize,
    when: Option<When>,
}

type Tokens<'a> = &'a [(Token, usize, usize)];

fn dated(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    if let Some((date, end)) = date(tokens, at) {
        let Some(date) = date else { return Some(Found { start: at, end, when: None }) };
        let after = skip(tokens, end);
        return Some(match clock(tokens, after) {
            Some((clock, zone, end)) => Found { start: at, end, when: Some(join(date, clock, zone)) },
            None => Found { start: at, end, when: Some(When::Day(date)) },
        });
    }
    // 9:30 AM EST, Tue March 5, 2024
    let (clock, zone, end) = clock(tokens, at)?;
    let after = skip(tokens, end);
    let (date, end) = date(tokens, after)?;
    Some(Found { start: at, end, when: Some(join(date?, clock, zone)) })
}

fn join(date: Date, clock: Clock, zone: Option<Offsets>) -> When {
    let local = DateTime::from_parts(date, clock);
    let moment = match zone {
        None => None,
        Some(Offsets::Minutes(minutes)) => Offset::from_seconds(minutes * 60).ok().and_then(|offset| offset.to_timestamp(local).ok()),
        Some(Offsets::Named(name)) => TimeZone::get(name).ok().and_then(|zone| zone.to_timestamp(local).ok()),
    };
    moment.map_or(When::Local(local), |moment| When::Exact(moment.into()))
}

fn number(tokens: Tokens<'_>, at: usize) -> Option<(u32, usize)> {
    match tokens.get(at) {
        Some((Token::Number(value), start, end)) => Some((*value, end - start)),
        _ => None,
    }
}

fn word(tokens: Tokens<'_>, at: usize) -> Option<&str> {
    match tokens.get(at) {
        Some((Token::Word(word), ..)) => Some(word),
        _ => None,
    }
}

fn mark(tokens: Tokens<'_>, at: usize) -> Option<char> {
    match tokens.get(at) {
        Some((Token::Mark(mark), ..)) => Some(*mark),
        _ => None,
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A date at this token and the token behind it; `Some(None)` if the day is doubtful.
fn date(tokens: Tokens<'_>, at: usize) -> Option<(Option<Date>, usize)> {
    if let Some(found) = year_first(tokens, at) {
        return Some(found);
    }
    if let Some((date, end)) = month_named(tokens, at) {
        return Some((Some(date), end));
    }
    // 3/5/2024 is two days, 3/25/2024 one.
    let ((a, _), (b, _), (year, 4)) = (number(tokens, at)?, number(tokens, at + 2)?, number(tokens, at + 4)?) else { return None };
    let separator = mark(tokens, at + 1)?;
    if !matches!(separator, '/' | '.' | '-') || mark(tokens, at + 3) != Some(separator) {
        return None;
    }
    let (first, second) = (civil(year, a, b), civil(year, b, a));
    let date = match (first, second) {
        (Some(_), Some(_)) if a != b => None,
        (Some(date), _) | (None, Some(date)) => Some(date),
        (None, None) => return None,
    };
    Some((date, at + 5))
}

fn year_first(tokens: Tokens<'_>, at: usize) -> Option<(Option<Date>, usize)> {
    let (mut year, digits) = number(tokens, at)?;
    let separated = |at: usize, unit: &str| -> Option<usize> {
        if word(tokens, at) == Some(unit) {
            return Some(at + 1);
        }
        matches!(mark(tokens, at), Some('-' | '.' | '/')).then_some(at + 1)
    };
    let after_year = separated(at + 1, "년")?;
    let (month, _) = number(tokens, after_year)?;
    // A magazine's issue is a month's.
    if digits == 4 && word(tokens, after_year + 1) == Some("월호") {
        return Some((Some(civil(year, month, 1)?), after_year + 2));
    }
    let after_month = separated(after_year + 1, "월")?;
    let (day, day_digits) = number(tokens, after_month)?;
    if digits == 2 {
        // 24.03.05 is a date where nothing else is meant: two digits each, and points between.
        let pointed = mark(tokens, at + 1) == Some('.') && mark(tokens, after_month - 1) == Some('.') && day_digits == 2;
        if !pointed || clock(tokens, skip(tokens, after_month + 1)).is_none() {
            return None;
        }
        year += 2000;
    } else if digits != 4 {
        return None;
    }
    let mut end = after_month + 1;
    if word(tokens, end) == Some("일") {
        end += 1;
    }
    Some((Some(civil(year, month, day)?), end))
}

fn month_named(tokens: Tokens<'_>, at: usize) -> Option<(Date, usize)> {
    let point = |at: usize| if matches!(mark(tokens, at), Some('.' | ',')) { at + 1 } else { at };
    let ordinal = |at: usize| if matches!(word(tokens, at), Some("st" | "nd" | "rd" | "th")) { at + 1 } else { at };
    if let Some(month) = word(tokens, at).and_then(month) {
        let at = point(at + 1);
        let (day, _) = number(tokens, at)?;
        let at = point(ordinal(at + 1));
        let (year, 4) = number(tokens, at)? else { return None };
        return Some((civil(year, month, day)?, at + 1));
    }
    let (day, _) = number(tokens, at)?;
    let mut at = ordinal(at + 1);
    if word(tokens, at) == Some("of") || mark(tokens, at) == Some('-') {
        at += 1;
    }
    let month = word(tokens, at).and_then(month)?;
    at = point(at + 1);
    if mark(tokens, at) == Some('-') {
        at += 1;
    }
    let (year, 4) = number(tokens, at)? else { return None };
    Some((civil(year, month, day)?, at + 1))
}

fn month(word: &str) -> Option<u32> {
    let place = MONTHS_WHOLE.iter().position(|whole| *whole == word).or_else(|| {
        let short = if word == "sept" { "sep" } else { word };
        MONTHS.iter().position(|month| *month == short)
    })?;
    u32::try_from(place + 1).ok()
}

/// Passes over a weekday and marks between a date and its time of day.
fn skip(tokens: Tokens<'_>, mut at: usize) -> usize {
    for _ in 0..6 {
        match tokens.get(at) {
            Some((Token::Mark(',' | '.' | '(' | ')' | '[' | ']' | '|' | '-' | '–' | '—' | '·' | '/' | '•'), ..)) => at += 1,
            Some((Token::Word(word), ..)) if word == "t" || (FILLERS.contains(&word.as_str()) && label_of(word) == Label::Bare) => at += 1,
            _ => break,
        }
    }
    at
}

#[derive(Clone, Copy)]
enum Offsets {
    Minutes(i32),
    Named(&'static str),
}

fn clock(tokens: Tokens<'_>, mut at: usize) -> Option<(Clock, Option<Offsets>, usize)> {
    let mut half = match word(tokens, at) {
        Some("오전" | "am") => Some(0),
        Some("오후" | "pm") => Some(12),
        _ => None,
    };
    at += usize::from(half.is_some());
    let (hour, hour_digits) = number(tokens, at)?;
    at += 1;
    let (mut minute, mut second, mut units) = (0, 0, false);
    if word(tokens, at) == Some("시") {
        at += 1;
        units = true;
        if let Some((found, _)) = number(tokens, at)
            && word(tokens, at + 1) == Some("분")
        {
            minute = found;
            at += 2;
        }
    } else if let (Some(':' | '.'), Some((found, 2))) = (mark(tokens, at), number(tokens, at + 1)) {
        // 09.30 is a time only where it can be no other number.
        if mark(tokens, at) == Some('.') && hour_digits != 2 && !matches!(word(tokens, at + 2), Some("am" | "pm" | "a" | "p")) {
            return None;
        }
        minute = found;
        at += 2;
        if let (Some(':'), Some((found, 2))) = (mark(tokens, at), number(tokens, at + 1)) {
            second = found;
            at += 2;
            if let (Some('.'), Some((_, 3..))) = (mark(tokens, at), number(tokens, at + 1)) {
                at += 2;
            }
        }
        units = true;
    }
    match (word(tokens, at), mark(tokens, at + 1), word(tokens, at + 2)) {
        (Some("am"), ..) => (half, at) = (Some(0), at + 1),
        (Some("pm"), ..) => (half, at) = (Some(12), at + 1),
        (Some(first @ ("a" | "p")), Some('.'), Some("m")) => {
            half = Some(if first == "a" { 0 } else { 12 });
            at += 3 + usize::from(mark(tokens, at + 3) == Some('.'));
        }
        _ => {}
    }
    if !units && half.is_none() {
        return None;
    }
    let hour = match half {
        Some(_) if hour > 12 => hour,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    let clock = Clock::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0).ok()?;
    let (zone, at) = zone(tokens, at);
    Some((clock, zone, at))
}

fn zone(tokens: Tokens<'_>, at: usize) -> (Option<Offsets>, usize) {
    let open = mark(tokens, at) == Some('(');
    let inner = at + usize::from(open);
    let (found, mut end) = match (word(tokens, inner), mark(tokens, inner)) {
        (Some(word), _) => {
            let fixed = ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| Offsets::Minutes(*minutes));
            let found = fixed.or_else(|| SEASONAL.iter().find(|(name, _)| *name == word).map(|(_, zone)| Offsets::Named(zone)));
            // UTC+9, GMT+0900
            match (found, signed(tokens, inner + 1)) {
                (Some(Offsets::Minutes(0)), Some((minutes, end))) => (Some(Offsets::Minutes(minutes)), end),
                (found, _) => (found, inner + 1),
            }
        }
        (None, Some('+' | '-')) => match signed(tokens, inner) {
            Some((minutes, end)) => (Some(Offsets::Minutes(minutes)), end),
            None => (None, at),
        },
        _ => (None, at),
    };
    if found.is_none() {
        return (None, at);
    }
    if open && mark(tokens, end) == Some(')') {
        end += 1;
    }
    (found, end)
}

fn signed(tokens: Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let sign = match mark(tokens, at)? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (value, digits) = number(tokens, at + 1)?;
    let value = i32::try_from(value).ok()?;
    match (digits, mark(tokens, at + 2), number(tokens, at + 3)) {
        (4, ..) => Some((sign * (value / 100 * 60 + value % 100), at + 2)),
        (1 | 2, Some(':'), Some((minutes, 2))) => Some((sign * (value * 60 + i32::try_from(minutes).ok()?), at + 4)),
        (1 | 2, ..) if value <= 14 => Some((sign * value * 60, at + 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> String {
        let scan = scan(text);
        let dated = scan.dates.first().unwrap_or_else(|| panic!("no date in {text}"));
        let when = match dated.when {
            When::Exact(time) => time.rfc3339(),
            When::Local(local) => local.to_string(),
            When::Day(day) => day.to_string(),
        };
        format!("{:?} {when} [{}]", dated.label, scan.rest.trim())
    }

    #[test]
    fn dates_are_read_as_papers_write_them() {
        assert_eq!(first("입력 2024.03.05 09:30"), "Published 2024-03-05T09:30:00 []");
        assert_eq!(first("기사입력 2024-03-05 09:30:12"), "Published 2024-03-05T09:30:12 []");
        assert_eq!(first("수정 2024. 3. 5. 오후 2:05"), "Updated 2024-03-05T14:05:00 []");
        assert_eq!(first("2024년 3월 5일 (화) 오전 9시 30분"), "Bare 2024-03-05T09:30:00 []");
        assert_eq!(first("2024/03/05 09:30 송고"), "Published 2024-03-05T09:30:00 []");
        assert_eq!(first("Mar. 5, 2024 9:30 AM"), "Bare 2024-03-05T09:30:00 []");
        assert_eq!(first("Published March 5, 2024 at 9:30 p.m. KST"), "Published 2024-03-05T12:30:00Z []");
        assert_eq!(first("Published 9:30 AM EST, Tue March 5, 2024"), "Published 2024-03-05T14:30:00Z []");
        assert_eq!(first("Tue 5 Mar 2024 09.30 GMT"), "Bare 2024-03-05T09:30:00Z []");
        assert_eq!(first("Updated 2024-03-05T09:30:00+09:00"), "Updated 2024-03-05T00:30:00Z []");
        assert_eq!(first("July 1, 2024 at 8 a.m. ET"), "Bare 2024-07-01T12:00:00Z []");
        assert_eq!(first("5th March 2024"), "Bare 2024-03-05 []");
        assert_eq!(first("Jane Doe | March 5, 2024"), "Bare 2024-03-05 [Jane Doe |]");
        assert_eq!(first("등록 24.03.05 09:30"), "Published 2024-03-05T09:30:00 []");
    }

    #[test]
    fn a_line_can_have_two_dates() {
        let scan = scan("입력 2024.03.05 09:30 수정 2024.03.05 10:12");
        assert_eq!(scan.dates.iter().map(|dated| dated.label).collect::<Vec<_>>(), [Label::Published, Label::Updated]);
    }

    #[test]
    fn a_day_that_could_be_two_is_not_guessed() {
        let scan = scan("Published 3/5/2024");
        assert!(scan.dates.is_empty() && scan.doubtful);
        assert_eq!(first("3/25/2024"), "Bare 2024-03-25 []");
    }
}
