use proptest::prelude::*;

use super::*;
use crate::constants::{HALF_LIFE_MINUTES, SLACK_HOURS};
use crate::tally::weight;

const EDITIONS: [Language; 2] = [Language::ENGLISH, Language::KOREAN];

fn article(n: u64) -> ArticleId {
    ArticleId::from_bits(n + 1)
}

fn story(n: u64) -> StoryId {
    StoryId::from_bits(n / 2 + 1_000)
}

fn noon() -> Time {
    Time::parse("2024-03-05T12:00:00Z").unwrap()
}

fn entry(n: u64, published_at: Time) -> Entry {
    Entry { article: article(n), story: story(n), language: EDITIONS[n as usize % 2], published_at, reading_seconds: 60 }
}

fn articles(list: &[Ranked]) -> Vec<u64> {
    list.iter().map(|ranked| ranked.article.bits() - 1).collect()
}

fn newsroom(articles: u64) -> Lists {
    let mut lists = Lists::new(Tally::new(), noon());
    for n in 0..articles {
        lists.publish(entry(n, noon().plus(n as i64)));
    }
    lists
}

#[test]
fn the_list_is_right_as_soon_as_a_view_is_counted() {
    let mut lists = newsroom(6);
    let minute = noon().minute();
    assert!(lists.weekly_best(Language::ENGLISH, noon(), 10).is_empty());
    assert_eq!(articles(&lists.latest(Language::ENGLISH, 10)), [4, 2, 0]);
    lists.count(article(0), minute, 1);
    lists.count(article(1), minute, 9);
    assert_eq!(articles(&lists.weekly_best(Language::ENGLISH, noon(), 10)), [0]);
    // The newer of two that are read alike stands first.
    lists.count(article(2), minute, 1);
    assert_eq!(articles(&lists.weekly_best(Language::ENGLISH, noon(), 10)), [2, 0]);
    assert_eq!(articles(&lists.popular_now(Language::ENGLISH, noon(), 10)), [2, 0]);
    lists.count(article(0), minute, 1);
    assert_eq!(articles(&lists.weekly_best(Language::ENGLISH, noon(), 1)), [0]);
    assert_eq!(lists.weekly_best(Language::ENGLISH, noon(), 1)[0].why, Why::ReadInWeek { views: 2 });
    assert_eq!(articles(&lists.weekly_best(Language::KOREAN, noon(), 10)), [1]);
}

#[test]
fn yesterdays_rush_gives_way_to_what_is_read_now() {
    let mut lists = newsroom(4);
    lists.count(article(0), noon().minute(), 100);
    let later = noon().plus(6 * 3 * Time::HOUR);
    lists.count(article(2), later.minute(), 2);
    assert_eq!(articles(&lists.popular_now(Language::ENGLISH, later, 10)), [2, 0]);
    let score = lists.popular_now(Language::ENGLISH, later, 10)[1].score;
    assert!((score - 100.0 / 64.0).abs() < 1e-6, "{score}");
    assert_eq!(articles(&lists.weekly_best(Language::ENGLISH, later, 10)), [0, 2]);
}

#[test]
fn the_week_is_the_running_hour_and_the_167_before() {
    let mut lists = newsroom(2);
    lists.count(article(0), noon().minute(), 5);
    let last = noon().plus(168 * Time::HOUR - 1);
    assert_eq!(lists.weekly_best(Language::ENGLISH, last, 1)[0].score, 5.0);
    assert!(lists.weekly_best(Language::ENGLISH, last.plus(1), 1).is_empty());
    assert_eq!(lists.tally().views(article(0)), 5);
}

