//! Every page and endpoint of the public site. `routes.rs` is the table of addresses;
//! each row leads to a file that reads top to bottom.

mod api;
mod app;
mod ask;
mod body;
mod cards;
mod changes;
mod client;
mod counter;
mod door;
mod files;
mod frame;
mod kept;
mod limits;
mod lineup;
mod lists;
mod machines;
mod meters;
mod metrics;
mod pace;
mod pages;
mod related;
mod reply;
mod rope;
mod routes;
mod server;
mod sheet;
mod shelf;
mod site;
mod sitemap;
mod telling;

pub use app::{App, Options};
pub use door::Door;
pub use meters::Times;
pub use server::{Listening, serve};
pub use site::Site;
