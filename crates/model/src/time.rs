use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Written in JSON as RFC 3339 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time(i64);

impl Time {
    /// One second, in the unit of [`Time::plus`].
    pub const SECOND: i64 = 1_000;
    /// One minute.
    pub const MINUTE: i64 = 60 * Self::SECOND;
    /// One hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// Later than anything that is published.
    pub const FAR: Time = Time(253_402_207_200_000);
    /// One day.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// The moment so many milliseconds after 1970 began. Kept within the years −9999 to 9999,
    /// which is what a calendar can show.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond()))
    }

    /// Milliseconds since 1970 began.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Whole minutes since 1970 began.
    pub fn minute(self) -> i64 {
        self.0.div_euclid(Self::MINUTE)
    }

    /// So many milliseconds later, or earlier when negative.
    pub fn plus(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }

    /// Reads RFC 3339 and its common relatives (ISO 8601 with an offset, RFC 2822).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        text.parse::<Timestamp>().ok().or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())).map(Self::from)
    }

    /// The wall clock in a zone at this moment.
    pub fn in_zone(self, zone: &Zone) -> DateTime {
        zone.0.to_datetime(self.timestamp())
    }

    /// When the next day begins in a zone.
    pub fn next_day(self, zone: &Zone) -> Self {
        let tomorrow = self.in_zone(zone).date().tomorrow().ok();
        tomorrow.and_then(|day| zone.at(day.at(0, 0, 0, 0))).unwrap_or(self.plus(Self::DAY))
    }

    /// The next full hour.
    pub fn next_hour(self) -> Self {
        Self((self.0.div_euclid(Self::HOUR) + 1) * Self::HOUR)
    }

    /// RFC 3339 in UTC, seconds precise: `2026-11-24T08:30:00Z`.
    pub fn rfc3339(self) -> String {
        let whole = Timestamp::from_second(self.0.div_euclid(1000)).unwrap_or(Timestamp::UNIX_EPOCH);
        whole.to_string()
    }

    /// RFC 3339 with the zone's offset: `2026-11-24T17:30:00+09:00`.
    pub fn rfc3339_in(self, zone: &Zone) -> String {
        let whole = Timestamp::from_second(self.0.div_euclid(1000)).unwrap_or(Timestamp::UNIX_EPOCH);
        whole.display_with_offset(zone.0.to_offset(whole)).to_string()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl From<Timestamp> for Time {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_millisecond())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("“{text}” is not a time in RFC 3339")))
    }
}

/// A time zone by its IANA name, such as `Asia/Seoul`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone(TimeZone);

/// The text names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a time zone; use a name such as Asia/Seoul or Europe/London")]
pub struct NotAZone(pub String);

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The moment at which clocks in this zone show `local`; in a gap or a fold the one that
    /// RFC 5545 names.
    pub fn at(&self, local: DateTime) -> Option<Time> {
        self.0.to_timestamp(local).ok().map(Time::from)
    }
}

impl FromStr for Zone {
    type Err = NotAZone;

    fn from_str(text: &str) -> Result<Self, NotAZone> {
        TimeZone::get(text).map(Self).map_err(|_| NotAZone(text.to_owned()))
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A time as a page or a person gives it: exact, or as the clocks of the publication's zone show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A moment with its offset known.
    Exact(Time),
    /// Date and time of day without a zone.
    Local(DateTime),
    /// A day alone.
    Day(Date),
}

impl When {
    /// The moment meant, in the publication's zone; a day alone means its noon, so that no offset
    /// moves it to a neighbouring day.
    pub fn in_zone(self, zone: &Zone) -> Option<Time> {
        match self {
            When::Exact(time) => Some(time),
            When::Local(local) => zone.at(local),
            When::Day(day) => zone.at(day.at(12, 0, 0, 0)),
        }
    }

    /// Reads `2024-03-05`, `2024-03-05T09:30`, `2024-03-05 09:30:00`, and anything [`Time::parse`] reads.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(time) = Time::parse(text) {
            return Some(When::Exact(time));
        }
        if text.len() <= 10 {
            return text.parse().ok().map(When::Day);
        }
        text.parse().ok().map(When::Local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_day_in_the_publications_zone() {
        let seoul: Zone = "Asia/Seoul".parse().unwrap();
        let time = When::parse("2024-03-05").and_then(|when| when.in_zone(&seoul)).unwrap();
        assert_eq!(time.rfc3339(), "2024-03-05T03:00:00Z");
        assert_eq!(time.rfc3339_in(&seoul), "2024-03-05T12:00:00+09:00");
        assert_eq!(When::parse("2024-03-05T09:30").unwrap().in_zone(&seoul).unwrap().rfc3339(), "2024-03-05T00:30:00Z");
        assert_eq!(When::parse("2024-03-05T09:30:00+09:00").unwrap().in_zone(&Zone::utc()).unwrap().rfc3339(), "2024-03-05T00:30:00Z");
    }
}
