//! What stories have in common: words, topics, people, for the related list.

use model::{Article, ArticleId, Language, PersonId, StoryId, Time};

use crate::articles::{credits, language, public_at};
use crate::db::Row;
use crate::session::{Session, StoreError, to_json};
use crate::vals;

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
    Topic {
        /// What one of its topics weighs in the article that was found.
        weight: f64,
    },
    /// A credited person.
    Person {
        /// What one of its people weighs in the article that was found.
        weight: f64,
    },
    /// One of the words.
    Word {
        /// Which of the article's own, from 0.
        at: usize,
        /// What it weighs in the article that was found.
        weight: f64,
    },
    /// The section.
    Section,
}

/// What a published article is compared with others by.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The article.
    pub id: ArticleId,
    /// The story that it tells.
    pub story: StoryId,
    /// The language, and so the edition.
    pub language: Language,
    /// The section's slug.
    pub section: String,
    /// When it became public.
    pub published_at: Time,
    /// The topics' slugs.
    pub topics: Vec<String>,
    /// The people whom it is by.
    pub people: Vec<PersonId>,
    /// The words that tell it, with what each weighs.
    pub words: Vec<(String, f64)>,
}

impl Session<'_> {
    /// Keeps the words that tell an article.
    pub fn set_words(&mut self, article: &Article, words: &[(String, f64)]) -> Result<(), StoreError> {
        if self.execute("UPDATE article SET words = $2 WHERE id = $1 AND words <> $2", vals![article.id, to_json(&words)?])? == 0 {
            return Ok(());
        }
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

    /// The words that tell an article, in the order in which they were kept.
    pub fn words(&mut self, article: ArticleId) -> Result<Vec<(String, f64)>, StoreError> {
        let row = self.query_one("SELECT words FROM article WHERE id = $1", vals![article])?;
        row.map_or(Ok(Vec::new()), |row| row.json(0))
    }

    /// The newest published articles of the same edition that share a topic, a person or one of so many first words with an
    /// article, and the newest of its section: each as often as it shares something.
    pub fn kin(&mut self, own: &Compared, words: usize) -> Result<Vec<Kin>, StoreError> {
        const NEWEST: &str = "language = $2 AND public_at IS NOT NULL AND article <> $3 ORDER BY public_at DESC, article DESC LIMIT $4";
        let mut found = Vec::new();
        let mut take = |rows: Vec<Row>, shares: &dyn Fn(&Row) -> Result<Shares, StoreError>| -> Result<(), StoreError> {
            for row in rows {
                let (article, published_at) = (ArticleId::from_i64(row.int(0)?), Time::from_millis(row.int(1)?));
                found.push(Kin { article, published_at, shares: shares(&row)? });
            }
            Ok(())
        };
        for topic in &own.topics {
            let sql = format!("SELECT article, public_at, weight FROM article_topic WHERE topic = $1 AND {NEWEST}");
            take(self.query(&sql, vals![topic, own.language, own.id, CANDIDATES])?, &|row| Ok(Shares::Topic { weight: row.real(2)? }))?;
        }
        for person in &own.people {
            let sql = format!("SELECT DISTINCT article, public_at, weight FROM credit WHERE person = $1 AND {NEWEST}");
            take(self.query(&sql, vals![*person, own.language, own.id, CANDIDATES])?, &|row| Ok(Shares::Person { weight: row.real(2)? }))?;
        }
        for (at, (word, _)) in own.words.iter().take(words).enumerate() {
            let sql = format!("SELECT article, public_at, weight FROM article_word WHERE word = $1 AND {NEWEST}");
            take(self.query(&sql, vals![word, own.language, own.id, CANDIDATES])?, &|row| Ok(Shares::Word { at, weight: row.real(2)? }))?;
        }
        let sql = "SELECT id, published_at FROM article WHERE section = $1 AND language = $2 AND status = 'published' AND id <> $3
                   ORDER BY published_at DESC, id DESC LIMIT $4";
        take(self.query(sql, vals![&own.section, own.language, own.id, CANDIDATES])?, &|_| Ok(Shares::Section))?;
        Ok(found)
    }

    /// What those of these articles that are published are compared by, in no order.
    pub fn compared(&mut self, ids: &[ArticleId]) -> Result<Vec<Compared>, StoreError> {
        let select = "SELECT id, story, language, section, published_at, topics, credits, words FROM article WHERE status = 'published' AND id IN";
        let read = |row: &Row| {
            Ok(Compared {
                id: ArticleId::from_i64(row.int(0)?),
                story: StoryId::from_i64(row.int(1)?),
                language: language(row, 2)?,
                section: row.text(3)?.to_owned(),
                published_at: Time::from_millis(row.maybe_int(4)?.unwrap_or_default()),
                topics: row.json(5)?,
                people: credits(row, 6)?.into_iter().map(|credit| credit.person).collect(),
                words: row.json(7)?,
            })
        };
        self.among(select, ids)?.iter().map(read).collect()
    }
}
