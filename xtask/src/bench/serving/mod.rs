//! What a page costs to serve, beside a server that answers constant bytes and beside nginx with the page
//! as a file. Both are pinned to one core, the load to another, and they take turns.

pub mod ceiling;
mod check;
mod load;
mod mix;
mod servers;
mod views;

use std::borrow::Cow;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::bench::pages;
use crate::bench::site::{Site, addresses};
use crate::commands::{cargo, succeed, target};
use crate::masthead::{self, Server};
use crate::scratch::Scratch;
use load::{Pace, send};
use servers::{ASKS, Process, SERVES, processor_time};

/// The rounds of each comparison.
const ROUNDS: usize = 5;
/// Connections that are kept open.
const CONNECTIONS: usize = 32;
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/// What has been measured, and what it may be at the most.
struct Row {
    subject: String,
    /// Microseconds of the processor for each request, by round.
    masthead: Vec<f64>,
    hyper: Vec<f64>,
    nginx: Vec<f64>,
    /// Requests a second, by round.
    rates: Vec<f64>,
    hyper_rates: Vec<f64>,
    /// The bounds of the ratios to hyper and to nginx.
    bounds: (Option<f64>, Option<f64>),
}

/// A filled site that is served, and its articles' addresses.
pub struct Paper {
    pub site: Site,
    pub server: Server,
    pub socket: SocketAddr,
    pub articles: Vec<String>,
    pub paths: Vec<String>,
    scratch: Scratch,
}

/// `bench serving [SUBJECT…] [--articles N] [--program FILE]`.
pub fn run(words: &[&str]) -> Result<()> {
    if std::env::var_os("MASTHEAD_BENCH_OPTIMIZED").is_none() {
        // The load and the ceiling must not be slow themselves.
        succeed(&mut cargo(&["build", "--release", "--package", "xtask"]))?;
        let mut again = Command::new("taskset");
        again.args(["-c", ASKS]).arg(target().join("release/xtask")).args(["bench", "serving"]).args(words).env("MASTHEAD_BENCH_OPTIMIZED", "1");
        return succeed(&mut again);
    }
    let (mut subjects, mut articles, mut program) = (Vec::new(), 10_000, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--articles" => articles = pages::wanted(&words.next().copied().into_iter().collect::<Vec<_>>())?,
            "--program" => program = words.next().map(std::path::PathBuf::from),
            subject => subjects.push(subject),
        }
    }
    let program = program.map_or_else(masthead::build, Ok)?;
    let paper = Paper::open(program, articles)?;
    let wanted = |subject: &str| subjects.is_empty() || subjects.contains(&subject);
    let mut rows = Vec::new();
    check::counts_follow(&paper)?;
    if wanted("article") {
        rows.push(paper.pages("article, identity", &paper.paths[..1], "identity", 100_000, (Some(1.15), Some(1.0)))?);
        rows.push(paper.pages("article, gzip", &paper.paths[..1], "gzip", 100_000, (Some(1.15), Some(1.0)))?);
    }
    if wanted("home") {
        rows.push(paper.pages("home, gzip", &["/".to_owned()], "gzip", 100_000, (None, None))?);
    }
    if wanted("zipf") {
        let many = &paper.paths[..paper.paths.len().min(1_000)];
        rows.push(paper.pages("1,000 articles by Zipf, gzip", many, "gzip", 100_000, (None, None))?);
    }
    if wanted("feed") {
        rows.push(paper.pages("feed, gzip", &["/feed.xml".to_owned()], "gzip", 40_000, (None, None))?);
    }
    if wanted("api-list") {
        rows.push(paper.pages("API list, gzip", &["/api/v1/lists/popular-now?language=en".to_owned()], "gzip", 40_000, (None, None))?);
    }
    let mut beyond = Vec::new();
    if wanted("views") {
        rows.push(views::run(&paper)?);
    }
    if wanted("mix") {
        rows.push(mix::run(&paper)?);
    }
    if wanted("p99") {
        beyond.push(paper.slowest()?);
    }
    check::counts_follow(&paper)?;
    println!();
    println!("| subject | µs of processor | hyper | nginx | to hyper | bound | to nginx | bound | requests/s | hyper's |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let missed = rows.iter().filter(|row| !row.tell()).count();
    beyond.iter().for_each(|(line, _)| println!("\n{line}"));
    let missed = missed + beyond.iter().filter(|(_, kept)| !kept).count();
    if missed > 0 {
        bail!("{missed} bounds were missed");
    }
    Ok(())
}

