//! Articles: whole, as cards for listings, and the ways to find them.

use model::{Article, ArticleId, Body, Correction, Credit, Language, NoteKind, PersonId, PictureId, Role, Status, StoryId, Time, weight_of_each};
use serde::{Deserialize, Serialize};

use crate::db::{Row, Val};
use crate::sealed::{seal, unseal};
use crate::session::{Session, StoreError, places, to_json};
use crate::vals;

/// What of an article its revisions hold: everything that a person writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Article`")]
pub struct ArticleDraft {
    pub section: String,
    pub headline: String,
    pub deck: Vec<String>,
    pub body: Body,
    pub credits: Vec<Credit>,
    pub contact: Option<String>,
    pub picture: Option<PictureId>,
    pub topics: Vec<String>,
    pub made_from: Option<ArticleId>,
    pub original_url: Option<String>,
}

impl From<&Article> for ArticleDraft {
    fn from(article: &Article) -> Self {
        Self {
            section: article.section.clone(),
            headline: article.headline.clone(),
            deck: article.deck.clone(),
            body: article.body.clone(),
            credits: article.credits.clone(),
            contact: article.contact.clone(),
            picture: article.picture,
            topics: article.topics.clone(),
            made_from: article.made_from,
            original_url: article.original_url.clone(),
        }
    }
}

/// What an entry in a list needs to know of a published article.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Article`")]
pub struct Card {
    pub id: ArticleId,
    pub story: StoryId,
    pub language: Language,
    pub section: String,
    pub slug: String,
    pub headline: String,
    pub deck: Vec<String>,
    /// How its body begins: see [`Body::opening`].
    pub opening: String,
    pub picture: Option<PictureId>,
    pub credits: Vec<Credit>,
    pub published_at: Time,
    pub updated_at: Time,
}

/// What the lists need to know of a published article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Article`")]
pub struct Published {
    pub id: ArticleId,
    pub story: StoryId,
    pub language: Language,
    pub published_at: Time,
    /// How long it takes to read.
    pub reading_seconds: u16,
}

/// A place in a listing, newest first: the entries after it are older. A listing is read as the places of its articles, of
/// which an index alone can tell; what is shown of them is mostly remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// When the article that stands there was published.
    pub published_at: Time,
    /// The article.
    pub id: ArticleId,
}

impl Cursor {
    /// The cursor that stands before everything.
    pub const START: Cursor = Cursor { published_at: Time::FAR, id: ArticleId::LAST };
}

const COLUMNS: &str = "id, story, language, section, slug, status, headline, deck, credits, contact, picture, topics, made_from, original_url, \
                       published_at, updated_at, revision";
const CARD: &str = "a.id, a.story, a.language, a.section, a.slug, a.headline, a.deck, a.picture, a.credits, a.published_at, a.updated_at, \
                    a.opening";
const NEWEST: &str = "SELECT published_at, id FROM article WHERE language = $1 AND status = 'published'
                      AND (published_at, id) < ($2, $3) ORDER BY published_at DESC, id DESC LIMIT $4";
const NEWEST_IN_SECTION: &str = "SELECT published_at, id FROM article WHERE language = $1 AND section = $5 AND status = 'published'
                                 AND (published_at, id) < ($2, $3) ORDER BY published_at DESC, id DESC LIMIT $4";
const NEWEST_ON_TOPIC: &str = "SELECT public_at, article FROM article_topic WHERE topic = $5 AND language = $1 AND public_at IS NOT NULL
                               AND (public_at, article) < ($2, $3) ORDER BY public_at DESC, article DESC LIMIT $4";
const NEWEST_BY_PERSON: &str = "SELECT DISTINCT public_at, article FROM credit WHERE person = $5 AND language = $1 AND public_at IS NOT NULL
                                AND (public_at, article) < ($2, $3) ORDER BY public_at DESC, article DESC LIMIT $4";
const PUBLISHED: &str = "SELECT id, story, language, published_at, reading_seconds FROM article WHERE status = 'published'";

pub(crate) fn language(row: &Row, column: usize) -> Result<Language, StoreError> {
    row.text(column)?.parse().map_err(|error: model::NotALanguage| StoreError::Damaged(error.to_string()))
}

fn read_card(row: &Row) -> Result<Card, StoreError> {
    Ok(Card {
        id: ArticleId::from_i64(row.int(0)?),
        story: StoryId::from_i64(row.int(1)?),
        language: language(row, 2)?,
        section: row.text(3)?.to_owned(),
        slug: row.text(4)?.to_owned(),
        headline: row.text(5)?.to_owned(),
        deck: row.json(6)?,
        picture: row.maybe_int(7)?.map(PictureId::from_i64),
        credits: credits(row, 8)?,
        published_at: Time::from_millis(row.maybe_int(9)?.unwrap_or_default()),
        updated_at: Time::from_millis(row.int(10)?),
        opening: row.text(11)?.to_owned(),
    })
}

