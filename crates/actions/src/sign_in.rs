//! Signing in: password, second factor, and what a browser holds afterwards.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use model::{Account, AccountId, AccountState, Time};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Credentials, SignedIn};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::accounts::{about, find, secret};
use crate::actor::hash;
use crate::{ActionError, Actor, Newsroom, password};

/// A browser that asks for nothing for so long must sign in again,
const IDLE: i64 = 7 * Time::DAY;
/// and each must after so long.
const LONGEST: i64 = 30 * Time::DAY;
/// That a browser is in use is noted so often at the most.
const NOTED: i64 = 5 * Time::MINUTE;
/// Of a browser's name so much is kept.
const LONGEST_AGENT: usize = 200;

/// Somebody who wants to sign in.
#[derive(Debug, Clone, Copy)]
pub struct SigningIn<'a> {
    /// The name that was typed.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// The six digits of the second factor; empty where none were typed.
    pub code: &'a str,
    /// Where from.
    pub client: IpAddr,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// Whether the demonstration's accounts may: under `masthead demo`, on a loopback address.
    pub demo: bool,
}

/// What became of it.
#[derive(Debug)]
pub enum Entrance {
    /// Signed in; the secret is what the browser is to hold.
    Open {
        /// 64 hexadecimal digits.
        secret: String,
        /// Who.
        account: Account,
    },
    /// Name and password are right, and the six digits are asked for.
    CodeWanted,
    /// Something is wrong; what, is nobody's business.
    Wrong,
    /// Too many were wrong lately.
    Later,
}

/// Remembers guesses, so that there are few. In memory, each server its own.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<HashMap<u64, Allowance>>);

#[derive(Debug, Clone, Copy)]
struct Allowance {
    /// Guesses that are left, in thousandths.
    left: i64,
    at: Time,
}

/// How many guesses there are at once, and after how many milliseconds there is one more.
struct Limit {
    burst: i64,
    refill: i64,
}

/// By one client for one name.
const OF_BOTH: Limit = Limit { burst: 6, refill: 30 * Time::SECOND };
/// By one client, whatever the name.
const OF_CLIENT: Limit = Limit { burst: 30, refill: 10 * Time::SECOND };
/// For one name, whoever asks: many, so that nobody can lock a colleague out easily.
const OF_NAME: Limit = Limit { burst: 100, refill: 20 * Time::SECOND };
/// Most of what is remembered; the rest is forgotten, oldest first, by halves.
const MOST: usize = 50_000;

impl Guesses {
    /// Takes one guess; `false` when there are none left.
    fn take(&self, now: Time, name: &str, client: IpAddr) -> bool {
        let client = match client.to_canonical() {
            IpAddr::V4(address) => address.to_bits().to_string(),
            // A household has a whole /64.
            IpAddr::V6(address) => (address.to_bits() >> 64).to_string(),
        };
        let key = |kind: &str, rest: &str| {
            let digest = Sha256::digest(format!("{kind}\0{rest}"));
            u64::from_le_bytes(digest[..8].try_into().unwrap_or_default())
        };
        let wanted = [(key("both", &format!("{client}\0{name}")), OF_BOTH), (key("client", &client), OF_CLIENT), (key("name", name), OF_NAME)];
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST {
            let mut ages: Vec<Time> = known.values().map(|allowance| allowance.at).collect();
            let middle = ages.len() / 2;
            let median = *ages.select_nth_unstable(middle).1;
            known.retain(|_, allowance| allowance.at > median);
        }
        let mut free = true;
        for (key, limit) in wanted {
            let full = limit.burst * 1000;
            let allowance = known.entry(key).or_insert(Allowance { left: full, at: now });
            let passed = (now.millis() - allowance.at.millis()).max(0);
            allowance.left = full.min(allowance.left.saturating_add(passed.saturating_mul(1000) / limit.refill));
            allowance.at = now;
            free &= allowance.left >= 1000;
            allowance.left = (allowance.left - 1000).max(0);
        }
        free
    }
}

