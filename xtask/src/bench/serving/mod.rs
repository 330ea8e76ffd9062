//! What a request costs, beside a server that does nothing but answer: `cargo xtask bench serving`.
//!
//! Masthead, a bare hyper server and, where it is installed, nginx take turns on one core, each with the same answers to
//! give; the readers have another core. The first measure is the server's own processor time of a request. The readers
//! and the bare server are parts of this program, which builds itself optimised and starts itself anew for that.
//! `MASTHEAD_PROGRAM=FILE` takes a program that was built already.

mod ceiling;
pub mod connection;
pub mod cpu;
mod due;
pub mod load;
mod measure;
mod options;
mod paper;
mod promptness;
mod publish;
pub mod requests;
mod rivals;
mod steady;
mod subjects;
pub mod table;
mod truth;

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

pub use ceiling::run as ceiling;
pub use due::run as due;
pub use publish::run as publish;

use self::options::{HELP, Options};
use self::paper::Paper;
use self::table::Row;
use crate::commands::{cargo, succeed, target};
use crate::scratch::Scratch;
use crate::tools;

pub fn run(words: &[&str]) -> Result<()> {
    if words.iter().any(|word| ["--help", "-h"].contains(word)) {
        println!("{HELP}");
        return Ok(());
    }
    let options = Options::read(words)?;
    if ran_optimised("serving", words)? {
        return Ok(());
    }
    if tools::on_path("nginx").is_none() {
        println!("nginx is not installed, so that its column is left out");
    }
    let folder = Scratch::new("bench-serving")?;
    let drafts = if options.minutes.is_some() { 0 } else { subjects::drafts(&options) };
    let paper = Paper::make(folder.path(), options.articles, drafts)?;
    cpu::keep_to(cpu::READERS)?;
    if let Some(minutes) = options.minutes {
        return steady::run(&paper, options.rate.unwrap_or(1_000.0), Duration::from_secs(minutes * 60));
    }
    truth::check(&paper, paper.typical()?)?;
    println!("pages show the views that the store has, compressed or not");
    let mut rows = Vec::new();
    for subject in subjects::wanted(&options, &paper)? {
        println!("measuring {} {}", subject.name, subject.encoding);
        let rounds = measure::rounds(&paper, &subject, options.rounds, folder.path())?;
        rows.push(Row { subject, rounds });
    }
    let mut kept = rows.is_empty() || table::print(&rows);
    if options.wants("p99") {
        kept &= promptness::run(&paper, options.requests, options.rounds, folder.path())?;
    }
    if !kept {
        bail!("a bound is missed");
    }
    Ok(())
}

/// Unless this program was built optimised, builds it so and has that run the bench.
pub fn ran_optimised(name: &str, words: &[&str]) -> Result<bool> {
    if cfg!(not(debug_assertions)) {
        return Ok(false);
    }
    succeed(&mut cargo(&["build", "--release", "--package", "xtask"]))?;
    succeed(Command::new(target().join("release/xtask")).args(["bench", name]).args(words))?;
    Ok(true)
}
