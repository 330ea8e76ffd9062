//! Steps from one version of the tables to the next.

use model::{Body, weight_of_each};

use crate::db::found_by_key;
use crate::sealed::seal_text;
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
    migration!("newsroom", 8, "newsroom_0008"),
    migration!("newsroom", 9, "newsroom_0009", sealed_bodies),
    migration!("counts", 1, "counts_0001"),
    migration!("counts", 2, "counts_0002"),
    migration!("counts", 3, "counts_0003"),
    migration!("counts", 4, "counts_0004"),
    migration!("counts", 5, "counts_0005"),
    migration!("counts", 6, "counts_0006", rows_by_key),
];

/// The version of the newsroom's tables that this program uses.
pub const NEWEST: i64 = 9;

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
    each_body(session, "article_body", |session, article, body| {
        let opening = serde_json::from_str::<Body>(body).map_err(|error| StoreError::Damaged(format!("the body of {article}: {error}")))?.opening();
        session.execute("UPDATE article SET opening = $2 WHERE id = $1", vals![article, opening])
    })
}

/// Compresses bodies.
fn sealed_bodies(session: &mut Session<'_>) -> Result<(), StoreError> {
    each_body(session, "article_body_of_before", |session, article, body| {
        session.execute("INSERT INTO article_body (article, body) VALUES ($1, $2)", vals![article, seal_text(body)?])
    })?;
    session.batch("DROP TABLE article_body_of_before")?;
    rows_by_key(session)
}

