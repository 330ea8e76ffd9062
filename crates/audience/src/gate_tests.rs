use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::constants::CAP_PER_HOUR;
use crate::{Salt, Salts, visitor};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0";

fn noon() -> Time {
    Time::parse("2024-03-05T12:00:00Z").unwrap()
}

fn salts() -> Salts {
    Salts::new((19_786..19_790).map(|day| Salt { day, secret: [day as u8; 32] }).collect())
}

/// The nth reader's agent, each another.
fn agent(n: u64) -> String {
    format!("Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/{}.0", n % 1_000, n / 1_000)
}

fn reading<'a>(article: u64, address: &str, user_agent: &'a str, now: Time) -> Reading<'a> {
    let address = address.parse().unwrap();
    Reading {
        article: ArticleId::from_bits(article),
        address,
        user_agent,
        visitor: visitor(&salts(), address, user_agent, now).unwrap(),
        prefetch: false,
        same_origin: true,
        reference: None,
    }
}

/// A small generator of chance, the same in every run.
fn chance(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn a_reader_who_reloads_within_thirty_seconds_is_counted_once() {
    let mut gate = Gate::new();
    let mut at = |seconds: i64| {
        let now = noon().plus(seconds * 1_000);
        gate.judge(&reading(1, "192.0.2.1", FIREFOX, now), now)
    };
    assert_eq!(at(0), Verdict::Counted);
    assert_eq!(at(20), Verdict::Refused(Rule::Repeat));
    assert_eq!(at(30), Verdict::Refused(Rule::Repeat));
    // The repeated view at 20 seconds was not counted, so it does not push the next one off.
    assert_eq!(at(31), Verdict::Counted);
    assert_eq!(at(32), Verdict::Refused(Rule::Repeat));
}

#[test]
fn midnight_does_not_make_a_reload_a_new_reading() {
    let midnight = Time::parse("2024-03-06T00:00:00Z").unwrap();
    let mut gate = Gate::new();
    let mut at = |millis: i64| {
        let now = midnight.plus(millis);
        gate.judge(&reading(1, "192.0.2.1", FIREFOX, now), now)
    };
    assert_eq!(at(-10_000), Verdict::Counted);
    assert_eq!(at(10_000), Verdict::Refused(Rule::Repeat));
    assert_eq!(at(25_000), Verdict::Counted);
    assert_eq!(at(40_000), Verdict::Refused(Rule::Repeat));
}

#[test]
fn each_rule_is_named() {
    let mut gate = Gate::new();
    let good = reading(1, "192.0.2.1", FIREFOX, noon());
    let mut judge = |reading| gate.judge(&reading, noon());
    assert_eq!(judge(Reading { user_agent: "curl/8.5.0", prefetch: true, ..good }), Verdict::Refused(Rule::Robot));
    assert_eq!(judge(Reading { prefetch: true, same_origin: false, ..good }), Verdict::Refused(Rule::Prefetch));
    assert_eq!(judge(Reading { same_origin: false, ..good }), Verdict::Refused(Rule::CrossSite));
    assert_eq!(judge(good), Verdict::Counted);
    for rule in Rule::ALL {
        assert_eq!((Rule::from_name(rule.name()), Rule::from_code(rule.code())), (Some(rule), Some(rule)));
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
    }
    assert_eq!(Rule::ALL.into_iter().map(Rule::code).collect::<HashSet<_>>().len(), Rule::ALL.len());
}

#[test]
fn a_reading_sent_twice_is_answered_twice_and_counted_once() {
    let mut gate = Gate::new();
    let mark = |mark: u8, reading| Reading { reference: Some([mark; 16]), ..reading };
    let first = mark(1, reading(1, "192.0.2.1", FIREFOX, noon()));
    assert_eq!(gate.judge(&first, noon()), Verdict::Counted);
    for later in [0, Time::MINUTE, 47 * Time::HOUR] {
        let verdict = gate.judge(&first, noon().plus(later));
        assert_eq!(verdict, Verdict::CountedBefore);
        assert!(verdict.is_counted() && verdict.is_again());
    }
    let second = mark(2, first);
    assert_eq!(gate.judge(&second, noon()), Verdict::Refused(Rule::Repeat));
    assert_eq!(gate.judge(&second, noon().plus(Time::HOUR)), Verdict::RefusedBefore(Rule::Repeat));
    // A mark copied from another article's reading is nobody's.
    assert_eq!(gate.judge(&mark(1, reading(2, "192.0.2.1", FIREFOX, noon())), noon()), Verdict::Counted);
}

#[test]
fn a_view_that_could_not_be_kept_counts_when_it_is_sent_again() {
    let mut gate = Gate::new();
    let reading = Reading { reference: Some([7; 16]), ..reading(1, "192.0.2.1", FIREFOX, noon()) };
    assert_eq!(gate.judge(&reading, noon()), Verdict::Counted);
    gate.take_back(&reading);
    assert_eq!(gate.judge(&reading, noon().plus(1_000)), Verdict::Counted);
}

#[test]
fn five_thousand_readers_behind_one_address_all_count() {
    for (articles, exponent) in [(50u64, 1.0f64), (200, 1.0), (5_000, 0.8), (20, 1.2)] {
        let weights: Vec<f64> = (1..=articles).map(|rank| (rank as f64).powf(-exponent)).collect();
        let whole: f64 = weights.iter().sum();
        let mut state = 88_172_645_463_325_252 ^ articles;
        let mut readings: Vec<(i64, u64, u64)> = (0..5_000)
            .map(|n| {
                let mut point = (chance(&mut state) >> 11) as f64 / (1u64 << 53) as f64 * whole;
                let article = weights.iter().position(|weight| {
                    point -= weight;
                    point < 0.0
                });
                ((chance(&mut state) % 3_600_000) as i64, article.unwrap_or(0) as u64, n)
            })
            .collect();
        readings.sort_unstable();
        let mut gate = Gate::new();
        for (millis, article, n) in readings {
            let now = noon().plus(millis);
            let agent = agent(n);
            assert_eq!(gate.judge_screened(&reading(article, "198.51.100.7", &agent, now), None, now), Verdict::Counted, "{articles} {millis} {n}");
        }
    }
}

#[test]
fn a_classroom_that_opens_one_article_at_once_counts_whole() {
    let mut gate = Gate::new();
    for n in 0..60u64 {
        let now = noon().plus(n as i64 * 50);
        assert_eq!(gate.judge_screened(&reading(1, &format!("192.0.2.{n}"), FIREFOX, now), None, now), Verdict::Counted);
        let agent = agent(n);
        assert_eq!(gate.judge_screened(&reading(1, "198.51.100.7", &agent, now), None, now), Verdict::Counted);
        assert_eq!(gate.judge_screened(&reading(2, &format!("2001:db8:1:{n:x}::1"), &agent, now), None, now), Verdict::Counted);
    }
}

#[test]
fn a_script_with_changing_agents_is_stopped_at_the_cap() {
    // As fast as it can, at the speed that the rule of repetition lets through, and at the cap's own.
    for pause in [1, 20, 400, 499, 501, 1_000, 1_999, 2_001] {
        let mut gate = Gate::new();
        let mut counted: Vec<i64> = Vec::new();
        let mut millis = 0;
        let mut n = 0;
        while millis < 2 * Time::HOUR / if pause < 100 { 10 } else { 1 } {
            let now = noon().plus(millis);
            let agent = agent(n);
            if gate.judge_screened(&reading(1, "192.0.2.1", &agent, now), None, now) == Verdict::Counted {
                counted.push(millis);
            }
            n += 1;
            millis += pause;
        }
        let most = counted.iter().enumerate().map(|(at, first)| counted[at..].iter().take_while(|other| **other - first < Time::HOUR).count()).max();
        assert!(most.unwrap() <= CAP_PER_HOUR as usize, "{pause}: {most:?}");
        if pause <= 20 {
            assert!(most.unwrap() <= 2 * HAMMER_BURST as usize, "{pause}: {most:?}");
        }
    }
}

#[test]
fn a_script_that_changes_its_address_within_the_block_is_stopped_at_the_cap() {
    let mut gate = Gate::new();
    let counted = (0..7_200i64)
        .filter(|n| {
            let now = noon().plus(n * 500);
            gate.judge_screened(&reading(1, &format!("192.0.2.{}", n % 256), &agent(*n as u64), now), None, now) == Verdict::Counted
        })
        .count();
    assert!(counted <= CAP_PER_HOUR as usize && counted > 1_000, "{counted}");
}

#[test]
fn one_reader_cannot_open_the_archive_in_a_minute() {
    let mut gate = Gate::new();
    let verdicts: Vec<_> = (0..6_000i64)
        .map(|n| {
            let now = noon().plus(n * 100);
            gate.judge_screened(&reading(n as u64, "192.0.2.1", FIREFOX, now), None, now)
        })
        .collect();
    let counted = verdicts.iter().filter(|verdict| **verdict == Verdict::Counted).count();
    assert!(counted <= 2 * WALK_BURST as usize, "{counted}");
    assert_eq!(verdicts.last(), Some(&Verdict::Refused(Rule::Walk)));
    // An hour later they read like anybody.
    let later = noon().plus(2 * Time::HOUR);
    assert_eq!(gate.judge_screened(&reading(1, "192.0.2.1", FIREFOX, later), None, later), Verdict::Counted);
}

#[test]
fn a_crawler_that_changes_its_agent_is_slowed_to_the_speed_of_a_crowd() {
    let mut gate = Gate::new();
    let counted = (0..36_000i64)
        .filter(|n| {
            let now = noon().plus(n * 100);
            gate.judge_screened(&reading(*n as u64, "192.0.2.1", &agent(*n as u64), now), None, now) == Verdict::Counted
        })
        .count();
    assert!(counted <= (RUSH_BURST + 60 * RUSH_PER_MINUTE) as usize, "{counted}");
}

#[test]
fn strangers_pages_cannot_use_up_what_readers_have() {
    let mut gate = Gate::new();
    for n in 0..10_000 {
        let agent = agent(n);
        let foreign = Reading { same_origin: false, ..reading(1, "192.0.2.1", &agent, noon()) };
        assert_eq!(gate.judge(&foreign, noon()), Verdict::Refused(Rule::CrossSite));
    }
    assert_eq!(gate.judge(&reading(1, "192.0.2.1", FIREFOX, noon()), noon()), Verdict::Counted);
}

proptest! {
    #[test]
    fn no_visitor_is_counted_twice_within_thirty_seconds(steps in prop::collection::vec((0i64..25_000, 0u64..3, 0u64..3), 1..80)) {
        let mut gate = Gate::new();
        let mut now = Time::parse("2024-03-05T23:55:00Z").unwrap();
        let mut last = std::collections::HashMap::new();
        for (pause, article, who) in steps {
            now = now.plus(pause);
            let agent = agent(who);
            let verdict = gate.judge(&reading(article, "192.0.2.1", &agent, now), now);
            let repeated = last.get(&(article, who)).is_some_and(|last: &Time| now.millis() - last.millis() <= REPEAT);
            prop_assert_eq!(verdict, if repeated { Verdict::Refused(Rule::Repeat) } else { Verdict::Counted });
            if verdict == Verdict::Counted {
                last.insert((article, who), now);
            }
        }
    }
}

#[test]
fn the_depth_of_a_view_is_taken_once_and_of_a_counted_view_alone() {
    let mut gate = Gate::new();
    let marked = |article, mark: &[u8; 16], agent| Reading { reference: Some(*mark), ..reading(article, "192.0.2.1", agent, noon()) };
    let (one, robot, other) = (*b"0123456789abcdef", *b"fedcba9876543210", *b"0000000000000000");
    assert_eq!(gate.judge(&marked(1, &one, FIREFOX), noon()), Verdict::Counted);
    assert_eq!(gate.judge(&marked(2, &robot, "Googlebot/2.1"), noon()), Verdict::Refused(Rule::Robot));
    let depth = |gate: &mut Gate, article, mark, now| gate.judge_depth(ArticleId::from_bits(article), mark, now);
    assert_eq!(depth(&mut gate, 2, robot, noon()), DepthVerdict::NoView);
    assert_eq!(depth(&mut gate, 1, other, noon()), DepthVerdict::NoView);
    assert_eq!(depth(&mut gate, 2, one, noon()), DepthVerdict::NoView, "a view of another article");
    let later = noon().plus(Time::DAY);
    assert_eq!(depth(&mut gate, 1, one, later), DepthVerdict::Taken);
    assert_eq!(depth(&mut gate, 1, one, later), DepthVerdict::TakenBefore);
    assert_eq!(gate.judge(&marked(1, &one, FIREFOX), later), Verdict::CountedBefore, "the view itself is known as before");
    assert_eq!(depth(&mut gate, 1, one, noon().plus(49 * Time::HOUR)), DepthVerdict::NoView, "marks are forgotten after 48 hours");
}

#[test]
fn a_depth_that_could_not_be_kept_is_taken_when_it_is_sent_again() {
    let mut gate = Gate::new();
    let (article, mark) = (ArticleId::from_bits(1), *b"0123456789abcdef");
    let view = Reading { reference: Some(mark), ..reading(1, "192.0.2.1", FIREFOX, noon()) };
    gate.judge(&view, noon());
    assert_eq!(gate.judge_depth(article, mark, noon()), DepthVerdict::Taken);
    gate.take_back_depth(article, mark, noon());
    assert_eq!(gate.judge_depth(article, mark, noon()), DepthVerdict::Taken);
    gate.take_back(&view);
    gate.take_back_depth(article, mark, noon());
    assert_eq!(gate.judge_depth(article, mark, noon()), DepthVerdict::NoView, "the view was not kept either");
    assert_eq!(gate.judge(&view, noon()), Verdict::Counted);
    assert_eq!(gate.judge_depth(article, mark, noon()), DepthVerdict::Taken);
}