/// Signs somebody in, if all that they know is right. It takes as long for a name that nobody has.
pub fn sign_in(newsroom: &Newsroom, guesses: &Guesses, wish: &SigningIn<'_>) -> Result<Entrance, ActionError> {
    let now = newsroom.world.now();
    let name = Account::name_of(wish.name).unwrap_or_default();
    if !guesses.take(now, &name, wish.client) {
        return Ok(Entrance::Later);
    }
    let found = newsroom.store.read(|session| {
        let account = session.account_by_name(&name)?;
        let credentials = account.as_ref().map(|account| session.credentials(account.id)).transpose()?.flatten();
        Ok::<_, ActionError>(account.zip(credentials))
    })?;
    let kept = found.as_ref().and_then(|(_, credentials)| credentials.password.as_deref());
    let right = password::is(wish.password, kept);
    let Some((account, credentials)) = found.filter(|(account, _)| right && account.state == AccountState::Active && (!account.demo || wish.demo))
    else {
        return Ok(Entrance::Wrong);
    };
    let step = match &credentials.totp {
        None => credentials.totp_step,
        Some(_) if wish.code.trim().is_empty() => return Ok(Entrance::CodeWanted),
        Some(shared) => match step_of(shared, wish.code, now)?.filter(|&step| step > credentials.totp_step) {
            Some(step) => step,
            None => return Ok(Entrance::Wrong),
        },
    };
    let secret = secret(newsroom);
    let opened = newsroom.store.write(|session| -> Result<bool, ActionError> {
        // A code is good once, and an account may have been disabled meanwhile.
        let current = session.credentials(account.id)?;
        if current.as_ref() != Some(&credentials) || session.account(account.id)?.is_none_or(|account| account.state != AccountState::Active) {
            return Ok(false);
        }
        session.set_credentials(account.id, &Credentials { totp_step: step, ..credentials.clone() })?;
        session.forget_ended(now)?;
        session.add_signed_in(&SignedIn {
            hash: hash(secret.as_bytes()),
            account: account.id,
            agent: wish.agent.chars().filter(|letter| !letter.is_control()).take(LONGEST_AGENT).collect(),
            started_at: now,
            seen_at: now,
            ends_at: now.plus(IDLE),
        })?;
        newsroom.acting(Actor::Account(account.clone().into())).log(session, "sign-in", &about(account.id), json!({}))?;
        Ok(true)
    })?;
    Ok(if opened { Entrance::Open { secret, account } } else { Entrance::Wrong })
}

/// Who holds a browser with this secret, if they may still use the desk.
pub fn signed_in(newsroom: &Newsroom, secret: &str, demo: bool) -> Result<Option<(Account, SignedIn)>, ActionError> {
    let now = newsroom.world.now();
    let hash = hash(secret.as_bytes());
    let found = newsroom.store.read(|session| {
        let Some(signed_in) = session.signed_in(&hash, now)? else { return Ok::<_, ActionError>(None) };
        Ok(session.account(signed_in.account)?.map(|account| (account, signed_in)))
    })?;
    let Some((account, signed_in)) = found.filter(|(account, _)| account.state == AccountState::Active && (!account.demo || demo)) else {
        return Ok(None);
    };
    if now.millis() - signed_in.seen_at.millis() > NOTED {
        let ends_at = now.plus(IDLE).min(signed_in.started_at.plus(LONGEST));
        newsroom.store.write(|session| session.note_seen(&hash, now, ends_at))?;
    }
    Ok(Some((account, signed_in)))
}

/// Signs a browser of an account out, by its hash.
pub fn sign_out(newsroom: &Newsroom, account: AccountId, hash: &str) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        if session.end_signed_in(account, hash)? {
            newsroom.log(session, "sign-out", &about(account), json!({}))?;
        }
        Ok(())
    })
}

/// Changes the password of whoever acts, who knows the old one, and signs all their other browsers out.
pub fn change_password(newsroom: &Newsroom, account: &Account, old: &str, new: &str, here: &str) -> Result<(), ActionError> {
    let credentials = newsroom.store.read(|session| session.credentials(account.id))?;
    let kept = credentials.as_ref().and_then(|credentials| credentials.password.as_deref());
    if !password::is(old, kept) {
        return Err(ActionError::field("old", "this is not your password"));
    }
    password::judge(new, &[&account.name, &account.called])?;
    let hashed = password::hashed(newsroom, new)?;
    newsroom.store.write(|session| {
        let credentials = session.credentials(account.id)?.ok_or_else(|| ActionError::Missing("the account is there no more".to_owned()))?;
        session.set_credentials(account.id, &Credentials { password: Some(hashed.clone()), ..credentials })?;
        session.end_all_signed_in(account.id, Some(here))?;
        newsroom.log(session, "change-password", &about(account.id), json!({}))?;
        Ok(())
    })
}