impl Row {
    /// Prints it; whether its bounds were kept.
    fn tell(&self) -> bool {
        let ratios = |other: &[f64]| -> Vec<f64> { self.masthead.iter().zip(other).map(|(one, other)| one / other).collect() };
        let (to_hyper, to_nginx) = (ratios(&self.hyper), ratios(&self.nginx));
        let told = |ratios: &[f64]| {
            if ratios.is_empty() { "–".to_owned() } else { format!("{:.2} ({:.2}–{:.2})", median(ratios), least(ratios), most(ratios)) }
        };
        let micros = |micros: &[f64]| if micros.is_empty() { "–".to_owned() } else { format!("{:.1}", median(micros)) };
        let bound = |bound: Option<f64>| bound.map_or("".to_owned(), |bound| format!("{bound:.2}"));
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {:.0} | {:.0} |",
            self.subject,
            micros(&self.masthead),
            micros(&self.hyper),
            micros(&self.nginx),
            told(&to_hyper),
            bound(self.bounds.0),
            told(&to_nginx),
            bound(self.bounds.1),
            median(&self.rates),
            median(&self.hyper_rates),
        );
        let kept = |ratios: &[f64], bound: Option<f64>| ratios.is_empty() || bound.is_none_or(|bound| median(ratios) <= bound);
        kept(&to_hyper, self.bounds.0) && kept(&to_nginx, self.bounds.1)
    }
}

fn sorted(numbers: &[f64]) -> Vec<f64> {
    let mut numbers = numbers.to_vec();
    numbers.sort_by(f64::total_cmp);
    numbers
}

fn median(numbers: &[f64]) -> f64 {
    sorted(numbers).get(numbers.len() / 2).copied().unwrap_or_default()
}

fn least(numbers: &[f64]) -> f64 {
    sorted(numbers).first().copied().unwrap_or_default()
}

fn most(numbers: &[f64]) -> f64 {
    sorted(numbers).last().copied().unwrap_or_default()
}

/// A request as a browser writes it.
pub fn request(path: &str, coding: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: {AGENT}\r\nAccept: text/html,application/xhtml+xml\r\n\
         Accept-Language: en-US,en;q=0.9\r\nAccept-Encoding: {coding}\r\n\r\n"
    )
    .into_bytes()
}

/// The processor's microseconds for each request, and requests a second.
fn measured(process: u32, server: SocketAddr, pace: Pace, ask: load::Ask<'_>) -> Result<(f64, load::Outcome)> {
    let before = processor_time(process)?;
    let outcome = send(server, CONNECTIONS, pace, ask)?;
    let took = processor_time(process)? - before;
    Ok((took.as_secs_f64() * 1e6 / outcome.answers() as f64, outcome))
}

impl Paper {
    fn open(program: std::path::PathBuf, count: usize) -> Result<Self> {
        let scratch = Scratch::new("bench-serving")?;
        let site = Site::new(program, scratch.path())?;
        let files = pages::write(&site.pages, count)?;
        let articles = site.import(&files)?.articles;
        let words = ["-c", SERVES, &site.program.to_string_lossy(), "serve", "--site", &site.folder.to_string_lossy()].map(str::to_owned);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let server = Server::start(Path::new("taskset"), &words, Duration::from_secs(60))?;
        let socket = server.address.trim_start_matches("http://").parse()?;
        let paths = addresses(&server, &articles)?.into_iter().map(|address| address.replace(&server.address, "")).collect();
        Ok(Self { site, server, socket, articles, paths, scratch })
    }

