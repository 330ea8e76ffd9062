use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{AccountId, Language};

/// Somebody who signs in at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What is typed to sign in: lower-case, unique, never shown to readers.
    pub name: String,
    /// What colleagues see.
    pub called: String,
    /// What it may do.
    pub duties: Duties,
    /// The editions that were given to a translator.
    pub editions: Vec<Language>,
    /// The language in which the desk speaks to them; without one, their browser's.
    pub language: Option<Language>,
    /// Whether it may sign in.
    pub state: AccountState,
    /// An account of the demonstration, whose password stands on the sign-in page: it signs in nowhere else.
    pub demo: bool,
}

impl Account {
    /// The longest name that is signed in with, in characters.
    pub const LONGEST_NAME: usize = 80;

    /// A name as it is kept: without spaces around it, in small letters. `None` for what is no name.
    pub fn name_of(text: &str) -> Option<String> {
        let name = crate::squeeze(text).to_lowercase();
        let fits = (2..=Self::LONGEST_NAME).contains(&name.chars().count());
        (fits && name.chars().all(|letter| letter.is_alphanumeric() || ".-_@+".contains(letter))).then_some(name)
    }

    /// Whether it has a duty.
    pub fn has(&self, duty: Duty) -> bool {
        self.duties.0.contains(&duty)
    }
}

/// Whether an account may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    /// Its owner has not taken up the invitation yet, or was asked to choose a new password.
    Invited,
    /// It may.
    Active,
    /// It may not any more; what it wrote stays.
    Disabled,
}

impl AccountState {
    /// The word that stands in the store.
    pub fn word(self) -> &'static str {
        match self {
            AccountState::Invited => "invited",
            AccountState::Active => "active",
            AccountState::Disabled => "disabled",
        }
    }

    /// The state of a word from the store.
    pub fn from_word(word: &str) -> Option<Self> {
        [AccountState::Invited, AccountState::Active, AccountState::Disabled].into_iter().find(|state| state.word() == word)
    }
}

/// What an account is there for. The desk calls it a role; that word is taken in code by what a person did for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Writes drafts of their own and sends them to review.
    Reporter,
    /// Writes the articles of the editions that were given to them.
    Translator,
    /// Edits, publishes, schedules, corrects, withdraws, arranges the front.
    Editor,
    /// Judges comments.
    Moderator,
    /// Answers for accounts and settings.
    Administrator,
}

impl Duty {
    /// All of them.
    pub const ALL: [Duty; 5] = [Duty::Reporter, Duty::Translator, Duty::Editor, Duty::Moderator, Duty::Administrator];

    /// The word that stands in the store, on the command line and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Duty::Reporter => "reporter",
            Duty::Translator => "translator",
            Duty::Editor => "editor",
            Duty::Moderator => "moderator",
            Duty::Administrator => "administrator",
        }
    }

    /// The duty of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.word() == word)
    }
}

/// The duties of an account; one may have several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Duties(pub BTreeSet<Duty>);

impl FromIterator<Duty> for Duties {
    fn from_iter<T: IntoIterator<Item = Duty>>(duties: T) -> Self {
        Self(duties.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_small_letters_without_spaces() {
        assert_eq!(Account::name_of(" Kim.Min-Ji@Paper.example ").as_deref(), Some("kim.min-ji@paper.example"));
        assert_eq!(Account::name_of("김민지").as_deref(), Some("김민지"));
        for wrong in ["", "a", "two words", "a<b>", &"x".repeat(81)] {
            assert_eq!(Account::name_of(wrong), None, "{wrong}");
        }
    }
}