/// A secret for a second factor, in base 32, and the address by which an authenticator takes it in (`otpauth`, as
/// described in the Key URI Format of Google Authenticator).
pub fn new_second_factor(newsroom: &Newsroom, account: &Account, title: &str) -> (String, String) {
    let secret = Secret::from(newsroom.world.key()[..20].to_vec()).to_base32();
    let part = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let (issuer, name) = (part(title), part(&account.name));
    let address = format!("otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}");
    (secret, address)
}

/// Sets a second factor, once a code shows that the authenticator has it; or takes it away. The password is asked for.
pub fn set_second_factor(newsroom: &Newsroom, account: &Account, password: &str, secret: Option<(&str, &str)>) -> Result<(), ActionError> {
    let credentials = newsroom.store.read(|session| session.credentials(account.id))?;
    if !password::is(password, credentials.as_ref().and_then(|credentials| credentials.password.as_deref())) {
        return Err(ActionError::field("password", "this is not your password"));
    }
    let step = match secret {
        None => None,
        Some((shared, code)) => {
            let step = step_of(shared, code, newsroom.world.now())?;
            Some(step.ok_or_else(|| {
                ActionError::field("code", "these are not the digits that the authenticator shows now; see that its clock is right")
            })?)
        }
    };
    newsroom.store.write(|session| {
        find(session, account.id)?;
        let credentials = session.credentials(account.id)?.ok_or_else(|| ActionError::Missing("the account is there no more".to_owned()))?;
        let totp = secret.map(|(shared, _)| shared.to_owned());
        session.set_credentials(account.id, &Credentials { totp, totp_step: step.unwrap_or_default(), ..credentials })?;
        newsroom.log(session, if secret.is_some() { "set-second-factor" } else { "drop-second-factor" }, &about(account.id), json!({}))?;
        Ok(())
    })
}

/// The step of a code that is right at this hour, one step early or late (RFC 6238, section 5.2).
fn step_of(shared: &str, code: &str, now: Time) -> Result<Option<i64>, ActionError> {
    let totp = totp(shared)?;
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let seconds = u64::try_from(now.millis() / Time::SECOND).unwrap_or_default();
    Ok(totp.check(&digits, seconds).and_then(|step| i64::try_from(step).ok()))
}

fn totp(shared: &str) -> Result<Totp, ActionError> {
    let damaged = |_| ActionError::File("the second factor that is kept cannot be read; have an administrator reset the account".to_owned());
    let secret = Secret::try_from_base32(shared).map_err(damaged)?;
    let wrong = |error: totp_rs::TotpError| ActionError::File(error.to_string());
    Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(30).with_secret(secret).build().map_err(wrong)
}

/// The digits that an authenticator shows, for tests that have none.
#[doc(hidden)]
pub fn code_at(shared: &str, now: Time) -> Result<String, ActionError> {
    Ok(totp(shared)?.generate(u64::try_from(now.millis() / Time::SECOND).unwrap_or_default()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_run_out_and_come_back() {
        let guesses = Guesses::default();
        let client: IpAddr = "198.51.100.7".parse().unwrap();
        let now = Time::from_millis(1_000_000_000);
        let taken = (0..20).filter(|_| guesses.take(now, "kim", client)).count();
        assert_eq!(taken, 6);
        assert!(!guesses.take(now.plus(20 * Time::SECOND), "kim", client));
        assert!(guesses.take(now.plus(80 * Time::SECOND), "kim", client));
        assert!(guesses.take(now, "lee", client), "another name from there still may");
        assert!(guesses.take(now, "kim", "203.0.113.9".parse().unwrap()), "kim from elsewhere still may");
    }
}