    /// The whole answer to a request, body and all.
    pub fn fetch(&self, path: &str, coding: &str) -> Result<(u16, Vec<u8>)> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut connection = load::Connection::open(self.socket).await?.keep_bodies();
            let status = connection.ask(&request(path, coding)).await?;
            Ok((status, std::mem::take(&mut connection.body)))
        })
    }

    /// Measures pages in turn with the ceiling and nginx, which answer the first page's bytes.
    fn pages(&self, subject: &str, paths: &[String], coding: &str, requests: u64, bounds: (Option<f64>, Option<f64>)) -> Result<Row> {
        let (_, identity) = self.fetch(&paths[0], "identity")?;
        let (status, body) = self.fetch(&paths[0], coding)?;
        if status != 200 {
            bail!("{} answered {status}", paths[0]);
        }
        let file = self.scratch.path().join("body");
        std::fs::write(&file, &body)?;
        let hyper = Process::ceiling(&file, coding)?;
        let packed = (coding == "gzip").then_some(body.as_slice());
        let nginx = Process::nginx(&self.scratch.path().join("nginx"), &identity, packed)?;
        let asked: Vec<Vec<u8>> = paths.iter().map(|path| request(path, coding)).collect();
        let zipf = Zipf::new(asked.len());
        let ask = |number: u64| Cow::Borrowed(asked[zipf.pick(number)].as_slice());
        let mut row = Row::new(subject, bounds);
        // What was never asked for is drawn before the measurement.
        asked.chunks(1_000).try_for_each(|some| {
            send(self.socket, 1, Pace::Closed { requests: some.len() as u64 }, &|number| Cow::Borrowed(some[number as usize].as_slice())).map(drop)
        })?;
        for _ in 0..ROUNDS {
            let pace = Pace::Closed { requests };
            let (micros, outcome) = measured(self.server.process(), self.socket, pace, &ask)?;
            row.masthead.push(micros);
            row.rates.push(outcome.rate());
            let (micros, outcome) = measured(hyper.id(), hyper.address, pace, &ask)?;
            row.hyper.push(micros);
            row.hyper_rates.push(outcome.rate());
            if let Some(nginx) = &nginx {
                row.nginx.push(measured(nginx.id(), nginx.address, pace, &ask)?.0);
            }
        }
        Ok(row)
    }

    /// The slowest answers at half of the rate that the load sustains against hyper.
    fn slowest(&self) -> Result<(String, bool)> {
        let (_, body) = self.fetch(&self.paths[0], "gzip")?;
        let file = self.scratch.path().join("body");
        std::fs::write(&file, &body)?;
        let hyper = Process::ceiling(&file, "gzip")?;
        let asked = request(&self.paths[0], "gzip");
        let ask = |_| Cow::Borrowed(asked.as_slice());
        let rate = send(hyper.address, CONNECTIONS, Pace::Closed { requests: 200_000 }, &ask)?.rate() / 2.0;
        let pace = Pace::Fixed { rate, seconds: 5.0 };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let micros = |outcome: load::Outcome| outcome.percentile(0.99).as_secs_f64() * 1e6;
            ours.push(micros(send(self.socket, CONNECTIONS, pace, &ask)?));
            theirs.push(micros(send(hyper.address, CONNECTIONS, pace, &ask)?));
        }
        let ratio = median(&ours.iter().zip(&theirs).map(|(one, other)| one / other).collect::<Vec<_>>());
        let line = format!(
            "article, gzip, at {rate:.0} requests/s: p99 {:.0} µs, hyper {:.0} µs, ratio {ratio:.2} (bound 1.50)",
            median(&ours),
            median(&theirs)
        );
        Ok((line, ratio <= 1.5))
    }
}

impl Row {
    fn new(subject: &str, bounds: (Option<f64>, Option<f64>)) -> Self {
        Self {
            subject: subject.to_owned(),
            masthead: Vec::new(),
            hyper: Vec::new(),
            nginx: Vec::new(),
            rates: Vec::new(),
            hyper_rates: Vec::new(),
            bounds,
        }
    }
}

/// Picks by Zipf's law: the nth of many as often as 1/n.
pub struct Zipf(Vec<f64>);

impl Zipf {
    pub fn new(count: usize) -> Self {
        let mut sum = 0.0;
        let sums: Vec<f64> = (1..=count.max(1))
            .map(|n| {
                sum += 1.0 / n as f64;
                sum
            })
            .collect();
        Self(sums.iter().map(|part| part / sum).collect())
    }

    /// The pick of a turn, the same each time.
    pub fn pick(&self, turn: u64) -> usize {
        let mixed = scattered(turn);
        let share = (mixed >> 11) as f64 / (1u64 << 53) as f64;
        self.0.partition_point(|part| *part < share).min(self.0.len() - 1)
    }
}

/// A number all of whose bits depend on all of another's (SplitMix64).
pub fn scattered(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Result<&'a str> {
    let (_, rest) = text.split_once(before).with_context(|| format!("{before} is in the page"))?;
    Ok(rest.split(after).next().unwrap_or_default())
}
