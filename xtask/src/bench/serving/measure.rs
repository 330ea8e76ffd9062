//! One subject on each server in turn.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use super::cpu;
use super::load::{self, Pace, Seen, Stream, Write};
use super::paper::Paper;
use super::requests::{self, Zipf};
use super::rivals::Rival;
use super::subjects::{READERS, REPORTERS, Subject};
use super::truth;
use crate::{clock, commands};

/// What a round on one server came to.
#[derive(Clone, Copy)]
pub struct Measured {
    /// Processor time of a request, in microseconds.
    pub cost: f64,
    pub per_second: f64,
}

/// The rounds of each server; of nginx none where it has no part.
#[derive(Default, Clone)]
pub struct Rounds {
    pub masthead: Vec<Measured>,
    pub ceiling: Vec<Measured>,
    pub nginx: Vec<Measured>,
}

/// A server, and what its readers do.
struct Side<'a> {
    address: SocketAddr,
    process: u32,
    pages: Option<Write>,
    views: Write,
    /// The paper, if it is Masthead.
    paper: Option<&'a Paper>,
}

/// Measures so many rounds. An error if a request is not answered as it must be, a view is not in the counts, or a page
/// does not show what the store has.
pub fn rounds(paper: &Paper, subject: &Subject, rounds: usize, scratch: &Path) -> Result<Rounds> {
    let rivals = Rivals::start(paper, subject, scratch)?;
    let masthead = Side::new(paper, subject, paper.address, paper.server.process(), Some(paper));
    let ceiling = Side::new(paper, subject, rivals.ceiling.address, rivals.ceiling.process, None);
    let nginx = rivals.nginx.as_ref().map(|rival| Side::new(paper, subject, rival.address, rival.process, None));

    truth::check(paper, paper.typical()?)?;
    // Adding up thousands of articles takes its time, which only those who report readings need.
    let sum = || subject.posts.map_or(Ok(0), |_| paper.views_of_all());
    let before = sum()?;
    let (mut measured, mut counted) = (Rounds::default(), 0);
    for side in [Some(&masthead), Some(&ceiling), nginx.as_ref()].into_iter().flatten() {
        counted += side.run(&warming(subject), paper.readers(readers(subject)))?.1;
    }
    for number in 1..=rounds {
        // The same readers on each side.
        let first = paper.readers(readers(subject));
        let (round, views) = masthead.run(subject, first)?;
        counted += views;
        let beside = ceiling.run(subject, first)?.0;
        println!("round {number}: masthead {:.2} µs, hyper {:.2} µs", round.cost, beside.cost);
        measured.masthead.push(round);
        measured.ceiling.push(beside);
        if let Some(nginx) = &nginx {
            measured.nginx.push(nginx.run(subject, first)?.0);
        }
    }
    let kept = sum()? - before;
    if kept != counted {
        bail!("{counted} views were acknowledged, {kept} are in the counts");
    }
    truth::check(paper, paper.typical()?)?;
    Ok(measured)
}

pub struct Rivals {
    pub ceiling: Rival,
    pub nginx: Option<Rival>,
}

impl Rivals {
    /// They answer with what Masthead answers; where that differs, with an answer of mean size.
    pub fn start(paper: &Paper, subject: &Subject, scratch: &Path) -> Result<Self> {
        let Some(page) = mean(paper, &subject.pages) else {
            return Ok(Self { ceiling: Rival::ceiling(scratch, b"", "identity")?, nginx: None });
        };
        let (plain, packed) = (paper.bytes(&page, "identity")?, paper.bytes(&page, "gzip")?);
        // Answers that are too small are not compressed.
        let same = plain == packed || subject.encoding == "identity";
        let ceiling = Rival::ceiling(scratch, if same { &plain } else { &packed }, if same { "identity" } else { "gzip" })?;
        let nginx = if subject.posts.is_none() { Rival::nginx(scratch, &plain, &packed)? } else { None };
        Ok(Self { ceiling, nginx })
    }
}

/// The page whose size is nearest to what the crowd gets in the mean.
fn mean(paper: &Paper, pages: &[String]) -> Option<String> {
    if pages.len() < 2 {
        return pages.first().cloned();
    }
    let famous = || paper.articles.iter().take(pages.len());
    let mean = Zipf::new(pages.len()).mean(famous().map(|article| article.size)) as usize;
    famous().min_by_key(|article| article.size.abs_diff(mean)).map(|article| article.path.clone())
}