#[test]
fn a_withdrawn_article_leaves_every_list_and_finds_its_views_when_it_returns() {
    let mut lists = newsroom(4);
    lists.set_must_reads(Language::ENGLISH, vec![(story(0), None)]);
    lists.count(article(0), noon().minute(), 5);
    lists.withdraw(article(0));
    lists.count(article(0), noon().minute(), 2);
    assert!(lists.weekly_best(Language::ENGLISH, noon(), 9).is_empty() && lists.popular_now(Language::ENGLISH, noon(), 9).is_empty());
    assert!(lists.must_reads(Language::ENGLISH, noon(), 9).is_empty());
    assert_eq!(articles(&lists.latest(Language::ENGLISH, 9)), [2]);
    assert_eq!(lists.tally().views(article(0)), 7);
    lists.publish(entry(0, noon()));
    assert_eq!(lists.weekly_best(Language::ENGLISH, noon(), 9)[0].score, 7.0);
    assert_eq!(articles(&lists.must_reads(Language::ENGLISH, noon(), 9)), [0]);
}

#[test]
fn the_editors_order_stands_until_its_end_and_reading_fills_it_up() {
    let mut lists = newsroom(8);
    lists.count(article(4), noon().minute(), 3);
    lists.count(article(6), noon().minute(), 7);
    lists.count(article(0), noon().minute(), 9);
    let end = noon().plus(Time::MINUTE);
    lists.set_must_reads(Language::ENGLISH, vec![(story(2), Some(end)), (story(0), None), (story(0), None), (StoryId::from_bits(9), None)]);
    let list = lists.must_reads(Language::ENGLISH, noon(), 4);
    assert_eq!(articles(&list), [2, 0, 6, 4]);
    assert_eq!(list[0].why, Why::Chosen { place: 1, ends: Some(end) });
    assert_eq!(list[2].why, Why::FillsUp(FilledBy::Views { views: 7 }));
    assert_eq!(articles(&lists.must_reads(Language::ENGLISH, end, 4)), [0, 6, 4]);
    assert_eq!(articles(&lists.must_reads(Language::ENGLISH, noon(), 1)), [2]);
}

#[test]
fn reading_in_depth_fills_the_must_reads_up_before_mere_views_do() {
    let mut lists = newsroom(10);
    lists.set_must_reads(Language::ENGLISH, vec![(story(8), None)]);
    for (n, views, seconds) in [(0, 90, 0), (2, 5, 70), (4, 1, 200), (6, 80, 0), (8, 3, 400)] {
        lists.count(article(n), noon().minute(), views);
        lists.deepen(article(n), noon().minute(), seconds);
    }
    let list = lists.must_reads(Language::ENGLISH, noon(), 9);
    assert_eq!(articles(&list), [8, 4, 2, 0, 6]);
    assert_eq!((list[1].why.clone(), list[1].score), (Why::FillsUp(FilledBy::Depth { seconds: 200 }), 200.0));
    assert_eq!((list[3].why.clone(), list[3].score), (Why::FillsUp(FilledBy::Views { views: 90 }), 90.0));
    assert_eq!(list[0].score, 400.0);
    // Depth alone makes nobody read more often, and is forgotten after the week.
    assert_eq!(articles(&lists.weekly_best(Language::ENGLISH, noon(), 9)), [0, 6, 2, 8, 4]);
    let later = noon().plus(167 * Time::HOUR);
    lists.deepen(article(2), later.minute(), 1);
    assert_eq!(articles(&lists.must_reads(Language::ENGLISH, later, 9)), [8, 4, 2, 0, 6]);
    assert_eq!(articles(&lists.must_reads(Language::ENGLISH, later.plus(Time::HOUR), 9)), [8, 2]);
}

#[test]
fn a_clock_that_ran_ahead_and_is_set_back_costs_a_reload_and_no_view() {
    let mut lists = newsroom(2);
    lists.count(article(0), noon().minute(), 5);
    assert!(lists.weekly_best(Language::ENGLISH, noon().plus(365 * Time::DAY), 1).is_empty());
    assert!(!lists.lacks_hours());
    assert!(lists.weekly_best(Language::ENGLISH, noon(), 1).is_empty());
    assert!(lists.lacks_hours());
    let kept = Tally::load([(article(0), 5)], [(article(0), hour_of(noon().minute()), 5, 0)], [(article(0), noon().minute(), 5)]);
    lists.reload(kept, noon());
    assert!(!lists.lacks_hours());
    assert_eq!(lists.weekly_best(Language::ENGLISH, noon(), 1)[0].score, 5.0);
    assert!((lists.popular_now(Language::ENGLISH, noon(), 1)[0].score - 5.0).abs() < 1e-6);
}