/// Credits as their column holds them: pairs of a person and a role.
pub(crate) fn credits(row: &Row, column: usize) -> Result<Vec<Credit>, StoreError> {
    let pairs: Vec<(i64, Role)> = row.json(column)?;
    Ok(pairs.into_iter().map(|(person, role)| Credit { person: PersonId::from_i64(person), role }).collect())
}

fn read_published(row: &Row) -> Result<Published, StoreError> {
    Ok(Published {
        id: ArticleId::from_i64(row.int(0)?),
        story: StoryId::from_i64(row.int(1)?),
        language: language(row, 2)?,
        published_at: Time::from_millis(row.maybe_int(3)?.unwrap_or_default()),
        reading_seconds: u16::try_from(row.int(4)?).unwrap_or(u16::MAX),
    })
}

/// The hour at which an article became public, as long as it is.
pub(crate) fn public_at(article: &Article) -> Option<Time> {
    article.published_at.filter(|_| article.status == Status::Published)
}

fn read_article(row: &Row) -> Result<Article, StoreError> {
    let (id, status) = (ArticleId::from_i64(row.int(0)?), row.text(5)?);
    Ok(Article {
        id,
        story: StoryId::from_i64(row.int(1)?),
        language: language(row, 2)?,
        section: row.text(3)?.to_owned(),
        slug: row.text(4)?.to_owned(),
        status: Status::from_word(status).ok_or_else(|| StoreError::Damaged(format!("no status is called {status}")))?,
        headline: row.text(6)?.to_owned(),
        deck: row.json(7)?,
        credits: credits(row, 8)?,
        contact: row.maybe_text(9)?.map(str::to_owned),
        picture: row.maybe_int(10)?.map(PictureId::from_i64),
        topics: row.json(11)?,
        made_from: row.maybe_int(12)?.map(ArticleId::from_i64),
        original_url: row.maybe_text(13)?.map(str::to_owned),
        published_at: row.maybe_int(14)?.map(Time::from_millis),
        updated_at: Time::from_millis(row.int(15)?),
        revision: row.int(16)?,
        body: match row.maybe_bytes(17)? {
            Some(body) => unseal(body)?,
            None => return Err(StoreError::Damaged(format!("the article {id} has no body"))),
        },
    })
}

