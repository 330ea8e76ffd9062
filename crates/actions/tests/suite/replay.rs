//! Logs of real readers and a log of edge cases, counted here and by a program that was written from
//! `docs/counting.md` alone. Every count must be the same.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::mpsc;

use actions::{Answer, Readership, Reported, counts};
use model::{ArticleId, Language, Time, World};
use testkit::{Kind, Logged, Tallied, TestNewsroom, TestWorld, by_the_rules, edge_cases, on_both_databases, shared_log};

on_both_databases! {
    edge_cases_are_counted_by_the_published_rules
    whatever_is_sent_is_counted_by_the_published_rules
}

/// No more than so many readings wait for the disk at once.
const WAITING: usize = 1_000;
const NASA: &str = "nasa-www-19950801-first80.tsv.zst";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

fn edge_cases_are_counted_by_the_published_rules(kind: Kind) {
    let theirs = compare_in_full(kind, &edge_cases());
    assert_eq!(theirs.all_refused().len(), audience::Rule::ALL.len(), "every rule has refused something: {:?}", theirs.all_refused());
}

/// Spells of all kinds of readers, in any order: a few who read about, one who asks for one article
/// again and again, one who walks through all, a crowd at one article, a busy household.
fn whatever_is_sent_is_counted_by_the_published_rules(kind: Kind) {
    const SPELLS: [(u64, u64, u64); 5] = [(4, 3, 12), (1, 400, 1), (2, 1, 200), (200, 4, 2), (1, 400, 30)];
    const PAUSES: [i64; 10] = [1, 5, 50, 200, 499, 1_000, 7_000, 30_000, 30_001, 3_600_000];
    let world = TestWorld::default();
    let chance = |most: u64| world.random() % most;
    let mut time = world.now().millis();
    let mut readings = Vec::new();
    while readings.len() < 20_000 {
        let (clients, browsers, articles) = SPELLS[chance(5) as usize];
        let pause = PAUSES[chance(10) as usize];
        for _ in 0..chance(if pause > 1_000 { 20 } else { 1_500 }) {
            time += if chance(5) == 0 { pause } else { 0 };
            let client = chance(clients);
            readings.push(Logged {
                time,
                address: if client == 3 { format!("2001:db8::{:x}", chance(9)) } else { format!("192.0.2.{client}") },
                agent: format!("Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/128.0", chance(browsers)),
                article: format!("story {}", chance(articles)),
                reference: (chance(9) == 0).then(|| format!("{:016}", chance(500))),
                robot: false,
                prefetch: chance(50) == 0,
                cross_site: chance(50) == 0,
            });
        }
    }
    let theirs = compare_in_full(kind, &readings);
    assert_eq!(theirs.all_refused().len(), audience::Rule::ALL.len() - 1, "every rule but that of robots has refused something");
}

/// Replays a log and compares all that is on disk of each article. Gives what was counted.
fn compare_in_full(kind: Kind, readings: &[Logged]) -> Tallied {
    let site = TestNewsroom::new(kind);
    let names: BTreeSet<&str> = readings.iter().map(|reading| reading.article.as_str()).collect();
    let articles: BTreeMap<&str, ArticleId> = names.into_iter().map(|name| (name, site.article(name).write())).collect();
    replay(&site, readings, &articles);

    let mut ours = Tallied::default();
    for (name, article) in &articles {
        let counted = counts(&site.newsroom, *article).unwrap();
        if counted.views > 0 {
            ours.views.insert((*name).to_owned(), counted.views);
        }
        if !counted.refused.is_empty() {
            ours.refused.insert((*name).to_owned(), counted.refused);
        }
    }
    let theirs = by_the_rules(readings);
    assert_eq!(ours, theirs);
    println!("{} readings: {} views, refused {:?}", readings.len(), theirs.all_views(), theirs.all_refused());
    theirs
}

/// Sends all readings in order, each at its own hour, and waits until the last one is on disk.
fn replay(site: &TestNewsroom, readings: &[Logged], articles: &BTreeMap<&str, ArticleId>) {
    let first = readings.first().map_or(0, |reading| reading.time);
    site.world.set(Time::from_millis(first));
    let readership = Readership::start(&site.newsroom).unwrap();
    let (tell, told) = mpsc::channel();
    for (sent, reading) in readings.iter().enumerate() {
        if sent >= WAITING {
            must_be_judged(told.recv().unwrap());
        }
        site.world.set(Time::from_millis(reading.time));
        assert_eq!(audience::robot(&reading.agent).is_some(), reading.robot, "{}", reading.agent);
        let token = readership.mint(articles[reading.article.as_str()], Language::ENGLISH);
        let tell = tell.clone();
        readership.read(
            &Reported {
                token: &token,
                address: reading.address.parse().unwrap(),
                user_agent: &reading.agent,
                prefetch: reading.prefetch,
                same_origin: !reading.cross_site,
                reference: reading.reference.as_ref().map(|mark| mark.as_bytes().try_into().unwrap()),
            },
            Box::new(move |answer| tell.send(answer).unwrap()),
        );
    }
    drop(tell);
    told.iter().for_each(must_be_judged);
    readership.stop();
}