/// Everything that ever happened, from which the lists can be worked out the slow way.
#[derive(Default)]
struct History {
    views: Vec<(u64, i64, u32)>,
    /// Article, minute, seconds.
    depths: Vec<(u64, i64, u32)>,
    published: HashMap<u64, Time>,
}

impl History {
    fn in_edition(&self, language: Language) -> impl Iterator<Item = (u64, Time)> {
        self.published.iter().map(|(n, at)| (*n, *at)).filter(move |(n, _)| EDITIONS[*n as usize % 2] == language)
    }

    fn within(&self, n: u64, now: Time, hours: i64) -> impl Iterator<Item = (i64, u32)> {
        let last = hour_of(now.minute());
        self.views.iter().filter(move |view| view.0 == n && (last - hours + 1..=last).contains(&hour_of(view.1))).map(|view| (view.1, view.2))
    }

    fn weekly_best(&self, language: Language, now: Time) -> Vec<(u64, u64)> {
        let mut list: Vec<_> = self
            .in_edition(language)
            .map(|(n, at)| (self.within(n, now, WEEK_HOURS).map(|view| u64::from(view.1)).sum::<u64>(), at, n))
            .filter(|place| place.0 > 0)
            .collect();
        list.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        list.into_iter().map(|(views, _, n)| (n, views)).collect()
    }

    /// The editors' order first; then everything that has depth, most seconds first; then the rest of
    /// the weekly best. Each story once.
    fn must_reads(&self, language: Language, chosen: &[u64], now: Time) -> Vec<(u64, u64)> {
        let last = hour_of(now.minute());
        let depth = |n: u64| -> u64 {
            let in_week = self.depths.iter().filter(|told| told.0 == n && (last - WEEK_HOURS + 1..=last).contains(&hour_of(told.1)));
            in_week.map(|told| u64::from(told.2)).sum()
        };
        let weekly = self.weekly_best(language, now);
        let score = |n: u64| if depth(n) > 0 { depth(n) } else { weekly.iter().find(|place| place.0 == n).map_or(0, |place| place.1) };
        let mut deep: Vec<_> = self.in_edition(language).filter(|(n, _)| depth(*n) > 0).collect();
        deep.sort_by(|a, b| depth(b.0).cmp(&depth(a.0)).then(b.1.cmp(&a.1)).then(a.0.cmp(&b.0)));
        let chosen = chosen.iter().copied().filter(|n| self.in_edition(language).any(|(there, _)| there == *n));
        let mut list: Vec<(u64, u64)> = Vec::new();
        for n in chosen.chain(deep.iter().map(|place| place.0)).chain(weekly.iter().map(|place| place.0)) {
            if !list.iter().any(|(there, _)| story(*there) == story(n)) {
                list.push((n, score(n)));
            }
        }
        list
    }

    /// By whole numbers, so that those who are read alike stand alike.
    fn popular_now(&self, language: Language, now: Time) -> Vec<(u64, f64)> {
        let first = half_life((hour_of(now.minute()) - POPULAR_HOURS + 1) * 60);
        let heat = |n| {
            self.within(n, now, POPULAR_HOURS)
                .map(|(minute, views)| (u128::from(weight(minute)) * u128::from(views)) << (half_life(minute) - first))
                .sum::<u128>()
        };
        let decayed = |n| {
            self.within(n, now, POPULAR_HOURS)
                .map(|(minute, views)| f64::from(views) * (-((now.minute() - minute) as f64) / HALF_LIFE_MINUTES as f64).exp2())
                .sum::<f64>()
        };
        let mut list: Vec<_> = self.in_edition(language).map(|(n, at)| (heat(n), at, n)).filter(|place| place.0 > 0).collect();
        list.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        list.into_iter().map(|(_, _, n)| (n, decayed(n))).collect()
    }