/// Hands over each body as it was before version 9, by article, however many there are.
fn each_body(
    session: &mut Session<'_>,
    table: &str,
    mut take: impl FnMut(&mut Session<'_>, i64, &str) -> Result<u64, StoreError>,
) -> Result<(), StoreError> {
    const AT_ONCE: i64 = 50;
    let mut after = i64::MIN;
    loop {
        let select = format!("SELECT article, body FROM {table} WHERE article > $1 ORDER BY article LIMIT $2");
        let rows = session.query(&select, vals![after, AT_ONCE])?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.int(0)?;
        for row in &rows {
            take(session, row.int(0)?, row.text(1)?)?;
        }
    }
}

/// Makes those tables of an SQLite file anew that are older than [`found_by_key`].
fn rows_by_key(session: &mut Session<'_>) -> Result<(), StoreError> {
    if !session.is_sqlite() {
        return Ok(());
    }
    // So that what refers to a table refers to the one that takes its place.
    session.batch("PRAGMA legacy_alter_table = ON")?;
    for row in session.query("SELECT name, sql || ';' FROM sqlite_master WHERE type = 'table' ORDER BY name", &[])? {
        let (table, made) = (row.text(0)?, row.text(1)?);
        if found_by_key(made) == made {
            continue;
        }
        let indexes =
            session.query("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL", vals![table])?;
        session.batch(&format!("ALTER TABLE {table} RENAME TO of_before"))?;
        for index in &indexes {
            session.batch(&format!("DROP INDEX {}", index.text(0)?))?;
        }
        // The same statement makes it as tables are made today. The key is the first columns of each, two at the most.
        session.batch(&format!("{made} INSERT INTO {table} SELECT * FROM of_before ORDER BY 1, 2; DROP TABLE of_before"))?;
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

    use rusqlite::types::Value;
    use testkit::{Kind, TestDatabase};

    use super::*;
    use crate::Database;

    /// Files as the program made them of which this version of each part was the newest: from version 8 on, ids were found
    /// without an index.
    fn files_of_before(place: &TestDatabase, newsroom: i64, counts: i64) -> Store {
        let id = if newsroom < 8 { " id BIGINT PRIMARY KEY" } else { " id INTEGER PRIMARY KEY" };
        for (part, last) in [(Part::Newsroom, newsroom), (Part::Counts, counts)] {
            let connection = rusqlite::Connection::open(place.folder().join(part.file())).unwrap();
            connection.execute_batch("CREATE TABLE schema_version (part TEXT PRIMARY KEY, version BIGINT NOT NULL)").unwrap();
            for step in ALL.iter().filter(|step| step.part == part.name() && step.version <= last) {
                connection.execute_batch(&step.sql.replace(" id BIGINT PRIMARY KEY", id)).unwrap();
                connection.execute_batch(step.sample).unwrap();
            }
            connection.execute("INSERT INTO schema_version VALUES (?1, ?2)", (part.name(), last)).unwrap();
        }
        Store::unchecked(&Database::Folder(place.folder().to_owned())).unwrap()
    }

    fn select(file: &Path, sql: &str) -> Vec<Vec<Value>> {
        let connection = rusqlite::Connection::open(file).unwrap();
        let mut select = connection.prepare(sql).unwrap();
        let columns = select.column_count();
        let read = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect::<Result<Vec<_>, _>>();
        select.query_map((), read).unwrap().collect::<Result<Vec<_>, _>>().unwrap()
    }

    /// The tables and indexes of a file, as they were made.
    fn made(place: &TestDatabase, part: Part) -> Vec<Vec<Value>> {
        select(&place.folder().join(part.file()), "SELECT name, sql FROM sqlite_master ORDER BY name")
    }

    /// Every row of both files, but for their versions; what is compressed as if it were not.
    fn rows(place: &TestDatabase) -> Vec<Vec<Vec<Value>>> {
        let of = |part: Part| {
            let file = place.folder().join(part.file());
            let tables = select(&file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_version' ORDER BY name");
            let name = |row: &Vec<Value>| if let Value::Text(name) = &row[0] { name.clone() } else { unreachable!() };
            let opened = |value: &mut Value| {
                if let Value::Blob(bytes) = value
                    && let Ok(text) = zstd::decode_all(&bytes[..])
                {
                    *value = Value::Text(String::from_utf8(text).unwrap());
                }
            };
            let in_order = |mut rows: Vec<Vec<Value>>| {
                rows.iter_mut().flatten().for_each(opened);
                rows.sort_by_cached_key(|row| format!("{row:?}"));
                rows
            };
            tables.iter().map(|table| in_order(select(&file, &format!("SELECT * FROM {}", name(table))))).collect::<Vec<_>>()
        };
        Part::BOTH.into_iter().flat_map(of).collect()
    }

    #[test]
    fn files_of_before_become_as_if_they_were_made_today_and_keep_every_row() {
        let fresh = TestDatabase::new(Kind::Sqlite);
        drop(fresh.create());
        let made_of = |table: &str| made(&fresh, Part::Newsroom).into_iter().find(|row| row[0] == Value::Text(table.to_owned())).unwrap();
        for (table, how) in [
            ("article", "id INTEGER PRIMARY KEY"),
            ("article_body", "article INTEGER PRIMARY KEY"),
            ("slug", "WITHOUT ROWID"),
            ("article_word", "WITHOUT ROWID"),
        ] {
            assert!(format!("{:?}", made_of(table)).contains(how), "{table} is found by its key");
        }
        for (newsroom, counts) in [(1, 1), (7, 4), (8, 5)] {
            let place = TestDatabase::new(Kind::Sqlite);
            let store = files_of_before(&place, newsroom, counts);
            if newsroom > 6 {
                // More bodies than are compressed at once.
                let many = "WITH RECURSIVE of (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM of WHERE n < 1120) INSERT INTO";
                let row = "(id, story, language, section, slug, status, headline, deck, updated_at, revision)";
                store.run_sql(&format!("{many} article {row} SELECT n, n, 'en', 'news', n, 'draft', 'It', '[]', 0, 1 FROM of")).unwrap();
                store.run_sql(&format!("{many} article_body (article, body) SELECT n, '[]' FROM of")).unwrap();
            }
            let before = rows(&place);
            assert!(before.iter().filter(|rows| !rows.is_empty()).count() > 15);
            store.migrate().unwrap();
            for part in Part::BOTH {
                assert_eq!(made(&place, part), made(&fresh, part), "{part:?} from {newsroom}");
                assert!(std::fs::metadata(place.folder().join(format!("{}-wal", part.file()))).map_or(0, |log| log.len()) < 100_000);
            }
            if newsroom > 6 {
                assert_eq!(rows(&place), before);
            }
            let stray = "INSERT INTO article_body (article, body) VALUES (99, '[]')";
            assert!(store.write(|session| session.execute(stray, &[])).is_err(), "references are minded again");
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let place = TestDatabase::new(Kind::Sqlite);
        let store = files_of_before(&place, 8, 5);
        store.run_sql("CREATE TABLE of_before (id BIGINT)").unwrap();
        let before = (made(&place, Part::Newsroom), rows(&place));
        store.migrate().unwrap_err();
        assert_eq!((made(&place, Part::Newsroom), rows(&place)), before);
        store.run_sql("DROP TABLE of_before; INSERT INTO person_name (name, person) VALUES ('Nobody', 11)").unwrap();
        let connection = rusqlite::Connection::open(place.folder().join("masthead.db")).unwrap();
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        connection.execute("UPDATE person_name SET person = 99 WHERE name = 'Nobody'", ()).unwrap();
        let told = store.migrate().unwrap_err().to_string();
        assert!(told.contains("person_name"), "{told}");
        connection.execute("DELETE FROM person_name WHERE name = 'Nobody'", ()).unwrap();
        store.migrate().unwrap();
    }
}
