//! Power cuts. The server's system calls are traced while views come in; then the disk is rebuilt as it may have been
//! at some moment, and the program is started on what is left.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::disk::{Disk, Loss};
use super::events::{self, Event, What};
use super::load::Load;
use super::{Asked, Paper, bounds, copy, keep};
use crate::bench::pages::Chance;
use crate::bench::site::Site;
use crate::commands::{output, signal};
use crate::masthead::Server;
use crate::scratch::Scratch;
use crate::tools::on_path;

const CUTS_OF_A_RUN: usize = 10;
const VIEWS_OF_A_RUN: u64 = 800;
/// SQLite moves its log into the database when it has a thousand pages. The log that each run finds is so near to that,
/// that it happens in the run.
const LOG_BEFORE: u64 = 3_600_000;
const LOSSES: [Loss; 3] = [Loss::Whole, Loss::Tail, Loss::Scattered];

/// What all runs and cuts come to.
#[derive(Default)]
struct Sums {
    cuts: usize,
    acknowledged: usize,
    hasty: usize,
    loose: usize,
    violations: usize,
}

pub fn run(words: &[&str]) -> Result<()> {
    let asked = Asked::read(words, 50)?;
    if on_path("strace").is_none() {
        bail!("Install strace: on Debian, as root, `apt-get install strace`.");
    }
    let folder = Scratch::new("bench-power")?;
    let paper = Paper::new(asked.program, &folder)?;
    let before = crashed(&paper)?;
    let base = paper.site.folder.with_file_name("base");
    copy(&paper.site.folder, &base)?;
    let already = total_of(&paper, &base)?;
    println!("{already} views were counted before, and a log of {} kB was left", size(&base.join("counts.db-wal")) / 1000);
    ensure!(before <= already, "{before} views were acknowledged before, {already} are counted");

    let mut chance = Chance(u64::from(std::process::id()));
    let mut sums = Sums::default();
    for run in 1..=asked.times.div_ceil(CUTS_OF_A_RUN) {
        let cuts = CUTS_OF_A_RUN.min(asked.times - sums.cuts);
        let (trace, events) = traced(&paper, &base, run)?;
        let hasty = events::hasty(&events);
        if hasty > 0 {
            println!("run {run}: {hasty} views were acknowledged before a write of theirs was synced");
            if sums.violations == 0 {
                keep(&trace, "power")?;
            }
            sums.violations += hasty;
        }
        sums.hasty += hasty;
        tell(run, &events, hasty);
        for _ in 0..cuts {
            cut(&paper, &base, already, &events, &mut chance, &mut sums)?;
        }
        sums.acknowledged += events.iter().filter(|event| matches!(event.what, What::Acknowledged { .. })).count();
        fs::remove_dir_all(trace)?;
    }
    println!("cuts           {}", sums.cuts);
    println!("not synced     {} writes at the moments of the cuts, {:.0} a cut", sums.loose, sums.loose as f64 / sums.cuts as f64);
    println!("acknowledged   {} in all runs, {} of them before their sync", sums.acknowledged, sums.hasty);
    println!("violations     {}", sums.violations);
    if sums.violations > 0 {
        bail!("a power cut changed what was counted");
    }
    Ok(())
}

/// Lets views come in until the log is long, and kills the server, so that each run begins with a log. Gives what was
/// acknowledged.
fn crashed(paper: &Paper) -> Result<u64> {
    let load = Load::default();
    let mut server = paper.site.serve()?;
    let address = server.address.clone();
    let log = paper.site.folder.join("counts.db-wal");
    load.during(&address, &paper.tokens, || {
        Load::wait(|| size(&log) >= LOG_BEFORE);
        server.kill()
    })?;
    Ok(load.acknowledged())
}

