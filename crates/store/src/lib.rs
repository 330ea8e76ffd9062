//! Everything that is kept. All SQL stands here; the functions speak in model types and are the
//! same for SQLite, which is built in, and PostgreSQL.
//!
//! A [`Store`] hands out a [`Session`] for reading or for one transaction of writing; the functions
//! that find and keep things are methods of the session, a file for each kind of thing.
//! Calls block: an async caller runs them on a thread that may wait.

mod accounts;
mod articles;
mod audit;
mod backup;
mod comments;
mod counts;
mod db;
mod desk;
mod imports;
mod migrate;
mod outbox;
mod people;
mod pictures;
mod presence;
mod publication;
mod sealed;
mod session;
mod sitemap;
mod stories;

pub use accounts::{Credentials, SignedIn};
pub use articles::{ArticleDraft, Card, Cursor, Published};
pub use audit::Logged;
pub use comments::{CommentRow, NewComment};
pub use counts::{Batch, CountSums, Depth, HourRow, KeyRow, MinuteRow, Refusals, SaltRow};
pub use db::{Row, Val};
pub use desk::{BoardFilter, BoardRow, Receipt, Remark, RevisionRow};
pub use imports::ImportItem;
pub use migrate::{Migration, NEWEST, migrations};
pub use outbox::{Change, DueTask, Numbered};
pub use presence::Present;
pub use session::{Database, Session, Store, StoreError};
pub use sitemap::Mapped;
pub use stories::{Compared, Kin, Shares};
