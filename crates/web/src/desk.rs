//! The newsroom's own pages: sign in, write, publish, arrange, moderate, set up. `desk/rows.rs` is the table of their
//! addresses; each row says who may call it and leads to one function.

mod assets;
mod caller;
mod draw;
mod form;
mod pages;
mod reasons;
mod receipts;
mod rows;
mod words;

pub use receipts::look_for_publications;
pub(crate) use rows::routes;
pub use rows::{Needs, Row, rows};
