//! What news is made of, and the rules it obeys.
//!
//! Everything here is a pure value or a pure function: no I/O, no async, and nobody reads a clock or
//! draws a random number except through [`World`], which the caller passes in.

mod account;
mod article;
mod body;
mod comment;
mod front;
mod hangul;
mod id;
mod language;
mod list;
mod month;
mod person;
mod picture;
mod publication;
mod slug;
mod text;
mod time;
mod world;

pub use account::{Account, AccountState, Duties, Duty};
pub use article::{Article, Correction, Credit, NoteKind, Role, Status, weight_of_each};
pub use body::{Block, BlockId, Body, Cell, Kind, ListItem, Marks, Provider, Run, Text};
pub use comment::{Comment, CommentState};
pub use front::{Banner, Front};
pub use id::{AccountId, ArticleId, CommentId, NotAnId, PersonId, PictureId, StoryId};
pub use language::{ByLanguage, Language, NotALanguage};
pub use list::{ListKind, ListLengths};
pub use month::Month;
pub use person::Person;
pub use picture::{Picture, Rendition};
pub use publication::{HousePage, Imprint, Publication, Section, SlugStyle, Topic};
pub use slug::{RESERVED, free_slug, slug};
pub use text::{fingerprint, graphemes, is_blank, nfc, squeeze};
pub use time::{NotAZone, Time, When, Zone};
pub use world::World;
