//! One way to talk to two databases: values in, rows out, the same SQL text for both.

use std::collections::HashMap;
use std::fmt;

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};

use crate::StoreError;

/// A value on its way into the database.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// Nothing.
    Null,
    /// Any whole number; columns for these are `BIGINT`.
    Int(i64),
    /// A fraction; `DOUBLE PRECISION`.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes; `BYTEA`.
    Bytes(Vec<u8>),
}

impl From<i64> for Val {
    fn from(value: i64) -> Self {
        Val::Int(value)
    }
}

impl From<f64> for Val {
    fn from(value: f64) -> Self {
        Val::Real(value)
    }
}

impl From<&str> for Val {
    fn from(value: &str) -> Self {
        Val::from(value.to_owned())
    }
}

impl From<String> for Val {
    /// PostgreSQL has no text with a zero character in it, so that it becomes U+FFFD in either.
    fn from(value: String) -> Self {
        Val::Text(if value.contains('\0') { value.replace('\0', "\u{fffd}") } else { value })
    }
}

impl From<&String> for Val {
    fn from(value: &String) -> Self {
        Val::from(value.clone())
    }
}

impl From<Vec<u8>> for Val {
    fn from(value: Vec<u8>) -> Self {
        Val::Bytes(value)
    }
}

impl From<model::Language> for Val {
    fn from(value: model::Language) -> Self {
        Val::Text(value.code().to_owned())
    }
}

impl From<model::Time> for Val {
    fn from(value: model::Time) -> Self {
        Val::Int(value.millis())
    }
}

macro_rules! ids {
    ($($id:ty),*) => {$(
        impl From<$id> for Val {
            fn from(value: $id) -> Self {
                Val::Int(value.to_i64())
            }
        }
    )*};
}
ids!(model::AccountId, model::StoryId, model::ArticleId, model::PersonId, model::PictureId, model::CommentId);

impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Val::Null, Into::into)
    }
}

/// The values of a statement, in the order of `$1`, `$2`, ….
#[macro_export]
#[doc(hidden)]
macro_rules! vals {
    ($($value:expr),* $(,)?) => { &[$($crate::Val::from($value)),*] };
}

/// A row that came out, read by the place of its columns.
#[derive(Debug, Clone)]
pub struct Row(Vec<Val>);

impl Row {
    fn wrong(&self, column: usize, wanted: &str) -> StoreError {
        StoreError::Damaged(format!("column {column} should hold {wanted}, not {:?}", self.0.get(column)))
    }

    pub(crate) fn into_vals(self) -> Vec<Val> {
        self.0
    }

    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Val::Int(value)) => Ok(*value),
            _ => Err(self.wrong(column, "a whole number")),
        }
    }

    /// A whole number, or nothing.
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(column) {
            Some(Val::Null) => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// A fraction.
    pub fn real(&self, column: usize) -> Result<f64, StoreError> {
        match self.0.get(column) {
            Some(Val::Real(value)) => Ok(*value),
            Some(Val::Int(value)) => Ok(*value as f64),
            _ => Err(self.wrong(column, "a fraction")),
        }
    }

    /// A text.
    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.0.get(column) {
            Some(Val::Text(value)) => Ok(value),
            _ => Err(self.wrong(column, "a text")),
        }
    }

    /// A text, or nothing.
    pub fn maybe_text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.0.get(column) {
            Some(Val::Null) => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// Bytes. SQLite hands an empty text over for an empty literal, which is as good.
    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.0.get(column) {
            Some(Val::Bytes(value)) => Ok(value),
            Some(Val::Text(value)) => Ok(value.as_bytes()),
            _ => Err(self.wrong(column, "bytes")),
        }
    }

    /// Bytes, or nothing.
    pub fn maybe_bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.0.get(column) {
            Some(Val::Null) => Ok(None),
            _ => self.bytes(column).map(Some),
        }
    }

    /// What a text column holds as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: usize) -> Result<T, StoreError> {
        let text = self.text(column)?;
        serde_json::from_str(text).map_err(|error| StoreError::Damaged(format!("column {column}: {error}")))
    }
}

/// A connection to one of the two.
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PostgresConnection>),
}

pub(crate) struct PostgresConnection {
    pub(crate) client: postgres::Client,
    prepared: HashMap<String, postgres::Statement>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Connection::Sqlite(_) => "Connection::Sqlite",
            Connection::Postgres(_) => "Connection::Postgres",
        })
    }
}

impl Connection {
    pub(crate) fn postgres(client: postgres::Client) -> Self {
        Connection::Postgres(Box::new(PostgresConnection { client, prepared: HashMap::new() }))
    }

