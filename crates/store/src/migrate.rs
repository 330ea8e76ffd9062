//! Steps from one version of the tables to the next.

use model::{Body, weight_of_each};

use crate::session::{Part, Session, Store, StoreError};
use crate::vals;

/// One step, and rows as a site has them after it, for tests of the steps that follow.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `newsroom` or `counts`.
    pub part: &'static str,
    /// From 1, without gaps, per part.
    pub version: i64,
    /// The step.
    pub sql: &'static str,
    /// What is filled in after it that SQL cannot work out.
    pub fill: fn(&mut Session<'_>) -> Result<(), StoreError>,
    /// The rows.
    pub sample: &'static str,
}

macro_rules! migration {
    ($part:literal, $version:literal, $file:literal) => {
        migration!($part, $version, $file, |_| Ok(()))
    };
    ($part:literal, $version:literal, $file:literal, $fill:expr) => {
        Migration {
            fill: $fill,
            part: $part,
            version: $version,
            sql: include_str!(concat!("../migrations/", $file, ".sql")),
            sample: include_str!(concat!("../migrations/", $file, ".sample.sql")),
        }
    };
}

const ALL: &[Migration] = &[
    migration!("newsroom", 1, "newsroom_0001"),
    migration!("newsroom", 2, "newsroom_0002"),
    migration!("newsroom", 3, "newsroom_0003"),
    migration!("newsroom", 4, "newsroom_0004"),
    migration!("newsroom", 5, "newsroom_0005"),
    migration!("newsroom", 6, "newsroom_0006"),
    migration!("newsroom", 7, "newsroom_0007", openings_and_weights),
    migration!("counts", 1, "counts_0001"),
    migration!("counts", 2, "counts_0002"),
    migration!("counts", 3, "counts_0003"),
    migration!("counts", 4, "counts_0004"),
];

/// The version of the newsroom's tables that this program uses.
pub const NEWEST: i64 = 7;

/// Keeps how each body begins, and what each of its topics and people weighs in an article that has several: as they are
/// kept with articles that are written since.
fn openings_and_weights(session: &mut Session<'_>) -> Result<(), StoreError> {
    for table in ["article_topic", "credit"] {
        let several = format!("SELECT article, count(*) AS of FROM {table} GROUP BY article HAVING count(*) > 1");
        for row in session.query(&format!("SELECT DISTINCT of FROM ({several}) AS counted"), &[])? {
            let of = row.int(0)?;
            let update = format!("UPDATE {table} SET weight = $2 WHERE article IN (SELECT article FROM ({several}) AS counted WHERE of = $1)");
            session.execute(&update, vals![of, weight_of_each(of as usize)])?;
        }
    }
    openings(session)
}

fn openings(session: &mut Session<'_>) -> Result<(), StoreError> {
    const AT_ONCE: i64 = 500;
    let mut after = i64::MIN;
    loop {
        let rows = session.query("SELECT article, body FROM article_body WHERE article > $1 ORDER BY article LIMIT $2", vals![after, AT_ONCE])?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.int(0)?;
        for row in &rows {
            session.execute("UPDATE article SET opening = $2 WHERE id = $1", vals![row.int(0)?, row.json::<Body>(1)?.opening()])?;
        }
    }
}

/// Every step, in order per part.
pub fn migrations() -> &'static [Migration] {
    ALL
}

/// The version of a part that this program uses.
pub(crate) fn newest(part: Part) -> i64 {
    ALL.iter().filter(|step| step.part == part.name()).map(|step| step.version).max().unwrap_or(0)
}

/// The version a part is at; 0 where it has no tables.
pub(crate) fn version(store: &Store, part: Part) -> Result<i64, StoreError> {
    store.write_part(part, |session| {
        session.batch("CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version BIGINT NOT NULL)")?;
        let row = session.query_one("SELECT version FROM schema_version WHERE part = $1", vals![part.name()])?;
        row.map_or(Ok(0), |row| row.int(0))
    })
}

pub(crate) fn check(store: &Store) -> Result<(), StoreError> {
    for part in Part::BOTH {
        let (found, known) = (version(store, part)?, newest(part));
        if found == 0 && part == Part::Newsroom {
            return Err(StoreError::Missing(store.place()));
        }
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        if found < known {
            return Err(StoreError::Older { found, known });
        }
    }
    Ok(())
}

/// Runs the steps up to a version of each part, each in a transaction.
pub(crate) fn bring_to(store: &Store, last: impl Fn(Part) -> i64) -> Result<(), StoreError> {
    for part in Part::BOTH {
        let found = version(store, part)?;
        if found > newest(part) {
            return Err(StoreError::Newer { found, known: newest(part) });
        }
        for step in ALL.iter().filter(|step| step.part == part.name() && (found + 1..=last(part)).contains(&step.version)) {
            store.write_part(part, |session| {
                session.batch(step.sql)?;
                (step.fill)(session)?;
                session.execute(
                    "INSERT INTO schema_version (part, version) VALUES ($1, $2) ON CONFLICT (part) DO UPDATE SET version = excluded.version",
                    vals![part.name(), step.version],
                )?;
                Ok(())
            })?;
        }
    }
    Ok(())
}
