//! What readers write, and what moderators do with it.

use model::{ArticleId, Comment, CommentId, CommentState, Status, graphemes, is_blank, squeeze};
use sha2::{Digest, Sha256};
use store::{Change, NewComment};

use crate::{ActionError, Deed, Newsroom};

/// A comment as a reader sends it.
#[derive(Debug, Clone)]
pub struct Posted<'a> {
    /// The article.
    pub article: ArticleId,
    /// What the reader calls themself.
    pub name: &'a str,
    /// What they say.
    pub text: &'a str,
    /// The reader's hash of the day: the same words from the same reader under the same article
    /// are one comment, however often they are sent.
    pub visitor: u64,
}

/// Why a comment was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CommentRefusal {
    /// The store's word, or that there is no such article.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// There is no name.
    #[error("a comment needs a name")]
    NoName,
    /// The name has too many characters.
    #[error("a name has at most {} characters", Comment::LONGEST_NAME)]
    LongName,
    /// There is no text.
    #[error("a comment needs a text")]
    NoText,
    /// The text has too many characters, as people see them.
    #[error("a comment has at most {} characters, this one has {found}", Comment::LONGEST)]
    LongText {
        /// How many it has.
        found: usize,
    },
    /// The text has too many bytes for its characters.
    #[error("a comment has at most {} bytes, this one has {found}", Comment::MOST_BYTES)]
    HeavyText {
        /// How many it has.
        found: usize,
    },
}

impl From<store::StoreError> for CommentRefusal {
    fn from(error: store::StoreError) -> Self {
        CommentRefusal::Action(error.into())
    }
}

/// Takes a comment and holds it for a moderator.
pub fn comment(newsroom: &Newsroom, posted: &Posted<'_>) -> Result<Comment, CommentRefusal> {
    let name = squeeze(posted.name);
    let text = lines(posted.text);
    if is_blank(&name) {
        return Err(CommentRefusal::NoName);
    }
    if graphemes(&name) > Comment::LONGEST_NAME || name.len() > 4 * Comment::LONGEST_NAME * 4 {
        return Err(CommentRefusal::LongName);
    }
    if is_blank(&text) {
        return Err(CommentRefusal::NoText);
    }
    if text.len() > Comment::MOST_BYTES {
        return Err(CommentRefusal::HeavyText { found: text.len() });
    }
    let length = graphemes(&text);
    if length > Comment::LONGEST {
        return Err(CommentRefusal::LongText { found: length });
    }
    let mut digest = Sha256::new();
    for part in [posted.article.to_string().as_bytes(), &posted.visitor.to_le_bytes(), name.as_bytes(), b"\0", text.as_bytes()] {
        digest.update(part);
    }
    let ticket: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let comment =
        Comment { id: newsroom.world.comment_id(), article: posted.article, name, text, at: newsroom.world.now(), state: CommentState::Held };
    newsroom.store.write(|session| {
        if session.article(posted.article)?.is_none_or(|article| article.status != Status::Published) {
            return Err(ActionError::Missing(format!("there is no public article {}", posted.article)).into());
        }
        if session.add_comment(&NewComment { comment: comment.clone(), ticket: ticket.clone() })? {
            return Ok(comment);
        }
        Ok(session.comment_by_ticket(&ticket)?.unwrap_or(comment))
    })
}

/// Lets a comment be read, or not.
pub fn moderate(newsroom: &Newsroom, id: CommentId, state: CommentState) -> Result<Comment, ActionError> {
    newsroom.allow(Deed::Moderate)?;
    newsroom.store.write(|session| {
        let comment = session
            .comment(id)?
            .ok_or_else(|| ActionError::Missing(format!("there is no comment {id}; `masthead comments list` shows those that wait")))?;
        if comment.state != state {
            session.set_comment_state(id, state)?;
            if comment.state == CommentState::Approved || state == CommentState::Approved {
                session.tell(newsroom.world.now(), &Change::Comments { article: comment.article })?;
            }
            newsroom.log(session, "moderate", &format!("comment:{id}"), serde_json::json!({ "from": comment.state.word(), "to": state.word() }))?;
        }
        Ok(Comment { state, ..comment })
    })
}

/// A text's lines, each squeezed, with at most one empty line between two.
fn lines(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in text.lines().map(squeeze) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    while kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_comment_keeps_its_lines_but_not_its_gaps() {
        assert_eq!(super::lines("\r\n a  b\r\n\n\n\nc\u{202e}\n\n"), "a b\n\nc");
    }
}
