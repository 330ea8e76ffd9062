//! Accounts at the desk, who is signed in, and the links by which passwords are chosen.

use model::{Account, AccountId, AccountState, Language, Time};

use crate::db::Row;
use crate::session::{Session, StoreError, to_json};
use crate::vals;

/// What an account signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// An argon2id hash in the form of the Password Hashing Competition; none before a password was chosen.
    pub password: Option<String>,
    /// The secret of the second factor, in base 32.
    pub totp: Option<String>,
    /// The newest step of the second factor that was used.
    pub totp_step: i64,
}

/// Somebody's browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The hash of what the browser holds; names it among the account's.
    pub hash: String,
    /// Who.
    pub account: AccountId,
    /// What the browser calls itself.
    pub agent: String,
    /// When it signed in.
    pub started_at: Time,
    /// When it last asked for something, to a few minutes.
    pub seen_at: Time,
    /// When it must sign in again.
    pub ends_at: Time,
}

const COLUMNS: &str = "id, name, called, duties, editions, language, state, demo";

fn read(row: &Row) -> Result<Account, StoreError> {
    let language: Option<Language> = row.maybe_text(5)?.and_then(|code| code.parse().ok());
    Ok(Account {
        id: AccountId::from_i64(row.int(0)?),
        name: row.text(1)?.to_owned(),
        called: row.text(2)?.to_owned(),
        duties: row.json(3)?,
        editions: row.json(4)?,
        language,
        state: AccountState::from_word(row.text(6)?).ok_or_else(|| StoreError::Damaged("an unknown state of an account".to_owned()))?,
        demo: row.int(7)? != 0,
    })
}

fn read_signed_in(row: &Row) -> Result<SignedIn, StoreError> {
    Ok(SignedIn {
        hash: row.text(0)?.to_owned(),
        account: AccountId::from_i64(row.int(1)?),
        agent: row.text(2)?.to_owned(),
        started_at: Time::from_millis(row.int(3)?),
        seen_at: Time::from_millis(row.int(4)?),
        ends_at: Time::from_millis(row.int(5)?),
    })
}

