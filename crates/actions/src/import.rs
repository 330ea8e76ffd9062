//! Import: files to articles, each in a transaction of its own, so that a run that is killed goes
//! on where it stopped, and the same file twice is once.

mod item;
mod pictures;

use std::path::{Path, PathBuf};

use model::{ArticleId, Language, When};
use serde::Serialize;

use crate::{ActionError, Newsroom};

/// What the operator says beforehand.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The language of all items, whatever they say.
    pub language: Option<Language>,
    /// The section of items that name none.
    pub section: Option<String>,
    /// The time of items that name none.
    pub date: Option<When>,
    /// Leave the items as drafts.
    pub as_drafts: bool,
    /// Report what would be done, and do nothing.
    pub dry_run: bool,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is a new article.
    Taken,
    /// It was here, and came again with other words.
    Changed,
    /// It is here already, or was edited here.
    Left,
    /// It could not be read.
    Refused,
}

/// The report on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The file.
    pub source: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The article that it is.
    pub article: Option<ArticleId>,
    /// Why, and what was guessed or left out of it.
    pub reason: String,
    /// Left because an editor changed the article since.
    #[serde(skip)]
    pub edited_here: bool,
}

/// The report on a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// One an item, in the order of the files.
    pub items: Vec<Item>,
    /// How many are new.
    pub taken: usize,
    /// How many came again changed.
    pub changed: usize,
    /// How many were left.
    pub left: usize,
    /// How many could not be read.
    pub refused: usize,
}

impl ImportReport {
    /// Whether an item was refused, or left because it was edited here: what the operator must look at.
    pub fn needs_a_look(&self) -> bool {
        self.refused > 0 || self.items.iter().any(|item| item.edited_here)
    }

    fn add(&mut self, item: Item) {
        match item.outcome {
            Outcome::Taken => self.taken += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Left => self.left += 1,
            Outcome::Refused => self.refused += 1,
        }
        self.items.push(item);
    }
}

/// Is told of each item as it is done.
pub type Progress<'a> = dyn FnMut(&Item) + 'a;

/// Imports files; those of a folder when a folder is named. An item that cannot be read is named
/// in the report and the others go on; only trouble with the site itself ends the run.
pub fn import(newsroom: &Newsroom, files: &[PathBuf], options: &ImportOptions, progress: &mut Progress<'_>) -> Result<ImportReport, ActionError> {
    let mut report = ImportReport::default();
    for file in files {
        let item = item::import_file(newsroom, file, options)?;
        progress(&item);
        report.add(item);
    }
    Ok(report)
}

/// The page files that these paths mean: files as they are, folders by the pages in them, sorted.
/// A path that is not there stays, and is refused when its turn comes.
pub fn page_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut within = Vec::new();
            walk(path, &mut within, 0);
            within.sort();
            files.extend(within);
        } else {
            files.push(path.clone());
        }
    }
    files
}

const DEEPEST_FOLDER: usize = 16;

fn walk(folder: &Path, files: &mut Vec<PathBuf>, depth: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    // Links are not followed: they lead out of the folder, or in circles.
    let own = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_symlink()));
    for path in own.map(|entry| entry.path()) {
        let page =
            path.extension().and_then(|end| end.to_str()).is_some_and(|end| ["html", "htm", "xhtml", "txt"].contains(&end.to_lowercase().as_str()));
        if path.is_dir() && depth < DEEPEST_FOLDER {
            walk(&path, files, depth + 1);
        } else if page {
            files.push(path);
        }
    }
}
