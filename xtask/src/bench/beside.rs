//! An import beside a busy site: no 5xx, no page older than a second, and no acknowledged view lost.

use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::bench::pages;
use crate::bench::site::{Site, addresses, get};
use crate::masthead::{self, Server, client};
use crate::scratch::Scratch;
use crate::{clock, commands};

const READERS: u64 = 8;
const VIEWS_PER_SECOND: u64 = 500;
const PAGES_PER_SECOND: u64 = 25;
const OLDEST: Duration = Duration::from_secs(1);
/// A reader's browser.
pub const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/// What the readers saw, all together.
#[derive(Default)]
struct Seen {
    counted: AtomicU64,
    refused: AtomicU64,
    broken: AtomicU64,
    behind: AtomicU64,
    pages: AtomicU64,
    ended: AtomicBool,
}

impl Seen {
    fn ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

fn one_more(of: &AtomicU64) {
    of.fetch_add(1, Ordering::Relaxed);
}

pub fn run(words: &[&str]) -> Result<()> {
    let count = pages::wanted(words)?.max(200);
    let program = masthead::build()?;
    let folder = Scratch::new("bench-beside")?;
    let site = Site::new(program, folder.path())?;
    let files = pages::write(&site.pages, count + 100)?;
    let (first, rest) = files.split_at(100);
    let mut read = site.import(first)?.articles;
    // The watcher's own article: the others must not go while their views are counted.
    let watched = read.pop().context("the import names its articles")?;

    let server = site.serve()?;
    let read_pages = addresses(&server, &read)?;
    let watched_page = addresses(&server, std::slice::from_ref(&watched))?.remove(0);
    let tokens = read_pages.iter().map(|page| token(page)).collect::<Result<Vec<_>>>()?;
    let views = format!("{}/api/v1/views", server.address);
    let home = format!("{}/", server.address);

    let seen = Seen::default();
    let start = clock::now();
    let (imported, took, ages) = thread::scope(|scope| -> Result<_> {
        for reader in 0..READERS {
            scope.spawn({
                let (tokens, views, seen) = (&tokens, &views, &seen);
                move || view(views, tokens, reader, start, seen)
            });
        }
        scope.spawn(|| turn_pages(&home, &read_pages, start, &seen));
        let watcher = scope.spawn(|| watch(&site, &watched, &watched_page, &seen));
        let imported = site.import(rest);
        seen.ended.store(true, Ordering::Relaxed);
        let took = start.elapsed();
        let ages = watcher.join().map_err(|_| anyhow::anyhow!("the watcher broke off"))?;
        Ok((imported?, took, ages?))
    })?;
    tell(&seen, took, count, imported.seconds, &ages);
    judge(&seen, &server, &read, &ages)
}

fn tell(seen: &Seen, took: Duration, count: usize, seconds: f64, ages: &[Duration]) {
    let of = |number: &AtomicU64| number.load(Ordering::Relaxed);
    let sent = of(&seen.counted) + of(&seen.refused) + of(&seen.broken);
    println!("import         {count} articles in {seconds:.1} s, {:.0} articles/s", count as f64 / seconds);
    println!(
        "views          {sent} sent, {:.0} a second; {} counted, {} refused by a rule",
        sent as f64 / took.as_secs_f64(),
        of(&seen.counted),
        of(&seen.refused)
    );
    println!("late           {} views were sent more than 100 ms after their time", of(&seen.behind));
    println!("pages          {} read", of(&seen.pages));
    println!("5xx or none    {}", of(&seen.broken));
    println!(
        "changes        {} published or withdrawn; the slowest to show took {} ms",
        ages.len(),
        ages.iter().max().map_or(0, Duration::as_millis)
    );
}

fn judge(seen: &Seen, server: &Server, read: &[String], ages: &[Duration]) -> Result<()> {
    let counted = seen.counted.load(Ordering::Relaxed);
    let mut total = 0;
    for id in read {
        total += get(server, &format!("/api/v1/articles/{id}"))?["views"].as_u64().context("an article has a number of views")?;
    }
    println!("in the counts  {total}");
    if seen.broken.load(Ordering::Relaxed) > 0 {
        bail!("a request was answered with 5xx or not at all");
    }
    if ages.is_empty() || ages.iter().any(|age| *age > OLDEST) {
        bail!("a page was older than a second");
    }
    if seen.refused.load(Ordering::Relaxed) > 0 || total != counted {
        bail!("every view was a reader's own: {counted} were acknowledged, {total} are in the counts");
    }
    Ok(())
}

/// The token that this page carries.
pub fn token(page: &str) -> Result<String> {
    let html = client().get(page).call()?.body_mut().read_to_string()?;
    let (_, rest) = html.split_once("name=\"masthead-view\" content=\"").with_context(|| format!("{page} carries a token"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// One of the threads that share the views among them, each view from an address that has not been seen before.
fn view(views: &str, tokens: &[String], reader: u64, start: Instant, seen: &Seen) {
    let client = client();
    for number in 0.. {
        let turn = number * READERS + reader;
        if !await_turn(start, turn, VIEWS_PER_SECOND, seen) {
            return;
        }
        let address = format!("10.{}.{}.{}", turn >> 16 & 255, turn >> 8 & 255, turn & 255);
        let body = format!("{{\"token\":\"{}\"}}", tokens[turn as usize % tokens.len()]);
        let answer = client
            .post(views)
            .header("Content-Type", "application/json")
            .header("User-Agent", AGENT)
            .header("X-Forwarded-For", &address)
            .header("Sec-Fetch-Site", "same-origin")
            .send(body);
        match answer.map(|answer| answer.status().as_u16()) {
            Ok(204) => one_more(&seen.counted),
            Ok(status) if status < 500 => one_more(&seen.refused),
            _ => one_more(&seen.broken),
        }
    }
}

/// Reads the front page and the articles in turn.
fn turn_pages(home: &str, pages: &[String], start: Instant, seen: &Seen) {
    let client = client();
    for turn in 0.. {
        if !await_turn(start, turn, PAGES_PER_SECOND, seen) {
            return;
        }
        let page = if turn % 2 == 0 { home } else { &pages[turn as usize % pages.len()] };
        let whole = client.get(page).header("X-Forwarded-For", "198.51.100.1").call().and_then(|mut answer| {
            answer.body_mut().read_to_vec()?;
            Ok(answer.status() == 200)
        });
        one_more(if matches!(whole, Ok(true)) { &seen.pages } else { &seen.broken });
    }
}

/// Waits for the hour of this turn; false when the bench has ended.
fn await_turn(start: Instant, turn: u64, per_second: u64, seen: &Seen) -> bool {
    let due = Duration::from_micros(turn * 1_000_000 / per_second);
    match due.checked_sub(start.elapsed()) {
        Some(early) => thread::sleep(early),
        None if start.elapsed() - due > Duration::from_millis(100) => one_more(&seen.behind),
        None => {}
    }
    !seen.ended()
}

/// Withdraws and publishes one article once a second, and measures how long after each command the page shows it.
fn watch(site: &Site, article: &str, page: &str, seen: &Seen) -> Result<Vec<Duration>> {
    let client = client();
    let mut ages = Vec::new();
    for (word, status) in [("withdraw", 410), ("publish", 200)].into_iter().cycle() {
        if seen.ended() && word == "withdraw" {
            break;
        }
        commands::output(&mut site.masthead(&[word, article]) as &mut Command)?;
        let done = clock::now();
        while client.get(page).call()?.status() != status {
            if done.elapsed() > OLDEST * 5 {
                bail!("five seconds after `masthead {word}` the page does not answer {status}");
            }
            thread::sleep(Duration::from_millis(5));
        }
        ages.push(done.elapsed());
        thread::sleep(Duration::from_secs(1).saturating_sub(done.elapsed()));
    }
    Ok(ages)
}
