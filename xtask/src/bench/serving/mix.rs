//! Everything at once: pages by Zipf, two thousand views a second, a publication a second.

use std::borrow::Cow;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;

use super::load::Pace;
use super::servers::Process;
use super::{Paper, ROUNDS, Row, Zipf, measured, request, views};

/// Pages a second, and views a second.
const PAGES: u64 = 20_000;
const VIEWS: u64 = 2_000;
const SECONDS: f64 = 8.0;

pub fn run(paper: &Paper) -> Result<Row> {
    let many = &paper.paths[..paper.paths.len().min(1_000)];
    let pages: Vec<Vec<u8>> = many.iter().map(|path| request(path, "gzip")).collect();
    let tokens = many.iter().map(|path| views::token(paper, path)).collect::<Result<Vec<_>>>()?;
    let zipf = Zipf::new(many.len());
    let ask = |number: u64| match number % (PAGES / VIEWS + 1) {
        0 => {
            let reader = views::unseen();
            Cow::Owned(views::report(&tokens[zipf.pick(reader)], reader))
        }
        _ => Cow::Borrowed(pages[zipf.pick(number)].as_slice()),
    };
    let file = paper.scratch.path().join("body");
    std::fs::write(&file, paper.fetch(&many[0], "gzip")?.1)?;
    let hyper = Process::ceiling(&file, "gzip")?;
    let pace = Pace::Fixed { rate: (PAGES + VIEWS) as f64, seconds: SECONDS };
    let mut row = Row::new("1,000 articles by Zipf, 2,000 views/s, a publication/s", (Some(1.3), None));
    for _ in 0..ROUNDS {
        let ended = AtomicBool::new(false);
        let (micros, outcome) = std::thread::scope(|scope| {
            // The oldest article is withdrawn and published again in turn.
            scope.spawn(|| publish(paper, &ended));
            let measured = measured(paper.server.process(), paper.socket, pace, &ask);
            ended.store(true, Ordering::Relaxed);
            measured
        })?;
        println!("{:?}, {:.0}/s, p99 {:?}", outcome.statuses, outcome.rate(), outcome.percentile(0.99));
        row.masthead.push(micros);
        row.rates.push(outcome.rate());
        let (micros, outcome) = measured(hyper.id(), hyper.address, pace, &ask)?;
        row.hyper.push(micros);
        row.hyper_rates.push(outcome.rate());
    }
    Ok(row)
}

fn publish(paper: &Paper, ended: &AtomicBool) {
    let Some(article) = paper.articles.last() else { return };
    for command in ["withdraw", "publish"].iter().cycle() {
        if ended.load(Ordering::Relaxed) && *command == "withdraw" {
            return;
        }
        let words = if *command == "publish" { vec![*command, article, "--now"] } else { vec![*command, article] };
        let _ = paper.site.masthead(&words).stdout(Stdio::null()).stderr(Stdio::null()).status();
        std::thread::sleep(Duration::from_millis(950));
    }
}
