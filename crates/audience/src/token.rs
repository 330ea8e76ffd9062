use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use model::{ArticleId, Language, Time};
use sha2::Sha256;

use crate::constants::{KEY_MINTS, KEY_RIPENS, TOKEN_AHEAD, TOKEN_GOOD};

/// The first byte of a token; another layout will have another.
const LAYOUT: u8 = 1;
/// Layout, article, language, hour, key.
const SIGNED: usize = 1 + 8 + 3 + 4 + 4;
const MAC: usize = 16;
const BYTES: usize = SIGNED + MAC;
/// Thirty-six bytes are forty-eight letters of base 64, without padding.
const LETTERS: usize = BYTES / 3 * 4;

/// A secret that signs the tokens of pages.
#[derive(Clone)]
pub struct Key {
    /// Names it in the tokens that it signs.
    pub id: u32,
    /// Thirty-two random bytes.
    pub secret: [u8; 32],
    /// When it was made.
    pub made_at: Time,
}

/// The keys in force: one mints, all verify.
#[derive(Clone, Default)]
pub struct Keys(Vec<Ready>);

/// A key with its state already mixed, which halves the work of each signature.
#[derive(Clone)]
struct Ready {
    id: u32,
    made_at: Time,
    state: Hmac<Sha256>,
}

/// What a genuine token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The article that was served.
    pub article: ArticleId,
    /// The edition in which it was served.
    pub language: Language,
    /// The hour in which the page was drawn, in whole hours since 1970 began.
    pub hour: i64,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// It has not the form of a token.
    #[error("this is not a token of a page")]
    Malformed,
    /// No key in force has signed it.
    #[error("this token was not issued here")]
    Forged,
    /// It was issued too long ago, or lies in the future.
    #[error("this token is too old; load the page again")]
    Stale,
}

impl Keys {
    /// The keys in force, in any order.
    pub fn new(keys: Vec<Key>) -> Self {
        let mut ready: Vec<Ready> = keys.iter().map(|key| Ready { id: key.id, made_at: key.made_at, state: mixed(&key.secret) }).collect();
        ready.sort_by_key(|key| (key.made_at, key.id));
        Self(ready)
    }

    /// Whether no key is known, so that nothing can be minted or verified.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is time to make a new key.
    pub fn due(&self, now: Time) -> bool {
        self.0.last().is_none_or(|newest| now.plus(-KEY_MINTS) >= newest.made_at)
    }

    /// The keys that no good token can name any more: their successor has minted for longer than a
    /// token is good.
    pub fn outlived(&self, now: Time) -> Vec<u32> {
        let gone = now.plus(-(TOKEN_GOOD + 3 * Time::HOUR + KEY_RIPENS));
        self.0.windows(2).filter(|pair| pair[1].made_at < gone).map(|pair| pair[0].id).collect()
    }

