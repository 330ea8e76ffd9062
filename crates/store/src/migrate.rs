//! Steps from one version of the tables to the next.

use model::{Body, weight_of_each};

use crate::db::found_by_number;
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
    migration!("newsroom", 8, "newsroom_0008", rows_by_number),
    migration!("counts", 1, "counts_0001"),
    migration!("counts", 2, "counts_0002"),
    migration!("counts", 3, "counts_0003"),
    migration!("counts", 4, "counts_0004"),
    migration!("counts", 5, "counts_0005", rows_by_number),
];

/// The version of the newsroom's tables that this program uses.
pub const NEWEST: i64 = 8;

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

/// Makes those tables of an SQLite file anew that are older than [`found_by_number`].
fn rows_by_number(session: &mut Session<'_>) -> Result<(), StoreError> {
    if !session.is_sqlite() {
        return Ok(());
    }
    // So that what refers to a table refers to the one that takes its place.
    session.batch("PRAGMA legacy_alter_table = ON")?;
    for row in session.query("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name", &[])? {
        let (table, of_before) = (row.text(0)?, row.text(1)?);
        let anew = found_by_number(of_before);
        if anew == of_before {
            continue;
        }
        let indexes =
            session.query("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL", vals![table])?;
        session.batch(&format!("ALTER TABLE {table} RENAME TO of_before"))?;
        for index in &indexes {
            session.batch(&format!("DROP INDEX {}", index.text(0)?))?;
        }
        // The number is the first column of each.
        session.batch(&format!("{anew}; INSERT INTO {table} SELECT * FROM of_before ORDER BY 1; DROP TABLE of_before"))?;
        for index in &indexes {
            session.batch(index.text(1)?)?;
        }
    }
    session.batch("PRAGMA legacy_alter_table = OFF")
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
            store.step(part, |session| {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use testkit::{Kind, TestDatabase};

    use super::*;
    use crate::Database;

    /// The tables and indexes of a file, as they were made.
    fn made(file: &Path) -> Vec<(String, Option<String>)> {
        let connection = rusqlite::Connection::open(file).unwrap();
        let mut select = connection.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").unwrap();
        select.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_file_of_before_becomes_as_if_it_were_made_today() {
        let place = TestDatabase::new(Kind::Sqlite);
        for (part, last) in [(Part::Newsroom, 7), (Part::Counts, 4)] {
            let connection = rusqlite::Connection::open(place.folder().join(part.file())).unwrap();
            connection.execute_batch("CREATE TABLE schema_version (part TEXT PRIMARY KEY, version BIGINT NOT NULL)").unwrap();
            for step in ALL.iter().filter(|step| step.part == part.name() && step.version <= last) {
                connection.execute_batch(step.sql).unwrap();
                connection.execute_batch(step.sample).unwrap();
            }
            connection.execute("INSERT INTO schema_version VALUES (?1, ?2)", (part.name(), last)).unwrap();
        }
        let rows = |table: &str, key: &str| {
            let file = if table.starts_with("count_") { Part::Counts } else { Part::Newsroom };
            let connection = rusqlite::Connection::open(place.folder().join(file.file())).unwrap();
            let mut select = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {key}")).unwrap();
            let columns = select.column_count();
            let read = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect::<Result<Vec<_>, _>>();
            select.query_map((), read).unwrap().collect::<Result<Vec<_>, _>>().unwrap()
        };
        let all = || [rows("article", "id"), rows("article_body", "article"), rows("person", "id"), rows("count_total", "article")];
        let before = all();
        assert!(before.iter().all(|rows| !rows.is_empty()));

        let store = Store::unchecked(&Database::Folder(place.folder().to_owned())).unwrap();
        store.migrate().unwrap();
        assert_eq!(all(), before);
        let fresh = TestDatabase::new(Kind::Sqlite);
        drop(fresh.create());
        for part in Part::BOTH {
            assert_eq!(made(&place.folder().join(part.file())), made(&fresh.folder().join(part.file())), "{part:?}");
        }
        let strays = store.read(|session| session.query("PRAGMA foreign_key_check", &[])).unwrap();
        assert!(strays.is_empty(), "{strays:?}");
        let stray = "INSERT INTO article_body (article, body) VALUES (99, '[]')";
        assert!(store.write(|session| session.execute(stray, &[])).is_err(), "references are minded again");
    }
}
