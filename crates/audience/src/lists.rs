mod edition;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use model::{ArticleId, Language, StoryId, Time};

use crate::constants::{NEWEST_KNOWN, POPULAR_HOURS, WEEK_HOURS};
use crate::ranked::{FilledBy, Ranked, Why};
use crate::tally::{Sum, Tally, half_life, hour_of, worth};
use edition::{Edition, MOST_SHOWN, Place, age};

/// A published article, as the lists know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The article.
    pub article: ArticleId,
    /// The story that it tells.
    pub story: StoryId,
    /// The edition in which it stands.
    pub language: Language,
    /// When it first became public.
    pub published_at: Time,
    /// How long it takes to read; no report of its depth counts for more.
    pub reading_seconds: u16,
}

/// The lists of every edition, always in order.
///
/// Counting a view moves one article in two ordered sets, a depth in a third. As the hour moves on, the views of the
/// hour that leaves a window are taken off once. Nothing is ever sorted anew to read a list, save
/// after a jump of the clock and once in some days, when the weights are counted from a later base.
///
/// However much is published, they know no more than they have to: the newest of each edition, what was
/// read in the windows, and what the editors chose. Who counts a reading of an article that is
/// [unknown](Lists::unknown) has it [published](Lists::publish) here first.
#[derive(Debug, Default)]
pub struct Lists {
    tally: Tally,
    /// The running hour: both windows end with it.
    hour: i64,
    /// The half-life from which heat is counted.
    base: i64,
    standings: HashMap<ArticleId, Standing>,
    entries: HashMap<ArticleId, Entry>,
    editions: HashMap<Language, Edition>,
    /// With so many entries, those are let go that stand in no list.
    full: usize,
    /// Those whose place in a list has changed, as far as lists are shown.
    moved: Vec<ArticleId>,
}

/// What an article's readings in the two windows add up to: views and seconds read in depth of the
/// week, heat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Standing {
    week: u64,
    depth: u64,
    heat: u128,
}

impl Standing {
    /// What fills up the editors' order goes by depth as soon as any is reported.
    fn filled_by(self) -> FilledBy {
        match self.depth {
            0 => FilledBy::Views { views: self.week },
            seconds => FilledBy::Depth { seconds },
        }
    }
}

/// How many half-lives after the base a view may come; sums of weights then stay below 2^120.
const REACH: i64 = 48;

impl Lists {
    /// The lists made of what has been counted; nothing is published yet.
    pub fn new(tally: Tally, now: Time) -> Self {
        let mut lists = Self::default();
        lists.reload(tally, now);
        lists
    }

    /// Takes the counts as they are kept in place of those in memory. What is published and what
    /// the editors chose stays.
    pub fn reload(&mut self, tally: Tally, now: Time) {
        self.tally = tally;
        self.hour = hour_of(now.minute());
        self.tally.prune(self.hour);
        self.rebuild();
    }

    /// Whether the clock was set back so far that the lists lack hours which were dropped from
    /// memory: [`Lists::reload`] then makes them right.
    pub fn lacks_hours(&self) -> bool {
        self.hour - (WEEK_HOURS - 1) < self.tally.kept_from()
    }

    /// The counts that the lists are made of.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// An article has become public, or its story or hour has changed.
    pub fn publish(&mut self, entry: Entry) {
        self.withdraw(entry.article);
        if self.entries.len() >= self.full {
            self.tidy();
        }
        let edition = self.editions.entry(entry.language).or_default();
        edition.latest.insert(age(&entry));
        edition.stories.insert(entry.story, entry.article);
        let standing = self.standings.get(&entry.article).copied().unwrap_or_default();
        edition.shift(&entry, Standing::default(), standing);
        self.entries.insert(entry.article, entry);
    }

    /// An article is public no longer. Its views are kept, and count again if it comes back.
    pub fn withdraw(&mut self, article: ArticleId) {
        let Some(entry) = self.entries.remove(&article) else { return };
        let Some(edition) = self.editions.get_mut(&entry.language) else { return };
        edition.latest.remove(&age(&entry));
        if edition.stories.get(&entry.story) == Some(&article) {
            edition.stories.remove(&entry.story);
        }
        edition.shift(&entry, self.standings.get(&article).copied().unwrap_or_default(), Standing::default());
    }

    /// The published article of an id.
    pub fn entry(&self, article: ArticleId) -> Option<&Entry> {
        self.entries.get(&article)
    }

    /// The newest articles of an edition have been published here; whether it has older ones, which need not
    /// be.
    pub fn newest_are_known(&mut self, language: Language, oldest: &Entry, has_older: bool) {
        self.editions.entry(language).or_default().whole_to = has_older.then(|| age(oldest));
    }

    /// Whether so many were withdrawn that the newest of an edition have to be published here anew.
    pub fn lacks_newest(&self, language: Language) -> bool {
        self.editions.get(&language).is_some_and(|edition| edition.whole_to.is_some() && edition.newest().nth(MOST_SHOWN - 1).is_none())
    }

