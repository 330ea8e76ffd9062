use serde::{Deserialize, Serialize};

use crate::{ArticleId, CommentId, Time};

/// What a reader wrote under an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The article under which it stands.
    pub article: ArticleId,
    /// What the reader calls themself.
    pub name: String,
    /// What they say; lines kept, at most [`Comment::LONGEST`] characters.
    pub text: String,
    /// When it was received.
    pub at: Time,
    /// Whether it is public.
    pub state: CommentState,
}

impl Comment {
    /// The most characters of a comment, counted as people see them.
    pub const LONGEST: usize = 300;
    /// The most bytes of a comment: one character can be built of any number of code points.
    pub const MOST_BYTES: usize = 4096;
    /// The most characters of a name.
    pub const LONGEST_NAME: usize = 40;
}

/// Whether a comment is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommentState {
    /// Waits for a moderator.
    Held,
    /// Public.
    Approved,
    /// Turned down.
    Rejected,
}

impl CommentState {
    /// The word that stands in the store and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            CommentState::Held => "held",
            CommentState::Approved => "approved",
            CommentState::Rejected => "rejected",
        }
    }

    /// The state of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [CommentState::Held, CommentState::Approved, CommentState::Rejected].into_iter().find(|state| state.word() == word)
    }
}
