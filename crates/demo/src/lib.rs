//! The demonstration newspaper: its stories, its pictures, the people who make it and a month of
//! readers.
//!
//! [`seed`] makes a whole site of them through the actions that a newsroom would use, so that what
//! it leaves behind is what a month of work would have left.

mod accounts;
mod chance;
mod clock;
pub mod drawings;
mod in_hand;
mod markup;
mod paper;
mod readers;
mod seed;
mod stories;

pub use accounts::make_accounts;
pub use paper::{Colleague, people, publication, sections, topics};
pub use seed::{Extent, seed, seed_with};
pub use stories::{Malformed, Remark, Repair, Story, Telling, stories};
