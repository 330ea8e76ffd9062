//! The desk's pages, a file for each kind of work.

pub(super) mod accounts;
pub(super) mod article;
pub(super) mod board;
pub(super) mod comments;
pub(super) mod front;
pub(super) mod history;
pub(super) mod log;
pub(super) mod pictures;
pub(super) mod settings;
pub(super) mod sign_in;
pub(super) mod you;
