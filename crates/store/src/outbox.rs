//! What changed, in commit order, and what is to happen at its hour.

use model::{ArticleId, Language, StoryId, Time};
use serde::{Deserialize, Serialize};

use crate::session::{Session, StoreError, to_json};
use crate::vals;

/// Something that readers may see changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// An article became public, changed while it was, or ceased to be.
    Article {
        /// Which.
        article: ArticleId,
        /// Its story: the pages of its other articles link to it.
        story: StoryId,
        /// Its edition.
        language: Language,
    },
    /// A comment of this article became public or ceased to be.
    Comments {
        /// The article.
        article: ArticleId,
    },
    /// The editors' order of must-reads.
    MustReads {
        /// The edition.
        language: Language,
    },
    /// Publication, sections, topics or people: anything may look different.
    Everything,
}

/// A change with its number. Numbers grow in commit order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// From 1.
    pub number: i64,
    /// When.
    pub at: Time,
    /// What.
    pub change: Change,
}

/// What the due-queue does at its hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueTask {
    /// A scheduled article is to become public.
    Publish {
        /// Which.
        article: ArticleId,
    },
    /// A public article is to be taken back.
    Withdraw {
        /// Which.
        article: ArticleId,
    },
    /// An edition's banner is over.
    EndBanner {
        /// Of which edition.
        language: Language,
    },
}

impl Session<'_> {
    /// Tells everybody who follows the outbox. Belongs to the transaction that makes the change.
    pub fn tell(&mut self, now: Time, change: &Change) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO outbox (number, at, change) SELECT coalesce(max(number), 0) + 1, $1, $2 FROM outbox",
            vals![now, to_json(change)?],
        )?;
        Ok(())
    }

    /// Up to `limit` changes after a number.
    pub fn changes_after(&mut self, number: i64, limit: usize) -> Result<Vec<Numbered>, StoreError> {
        let rows = self.query("SELECT number, at, change FROM outbox WHERE number > $1 ORDER BY number LIMIT $2", vals![number, limit as i64])?;
        rows.iter().map(|row| Ok(Numbered { number: row.int(0)?, at: Time::from_millis(row.int(1)?), change: row.json(2)? })).collect()
    }

    /// The number of the newest change; 0 before the first.
    pub fn newest_change(&mut self) -> Result<i64, StoreError> {
        let row = self.query_one("SELECT coalesce(max(number), 0) FROM outbox", &[])?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// Puts a task into the due-queue.
    pub fn enqueue(&mut self, id: i64, at: Time, task: &DueTask) -> Result<(), StoreError> {
        self.execute("INSERT INTO due (id, at, task) VALUES ($1, $2, $3)", vals![id, at, to_json(task)?])?;
        Ok(())
    }

    /// Takes the tasks whose hour has come out of the queue, earliest first. They are done in the
    /// same transaction, so each is done once, whoever asks.
    pub fn take_due(&mut self, now: Time, limit: usize) -> Result<Vec<(Time, DueTask)>, StoreError> {
        let rows = self.query("SELECT id, at, task FROM due WHERE at <= $1 ORDER BY at, id LIMIT $2", vals![now, limit as i64])?;
        let mut tasks = Vec::with_capacity(rows.len());
        for row in rows {
            self.execute("DELETE FROM due WHERE id = $1", vals![row.int(0)?])?;
            tasks.push((Time::from_millis(row.int(1)?), row.json(2)?));
        }
        Ok(tasks)
    }

    /// The hour of a task that is in the queue.
    pub fn due_at(&mut self, task: &DueTask) -> Result<Option<Time>, StoreError> {
        let row = self.query_one("SELECT at FROM due WHERE task = $1 ORDER BY at LIMIT 1", vals![to_json(task)?])?;
        row.map(|row| Ok(Time::from_millis(row.int(0)?))).transpose()
    }

    /// What is to come, earliest first.
    pub fn coming(&mut self, limit: usize) -> Result<Vec<(Time, DueTask)>, StoreError> {
        let rows = self.query("SELECT at, task FROM due ORDER BY at, id LIMIT $1", vals![limit as i64])?;
        rows.iter().map(|row| Ok((Time::from_millis(row.int(0)?), row.json(1)?))).collect()
    }

    /// Whether a task's hour has come.
    pub fn anything_due(&mut self, now: Time) -> Result<bool, StoreError> {
        Ok(self.query_one("SELECT 1 FROM due WHERE at <= $1 LIMIT 1", vals![now])?.is_some())
    }

    /// Takes the tasks of an article out of the queue.
    pub fn forget_due(&mut self, task: &DueTask) -> Result<(), StoreError> {
        self.execute("DELETE FROM due WHERE task = $1", vals![to_json(task)?])?;
        Ok(())
    }
}
