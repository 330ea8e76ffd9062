//! The number of views in a page is the one that the store has, at once after a reading was counted.

use anyhow::{Context, Result, bail};

use super::connection::ask_each;
use super::paper::{Article, Paper};
use super::requests;

/// Reads the article a few times and compares after each.
pub fn check(paper: &Paper, article: &Article) -> Result<()> {
    for _ in 0..3 {
        let before = compare(paper, article)?;
        let mut request = Vec::new();
        requests::view(paper.address, &article.token, paper.readers(1), &mut request);
        ask_each(paper.address, &[request], |_, answer| match answer.status {
            204 => Ok(()),
            other => bail!("a reading of {} was answered {other}", article.path),
        })?;
        let after = compare(paper, article)?;
        if after != before + 1 {
            bail!("{} had {before} views, one was counted, and it has {after}", article.path);
        }
    }
    Ok(())
}

/// The number of views that the page and the API agree on.
fn compare(paper: &Paper, article: &Article) -> Result<u64> {
    // The pages come first: an answer of the API must not be what renews them.
    let plain = shown(&paper.body(&article.path, "identity")?)?;
    let packed = shown(&paper.body(&article.path, "gzip")?)?;
    let kept = paper.views_of(article)?;
    if plain != kept || packed != kept {
        bail!("{} has {kept} views; its page shows {plain}, and {packed} when it is compressed", article.path);
    }
    Ok(kept)
}

fn shown(page: &str) -> Result<u64> {
    let (_, rest) = page.split_once("data-views>").context("an article's page shows its views")?;
    let number: String = rest.chars().take_while(|letter| *letter != '<').filter(char::is_ascii_digit).collect();
    number.parse().context("an article's page shows its views as a number")
}
