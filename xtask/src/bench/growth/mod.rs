//! Does a large archive cost its readers anything? `cargo xtask bench growth [ARTICLES…] [--imported N] [--in FOLDER]`.
//!
//! Sites of so many articles each are served on one core, and asked in turn for pages that nobody has asked for before.
//! So many articles of each are imported (100), the others are copies of them; whether a copy costs what an import
//! does shows with a site that is imported whole. In a folder that is named the sites stay, and those that stand there
//! are asked instead of grown anew.
//!
//! What the machine takes for a look into a site's file is told beside it: the bare reading of pages here and there. Of a small
//! file they mostly lie in memory.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::pages;
use super::serving::connection::ask_each;
use super::serving::load::quantile;
use super::serving::requests::scattered;
use super::serving::{cpu, ran_optimised, requests};
use super::site::{Site, get};
use crate::masthead::{self, Server};
use crate::scratch::Scratch;
use crate::{clock, commands};

mod rows;

/// Articles that are imported, unless it is said otherwise.
const SEEDS: usize = 100;
const COLD_ARTICLES: usize = 500;
const COLD_HOMES: usize = 20;
/// Bare looks into a site's file.
const LOOKS: u64 = 500;
/// No site is asked for articles longer than that.
const LONGEST: Duration = Duration::from_secs(60);

pub fn run(words: &[&str]) -> Result<()> {
    let (arguments, named) = match words {
        [arguments @ .., "--in", folder] => (arguments, Some(Path::new(folder))),
        arguments => (arguments, None),
    };
    let (sizes, imported) = match arguments {
        [sizes @ .., "--imported", imported] => (sizes, imported.parse().with_context(|| format!("{imported} is not a number of articles"))?),
        sizes => (sizes, SEEDS),
    };
    let sizes = sizes.iter().map(|word| word.parse().with_context(|| format!("{word} is not a number of articles"))).collect::<Result<Vec<_>>>()?;
    let sizes = if sizes.is_empty() { vec![100, 10_000, 1_000_000] } else { sizes };
    if ran_optimised("growth", words)? {
        return Ok(());
    }
    let scratch = Scratch::new("bench-growth")?;
    let folder = std::path::absolute(named.unwrap_or(scratch.path()))?;
    let mut sites = sizes.iter().map(|size| Grown::new(&folder, *size, imported)).collect::<Result<Vec<_>>>()?;
    cpu::keep_to(cpu::READERS)?;
    sites.iter_mut().try_for_each(Grown::serve)?;
    // In turn, so that a machine that is slow for a while is slow for all.
    for turn in 0..COLD_ARTICLES {
        sites.iter_mut().try_for_each(|site| site.open_article(turn))?;
    }
    for turn in 0..COLD_HOMES {
        sites.iter_mut().try_for_each(|site| site.open_home(turn))?;
    }
    tell(&sites)
}

/// A site of some size, and how it did.
struct Grown {
    size: usize,
    site: Site,
    server: Option<Server>,
    /// Addresses of articles from all its years.
    articles: Vec<String>,
    /// The newest article, which comes and goes so that the front page is drawn anew.
    restless: String,
    start: Duration,
    memory_at_start: u64,
    pages: Vec<Duration>,
    homes: Vec<Duration>,
}

impl Grown {
    fn new(folder: &Path, size: usize, imported: usize) -> Result<Self> {
        let folder = folder.join(size.to_string());
        let (mark, from) = (folder.join("grown"), format!("from {imported} {}", rows::LAW));
        let program = masthead::build()?;
        let site = if folder.exists() {
            if std::fs::read_to_string(&mark).ok().as_ref() != Some(&from) {
                bail!("{} holds no site that was grown {from}; remove it, or name another folder", folder.display());
            }
            Site::standing(program, &folder)
        } else {
            std::fs::create_dir_all(&folder)?;
            let site = Site::new(program, &folder)?;
            site.import(&pages::write(&site.pages, size.min(imported))?)?;
            let begin = clock::now();
            rows::grow(&site.folder, size)?;
            println!("{size} articles, {:.1} MB on disk, grown in {:.0} s", site.size()? as f64 / 1e6, begin.elapsed().as_secs_f64());
            std::fs::write(&mark, &from)?;
            site
        };
        Ok(Self {
            articles: rows::addresses(&site.folder, COLD_ARTICLES)?,
            size,
            site,
            server: None,
            restless: String::new(),
            start: Duration::ZERO,
            memory_at_start: 0,
            pages: Vec::new(),
            homes: Vec::new(),
        })
    }