fn must_be_judged(answer: Answer) {
    assert!(matches!(answer, Answer::Counted | Answer::Refused(_)), "{answer:?}");
}

/// Replays a long log, whose articles have numbers and no texts, and compares what a server that
/// starts afterwards finds on disk.
fn compare(log: &str, readings: &[Logged]) {
    let site = TestNewsroom::new(Kind::Sqlite);
    let names: BTreeSet<&str> = readings.iter().map(|reading| reading.article.as_str()).collect();
    let articles: BTreeMap<&str, ArticleId> = names.into_iter().zip(1..).map(|(name, n)| (name, ArticleId::from_bits(n))).collect();
    replay(&site, readings, &articles);

    let again = Readership::start(&site.newsroom).unwrap();
    let views = articles.iter().map(|(name, article)| ((*name).to_owned(), again.views(*article))).filter(|(_, views)| *views > 0).collect();
    let theirs = by_the_rules(readings);
    let ours = Tallied { views, ..Tallied::default() };
    assert_eq!(ours.views, theirs.views, "{log}");
    let refused = site.newsroom.store.read_counts(|session| session.refusals(None)).unwrap();
    assert_eq!(refused.iter().map(|(rule, readings)| (rule.as_str(), *readings)).collect::<BTreeMap<_, _>>(), theirs.all_refused(), "{log}");
    println!("{log}: {} readings, {} views, refused {:?}", readings.len(), theirs.all_views(), theirs.all_refused());
}

fn logged(time: i64, address: IpAddr, article: &str) -> Logged {
    Logged { time, address: address.to_string(), agent: FIREFOX.to_owned(), article: article.to_owned(), ..Logged::default() }
}

/// FNV-1a, to make addresses of names.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Time, host and path of each page that was read.
fn nasa(log: &str) -> impl Iterator<Item = (i64, &str, &str)> {
    let things = [".gif", ".jpg", ".jpeg", ".xbm", ".mpg", ".wav", ".avi", ".mov"];
    log.lines().skip(1).filter_map(move |line| {
        let [host, _, time, "GET", path, "200", ..] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        let page = !things.iter().any(|thing| path.to_ascii_lowercase().ends_with(thing));
        page.then(|| (time.parse::<i64>().unwrap() * Time::SECOND, host, path))
    })
}

#[test]
fn a_day_of_a_busy_site_is_counted_by_the_published_rules() {
    let Some(log) = shared_log(NASA) else { return };
    let readings = nasa(&log).map(|(time, host, path)| logged(time, Ipv4Addr::from(hash(host) as u32).into(), path));
    compare("NASA, 1 August 1995", &readings.collect::<Vec<_>>());
}

/// Six hundred times as fast, every host a browser of its own.
#[test]
fn the_same_day_in_minutes_behind_four_addresses_is_counted_by_the_published_rules() {
    let Some(log) = shared_log(NASA) else { return };
    let readings = nasa(&log).map(|(time, host, path)| {
        let address = Ipv4Addr::from(0xc000_0200 + hash(host) as u32 % 4 * 128);
        let agent = format!("Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/128.0", hash(host) / 4);
        Logged { agent, ..logged(time / 600, address.into(), path) }
    });
    compare("NASA, hurried", &readings.collect::<Vec<_>>());
}

#[test]
fn clicks_in_a_shop_are_counted_by_the_published_rules() {
    let Some(log) = shared_log("serenade-clicks-first80.tsv.zst") else { return };
    let readings = log.lines().skip(1).map(|line| {
        let [visit, item, time] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let address = Ipv4Addr::from(0xc612_0000 + visit.parse::<u32>().unwrap());
        logged(time.parse::<i64>().unwrap() * Time::SECOND, address.into(), item)
    });
    compare("clicks of Serenade", &readings.collect::<Vec<_>>());
}

#[test]
fn walks_through_an_encyclopaedia_are_counted_by_the_published_rules() {
    let Some(log) = shared_log("wikispeedia-visits-first80.tsv.zst") else { return };
    let mut readings = Vec::new();
    for line in log.lines().skip(1) {
        let [time, visitor, lasted, path, ..] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let began = time.parse::<i64>().unwrap() * Time::SECOND;
        let bits = u64::from_str_radix(visitor, 16).unwrap();
        let address = Ipv6Addr::from(u128::from(0x2001 << 48 | bits >> 16) << 64 | 1);
        let steps: Vec<&str> = path.split(';').collect();
        let each = lasted.parse::<i64>().unwrap() * Time::SECOND / steps.len() as i64;
        let mut open: Vec<&str> = Vec::new();
        for (n, step) in steps.iter().enumerate() {
            // A click back shows the page before once more.
            if *step == "<" {
                open.pop();
            } else {
                open.push(step);
            }
            if let Some(article) = open.last() {
                readings.push(logged(began + n as i64 * each, address.into(), article));
            }
        }
    }
    readings.sort_by_key(|reading| reading.time);
    compare("walks of Wikispeedia", &readings);
}
