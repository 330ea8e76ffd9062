use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The letters of Douglas Crockford's base 32: no I, L, O or U, so that nothing is misread or spells a word.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Twelve letters of five bits each.
const LENGTH: usize = 12;
const MASK: u64 = (1 << (5 * LENGTH as u32)) - 1;

/// The text is not twelve letters of base 32.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id; an id is twelve letters and digits, such as 3k9x0m2tq7ra")]
pub struct NotAnId(pub String);

fn write(bits: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for position in (0..LENGTH as u32).rev() {
        let letter = LETTERS[((bits >> (5 * position)) & 31) as usize];
        fmt::Write::write_char(f, char::from(letter))?;
    }
    Ok(())
}

fn read(text: &str) -> Result<u64, NotAnId> {
    let wrong = || NotAnId(text.to_owned());
    if text.len() != LENGTH {
        return Err(wrong());
    }
    text.bytes().try_fold(0, |bits, byte| {
        let value = LETTERS.iter().position(|&letter| letter == byte).ok_or_else(wrong)?;
        Ok(bits << 5 | value as u64)
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Sixty random bits, so that an id betrays neither order nor number; written as twelve
        /// letters of base 32, kept in the store as an integer.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u64);

        impl $name {
            /// The greatest id there can be.
            pub const LAST: Self = Self(MASK);

            /// The id made of the lower sixty bits.
            pub fn from_bits(bits: u64) -> Self {
                Self(bits & MASK)
            }

            /// The integer that stands in the store; never negative.
            pub fn to_i64(self) -> i64 {
                self.0 as i64
            }

            /// The id of an integer from the store.
            pub fn from_i64(bits: i64) -> Self {
                Self::from_bits(bits as u64)
            }

            /// The bits as a number.
            pub fn bits(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                read(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Names a story, in whatever languages it is told.
    StoryId;
    /// Names an article: a story told in one language.
    ArticleId;
    /// Names a picture.
    PictureId;
    /// Names a person who is credited.
    PersonId;
    /// Names a comment.
    CommentId;
    /// Names an account at the desk.
    AccountId;
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn an_id_is_read_back_from_what_it_is_written_as(bits: u64) {
            let id = ArticleId::from_bits(bits);
            proptest::prop_assert_eq!(id.to_string().parse::<ArticleId>(), Ok(id));
            proptest::prop_assert_eq!(ArticleId::from_i64(id.to_i64()), id);
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "short", "ilou00000000", "0000000000000", "가나다라"] {
            assert!(text.parse::<StoryId>().is_err(), "{text}");
        }
    }
}