    fn serve(&mut self) -> Result<()> {
        let version = rows::version(&self.site.folder)?;
        let server = self.site.serve_on_core(cpu::SERVER)?;
        if rows::version(&self.site.folder)? != version {
            bail!("{} was grown by a program with other tables; remove it", self.site.folder.display());
        }
        self.start = server.ready_after;
        self.memory_at_start = cpu::resident(server.process())?;
        let newest = get(&server, "/api/v1/articles?language=en")?;
        newest["items"][0]["id"].as_str().context("the site has an article in English")?.clone_into(&mut self.restless);
        self.server = Some(server);
        // Templates and statements are read once, by whoever comes first.
        self.open("/about").map(drop)
    }

    fn open_article(&mut self, turn: usize) -> Result<()> {
        // A small site has fewer articles than turns, and a slow one gets no more of them than there is time for.
        let spent: Duration = self.pages.iter().sum();
        if let Some(path) = self.articles.get(turn).filter(|_| spent < LONGEST) {
            self.pages.push(self.open(path)?);
        }
        Ok(())
    }

    fn open_home(&mut self, turn: usize) -> Result<()> {
        let word = if turn.is_multiple_of(2) { "withdraw" } else { "publish" };
        commands::output(&mut self.site.masthead(&[word, &self.restless]))?;
        // Long enough for the server to have followed.
        std::thread::sleep(Duration::from_millis(300));
        self.homes.push(self.open("/")?);
        Ok(())
    }

    /// What the bare reading of pages of the site's file takes.
    fn looks(&self) -> Result<Vec<Duration>> {
        const PAGE: usize = 8192;
        let file = File::open(self.site.folder.join("masthead.db"))?;
        let pages = file.metadata()?.len() / PAGE as u64;
        // Elsewhere in each run, so that they are not remembered from the last one.
        let seed = u64::from(std::process::id()) << 32;
        let mut page = [0; PAGE];
        (0..LOOKS)
            .map(|number| {
                let begin = clock::now();
                file.read_exact_at(&mut page, scattered(seed + number) % pages * PAGE as u64)?;
                Ok(clock::now() - begin)
            })
            .collect()
    }

    fn open(&self, path: &str) -> Result<Duration> {
        let server = self.server.as_ref().context("the site is served")?;
        let address = server.address.trim_start_matches("http://").parse()?;
        let (mut begin, mut took) = (None, Duration::ZERO);
        // The first request opens the connection, and is not the one that is measured.
        let asked = [requests::page(address, "/healthz", "gzip"), requests::page(address, path, "gzip")];
        ask_each(address, &asked, |_, answer| {
            if answer.status != 200 {
                bail!("{path} answered {}", answer.status);
            }
            took = begin.replace(clock::now()).map_or(Duration::ZERO, |begin| clock::now() - begin);
            Ok(())
        })?;
        Ok(took)
    }
}

fn tell(sites: &[Grown]) -> Result<()> {
    println!(
        "\n| articles | start ms | memory at start MB | memory at the end MB | cold articles | p50 µs | p99 µs | of the first | cold homes | p50 µs | of the first | a look p50 µs |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    let mut first = None;
    for site in sites {
        let process = site.server.as_ref().context("the site is served")?.process();
        let in_order = |times: &[Duration]| {
            let mut times = times.to_vec();
            times.sort_unstable();
            times
        };
        let (pages, homes) = (in_order(&site.pages), in_order(&site.homes));
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        let look = quantile(&in_order(&site.looks()?), 0.5);
        let [page, slow_page, home, look] = [quantile(&pages, 0.5), quantile(&pages, 0.99), quantile(&homes, 0.5), look].map(micros);
        let (first_page, first_home) = *first.get_or_insert((page, home));
        println!(
            "| {} | {} | {:.1} | {:.1} | {} | {page:.0} | {slow_page:.0} | {:.2} | {} | {home:.0} | {:.2} | {look:.1} |",
            site.size,
            site.start.as_millis(),
            site.memory_at_start as f64 / 1e6,
            cpu::resident(process)? as f64 / 1e6,
            pages.len(),
            page / first_page,
            homes.len(),
            home / first_home,
        );
    }
    Ok(())
}
