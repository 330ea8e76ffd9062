//! Measures the lists of robots on labelled user agents.
//!
//! `cargo run --release -p audience --example robots -- FOLDER [--show]`, where FOLDER holds
//! `labelled-user-agents.jsonl.zst` with `ua`, `bot` and `source` in each line.
#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::collections::BTreeMap;
use std::error::Error;

use audience::Robots;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    ua: String,
    bot: bool,
    source: String,
}

#[derive(Default)]
struct Score {
    found: usize,
    missed: usize,
    taken_for: usize,
    passed: usize,
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
    let left_out: Vec<Vec<&str>> = std::iter::once(Vec::new()).chain(Robots::lists().map(|list| vec![list])).collect();
    for left_out in left_out {
        let robots = Robots::without(&left_out);
        let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
        for row in &rows {
            let known = robots.list(&row.ua);
            let sources = row.source.split(',').map(|source| match source {
                "isbot-browsers" | "isbot-crawlers" => "isbot",
                source => source,
            });
            for source in sources.chain(["all"]) {
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
        for (source, Score { found, missed, taken_for, passed }) in scores {
            let share = |part: usize, of: usize| if of == 0 { "–".to_owned() } else { format!("{:.4}", part as f64 / of as f64) };
            let (precision, recall) = (share(found, found + taken_for), share(found, found + missed));
            println!("| {} | {source} | {found} | {missed} | {passed} | {taken_for} | {precision} | {recall} |", left_out.join(", "));
        }
    }
    Ok(())
}
