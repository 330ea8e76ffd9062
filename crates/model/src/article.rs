use serde::{Deserialize, Serialize};

use crate::{ArticleId, Body, Language, PersonId, PictureId, StoryId, Time};

/// A story told in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id, random and public.
    pub id: ArticleId,
    /// The story that it tells.
    pub story: StoryId,
    /// The language, and so the edition.
    pub language: Language,
    /// The section's slug; all articles of a story stand in the same section.
    pub section: String,
    /// Names it in its address; unique per edition, never re-used.
    pub slug: String,
    /// Where in its life it is.
    pub status: Status,
    /// The headline.
    pub headline: String,
    /// The standfirst lines under the headline.
    pub deck: Vec<String>,
    /// What it says.
    pub body: Body,
    /// Who made it, in the order to be drawn.
    pub credits: Vec<Credit>,
    /// An address that readers can write to about it.
    pub contact: Option<String>,
    /// The picture at its head.
    pub picture: Option<PictureId>,
    /// The topics' slugs.
    pub topics: Vec<String>,
    /// The article that this one was translated from.
    pub made_from: Option<ArticleId>,
    /// Where the original stands, if it came from elsewhere.
    pub original_url: Option<String>,
    /// When it first became public.
    pub published_at: Option<Time>,
    /// When its words last changed.
    pub updated_at: Time,
    /// Counts up with every change; the number of its newest revision.
    pub revision: i64,
}

/// What each of so many topics or people of an article weighs, so that the squares add up to 1, as those of its words do.
pub fn weight_of_each(of: usize) -> f64 {
    1.0 / (of.max(1) as f64).sqrt()
}

/// Where in its life an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Waits for an editor.
    InReview,
    /// Will be published by itself at its hour.
    Scheduled,
    /// Public.
    Published,
    /// Taken back: its address answers 410.
    Withdrawn,
}

impl Status {
    /// The word that stands in the store and the API.
    pub fn word(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::InReview => "in-review",
            Status::Scheduled => "scheduled",
            Status::Published => "published",
            Status::Withdrawn => "withdrawn",
        }
    }

    /// The status of a word from the store.
    pub fn from_word(word: &str) -> Option<Self> {
        [Status::Draft, Status::InReview, Status::Scheduled, Status::Published, Status::Withdrawn].into_iter().find(|status| status.word() == word)
    }
}

/// A person's part in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Credit {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
}

/// What a person did for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Found it out and wrote it.
    Reporter,
    /// Put it into this language.
    Translator,
    /// Answers for this edition of it.
    Editor,
    /// Took the pictures.
    Photographer,
}

impl Role {
    /// The word that stands in the store and the API.
    pub fn word(self) -> &'static str {
        match self {
            Role::Reporter => "reporter",
            Role::Translator => "translator",
            Role::Editor => "editor",
            Role::Photographer => "photographer",
        }
    }

    /// The role of a word from the store.
    pub fn from_word(word: &str) -> Option<Self> {
        [Role::Reporter, Role::Translator, Role::Editor, Role::Photographer].into_iter().find(|role| role.word() == word)
    }
}

/// What a public note at an article is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// The newsroom says what was wrong and what is right (정정보도).
    #[default]
    Correction,
    /// Somebody whom the article is about replies (반론보도).
    Reply,
}

impl NoteKind {
    /// The word that stands in the store and in forms.
    pub fn word(self) -> &'static str {
        match self {
            NoteKind::Correction => "correction",
            NoteKind::Reply => "reply",
        }
    }

    /// The kind of a word from the store or a form.
    pub fn from_word(word: &str) -> Option<Self> {
        [NoteKind::Correction, NoteKind::Reply].into_iter().find(|kind| kind.word() == word)
    }
}

/// A public note of what was wrong in an article, or a reply to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The article.
    pub article: ArticleId,
    /// Which of the two.
    #[serde(default)]
    pub kind: NoteKind,
    /// When it was added.
    pub at: Time,
    /// What was wrong and what is right, or the reply, in the article's language.
    pub text: String,
}
