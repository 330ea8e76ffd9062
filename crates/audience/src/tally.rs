use std::collections::{BTreeMap, HashMap};

use model::ArticleId;

use crate::constants::{HALF_LIFE_MINUTES, SLACK_HOURS, WEEK_HOURS};

/// What was read of one article in one hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Views.
    pub views: u32,
    /// Seconds read in depth.
    pub depth: u32,
    /// The same views, each weighed by its minute; see [`weight`].
    pub heat: u64,
}

/// Exact counts: all views of each article, and what came in each hour of the last week.
///
/// Hours and minutes are whole ones since 1970 began.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    totals: HashMap<ArticleId, u64>,
    hours: BTreeMap<(i64, ArticleId), Sum>,
    /// Hours before this one have been dropped.
    kept_from: i64,
}

/// The hour of a minute.
pub fn hour_of(minute: i64) -> i64 {
    minute.div_euclid(60)
}

/// The place of the binary point in a weight.
const POINT: u32 = 30;

/// How much a view in this minute weighs within its half-life: 2^(minutes since the half-life
/// began / half-life), from 1 to just under 2, as a whole number of 2^−30. Whole numbers add up to
/// the same sum in whatever order views arrive and leave.
pub(crate) fn weight(minute: i64) -> u64 {
    let part = minute.rem_euclid(HALF_LIFE_MINUTES) as f64 / HALF_LIFE_MINUTES as f64;
    (part.exp2() * f64::from(1u32 << POINT)).round() as u64
}

/// The number of the half-life in which a minute lies. An hour lies in one half-life whole.
pub(crate) fn half_life(minute: i64) -> i64 {
    minute.div_euclid(HALF_LIFE_MINUTES)
}

/// What a sum of weights, all counted from half-life `base`, is worth at a minute: one view of that
/// minute is worth 1.
pub(crate) fn worth(heat: u128, base: i64, minute: i64) -> f64 {
    let age = (minute - base * HALF_LIFE_MINUTES) as f64 / HALF_LIFE_MINUTES as f64;
    heat as f64 / f64::from(1u32 << POINT) * (-age).exp2()
}

const _: () = assert!(HALF_LIFE_MINUTES % 60 == 0, "an hour must not lie across two half-lives");

impl Tally {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in all views of an article that are kept.
    pub fn kept_total(&mut self, article: ArticleId, views: u64) {
        self.totals.insert(article, views);
    }

    /// Takes in views and seconds read in depth of an hour; the views are in the total. The hours that are kept must reach
    /// back [`WEEK_HOURS`] + [`SLACK_HOURS`] from the running one.
    pub fn kept_hour(&mut self, article: ArticleId, hour: i64, views: u32, depth: u32) {
        let sum = self.hours.entry((hour, article)).or_default();
        sum.views = sum.views.saturating_add(views);
        sum.depth = sum.depth.saturating_add(depth);
    }

    /// Takes in views of a minute, which are in its hour. The minutes that are kept must reach back
    /// [`POPULAR_HOURS`](crate::constants::POPULAR_HOURS) + [`SLACK_HOURS`].
    pub fn kept_minute(&mut self, article: ArticleId, minute: i64, views: u32) {
        let sum = self.hours.entry((hour_of(minute), article)).or_default();
        sum.heat = sum.heat.saturating_add(weight(minute).saturating_mul(u64::from(views)));
    }

    /// All of it at once: totals; (article, hour, views, seconds); (article, minute, views).
    #[cfg(test)]
    pub(crate) fn load(
        totals: impl IntoIterator<Item = (ArticleId, u64)>,
        hours: impl IntoIterator<Item = (ArticleId, i64, u32, u32)>,
        minutes: impl IntoIterator<Item = (ArticleId, i64, u32)>,
    ) -> Self {
        let mut tally = Self::new();
        totals.into_iter().for_each(|(article, views)| tally.kept_total(article, views));
        hours.into_iter().for_each(|(article, hour, views, depth)| tally.kept_hour(article, hour, views, depth));
        minutes.into_iter().for_each(|(article, minute, views)| tally.kept_minute(article, minute, views));
        tally
    }

