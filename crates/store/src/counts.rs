//! Readership as it is kept: batches as they were answered, and the sums they are folded into.

use model::{ArticleId, Time};

use crate::db::Row;
use crate::session::{Session, StoreError};
use crate::vals;

/// Everything that was answered together: one row, appended and synced before anybody is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The node that counted, drawn at random at each start.
    pub node: i64,
    /// The batch's number on that node, from 1.
    pub number: i64,
    /// Minutes since 1970 began.
    pub minute: i64,
    /// Packed article → views.
    pub views: Vec<u8>,
    /// Packed (article, rule) → refused readings.
    pub refusals: Vec<u8>,
    /// Packed reports of depth; none where there are none.
    pub depths: Option<Vec<u8>>,
}

/// A key that signs tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Named in the token.
    pub id: i64,
    /// Thirty-two bytes.
    pub secret: Vec<u8>,
    /// When it was made.
    pub made_at: Time,
}

/// The salt of a day, under which visitors are hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaltRow {
    /// Days since 1970 began, in UTC.
    pub day: i64,
    /// Thirty-two bytes.
    pub secret: Vec<u8>,
}

/// Sums to be added when batches are folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountSums {
    /// (minute, article, views).
    pub views: Vec<(i64, ArticleId, u64)>,
    /// (hour, article, what was read in depth).
    pub depths: Vec<(i64, ArticleId, Depth)>,
    /// (day, article, rule, readings).
    pub refused: Vec<(i64, ArticleId, String, u64)>,
}

/// What was reported of reading in depth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Depth {
    /// Seconds in all.
    pub seconds: u64,
    /// How many readers reported them.
    pub reports: u64,
}

/// What was read in an hour: (hour, article, views, seconds in depth).
pub type HourRow = (i64, ArticleId, u64, u64);

/// What was read in a minute: (minute, article, views).
pub type MinuteRow = (i64, ArticleId, u64);

/// How many readings of an article each rule has refused.
pub type Refusals = Vec<(String, u64)>;

/// For how long minutes are kept, in minutes: as long as they weigh in what is popular now.
const MINUTES_KEPT: i64 = 3 * 24 * 60;

/// A sum of turns that did not grow for so many days is forgotten.
const TURNS_KEPT: i64 = 365;
/// The most articles that are looked at to which readers of one went on.
const MOST_TURNS: i64 = 30;

const BATCH: &str = "node, number, minute, views, refusals, depths";

fn day_of(now: Time) -> i64 {
    now.millis().div_euclid(Time::DAY)
}

fn read_batch(row: &Row) -> Result<Batch, StoreError> {
    Ok(Batch {
        node: row.int(0)?,
        number: row.int(1)?,
        minute: row.int(2)?,
        views: row.bytes(3)?.to_vec(),
        refusals: row.bytes(4)?.to_vec(),
        depths: row.maybe_bytes(5)?.map(<[u8]>::to_vec),
    })
}

