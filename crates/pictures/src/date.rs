use jiff::civil::{Date, Time};

/// A date as metadata have it, in ISO 8601: `2017-05-29`, or with a time and, where it is known, the
/// zone: `2017-05-29T17:19:21-05:00`. `None` for what is no full date.
///
/// Takes XMP's dates (2017-05-29T17:19:21.088-05:00), EXIF's (2017:05:29 17:19:21) and IIM's
/// (20170529, and the time after a T: 20170529T171921-0500).
pub(crate) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    let at = text.find(['T', ' ']).unwrap_or(text.len());
    let (day, rest) = text.split_at(at);
    let day: String = day.chars().filter(|c| !matches!(c, '-' | ':' | '/' | '.')).collect();
    let date = Date::new(number(&day, 0..4)?.cast_signed(), number(&day, 4..6)? as i8, number(&day, 6..8)? as i8).ok()?;
    if day.len() != 8 || date.year() < 1800 {
        return None;
    }
    match time(rest.trim_start_matches(['T', ' '])) {
        Some(time) => Some(format!("{date}T{time}")),
        None => Some(date.to_string()),
    }
}

/// `HH:MM[:SS[.fff]][zone]`, colons left out or not, in hours, minutes, seconds and zone.
fn time(text: &str) -> Option<String> {
    let at = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(at);
    let clock = clock.split('.').next()?;
    let clock: String = clock.trim().chars().filter(|&c| c != ':').collect();
    let seconds = if clock.len() == 4 { 0 } else { number(&clock, 4..6)? };
    let time = Time::new(number(&clock, 0..2)? as i8, number(&clock, 2..4)? as i8, seconds as i8, 0).ok()?;
    Some(format!("{time}{}", offset(zone).unwrap_or_default()))
}

/// `Z`, `+09:00` or `+0900`.
fn offset(zone: &str) -> Option<String> {
    if zone == "Z" {
        return Some("Z".to_owned());
    }
    let digits: String = zone.get(1..)?.chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = (number(&digits, 0..2)?, number(&digits, 2..4)?);
    (hours < 15 && minutes < 60).then(|| format!("{}{hours:02}:{minutes:02}", &zone[..1]))
}

fn number(text: &str, digits: std::ops::Range<usize>) -> Option<u16> {
    text.get(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_standard_come_out_alike() {
        let date = |text: &str| iso(text).unwrap_or_default();
        assert_eq!(date("2017-05-29T17:19:21.088-05:00"), "2017-05-29T17:19:21-05:00");
        assert_eq!(date("2017:05:29 17:19:21"), "2017-05-29T17:19:21");
        assert_eq!(date("20170529T171921+0900"), "2017-05-29T17:19:21+09:00");
        assert_eq!(date("2017-05-29T17:19Z"), "2017-05-29T17:19:00Z");
        assert_eq!(date("2017-05-29"), "2017-05-29");
        for text in ["2015-09-", "0000:00:00 00:00:00", "2017-02-30", "    :  :     :  :  ", "29 May 2017", "서울서울서울", "2017"] {
            assert_eq!(iso(text), None, "{text}");
        }
        assert_eq!(date("2017-05-29T서울"), "2017-05-29");
    }
}
