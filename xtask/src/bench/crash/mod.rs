//! What a crash costs: nothing that was acknowledged, and nothing that was not sent is counted.

mod desk;
mod disk;
mod events;
mod kill;
mod load;
mod power;
mod trace;

pub use desk::run as desk;
pub use kill::run as kill;
pub use power::run as power;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::bench::site::{Site, addresses, get};
use crate::bench::{beside, pages};
use crate::masthead::{self, Server};
use crate::{commands, scratch::Scratch};

const ARTICLES: usize = 50;

/// How often to crash, and what.
struct Asked {
    times: usize,
    program: PathBuf,
}

impl Asked {
    /// `[TIMES] [--program FILE]`; without a file the release program is built.
    fn read(words: &[&str], usual: usize) -> Result<Self> {
        let (mut times, mut program) = (usual, None);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--program" => program = Some(Path::new(words.next().context("--program names a file")?)),
                count => times = count.parse().with_context(|| format!("{count} is not a number of times"))?,
            }
        }
        ensure!(times > 0, "crash at least once");
        let program = match program {
            Some(file) => file.canonicalize().with_context(|| format!("{} is not there", file.display()))?,
            None => masthead::build()?,
        };
        Ok(Self { times, program })
    }
}

/// A site, and all that a reader needs to be counted on it.
struct Paper {
    site: Site,
    articles: Vec<String>,
    /// The token of each article's page. Tokens are good for two days, and the keys that sign them lie in the store, so
    /// that those of the first life serve in all that follow.
    tokens: Vec<String>,
}

impl Paper {
    fn new(program: PathBuf, scratch: &Scratch) -> Result<Self> {
        // A trace names files by their real paths.
        let site = Site::new(program, &scratch.path().canonicalize()?)?;
        let articles = site.import(&pages::write(&site.pages, ARTICLES)?)?.articles;
        let first = site.serve()?;
        let tokens = addresses(&first, &articles)?.iter().map(|page| beside::token(page)).collect::<Result<_>>()?;
        Ok(Self { site, articles, tokens })
    }

    /// Each article's views, as the running server tells them.
    fn views(&self, server: &Server) -> Result<Vec<u64>> {
        let views = |id: &String| get(server, &format!("/api/v1/articles/{id}"))?["views"].as_u64().context("an article has a number of views");
        self.articles.iter().map(views).collect()
    }

    /// Each article's views, as they lie on disk: sums and what is not folded yet.
    fn counts(&self) -> Result<Vec<u64>> {
        let counts = |id: &String| {
            let text = commands::output(&mut self.site.masthead(&["counts", id, "--json"]))?;
            serde_json::from_str::<Value>(&text)?["views"].as_u64().context("counts have a number of views")
        };
        self.articles.iter().map(counts).collect()
    }
}

/// What must hold after a crash. Says what does not.
fn bounds(acknowledged: u64, total: u64, sent: u64) -> Option<String> {
    let holds = acknowledged <= total && total <= sent;
    (!holds).then(|| format!("{acknowledged} views were acknowledged, {total} are counted, {sent} were sent"))
}

/// Copies a folder and what is in it, but for the `-shm` files, which no crash leaves anything in that is needed.
fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&source, &target)?;
        } else if !disk::forgettable(&source) {
            std::fs::copy(source, target)?;
        }
    }
    Ok(())
}

/// Keeps the files of a violation, and says where.
fn keep(folder: &Path, name: &str) -> Result<()> {
    let kept = commands::target().join("crash").join(format!("{name}-{}", std::process::id()));
    copy(folder, &kept)?;
    println!("kept in        {}", kept.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::bounds;

    #[test]
    fn a_view_that_was_acknowledged_must_be_counted_and_one_that_was_not_sent_must_not() {
        assert_eq!(bounds(3, 3, 3), None);
        assert_eq!(bounds(3, 4, 5), None);
        assert!(bounds(3, 2, 5).is_some());
        assert!(bounds(3, 6, 5).is_some());
    }
}