    /// The counts as a store would hand them over: sums by hour and by minute, as far back as asked.
    fn kept(&self, now: Time) -> Tally {
        let hour = hour_of(now.minute());
        let (mut totals, mut hours, mut minutes) = (HashMap::new(), HashMap::new(), HashMap::new());
        for &(n, minute, views) in &self.views {
            *totals.entry(article(n)).or_default() += u64::from(views);
            if hour_of(minute) > hour - WEEK_HOURS - SLACK_HOURS {
                hours.entry((article(n), hour_of(minute))).or_insert((0, 0)).0 += views;
            }
            if hour_of(minute) > hour - POPULAR_HOURS - SLACK_HOURS {
                *minutes.entry((article(n), minute)).or_default() += views;
            }
        }
        for &(n, minute, seconds) in &self.depths {
            if hour_of(minute) > hour - WEEK_HOURS - SLACK_HOURS {
                hours.entry((article(n), hour_of(minute))).or_insert((0, 0)).1 += seconds;
            }
        }
        Tally::load(
            totals,
            hours.into_iter().map(|((id, hour), (views, depth))| (id, hour, views, depth)),
            minutes.into_iter().map(|((id, minute), views)| (id, minute, views)),
        )
    }
}

#[derive(Debug, Clone)]
enum Step {
    Count { n: u64, ago: i64, views: u32 },
    Deepen { n: u64, ago: i64, seconds: u32 },
    Choose { chosen: Vec<u64> },
    Publish { n: u64, at: i64 },
    Withdraw { n: u64 },
    Clock { millis: i64 },
    Reload,
}

fn step() -> impl Strategy<Value = Step> {
    let ago = || prop_oneof![Just(0), 0..200i64, -70..30_000i64];
    prop_oneof![
        8 => (0..8u64, ago(), 1..4u32).prop_map(|(n, ago, views)| Step::Count { n, ago, views }),
        6 => (0..8u64, ago(), 0..4u32).prop_map(|(n, ago, seconds)| Step::Deepen { n, ago, seconds }),
        1 => prop::collection::vec(0..8u64, 0..3).prop_map(|chosen| Step::Choose { chosen }),
        2 => (0..8u64, 0..3i64).prop_map(|(n, at)| Step::Publish { n, at }),
        1 => (0..8u64).prop_map(|n| Step::Withdraw { n }),
        3 => prop_oneof![0..Time::HOUR, -Time::HOUR..5 * Time::HOUR, -20 * Time::DAY..20 * Time::DAY].prop_map(|millis| Step::Clock { millis }),
        1 => Just(Step::Reload),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_lists_are_what_the_slow_way_comes_to(steps in prop::collection::vec(step(), 1..60)) {
        let mut now = noon();
        let mut lists = newsroom(8);
        let mut history = History::default();
        let mut chosen = Vec::new();
        history.published.extend((0..8).map(|n| (n, noon().plus(n as i64))));
        for step in steps {
            match step {
                Step::Count { n, ago, views } => {
                    lists.count(article(n), now.minute() - ago, views);
                    history.views.push((n, now.minute() - ago, views));
                }
                Step::Deepen { n, ago, seconds } => {
                    lists.deepen(article(n), now.minute() - ago, seconds);
                    history.depths.push((n, now.minute() - ago, seconds));
                }
                Step::Choose { chosen: order } => {
                    for language in EDITIONS {
                        lists.set_must_reads(language, order.iter().map(|n| (story(*n), None)).collect());
                    }
                    chosen = order;
                }
                Step::Publish { n, at } => {
                    lists.publish(entry(n, noon().plus(at)));
                    history.published.insert(n, noon().plus(at));
                }
                Step::Withdraw { n } => {
                    lists.withdraw(article(n));
                    history.published.remove(&n);
                }
                Step::Clock { millis } => now = now.plus(millis),
                Step::Reload => lists.reload(history.kept(now), now),
            }
            lists.advance(now);
            if lists.lacks_hours() {
                lists.reload(history.kept(now), now);
            }
            for language in EDITIONS {
                let best: Vec<_> = lists.weekly_best(language, now, 9).iter().map(|ranked| (ranked.article.bits() - 1, ranked.score as u64)).collect();
                prop_assert_eq!(best, history.weekly_best(language, now));
                let must_reads: Vec<_> = lists.must_reads(language, now, 9).iter().map(|ranked| (ranked.article.bits() - 1, ranked.score as u64)).collect();
                let told: Vec<_> = chosen.iter().map(|n| n / 2 * 2 + EDITIONS.iter().position(|known| *known == language).unwrap() as u64).collect();
                prop_assert_eq!(must_reads, history.must_reads(language, &told, now));
                let popular = lists.popular_now(language, now, 9);
                let slow = history.popular_now(language, now);
                prop_assert_eq!(articles(&popular), slow.iter().map(|place| place.0).collect::<Vec<_>>());
                for (ranked, (_, decayed)) in popular.iter().zip(slow) {
                    prop_assert!((ranked.score / decayed - 1.0).abs() < 1e-7, "{} is not {decayed}", ranked.score);
                }
                let mut newest: Vec<_> = history.in_edition(language).collect();
                newest.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)));
                prop_assert_eq!(articles(&lists.latest(language, 9)), newest.iter().map(|place| place.0).collect::<Vec<_>>());
            }
            for n in 0..8 {
                let all: u64 = history.views.iter().filter(|view| view.0 == n).map(|view| u64::from(view.2)).sum();
                prop_assert_eq!(lists.tally().views(article(n)), all);
            }
        }
    }
}

