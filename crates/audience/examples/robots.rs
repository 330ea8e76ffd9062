//! Measures the lists of robots on labelled user agents.
//!
//! `cargo run --release -p audience --example robots -- FOLDER [--show]`, where FOLDER holds
//! `labelled-user-agents.jsonl.zst` with `ua`, `bot` and `source` in each line.
//!
//! After the table of all lists it says for each source whether the aims are met with that source's
//! own list left out: as labelled, and with the labels put right that `disputed.txt` gives reasons
//! for.
#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use audience::Robots;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    ua: String,
    bot: bool,
    source: String,
}

/// What a source must reach with its own list left out.
const PRECISION: f64 = 0.99;
const RECALL: f64 = 0.97;

const DISPUTED: &str = include_str!("disputed.txt");

#[derive(Default)]
struct Score {
    found: usize,
    missed: usize,
    taken_for: usize,
    passed: usize,
}

impl Score {
    fn precision(&self) -> Option<f64> {
        share(self.found, self.found + self.taken_for)
    }

    fn recall(&self) -> Option<f64> {
        share(self.found, self.found + self.missed)
    }
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

fn shown(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |share| format!("{share:.4}"))
}

impl Labelled {
    /// The sources, and “all”.
    fn sources(&self) -> impl Iterator<Item = &str> {
        let named = self.source.split(',').map(|source| match source {
            "isbot-browsers" | "isbot-crawlers" => "isbot",
            source => source,
        });
        named.chain(["all"])
    }

    /// The same with its label put right, if it is disputed.
    fn put_right(&self) -> Self {
        let disputed = DISPUTED.lines().filter_map(|line| line.split_once('\t')).find(|(_, rest)| rest.split('\t').nth(1) == Some(&self.ua));
        let bot = disputed.map_or(self.bot, |(verdict, _)| verdict == "robot");
        Self { ua: self.ua.clone(), bot, source: self.source.clone() }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which folder has labelled-user-agents.jsonl.zst?")?;
    let show = arguments.next().is_some();
    let file = std::fs::File::open(std::path::Path::new(&folder).join("labelled-user-agents.jsonl.zst"))?;
    let text = String::from_utf8(zstd::decode_all(file)?)?;
    let rows: Vec<Labelled> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;

    println!("| left out | source | robots found | missed | people passed | taken for robots | precision | recall |");
    println!("|---|---|---|---|---|---|---|---|");
    for left_out in std::iter::once(None).chain(Robots::lists().map(Some)) {
        for (source, score) in measure(&rows, left_out, show) {
            let Score { found, missed, taken_for, passed } = score;
            let (precision, recall) = (shown(score.precision()), shown(score.recall()));
            println!("| {} | {source} | {found} | {missed} | {passed} | {taken_for} | {precision} | {recall} |", left_out.unwrap_or_default());
        }
    }
    println!("\n| source | own list left out | labels | precision | recall | aims: {PRECISION} and {RECALL} |");
    println!("|---|---|---|---|---|---|");
    aims(&rows, "as found");
    aims(&rows.iter().map(Labelled::put_right).collect::<Vec<_>>(), "put right");
    Ok(())
}

fn measure<'a>(rows: &'a [Labelled], left_out: Option<&str>, show: bool) -> BTreeMap<&'a str, Score> {
    let robots = Robots::without(left_out.as_slice());
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for row in rows {
        let known = robots.list(&row.ua);
        for source in row.sources() {
            let score = scores.entry(source).or_default();
            match (row.bot, known.is_some()) {
                (true, true) => score.found += 1,
                (true, false) => score.missed += 1,
                (false, true) => score.taken_for += 1,
                (false, false) => score.passed += 1,
            }
        }
        if show && row.bot != known.is_some() {
            println!("{} {left_out:?} {known:?} {} {}", if row.bot { "MISSED" } else { "TAKEN" }, row.source, row.ua);
        }
    }
    scores
}

/// Each source without its own list.
fn aims(rows: &[Labelled], labels: &str) {
    let sources: BTreeSet<&str> = rows.iter().flat_map(Labelled::sources).filter(|source| *source != "all").collect();
    for source in sources {
        let own = Robots::lists().find(|list| *list == source);
        let Some(score) = measure(rows, own, false).remove(source) else { continue };
        let met = score.precision().is_none_or(|precision| precision >= PRECISION) && score.recall().is_none_or(|recall| recall >= RECALL);
        let (precision, recall) = (shown(score.precision()), shown(score.recall()));
        println!("| {source} | {} | {labels} | {precision} | {recall} | {} |", own.unwrap_or("not shipped"), if met { "met" } else { "missed" });
    }
}
