//! The server is killed again and again while readers send views.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};

use super::load::Load;
use super::{Asked, Paper, bounds, keep};
use crate::bench::pages::Chance;
use crate::commands::signal;
use crate::masthead::Server;
use crate::scratch::Scratch;

/// What the server is at when it is killed.
#[derive(Default)]
struct Deaths {
    serving: usize,
    /// Killed while serving, and then once more before the next start was ready.
    starting: usize,
    /// Told to end, and killed while it finished and folded the counts.
    folding: usize,
    /// Those of the last that were through before they were killed.
    through: usize,
}

pub fn run(words: &[&str]) -> Result<()> {
    let asked = Asked::read(words, 200)?;
    let folder = Scratch::new("bench-kill")?;
    let paper = Paper::new(asked.program, &folder)?;
    let mut chance = Chance(u64::from(std::process::id()));
    let (load, mut deaths) = (Load::default(), Deaths::default());
    let (mut restarts, mut violations, mut total) = (Vec::new(), 0, 0);
    // After the last death there is a restart too.
    for life in 0..=asked.times {
        let mut server = paper.site.serve()?;
        restarts.push(server.ready_after);
        let wrong;
        (total, wrong) = look(&paper, &server, &load)?;
        if !wrong.is_empty() {
            println!("after {life} lives: {}", wrong.join("; "));
            if violations == 0 {
                keep(&paper.site.folder, "kill")?;
            }
            violations += wrong.len();
        }
        if life > 0 && life % 20 == 0 {
            println!("{life:>4} lives: {} acknowledged ≤ {total} counted ≤ {} sent", load.acknowledged(), load.sent());
        }
        if life < asked.times {
            die(&paper, &mut server, &load, &mut chance, &mut deaths)?;
        }
    }
    restarts.sort();
    println!("lives          {}", asked.times);
    println!("killed         {} while serving, {} again while starting", deaths.serving, deaths.starting);
    println!("               {} after being told to end, {} of them were through", deaths.folding, deaths.through);
    println!("acknowledged   {}", load.acknowledged());
    println!("counted        {total}");
    println!("sent           {}", load.sent());
    println!("not counted    {} were answered with something else than 204", load.other());
    println!("restart        {} ms median, {} ms at most", restarts[restarts.len() / 2].as_millis(), restarts[restarts.len() - 1].as_millis());
    println!("violations     {violations}");
    if violations > 0 {
        bail!("a crash changed what was counted");
    }
    Ok(())
}

/// What is counted after a restart, and what is wrong with it.
fn look(paper: &Paper, server: &Server, load: &Load) -> Result<(u64, Vec<String>)> {
    let (told, kept) = (paper.views(server)?, paper.counts()?);
    let total = told.iter().sum();
    let mut wrong: Vec<String> = bounds(load.acknowledged(), total, load.sent()).into_iter().collect();
    for ((id, told), kept) in paper.articles.iter().zip(told).zip(kept) {
        if told != kept {
            wrong.push(format!("the server tells {told} views of {id}, on disk are {kept}"));
        }
    }
    Ok((total, wrong))
}

/// Lets views come in and kills the server at some moment.
fn die(paper: &Paper, server: &mut Server, load: &Load, chance: &mut Chance, deaths: &mut Deaths) -> Result<()> {
    let lives = Duration::from_millis(50 + chance.below(550) as u64);
    let way = chance.below(10);
    let address = server.address.clone();
    load.during(&address, &paper.tokens, || -> Result<()> {
        sleep(lives);
        if way < 2 {
            signal("-TERM", server.process());
            // Under load it takes about that long to end.
            sleep(Duration::from_micros(chance.below(250_000) as u64));
            deaths.folding += 1;
            deaths.through += usize::from(server.kill()?);
        } else {
            server.kill()?;
            deaths.serving += 1;
        }
        Ok(())
    })?;
    if way >= 8 {
        let mut born = paper.site.masthead(&["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::null()).spawn()?;
        sleep(Duration::from_micros(chance.below(70_000) as u64));
        born.kill()?;
        born.wait()?;
        deaths.starting += 1;
    }
    Ok(())
}
