use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use crate::{Time, Zone};

/// A month of the calendar in UTC, written `2024-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    first_day: Date,
}

impl Month {
    /// The month in which a moment lies.
    pub fn of(time: Time) -> Self {
        Self { first_day: time.in_zone(&Zone::utc()).date().first_of_month() }
    }

    /// Reads what [`Month`] writes, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let day: Date = format!("{text}-01").parse().ok()?;
        Some(Self { first_day: day }).filter(|month| month.to_string() == text)
    }

    /// From its first moment to the first of the next month.
    pub fn span(self) -> Range<Time> {
        let begins = |day: Date| Zone::utc().at(day.at(0, 0, 0, 0));
        let next = self.first_day.last_of_month().tomorrow().ok();
        begins(self.first_day).unwrap_or(Time::from_millis(i64::MIN))..next.and_then(begins).unwrap_or(Time::FAR)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first_day.to_string();
        f.write_str(day.strip_suffix("-01").unwrap_or(&day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let mut month = Month::of(Time::parse("2023-12-31T23:59:59.999Z").unwrap());
        let mut seen = Vec::new();
        for _ in 0..4 {
            let span = month.span();
            assert_eq!((Month::of(span.start), Month::of(span.end.plus(-1))), (month, month));
            assert_eq!(Month::parse(&month.to_string()), Some(month));
            seen.push(month.to_string());
            month = Month::of(span.end);
        }
        assert_eq!(seen, ["2023-12", "2024-01", "2024-02", "2024-03"]);
    }

    #[test]
    fn the_first_and_the_last_month_of_all_have_moments() {
        for time in [Time::from_millis(i64::MIN), Time::from_millis(0), Time::FAR.plus(-1)] {
            let month = Month::of(time);
            assert!(month.span().contains(&time), "{month}");
            assert_eq!(Month::parse(&month.to_string()), Some(month));
        }
    }

    #[test]
    fn a_month_is_written_in_one_way() {
        for text in ["", "2024", "2024-5", "2024-13", "2024-00", "202405", "+2024-05", "2024-05-01", " 2024-05", "2024-05\0", "이천-05"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }
}
