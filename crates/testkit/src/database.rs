use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use store::{Database, Store};

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A folder of SQLite files.
    Sqlite,
    /// A database of its own in the PostgreSQL cluster that `MASTHEAD_TEST_POSTGRES` names.
    Postgres,
}

/// A folder, and a database that is empty at first and gone at the end.
#[derive(Debug)]
pub struct TestDatabase {
    folder: PathBuf,
    database: Database,
    cluster: Option<(String, String)>,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl TestDatabase {
    /// A place for a site, with nothing in it yet.
    pub fn new(kind: Kind) -> Self {
        let name = format!("masthead_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        match kind {
            Kind::Sqlite => Self { database: Database::Folder(folder.clone()), folder, cluster: None },
            Kind::Postgres => {
                let cluster = std::env::var("MASTHEAD_TEST_POSTGRES")
                    .expect("MASTHEAD_TEST_POSTGRES names a PostgreSQL cluster; `cargo xtask test` starts one and sets it");
                run(&cluster, &format!("CREATE DATABASE {name}"));
                let (base, _) = cluster.rsplit_once('/').expect("an address such as postgres://user@host:port/postgres");
                let rest = cluster.split_once('?').map_or(String::new(), |(_, rest)| format!("?{rest}"));
                Self { database: Database::Postgres(format!("{base}/{name}{rest}")), folder, cluster: Some((cluster, name)) }
            }
        }
    }

    /// The database, for [`Store::open`].
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The site's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A new store in it.
    pub fn create(&self) -> Store {
        Store::create(&self.database).expect("an empty place can hold a new site")
    }
}

fn run(cluster: &str, sql: &str) {
    let mut client = postgres::Client::connect(cluster, postgres::NoTls).expect("the cluster of MASTHEAD_TEST_POSTGRES answers");
    client.batch_execute(sql).expect("a test may make and drop its database");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Some((cluster, name)) = &self.cluster
            && !std::thread::panicking()
        {
            run(cluster, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
