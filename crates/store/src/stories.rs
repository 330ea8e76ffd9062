//! What stories have in common: words, topics, people, for the related list.

use model::{ArticleId, Language, PersonId, StoryId, Time};

use crate::session::{Session, StoreError, places};
use crate::{Val, vals};

/// The most articles of one topic, person or word that are looked at.
const CANDIDATES: i64 = 60;

impl Session<'_> {
    /// Keeps the words that tell an article.
    pub fn set_words(&mut self, article: ArticleId, language: Language, words: &[(String, f64)]) -> Result<(), StoreError> {
        self.execute("DELETE FROM article_word WHERE article = $1", vals![article])?;
        for (word, weight) in words {
            self.execute(
                "INSERT INTO article_word (language, word, article, weight) VALUES ($1, $2, $3, $4) ON CONFLICT (language, word, article) DO NOTHING",
                vals![language, word, article, *weight],
            )?;
        }
        Ok(())
    }

    /// The words that tell an article.
    pub fn words(&mut self, article: ArticleId) -> Result<Vec<(String, f64)>, StoreError> {
        let rows = self.query("SELECT word, weight FROM article_word WHERE article = $1 ORDER BY word", vals![article])?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.real(1)?))).collect()
    }

    /// The newest published articles that share a topic, a credited person or a word with this one, and
    /// the newest of its section. No article of its own story.
    pub fn kin(&mut self, article: ArticleId) -> Result<Vec<ArticleId>, StoreError> {
        let Some(own) = self.article(article)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut take = |rows: Vec<crate::Row>| -> Result<(), StoreError> {
            for row in rows {
                found.push(ArticleId::from_i64(row.int(0)?));
            }
            Ok(())
        };
        let newest = "a.language = $2 AND a.status = 'published' AND a.story <> $3 ORDER BY a.published_at DESC, a.id DESC LIMIT $4";
        // The plus keeps the databases from walking through all articles, newest first, until enough of
        // them have the word: those that have it are looked up, and then sorted.
        let found_first = newest.replace("BY a.published_at", "BY +a.published_at");
        for topic in &own.topics {
            let sql = format!("SELECT a.id FROM article_topic t JOIN article a ON a.id = t.article WHERE t.topic = $1 AND {found_first}");
            take(self.query(&sql, vals![topic, own.language, own.story, CANDIDATES])?)?;
        }
        for credit in &own.credits {
            let sql = format!("SELECT a.id FROM credit c JOIN article a ON a.id = c.article WHERE c.person = $1 AND {found_first}");
            take(self.query(&sql, vals![credit.person, own.language, own.story, CANDIDATES])?)?;
        }
        for (word, _) in self.words(article)? {
            let sql =
                format!("SELECT a.id FROM article_word w JOIN article a ON a.id = w.article WHERE w.word = $1 AND w.language = $2 AND {found_first}");
            take(self.query(&sql, vals![word, own.language, own.story, CANDIDATES])?)?;
        }
        let sql = format!("SELECT a.id FROM article a WHERE a.section = $1 AND {newest}");
        take(self.query(&sql, vals![&own.section, own.language, own.story, CANDIDATES])?)?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// For each of these published articles: story, section, when it was published.
    pub fn outlines(&mut self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, StoryId, String, Time)>, StoreError> {
        let rows = self.of_articles("SELECT id, story, section, published_at FROM article WHERE status = 'published' AND id IN", ids)?;
        rows.iter()
            .map(|row| {
                Ok((
                    ArticleId::from_i64(row.int(0)?),
                    StoryId::from_i64(row.int(1)?),
                    row.text(2)?.to_owned(),
                    Time::from_millis(row.maybe_int(3)?.unwrap_or_default()),
                ))
            })
            .collect()
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

    fn of_articles(&mut self, select: &str, ids: &[ArticleId]) -> Result<Vec<crate::Row>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let vals: Vec<Val> = ids.iter().map(|id| (*id).into()).collect();
        self.query(&format!("{select} ({})", places(1, ids.len())), &vals)
    }
}
