//! `cargo xtask test`: every test there is, with what they need. Nothing is skipped: what is missing fails.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::commands::{Stream, root, succeed, watch};
use crate::masthead::{self, Server};
use crate::postgres::Cluster;
use crate::report::{Report, Tally};
use crate::scratch::Scratch;
use crate::{rust_tests, tools};

/// The longest that a first start of the demo may take.
const DEMO_READY: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    All,
    Rust,
    Browser,
}

pub fn run(part: Part) -> ExitCode {
    let mut report = Report::default();
    // What browsers are shown takes a quarter of the whole to build, while other steps leave the machine idle now and then.
    let release = match part {
        Part::Rust => None,
        Part::All | Part::Browser => report.make("tools for the browser", tools::for_browser).map(|()| masthead::build_meanwhile()),
    };
    if part != Part::Browser {
        rust(&mut report);
    }
    if let Some(release) = release {
        browser(&mut report, release);
    }
    report.end()
}

fn rust(report: &mut Report) {
    if report.make("tools for Rust", tools::for_rust).is_none() {
        return;
    }
    let Some(cluster) = report.make("PostgreSQL", Cluster::start) else { return };
    let mut storage = (0, 0);
    report.tests("tests in Rust", || {
        let counts = rust_tests::run(&cluster)?;
        storage = (counts.sqlite, counts.postgres);
        Ok(counts.tally)
    });
    report.tests("tests in documentation", rust_tests::documentation);
    let (sqlite, postgres) = storage;
    report.note(format!("storage tests: sqlite {sqlite}, postgres {postgres}"));
    if sqlite != postgres || sqlite == 0 {
        report.fault("storage tests", "both databases must run the same tests, and some".to_owned());
    }
}

fn browser(report: &mut Report, release: JoinHandle<Result<(PathBuf, Duration)>>) {
    report.tests("the text editor", editor);
    let release = report.make("rest of the release build", || release.join().map_err(|_| anyhow!("the build broke off"))?);
    let Some((program, took)) = release else { return };
    report.note(format!("the release build took {:.0} s beside the other steps", took.as_secs_f64()));
    let Some((site, server)) = report.make("demo", || demo(&program)) else { return };
    for (name, script) in [("axe", "axe.mjs"), ("Nu HTML checker", "html.mjs"), ("browser journeys", "journeys.mjs")] {
        report.tests(name, || node(script, &program, &server, site.path()));
    }
    report.note(format!("the demo was ready after {:.1} s", server.ready_after.as_secs_f64()));
}

/// A new demo site, served. The server stands last, so that it ends before its folder goes.
fn demo(program: &Path) -> Result<(Scratch, Server)> {
    let site = Scratch::new("demo")?;
    let folder = site.path().join("site");
    let server = Server::start(program, &["demo", &folder.to_string_lossy()], DEMO_READY)?;
    Ok((site, server))
}

fn node(script: &str, program: &Path, server: &Server, site: &Path) -> Result<Tally> {
    let mut command = Command::new("node");
    command
        .arg(script)
        .current_dir(root().join("browser"))
        .env("MASTHEAD_URL", &server.address)
        .env("MASTHEAD_BIN", program)
        .env("MASTHEAD_SITE", site.join("site"))
        .env("CHROMIUM", tools::chromium().context("no Chromium is installed")?);
    let mut tally = None;
    let status = watch(&mut command, Stream::Output, |line| tally = passed_and_failed(line).or(tally))?;
    match tally {
        Some(tally) if status.success() == (tally.failed == 0) => Ok(tally),
        _ => bail!("{script} broke off ({status})"),
    }
}

/// The editor's own tests, most of them in Chromium.
fn editor() -> Result<Tally> {
    let folder = root().join("crates/web/editor");
    succeed(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    let mut command = Command::new("npm");
    command.args(["test", "--silent"]).current_dir(&folder).env("CHROMIUM", tools::chromium().context("no Chromium is installed")?);
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    let status = watch(&mut command, Stream::Output, |line| {
        let number = |word: &str| line.trim().strip_prefix(word).and_then(|rest| rest.trim().parse::<u32>().ok());
        passed = number("ℹ pass").or(number("# pass")).unwrap_or(passed);
        failed = number("ℹ fail").or(number("# fail")).unwrap_or(failed);
        skipped = number("ℹ skipped").or(number("# skipped")).unwrap_or(skipped);
    })?;
    if passed == 0 || status.success() != (failed == 0) {
        bail!("the editor's tests broke off ({status})");
    }
    // What is skipped has not passed.
    Ok(Tally { passed, failed: failed + skipped })
}

/// The last line of a script in `browser/`: `12 passed, 0 failed`.
fn passed_and_failed(line: &str) -> Option<Tally> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Tally { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}