    /// Counts so many views of an article in a minute, and says what that adds to its hour.
    pub fn add(&mut self, article: ArticleId, minute: i64, views: u32) -> Sum {
        if views == 0 {
            return Sum::default();
        }
        *self.totals.entry(article).or_default() += u64::from(views);
        let hour = hour_of(minute);
        if hour < self.kept_from {
            return Sum::default();
        }
        let sum = self.hours.entry((hour, article)).or_default();
        let before = *sum;
        sum.views = sum.views.saturating_add(views);
        sum.heat = sum.heat.saturating_add(weight(minute).saturating_mul(u64::from(views)));
        Sum { views: sum.views - before.views, heat: sum.heat - before.heat, depth: 0 }
    }

    /// Adds so many seconds read in depth, and says what that adds to their hour.
    pub fn add_depth(&mut self, article: ArticleId, minute: i64, seconds: u32) -> Sum {
        let hour = hour_of(minute);
        if seconds == 0 || hour < self.kept_from {
            return Sum::default();
        }
        let depth = &mut self.hours.entry((hour, article)).or_default().depth;
        let before = *depth;
        *depth = depth.saturating_add(seconds);
        Sum { depth: *depth - before, ..Sum::default() }
    }

    /// All views of an article that were ever counted.
    pub fn views(&self, article: ArticleId) -> u64 {
        self.totals.get(&article).copied().unwrap_or(0)
    }

    /// What was read in one hour, by article.
    pub fn hour(&self, hour: i64) -> impl Iterator<Item = (ArticleId, Sum)> {
        self.between(hour, hour).map(|(_, article, sum)| (article, sum))
    }

    /// What was read from one hour to another, both included, hour by hour. Nothing when the first
    /// lies after the last.
    pub fn between(&self, first: i64, last: i64) -> impl Iterator<Item = (i64, ArticleId, Sum)> {
        let range = (first <= last).then(|| self.hours.range((first, ArticleId::from_bits(0))..=(last, ArticleId::LAST)));
        range.into_iter().flatten().map(|(&(hour, article), &sum)| (hour, article, sum))
    }

    /// An article's views from one hour to another, both included.
    pub fn views_between(&self, article: ArticleId, first: i64, last: i64) -> u64 {
        let first = first.max(self.kept_from);
        (first..=last.min(first + WEEK_HOURS + SLACK_HOURS)).filter_map(|hour| self.hours.get(&(hour, article))).map(|sum| u64::from(sum.views)).sum()
    }

    /// Drops the hours that the week and the day before it no longer reach.
    pub(crate) fn prune(&mut self, hour: i64) {
        let from = hour - (WEEK_HOURS - 1) - SLACK_HOURS;
        if from <= self.kept_from {
            return;
        }
        self.kept_from = from;
        while let Some(oldest) = self.hours.first_entry() {
            if oldest.key().0 >= from {
                break;
            }
            oldest.remove();
        }
    }

    /// The first hour that is whole; earlier ones have been dropped.
    pub(crate) fn kept_from(&self) -> i64 {
        self.kept_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(bits: u64) -> ArticleId {
        ArticleId::from_bits(bits)
    }

    #[test]
    fn no_view_is_lost_however_old_the_news_of_it() {
        let mut tally = Tally::load([(id(1), 40)], [(id(1), 1_000, 5, 0)], [(id(1), 60_030, 5)]);
        assert_eq!(tally.views(id(1)), 40);
        tally.add(id(1), 60_031, 2);
        tally.prune(2_000);
        tally.add(id(1), 60_032, 3);
        assert_eq!(tally.views(id(1)), 45);
        assert_eq!(tally.between(0, 5_000).count(), 0);
        assert_eq!(tally.views(id(2)), 0);
    }

    #[test]
    fn counting_and_loading_come_to_the_same() {
        let mut counted = Tally::new();
        counted.add(id(1), 60_000, 2);
        counted.add(id(1), 60_059, 1);
        counted.add_depth(id(1), 60_059, 40);
        let loaded = Tally::load([(id(1), 3)], [(id(1), 1_000, 3, 40)], [(id(1), 60_059, 1), (id(1), 60_000, 2)]);
        assert_eq!(counted.hour(1_000).collect::<Vec<_>>(), loaded.hour(1_000).collect::<Vec<_>>());
        assert_eq!(counted.views_between(id(1), 900, 1_000), 3);
    }

    #[test]
    fn a_view_is_worth_half_after_the_half_life() {
        let heat = u128::from(weight(1_000_007));
        let base = half_life(1_000_007);
        assert!((worth(heat, base, 1_000_007) - 1.0).abs() < 1e-8);
        assert!((worth(heat, base, 1_000_007 + HALF_LIFE_MINUTES) - 0.5).abs() < 1e-8);
    }
}
