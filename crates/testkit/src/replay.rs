use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use model::Time;
use serde::{Deserialize, Serialize};

/// A reading as a log tells of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Logged {
    /// When it came, in milliseconds since 1970 began.
    pub time: i64,
    /// The client's address.
    pub address: String,
    /// What the client called itself.
    pub agent: String,
    /// What was read, by whatever name the log has for it.
    pub article: String,
    /// The sixteen characters of the page's script.
    pub reference: Option<String>,
    /// Whether the client is a robot. The lists are data; what is compared is the rules.
    pub robot: bool,
    /// Whether it was only fetched ahead.
    pub prefetch: bool,
    /// Whether another site's page sent it.
    pub cross_site: bool,
}

/// What is counted of a log.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallied {
    /// Views of each article that has any.
    pub views: BTreeMap<String, u64>,
    /// Refused readings of each article that has any, by rule.
    pub refused: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Tallied {
    /// All views.
    pub fn all_views(&self) -> u64 {
        self.views.values().sum()
    }

    /// All refused readings, by rule.
    pub fn all_refused(&self) -> BTreeMap<&str, u64> {
        let mut all = BTreeMap::new();
        for (rule, readings) in self.refused.values().flatten() {
            *all.entry(rule.as_str()).or_default() += readings;
        }
        all
    }
}

/// A row of the log of edge cases: a reading, and how it goes on.
#[derive(Deserialize)]
struct Row {
    /// When the first one comes, in RFC 3339.
    at: String,
    /// So many readings.
    #[serde(default = "one")]
    times: usize,
    /// So many milliseconds apart.
    #[serde(default)]
    every: i64,
    /// The reading. `#` stands for the number of each, from 0.
    reading: Logged,
}

fn one() -> usize {
    1
}

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

/// The log of edge cases in `counting/edges.jsonl`, in order of time.
pub fn edge_cases() -> Vec<Logged> {
    let mut readings = Vec::new();
    for line in include_str!("../counting/edges.jsonl").lines().filter(|line| line.starts_with('{')) {
        let row: Row = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let first = Time::parse(&row.at).expect("an hour in RFC 3339").millis();
        for n in 0..row.times {
            let numbered = |text: &str| text.replace('#', &n.to_string());
            let Logged { address, agent, article, reference, .. } = &row.reading;
            readings.push(Logged {
                time: first + n as i64 * row.every,
                address: numbered(address),
                agent: numbered(if agent.is_empty() { FIREFOX } else { agent }),
                article: numbered(article),
                reference: reference.as_deref().map(numbered),
                ..row.reading
            });
        }
    }
    readings.sort_by_key(|reading| reading.time);
    readings
}

/// A log of real readers, unpacked, from `../shared/data/reading` beside this repository. Says so
/// when it is not there.
#[expect(clippy::print_stdout, reason = "who runs the tests is told what was left out")]
pub fn shared_log(name: &str) -> Option<String> {
    let path = root().join("../shared/data/reading").join(name);
    let Ok(file) = File::open(&path) else {
        println!("skipped: there is no {}", path.display());
        return None;
    };
    let bytes = zstd::decode_all(file).expect("a log that Zstandard can unpack");
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Counts a log by the published rules, with the program in `counting/rules.mjs`, which shares
/// nothing with ours.
pub fn by_the_rules(readings: &[Logged]) -> Tallied {
    let file = std::env::temp_dir().join(format!("masthead_replay_{}_{:p}", std::process::id(), readings));
    let mut lines = BufWriter::new(File::create(&file).expect("the temporary folder can be written"));
    for reading in readings {
        serde_json::to_writer(&mut lines, reading).expect("a reading is JSON");
        lines.write_all(b"\n").expect("the temporary folder can be written");
    }
    drop(lines.into_inner().expect("the temporary folder can be written"));
    let output = Command::new("node")
        .arg(root().join("crates/testkit/counting/rules.mjs"))
        .stdin(File::open(&file).expect("what was written can be read"))
        .stderr(Stdio::inherit())
        .output()
        .expect("node counts by the published rules; it must be installed");
    let _ = std::fs::remove_file(&file);
    assert!(output.status.success(), "node fails");
    serde_json::from_slice(&output.stdout).expect("the counts are JSON")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
