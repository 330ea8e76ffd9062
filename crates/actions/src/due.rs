use store::DueTask;

use crate::arrange::end_banner;
use crate::articles::{publish_in, withdraw_in};
use crate::{ActionError, Newsroom};

/// The most tasks of one transaction.
const AT_ONCE: usize = 50;

/// Does what the due-queue holds for this hour or an earlier one; says how many tasks there were.
pub fn do_what_is_due(newsroom: &Newsroom) -> Result<usize, ActionError> {
    let now = newsroom.world.now();
    if !newsroom.store.read(|session| session.anything_due(now))? {
        return Ok(0);
    }
    newsroom.store.write(|session| {
        let tasks = session.take_due(now, AT_ONCE)?;
        for (hour, task) in &tasks {
            let done = match task {
                DueTask::Publish { article } => publish_in(newsroom, session, *article, Some(*hour)),
                DueTask::Withdraw { article } => withdraw_in(newsroom, session, *article, None),
                DueTask::EndBanner { language } => end_banner(newsroom, session, *language),
            };
            match done {
                // What is gone, or may not be public, stays as it is; the board shows it, and nobody else has to wait for it.
                Err(ActionError::Missing(_) | ActionError::Refused(_)) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(tasks.len())
    })
}
