//! The store, its connections and its transactions.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::db::{Connection, Row, Val};
use crate::migrate;

/// Where a site's data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// SQLite files in the site's folder: `masthead.db`, and `counts.db` for readership.
    Folder(PathBuf),
    /// A PostgreSQL database by its connection string or `postgres://` address.
    Postgres(String),
}

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's own word.
    #[error("the database says: {0}")]
    Database(String),
    /// The disk has no room.
    #[error("there is no room left on the disk; make some, nothing else is needed")]
    Full,
    /// What was found does not make sense.
    #[error("the database holds something unexpected: {0}")]
    Damaged(String),
    /// There is no site there.
    #[error("there is no site in {0}; make one with `masthead new`, or name another with --site")]
    Missing(String),
    /// The readership's file is gone, though the newsroom's is there.
    #[error("{0} has no counts.db; put it back from a backup, or, to count from nothing, make an empty file of that name and run `masthead serve`")]
    CountsMissing(String),
    /// There is a site there already.
    #[error("{0} holds a site already; choose another place, or use that one")]
    Exists(String),
    /// It was written by an older version.
    #[error(
        "the site's data is of an older version ({found}, this program uses {known}); start `masthead serve` once: it writes a backup and brings it up to date"
    )]
    Older {
        /// The version found.
        found: i64,
        /// The version that this program uses.
        known: i64,
    },
    /// It was written by a newer version.
    #[error("the site's data is of a newer version ({found}, this program knows {known}); use the program that wrote it, or a newer one")]
    Newer {
        /// The version found.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A file could not be read or written.
    #[error("{0}")]
    File(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => StoreError::File(format!(
                "the site's data may not be opened or written by this user ({error}); run the command as the user that the folder belongs to"
            )),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                StoreError::Damaged(format!("{error}; stop what uses the site, and restore a backup into another folder"))
            }
            _ => StoreError::Database(error.to_string()),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        match error.as_db_error() {
            Some(told) if told.code() == &postgres::error::SqlState::DISK_FULL => StoreError::Full,
            Some(told) => StoreError::Database(told.to_string()),
            None => StoreError::Database(error.to_string()),
        }
    }
}

/// The two halves of the data, which with SQLite have a file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What the newsroom and its readers write.
    Newsroom,
    /// Who read what.
    Counts,
}

impl Part {
    pub(crate) const BOTH: [Part; 2] = [Part::Newsroom, Part::Counts];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Newsroom => "newsroom",
            Part::Counts => "counts",
        }
    }

    pub(crate) fn file(self) -> &'static str {
        match self {
            Part::Newsroom => "masthead.db",
            Part::Counts => "counts.db",
        }
    }
}

/// A site's data. Cheap to clone; all clones are one store.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    database: Database,
    newsroom: Pool,
    counts: Pool,
    /// The file to which SQLite writes first what is written of the newsroom.
    log: Option<PathBuf>,
}

/// The connections of one part: readers that come and go, and one writer.
#[derive(Debug)]
struct Pool {
    part: Part,
    idle: Mutex<Vec<Connection>>,
    writer: Mutex<Option<Connection>>,
    /// How many statements were run.
    queries: AtomicU64,
}

/// As many readers as are kept open while they have nothing to do.
const IDLE_READERS: usize = 8;
/// How long a writer waits for another process's transaction.
const BUSY: Duration = Duration::from_secs(30);

impl Store {
    /// Opens a site's data, which must be of this program's version.
    pub fn open(database: &Database) -> Result<Self, StoreError> {
        let store = Self::unchecked(database)?;
        migrate::check(&store)?;
        Ok(store)
    }

    /// Makes an empty store, where there must be none.
    pub fn create(database: &Database) -> Result<Self, StoreError> {
        Self::create_of(database, migrate::newest)
    }

