//! What people and timers do: import, publish, correct, withdraw, comment, moderate, read, back up.
//!
//! An action checks whether it may happen, changes what is kept and tells the outbox, in one
//! transaction. Pages, the API, the command line and the scheduler all act through this crate, so
//! that they cannot differ.

mod articles;
mod backup;
mod comments;
mod doctor;
mod due;
mod import;
mod keep_picture;
mod media;
mod newsroom;
mod people;
mod readership;
mod related;
mod site;

pub use articles::{NewArticle, correct, edit, publish, publish_before_its_hour, schedule, set_must_reads, withdraw, write};
pub use backup::{BackupError, backup, restore};
pub use comments::{CommentRefusal, Posted, comment, moderate};
pub use doctor::{Finding, examine};
pub use due::do_what_is_due;
pub use import::{ImportOptions, ImportReport, Item, Outcome, Progress, import, page_files};
pub use keep_picture::{PictureNotes, keep_picture};
pub use media::Media;
pub use newsroom::{ActionError, Newsroom, SitePlace};
pub use people::person_named;
pub use readership::{Answer, Answers, Counts, Deliver, Prepare, Readership, ReadingsTold, Reported, ReportedDepth, Then, counts};
pub use related::{features_of, related_to};
pub use site::{NewSite, create_site, section_named, topic_named};
pub use store::StoreError;
