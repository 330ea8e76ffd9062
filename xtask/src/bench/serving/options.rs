//! What the operator asks the bench for.

use std::time::Duration;

use anyhow::{Context, Result, bail};

pub const SUBJECTS: [&str; 9] = ["article", "home", "zipf", "feed", "api-list", "views", "mix", "p99", "truth"];

pub const HELP: &str = "\
cargo xtask bench serving [SUBJECT…] [OPTION…]

Subjects: article, home, zipf, feed, api-list, views, mix, p99, truth; without one, all.

  --articles N    how many articles the site has (10000)
  --rounds N      how often the servers take turns (5)
  --requests N    requests of each round, as fast as they are answered (100000)
  --rate N        pages a second where the rate is fixed: in the second mix and beside something (5000)
  --seconds N     how long a round at a fixed rate is (5; the rounds for p99 take 10)
  --beside WHAT   views, publications, none or all: whether pages are measured again beside 500 views
                  a second, and beside a publication a second (all)
  --minutes N     with the subject views alone: views at 1000 a second (or --rate) for so long, and the
                  server's memory every 30 s; a million views go before, until it remembers all it may

MASTHEAD_PROGRAM names a program that was built already.";

pub struct Options {
    subjects: Vec<String>,
    pub articles: usize,
    pub rounds: usize,
    pub requests: u64,
    pub rate: Option<f64>,
    pub length: Duration,
    pub beside: String,
    pub minutes: Option<u64>,
}

impl Options {
    pub fn read(words: &[&str]) -> Result<Self> {
        let mut options = Self {
            subjects: Vec::new(),
            articles: 10_000,
            rounds: 5,
            requests: 100_000,
            rate: None,
            length: Duration::from_secs(5),
            beside: "all".to_owned(),
            minutes: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if SUBJECTS.contains(word) {
                options.subjects.push((*word).to_owned());
                continue;
            }
            let value = *words.next().with_context(|| format!("{word} is no subject, and no option with a value\n\n{HELP}"))?;
            let number = || value.parse::<u64>().ok().filter(|number| *number > 0).with_context(|| format!("{word} takes a number, not {value}"));
            match *word {
                "--articles" => options.articles = number()? as usize,
                "--rounds" => options.rounds = number()? as usize,
                "--requests" => options.requests = number()?,
                "--rate" => options.rate = Some(number()? as f64),
                "--seconds" => options.length = Duration::from_secs(number()?),
                "--minutes" => options.minutes = Some(number()?),
                "--beside" if ["views", "publications", "none", "all"].contains(&value) => options.beside = value.to_owned(),
                _ => bail!("{word} {value} is not understood\n\n{HELP}"),
            }
        }
        Ok(options)
    }

    pub fn wants(&self, subject: &str) -> bool {
        self.subjects.is_empty() || self.subjects.iter().any(|wanted| wanted == subject)
    }

    pub fn wants_beside(&self, what: &str) -> bool {
        self.beside == "all" || self.beside == what
    }

    pub fn pages_per_second(&self) -> f64 {
        self.rate.unwrap_or(5_000.0)
    }
}
