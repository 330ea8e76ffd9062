//! The public site as its readers and their programs see it, on SQLite and on PostgreSQL alike.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that finds nothing has failed")]

mod addresses;
mod article;
mod comments;
mod connections;
mod desk;
mod desk_front;
mod desk_house;
mod imported;
mod kept;
mod lists;
mod machines;
mod paper;
mod readings;
mod replay;
mod restored;
mod twin;
