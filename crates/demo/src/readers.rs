//! A month of readers. Each reading is reported as a page would report it, at its hour, and judged
//! and kept like any other: nothing is written into the counts from the side.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::mpsc;

use actions::{ActionError, Answer, Newsroom, Readership, Reported};
use audience::Rule;
use audience::constants::HALF_LIFE_MINUTES;
use model::{ArticleId, Language, Time};

use crate::chance::Dice;
use crate::clock::SetClock;

/// Readers have been coming for so many days.
pub(crate) const DAYS: i64 = 30;
/// What the most popular story of an edition weighs at the end, in views of that minute: so little
/// that whoever tries the paper out can bring any story to the top.
const HOTTEST: f64 = 27.0;
/// The paper falls quiet towards the present over so many hours, so that the above holds.
const QUIET_HOURS: f64 = 30.0;
/// Readings that may wait to be kept at a time.
const MOST_WAITING: u32 = 2_000;
/// Readings of the last so many hours have their own minute; earlier ones gather in every tenth.
const MINUTELY_HOURS: i64 = 50;

/// How much is read in each hour of Seoul's day, midnight first: on the way to work, at noon, and
/// in the evening.
const RHYTHM: [f64; 24] =
    [0.55, 0.32, 0.20, 0.14, 0.14, 0.25, 0.60, 1.15, 1.60, 1.35, 1.10, 1.15, 1.55, 1.30, 1.05, 1.00, 1.05, 1.20, 1.45, 1.40, 1.35, 1.40, 1.25, 0.90];

const BROWSERS: [&str; 7] = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; SM-S928N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-A546S) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
];

const ROBOTS: [(&str, Ipv4Addr); 3] = [
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", Ipv4Addr::new(203, 0, 113, 9)),
    ("Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)", Ipv4Addr::new(203, 0, 113, 40)),
    ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", Ipv4Addr::new(203, 0, 113, 77)),
];

/// An article that is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub article: ArticleId,
    pub language: Language,
    pub published_at: Time,
    /// How much readers care, from 0 to 1.
    pub interest: f64,
}

/// What came of a month's readings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attendance {
    /// Those that count.
    pub counted: u64,
    /// Those that a rule refused.
    pub refused: BTreeMap<Rule, u64>,
    /// Those that could not be judged or kept.
    pub lost: u64,
}

impl Attendance {
    fn note(&mut self, answer: Answer) {
        match answer {
            Answer::Counted => self.counted += 1,
            Answer::Refused(rule) => *self.refused.entry(rule).or_default() += 1,
            Answer::BadToken(_) | Answer::NoView | Answer::Again | Answer::Unavailable => self.lost += 1,
        }
    }
}

/// Has the pieces read about `readings` times in the month before `now`. The newsroom's hour is the
/// clock's, which ends at `now`.
pub(crate) fn read(newsroom: &Newsroom, clock: &SetClock, now: Time, pieces: &[Piece], readings: u32) -> Result<Attendance, ActionError> {
    let hours = hours(now);
    let plan = Plan::new(pieces, &hours, now, f64::from(readings));
    let first = hours.first().map_or(now, |hour| hour.from);
    clock.set(first);
    let mut desk = Desk::open(newsroom)?;
    let mut dice = Dice::new(0x4861_656d_696c);
    let mut attendance = Attendance::default();
    for (at, hour) in hours.iter().enumerate() {
        clock.set(hour.from);
        if hour.from.millis().rem_euclid(Time::DAY) == 0 {
            desk.readership.keep_house();
        }
        let mut arrivals = Vec::new();
        for (piece, means) in pieces.iter().zip(&plan.means) {
            let times = dice.times(means[at]);
            if times > 0 {
                let token: Arc<str> = desk.readership.mint(piece.article, piece.language).into();
                let (from, to) = (hour.from.max(piece.published_at), hour.to);
                arrivals.extend((0..times).flat_map(|_| arrive(&mut dice, &token, from, to, hour.minutely)));
            }
        }
        arrivals.sort_by_key(|arrival: &Arrival| arrival.at);
        for arrival in arrivals {
            clock.set(arrival.at);
            desk.take(&arrival, &mut attendance);
        }
    }
    clock.set(now);
    desk.close(&mut attendance);
    Ok(attendance)
}

/// An hour of the month; the last one may be short.
struct Hour {
    from: Time,
    to: Time,
    minutely: bool,
}

fn hours(now: Time) -> Vec<Hour> {
    let last = now.millis().div_euclid(Time::HOUR);
    let hour = |hour: i64| {
        let from = Time::from_millis(hour * Time::HOUR);
        Hour { from, to: from.plus(Time::HOUR).min(now), minutely: hour > last - MINUTELY_HOURS }
    };
    (last - DAYS * 24..=last).map(hour).filter(|hour| hour.to.millis() - hour.from.millis() >= 2 * Time::MINUTE).collect()
}

