//! Counting and ranking: which readings count, what they add up to, the lists made of them, what is
//! like an article, and which story stands where on a page.
//!
//! Everything lives in memory and does no I/O. It is fed by whoever keeps the counts: loaded at
//! start, told each event, asked for the rows to be written. The hour comes in with every call.

mod batch;
pub mod constants;
mod depth;
mod forms;
mod gate;
mod hangul;
mod kindred;
mod lists;
mod memory;
mod planner;
mod ranked;
mod related;
mod robots;
mod tally;
mod token;
mod trails;
mod visitor;
mod words;

pub use batch::{Damaged, pack_depths, pack_refusals, pack_views, unpack_depths, unpack_refusals, unpack_views};
pub use depth::reading_seconds;
pub use gate::{DepthVerdict, Gate, Reading, Rule, Verdict};
pub use kindred::Kindred;
pub use lists::{Entry, Lists};
pub use planner::{Absent, Because, Passed, Plan, PlannedList, Slot, Trace, TracedList, TracedSlot, candidates, plan};
pub use ranked::{FilledBy, Ranked, Why};
pub use related::{Features, Related, Shared, likeness};
pub use robots::{Robots, robot};
pub use tally::{Sum, Tally, hour_of};
pub use token::{BadToken, Key, Keys, Token};
pub use trails::{Trails, Turn};
pub use visitor::{Salt, Salts, Visitor, block, visitor};
pub use words::words;