impl Session<'_> {
    /// An article, whatever its status.
    pub fn article(&mut self, id: ArticleId) -> Result<Option<Article>, StoreError> {
        let sql = format!("SELECT {COLUMNS}, body FROM article LEFT JOIN article_body ON article = id WHERE id = $1");
        self.query_one(&sql, vals![id])?.as_ref().map(read_article).transpose()
    }

    /// The article that has, or once had, this slug in an edition.
    pub fn article_by_slug(&mut self, language: Language, slug: &str) -> Result<Option<Article>, StoreError> {
        let row = self.query_one("SELECT article FROM slug WHERE language = $1 AND slug = $2", vals![language, slug])?;
        row.map_or(Ok(None), |row| self.article(ArticleId::from_i64(row.int(0)?)))
    }

    /// Whether an edition ever used a slug.
    pub fn slug_is_taken(&mut self, language: Language, slug: &str) -> Result<bool, StoreError> {
        Ok(self.query_one("SELECT 1 FROM slug WHERE language = $1 AND slug = $2", vals![language, slug])?.is_some())
    }

    /// The ids, languages and statuses of a story's articles.
    pub fn articles_of_story(&mut self, story: StoryId) -> Result<Vec<(ArticleId, Language, Status)>, StoreError> {
        let rows = self.query("SELECT id, language, status FROM article WHERE story = $1 ORDER BY language", vals![story])?;
        rows.iter()
            .map(|row| {
                let status = Status::from_word(row.text(2)?).ok_or_else(|| StoreError::Damaged("an unknown status".to_owned()))?;
                Ok((ArticleId::from_i64(row.int(0)?), language(row, 1)?, status))
            })
            .collect()
    }

    /// Keeps an article, new or changed, with credits, topics, its slug among all that were ever
    /// used, and what it now says as the revision of its number.
    pub fn set_article(&mut self, article: &Article) -> Result<(), StoreError> {
        let credits: Vec<_> = article.credits.iter().map(|credit| (credit.person.to_i64(), credit.role)).collect();
        self.execute(
            &format!(
                "INSERT INTO article ({COLUMNS}, opening) VALUES ({})
                 ON CONFLICT (id) DO UPDATE SET section = excluded.section, slug = excluded.slug, status = excluded.status,
                 headline = excluded.headline, deck = excluded.deck, credits = excluded.credits, contact = excluded.contact,
                 picture = excluded.picture, topics = excluded.topics, made_from = excluded.made_from, original_url = excluded.original_url,
                 published_at = excluded.published_at, updated_at = excluded.updated_at, revision = excluded.revision, opening = excluded.opening",
                places(1, 18)
            ),
            vals![
                article.id,
                article.story,
                article.language,
                &article.section,
                &article.slug,
                article.status.word(),
                &article.headline,
                to_json(&article.deck)?,
                to_json(&credits)?,
                article.contact.clone(),
                article.picture,
                to_json(&article.topics)?,
                article.made_from,
                article.original_url.clone(),
                article.published_at,
                article.updated_at,
                article.revision,
                article.body.opening(),
            ],
        )?;
        self.execute(
            "INSERT INTO article_body (article, body) VALUES ($1, $2) ON CONFLICT (article) DO UPDATE SET body = excluded.body",
            vals![article.id, seal(&article.body)?],
        )?;
        self.execute(
            "INSERT INTO slug (language, slug, article) VALUES ($1, $2, $3) ON CONFLICT (language, slug) DO NOTHING",
            vals![article.language, &article.slug, article.id],
        )?;
        let public_at = public_at(article);
        self.execute("DELETE FROM credit WHERE article = $1", vals![article.id])?;
        for (position, credit) in article.credits.iter().enumerate() {
            self.execute(
                "INSERT INTO credit (article, position, person, role, language, public_at, weight) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                vals![
                    article.id,
                    position as i64,
                    credit.person,
                    credit.role.word(),
                    article.language,
                    public_at,
                    weight_of_each(article.credits.len())
                ],
            )?;
        }
        self.execute("DELETE FROM article_topic WHERE article = $1", vals![article.id])?;
        for (position, topic) in article.topics.iter().enumerate() {
            self.execute(
                "INSERT INTO article_topic (article, topic, position, language, public_at, weight) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (article, topic) DO NOTHING",
                vals![article.id, topic, position as i64, article.language, public_at, weight_of_each(article.topics.len())],
            )?;
        }
        self.execute("UPDATE article_word SET public_at = $2 WHERE article = $1 AND public_at IS DISTINCT FROM $2", vals![article.id, public_at])?;
        self.execute("DELETE FROM article_picture WHERE article = $1", vals![article.id])?;
        for picture in article.picture.into_iter().chain(article.body.pictures()) {
            self.execute(
                "INSERT INTO article_picture (article, picture) VALUES ($1, $2) ON CONFLICT (picture, article) DO NOTHING",
                vals![article.id, picture],
            )?;
        }
        self.execute(
            "INSERT INTO revision (article, number, at, content) VALUES ($1, $2, $3, $4) ON CONFLICT (article, number) DO NOTHING",
            vals![article.id, article.revision, article.updated_at, to_json(&ArticleDraft::from(article))?],
        )?;
        Ok(())
    }

    /// Keeps how long an article takes to read.
    pub fn set_reading_seconds(&mut self, article: ArticleId, seconds: u16) -> Result<(), StoreError> {
        self.execute("UPDATE article SET reading_seconds = $2 WHERE id = $1 AND reading_seconds <> $2", vals![article, i64::from(seconds)])?;
        Ok(())
    }

    /// What an article said in one of its revisions.
    pub fn revision(&mut self, article: ArticleId, number: i64) -> Result<Option<ArticleDraft>, StoreError> {
        let row = self.query_one("SELECT content FROM revision WHERE article = $1 AND number = $2", vals![article, number])?;
        row.map(|row| row.json(0)).transpose()
    }

    /// Adds a public note to an article.
    pub fn add_correction(&mut self, correction: &Correction) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO correction (article, kind, at, text) VALUES ($1, $2, $3, $4)",
            vals![correction.article, correction.kind.word(), correction.at, &correction.text],
        )?;
        Ok(())
    }

    /// An article's public notes, oldest first.
    pub fn corrections(&mut self, article: ArticleId) -> Result<Vec<Correction>, StoreError> {
        let rows = self.query("SELECT kind, at, text FROM correction WHERE article = $1 ORDER BY at, text", vals![article])?;
        let read = |row: &Row| {
            let kind = row.text(0)?;
            let kind = NoteKind::from_word(kind).ok_or_else(|| StoreError::Damaged(format!("{kind} is no kind of a note")))?;
            Ok(Correction { article, kind, at: Time::from_millis(row.int(1)?), text: row.text(2)?.to_owned() })
        };
        rows.iter().map(read).collect()
    }

    /// The cards of those of these articles that are published, in no order.
    pub fn cards(&mut self, ids: &[ArticleId]) -> Result<Vec<Card>, StoreError> {
        self.among(&format!("SELECT {CARD} FROM article a WHERE a.status = 'published' AND a.id IN"), ids)?.iter().map(read_card).collect()
    }

    /// Where an edition's published articles stand, newest first.
    pub fn newest(&mut self, language: Language, after: Cursor, limit: usize) -> Result<Vec<Cursor>, StoreError> {
        self.listed(NEWEST, vals![language, after.published_at, after.id, limit as i64])
    }

    /// Where a section's published articles stand in an edition, newest first.
    pub fn newest_in_section(&mut self, language: Language, section: &str, after: Cursor, limit: usize) -> Result<Vec<Cursor>, StoreError> {
        self.listed(NEWEST_IN_SECTION, vals![language, after.published_at, after.id, limit as i64, section])
    }

    /// Where a topic's published articles stand in an edition, newest first.
    pub fn newest_on_topic(&mut self, language: Language, topic: &str, after: Cursor, limit: usize) -> Result<Vec<Cursor>, StoreError> {
        self.listed(NEWEST_ON_TOPIC, vals![language, after.published_at, after.id, limit as i64, topic])
    }

    /// Where a person's published articles stand in an edition, newest first.
    pub fn newest_by_person(&mut self, language: Language, person: PersonId, after: Cursor, limit: usize) -> Result<Vec<Cursor>, StoreError> {
        self.listed(NEWEST_BY_PERSON, vals![language, after.published_at, after.id, limit as i64, person])
    }

    fn listed(&mut self, sql: &str, vals: &[Val]) -> Result<Vec<Cursor>, StoreError> {
        let read = |row: &Row| Ok(Cursor { published_at: Time::from_millis(row.int(0)?), id: ArticleId::from_i64(row.int(1)?) });
        self.query(sql, vals)?.iter().map(read).collect()
    }

    /// What these articles are called, published or not.
    pub fn headlines(&mut self, ids: &[ArticleId]) -> Result<Vec<(ArticleId, String)>, StoreError> {
        let rows = self.among("SELECT id, headline FROM article WHERE id IN", ids)?;
        rows.iter().map(|row| Ok((ArticleId::from_i64(row.int(0)?), row.text(1)?.to_owned()))).collect()
    }

    /// The newest published articles of an edition, as the lists know them.
    pub fn newest_published(&mut self, language: Language, limit: usize) -> Result<Vec<Published>, StoreError> {
        let sql = format!("{PUBLISHED} AND language = $1 ORDER BY published_at DESC, id DESC LIMIT $2");
        self.query(&sql, vals![language, limit as i64])?.iter().map(read_published).collect()
    }

    /// The same of those of these articles that are published, in no order.
    pub fn published_of(&mut self, articles: &[ArticleId]) -> Result<Vec<Published>, StoreError> {
        self.among(&format!("{PUBLISHED} AND id IN"), articles)?.iter().map(read_published).collect()
    }

    /// The same of those that tell a story, an article for each edition.
    pub fn published_telling(&mut self, story: StoryId) -> Result<Vec<Published>, StoreError> {
        self.query(&format!("{PUBLISHED} AND story = $1"), vals![story])?.iter().map(read_published).collect()
    }
}

#[cfg(test)]
mod tests {
    use testkit::{Kind, TestDatabase};

    use super::*;
    use crate::{Database, Store};

    #[test]
    fn of_a_listing_sqlite_reads_an_index_and_no_article() {
        let place = TestDatabase::new(Kind::Sqlite);
        let store = Store::create(&Database::Folder(place.folder().to_owned())).unwrap();
        for sql in [NEWEST, NEWEST_IN_SECTION, NEWEST_ON_TOPIC, NEWEST_BY_PERSON] {
            let bound = &vals!["en", 1, 2, 3, "news"][..if sql.contains("$5") { 5 } else { 4 }];
            let plan = store.read(|session| session.query(&format!("EXPLAIN QUERY PLAN {sql}"), bound)).unwrap();
            let plan: Vec<&str> = plan.iter().map(|row| row.text(3).unwrap()).collect();
            assert!(plan.len() == 1 && plan[0].contains("USING COVERING INDEX"), "{sql}: {plan:?}");
        }
    }
}