/// How often each piece is read in each hour, on average.
struct Plan {
    means: Vec<Vec<f64>>,
}

impl Plan {
    fn new(pieces: &[Piece], hours: &[Hour], now: Time, readings: f64) -> Self {
        let mut plan = Self { means: pieces.iter().map(|piece| hours.iter().map(|hour| pace(piece, hour)).collect()).collect() };
        let ages: Vec<f64> = hours.iter().map(|hour| (now.millis() - hour.to.millis()) as f64 / Time::HOUR as f64 + 0.5).collect();
        // What an edition loses by falling quiet is read in its earlier days instead, which makes
        // these busier: after some rounds both are as they should be.
        for _ in 0..4 {
            let sum: f64 = plan.means.iter().flatten().sum();
            plan.means.iter_mut().flatten().for_each(|mean| *mean *= readings / sum.max(1.0));
            for language in [Language::ENGLISH, Language::KOREAN] {
                let mut edition: Vec<&mut Vec<f64>> =
                    pieces.iter().zip(&mut plan.means).filter(|(piece, _)| piece.language == language).map(|(_, means)| means).collect();
                let hush = hush(&edition, &ages);
                for (mean, age) in edition.iter_mut().flat_map(|means| means.iter_mut().zip(&ages)) {
                    *mean *= quiet(hush, *age);
                }
            }
        }
        plan
    }
}

/// The share of its readings that an edition keeps at this moment, so that no piece is hotter than
/// it may be.
fn hush(edition: &[&mut Vec<f64>], ages: &[f64]) -> f64 {
    let hottest = |hush: f64| {
        let weight = |age: f64| quiet(hush, age) * (-age * 60.0 / HALF_LIFE_MINUTES as f64).exp2();
        let heat = |means: &&mut Vec<f64>| means.iter().zip(ages).map(|(mean, age)| mean * weight(*age)).sum::<f64>();
        edition.iter().map(heat).fold(0.0, f64::max)
    };
    if hottest(1.0) <= HOTTEST {
        return 1.0;
    }
    let (mut low, mut high) = (1e-4, 1.0);
    for _ in 0..30 {
        let middle = f64::midpoint(low, high);
        if hottest(middle) > HOTTEST { high = middle } else { low = middle }
    }
    low
}

/// What an hour of that age keeps of its readings.
fn quiet(hush: f64, age: f64) -> f64 {
    hush.powf((1.0 - age / QUIET_HOURS).clamp(0.0, 1.0))
}

/// How a piece is read in an hour, against other pieces and other hours.
fn pace(piece: &Piece, hour: &Hour) -> f64 {
    let from = hour.from.max(piece.published_at);
    let length = (hour.to.millis() - from.millis()) as f64 / Time::HOUR as f64;
    if length < 0.05 {
        return 0.0;
    }
    let age = (from.millis() - piece.published_at.millis()) as f64 / Time::HOUR as f64 + length / 2.0;
    let fades = 0.55 * (-age / 10.0).exp() + 0.35 * (-age / 48.0).exp() + 0.10 * (-age / 240.0).exp();
    let spreads = 1.0 - 0.7 * (-age / 2.5).exp();
    // Korea keeps no summer time: its hour is always nine ahead.
    let of_day = (hour.from.millis().div_euclid(Time::HOUR) + 9).rem_euclid(24) as usize;
    let edition = if piece.language == Language::KOREAN { 1.0 } else { 0.7 };
    // Whoever opens the paper sees what is new in it, whatever it is about.
    let seen = 0.03 + 0.35 * (-age / 6.0).exp();
    (seen + piece.interest.powf(1.6)) * edition * fades * spreads * RHYTHM[of_day] * length
}

/// A reading on its way to the newsroom.
struct Arrival {
    at: Time,
    token: Arc<str>,
    address: IpAddr,
    browser: &'static str,
    prefetch: bool,
    same_origin: bool,
    mark: [u8; 16],
}

