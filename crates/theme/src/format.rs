use jiff::civil::{Date, Weekday};
use model::{Language, Time, Zone};

use crate::Moment;

/// A moment as an edition writes it, on a page drawn at `now`.
pub fn moment(time: Time, now: Time, zone: &Zone, language: Language) -> Moment {
    let local = time.in_zone(zone);
    let today = now.in_zone(zone).date();
    let date = local.date();
    let clock = format!("{:02}:{:02}", local.hour(), local.minute());
    let (day, full, near, far) = match language {
        Language::KOREAN => {
            let plain = format!("{}년 {}월 {}일", date.year(), date.month(), date.day());
            (format!("{plain} {}", korean_weekday(date)), format!("{plain} {clock}"), format!("{}월 {}일", date.month(), date.day()), plain)
        }
        _ => {
            let plain = format!("{} {} {}", date.day(), MONTHS[month(date)], date.year());
            let near = format!("{} {}", date.day(), SHORT_MONTHS[month(date)]);
            (format!("{}, {plain}", weekday(date)), format!("{plain}, {clock}"), near.clone(), format!("{near} {}", date.year()))
        }
    };
    let short = if date == today {
        clock
    } else if date.year() == today.year() {
        near
    } else {
        far
    };
    Moment { iso: time.rfc3339_in(zone), day, full, short }
}

/// A number with its thousands set apart as the language does.
pub fn number(n: u64, language: Language) -> String {
    let gap = match language.code() {
        "de" | "es" | "it" | "nl" | "pt" | "id" | "tr" | "vi" | "da" | "el" => '.',
        "fr" | "pl" | "ru" | "uk" | "cs" | "sv" | "fi" | "nb" | "no" => '\u{202f}',
        _ => ',',
    };
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(gap);
        }
        text.push(digit);
    }
    text
}

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or_default().min(11)
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn korean_weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "월요일",
        Weekday::Tuesday => "화요일",
        Weekday::Wednesday => "수요일",
        Weekday::Thursday => "목요일",
        Weekday::Friday => "금요일",
        Weekday::Saturday => "토요일",
        Weekday::Sunday => "일요일",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, language: Language) -> Moment {
        let zone: Zone = "Asia/Seoul".parse().unwrap();
        moment(Time::parse(text).unwrap(), Time::parse("2026-11-24T03:00:00Z").unwrap(), &zone, language)
    }

    #[test]
    fn a_moment_is_written_as_each_language_writes_it() {
        let english = at("2026-11-24T00:30:00Z", Language::ENGLISH);
        assert_eq!(english.iso, "2026-11-24T09:30:00+09:00");
        assert_eq!(english.day, "Tuesday, 24 November 2026");
        assert_eq!(english.full, "24 November 2026, 09:30");
        assert_eq!(english.short, "09:30");
        let korean = at("2026-11-24T00:30:00Z", Language::KOREAN);
        assert_eq!(korean.day, "2026년 11월 24일 화요일");
        assert_eq!(korean.full, "2026년 11월 24일 09:30");
        assert_eq!(korean.short, "09:30");
    }

    #[test]
    fn the_day_is_the_publications_and_an_older_year_is_named() {
        assert_eq!(at("2026-11-23T15:00:00Z", Language::ENGLISH).short, "00:00");
        assert_eq!(at("2026-11-23T14:59:00Z", Language::ENGLISH).short, "23 Nov");
        assert_eq!(at("2026-11-23T14:59:00Z", Language::KOREAN).short, "11월 23일");
        assert_eq!(at("2025-11-23T14:59:00Z", Language::ENGLISH).short, "23 Nov 2025");
        assert_eq!(at("2025-11-23T14:59:00Z", Language::KOREAN).short, "2025년 11월 23일");
    }

    #[test]
    fn numbers_are_set_apart_by_thousands() {
        assert_eq!(number(0, Language::ENGLISH), "0");
        assert_eq!(number(999, Language::KOREAN), "999");
        assert_eq!(number(12_345, Language::KOREAN), "12,345");
        assert_eq!(number(1_234_567, Language::ENGLISH), "1,234,567");
        assert_eq!(number(1_234_567, "de".parse().unwrap()), "1.234.567");
    }
}
