//! Many stories due in one minute, beside readers: `cargo xtask bench due`. Each must be live within a second of its hour.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use super::load::quantile;
use super::paper::Paper;
use super::publish::crowd_of;
use super::{cpu, load, ran_optimised};
use crate::bench::pages::{fresh_slug, write_dated};
use crate::clock;
use crate::commands::output;
use crate::masthead::client;
use crate::scratch::Scratch;

const ARTICLES: usize = 1_200;
/// From now until the first is due: the stories are imported meanwhile.
const AHEAD: u64 = 40;
const MINUTE: u64 = 60;
const MOST: Duration = Duration::from_secs(1);
/// Whoever has waited so long waits no more.
const PATIENCE: Duration = Duration::from_secs(20);

/// `[STORIES]`.
pub fn run(words: &[&str]) -> Result<()> {
    let stories: usize = words.first().map_or(Ok(500), |word| word.parse().with_context(|| format!("{word} is not a number")))?;
    if words.len() > 1 || stories == 0 {
        bail!("name at most a number of stories");
    }
    if ran_optimised("due", words)? {
        return Ok(());
    }
    let folder = Scratch::new("bench-due")?;
    let paper = Paper::make(folder.path(), ARTICLES, 0)?;
    cpu::keep_to(cpu::READERS)?;
    let hours = Hours::from_now(stories)?;
    let files = write_dated(&paper.site.pages, stories, |number| hours.written(number).ok())?;
    paper.site.import(&files)?;
    if hours.first.saturating_duration_since(clock::now()).is_zero() {
        bail!("the import took until the first story was due; measure again when the machine is quiet");
    }
    println!("{stories} stories wait; the first is due in {:.0} s", hours.first.saturating_duration_since(clock::now()).as_secs_f64());
    let length = hours.first.saturating_duration_since(clock::now()) + Duration::from_secs(MINUTE + 5);
    let (waits, readers) = thread::scope(|scope| -> Result<_> {
        let readers = scope.spawn(|| load::run(paper.address, &crowd_of(&paper, length)?));
        let waits = watch(&paper, &hours, stories);
        Ok((waits?, readers.join().map_err(|_| anyhow!("the readers broke off"))??))
    })?;
    for (name, seen) in ["pages", "views"].iter().zip(&readers) {
        println!("{name}: {:.0} a second, answers {:?}, p99 {:.1} ms", seen.per_second(), seen.answers, seen.wait(0.99).as_secs_f64() * 1e3);
    }
    let late = waits.iter().filter(|wait| **wait > MOST).count();
    let [p50, p99, most] = [0.5, 0.99, 1.0].map(|share| quantile(&waits, share).as_secs_f64() * 1e3);
    println!("{} stories live after their hour: p50 {p50:.0} ms, p99 {p99:.0} ms, longest {most:.0} ms; {late} later than a second", waits.len());
    if late > 0 {
        bail!("a bound is missed");
    }
    Ok(())
}

/// When each story is due: evenly within a minute, to the second, as pages write it.
struct Hours {
    first: Instant,
    /// Seconds since 1970.
    epoch: u64,
    stories: usize,
}

impl Hours {
    fn from_now(stories: usize) -> Result<Self> {
        let said = output(Command::new("date").args(["+%s.%N"]))?;
        let (seconds, fraction) = said.trim().split_once('.').context("`date` prints seconds")?;
        let into = Duration::from_nanos(fraction.parse()?);
        Ok(Self { first: clock::now() - into + Duration::from_secs(AHEAD), epoch: seconds.parse::<u64>()? + AHEAD, stories })
    }

    fn second(&self, number: usize) -> u64 {
        (number as u64 * MINUTE) / self.stories as u64
    }

    fn written(&self, number: usize) -> Result<String> {
        let at = format!("@{}", self.epoch + self.second(number));
        Ok(output(Command::new("date").args(["-u", "-d", &at, "+%Y-%m-%dT%H:%M:%SZ"]))?.trim().to_owned())
    }

    fn at(&self, number: usize) -> Instant {
        self.first + Duration::from_secs(self.second(number))
    }
}

/// Looks for each story from its hour on; none may be there before.
fn watch(paper: &Paper, hours: &Hours, stories: usize) -> Result<Vec<Duration>> {
    let client = client();
    let there = |number: usize| -> Result<bool> {
        let address = format!("{}/world/{}", paper.server.address, fresh_slug(number));
        Ok(client.get(&address).call()?.status() == 200)
    };
    let mut waiting: Vec<usize> = (0..stories).collect();
    let mut waits = Vec::with_capacity(stories);
    while !waiting.is_empty() {
        let now = clock::now();
        let mut still = Vec::new();
        for number in waiting {
            let hour = hours.at(number);
            if now < hour {
                still.push(number);
            } else if there(number)? {
                waits.push(clock::now().saturating_duration_since(hour));
            } else if now - hour > PATIENCE {
                bail!("story {number} was not live {} s after its hour", PATIENCE.as_secs());
            } else {
                still.push(number);
            }
        }
        waiting = still;
        if let Some(&next) = waiting.first().filter(|next| hours.at(**next) > clock::now() + Duration::from_millis(200))
            && there(next)?
        {
            bail!("story {next} was live before its hour");
        }
        thread::sleep(Duration::from_millis(5));
    }
    waits.sort_unstable();
    Ok(waits)
}