impl Session<'_> {
    /// All accounts by name.
    pub fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        self.query(&format!("SELECT {COLUMNS} FROM account ORDER BY name"), &[])?.iter().map(read).collect()
    }

    /// An account.
    pub fn account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.query_one(&format!("SELECT {COLUMNS} FROM account WHERE id = $1"), vals![id])?.as_ref().map(read).transpose()
    }

    /// The account that signs in by a name.
    pub fn account_by_name(&mut self, name: &str) -> Result<Option<Account>, StoreError> {
        self.query_one(&format!("SELECT {COLUMNS} FROM account WHERE name = $1"), vals![name])?.as_ref().map(read).transpose()
    }

    /// Whether there is any account but those of the demonstration.
    pub fn has_accounts(&mut self) -> Result<bool, StoreError> {
        Ok(self.query_one("SELECT 1 FROM account WHERE demo = 0 LIMIT 1", &[])?.is_some())
    }

    /// Keeps an account, new or changed. What it signs in with stays as it is.
    pub fn set_account(&mut self, account: &Account, now: Time) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO account (id, name, called, duties, editions, language, state, demo, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, called = excluded.called, duties = excluded.duties,
             editions = excluded.editions, language = excluded.language, state = excluded.state",
            vals![
                account.id,
                &account.name,
                &account.called,
                to_json(&account.duties)?,
                to_json(&account.editions)?,
                account.language,
                account.state.word(),
                i64::from(account.demo),
                now,
            ],
        )?;
        Ok(())
    }

    /// What an account signs in with.
    pub fn credentials(&mut self, id: AccountId) -> Result<Option<Credentials>, StoreError> {
        let row = self.query_one("SELECT password, totp, totp_step FROM account WHERE id = $1", vals![id])?;
        row.map(|row| {
            Ok(Credentials { password: row.maybe_text(0)?.map(str::to_owned), totp: row.maybe_text(1)?.map(str::to_owned), totp_step: row.int(2)? })
        })
        .transpose()
    }

    /// Keeps what an account signs in with.
    pub fn set_credentials(&mut self, id: AccountId, credentials: &Credentials) -> Result<(), StoreError> {
        self.execute(
            "UPDATE account SET password = $2, totp = $3, totp_step = $4 WHERE id = $1",
            vals![id, credentials.password.clone(), credentials.totp.clone(), credentials.totp_step],
        )?;
        Ok(())
    }

    /// Keeps a link by which a password is chosen, by its hash. Without an account it sets up the first administrator.
    pub fn add_invitation(&mut self, hash: &str, account: Option<AccountId>, ends_at: Time) -> Result<(), StoreError> {
        self.execute("INSERT INTO invitation (hash, account, ends_at) VALUES ($1, $2, $3)", vals![hash, account, ends_at])?;
        Ok(())
    }

    /// Whom a link invites; `Some(None)` is the first administrator, `None` a link that is not good any more.
    pub fn invitation(&mut self, hash: &str, now: Time) -> Result<Option<Option<AccountId>>, StoreError> {
        let row = self.query_one("SELECT account FROM invitation WHERE hash = $1 AND ends_at > $2", vals![hash, now])?;
        row.map(|row| Ok(row.maybe_int(0)?.map(AccountId::from_i64))).transpose()
    }

    /// Takes back all links for an account; those for the first administrator where none is named.
    pub fn forget_invitations(&mut self, account: Option<AccountId>) -> Result<(), StoreError> {
        self.execute("DELETE FROM invitation WHERE account IS NOT DISTINCT FROM $1", vals![account])?;
        Ok(())
    }

    /// Keeps that a browser is signed in.
    pub fn add_signed_in(&mut self, signed_in: &SignedIn) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO desk_session (hash, account, agent, started_at, seen_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)",
            vals![&signed_in.hash, signed_in.account, &signed_in.agent, signed_in.started_at, signed_in.seen_at, signed_in.ends_at],
        )?;
        Ok(())
    }

    /// Who holds the browser of this hash.
    pub fn signed_in(&mut self, hash: &str, now: Time) -> Result<Option<SignedIn>, StoreError> {
        let row = self.query_one(
            "SELECT hash, account, agent, started_at, seen_at, ends_at FROM desk_session WHERE hash = $1 AND ends_at > $2",
            vals![hash, now],
        )?;
        row.as_ref().map(read_signed_in).transpose()
    }

    /// Where an account is signed in, newest first.
    pub fn signed_in_by(&mut self, account: AccountId, now: Time) -> Result<Vec<SignedIn>, StoreError> {
        let rows = self.query(
            "SELECT hash, account, agent, started_at, seen_at, ends_at FROM desk_session
             WHERE account = $1 AND ends_at > $2 ORDER BY seen_at DESC, hash",
            vals![account, now],
        )?;
        rows.iter().map(read_signed_in).collect()
    }

    /// Notes that a browser is still in use, and until when it stays signed in.
    pub fn note_seen(&mut self, hash: &str, now: Time, ends_at: Time) -> Result<(), StoreError> {
        self.execute("UPDATE desk_session SET seen_at = $2, ends_at = $3 WHERE hash = $1", vals![hash, now, ends_at])?;
        Ok(())
    }

    /// Signs a browser out.
    pub fn end_signed_in(&mut self, account: AccountId, hash: &str) -> Result<bool, StoreError> {
        Ok(self.execute("DELETE FROM desk_session WHERE account = $1 AND hash = $2", vals![account, hash])? > 0)
    }

    /// Signs an account out everywhere, but for one browser where it is named.
    pub fn end_all_signed_in(&mut self, account: AccountId, but: Option<&str>) -> Result<(), StoreError> {
        self.execute("DELETE FROM desk_session WHERE account = $1 AND hash IS DISTINCT FROM $2", vals![account, but.map(str::to_owned)])?;
        Ok(())
    }

    /// Forgets links and browsers whose time is over.
    pub fn forget_ended(&mut self, now: Time) -> Result<(), StoreError> {
        self.execute("DELETE FROM desk_session WHERE ends_at <= $1", vals![now])?;
        self.execute("DELETE FROM invitation WHERE ends_at <= $1", vals![now])?;
        Ok(())
    }

    /// When each account's browsers last asked for something, of those that are signed in.
    pub fn last_seen(&mut self) -> Result<std::collections::HashMap<AccountId, Time>, StoreError> {
        let rows = self.query("SELECT account, max(seen_at) FROM desk_session GROUP BY account", &[])?;
        rows.iter().map(|row| Ok((AccountId::from_i64(row.int(0)?), Time::from_millis(row.int(1)?)))).collect()
    }
}
