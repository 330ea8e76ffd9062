//! Reports of views, each by a reader not seen before.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, ensure};

use super::load::Pace;
use super::servers::{Process, resident};
use super::{AGENT, Paper, ROUNDS, Row, Zipf, between, measured, scattered};
use crate::bench::site::get;

/// Reports of one round.
const REPORTS: u64 = 60_000;

/// The number of a reader that nobody has been yet.
pub fn unseen() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The token of an article's page.
pub fn token(paper: &Paper, path: &str) -> Result<String> {
    let (_, page) = paper.fetch(path, "identity")?;
    Ok(between(&String::from_utf8(page)?, "name=\"masthead-view\" content=\"", "\"")?.to_owned())
}

/// The tokens of all articles.
pub fn tokens(paper: &Paper) -> Result<Vec<String>> {
    paper.paths.iter().map(|path| token(paper, path)).collect()
}

/// A report as a browser sends it, by way of a proxy.
pub fn report(token: &str, reader: u64) -> Vec<u8> {
    let address = format!("{}.{}.{}.{}", 11 + (reader >> 24 & 63), reader >> 16 & 255, reader >> 8 & 255, reader & 255);
    let body = format!("{{\"token\":\"{token}\",\"ref\":\"{:016x}\"}}", scattered(reader));
    format!(
        "POST /api/v1/views HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: {AGENT}\r\nX-Forwarded-For: {address}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// All views that the site knows of.
pub fn counted(paper: &Paper) -> Result<u64> {
    let mut all = 0;
    for id in &paper.articles {
        all += get(&paper.server, &format!("/api/v1/articles/{id}"))?["views"].as_u64().context("an article has views")?;
    }
    Ok(all)
}

/// Reports by Zipf over all articles, durable before they are answered, beside a server that only reads them.
pub fn run(paper: &Paper) -> Result<Row> {
    let tokens = tokens(paper)?;
    let zipf = Zipf::new(tokens.len());
    let file = paper.scratch.path().join("body");
    std::fs::write(&file, b"")?;
    let hyper = Process::ceiling(&file, "identity")?;
    let mut row = Row::new("POST of views by Zipf", (Some(2.5), None));
    let before = counted(paper)?;
    let mut kept = 0;
    for _ in 0..ROUNDS {
        let ask = |_: u64| {
            let reader = unseen();
            Cow::Owned(report(&tokens[zipf.pick(reader)], reader))
        };
        let pace = Pace::Closed { requests: REPORTS };
        let (micros, outcome) = measured(paper.server.process(), paper.socket, pace, &ask)?;
        row.masthead.push(micros);
        row.rates.push(outcome.rate());
        kept += outcome.statuses.get(&204).copied().unwrap_or(0);
        println!("{:?}, {} MB resident", outcome.statuses, resident(paper.server.process())? / 1_000_000);
        let (micros, outcome) = measured(hyper.id(), hyper.address, pace, &ask)?;
        row.hyper.push(micros);
        row.hyper_rates.push(outcome.rate());
    }
    let after = counted(paper)?;
    ensure!(after - before == kept, "{kept} views were acknowledged, {} are in the counts", after - before);
    println!("{kept} views were acknowledged, and as many are in the counts");
    Ok(row)
}
