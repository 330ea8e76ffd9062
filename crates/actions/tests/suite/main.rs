//! What a newsroom and its readers can do, on SQLite and on PostgreSQL alike.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that finds nothing has failed")]

mod articles;
mod backup;
mod comments;
mod depth;
mod import;
mod import_trouble;
mod nodes;
mod readership;
mod replay;
