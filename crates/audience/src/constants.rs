//! Every number in force, in one place, so that the page about counting can print what the code
//! obeys. All times are in milliseconds unless the name says otherwise.

use model::Time;

/// A page's token is good for this long after the hour in which the page was drawn.
pub const TOKEN_GOOD: i64 = 48 * Time::HOUR;
/// How far another node's clock may be ahead before its tokens are refused.
pub const TOKEN_AHEAD: i64 = Time::HOUR;
/// A new key mints from the first full hour that begins this long after it was made, so that every
/// node knows it before a page carries its tokens.
pub const KEY_RIPENS: i64 = Time::MINUTE;
/// A key is followed by a new one after this long.
pub const KEY_MINTS: i64 = 7 * Time::DAY;

/// A day's salt is destroyed this long after its day began.
pub const SALT_KEPT: i64 = 48 * Time::HOUR;

/// A visitor's view of an article counts only when their last counted view of it is longer ago than
/// this (after the COUNTER code of practice).
pub const REPEAT: i64 = 30 * Time::SECOND;
/// The mark that a page's script gives to a reading is known again for this long.
pub const REFERENCE_KEPT: i64 = 48 * Time::HOUR;

/// Words that a reader takes in within a minute, in scripts that put spaces between words.
pub const WORDS_PER_MINUTE: usize = 230;
/// Characters, spaces apart, that a reader takes in within a minute in Korean, Japanese and Chinese.
pub const CHARACTERS_PER_MINUTE: usize = 500;
/// Seconds that may be reported of any article, however short.
pub const SHORTEST_READING: u16 = 15;

/// A user agent of fewer characters than this names no browser.
pub const SHORTEST_AGENT: usize = 8;

/// How many views of one article count from one address block at once.
pub const CAP_BURST: u32 = 300;
/// How many more count in each hour that follows.
pub const CAP_REFILL_PER_HOUR: u32 = 1_800;
/// The most views of one article that can count from one address block within any one hour. A
/// block is an IPv4 /24 or an IPv6 /48.
pub const CAP_PER_HOUR: u32 = CAP_BURST + CAP_REFILL_PER_HOUR;

/// Rule of repetition: readings of one article that one address may send at once, counted or not.
pub const HAMMER_BURST: u32 = 240;
/// And how many in each minute that follows; while it keeps sending faster, none counts.
pub const HAMMER_PER_MINUTE: u32 = 120;

/// Rule of order: articles that one visitor may open at once.
pub const WALK_BURST: u32 = 120;
/// And how many in each minute that follows; while it keeps opening faster, none counts.
pub const WALK_PER_MINUTE: u32 = 60;

/// Rule of rate: readings that one address, with all who share it, may send at once.
pub const RUSH_BURST: u32 = 1_000;
/// And how many in each minute that follows; what comes faster does not count.
pub const RUSH_PER_MINUTE: u32 = 300;

/// The most readings whose marks are remembered; past it the oldest are forgotten first.
pub const MOST_REFERENCES: usize = 1 << 20;
/// The most counted views remembered for the repeat rule.
pub const MOST_RECENT: usize = 1 << 19;
/// The most buckets kept for each rule that has them. Full gates take about 120 MB in all.
pub const MOST_BUCKETS: usize = 200_000;

/// What somebody reads later than this after their last article is not what they went on to.
pub const TRAIL_BREAKS: i64 = 30 * Time::MINUTE;
/// That readers of one article went on to another is kept once so many did; fewer are never written down.
pub const STEP_READERS: u64 = 5;
/// The most readers whose last article is remembered.
pub const MOST_TRAILS: usize = 1 << 17;
/// The most turns from one article to another whose small sums are remembered.
pub const MOST_TURNS: usize = 1 << 17;

/// Weekly best: views in the running hour and the 167 before.
pub const WEEK_HOURS: i64 = 168;
/// Popular now: a view weighs half after so many minutes.
pub const HALF_LIFE_MINUTES: i64 = 180;
/// Popular now looks at the running hour and the 47 before, sixteen half-lives.
pub const POPULAR_HOURS: i64 = 48;
/// Hours that are kept beyond the week, so that a clock set back finds its views again.
pub const SLACK_HOURS: i64 = 24;

/// So many of the newest articles of an edition the lists know, whether they were read or not.
pub const NEWEST_KNOWN: usize = 1_000;

/// How many telling words an article is known by.
pub const TELLING_WORDS: usize = 16;
/// By so many of them, the most telling, others are found that may be like it; see decision 0015.
pub const FINDING_WORDS: usize = 8;
/// What the same topics add to the likeness of two articles.
pub const TOPICS_WEIGH: f64 = 3.0;
/// What the same people add.
pub const PEOPLE_WEIGH: f64 = 2.0;
/// What the same words add, at most.
pub const WORDS_WEIGH: f64 = 4.0;
/// What it adds when all who went on reading went on to the other.
pub const READ_ON_WEIGHS: f64 = 4.0;
/// So many readers who went on to something else are supposed of every article, so that a handful prove little.
pub const READ_ON_DOUBT: f64 = 20.0;
/// What the same section adds.
pub const SECTION_WEIGHS: f64 = 0.2;
/// How alike two articles must be to be called related.
pub const LIKE_ENOUGH: f64 = 0.25;
/// The likeness of articles that share nothing but the section; they fill a list up.
pub const FILL_LIKENESS: f64 = 0.1;
/// An article that old weighs half of what age can take from it.
pub const FRESH_HALF_LIFE: i64 = 30 * Time::DAY;
/// What remains of the likeness of an old article, however old.
pub const FRESH_FLOOR: f64 = 0.4;
