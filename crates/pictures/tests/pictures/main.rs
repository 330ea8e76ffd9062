//! What goes in as a picture, and what comes out.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests fail and tell by these")]

mod facts;
mod fixtures;
mod folders;
mod mutations;
mod refusals;
mod rendering;