#[test]
fn of_a_large_archive_the_lists_know_what_they_show() {
    let mut lists = Lists::new(Tally::new(), noon());
    let age = |n: u64| noon().plus(-(n as i64) * Time::MINUTE);
    lists.set_must_reads(Language::ENGLISH, vec![(story(30_000), None)]);
    lists.count(article(30_002), noon().minute(), 3);
    for n in (0..40_000).rev().filter(|n| n % 2 == 0) {
        lists.publish(entry(n, age(n)));
    }
    assert!(lists.entries.len() < 17 * NEWEST_KNOWN, "{}", lists.entries.len());
    assert_eq!(articles(&lists.must_reads(Language::ENGLISH, noon(), 9)), [30_000, 30_002]);
    assert_eq!(articles(&lists.latest(Language::ENGLISH, 3)), [0, 2, 4]);
    assert_eq!(lists.unknown([article(0), article(39_998)]), [article(39_998)]);
    // Nearly all of the newest are withdrawn.
    for n in (100..38_000).filter(|n| n % 2 == 0) {
        lists.withdraw(article(n));
    }
    assert!(lists.lacks_newest(Language::ENGLISH));
    assert!(lists.latest(Language::ENGLISH, 99).len() >= 50, "what is shown has no gaps");
    assert!(lists.latest(Language::ENGLISH, 99).iter().enumerate().all(|(at, ranked)| ranked.article == article(2 * at as u64)));
}

proptest! {
    #[test]
    fn lists_read_as_they_did_while_nothing_is_said_to_have_moved(
        readings in prop::collection::vec((0u64..9, 0i64..40, 1u32..4, prop::bool::weighted(0.2)), 1..60),
    ) {
        let mut lists = newsroom(18);
        lists.moved();
        for (read_article, minutes, views, deep) in readings {
            let now = noon().plus(minutes * Time::MINUTE);
            let read = |lists: &mut Lists| {
                let (week, now_read) = (lists.weekly_best(Language::ENGLISH, now, 100), lists.popular_now(Language::ENGLISH, now, 100));
                let must = lists.must_reads(Language::ENGLISH, now, 100);
                [week, now_read, must].map(|list| list.into_iter().map(|ranked| ranked.article).collect::<Vec<_>>())
            };
            let before = read(&mut lists);
            lists.moved();
            if deep {
                lists.deepen(article(2 * read_article), now.minute(), views * 20);
            } else {
                lists.count(article(2 * read_article), now.minute(), views);
            }
            let moved = lists.moved();
            if moved.is_empty() {
                prop_assert_eq!(before, read(&mut lists));
            }
        }
    }
}
