//! The access log of a real site, asked for once more over HTTP.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use audience::constants::TOKEN_GOOD;
use model::Time;
use serde_json::json;
use testkit::{Browser, Kind, Logged, Tallied, TestNewsroom, by_the_rules, on_both_databases, shared_log};

use crate::paper::{parse, token};

on_both_databases! {
    the_log_of_a_real_site_is_counted_by_the_published_rules
}

/// Four days of a blog in May 2015: people, feed readers, search engines and scanners. Each page that
/// was read is an article here, and each line of it is asked for and reported at its own hour.
fn the_log_of_a_real_site_is_counted_by_the_published_rules(kind: Kind) {
    let Some(log) = shared_log("apache-combined-2015-first80.log.zst") else { return };
    let mut readings: Vec<Logged> = log.lines().filter_map(page_read).collect();
    readings.sort_by_key(|reading| reading.time);
    let first = readings.first().map_or(0, |reading| reading.time);
    if kind == Kind::Postgres {
        // The first day is enough to see that the database makes no difference.
        readings.retain(|reading| reading.time < first + Time::DAY);
    }
    let site = TestNewsroom::new(kind);
    site.world.set(Time::from_millis(first - Time::HOUR));
    let paths: BTreeSet<&str> = readings.iter().map(|reading| reading.article.as_str()).collect();
    let articles: BTreeMap<&str, _> = paths.into_iter().map(|path| (path, site.article(path).write())).collect();
    let browser = Browser::open(&site);

    // A page stays open for two days at most, and its token is good as long.
    let mut pages: HashMap<&str, (i64, String)> = HashMap::new();
    let mut answered = BTreeMap::new();
    for reading in &readings {
        site.world.set(Time::from_millis(reading.time));
        let page = pages.entry(&reading.article).or_default();
        if reading.time > page.0 + TOKEN_GOOD {
            *page = (reading.time, token(&parse(&browser.page(&site.path(articles[reading.article.as_str()])))));
        }
        let headers = [("user-agent", reading.agent.as_str()), ("x-forwarded-for", &reading.address), ("sec-fetch-site", "same-origin")];
        let answer = browser.post_json("/api/v1/views", &json!({ "token": page.1 }), &headers);
        let said = if answer.status == 204 { "counted".to_owned() } else { answer.json()["rule"].as_str().unwrap().to_owned() };
        *answered.entry(said).or_insert(0) += 1;
    }
    browser.app.readership.keep_house();

    let mut ours = Tallied::default();
    for (path, article) in &articles {
        let counted = browser.json(&format!("/api/v1/articles/{article}"))["views"].as_u64().unwrap();
        let kept = actions::counts(&site.newsroom, *article).unwrap();
        assert_eq!(counted, kept.views, "{path}");
        if counted > 0 {
            ours.views.insert((*path).to_owned(), counted);
        }
        if !kept.refused.is_empty() {
            ours.refused.insert((*path).to_owned(), kept.refused);
        }
    }
    let theirs = by_the_rules(&readings);
    assert_eq!(ours, theirs);
    println!("{} readings of {} articles were answered {answered:?}", readings.len(), articles.len());
    let mut told = theirs.all_refused();
    told.insert("counted", theirs.all_views());
    assert_eq!(answered.iter().map(|(said, times)| (said.as_str(), *times)).collect::<BTreeMap<_, u64>>(), told, "readers are told what is kept");
}

/// A line of the combined log format, if a page was read: GET, 200, and neither a thing on a page
/// nor a feed.
fn page_read(line: &str) -> Option<Logged> {
    const THINGS: [&str; 17] =
        ["png", "jpg", "jpeg", "gif", "ico", "css", "js", "xml", "rss", "rdf", "atom", "txt", "svg", "gz", "zip", "pdf", "jar"];
    let parts: Vec<&str> = line.split('"').collect();
    let [before, request, status, _, _, ..] = parts[..] else { return None };
    let agent = line.splitn(6, '"').nth(5)?.strip_suffix('"')?;
    let (path, query) = request.strip_prefix("GET ")?.split(' ').next()?.split_once('?').unwrap_or((request.split(' ').nth(1)?, ""));
    let thing = path.rsplit_once('.').is_some_and(|(_, end)| THINGS.contains(&end.to_ascii_lowercase().as_str()));
    if !status.trim().starts_with("200") || thing || query.contains("flav=") {
        return None;
    }
    let (address, rest) = before.split_once(' ')?;
    let agent = if agent == "-" { "" } else { agent };
    Some(Logged {
        time: hour(rest.split_once('[')?.1.split_once(']')?.0)?,
        address: address.to_owned(),
        agent: agent.to_owned(),
        article: path.to_owned(),
        robot: audience::robot(agent).is_some(),
        ..Logged::default()
    })
}

/// `17/May/2015:10:05:00 +0000`; the log is in UTC.
fn hour(text: &str) -> Option<i64> {
    let (date, clock) = text.strip_suffix(" +0000")?.split_once(':')?;
    let [day, "May", year] = date.split('/').collect::<Vec<_>>()[..] else { return None };
    Some(Time::parse(&format!("{year}-05-{day}T{clock}Z"))?.millis())
}