    /// Those of these articles that have never been published here, or were withdrawn.
    pub fn unknown(&self, articles: impl IntoIterator<Item = ArticleId>) -> Vec<ArticleId> {
        articles.into_iter().filter(|article| !self.entries.contains_key(article)).collect()
    }

    /// The articles that were read within the windows and are unknown.
    pub fn unknown_readings(&self) -> Vec<ArticleId> {
        self.unknown(self.standings.keys().copied())
    }

    /// Lets go of those who stand in no list.
    fn tidy(&mut self) {
        for edition in self.editions.values_mut() {
            let Some(last) = edition.latest.iter().nth(NEWEST_KNOWN - 1).copied() else { continue };
            edition.whole_to = Some(edition.whole_to.map_or(last, |whole_to| whole_to.min(last)));
            let older: Vec<_> = edition.latest.range(last..).skip(1).copied().collect();
            for place in older {
                let Reverse(article) = place.1;
                let Some(entry) = self.entries.get(&article) else { continue };
                if !self.standings.contains_key(&article) && !edition.is_chosen(entry.story) {
                    edition.stories.remove(&entry.story);
                    edition.latest.remove(&place);
                    self.entries.remove(&article);
                }
            }
        }
        self.full = (self.entries.len() * 2).max(8 * NEWEST_KNOWN);
    }

    /// The editors' order for an edition, each until its end.
    pub fn set_must_reads(&mut self, language: Language, order: Vec<(StoryId, Option<Time>)>) {
        self.editions.entry(language).or_default().must_reads = order;
    }

    /// Counts so many views of an article in a minute (whole ones since 1970 began). The article
    /// may have been withdrawn since its page was served: the totals then have them alone.
    pub fn count(&mut self, article: ArticleId, minute: i64, views: u32) {
        let added = self.tally.add(article, minute, views);
        self.apply(article, hour_of(minute), added, Turn::In);
    }

    /// Adds so many seconds for which an article was read in depth, told in a minute.
    pub fn deepen(&mut self, article: ArticleId, minute: i64, seconds: u32) {
        let added = self.tally.add_depth(article, minute, seconds);
        self.apply(article, hour_of(minute), added, Turn::In);
    }

    /// The articles that have come to another place in a list since this was last asked, as far down as
    /// lists are shown. While there are none, every list reads as it did.
    pub fn moved(&mut self) -> Vec<ArticleId> {
        std::mem::take(&mut self.moved)
    }

    /// The newest articles of an edition.
    pub fn latest(&self, language: Language, limit: usize) -> Vec<Ranked> {
        let Some(edition) = self.editions.get(&language) else { return Vec::new() };
        let rank = |article: ArticleId| {
            let published_at = self.entries.get(&article)?.published_at;
            self.ranked(article, published_at.millis() as f64 / 1_000.0, Why::Newest { published_at })
        };
        edition.newest().filter_map(rank).take(limit).collect()
    }

    /// The articles of an edition that were read most in the running hour and the 167 before.
    pub fn weekly_best(&mut self, language: Language, now: Time, limit: usize) -> Vec<Ranked> {
        self.advance(now);
        let Some(edition) = self.editions.get(&language) else { return Vec::new() };
        let rank = |&(Reverse(views), _, article): &Place<u64>| self.ranked(article, views as f64, Why::ReadInWeek { views });
        edition.week.iter().filter_map(rank).take(limit).collect()
    }

    /// The articles of an edition that are being read: views weigh less by half every half-life.
    pub fn popular_now(&mut self, language: Language, now: Time, limit: usize) -> Vec<Ranked> {
        self.advance(now);
        let Some(edition) = self.editions.get(&language) else { return Vec::new() };
        let rank = |&(Reverse(heat), _, article): &Place<u128>| {
            let weight = worth(heat, self.base, now.minute());
            self.ranked(article, weight, Why::ReadNow { weight })
        };
        edition.heat.iter().filter_map(rank).take(limit).collect()
    }

    /// The editors' order as far as it is published and has not ended, then what was read in depth for
    /// longest in the week, then the most read of those of which nobody has reported depth.
    pub fn must_reads(&mut self, language: Language, now: Time, limit: usize) -> Vec<Ranked> {
        self.advance(now);
        let Some(edition) = self.editions.get(&language) else { return Vec::new() };
        let mut taken = HashSet::new();
        let mut list = Vec::new();
        for &(story, ends) in &edition.must_reads {
            let running = ends.is_none_or(|ends| now < ends);
            let Some(&article) = edition.stories.get(&story).filter(|_| running && list.len() < limit) else { continue };
            if taken.insert(story) {
                // The place among those that are shown: a gap would tell of a story that is not public yet.
                list.extend(self.ranked(article, self.standing(article).filled_by().score(), Why::Chosen { place: taken.len(), ends }));
            }
        }
        for &(_, _, article) in edition.depth.iter().chain(edition.week.iter()) {
            if list.len() >= limit {
                break;
            }
            let by = self.standing(article).filled_by();
            list.extend(self.ranked(article, by.score(), Why::FillsUp(by)).filter(|ranked| taken.insert(ranked.story)));
        }
        list
    }

