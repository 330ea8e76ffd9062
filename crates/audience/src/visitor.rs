use std::net::IpAddr;

use hmac::{Hmac, Mac};
use model::Time;
use sha2::Sha256;

use crate::constants::{REPEAT, SALT_KEPT};
use crate::token::mixed;

/// The secret of one day, under which visitors are known.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt {
    /// Whole days since 1970 began, in UTC.
    pub day: i64,
    /// Thirty-two random bytes.
    pub secret: [u8; 32],
}

/// The salts of today and yesterday. Older ones are destroyed, and with them the last way to tell
/// who read what.
#[derive(Clone, Default)]
pub struct Salts(Vec<Ready>);

/// A day's salt as it is worked with: what the hash makes of it first is the same for every visitor.
#[derive(Clone)]
struct Ready {
    day: i64,
    state: Hmac<Sha256>,
}

/// Whoever reads, for one day: a keyed hash of address and user agent. Neither can be had back from
/// it once the day's salt is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Visitor {
    pub(crate) today: u64,
    /// Who they were yesterday, in the first moments of a day, so that midnight does not make a
    /// repeated view a new one.
    pub(crate) yesterday: Option<u64>,
}

impl Visitor {
    /// The hash of the day.
    pub fn number(self) -> u64 {
        self.today
    }
}

impl Salts {
    /// The salts that are known, in any order. Where two nodes have made one for the same day, the
    /// first counts; the store sees to it that there is one.
    pub fn new(salts: Vec<Salt>) -> Self {
        Self(salts.into_iter().map(|salt| Ready { day: salt.day, state: mixed(&salt.secret) }).collect())
    }

    /// The day of a moment: whole days since 1970 began, in UTC.
    pub fn day_of(now: Time) -> i64 {
        now.millis().div_euclid(Time::DAY)
    }

    /// Whether the salt of this moment's day is known.
    pub fn has(&self, now: Time) -> bool {
        self.of(Self::day_of(now)).is_some()
    }

    /// The last day whose salt must be destroyed by now.
    pub fn last_destroyed(now: Time) -> i64 {
        (now.millis() - SALT_KEPT).div_euclid(Time::DAY)
    }

    fn of(&self, day: i64) -> Option<&Ready> {
        self.0.iter().find(|salt| salt.day == day)
    }
}

/// Who reads. `None` when the day's salt is not known.
pub fn visitor(salts: &Salts, address: IpAddr, user_agent: &str, now: Time) -> Option<Visitor> {
    let day = Salts::day_of(now);
    let today = hash(salts.of(day)?, address, user_agent);
    let fresh = now.millis().rem_euclid(Time::DAY) <= REPEAT;
    let yesterday = if fresh { salts.of(day - 1).map(|salt| hash(salt, address, user_agent)) } else { None };
    Some(Visitor { today, yesterday })
}

/// The address block that a cap is kept for: an IPv4 /24, an IPv6 /48. The first byte tells the two
/// apart.
pub fn block(address: IpAddr) -> u64 {
    match address.to_canonical() {
        IpAddr::V4(address) => 4 << 56 | u64::from(u32::from(address) >> 8),
        IpAddr::V6(address) => 6 << 56 | (u128::from(address) >> 80) as u64,
    }
}

/// What tells one client from another: an IPv4 address, or the /64 of an IPv6 address, in which one
/// household or one machine may choose addresses as it likes.
/// No IPv6 address that is in use begins with 32 zero bits, so that the two are not confused.
pub(crate) fn client(address: IpAddr) -> u64 {
    match address.to_canonical() {
        IpAddr::V4(address) => u64::from(u32::from(address)),
        IpAddr::V6(address) => (u128::from(address) >> 64) as u64,
    }
}

fn hash(salt: &Ready, address: IpAddr, user_agent: &str) -> u64 {
    let mac = salt.state.clone().chain_update(client(address).to_be_bytes()).chain_update(user_agent);
    mac.finalize().into_bytes().iter().take(8).fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    fn salts() -> Salts {
        Salts::new((19_999..=20_001).map(|day| Salt { day, secret: [day as u8; 32] }).collect())
    }

    fn noon() -> Time {
        Time::from_millis(20_000 * Time::DAY + 12 * Time::HOUR)
    }

    #[test]
    fn a_household_is_one_visitor_whatever_address_its_machines_choose() {
        let who = |address: &str| visitor(&salts(), at(address), "Firefox", noon());
        assert_eq!(who("2001:db8:1:2::7"), who("2001:db8:1:2:ffff::9"));
        assert_ne!(who("2001:db8:1:2::7"), who("2001:db8:1:3::7"));
        assert_eq!(who("::ffff:192.0.2.1"), who("192.0.2.1"));
        assert_ne!(who("192.0.2.1"), who("192.0.2.2"));
        assert_ne!(visitor(&salts(), at("192.0.2.1"), "Safari", noon()), who("192.0.2.1"));
    }

    #[test]
    fn nobody_is_known_from_one_day_to_the_next() {
        let who = |now| visitor(&salts(), at("192.0.2.1"), "Firefox", now).unwrap();
        let next = who(noon().plus(Time::DAY));
        assert_ne!(who(noon()).today, next.today);
        assert_eq!(next.yesterday, None);
        let midnight = Time::from_millis(20_001 * Time::DAY);
        assert_eq!(who(midnight.plus(5_000)).yesterday, Some(who(midnight.plus(-5_000)).today));
        assert_eq!(who(midnight.plus(REPEAT + 1)).yesterday, None);
    }

    #[test]
    fn without_the_days_salt_nobody_is_guessed_at() {
        assert_eq!(visitor(&Salts::default(), at("192.0.2.1"), "Firefox", noon()), None);
        assert!(!salts().has(noon().plus(3 * Time::DAY)));
    }

    #[test]
    fn a_salt_is_destroyed_two_days_after_its_day_began() {
        let midnight = Time::from_millis(20_002 * Time::DAY);
        assert_eq!(Salts::last_destroyed(midnight), 20_000);
        assert_eq!(Salts::last_destroyed(midnight.plus(-1)), 19_999);
    }

    #[test]
    fn a_block_is_a_neighbourhood() {
        assert_eq!(block(at("192.0.2.1")), block(at("192.0.2.254")));
        assert_ne!(block(at("192.0.2.1")), block(at("192.0.3.1")));
        assert_eq!(block(at("2001:db8:1:2::7")), block(at("2001:db8:1:3::7")));
        assert_ne!(block(at("2001:db8:1::7")), block(at("2001:db8:2::7")));
        assert_eq!(block(at("192.0.2.7")), block(at("::ffff:192.0.2.9")));
    }
}
