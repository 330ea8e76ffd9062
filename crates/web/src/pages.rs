//! The public pages, a file each.

pub(crate) mod article;
pub(crate) mod comment;
pub(crate) mod counting;
pub(crate) mod error;
pub(crate) mod front;
pub(crate) mod listing;
pub(crate) mod prose;
