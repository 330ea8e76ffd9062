//! A large import: how fast, how large, and whether the pages of a large site are as fast as those of a small one.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::bench::pages;
use crate::bench::site::{Site, addresses, medians};
use crate::masthead::{self, Server};
use crate::scratch::Scratch;

const SMALL: usize = 100;
const REQUESTS: usize = 600;
/// How much slower the median page of the large site may be.
const MOST_RATIO: f64 = 1.25;

pub fn run(words: &[&str]) -> Result<()> {
    let count = pages::wanted(words)?.max(SMALL * 2);
    let program = masthead::build()?;
    let folder = Scratch::new("bench-import")?;
    let site = Site::new(program, folder.path())?;
    let small = site.beside("small")?;
    let files = pages::write(&site.pages, count)?;

    let few = small.import(&files[..SMALL])?;
    let many = site.import(&files)?;
    let size = site.size()?;

    let (small, large) = (small.serve()?, site.serve()?);
    let cold_start = large.ready_after;
    let of = |server: &Server, path: &str| vec![format!("{}{path}", server.address)];
    let [small_home, home] = medians([&of(&small, "/"), &of(&large, "/")], REQUESTS).context("the home page")?;
    let pages = [addresses(&small, &few.articles)?, addresses(&large, &many.articles[..SMALL])?];
    let [small_article, article] = medians([&pages[0], &pages[1]], REQUESTS).context("the articles")?;

    let ratio = |large: Duration, small: Duration| large.as_secs_f64() / small.as_secs_f64();
    let (home_ratio, article_ratio) = (ratio(home, small_home), ratio(article, small_article));
    println!("articles       {count}");
    println!("rate           {:.0} articles/s ({:.1} s for {})", count as f64 / many.seconds, many.seconds, count);
    println!("size on disk   {:.1} MB, {:.1} kB an article", size as f64 / 1e6, size as f64 / 1e3 / count as f64);
    println!("peak memory    {:.0} MB", many.peak_memory as f64 / 1e6);
    println!("cold start     {} ms", cold_start.as_millis());
    println!("home p50       {} µs, {home_ratio:.2} of {} µs at {SMALL} articles", home.as_micros(), small_home.as_micros());
    println!("article p50    {} µs, {article_ratio:.2} of {} µs at {SMALL} articles", article.as_micros(), small_article.as_micros());
    if home_ratio > MOST_RATIO || article_ratio > MOST_RATIO {
        bail!("a page of the large site is more than {MOST_RATIO} times as slow as one of the small site");
    }
    Ok(())
}