/// One reader who opens a page within a stretch of time; and what else comes with them now and then:
/// a reload, a robot, a page fetched ahead, a page of another site.
fn arrive(dice: &mut Dice, token: &Arc<str>, from: Time, to: Time, minutely: bool) -> Vec<Arrival> {
    let room = (to.millis() - from.millis() - 40 * Time::SECOND).max(1);
    let at = from.plus(dice.below(room.unsigned_abs()) as i64);
    let grain = if minutely { Time::MINUTE } else { 10 * Time::MINUTE };
    let at = Time::from_millis(at.millis().div_euclid(grain) * grain + dice.below(20_000) as i64).max(from);
    let person = Arrival {
        at,
        token: Arc::clone(token),
        address: address(dice),
        browser: BROWSERS[dice.below(BROWSERS.len() as u64) as usize],
        prefetch: false,
        same_origin: true,
        mark: mark(dice),
    };
    let again = |dice: &mut Dice, person: &Arrival| Arrival { token: Arc::clone(token), mark: mark(dice), ..*person };
    let extra = match dice.below(1_000) {
        0..18 => Some(Arrival { at: at.plus(3_000 + dice.below(16_000) as i64), ..again(dice, &person) }),
        18..44 => {
            let (browser, address) = ROBOTS[dice.below(ROBOTS.len() as u64) as usize];
            Some(Arrival { browser, address: address.into(), ..again(dice, &person) })
        }
        44..52 => Some(Arrival { address: address(dice), prefetch: true, ..again(dice, &person) }),
        52..54 => Some(Arrival { address: address(dice), same_origin: false, ..again(dice, &person) }),
        _ => None,
    };
    [Some(person), extra].into_iter().flatten().collect()
}

/// An address that nobody has: of the networks set apart for tests (198.18.0.0/15, RFC 2544) and for
/// documentation (2001:db8::/32, RFC 3849), which are wide enough for every reader to have their own.
fn address(dice: &mut Dice) -> IpAddr {
    let bits = dice.bits();
    if bits & 7 < 5 {
        let host = u32::try_from(bits >> 40 & 0x1_ffff).unwrap_or_default();
        Ipv4Addr::from(u32::from(Ipv4Addr::new(198, 18, 0, 0)) | host).into()
    } else {
        let subnet = u128::from(bits >> 32) << 64;
        Ipv6Addr::from(u128::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)) | subnet).into()
    }
}

fn mark(dice: &mut Dice) -> [u8; 16] {
    (u128::from(dice.bits()) << 64 | u128::from(dice.bits())).to_be_bytes()
}

/// Where readings are handed in, and their answers waited for.
struct Desk {
    readership: Readership,
    tell: mpsc::Sender<Answer>,
    told: mpsc::Receiver<Answer>,
    waiting: u32,
}

impl Desk {
    fn open(newsroom: &Newsroom) -> Result<Self, ActionError> {
        let (tell, told) = mpsc::channel();
        Ok(Self { readership: Readership::start(newsroom)?, tell, told, waiting: 0 })
    }

    fn take(&mut self, arrival: &Arrival, attendance: &mut Attendance) {
        while self.waiting >= MOST_WAITING {
            self.wait(attendance);
        }
        let reported = Reported {
            token: &arrival.token,
            address: arrival.address,
            user_agent: arrival.browser,
            prefetch: arrival.prefetch,
            same_origin: arrival.same_origin,
            reference: Some(arrival.mark),
        };
        let tell = self.tell.clone();
        self.waiting += 1;
        self.readership.read(&reported, Box::new(move |answer| _ = tell.send(answer)));
    }

    fn wait(&mut self, attendance: &mut Attendance) {
        if let Ok(answer) = self.told.recv() {
            attendance.note(answer);
        }
        self.waiting -= 1;
    }

    fn close(mut self, attendance: &mut Attendance) {
        while self.waiting > 0 {
            self.wait(attendance);
        }
        self.readership.keep_house();
        self.readership.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_plan_has_as_many_readings_as_were_asked_for_and_ends_quietly() {
        let now = Time::from_millis(1_790_000_000_000);
        let piece = |number: i64, language| Piece {
            article: ArticleId::from_i64(number),
            language,
            published_at: now.plus(-(3 + number * 9) * Time::HOUR),
            interest: 1.0 - number as f64 / 60.0,
        };
        let pieces: Vec<Piece> = (0..50).flat_map(|number| [piece(number, Language::ENGLISH), piece(number, Language::KOREAN)]).collect();
        let hours = hours(now);
        assert!((DAYS * 24..=DAYS * 24 + 1).contains(&(hours.len() as i64)));
        let plan = Plan::new(&pieces, &hours, now, 80_000.0);
        let sum: f64 = plan.means.iter().flatten().sum();
        assert!((72_000.0..82_000.0).contains(&sum), "{sum}");
        for means in &plan.means {
            let heat: f64 = means.iter().zip(&hours).map(|(mean, hour)| mean * (-(now.minute() - hour.to.minute()) as f64 / 180.0).exp2()).sum();
            assert!(heat <= HOTTEST * 1.2, "{heat}");
        }
    }

    #[test]
    fn readers_have_addresses_of_their_own_and_browsers_of_people() {
        let mut dice = Dice::new(7);
        let addresses: HashSet<IpAddr> = (0..2_000).map(|_| address(&mut dice)).collect();
        assert!(addresses.len() > 1_950, "{}", addresses.len());
        assert!(BROWSERS.iter().all(|browser| audience::robot(browser).is_none()));
        assert!(ROBOTS.iter().all(|(robot, _)| audience::robot(robot).is_some()));
    }
}
