//! Views for a long while: does the server's memory stay flat?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};

use super::cpu;
use super::load::{self, Pace, Stream};
use super::paper::Paper;
use super::subjects::REPORTERS;
use crate::clock;

/// How often it is looked at; a short run is looked at more often.
const EACH: Duration = Duration::from_secs(30);
/// How much larger the last third's median may be than that of the middle third.
const MOST_GROWTH: f64 = 1.05;
/// As many marks of readings as the server remembers at most (`MOST_REFERENCES` in `crates/audience/src/constants.rs`).
/// So many views are sent before its memory is looked at: until then it has to grow.
const MARKS: u64 = 1 << 20;

/// An error if the memory grows, or a view is lost.
pub fn run(paper: &Paper, per_second: f64, length: Duration) -> Result<()> {
    let each = EACH.min(length / 12);
    let views = |readers, pace| Stream {
        write: paper.views(paper.address, 10_000),
        first: paper.readers(readers),
        connections: REPORTERS,
        pace,
        punctual: false,
    };
    let filled = load::run(paper.address, &[views(MARKS, Pace::as_answered(MARKS))])?.remove(0);
    println!("{} views first, so that the server remembers as many marks as it may; answers {:?}", filled.total(), filled.answers);
    let before = paper.views_of_all()?;
    let stream = views((per_second * length.as_secs_f64()) as u64 + 1, Pace::Fixed { per_second, length });
    let ended = Arc::new(AtomicBool::new(false));
    let watcher = {
        let (ended, process, start) = (Arc::clone(&ended), paper.server.process(), clock::now());
        thread::spawn(move || -> Result<Vec<f64>> {
            let mut held = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                let megabytes = cpu::resident(process)? as f64 / 1e6;
                println!("{:>6.0} s {megabytes:>8.1} MB", start.elapsed().as_secs_f64());
                held.push(megabytes);
                let next = each * held.len() as u32;
                while start.elapsed() < next && !ended.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_millis(20));
                }
            }
            Ok(held)
        })
    };
    let seen = load::run(paper.address, &[stream]);
    ended.store(true, Ordering::Relaxed);
    let held = watcher.join().map_err(|_| anyhow!("the watcher broke off"))??;
    let seen = seen?.remove(0);
    let kept = paper.views_of_all()? - before;
    println!("{} views, {:.0} a second; answers {:?}; {kept} in the counts", seen.total(), seen.per_second(), seen.answers);
    if kept != seen.of(204) {
        bail!("{} views were acknowledged, {kept} are in the counts", seen.of(204));
    }
    let third = held.len() / 3;
    let (middle, last) = (median(&held[third..2 * third]), median(&held[2 * third..]));
    println!("median of the middle third {middle:.1} MB, of the last {last:.1} MB: {:.3}", last / middle);
    if last > middle * MOST_GROWTH {
        bail!("the server's memory grows");
    }
    println!("the server's memory is flat");
    Ok(())
}

fn median(numbers: &[f64]) -> f64 {
    let mut numbers = numbers.to_vec();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
