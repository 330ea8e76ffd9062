use jiff::civil::{Date, DateTime, Time};
use model::When;

/// Reads a date as machines write it, and the ways of writing it that are the same in all newspapers of a language.
pub(super) fn machine(text: &str) -> Option<When> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    if let Some(when) = When::parse(text) {
        return plausible(when);
    }
    let numbers = Numbers::of(text);
    let date = numbers.date()?;
    let when = match numbers.clock() {
        None => When::Day(date),
        Some(clock) => {
            let local = DateTime::from_parts(date, clock);
            match numbers.offset(text) {
                Some(offset) => When::parse(&format!("{}{offset}", local.strftime("%Y-%m-%dT%H:%M:%S")))?,
                None => When::Local(local),
            }
        }
    };
    plausible(when)
}

/// No newspaper stands on the web from before, and a counter of seconds read as a year is caught too.
fn plausible(when: When) -> Option<When> {
    let year = match when {
        When::Exact(time) => 1970 + time.millis().div_euclid(31_556_952_000),
        When::Local(local) => i64::from(local.year()),
        When::Day(day) => i64::from(day.year()),
    };
    (1900..2200).contains(&year).then_some(when)
}

/// A text's numbers, each with where it stands and ends, and its month if one is named.
struct Numbers {
    found: Vec<(u32, usize, usize)>,
    month: Option<(i8, usize)>,
    lower: String,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Numbers {
    fn of(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        let mut found = Vec::new();
        let mut from = None;
        for (at, c) in lower.char_indices().chain([(lower.len(), ' ')]) {
            match (c.is_ascii_digit(), from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    found.extend(lower[start..at].parse().ok().map(|number| (number, start, at)));
                    from = None;
                }
                _ => {}
            }
        }
        let month = MONTHS.iter().zip(1i8..).find_map(|(name, number)| {
            let at = lower.find(name)?;
            let starts = !lower[..at].ends_with(|c: char| c.is_alphabetic());
            starts.then_some((number, at))
        });
        Self { found, month, lower }
    }

    fn date(&self) -> Option<Date> {
        let (first, start, end) = *self.found.first()?;
        if end - start == 8 {
            return Date::new((first / 10_000) as i16, (first / 100 % 100) as i8, (first % 100) as i8).ok();
        }
        let year = |number: u32| (1900..2200).contains(&number).then_some(number as i16);
        let day = |number: u32| i8::try_from(number).ok();
        if let Some((month, _)) = self.month {
            let found = self.found.iter().find_map(|(number, _, _)| year(*number))?;
            let first_day = self.found.iter().find(|(number, start, end)| (1..=31).contains(number) && end - start <= 2)?;
            return Date::new(found, month, day(first_day.0)?).ok();
        }
        let [(a, ..), (b, ..), (c, ..)] = self.found.get(..3)?.try_into().ok()?;
        match (year(a), year(c)) {
            (Some(year), _) => Date::new(year, day(b)?, day(c)?).ok(),
            // Which of two small numbers is the month cannot be told.
            (None, Some(year)) if a > 12 => Date::new(year, day(b)?, day(a)?).ok(),
            (None, Some(year)) if b > 12 || a == b => Date::new(year, day(a)?, day(b)?).ok(),
            _ => None,
        }
    }

    fn clock(&self) -> Option<Time> {
        let colon = self.found.windows(2).position(|pair| self.lower.get(pair[0].2..pair[1].1) == Some(":"))?;
        let (hour, minute) = (self.found[colon], self.found[colon + 1]);
        let second = self.found.get(colon + 2).filter(|next| self.lower.get(minute.2..next.1) == Some(":")).map_or(0, |next| next.0);
        let after = self.lower[minute.2..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == ' ');
        let before = self.lower[..hour.1].trim_end();
        let afternoon = after.starts_with("pm") || after.starts_with("p.m") || before.ends_with("오후");
        let morning = after.starts_with("am") || after.starts_with("a.m") || before.ends_with("오전");
        let hour = match hour.0 {
            12 if morning => 0,
            number @ 1..=11 if afternoon => number + 12,
            number => number,
        };
        Time::new(i8::try_from(hour).ok()?, i8::try_from(minute.0).ok()?, i8::try_from(second.min(59)).ok()?, 0).ok()
    }

    /// An offset behind the clock, as in `+0900` or `-05:00`.
    fn offset(&self, text: &str) -> Option<String> {
        let colon = text.find(':')?;
        let after = &text[colon..];
        let sign = after.find(['+', '-', 'Z'])?;
        if after[sign..].starts_with('Z') {
            return Some("Z".to_owned());
        }
        let digits: String = after[sign + 1..].chars().filter(char::is_ascii_digit).take(4).collect();
        (digits.len() == 4).then(|| format!("{}{}:{}", &after[sign..=sign], &digits[..2], &digits[2..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_to_write_a_time_are_read() {
        let exact = |text: &str| match machine(text) {
            Some(When::Exact(time)) => time.rfc3339(),
            other => format!("{other:?}"),
        };
        assert_eq!(exact("2019-11-20T10:30:00.000+0900"), "2019-11-20T01:30:00Z");
        assert_eq!(exact("2019-11-20 10:30:00 -0500"), "2019-11-20T15:30:00Z");
        assert_eq!(exact("Wed, 20 Nov 2019 10:30:00 GMT"), "2019-11-20T10:30:00Z");
        let day = When::Day(Date::constant(2019, 11, 20));
        for text in ["20191120", "2019.11.20", "2019년 11월 20일", "November 20, 2019", "20 Nov 2019", "Nov. 20, 2019", "11/20/2019", "20.11.2019"]
        {
            assert_eq!(machine(text), Some(day), "{text}");
        }
        let local = When::Local(Date::constant(2019, 11, 20).at(21, 5, 0, 0));
        for text in ["2019.11.20 21:05", "2019-11-20 오후 9:05", "Nov 20, 2019 9:05 PM"] {
            assert_eq!(machine(text), Some(local), "{text}");
        }
    }

    #[test]
    fn a_doubtful_date_is_not_guessed() {
        for text in ["03/05/2019", "5 minutes ago", "", "99999999", "2019-45-90", "오늘"] {
            assert_eq!(machine(text), None, "{text}");
        }
    }
}
