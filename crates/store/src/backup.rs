//! A copy of everything kept, while the site goes on. The copy is always a pair of SQLite files,
//! so that a backup of either database can be restored into either.

use std::path::Path;

use crate::db::{Connection, Val};
use crate::migrate;
use crate::session::{Database, PAGE, Part, Session, Store, StoreError, places};

/// What is left out of a copy: it lets nobody in who is signed in or whom a link invites, and nobody has an article open in it.
const OF_THE_MOMENT: [&str; 3] = ["desk_session", "invitation", "presence"];

/// The tables of each part, those first that others refer to.
fn tables(part: Part) -> &'static [&'static str] {
    match part {
        Part::Newsroom => &[
            "setting",
            "section",
            "topic",
            "person",
            "person_name",
            "picture",
            "article",
            "article_body",
            "slug",
            "article_topic",
            "article_picture",
            "credit",
            "article_word",
            "account",
            "revision",
            "correction",
            "comment",
            "must_read",
            "outbox",
            "due",
            "import_item",
            "article_author",
            "aside",
            "remark",
            "receipt",
            "front",
            "related_choice",
            "audit",
        ],
        Part::Counts => &["count_key", "count_salt", "count_batch", "count_total", "count_hour", "count_minute", "count_refused", "count_turn"],
    }
}

impl Store {
    /// Writes the data as of now into SQLite files in a folder, which must not have them yet.
    /// Readers and writers go on meanwhile.
    pub fn copy_into(&self, folder: &Path) -> Result<(), StoreError> {
        match self.database() {
            Database::Folder(from) => {
                for part in Part::BOTH {
                    let connection = rusqlite::Connection::open(from.join(part.file()))?;
                    let to = folder.join(part.file());
                    if part == Part::Newsroom {
                        // So a site that is older than this size has it once it was restored.
                        connection.pragma_update(None, "page_size", PAGE)?;
                    }
                    connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
                }
                let copy = rusqlite::Connection::open(folder.join(Part::Newsroom.file()))?;
                for table in OF_THE_MOMENT {
                    if copy.table_exists(None, table)? {
                        copy.execute(&format!("DELETE FROM {table}"), [])?;
                    }
                }
                Ok(())
            }
            Database::Postgres(_) => {
                // As old as this one, which may be copied because it is about to be brought up to date.
                let [newsroom, counts] = [migrate::version(self, Part::Newsroom)?, migrate::version(self, Part::Counts)?];
                let version = |part| if part == Part::Newsroom { newsroom } else { counts };
                Store::create_of(&Database::Folder(folder.to_owned()), version)?.fill_from(self)
            }
        }
    }

    /// Takes over all rows of another store into this one, which must be empty and of the same version.
    pub fn fill_from(&self, from: &Store) -> Result<(), StoreError> {
        for part in Part::BOTH {
            let copy = |source: &mut Session<'_>| self.write_part(part, |target| copy_rows(part, source, target));
            match part {
                Part::Newsroom => from.read(copy)?,
                Part::Counts => from.read_counts(copy)?,
            }
        }
        Ok(())
    }
}

fn copy_rows(part: Part, source: &mut Session<'_>, target: &mut Session<'_>) -> Result<(), StoreError> {
    for table in tables(part) {
        let columns = columns(source, table)?;
        if columns.is_empty() {
            // Stores of an older version may have no such table yet, in either place.
            if self::columns(target, table)?.is_empty() {
                continue;
            }
            return Err(StoreError::Damaged(format!("there is no table {table}")));
        }
        if target.query_one(&format!("SELECT 1 FROM {table} LIMIT 1"), &[])?.is_some() {
            return Err(StoreError::Exists(format!("the place to restore to ({table} has rows)")));
        }
        let names = columns.join(", ");
        // An article may name the one it was made from, which may come later; the names are set at the end.
        let insert = format!("INSERT INTO {table} ({names}) VALUES ({})", places(1, columns.len()));
        let made_from = (*table == "article").then(|| columns.iter().position(|column| column == "made_from")).flatten();
        let mut later = Vec::new();
        source.each(&format!("SELECT {names} FROM {table}"), &[], |row| {
            let mut vals = row.into_vals();
            if let Some(place) = made_from
                && vals[place] != Val::Null
            {
                later.push((vals[0].clone(), std::mem::replace(&mut vals[place], Val::Null)));
            }
            target.execute(&insert, &vals).map(drop)
        })?;
        for (id, from) in later {
            target.execute("UPDATE article SET made_from = $2 WHERE id = $1", &[id, from])?;
        }
    }
    Ok(())
}

fn columns(session: &mut Session<'_>, table: &str) -> Result<Vec<String>, StoreError> {
    let rows = match session.raw() {
        Connection::Sqlite(_) => session.query("SELECT name FROM pragma_table_info($1) ORDER BY cid", &[table.into()])?,
        Connection::Postgres(_) => session.query(
            "SELECT column_name::text FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name = $1::text ORDER BY ordinal_position",
            &[table.into()],
        )?,
    };
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_is_copied_or_left_out_knowingly() {
        let place = testkit::TestDatabase::new(testkit::Kind::Sqlite);
        let store = Store::create(&Database::Folder(place.folder().to_owned())).unwrap();
        for part in Part::BOTH {
            let all =
                |session: &mut Session<'_>| session.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", &[]);
            let rows = if part == Part::Newsroom { store.read(all) } else { store.read_counts(all) }.unwrap();
            let found: BTreeSet<_> = rows.iter().map(|row| row.text(0).unwrap()).collect();
            let left_out = OF_THE_MOMENT.into_iter().filter(|_| part == Part::Newsroom).chain(["schema_version"]);
            assert_eq!(found, tables(part).iter().copied().chain(left_out).collect());
        }
    }

    #[test]
    fn a_copy_of_an_older_file_has_larger_pages() {
        let [new, older, copy] = [(); 3].map(|()| testkit::TestDatabase::new(testkit::Kind::Sqlite));
        let at = |place: &testkit::TestDatabase| Database::Folder(place.folder().to_owned());
        Store::create(&at(&new)).unwrap();
        for part in Part::BOTH {
            let file = rusqlite::Connection::open(new.folder().join(part.file())).unwrap();
            file.pragma_update(None, "page_size", 4096).unwrap();
            file.execute("VACUUM INTO ?1", [older.folder().join(part.file()).to_string_lossy()]).unwrap();
        }
        Store::open(&at(&older)).unwrap().copy_into(copy.folder()).unwrap();
        let size = |folder: &Path, part: Part| -> u32 {
            let file = rusqlite::Connection::open(folder.join(part.file())).unwrap();
            file.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap()
        };
        assert_eq!((size(older.folder(), Part::Newsroom), size(copy.folder(), Part::Newsroom)), (4096, PAGE));
        assert_eq!(size(copy.folder(), Part::Counts), 4096);
    }
}
