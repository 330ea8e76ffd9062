//! How long after `masthead publish` has ended each kind of page shows the story: `cargo xtask bench publish`.
//!
//! Meanwhile readers open articles and report readings at a moderate rate.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use tokio::runtime::Builder;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::sleep;

use super::connection::Connection;
use super::load::{self, Pace, Seen, Stream, quantile};
use super::measure::{pages, publish_next};
use super::paper::Paper;
use super::subjects::{READERS, REPORTERS, Subject, crowd};
use super::table::word;
use super::{cpu, ran_optimised, requests};
use crate::bench::pages::fresh_slug;
use crate::clock;
use crate::commands::output;
use crate::scratch::Scratch;

const PAGES_PER_SECOND: f64 = 1_000.0;
const VIEWS_PER_SECOND: f64 = 500.0;
const P99: Duration = Duration::from_millis(100);
const MOST: Duration = Duration::from_secs(1);
/// Whoever has waited so long waits no more.
const PATIENCE: Duration = Duration::from_secs(5);

/// `[PUBLICATIONS [ARTICLES]]`.
pub fn run(words: &[&str]) -> Result<()> {
    let number = |at: usize, usual: usize| words.get(at).map_or(Ok(usual), |word| word.parse().with_context(|| format!("{word} is not a number")));
    let (publications, articles): (usize, usize) = (number(0, 60)?, number(1, 10_000)?);
    if words.len() > 2 || publications == 0 {
        bail!("name at most a number of publications, and one of articles");
    }
    if ran_optimised("publish", words)? {
        return Ok(());
    }
    let folder = Scratch::new("bench-publish")?;
    // The first one finds everything cold, and is not measured.
    let paper = Paper::make(folder.path(), articles, publications + 1)?;
    cpu::keep_to(cpu::READERS)?;
    let length = Duration::from_secs(publications as u64 + 3);
    let (kinds, readers) = thread::scope(|scope| -> Result<_> {
        let readers = scope.spawn(|| load::run(paper.address, &crowd_of(&paper, length)?));
        let kinds = watch(&paper, publications);
        let readers = readers.join().map_err(|_| anyhow!("the readers broke off"))?;
        Ok((kinds?, readers?))
    })?;
    tell(kinds, &readers)
}

/// The readers that are there meanwhile.
pub(super) fn crowd_of(paper: &Paper, length: Duration) -> Result<Vec<Stream>> {
    let famous = Subject { encoding: "gzip", pages: crowd(paper).into(), ..Subject::default() };
    let stream =
        |write, first, connections, per_second| Stream { write, first, connections, pace: Pace::Fixed { per_second, length }, punctual: false };
    let views = (VIEWS_PER_SECOND * length.as_secs_f64()) as u64 + 1;
    let write = pages(paper.address, &famous).context("there are articles to read")?;
    Ok(vec![
        stream(write, 0, READERS, PAGES_PER_SECOND),
        stream(paper.views(paper.address, 10_000), paper.readers(views), REPORTERS, VIEWS_PER_SECOND),
    ])
}

/// A kind of page that has to show each new story.
struct Kind {
    name: &'static str,
    path: Path,
    /// Between two looks at it.
    pause: Duration,
    connection: Connection,
    waits: Vec<Duration>,
}

enum Path {
    /// It names the story.
    Of(String),
    /// It is the story's own, and is there.
    Own,
}

async fn kinds(paper: &Paper) -> Result<Vec<Kind>> {
    let of = |path: &str| Path::Of(path.to_owned());
    let quick = Duration::from_millis(1);
    let month = output(Command::new("date").args(["-u", "+%Y-%m"]))?;
    let paths = [
        ("its article", Path::Own, quick),
        ("home", of("/"), quick),
        ("section", of("/world"), quick),
        ("another article", of(&paper.typical()?.path), quick),
        ("feed", of("/feed.xml"), quick),
        ("list latest", of("/api/v1/lists/latest?language=en"), quick),
        // It names all articles of the month: asked for without pause it would be a load of its own.
        ("sitemap", of(&format!("/sitemap.xml?map=en-{}", month.trim())), Duration::from_millis(10)),
    ];
    let mut kinds = Vec::new();
    for (name, path, pause) in paths {
        kinds.push(Kind { name, path, pause, connection: Connection::open(paper.address).await?, waits: Vec::new() });
    }
    Ok(kinds)
}

/// Publishes a story each second, and looks for it everywhere.
fn watch(paper: &Paper, publications: usize) -> Result<Vec<Kind>> {
    LocalSet::new().block_on(&Builder::new_current_thread().enable_all().build()?, async {
        let mut kinds = kinds(paper).await?;
        for turn in 0..=publications {
            let begin = clock::now();
            let published = thread::scope(|scope| scope.spawn(|| publish_next(paper).map(|number| (number, clock::now()))).join());
            let (number, since) = published.map_err(|_| anyhow!("the publisher broke off"))??;
            let mut looks = JoinSet::new();
            for kind in kinds.drain(..) {
                looks.spawn_local(kind.look(paper.address, fresh_slug(number), since));
            }
            while let Some(kind) = looks.join_next().await {
                kinds.push(kind??);
            }
            if turn == 0 {
                kinds.iter_mut().for_each(|kind| kind.waits.clear());
            }
            sleep(Duration::from_secs(1).saturating_sub(begin.elapsed())).await;
        }
        Ok(kinds)
    })
}

impl Kind {
    /// Looks until the story is there. What counts is when the answer that shows it has come whole.
    async fn look(mut self, host: std::net::SocketAddr, slug: String, since: Instant) -> Result<Self> {
        let path = match &self.path {
            Path::Of(path) => path.clone(),
            Path::Own => format!("/world/{slug}"),
        };
        let request = requests::page(host, &path, "identity");
        loop {
            let answer = self.connection.ask(&request).await?;
            let waited = since.elapsed();
            if answer.status == 200 && std::str::from_utf8(answer.body)?.contains(&slug) || waited > PATIENCE {
                self.waits.push(waited);
                return Ok(self);
            }
            sleep(self.pause).await;
        }
    }
}

fn tell(kinds: Vec<Kind>, readers: &[Seen]) -> Result<()> {
    for (name, seen) in ["pages", "views"].iter().zip(readers) {
        println!("{name}: {:.0} a second, answers {:?}, p99 {:.1} ms", seen.per_second(), seen.answers, seen.wait(0.99).as_secs_f64() * 1e3);
    }
    println!("\n| shown by | stories | p50 ms | p99 ms | longest ms | p99 < 100 ms, longest < 1 s |\n|---|---|---|---|---|---|");
    let mut all_kept = true;
    for mut kind in kinds {
        kind.waits.sort_unstable();
        let [p50, p99, most] = [0.5, 0.99, 1.0].map(|share| quantile(&kind.waits, share));
        let kept = p99 < P99 && most < MOST;
        all_kept &= kept;
        let [p50, p99, most] = [p50, p99, most].map(|wait| wait.as_secs_f64() * 1e3);
        println!("| {} | {} | {p50:.1} | {p99:.1} | {most:.1} | {} |", kind.name, kind.waits.len(), word(kept));
    }
    if !all_kept {
        bail!("a bound is missed");
    }
    Ok(())
}
