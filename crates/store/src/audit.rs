//! What was done, by whom and when, each row chained to the one before.

use model::Time;
use sha2::{Digest, Sha256};

use crate::db::Row;
use crate::session::{Session, StoreError};
use crate::vals;

/// A row of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// From 1, without gaps.
    pub number: i64,
    /// When.
    pub at: Time,
    /// Who: `account:ID`, `console`, `clock`.
    pub who: String,
    /// What: one word.
    pub deed: String,
    /// To what: `article:ID`, `comment:ID`, `account:ID` ….
    pub about: String,
    /// What there is to say of it, as JSON: numbers, words of the house and hashes, never what somebody wrote.
    pub detail: String,
    /// The hash of all that and of the hash of the row before.
    pub hash: String,
}

impl Logged {
    /// SHA-256 over the row and the hash of the one before; each part preceded by its length, so that no two rows
    /// can be read as one another.
    pub fn chained(&self, before: &str) -> String {
        let mut hasher = Sha256::new();
        let (number, at) = (self.number.to_string(), self.at.millis().to_string());
        for part in [before, &number, &at, &self.who, &self.deed, &self.about, &self.detail] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn read(row: &Row) -> Result<Logged, StoreError> {
    Ok(Logged {
        number: row.int(0)?,
        at: Time::from_millis(row.int(1)?),
        who: row.text(2)?.to_owned(),
        deed: row.text(3)?.to_owned(),
        about: row.text(4)?.to_owned(),
        detail: row.text(5)?.to_owned(),
        hash: row.text(6)?.to_owned(),
    })
}

const COLUMNS: &str = "number, at, who, deed, about, detail, hash";

impl Session<'_> {
    /// Adds a row to the log, in the transaction that does what it tells of.
    pub fn log(&mut self, now: Time, who: &str, deed: &str, about: &str, detail: &str) -> Result<(), StoreError> {
        let last = self.query_one("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", &[])?;
        let (number, before) = last.map_or(Ok((0, String::new())), |row| Ok::<_, StoreError>((row.int(0)?, row.text(1)?.to_owned())))?;
        let owned = |text: &str| text.replace('\0', "\u{fffd}");
        let mut row = Logged {
            number: number + 1,
            at: now,
            who: owned(who),
            deed: owned(deed),
            about: owned(about),
            detail: owned(detail),
            hash: String::new(),
        };
        row.hash = row.chained(&before);
        self.execute(
            &format!("INSERT INTO audit ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)"),
            vals![row.number, row.at, &row.who, &row.deed, &row.about, &row.detail, &row.hash],
        )?;
        Ok(())
    }

    /// The newest rows before a number, newest first; those about one thing where it is named.
    pub fn deeds_before(&mut self, number: i64, about: Option<&str>, limit: usize) -> Result<Vec<Logged>, StoreError> {
        let rows = match about {
            Some(about) => self.query(
                &format!("SELECT {COLUMNS} FROM audit WHERE about = $1 AND number < $2 ORDER BY number DESC LIMIT $3"),
                vals![about, number, limit as i64],
            )?,
            None => {
                self.query(&format!("SELECT {COLUMNS} FROM audit WHERE number < $1 ORDER BY number DESC LIMIT $2"), vals![number, limit as i64])?
            }
        };
        rows.iter().map(read).collect()
    }

    /// Walks the whole chain: how many rows are whole, and the number of the first that is not, or is not there.
    pub fn check_deeds(&mut self) -> Result<(i64, Option<i64>), StoreError> {
        let (mut whole, mut before, mut broken) = (0, String::new(), None);
        self.each(&format!("SELECT {COLUMNS} FROM audit ORDER BY number"), &[], |row| {
            let row = read(&row)?;
            if broken.is_none() {
                if row.number == whole + 1 && row.hash == row.chained(&before) {
                    (whole, before) = (row.number, row.hash);
                } else {
                    broken = Some(whole + 1);
                }
            }
            Ok(())
        })?;
        Ok((whole, broken))
    }
}
