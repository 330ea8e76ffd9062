//! What stories have in common: words, topics, people, for the related list.

use model::{Article, ArticleId, PersonId, StoryId, Time};

use crate::articles::public_at;
use crate::session::{Session, StoreError, places};
use crate::{Val, vals};

/// The most articles of one topic, person, word or section that are looked at.
const CANDIDATES: i64 = 30;

/// A published article that has something in common with another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kin {
    /// The article.
    pub article: ArticleId,
    /// When it became public.
    pub published_at: Time,
    /// What it shares.
    pub shares: Shares,
}

/// What two articles have in common, each found for itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shares {
    /// A topic.
    Topic,
    /// A credited person.
    Person,
    /// One of the words that were asked for.
    Word {
        /// Which, from 0.
        at: usize,
        /// What it weighs in the article that was found.
        weight: f64,
    },
    /// The section.
    Section,
}

impl Session<'_> {
    /// Keeps the words that tell an article.
    pub fn set_words(&mut self, article: &Article, words: &[(String, f64)]) -> Result<(), StoreError> {
        let public_at = public_at(article);
        self.execute("DELETE FROM article_word WHERE article = $1", vals![article.id])?;
        for (word, weight) in words {
            self.execute(
                "INSERT INTO article_word (article, word, language, weight, public_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (article, word) DO NOTHING",
                vals![article.id, word, article.language, *weight, public_at],
            )?;
        }
        Ok(())
    }

    /// The words that tell an article.
    pub fn words(&mut self, article: ArticleId) -> Result<Vec<(String, f64)>, StoreError> {
        let rows = self.query("SELECT word, weight FROM article_word WHERE article = $1 ORDER BY word", vals![article])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.real(1)?))).collect()
    }

    /// The newest published articles of the same edition that share a topic, a credited person or one of these words with an
    /// article, and the newest of its section: each as often as it shares something.
    pub fn kin(&mut self, own: &Article, words: &[(String, f64)]) -> Result<Vec<Kin>, StoreError> {
        const NEWEST: &str = "language = $2 AND public_at IS NOT NULL AND article <> $3 ORDER BY public_at DESC, article DESC LIMIT $4";
        let mut found = Vec::new();
        let mut take = |rows: Vec<crate::Row>, shares: &dyn Fn(&crate::Row) -> Result<Shares, StoreError>| -> Result<(), StoreError> {
            for row in rows {
                let (article, published_at) = (ArticleId::from_i64(row.int(0)?), Time::from_millis(row.int(1)?));
                found.push(Kin { article, published_at, shares: shares(&row)? });
            }
            Ok(())
        };
        for topic in &own.topics {
            let sql = format!("SELECT article, public_at FROM article_topic WHERE topic = $1 AND {NEWEST}");
            take(self.query(&sql, vals![topic, own.language, own.id, CANDIDATES])?, &|_| Ok(Shares::Topic))?;
        }
        for credit in &own.credits {
            let sql = format!("SELECT DISTINCT article, public_at FROM credit WHERE person = $1 AND {NEWEST}");
            take(self.query(&sql, vals![credit.person, own.language, own.id, CANDIDATES])?, &|_| Ok(Shares::Person))?;
        }
        for (at, (word, _)) in words.iter().enumerate() {
            let sql = format!("SELECT article, public_at, weight FROM article_word WHERE word = $1 AND {NEWEST}");
            take(self.query(&sql, vals![word, own.language, own.id, CANDIDATES])?, &|row| Ok(Shares::Word { at, weight: row.real(2)? }))?;
        }
        let sql = "SELECT id, published_at FROM article WHERE section = $1 AND language = $2 AND status = 'published' AND id <> $3
                   ORDER BY published_at DESC, id DESC LIMIT $4";
        take(self.query(sql, vals![&own.section, own.language, own.id, CANDIDATES])?, &|_| Ok(Shares::Section))?;
        Ok(found)
    }

    /// For each of these published articles: story and section. When it was published stands behind the body in its row,
    /// and would have the whole body read.
    pub fn outlines(&mut self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, StoryId, String)>, StoreError> {
        let rows = self.of_articles("SELECT id, story, section FROM article WHERE status = 'published' AND id IN", ids)?;
        rows.iter().map(|row| Ok((ArticleId::from_i64(row.int(0)?), StoryId::from_i64(row.int(1)?), row.text(2)?.to_owned()))).collect()
    }

    /// The topics of these articles.
    pub fn topics_of_all(&mut self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, String)>, StoreError> {
        let rows = self.of_articles("SELECT article, topic FROM article_topic WHERE article IN", ids)?;
        rows.iter().map(|row| Ok((ArticleId::from_i64(row.int(0)?), row.text(1)?.to_owned()))).collect()
    }

    /// The people credited with these articles.
    pub fn people_of_all(&mut self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, PersonId)>, StoreError> {
        let rows = self.of_articles("SELECT article, person FROM credit WHERE article IN", ids)?;
        rows.iter().map(|row| Ok((ArticleId::from_i64(row.int(0)?), PersonId::from_i64(row.int(1)?)))).collect()
    }

    /// The words that tell these articles.
    pub fn words_of_all(&mut self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, String, f64)>, StoreError> {
        let rows = self.of_articles("SELECT article, word, weight FROM article_word WHERE article IN", ids)?;
        rows.iter().map(|row| Ok((ArticleId::from_i64(row.int(0)?), row.text(1)?.to_owned(), row.real(2)?))).collect()
    }

    /// The rows of these articles; `select` ends where their ids follow.
    pub(crate) fn of_articles(&mut self, select: &str, ids: &[ArticleId]) -> Result<Vec<crate::Row>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let vals: Vec<Val> = ids.iter().map(|id| (*id).into()).collect();
        self.query(&format!("{select} ({})", places(1, ids.len())), &vals)
    }
}
