use serde::{Deserialize, Serialize};

use crate::{ByLanguage, PersonId};

/// Somebody who is credited with articles or pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Names their page; unique, in Latin letters or Hangul.
    pub slug: String,
    /// What they are called, per language.
    pub names: ByLanguage<String>,
    /// A sentence about them, per language.
    #[serde(default)]
    pub about: ByLanguage<String>,
    /// An address that readers can write to.
    #[serde(default)]
    pub contact: Option<String>,
}
