use store::DueTask;

use crate::articles::publish_in;
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
        for (_, DueTask::Publish { article }) in &tasks {
            match publish_in(newsroom, session, *article) {
                Err(ActionError::Missing(_)) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(tasks.len())
    })
}