    /// When the next of the editors' choices ends, if one does.
    pub fn must_reads_end(&self, language: Language, now: Time) -> Option<Time> {
        self.editions.get(&language)?.must_reads.iter().filter_map(|(_, ends)| *ends).filter(|ends| now < *ends).min()
    }

    /// Moves both windows to the hour of `now`, forward or back. Whether that is another hour.
    pub fn advance(&mut self, now: Time) -> bool {
        let (before, hour) = (self.hour, hour_of(now.minute()));
        if hour == before {
            return false;
        }
        self.hour = hour;
        if self.based() {
            let (leaving, entering) = moved(before, hour, WEEK_HOURS);
            self.turn(leaving, Turn::Out, Window::Week);
            self.turn(entering, Turn::In, Window::Week);
            let (leaving, entering) = moved(before, hour, POPULAR_HOURS);
            self.turn(leaving, Turn::Out, Window::Popular);
            self.turn(entering, Turn::In, Window::Popular);
        } else {
            self.rebuild();
        }
        self.tally.prune(hour);
        true
    }

    fn standing(&self, article: ArticleId) -> Standing {
        self.standings.get(&article).copied().unwrap_or_default()
    }

    fn ranked(&self, article: ArticleId, score: f64, why: Why) -> Option<Ranked> {
        let entry = self.entries.get(&article)?;
        Some(Ranked { article, story: entry.story, score, why })
    }

    /// Whether the base suits the hours of popular now.
    fn based(&self) -> bool {
        let (first, last) = (half_life((self.hour - POPULAR_HOURS + 1) * 60), half_life(self.hour * 60));
        (self.base..=self.base + REACH).contains(&first) && last <= self.base + REACH
    }

    /// Adds everything up anew.
    fn rebuild(&mut self) {
        self.base = half_life((self.hour - POPULAR_HOURS + 1) * 60);
        self.standings.clear();
        for edition in self.editions.values_mut() {
            edition.week.clear();
            edition.depth.clear();
            edition.heat.clear();
        }
        let sums: Vec<_> = self.tally.between(self.hour - WEEK_HOURS + 1, self.hour).collect();
        for (hour, article, sum) in sums {
            self.apply(article, hour, sum, Turn::In);
        }
    }

    /// Lets a stretch of hours into a window or out of it.
    fn turn(&mut self, hours: (i64, i64), turn: Turn, window: Window) {
        let sums: Vec<_> = self.tally.between(hours.0, hours.1).collect();
        for (hour, article, sum) in sums {
            let change = match window {
                Window::Week => Standing { week: sum.views.into(), depth: sum.depth.into(), heat: 0 },
                Window::Popular => Standing { heat: self.heat(hour, sum), ..Standing::default() },
            };
            self.change(article, change, turn);
        }
    }

    /// Lets readings into the windows in which their hour lies.
    fn apply(&mut self, article: ArticleId, hour: i64, sum: Sum, turn: Turn) {
        let within = |hours: i64| (self.hour - hours + 1..=self.hour).contains(&hour);
        let (week, depth) = if within(WEEK_HOURS) { (sum.views.into(), sum.depth.into()) } else { (0, 0) };
        let heat = if within(POPULAR_HOURS) { self.heat(hour, sum) } else { 0 };
        self.change(article, Standing { week, depth, heat }, turn);
    }

    fn heat(&self, hour: i64, sum: Sum) -> u128 {
        u128::from(sum.heat) << (half_life(hour * 60) - self.base).clamp(0, REACH)
    }

    fn change(&mut self, article: ArticleId, change: Standing, turn: Turn) {
        if change == Standing::default() {
            return;
        }
        let before = self.standing(article);
        let after = match turn {
            Turn::In => Standing {
                week: before.week.saturating_add(change.week),
                depth: before.depth.saturating_add(change.depth),
                heat: before.heat.saturating_add(change.heat),
            },
            Turn::Out => Standing {
                week: before.week.saturating_sub(change.week),
                depth: before.depth.saturating_sub(change.depth),
                heat: before.heat.saturating_sub(change.heat),
            },
        };
        if after == Standing::default() {
            self.standings.remove(&article);
        } else {
            self.standings.insert(article, after);
        }
        let Some(entry) = self.entries.get(&article) else { return };
        if let Some(edition) = self.editions.get_mut(&entry.language)
            && edition.shift(entry, before, after)
        {
            self.moved.push(article);
        }
    }
}

/// Whether readings come into a window or go out of it.
#[derive(Clone, Copy)]
enum Turn {
    In,
    Out,
}

#[derive(Clone, Copy)]
enum Window {
    Week,
    Popular,
}

/// The hours that leave a window of so many hours and those that enter it as its last hour moves.
fn moved(before: i64, after: i64, length: i64) -> ((i64, i64), (i64, i64)) {
    let first = |last: i64| last - length + 1;
    if after > before {
        ((first(before), before.min(first(after) - 1)), (first(after).max(before + 1), after))
    } else {
        ((first(before).max(after + 1), before), (first(after), after.min(first(before) - 1)))
    }
}

#[cfg(test)]
#[path = "lists_tests.rs"]
mod tests;
