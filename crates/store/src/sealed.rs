//! What is long, and read whole or not at all: JSON, compressed by Zstandard (RFC 8878). Of an archive that is larger than the
//! machine's memory nearly twice as much stays there.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;
use crate::session::to_json;

/// A value as its column holds it.
pub(crate) fn seal<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    seal_text(&to_json(value)?)
}

/// The same of a value that is JSON already.
pub(crate) fn seal_text(json: &str) -> Result<Vec<u8>, StoreError> {
    zstd::encode_all(json.as_bytes(), zstd::DEFAULT_COMPRESSION_LEVEL).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The value of such a column.
pub(crate) fn unseal<T: DeserializeOwned>(sealed: &[u8]) -> Result<T, StoreError> {
    zstd::decode_all(sealed)
        .and_then(|json| Ok(serde_json::from_slice(&json)?))
        .map_err(|error| StoreError::Damaged(format!("a compressed column: {error}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_sealed_comes_out_as_it_was(text: String) {
            prop_assert_eq!(unseal::<String>(&seal(&text).unwrap()).unwrap(), text);
        }

        #[test]
        fn what_is_damaged_is_told_and_ends_nothing(text: String, at: prop::sample::Index, by in 1..=u8::MAX) {
            let mut bytes = seal(&text).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= by;
            match unseal::<String>(&bytes) {
                Ok(_) | Err(StoreError::Damaged(_)) => {}
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }

    #[test]
    fn an_empty_column_is_told() {
        assert!(matches!(unseal::<String>(&[]), Err(StoreError::Damaged(_))));
    }
}
