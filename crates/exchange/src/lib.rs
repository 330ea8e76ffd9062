//! Formats in and out: bytes to [`Found`] articles, and the model to feeds and sitemaps. Pure: nothing here reads a file,
//! asks a network or knows the hour.

pub mod atom;
mod found;
pub mod page;
pub mod robots;
pub mod schema_org;
pub mod sitemap;
mod xml;

pub use found::{Found, FoundCredit, FoundPicture, Hints, Refusal};
pub use robots::robots_txt;
pub use sitemap::{SitemapPage, sitemap, sitemap_index};