    /// Runs what begins or ends a transaction. SQLite reads the statement once for each connection.
    pub(crate) fn bound(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Connection::Sqlite(connection) => _ = connection.prepare_cached(sql)?.execute(())?,
            Connection::Postgres(connection) => connection.client.batch_execute(sql)?,
        }
        Ok(())
    }

    /// Runs statements that take no values and give no rows; there may be several.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Connection::Sqlite(connection) => connection.execute_batch(&found_by_key(sql))?,
            Connection::Postgres(connection) => connection.client.batch_execute(sql)?,
        }
        Ok(())
    }

    pub(crate) fn query(&mut self, sql: &str, vals: &[Val]) -> Result<Vec<Row>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, vals, |row| {
            found.push(row);
            Ok(())
        })?;
        Ok(found)
    }

    /// Hands over the rows one by one, however many there are.
    pub(crate) fn each(&mut self, sql: &str, vals: &[Val], mut take: impl FnMut(Row) -> Result<(), StoreError>) -> Result<(), StoreError> {
        match self {
            Connection::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&question_marks(sql))?;
                let columns = statement.column_count();
                let mut rows = statement.query(rusqlite::params_from_iter(vals))?;
                while let Some(row) = rows.next()? {
                    take(Row((0..columns).map(|column| row.get(column)).collect::<Result<_, _>>()?))?;
                }
            }
            Connection::Postgres(connection) => {
                let statement = connection.prepare(sql)?;
                let mut rows = connection.client.query_raw(&statement, vals)?;
                while let Some(row) = rows.next()? {
                    take(read_postgres(&row)?)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn execute(&mut self, sql: &str, vals: &[Val]) -> Result<u64, StoreError> {
        match self {
            Connection::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&question_marks(sql))?;
                Ok(statement.execute(rusqlite::params_from_iter(vals))? as u64)
            }
            Connection::Postgres(connection) => {
                let statement = connection.prepare(sql)?;
                let vals: Vec<&(dyn ToSql + Sync)> = vals.iter().map(|val| val as _).collect();
                Ok(connection.client.execute(&statement, &vals)?)
            }
        }
    }
}

impl PostgresConnection {
    fn prepare(&mut self, sql: &str) -> Result<postgres::Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// The same statements as SQLite likes them: it finds a row by its key in one look, without an index beside the table, if the
/// type of a number has this very name, or if a table of short rows says that it is one.
pub(crate) fn found_by_key(sql: &str) -> String {
    const SHORT_ROWS: [&str; 2] = ["PRIMARY KEY (language, slug)\n)", "PRIMARY KEY (article, word)\n)"];
    let by_number = sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY");
    SHORT_ROWS.iter().fold(by_number, |sql, end| sql.replace(&format!("{end};"), &format!("{end} WITHOUT ROWID;")))
}

/// `$1` is a parameter's name to SQLite and its number to PostgreSQL; `?1` is its number to SQLite.
fn question_marks(sql: &str) -> String {
    sql.replace('$', "?")
}

impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value, ValueRef};
        Ok(match self {
            Val::Null => ToSqlOutput::Owned(Value::Null),
            Val::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Val::Real(value) => ToSqlOutput::Owned(Value::Real(*value)),
            Val::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Val::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
        })
    }
}

impl rusqlite::types::FromSql for Val {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        use rusqlite::types::ValueRef;
        Ok(match value {
            ValueRef::Null => Val::Null,
            ValueRef::Integer(value) => Val::Int(value),
            ValueRef::Real(value) => Val::Real(value),
            ValueRef::Text(value) => Val::Text(String::from_utf8_lossy(value).into_owned()),
            ValueRef::Blob(value) => Val::Bytes(value.to_vec()),
        })
    }
}

impl ToSql for Val {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Val::Null => Ok(postgres::types::IsNull::Yes),
            Val::Int(value) => value.to_sql(kind, out),
            Val::Real(value) => value.to_sql(kind, out),
            Val::Text(value) => value.to_sql(kind, out),
            Val::Bytes(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::FLOAT8 | Type::TEXT | Type::VARCHAR | Type::BYTEA)
    }

    postgres::types::to_sql_checked!();
}

fn read_postgres(row: &postgres::Row) -> Result<Row, StoreError> {
    let read = |(place, column): (usize, &postgres::Column)| -> Result<Val, StoreError> {
        Ok(match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(place)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(place)?.map(i64::from).into(),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(place)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(place)?.into(),
            _ => row.try_get::<_, Option<String>>(place)?.into(),
        })
    };
    row.columns().iter().enumerate().map(read).collect::<Result<_, _>>().map(Row)
}
