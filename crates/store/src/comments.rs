//! What readers wrote.

use model::{ArticleId, Comment, CommentId, CommentState, Time};

use crate::db::Row;
use crate::session::{Session, StoreError};
use crate::vals;

/// A comment as it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// The comment.
    pub comment: Comment,
    /// The form's ticket: a second comment with the same is the same comment.
    pub ticket: String,
}

/// A comment with what a moderator needs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRow {
    /// The comment.
    pub comment: Comment,
    /// The headline of its article.
    pub headline: String,
}

const COLUMNS: &str = "c.id, c.article, c.name, c.text, c.at, c.state";

fn read(row: &Row) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: CommentId::from_i64(row.int(0)?),
        article: ArticleId::from_i64(row.int(1)?),
        name: row.text(2)?.to_owned(),
        text: row.text(3)?.to_owned(),
        at: Time::from_millis(row.int(4)?),
        state: CommentState::from_word(row.text(5)?).ok_or_else(|| StoreError::Damaged("an unknown state of a comment".to_owned()))?,
    })
}

impl Session<'_> {
    /// Keeps a comment; false if its ticket was used already and nothing was done.
    pub fn add_comment(&mut self, new: &NewComment) -> Result<bool, StoreError> {
        let comment = &new.comment;
        let added = self.execute(
            "INSERT INTO comment (id, article, name, text, at, state, ticket) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (ticket) DO NOTHING",
            vals![comment.id, comment.article, &comment.name, &comment.text, comment.at, comment.state.word(), &new.ticket],
        )?;
        Ok(added == 1)
    }

    /// The comment that came with a ticket.
    pub fn comment_by_ticket(&mut self, ticket: &str) -> Result<Option<Comment>, StoreError> {
        let row = self.query_one(&format!("SELECT {COLUMNS} FROM comment c WHERE c.ticket = $1"), vals![ticket])?;
        row.as_ref().map(read).transpose()
    }

    /// One comment.
    pub fn comment(&mut self, id: CommentId) -> Result<Option<Comment>, StoreError> {
        let row = self.query_one(&format!("SELECT {COLUMNS} FROM comment c WHERE c.id = $1"), vals![id])?;
        row.as_ref().map(read).transpose()
    }

    /// Moves a comment to a state.
    pub fn set_comment_state(&mut self, id: CommentId, state: CommentState) -> Result<(), StoreError> {
        self.execute("UPDATE comment SET state = $2 WHERE id = $1", vals![id, state.word()])?;
        Ok(())
    }

    /// The public comments of an article, oldest first.
    pub fn public_comments(&mut self, article: ArticleId, limit: usize) -> Result<Vec<Comment>, StoreError> {
        let rows = self.query(
            &format!("SELECT {COLUMNS} FROM comment c WHERE c.article = $1 AND c.state = 'approved' ORDER BY c.at, c.id LIMIT $2"),
            vals![article, limit as i64],
        )?;
        rows.iter().map(read).collect()
    }

    /// How many comments of an article are public.
    pub fn count_public_comments(&mut self, article: ArticleId) -> Result<u64, StoreError> {
        let row = self.query_one("SELECT count(*) FROM comment WHERE article = $1 AND state = 'approved'", vals![article])?;
        row.map_or(Ok(0), |row| Ok(row.int(0)?.unsigned_abs()))
    }

    /// Comments in a state, oldest first, with their articles' headlines.
    pub fn comments_in_state(&mut self, state: CommentState, limit: usize) -> Result<Vec<CommentRow>, StoreError> {
        let rows = self.query(
            &format!(
                "SELECT {COLUMNS}, a.headline FROM comment c JOIN article a ON a.id = c.article WHERE c.state = $1 ORDER BY c.at, c.id LIMIT $2"
            ),
            vals![state.word(), limit as i64],
        )?;
        rows.iter().map(|row| Ok(CommentRow { comment: read(row)?, headline: row.text(6)?.to_owned() })).collect()
    }

    /// Comments in a state after one of them, with their articles' headlines: those that wait oldest first, so that
    /// nobody waits for ever, the others newest first.
    pub fn comments_after(&mut self, state: CommentState, after: Option<(Time, CommentId)>, limit: usize) -> Result<Vec<CommentRow>, StoreError> {
        let (sign, order) = if state == CommentState::Held { (">", "ASC") } else { ("<", "DESC") };
        let beyond = if state == CommentState::Held { (-1, -1) } else { (i64::MAX, i64::MAX) };
        let (at, id) = after.map_or(beyond, |(at, id)| (at.millis(), id.to_i64()));
        let rows = self.query(
            &format!(
                "SELECT {COLUMNS}, a.headline FROM comment c JOIN article a ON a.id = c.article
                 WHERE c.state = $1 AND (c.at, c.id) {sign} ($2, $3) ORDER BY c.at {order}, c.id {order} LIMIT $4"
            ),
            vals![state.word(), at, id, limit as i64],
        )?;
        rows.iter().map(|row| Ok(CommentRow { comment: read(row)?, headline: row.text(6)?.to_owned() })).collect()
    }

    /// How many comments are in a state.
    pub fn count_comments(&mut self, state: CommentState) -> Result<i64, StoreError> {
        let row = self.query_one("SELECT count(*) FROM comment WHERE state = $1", vals![state.word()])?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// The public comments that stand around one, so many before it and after it, oldest first; without itself.
    pub fn comments_around(&mut self, comment: &Comment, each: usize) -> Result<Vec<Comment>, StoreError> {
        let mut around = Vec::with_capacity(2 * each);
        for (sign, order) in [("<", "DESC"), (">", "ASC")] {
            let rows = self.query(
                &format!(
                    "SELECT {COLUMNS} FROM comment c WHERE c.article = $1 AND c.state = 'approved' AND (c.at, c.id) {sign} ($2, $3)
                     ORDER BY c.at {order}, c.id {order} LIMIT $4"
                ),
                vals![comment.article, comment.at, comment.id, each as i64],
            )?;
            around.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
        }
        around.sort_by_key(|comment| (comment.at, comment.id));
        Ok(around)
    }
}
