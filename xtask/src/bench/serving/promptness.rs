//! How late the slowest answers are, at half the rate that the bare server keeps up with.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

use super::load::{self, Pace, Stream};
use super::measure::{Rivals, pages};
use super::paper::Paper;
use super::subjects::{READERS, Subject};
use super::table::{Spread, spread, word};

const LENGTH: Duration = Duration::from_secs(10);
const MOST: f64 = 1.5;

/// Measures so many rounds and prints; says whether the bound holds.
pub fn run(paper: &Paper, requests: u64, rounds: usize, scratch: &Path) -> Result<bool> {
    let article = Subject { encoding: "gzip", pages: Arc::new(vec![paper.typical()?.path.clone()]), ..Subject::default() };
    let rivals = Rivals::start(paper, &article, scratch)?;
    let stream = |address, pace| {
        let write = pages(address, &article).context("there is an article to ask for")?;
        Ok::<_, anyhow::Error>(Stream { write, first: 0, connections: READERS, pace, punctual: true })
    };
    let ceiling = rivals.ceiling.address;
    let fastest = load::run(ceiling, &[stream(ceiling, Pace::as_answered(requests))?])?.remove(0).per_second();
    let pace = Pace::Fixed { per_second: (fastest / 2.0).floor(), length: LENGTH };
    println!("\np99 at {:.0} pages a second, half of what the bare server answers\n", (fastest / 2.0).floor());
    println!("| server | pages/s | p50 µs | p99 µs | longest µs |\n|---|---|---|---|---|");
    let mut ratios = Vec::new();
    for _ in 0..rounds {
        let mut slowest = [0.0; 2];
        for (at, (name, address)) in [("masthead", paper.address), ("hyper", ceiling)].into_iter().enumerate() {
            let seen = load::run(address, &[stream(address, pace)?])?.remove(0);
            let [p50, p99, most] = [0.5, 0.99, 1.0].map(|share| seen.wait(share).as_micros());
            println!("| {name} | {:.0} | {p50} | {p99} | {most} |", seen.per_second());
            slowest[at] = seen.wait(0.99).as_secs_f64();
        }
        ratios.push(slowest[0] / slowest[1]);
    }
    let ratio = Spread::of(ratios).context("there was a round")?;
    let kept = ratio.median <= MOST;
    println!("\np99 of hyper's: {}; ≤ {MOST}: {}", spread(Some(&ratio)), word(kept));
    Ok(kept)
}
