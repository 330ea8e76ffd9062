//! What programs ask for: `/api/v1`, in JSON. Addresses are paths from the root.

pub(crate) mod articles;
pub(crate) mod comments;
pub(crate) mod lists;
pub(crate) mod views;

use model::Status;
use store::Session;

use crate::ask::{Ask, Trouble};

/// The published article that the address names.
fn article(ask: &Ask, session: &mut Session<'_>) -> Result<model::Article, Trouble> {
    let id = ask.param("id").parse().map_err(|_| Trouble::NotFound)?;
    public(session.article(id)?, session)
}

/// An article if readers may see it; else why they may not.
pub(crate) fn public(article: Option<model::Article>, session: &mut Session<'_>) -> Result<model::Article, Trouble> {
    let article = article.ok_or(Trouble::NotFound)?;
    match article.status {
        Status::Published => Ok(article),
        Status::Withdrawn => Err(Trouble::Gone(session.reason(article.id)?)),
        Status::Draft | Status::InReview | Status::Scheduled => Err(Trouble::NotFound),
    }
}
