//! The long measurements, one file each. A new one is a file and a line in [`BENCHES`].

mod beside;
mod codings;
mod crash;
mod extraction;
mod growth;
mod import;
mod lighthouse;
mod memory;
mod pages;
mod serving;
mod site;

pub use serving::ceiling;

use anyhow::{Result, bail};

struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&[&str]) -> Result<()>,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "import",
        about: "[ARTICLES]  rate, size and memory of an import, and whether pages stay as fast as with 100 articles",
        run: import::run,
    },
    Bench {
        name: "beside",
        about: "[ARTICLES]  an import beside 500 views a second: no 5xx, no page older than a second, no view lost",
        run: beside::run,
    },
    Bench { name: "kill", about: "[TIMES]     killed under load and started again: acknowledged ≤ total ≤ sent, every time", run: crash::kill },
    Bench {
        name: "power",
        about: "[TIMES]     power cuts, out of traced runs: no acknowledged view is lost, whatever was not synced",
        run: crash::power,
    },
    Bench {
        name: "desk",
        about: "[TIMES]     killed while editors save and publish and readers comment: nothing acknowledged is lost",
        run: crash::desk,
    },
    Bench {
        name: "serving",
        about: "[SUBJECT…] [--articles N …]  what a request costs beside a bare server; `serving --help` tells more",
        run: serving::run,
    },
    Bench {
        name: "publish",
        about: "[PUBLICATIONS [ARTICLES]]  how soon each kind of page shows a story that is published beside readers",
        run: serving::publish,
    },
    Bench {
        name: "due",
        about: "[STORIES]   so many stories due in one minute beside readers: each live within a second of its hour",
        run: serving::due,
    },
    Bench {
        name: "growth",
        about: "[ARTICLES…] [--imported N] [--in DIR]  cold pages, memory and start of sites of 100, 10,000 and 1,000,000 articles",
        run: growth::run,
    },
    Bench { name: "extraction", about: "[DIR]       how well article text is found in the pages of public benchmarks", run: extraction::run },
    Bench { name: "codings", about: "            what zstd and brotli would save of a page beside gzip, and what they cost", run: codings::run },
    Bench { name: "lighthouse", about: "            the four scores of home and article in both languages", run: lighthouse::run },
];

/// What there is to run, a line each.
pub fn names() -> String {
    BENCHES.iter().map(|bench| format!("{:<11} {}", bench.name, bench.about)).collect::<Vec<_>>().join("\n")
}

pub fn run(name: &str, words: &[&str]) -> Result<()> {
    match BENCHES.iter().find(|bench| bench.name == name) {
        Some(bench) => (bench.run)(words),
        None => bail!("there is no bench called {name}; there are:\n{}", names()),
    }
}
