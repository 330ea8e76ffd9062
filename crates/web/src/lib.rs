//! Every page and endpoint of the public site. [`routes`](routes::routes) is the table of addresses;
//! each row leads to a file that reads top to bottom.

mod api;
mod app;
mod ask;
pub mod body;
mod cards;
pub mod client;
mod files;
mod frame;
mod limits;
mod lists;
mod machines;
mod pages;
pub mod reply;
mod routes;
mod server;
mod site;
mod telling;

pub use app::{App, Options};
pub use routes::routes;
pub use server::serve;
pub use site::Site;