impl Session<'_> {
    /// Appends a batch.
    pub fn append_batch(&mut self, batch: &Batch) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO count_batch (node, number, minute, views, refusals, depths) VALUES ($1, $2, $3, $4, $5, $6)",
            vals![batch.node, batch.number, batch.minute, batch.views.clone(), batch.refusals.clone(), batch.depths.clone()],
        )?;
        Ok(())
    }

    /// The batches that are not folded yet.
    pub fn batches(&mut self) -> Result<Vec<Batch>, StoreError> {
        let sql = format!("SELECT {BATCH} FROM count_batch WHERE folded = 0 ORDER BY minute, node, number");
        self.query(&sql, &[])?.iter().map(read_batch).collect()
    }

    /// The batches of a node after the one of this number, folded or not.
    pub fn batches_after(&mut self, node: i64, number: i64) -> Result<Vec<Batch>, StoreError> {
        let sql = format!("SELECT {BATCH} FROM count_batch WHERE node = $1 AND number > $2 ORDER BY number");
        self.query(&sql, vals![node, number])?.iter().map(read_batch).collect()
    }

    /// The nodes of which there are batches, each with the number of its newest.
    pub fn counting_nodes(&mut self) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut nodes: Vec<(i64, i64)> = Vec::new();
        // Each step is one look at the index, however many batches there are.
        while let Some(row) = {
            let after = nodes.last().map_or(i64::MIN, |(node, _)| *node);
            self.query_one("SELECT node, number FROM count_batch WHERE node > $1 ORDER BY node, number LIMIT 1", vals![after])?
        } {
            let node = row.int(0)?;
            let newest = self.query_one("SELECT max(number) FROM count_batch WHERE node = $1", vals![node])?;
            nodes.push((node, newest.map_or(row.int(1), |newest| newest.int(0))?));
        }
        Ok(nodes)
    }

    /// Adds sums and notes that the batches which they were made of are folded, in this one transaction.
    pub fn fold(&mut self, batches: &[(i64, i64)], sums: &CountSums) -> Result<(), StoreError> {
        for (minute, article, views) in &sums.views {
            let views = *views as i64;
            self.execute(
                "INSERT INTO count_total (article, views) VALUES ($1, $2)
                 ON CONFLICT (article) DO UPDATE SET views = count_total.views + excluded.views",
                vals![*article, views],
            )?;
            self.execute(
                "INSERT INTO count_hour (hour, article, views) VALUES ($1, $2, $3)
                 ON CONFLICT (hour, article) DO UPDATE SET views = count_hour.views + excluded.views",
                vals![minute.div_euclid(60), *article, views],
            )?;
            self.execute(
                "INSERT INTO count_minute (minute, article, views) VALUES ($1, $2, $3)
                 ON CONFLICT (minute, article) DO UPDATE SET views = count_minute.views + excluded.views",
                vals![*minute, *article, views],
            )?;
        }
        for (hour, article, Depth { seconds, reports }) in &sums.depths {
            self.execute(
                "INSERT INTO count_total (article, views, depth, depth_reports) VALUES ($1, 0, $2, $3) ON CONFLICT (article) DO UPDATE SET
                 depth = count_total.depth + excluded.depth, depth_reports = count_total.depth_reports + excluded.depth_reports",
                vals![*article, *seconds as i64, *reports as i64],
            )?;
            self.execute(
                "INSERT INTO count_hour (hour, article, views, depth) VALUES ($1, $2, 0, $3)
                 ON CONFLICT (hour, article) DO UPDATE SET depth = count_hour.depth + excluded.depth",
                vals![*hour, *article, *seconds as i64],
            )?;
        }
        for (day, article, rule, readings) in &sums.refused {
            self.execute(
                "INSERT INTO count_refused (article, rule, day, readings) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (article, rule, day) DO UPDATE SET readings = count_refused.readings + excluded.readings",
                vals![*article, rule, *day, *readings as i64],
            )?;
        }
        for (node, number) in batches {
            self.execute("UPDATE count_batch SET folded = 1 WHERE node = $1 AND number = $2", vals![*node, *number])?;
        }
        Ok(())
    }

    /// Forgets the folded batches of the minutes before this one, which every node has read.
    pub fn forget_folded(&mut self, minute: i64) -> Result<(), StoreError> {
        self.execute("DELETE FROM count_batch WHERE folded = 1 AND minute < $1", vals![minute])?;
        Ok(())
    }

    /// Adds to how many readers of an article went on to another: (article, next, readers).
    pub fn add_turns(&mut self, turns: &[(ArticleId, ArticleId, u64)], now: Time) -> Result<(), StoreError> {
        for (article, next, readers) in turns {
            self.execute(
                "INSERT INTO count_turn (article, next, readers, day) VALUES ($1, $2, $3, $4) ON CONFLICT (article, next) DO UPDATE SET
                 readers = count_turn.readers + excluded.readers, day = excluded.day",
                vals![*article, *next, *readers as i64, day_of(now)],
            )?;
        }
        Ok(())
    }

    /// To which articles most readers of one went on, and how many to each.
    pub fn turns_from(&mut self, article: ArticleId) -> Result<Vec<(ArticleId, u64)>, StoreError> {
        let sql = "SELECT next, readers FROM count_turn WHERE article = $1 ORDER BY readers DESC, next LIMIT $2";
        let rows = self.query(sql, vals![article, MOST_TURNS])?;
        rows.iter().map(|row| Ok((ArticleId::from_i64(row.int(0)?), row.int(1)?.unsigned_abs()))).collect()
    }

    /// Forgets the minutes that no longer weigh, salts of days before `today - 1`, and turns that nobody makes any more.
    pub fn forget_old_counts(&mut self, now: Time) -> Result<(), StoreError> {
        self.execute("DELETE FROM count_minute WHERE minute < $1", vals![now.minute() - MINUTES_KEPT])?;
        self.execute("DELETE FROM count_salt WHERE day < $1", vals![day_of(now) - 1])?;
        self.execute("DELETE FROM count_turn WHERE day < $1", vals![day_of(now) - TURNS_KEPT])?;
        Ok(())
    }

    /// Hands over the folded totals of all articles.
    pub fn totals(&mut self, mut take: impl FnMut(ArticleId, u64)) -> Result<(), StoreError> {
        self.each("SELECT article, views FROM count_total", &[], |row| {
            take(ArticleId::from_i64(row.int(0)?), row.int(1)?.unsigned_abs());
            Ok(())
        })
    }

    /// Hands over what was read in the hours from `from` on, as far as it is folded.
    pub fn hours_from(&mut self, from: i64, mut take: impl FnMut(HourRow)) -> Result<(), StoreError> {
        self.each("SELECT hour, article, views, depth FROM count_hour WHERE hour >= $1", vals![from], |row| {
            take((row.int(0)?, ArticleId::from_i64(row.int(1)?), row.int(2)?.unsigned_abs(), row.int(3)?.unsigned_abs()));
            Ok(())
        })
    }

    /// Hands over the folded views of the minutes from `from` on.
    pub fn minutes_from(&mut self, from: i64, mut take: impl FnMut(MinuteRow)) -> Result<(), StoreError> {
        self.each("SELECT minute, article, views FROM count_minute WHERE minute >= $1", vals![from], |row| {
            take((row.int(0)?, ArticleId::from_i64(row.int(1)?), row.int(2)?.unsigned_abs()));
            Ok(())
        })
    }

    /// Folded refusals of an article, by rule; of all articles where none is named.
    pub fn refusals(&mut self, article: Option<ArticleId>) -> Result<Refusals, StoreError> {
        let rows = match article {
            Some(article) => self.query(
                "SELECT rule, CAST(sum(readings) AS BIGINT) FROM count_refused WHERE article = $1 GROUP BY rule ORDER BY rule",
                vals![article],
            )?,
            None => self.query("SELECT rule, CAST(sum(readings) AS BIGINT) FROM count_refused GROUP BY rule ORDER BY rule", &[])?,
        };
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?.unsigned_abs()))).collect()
    }

    /// An article's folded total: views, and what was read in depth.
    pub fn total(&mut self, article: ArticleId) -> Result<(u64, Depth), StoreError> {
        let row = self.query_one("SELECT views, depth, depth_reports FROM count_total WHERE article = $1", vals![article])?;
        row.map_or(Ok(Default::default()), |row| {
            Ok((row.int(0)?.unsigned_abs(), Depth { seconds: row.int(1)?.unsigned_abs(), reports: row.int(2)?.unsigned_abs() }))
        })
    }

    /// The keys that sign tokens, oldest first.
    pub fn keys(&mut self) -> Result<Vec<KeyRow>, StoreError> {
        let rows = self.query("SELECT id, secret, made_at FROM count_key ORDER BY made_at, id", &[])?;
        rows.iter().map(|row| Ok(KeyRow { id: row.int(0)?, secret: row.bytes(1)?.to_vec(), made_at: Time::from_millis(row.int(2)?) })).collect()
    }

    /// Adds a key.
    pub fn add_key(&mut self, key: &KeyRow) -> Result<(), StoreError> {
        self.execute("INSERT INTO count_key (id, secret, made_at) VALUES ($1, $2, $3)", vals![key.id, key.secret.clone(), key.made_at])?;
        Ok(())
    }

    /// Destroys a key.
    pub fn drop_key(&mut self, id: i64) -> Result<(), StoreError> {
        self.execute("DELETE FROM count_key WHERE id = $1", vals![id])?;
        Ok(())
    }

    /// The salts that are kept.
    pub fn salts(&mut self) -> Result<Vec<SaltRow>, StoreError> {
        let rows = self.query("SELECT day, secret FROM count_salt ORDER BY day", &[])?;
        rows.iter().map(|row| Ok(SaltRow { day: row.int(0)?, secret: row.bytes(1)?.to_vec() })).collect()
    }

    /// Keeps a day's salt unless there is one: all nodes then use the one that stands.
    pub fn add_salt(&mut self, salt: &SaltRow) -> Result<(), StoreError> {
        self.execute("INSERT INTO count_salt (day, secret) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING", vals![salt.day, salt.secret.clone()])?;
        Ok(())
    }
}