/// Serves a copy of the base under strace while views come in, and ends it in order. Gives the trace's folder and what
/// it tells.
fn traced(paper: &Paper, base: &Path, run: usize) -> Result<(PathBuf, Vec<Event>)> {
    let folder = base.with_file_name(format!("run-{run}"));
    let site = folder.join("site");
    copy(base, &site)?;
    let trace = folder.join("strace.txt");
    let (program, trace_name, site_name) = (paper.site.program.to_string_lossy(), trace.to_string_lossy(), site.to_string_lossy());
    let words = ["-I", "2", "-f", "-ttt", "-y", "-xx", "-a", "1", "-s", "1000000", "-e", events::TRACED, "-o", &*trace_name, "--", &*program];
    let words = [&words[..], &["serve", "--site", &*site_name]].concat();
    let mut server = Server::start(Path::new("strace"), &words, Duration::from_secs(60))?;

    let load = Load::default();
    load.during(&server.address, &paper.tokens, || Load::wait(|| load.sent() >= VIEWS_OF_A_RUN));
    // Told to end itself, strace would leave the end of the trace out. The trace's first thread is the server's own.
    let text = fs::read(&trace)?;
    let process = text.split(|letter| *letter == b' ').next().and_then(|word| std::str::from_utf8(word).ok()?.parse().ok());
    signal("-TERM", process.context("a trace begins with a process")?);
    ensure!(server.ends(), "the traced server did not end within ten seconds");

    let events = events::read(&trace, &site)?;
    let (sent, acknowledged) = until(&events, usize::MAX);
    ensure!(
        (sent, acknowledged) == (load.sent(), load.acknowledged()),
        "the trace tells {sent} requests and {acknowledged} acknowledgements, the readers {} and {}",
        load.sent(),
        load.acknowledged()
    );
    Ok((folder, events))
}

/// What had been sent and what had been acknowledged before a line.
fn until(events: &[Event], line: usize) -> (u64, u64) {
    let before = events.iter().filter(|event| event.begun < line);
    before.fold((0, 0), |(sent, acknowledged), event| match event.what {
        What::Asked { first: true, .. } => (sent + 1, acknowledged),
        What::Acknowledged { .. } => (sent, acknowledged + 1),
        _ => (sent, acknowledged),
    })
}

fn tell(run: usize, events: &[Event], hasty: usize) {
    let count = |of: fn(&What) -> bool| events.iter().filter(|event| of(&event.what)).count();
    let (sent, acknowledged) = until(events, usize::MAX);
    let writes = count(|what| matches!(what, What::Write { .. }));
    let moved = count(|what| matches!(what, What::Write { file, .. } if file.ends_with("counts.db")));
    let syncs = count(|what| matches!(what, What::Sync { file } if file.ends_with("counts.db-wal")));
    println!(
        "run {run}: {sent} sent, {acknowledged} acknowledged, {hasty} of them before their sync; \
         {writes} writes, {moved} of them from the log into the counts; {syncs} syncs of the log"
    );
}

/// Cuts the power before one of the events and looks at what is left.
fn cut(paper: &Paper, base: &Path, already: u64, events: &[Event], chance: &mut Chance, sums: &mut Sums) -> Result<()> {
    // Every second cut comes when the most is at stake: just before a sync.
    let any = sums.cuts.is_multiple_of(2);
    let moments: Vec<usize> = events.iter().filter(|event| any || matches!(event.what, What::Sync { .. })).map(|event| event.begun).collect();
    let line = moments[chance.below(moments.len())];
    let loss = LOSSES[sums.cuts % LOSSES.len()];
    let mut disk = Disk::of(base)?;
    disk.play(events, line);
    sums.cuts += 1;
    sums.loose += disk.loose();
    let rebuilt = base.with_file_name("rebuilt");
    disk.cut(loss, chance, &rebuilt)?;
    let (sent, acknowledged) = until(events, line);
    let wrong = match total_of(paper, &rebuilt) {
        Ok(total) => bounds(already + acknowledged, total, already + sent),
        Err(error) => Some(format!("{error:#}")),
    };
    if let Some(wrong) = wrong {
        println!("cut {} at line {line}, loss {loss:?}: {wrong}", sums.cuts);
        if sums.violations == 0 {
            keep(&rebuilt, "power-cut")?;
        }
        sums.violations += 1;
    }
    Ok(fs::remove_dir_all(rebuilt)?)
}

/// Starts the program on a copy of this folder and adds the views up. An error if it does not start, or finds its
/// databases damaged.
fn total_of(paper: &Paper, folder: &Path) -> Result<u64> {
    let started = folder.with_file_name("started");
    copy(folder, &started)?;
    let site = Site { program: paper.site.program.clone(), folder: started.clone(), pages: paper.site.pages.clone() };
    let total = (|| {
        let server = site.serve()?;
        let findings = output(&mut site.masthead(&["doctor"]))?;
        ensure!(findings.contains("well  integrity"), "{findings}");
        Ok(paper.views(&server)?.iter().sum())
    })();
    fs::remove_dir_all(started)?;
    total
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |facts| facts.len())
}
