//! Every page and endpoint of the public site. [`routes()`] is the table of addresses;
//! each row leads to a file that reads top to bottom.

mod api;
mod app;
mod ask;
mod body;
mod cards;
mod client;
mod files;
mod frame;
mod limits;
mod lists;
mod machines;
mod pages;
mod reply;
mod routes;
mod server;
mod site;
mod telling;

pub use app::{App, Options};
pub use routes::routes;
pub use server::serve;
pub use site::Site;
