//! A newsroom for tests: an hour that can be moved, chance that can be repeated, an empty database
//! of each kind, a site to write for, and a browser that reads it.

mod browser;
mod colleague;
mod database;
mod newsroom;
mod picture;
mod replay;
mod world;

pub use browser::{Answer, Browser};
pub use colleague::{Colleague, PASSWORD};
pub use database::{Kind, TestDatabase};
pub use newsroom::{NewStory, TestNewsroom, published};
pub use picture::bmp;
pub use replay::{Logged, Tallied, by_the_rules, edge_cases, shared_log};
pub use world::TestWorld;

/// Writes each of these functions of a [`Kind`] as a test on SQLite and a test on PostgreSQL, so
/// that both databases pass the same tests in the same number.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name($crate::Kind::Sqlite) })*
        }
        mod postgres {
            $(#[test] fn $name() { super::$name($crate::Kind::Postgres) })*
        }
    };
}