/// A short run that is not counted.
fn warming(subject: &Subject) -> Subject {
    let short = |pace| match pace {
        Pace::AsAnswered { requests, .. } => Pace::as_answered(requests.min(2_000)),
        Pace::Fixed { per_second, .. } => Pace::Fixed { per_second, length: Duration::from_secs(1) },
    };
    Subject { gets: subject.gets.map(short), posts: subject.posts.map(short), ..subject.clone() }
}

/// How many readings a run reports at most.
fn readers(subject: &Subject) -> u64 {
    match subject.posts {
        None => 0,
        Some(Pace::AsAnswered { requests, .. }) => requests,
        Some(Pace::Fixed { per_second, length }) => (per_second * length.as_secs_f64()) as u64 + 1,
    }
}

impl<'a> Side<'a> {
    fn new(paper: &Paper, subject: &Subject, address: SocketAddr, process: u32, own: Option<&'a Paper>) -> Self {
        Self { address, process, pages: pages(address, subject), views: paper.views(address, 10_000), paper: own }
    }

    /// A round, and how many views Masthead acknowledged in it. `first` is the first of its readers.
    fn run(&self, subject: &Subject, first: u64) -> Result<(Measured, u64)> {
        let publications = self.paper.filter(|_| subject.publications);
        let before = cpu::time(self.process)?;
        let mut seen = beside_publications(publications, || load::run(self.address, &self.streams(subject, first)))?.into_iter();
        let pages = subject.gets.and_then(|_| seen.next()).unwrap_or_default();
        let views = seen.next().unwrap_or_default();
        let took = cpu::time(self.process)? - before;
        check(&pages, 200, 200)?;
        check(&views, 204, if self.paper.is_some() { 200 } else { 204 })?;
        let total = pages.total() + views.total();
        let length = pages.took.max(views.took);
        Ok((
            Measured { cost: took.as_secs_f64() * 1e6 / total as f64, per_second: total as f64 / length.as_secs_f64() },
            if self.paper.is_some() { views.of(204) } else { 0 },
        ))
    }

    fn streams(&self, subject: &Subject, first: u64) -> Vec<Stream> {
        let stream = |write: &Write, first, connections, pace| Stream { write: Arc::clone(write), first, connections, pace, punctual: true };
        let pages = self.pages.as_ref().zip(subject.gets).map(|(write, pace)| stream(write, 0, READERS, pace));
        let views = subject.posts.map(|pace| stream(&self.views, first, REPORTERS, pace));
        pages.into_iter().chain(views).collect()
    }
}

/// The requests of those who read the subject's pages.
pub fn pages(address: SocketAddr, subject: &Subject) -> Option<Write> {
    let requests: Vec<_> = subject.pages.iter().map(|path| requests::page(address, path, subject.encoding)).collect();
    let crowd = Zipf::new(requests.len());
    (!requests.is_empty()).then(|| Arc::new(move |number, into: &mut Vec<u8>| into.extend_from_slice(&requests[crowd.pick(number)])) as Write)
}

fn check(seen: &Seen, right: u16, or: u16) -> Result<()> {
    match seen.answers.iter().find(|(status, _)| ![right, or].contains(status)) {
        Some((status, count)) => bail!("{count} requests of {} were answered {status}", seen.total()),
        None => Ok(()),
    }
}

/// Does something while a story is published each second, by a process of its own.
fn beside_publications<T>(paper: Option<&Paper>, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let Some(paper) = paper else { return work() };
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let publisher = scope.spawn(|| -> Result<()> {
            while !ended.load(Ordering::Relaxed) {
                let start = clock::now();
                publish_next(paper)?;
                while start.elapsed() < Duration::from_secs(1) && !ended.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_millis(10));
                }
            }
            Ok(())
        });
        let done = work();
        ended.store(true, Ordering::Relaxed);
        publisher.join().map_err(|_| anyhow!("the publisher broke off"))??;
        done
    })
}

/// Publishes the next draft by `masthead publish`, and gives its number.
pub fn publish_next(paper: &Paper) -> Result<usize> {
    let number = paper.published.fetch_add(1, Ordering::Relaxed) as usize;
    let draft = paper.drafts.get(number).context("all drafts are published")?;
    commands::output(&mut paper.site.masthead(&["publish", draft]))?;
    Ok(number)
}