    /// The token of an article's page: forty-eight letters, the same for all pages drawn within the
    /// hour. Empty when there is no key.
    pub fn mint(&self, article: ArticleId, language: Language, now: Time) -> String {
        let hour = hour_of(now);
        let Some(key) = self.minting(hour) else { return String::new() };
        let mut bytes = [0; BYTES];
        bytes[0] = LAYOUT;
        bytes[1..9].copy_from_slice(&article.bits().to_be_bytes());
        let code = language.code().as_bytes();
        bytes[9..9 + code.len()].copy_from_slice(code);
        bytes[12..16].copy_from_slice(&u32::try_from(hour).unwrap_or_default().to_be_bytes());
        bytes[16..20].copy_from_slice(&key.id.to_be_bytes());
        let mac = key.state.clone().chain_update(&bytes[..SIGNED]).finalize().into_bytes();
        bytes[SIGNED..].copy_from_slice(&mac[..MAC]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a token says, if it is genuine and good at this moment.
    pub fn verify(&self, token: &str, now: Time) -> Result<Token, BadToken> {
        let mut bytes = [0; BYTES];
        if token.len() != LETTERS || URL_SAFE_NO_PAD.decode_slice(token, &mut bytes) != Ok(BYTES) || bytes[0] != LAYOUT {
            return Err(BadToken::Malformed);
        }
        let (signed, mac) = bytes.split_at(SIGNED);
        let id = number(&signed[16..20]) as u32;
        // Two nodes may have drawn the same number for their keys at the same moment.
        let genuine = self.0.iter().filter(|key| key.id == id).any(|key| key.state.clone().chain_update(signed).verify_truncated_left(mac).is_ok());
        if !genuine {
            return Err(BadToken::Forged);
        }
        let code = signed[9..12].split(|&byte| byte == 0).next().unwrap_or_default();
        let language = str::from_utf8(code).ok().and_then(|code| code.parse().ok()).ok_or(BadToken::Malformed)?;
        let hour = number(&signed[12..16]) as i64;
        let issued = hour * Time::HOUR;
        if now.millis() >= issued + Time::HOUR + TOKEN_GOOD || issued > now.millis() + TOKEN_AHEAD {
            return Err(BadToken::Stale);
        }
        Ok(Token { article: ArticleId::from_bits(number(&signed[1..9])), language, hour })
    }

    /// The newest key that was ripe when the hour began; a key made since waits for the next hour,
    /// so that a token does not change within one.
    fn minting(&self, hour: i64) -> Option<&Ready> {
        let ripe = Time::from_millis(hour * Time::HOUR - KEY_RIPENS);
        self.0.iter().rev().find(|key| key.made_at <= ripe).or(self.0.first())
    }
}

/// What a keyed hash (RFC 2104) begins with under a secret.
pub(crate) fn mixed(secret: &[u8; 32]) -> Hmac<Sha256> {
    // A secret shorter than the block of the hash is filled up with zeroes by definition (RFC 2104).
    let mut block = [0; 64];
    block[..32].copy_from_slice(secret);
    Hmac::new(&block.into())
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

fn hour_of(now: Time) -> i64 {
    now.millis().div_euclid(Time::HOUR)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn noon() -> Time {
        Time::parse("2024-03-05T12:00:00Z").unwrap()
    }

    fn key(id: u32, byte: u8, made_at: Time) -> Key {
        Key { id, secret: [byte; 32], made_at }
    }

    fn keys() -> Keys {
        Keys::new(vec![key(7, 1, noon().plus(-Time::DAY))])
    }

    fn article() -> ArticleId {
        ArticleId::from_bits(0x0123_4567_89ab_cdef)
    }

    #[test]
    fn a_page_drawn_twice_within_the_hour_carries_one_token() {
        let token = keys().mint(article(), Language::KOREAN, noon());
        assert_eq!(token.len(), LETTERS);
        assert_eq!(token, keys().mint(article(), Language::KOREAN, noon().plus(Time::HOUR - 1)));
        assert_ne!(token, keys().mint(article(), Language::KOREAN, noon().plus(Time::HOUR)));
        assert_ne!(token, keys().mint(article(), Language::ENGLISH, noon()));
        let said = keys().verify(&token, noon()).unwrap();
        assert_eq!((said.article, said.language, said.hour * Time::HOUR), (article(), Language::KOREAN, noon().millis()));
    }

    #[test]
    fn a_token_is_good_for_two_days_and_no_longer() {
        let token = keys().mint(article(), Language::ENGLISH, noon().plus(59 * Time::MINUTE));
        let at = |millis| keys().verify(&token, noon().plus(millis));
        assert!(at(0).is_ok() && at(-Time::HOUR).is_ok());
        assert!(at(59 * Time::MINUTE + TOKEN_GOOD).is_ok());
        assert_eq!(at(Time::HOUR + TOKEN_GOOD), Err(BadToken::Stale));
        assert_eq!(at(-Time::HOUR - 1), Err(BadToken::Stale));
    }

    #[test]
    fn a_token_of_another_newspaper_is_forged() {
        let token = Keys::new(vec![key(7, 2, noon().plus(-Time::DAY))]).mint(article(), Language::ENGLISH, noon());
        assert_eq!(keys().verify(&token, noon()), Err(BadToken::Forged));
        let unknown = Keys::new(vec![key(8, 1, noon().plus(-Time::DAY))]).mint(article(), Language::ENGLISH, noon());
        assert_eq!(keys().verify(&unknown, noon()), Err(BadToken::Forged));
    }

    #[test]
    fn a_new_key_waits_for_the_next_hour_and_the_old_one_is_still_known() {
        let (old, new) = (key(1, 1, noon().plus(-Time::DAY)), key(2, 2, noon().plus(Time::MINUTE)));
        let before = Keys::new(vec![old.clone()]).mint(article(), Language::ENGLISH, noon());
        let both = Keys::new(vec![new.clone(), old.clone()]);
        assert_eq!(both.mint(article(), Language::ENGLISH, noon().plus(50 * Time::MINUTE)), before);
        let after = both.mint(article(), Language::ENGLISH, noon().plus(Time::HOUR));
        assert!(Keys::new(vec![new.clone()]).verify(&after, noon().plus(Time::HOUR)).is_ok());
        assert!(both.verify(&before, noon().plus(Time::DAY)).is_ok());
        assert_eq!(both.outlived(noon().plus(2 * Time::DAY)), Vec::<u32>::new());
        assert_eq!(both.outlived(noon().plus(3 * Time::DAY)), [1]);
        assert!(!both.due(noon().plus(Time::DAY)) && both.due(noon().plus(8 * Time::DAY)) && Keys::default().due(noon()));
    }

    #[test]
    fn a_newspaper_without_keys_mints_nothing_and_believes_nothing() {
        assert_eq!(Keys::default().mint(article(), Language::ENGLISH, noon()), "");
        assert_eq!(Keys::default().verify(&keys().mint(article(), Language::ENGLISH, noon()), noon()), Err(BadToken::Forged));
    }

    proptest! {
        #[test]
        fn a_token_with_any_letter_changed_is_refused(place in 0..LETTERS, letter in "[A-Za-z0-9_-]") {
            let mut token = keys().mint(article(), Language::ENGLISH, noon());
            let changed = token[place..=place] != letter;
            token.replace_range(place..=place, &letter);
            prop_assert_eq!(keys().verify(&token, noon()).is_err(), changed);
        }

        #[test]
        fn whatever_is_sent_as_a_token_is_answered(text in ".{0,60}") {
            prop_assert!(keys().verify(&text, noon()).is_err());
        }

        #[test]
        fn a_token_says_what_it_was_minted_for(bits: u64, hours in 0i64..24_000) {
            let (article, now) = (ArticleId::from_bits(bits), noon().plus(hours * Time::HOUR));
            let token = keys().verify(&keys().mint(article, Language::KOREAN, now), now).unwrap();
            prop_assert_eq!((token.article, token.language), (article, Language::KOREAN));
        }
    }
}