    /// The same with the tables of older versions.
    pub(crate) fn create_of(database: &Database, version: impl Fn(Part) -> i64) -> Result<Self, StoreError> {
        if let Database::Folder(folder) = database {
            let cannot = |error: std::io::Error| {
                StoreError::File(format!("the folder {} cannot be written ({error}); choose another, or change its rights", folder.display()))
            };
            std::fs::create_dir_all(folder).map_err(cannot)?;
            for part in Part::BOTH {
                if folder.join(part.file()).exists() {
                    return Err(StoreError::Exists(folder.display().to_string()));
                }
            }
            let probe = folder.join(".masthead-write-test");
            std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)).map_err(cannot)?;
        }
        let store = Self::connect(database.clone());
        if migrate::version(&store, Part::Newsroom)? != 0 {
            return Err(StoreError::Exists(store.place()));
        }
        migrate::bring_to(&store, version)?;
        Ok(store)
    }

    /// Opens a site's data of whatever version, for [`Store::migrate`] alone.
    pub fn unchecked(database: &Database) -> Result<Self, StoreError> {
        if let Database::Folder(folder) = database
            && !folder.join(Part::Newsroom.file()).exists()
        {
            return Err(StoreError::Missing(folder.display().to_string()));
        }
        if let Database::Folder(folder) = database
            && !folder.join(Part::Counts.file()).exists()
        {
            return Err(StoreError::CountsMissing(folder.display().to_string()));
        }
        Ok(Self::connect(database.clone()))
    }

    /// Whether [`Store::migrate`] has something to do. A site of a newer version is an error.
    pub fn is_older(&self) -> Result<bool, StoreError> {
        match migrate::check(self) {
            Ok(()) => Ok(false),
            Err(StoreError::Older { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Brings the data to this program's version, a transaction a step.
    pub fn migrate(&self) -> Result<(), StoreError> {
        migrate::bring_to(self, migrate::newest)
    }

    fn connect(database: Database) -> Self {
        let pool = |part| Pool { part, idle: Mutex::default(), writer: Mutex::default(), queries: AtomicU64::new(0) };
        let log = match &database {
            Database::Folder(folder) => Some(folder.join(format!("{}-wal", Part::Newsroom.file()))),
            Database::Postgres(_) => None,
        };
        let inner = Inner { newsroom: pool(Part::Newsroom), counts: pool(Part::Counts), database, log };
        Self { inner: Arc::new(inner) }
    }

    /// Where the data is.
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// Where the data is, for people; without a password.
    pub fn place(&self) -> String {
        match &self.inner.database {
            Database::Folder(folder) => folder.display().to_string(),
            Database::Postgres(_) => "the PostgreSQL database".to_owned(),
        }
    }

    /// How many statements were run so far.
    pub fn queries(&self) -> u64 {
        self.newsroom_queries() + self.inner.counts.queries.load(Ordering::Relaxed)
    }

    /// How many of them were run over the newsroom's data.
    pub fn newsroom_queries(&self) -> u64 {
        self.inner.newsroom.queries.load(Ordering::Relaxed)
    }

    /// Reads of the newsroom's data, all of one moment.
    pub fn read<T, E: From<StoreError>>(&self, f: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        self.reading(&self.inner.newsroom, f)
    }

    /// Reads of the readership's data, all of one moment.
    pub fn read_counts<T, E: From<StoreError>>(&self, f: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        self.reading(&self.inner.counts, f)
    }

    /// One transaction over the newsroom's data: all of it is kept and synced when this returns, or,
    /// on an error, none. Writers go one after the other, in this process and in others.
    pub fn write<T, E: From<StoreError>>(&self, f: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writing(&self.inner.newsroom, f)
    }

    /// One transaction over the readership's data.
    pub fn write_counts<T, E: From<StoreError>>(&self, f: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writing(&self.inner.counts, f)
    }

    pub(crate) fn write_part<T>(&self, part: Part, f: impl FnOnce(&mut Session<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match part {
            Part::Newsroom => self.write(f),
            Part::Counts => self.write_counts(f),
        }
    }

    /// One transaction that may make tables anew to which others refer: SQLite minds references at its end alone.
    pub(crate) fn step(&self, part: Part, f: impl FnOnce(&mut Session<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let Database::Folder(folder) = &self.inner.database else { return self.write_part(part, f) };
        let pool = match part {
            Part::Newsroom => &self.inner.newsroom,
            Part::Counts => &self.inner.counts,
        };
        let _alone = lock(&pool.writer);
        let sqlite = sqlite(&folder.join(part.file()), part, Access::Write)?;
        // That can be said before a transaction only, and is said of this connection, which is closed after it.
        sqlite.pragma_update(None, "foreign_keys", "OFF")?;
        let mut connection = Connection::Sqlite(sqlite);
        begin(&mut connection, part, Access::Write)?;
        let mut session = Session { connection: &mut connection, queries: &pool.queries };
        f(&mut session)?;
        if let Some(stray) = session.query_one("PRAGMA foreign_key_check", &[])? {
            let table = stray.text(0)?;
            return Err(StoreError::Damaged(format!("a row of {table} refers to one that is not there; take it out, or put the other one back")));
        }
        connection.bound("COMMIT")?;
        // What was written anew may be all there is, and is not to lie there twice.
        connection.query("PRAGMA wal_checkpoint(TRUNCATE)", &[]).map(drop)
    }

    /// A sign that the newsroom's data were written: hour and length of the file to which SQLite writes first. While it
    /// stays the same, and has for longer than a tick of the file system's clock, nothing was written. `None` where only
    /// the database can tell.
    pub fn sign_of_writing(&self) -> Option<(SystemTime, u64)> {
        let log = std::fs::metadata(self.inner.log.as_ref()?).ok()?;
        Some((log.modified().ok()?, log.len()))
    }

    fn reading<T, E: From<StoreError>>(&self, pool: &Pool, f: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        let idle = lock(&pool.idle).pop();
        let mut connection = self.begun(idle, pool.part, Access::Read)?;
        let result = f(&mut Session { connection: &mut connection, queries: &pool.queries });
        if connection.bound("COMMIT").is_ok() {
            let mut idle = lock(&pool.idle);
            if idle.len() < IDLE_READERS {
                idle.push(connection);
            }
        }
        result
    }

    fn writing<T, E: From<StoreError>>(&self, pool: &Pool, f: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut writer = lock(&pool.writer);
        let mut connection = self.begun(writer.take(), pool.part, Access::Write)?;
        let result = f(&mut Session { connection: &mut connection, queries: &pool.queries });
        let result = match result {
            Ok(value) => match connection.bound("COMMIT") {
                Ok(()) => Ok(value),
                Err(error) => Err(E::from(error)),
            },
            Err(error) => Err(error),
        };
        // A connection that cannot even be rolled back is dropped, and the next writer opens a new one.
        if result.is_ok() || connection.bound("ROLLBACK").is_ok() {
            *writer = Some(connection);
        }
        result
    }

    /// A connection within a transaction: the one that was kept, unless its server has gone since.
    fn begun(&self, kept: Option<Connection>, part: Part, access: Access) -> Result<Connection, StoreError> {
        if let Some(mut connection) = kept.filter(Connection::is_open) {
            match (begin(&mut connection, part, access), &connection) {
                (Ok(()), _) => return Ok(connection),
                (Err(error), Connection::Sqlite(_)) => return Err(error),
                // A server that was started again has forgotten its connections.
                (Err(_), Connection::Postgres(_)) => {}
            }
        }
        let mut connection = self.open_connection(part, access)?;
        begin(&mut connection, part, access)?;
        Ok(connection)
    }

    fn open_connection(&self, part: Part, access: Access) -> Result<Connection, StoreError> {
        match &self.inner.database {
            Database::Folder(folder) => sqlite(&folder.join(part.file()), part, access).map(Connection::Sqlite),
            Database::Postgres(address) => {
                let client = postgres::Client::connect(address, postgres::NoTls).map_err(|error| unreachable(&error))?;
                Ok(Connection::postgres(client))
            }
        }
    }
}

fn begin(connection: &mut Connection, part: Part, access: Access) -> Result<(), StoreError> {
    connection.bound(match (&*connection, access, part) {
        (Connection::Sqlite(_), Access::Read, _) => "BEGIN",
        (Connection::Sqlite(_), Access::Write, _) => "BEGIN IMMEDIATE",
        (Connection::Postgres(_), Access::Read, _) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        // Writers take the lock before anything else, so that no two wait for each other and outbox numbers are
        // drawn in commit order.
        (Connection::Postgres(_), Access::Write, Part::Newsroom) => "BEGIN; SELECT pg_advisory_xact_lock(7741001)",
        (Connection::Postgres(_), Access::Write, Part::Counts) => "BEGIN; SELECT pg_advisory_xact_lock(7741002)",
    })
}

fn unreachable(error: &postgres::Error) -> StoreError {
    let why = chain(error);
    StoreError::File(format!("PostgreSQL cannot be reached ({why}); see that it runs, and that the address given with --database is right"))
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

/// The bytes of a page of the newsroom's file. In an archive of a million articles half the looks into it were for pages of
/// four kilobytes that only lead to others; of these there are half as many, and they are mostly remembered. Counts are
/// written more than they are read, and have pages of the usual size.
pub(crate) const PAGE: u32 = 8192;

fn sqlite(file: &Path, part: Part, access: Access) -> Result<rusqlite::Connection, StoreError> {
    let connection = rusqlite::Connection::open(file).map_err(|error| StoreError::File(format!("{} cannot be opened: {error}", file.display())))?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(128);
    // Without this a statement is compiled anew each time that another number is bound to its LIMIT, even the same.
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if part == Part::Newsroom {
        // A file that is there already keeps its own.
        connection.pragma_update(None, "page_size", PAGE)?;
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // In kilobytes, for each connection; of a large archive what leads to everything else is some twenty thousand.
    let remembers = if (part, access) == (Part::Newsroom, Access::Read) { 32_000 } else { 16_000 };
    connection.pragma_update(None, "cache_size", -remembers)?;
    if access == Access::Read {
        connection.pragma_update(None, "query_only", "ON")?;
    }
    Ok(connection)
}

impl Connection {
    fn is_open(&self) -> bool {
        match self {
            Connection::Sqlite(_) => true,
            Connection::Postgres(connection) => !connection.client.is_closed(),
        }
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One transaction. What can be found and kept are its methods.
#[derive(Debug)]
pub struct Session<'a> {
    connection: &'a mut Connection,
    queries: &'a AtomicU64,
}

impl Session<'_> {
    pub(crate) fn query(&mut self, sql: &str, vals: &[Val]) -> Result<Vec<Row>, StoreError> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        self.connection.query(sql, vals)
    }

    /// Hands the rows over one by one, where they may be too many to be held at once.
    pub(crate) fn each(&mut self, sql: &str, vals: &[Val], take: impl FnMut(Row) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        self.connection.each(sql, vals, take)
    }

    pub(crate) fn query_one(&mut self, sql: &str, vals: &[Val]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, vals)?.into_iter().next())
    }

    /// The rows that have one of these ids; `select` ends where the ids follow.
    pub(crate) fn among<T: Copy + Into<Val>>(&mut self, select: &str, ids: &[T]) -> Result<Vec<Row>, StoreError> {
        const AT_ONCE: usize = 512;
        let mut found = Vec::new();
        for chunk in ids.chunks(AT_ONCE) {
            // The last id stands as often as makes a power of two: so few statements differ that each is compiled once.
            let count = chunk.len().next_power_of_two();
            let vals: Vec<Val> = (0..count).map(|at| chunk[at.min(chunk.len() - 1)].into()).collect();
            found.append(&mut self.query(&format!("{select} ({})", places(1, count)), &vals)?);
        }
        Ok(found)
    }

    pub(crate) fn execute(&mut self, sql: &str, vals: &[Val]) -> Result<u64, StoreError> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        self.connection.execute(sql, vals)
    }

    /// What the database's own check of its files finds wrong; nothing where all is well or the
    /// database checks itself, as PostgreSQL does.
    pub fn damage(&mut self) -> Result<Vec<String>, StoreError> {
        if !self.is_sqlite() {
            return Ok(Vec::new());
        }
        let rows = self.query("PRAGMA quick_check(20)", &[])?;
        let found: Result<Vec<_>, _> = rows.iter().map(|row| row.text(0).map(str::to_owned)).collect();
        Ok(found?.into_iter().filter(|line| line != "ok").collect())
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.batch(sql)
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.connection, Connection::Sqlite(_))
    }

    pub(crate) fn raw(&mut self) -> &mut Connection {
        self.connection
    }
}

/// A pattern for `LIKE … ESCAPE '\'` that finds a text anywhere.
pub(crate) fn contains(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// `$first, $first+1, …` for so many values.
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// For tests of migrations, which meet databases of other versions.
impl Store {
    #[doc(hidden)]
    pub fn run_sql(&self, sql: &str) -> Result<(), StoreError> {
        self.write(|session| session.batch(sql))
    }

    #[doc(hidden)]
    pub fn run_counts_sql(&self, sql: &str) -> Result<(), StoreError> {
        self.write_counts(|session| session.batch(sql))
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_statement_is_compiled_once_whatever_number_is_bound_to_its_limit() {
        let place = testkit::TestDatabase::new(testkit::Kind::Sqlite);
        let connection = sqlite(&place.folder().join("masthead.db"), Part::Newsroom, Access::Write).unwrap();
        connection.execute_batch("CREATE TABLE story (id BIGINT); INSERT INTO story VALUES (1), (2), (3)").unwrap();
        let mut statement = connection.prepare("SELECT id FROM story LIMIT $1").unwrap();
        for limit in [1, 2, 2, 3_u32] {
            assert_eq!(statement.query_map([limit], |_| Ok(())).unwrap().count(), limit as usize);
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
