//! What people and timers do: import, publish, correct, withdraw, comment, moderate, read, back up.
//!
//! An action checks whether it may happen, changes what is kept and tells the outbox, in one
//! transaction. Pages, the API, the command line and the scheduler all act through this crate, so
//! that they cannot differ.

mod accounts;
mod actor;
mod arrange;
mod articles;
mod backup;
mod comments;
mod depict;
mod doctor;
mod due;
mod import;
mod in_use;
mod keep_picture;
mod media;
mod newsroom;
mod password;
mod people;
mod presence;
mod readership;
mod receipts;
mod related;
mod settings;
mod sign_in;
mod site;
mod workflow;

pub use accounts::{
    DEMO_PASSWORD, INVITED_FOR, NewAccount, SETUP_FOR, accept_invitation, account_named, change_account, demo_account, disable_account, invite,
    invited, reset_account, set_desk_language, setup_secret,
};
pub use actor::{Actor, Deed, Matter, may};
pub use arrange::{FrontPart, MustReads, arrange_front, front_mark, set_must_reads, set_related_choice};
pub use articles::{NewArticle, correct, edit, publish, publish_before_its_hour, schedule, withdraw, withdraw_because, write};
pub use backup::{BackupError, backup, restore};
pub use comments::{CommentRefusal, Posted, comment, moderate};
pub use depict::{Described, bring_picture, describe_picture};
pub use doctor::{Finding, examine};
pub use due::do_what_is_due;
pub use import::{ImportOptions, ImportReport, Item, Outcome, Progress, import, page_files};
pub use in_use::InUse;
pub use keep_picture::{PictureNotes, keep_picture};
pub use media::Media;
pub use newsroom::{ActionError, Newsroom, SitePlace};
pub use people::person_named;
pub use presence::note_present;
pub use readership::{Answer, Answers, Counts, Deliver, Prepare, Readership, ReadingsTold, Reported, ReportedDepth, Then, counts};
pub use receipts::{PLACES, note_shown, unseen};
pub use related::{KnownFeatures, RelatedLength, features_of, related_to};
pub use settings::{change_person, change_publication, change_section, change_topic, remove_section};
pub use sign_in::{Entrance, Guesses, SigningIn, change_password, code_at, new_second_factor, set_second_factor, sign_in, sign_out, signed_in};
pub use site::{NewSite, create_site, section_named, topic_named};
pub use store::StoreError;
pub use workflow::{
    Saved, Saving, begin, keep_aside, make_public, note_revision, remark, restore_revision, save, send_back, set_embargo, settle, submit, unschedule,
    withdraw_at,
};
