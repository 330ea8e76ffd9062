//! Passwords: what is good enough, and how they are kept.

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::{ActionError, Newsroom};

/// The fewest characters of a password (NIST SP 800-63B-4, section 3.1.1.2, asks for 15 where nothing else is asked for
/// and 8 beside a second factor).
pub const SHORTEST: usize = 12;
/// Nobody types more, and to hash more costs the server.
const LONGEST: usize = 256;
/// So many are hashed at a time: each takes 19 MB and some milliseconds.
const AT_ONCE: usize = 2;

static HASHING: Mutex<usize> = Mutex::new(0);
static FREE: Condvar = Condvar::new();

/// An error that says what is wrong with a password. What the account is called is no password for it.
pub(crate) fn judge(password: &str, known: &[&str]) -> Result<(), ActionError> {
    let wrong = |why: &str| Err(ActionError::field("password", why));
    let length = password.chars().count();
    if length < SHORTEST {
        return wrong("a password needs at least 12 characters; a sentence is easier to remember than signs");
    }
    if length > LONGEST {
        return wrong("a password has at most 256 characters");
    }
    let lower = password.to_lowercase();
    let repeats = (1..=length / 3).any(|period| lower.chars().zip(lower.chars().skip(period)).all(|(one, other)| one == other));
    let steps = lower.chars().zip(lower.chars().skip(1)).filter(|&(one, next)| (one as u32).abs_diff(next as u32) == 1).count();
    let runs = steps * 10 >= (length - 1) * 8;
    let named =
        known.iter().map(|name| name.to_lowercase()).any(|name| name.chars().count() > 2 && lower.replace(&name, "").chars().count() < SHORTEST / 2);
    let common =
        ["password", "qwertyuiop", "1q2w3e4r5t", "iloveyou", "비밀번호"].iter().any(|word| lower.replace(word, "").chars().count() < SHORTEST / 2);
    if repeats || runs || named || common {
        return wrong("this is guessed too easily; a sentence of your own is better");
    }
    Ok(())
}

/// Runs a hash while not too many others do.
fn in_turn<T>(hash: impl FnOnce() -> T) -> T {
    {
        let mut hashing = HASHING.lock().unwrap_or_else(PoisonError::into_inner);
        while *hashing >= AT_ONCE {
            hashing = FREE.wait(hashing).unwrap_or_else(PoisonError::into_inner);
        }
        *hashing += 1;
    }
    let result = hash();
    *HASHING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
    FREE.notify_one();
    result
}

/// A password as it is kept: argon2id (RFC 9106) with the library's parameters, which are those of OWASP.
pub(crate) fn hashed(newsroom: &Newsroom, password: &str) -> Result<String, ActionError> {
    let key = newsroom.world.key();
    let kept: PasswordHash = in_turn(|| Argon2::default().hash_password_with_salt(password.as_bytes(), &key[..16]))
        .map_err(|error| ActionError::File(format!("a password could not be hashed: {error}")))?;
    Ok(kept.to_string())
}

/// Whether a password is the one that is kept. Without one that is kept it takes as long and is wrong.
pub(crate) fn is(password: &str, kept: Option<&str>) -> bool {
    const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let Ok(parsed) = PasswordHash::new(kept.unwrap_or(NOBODYS)) else { return false };
    let right = in_turn(|| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    right && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_easily_is_no_password() {
        for wrong in [
            "short",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "123456789012",
            "abcdefghijklmnop",
            "passwordpassword",
            "minji kim 1",
            &"x y".repeat(100),
        ] {
            assert!(judge(wrong, &["minji kim", "minji"]).is_err(), "{wrong}");
        }
        for right in ["the pier reopens in may", "항구는 오월에 다시 열린다", "correct-horse-battery"] {
            judge(right, &["minji kim", "minji"]).unwrap();
        }
    }
}
