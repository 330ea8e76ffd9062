//! Whether the count in a page follows the store.

use std::borrow::Cow;
use std::io::Read;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;

use super::load::{Pace, send};
use super::{Paper, between, views};
use crate::bench::site::get;

/// Reports some views of the first article, and compares the page's count, in both codings, with the API's.
pub fn counts_follow(paper: &Paper) -> Result<()> {
    let path = &paper.paths[0];
    let token = views::token(paper, path)?;
    for turn in 0..3 {
        let report = views::report(&token, views::unseen());
        let outcome = send(paper.socket, 1, Pace::Closed { requests: 1 }, &|_| Cow::Borrowed(report.as_slice()))?;
        ensure!(outcome.statuses.get(&204) == Some(&1), "a view was not counted: {:?}", outcome.statuses);
        let plain = String::from_utf8(paper.fetch(path, "identity")?.1)?;
        let mut packed = String::new();
        GzDecoder::new(&paper.fetch(path, "gzip")?.1[..]).read_to_string(&mut packed)?;
        let known = get(&paper.server, &format!("/api/v1/articles/{}", paper.articles[0]))?["views"].as_u64().context("an article has views")?;
        for page in [plain, packed] {
            let shown: u64 = between(&page, "data-views>", "<")?.replace(',', "").parse()?;
            ensure!(shown == known, "turn {turn}: the page says {shown} views, the store {known}");
        }
    }
    println!("the counts in pages follow the store");
    Ok(())
}
