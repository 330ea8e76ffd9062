//! What is kept of the newsroom's work on articles: whose they are, what is said of them, their revisions, receipts of
//! their publication, and how front pages are arranged.

use std::collections::{BTreeSet, HashMap};

use model::{AccountId, ArticleId, Front, Language, PersonId, Status, StoryId, Time};

use crate::db::Row;
use crate::session::{Session, StoreError, contains, to_json};
use crate::{ArticleDraft, Val, articles, vals};

/// A line of the desk's board.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Article`")]
pub struct BoardRow {
    pub id: ArticleId,
    pub story: StoryId,
    pub language: Language,
    pub section: String,
    pub slug: String,
    pub status: Status,
    pub headline: String,
    pub published_at: Option<Time>,
    /// When anybody last did anything to it.
    pub touched_at: Time,
    /// Whose article it is: the accounts, by what colleagues call them; where there is none, who is credited.
    pub authors: Vec<String>,
    /// Whether it is public and what was written since is not.
    pub ahead: bool,
}

/// Which lines of the board are wanted; none of them is left out where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct BoardFilter {
    /// In this status.
    pub status: Option<Status>,
    /// In this section.
    pub section: Option<String>,
    /// In these editions.
    pub languages: Option<Vec<Language>>,
    /// By this account.
    pub author: Option<AccountId>,
    /// With these letters in the headline.
    pub headline: Option<String>,
}

/// A revision, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// From 1.
    pub number: i64,
    /// When.
    pub at: Time,
    /// Whose.
    pub account: Option<AccountId>,
    /// What its writer says of it.
    pub note: Option<String>,
}

/// What a colleague says of a block, or of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its id.
    pub id: i64,
    /// The article.
    pub article: ArticleId,
    /// The block; 0 for the whole.
    pub block: u32,
    /// Whose; none for one of an account that is there no more.
    pub account: Option<AccountId>,
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
    /// When somebody said that it is done with.
    pub settled_at: Option<Time>,
}

/// What became of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The article.
    pub article: ArticleId,
    /// When it became public.
    pub live_at: Time,
    /// The hour for which it was scheduled.
    pub due_at: Option<Time>,
    /// When page, front page, feed and sitemap were first seen to show it.
    pub shown: std::collections::BTreeMap<String, Time>,
}

fn read_remark(row: &Row) -> Result<Remark, StoreError> {
    Ok(Remark {
        id: row.int(0)?,
        article: ArticleId::from_i64(row.int(1)?),
        block: u32::try_from(row.int(2)?).unwrap_or_default(),
        account: row.maybe_int(3)?.map(AccountId::from_i64),
        at: Time::from_millis(row.int(4)?),
        text: row.text(5)?.to_owned(),
        settled_at: row.maybe_int(6)?.map(Time::from_millis),
    })
}

fn read_receipt(row: &Row) -> Result<Receipt, StoreError> {
    let shown: std::collections::BTreeMap<String, i64> = row.json(3)?;
    Ok(Receipt {
        article: ArticleId::from_i64(row.int(0)?),
        live_at: Time::from_millis(row.int(1)?),
        due_at: row.maybe_int(2)?.map(Time::from_millis),
        shown: shown.into_iter().map(|(what, at)| (what, Time::from_millis(at))).collect(),
    })
}

impl Session<'_> {
    /// Whether an article is an account's own.
    pub fn is_author(&mut self, article: ArticleId, account: AccountId) -> Result<bool, StoreError> {
        Ok(self.query_one("SELECT 1 FROM article_author WHERE article = $1 AND account = $2", vals![article, account])?.is_some())
    }

    /// Makes an article an account's own.
    pub fn add_author(&mut self, article: ArticleId, account: AccountId) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO article_author (article, account) VALUES ($1, $2) ON CONFLICT (article, account) DO NOTHING",
            vals![article, account],
        )?;
        Ok(())
    }

    /// The accounts whose article it is.
    pub fn authors_of(&mut self, article: ArticleId) -> Result<Vec<AccountId>, StoreError> {
        let rows = self.query("SELECT account FROM article_author WHERE article = $1 ORDER BY account", vals![article])?;
        rows.iter().map(|row| Ok(AccountId::from_i64(row.int(0)?))).collect()
    }

    /// Notes that something was done to an article.
    pub fn touch(&mut self, article: ArticleId, now: Time) -> Result<(), StoreError> {
        self.execute("UPDATE article SET touched_at = $2 WHERE id = $1", vals![article, now])?;
        Ok(())
    }

    /// The board: what was touched last stands first. Entries after `before`, which is the last one seen.
    pub fn board(&mut self, filter: &BoardFilter, before: Option<(Time, ArticleId)>, limit: usize) -> Result<Vec<BoardRow>, StoreError> {
        let mut vals: Vec<Val> = Vec::new();
        let mut place = |val: Val| {
            vals.push(val);
            format!("${}", vals.len())
        };
        let mut wheres = vec!["TRUE".to_owned()];
        if let Some(status) = filter.status {
            wheres.push(format!("a.status = {}", place(status.word().into())));
        }
        if let Some(section) = &filter.section {
            wheres.push(format!("a.section = {}", place(section.into())));
        }
        if let Some(languages) = &filter.languages {
            let places: Vec<_> = languages.iter().map(|language| place((*language).into())).collect();
            wheres.push(if places.is_empty() { "FALSE".to_owned() } else { format!("a.language IN ({})", places.join(", ")) });
        }
        if let Some(author) = filter.author {
            wheres.push(format!("EXISTS (SELECT 1 FROM article_author w WHERE w.article = a.id AND w.account = {})", place(author.into())));
        }
        if let Some(headline) = &filter.headline {
            let pattern = contains(&headline.to_lowercase());
            wheres.push(format!("lower(a.headline) LIKE {} ESCAPE '\\'", place(pattern.into())));
        }
        if let Some((at, id)) = before {
            wheres.push(format!("(a.touched_at, a.id) < ({}, {})", place(at.into()), place(id.into())));
        }
        let most = place((limit as i64).into());
        let sql = format!(
            "SELECT a.id, a.story, a.language, a.section, a.slug, a.status, a.headline, a.published_at, a.touched_at,
                    CASE WHEN a.status = 'published' AND EXISTS (SELECT 1 FROM revision r WHERE r.article = a.id AND r.number > a.revision) THEN 1 ELSE 0 END,
                    a.credits
             FROM article a WHERE {} ORDER BY a.touched_at DESC, a.id DESC LIMIT {most}",
            wheres.join(" AND ")
        );
        let rows = self.query(&sql, &vals)?;
        // What belongs to the rows is asked for once, not row by row.
        let ids: Vec<ArticleId> = rows.iter().map(|row| Ok(ArticleId::from_i64(row.int(0)?))).collect::<Result<_, StoreError>>()?;
        let mut accounts: HashMap<ArticleId, Vec<String>> = HashMap::new();
        for row in self.among("SELECT w.article, c.called FROM article_author w JOIN account c ON c.id = w.account WHERE w.article IN", &ids)? {
            accounts.entry(ArticleId::from_i64(row.int(0)?)).or_default().push(row.text(1)?.to_owned());
        }
        let mut credited: HashMap<ArticleId, Vec<PersonId>> = HashMap::new();
        for (row, id) in rows.iter().zip(&ids).filter(|(_, id)| !accounts.contains_key(id)) {
            credited.insert(*id, articles::credits(row, 10)?.iter().map(|credit| credit.person).collect());
        }
        let people: BTreeSet<PersonId> = credited.values().flatten().copied().collect();
        let people = self.people(&people.into_iter().collect::<Vec<_>>())?;
        let mut board = Vec::with_capacity(rows.len());
        for row in &rows {
            let id = ArticleId::from_i64(row.int(0)?);
            let language = articles::language(row, 2)?;
            let mut authors = accounts.remove(&id).unwrap_or_default();
            authors.sort_unstable();
            if let Some(credited) = credited.get(&id) {
                let credited = people.iter().filter(|person| credited.contains(&person.id));
                authors.extend(credited.filter_map(|person| person.names.or_any(language, language).cloned()));
            }
            board.push(BoardRow {
                id,
                story: StoryId::from_i64(row.int(1)?),
                language,
                section: row.text(3)?.to_owned(),
                slug: row.text(4)?.to_owned(),
                status: Status::from_word(row.text(5)?).ok_or_else(|| StoreError::Damaged("an unknown status".to_owned()))?,
                headline: row.text(6)?.to_owned(),
                published_at: row.maybe_int(7)?.map(Time::from_millis),
                touched_at: Time::from_millis(row.int(8)?),
                authors,
                ahead: row.int(9)? == 1,
            });
        }
        Ok(board)
    }

    /// The number of the newest revision, public or not.
    pub fn newest_revision(&mut self, article: ArticleId) -> Result<i64, StoreError> {
        let row = self.query_one("SELECT coalesce(max(number), 0) FROM revision WHERE article = $1", vals![article])?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// Keeps a revision of an article that is not to be public yet.
    pub fn add_revision(&mut self, article: ArticleId, number: i64, now: Time, draft: &ArticleDraft) -> Result<(), StoreError> {
        self.execute("INSERT INTO revision (article, number, at, content) VALUES ($1, $2, $3, $4)", vals![article, number, now, to_json(draft)?])?;
        Ok(())
    }

    /// The hour before which an article must not be public.
    pub fn embargo(&mut self, article: ArticleId) -> Result<Option<Time>, StoreError> {
        let row = self.query_one("SELECT embargo FROM article WHERE id = $1", vals![article])?;
        row.map_or(Ok(None), |row| Ok(row.maybe_int(0)?.map(Time::from_millis)))
    }

    /// Keeps the hour before which an article must not be public.
    pub fn set_embargo(&mut self, article: ArticleId, hour: Option<Time>) -> Result<(), StoreError> {
        self.execute("UPDATE article SET embargo = $2 WHERE id = $1", vals![article, hour])?;
        Ok(())
    }

    /// Why an article was withdrawn.
    pub fn reason(&mut self, article: ArticleId) -> Result<Option<String>, StoreError> {
        let row = self.query_one("SELECT reason FROM article WHERE id = $1", vals![article])?;
        row.map_or(Ok(None), |row| Ok(row.maybe_text(0)?.map(str::to_owned)))
    }

    /// Keeps why an article was withdrawn.
    pub fn set_reason(&mut self, article: ArticleId, reason: Option<&str>) -> Result<(), StoreError> {
        self.execute("UPDATE article SET reason = $2 WHERE id = $1 AND reason IS DISTINCT FROM $2", vals![article, reason.map(str::to_owned)])?;
        Ok(())
    }

    /// Gives a slug of an article that was never public back to its edition.
    pub fn free_unused_slug(&mut self, article: ArticleId, language: Language, slug: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM slug WHERE article = $1 AND language = $2 AND slug = $3", vals![article, language, slug])?;
        Ok(())
    }

    /// Says whose a revision is, and what they say of it.
    pub fn sign_revision(&mut self, article: ArticleId, number: i64, account: Option<AccountId>, note: Option<&str>) -> Result<(), StoreError> {
        self.execute(
            "UPDATE revision SET account = $3, note = $4 WHERE article = $1 AND number = $2",
            vals![article, number, account, note.map(str::to_owned)],
        )?;
        Ok(())
    }

    /// Keeps what is said of a revision.
    pub fn note_revision(&mut self, article: ArticleId, number: i64, note: Option<&str>) -> Result<(), StoreError> {
        self.execute("UPDATE revision SET note = $3 WHERE article = $1 AND number = $2", vals![article, number, note.map(str::to_owned)])?;
        Ok(())
    }

    /// An article's revisions, newest first.
    pub fn revisions(&mut self, article: ArticleId, limit: usize) -> Result<Vec<RevisionRow>, StoreError> {
        let rows = self
            .query("SELECT number, at, account, note FROM revision WHERE article = $1 ORDER BY number DESC LIMIT $2", vals![article, limit as i64])?;
        rows.iter()
            .map(|row| {
                Ok(RevisionRow {
                    number: row.int(0)?,
                    at: Time::from_millis(row.int(1)?),
                    account: row.maybe_int(2)?.map(AccountId::from_i64),
                    note: row.maybe_text(3)?.map(str::to_owned),
                })
            })
            .collect()
    }

    /// Keeps a version beside the revisions.
    pub fn keep_aside(&mut self, article: ArticleId, now: Time, account: Option<AccountId>, draft: &ArticleDraft) -> Result<(), StoreError> {
        self.execute("INSERT INTO aside (article, at, account, content) VALUES ($1, $2, $3, $4)", vals![article, now, account, to_json(draft)?])?;
        Ok(())
    }

    /// The versions that were kept beside an article's revisions, newest first.
    pub fn asides(&mut self, article: ArticleId) -> Result<Vec<(Time, Option<AccountId>, ArticleDraft)>, StoreError> {
        let rows = self.query("SELECT at, account, content FROM aside WHERE article = $1 ORDER BY at DESC LIMIT 100", vals![article])?;
        rows.iter().map(|row| Ok((Time::from_millis(row.int(0)?), row.maybe_int(1)?.map(AccountId::from_i64), row.json(2)?))).collect()
    }

    /// Keeps a remark.
    pub fn add_remark(&mut self, remark: &Remark) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO remark (id, article, block, account, at, text, settled_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            vals![remark.id, remark.article, i64::from(remark.block), remark.account, remark.at, &remark.text, remark.settled_at],
        )?;
        Ok(())
    }

    /// A remark.
    pub fn remark(&mut self, id: i64) -> Result<Option<Remark>, StoreError> {
        let row = self.query_one("SELECT id, article, block, account, at, text, settled_at FROM remark WHERE id = $1", vals![id])?;
        row.as_ref().map(read_remark).transpose()
    }

    /// Notes when a remark was settled; `None` opens it again.
    pub fn settle_remark(&mut self, id: i64, at: Option<Time>) -> Result<(), StoreError> {
        self.execute("UPDATE remark SET settled_at = $2 WHERE id = $1", vals![id, at])?;
        Ok(())
    }

    /// What was said of an article, oldest first.
    pub fn remarks(&mut self, article: ArticleId) -> Result<Vec<Remark>, StoreError> {
        let rows = self.query(
            "SELECT id, article, block, account, at, text, settled_at FROM remark WHERE article = $1 ORDER BY at, id LIMIT 500",
            vals![article],
        )?;
        rows.iter().map(read_remark).collect()
    }

    /// Keeps a receipt, new or filled in.
    pub fn set_receipt(&mut self, receipt: &Receipt) -> Result<(), StoreError> {
        let shown: std::collections::BTreeMap<&str, i64> = receipt.shown.iter().map(|(what, at)| (what.as_str(), at.millis())).collect();
        self.execute(
            "INSERT INTO receipt (article, live_at, due_at, shown) VALUES ($1, $2, $3, $4)
             ON CONFLICT (article, live_at) DO UPDATE SET shown = excluded.shown",
            vals![receipt.article, receipt.live_at, receipt.due_at, to_json(&shown)?],
        )?;
        Ok(())
    }

    /// The newest receipts, newest first.
    pub fn receipts(&mut self, limit: usize) -> Result<Vec<Receipt>, StoreError> {
        let rows = self.query("SELECT article, live_at, due_at, shown FROM receipt ORDER BY live_at DESC, article LIMIT $1", vals![limit as i64])?;
        rows.iter().map(read_receipt).collect()
    }

    /// The newest receipt of an article.
    pub fn receipt_of(&mut self, article: ArticleId) -> Result<Option<Receipt>, StoreError> {
        let row =
            self.query_one("SELECT article, live_at, due_at, shown FROM receipt WHERE article = $1 ORDER BY live_at DESC LIMIT 1", vals![article])?;
        row.as_ref().map(read_receipt).transpose()
    }

    /// How an edition's front page is arranged; the default where nobody has arranged it.
    pub fn front(&mut self, language: Language) -> Result<Front, StoreError> {
        let row = self.query_one("SELECT arrangement FROM front WHERE language = $1", vals![language])?;
        row.map_or_else(|| Ok(Front::default()), |row| row.json(0))
    }

    /// Keeps how an edition's front page is arranged.
    pub fn set_front(&mut self, language: Language, front: &Front) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO front (language, arrangement) VALUES ($1, $2) ON CONFLICT (language) DO UPDATE SET arrangement = excluded.arrangement",
            vals![language, to_json(front)?],
        )?;
        Ok(())
    }

    /// What editors set for an article's related list: the stories that stand first, in order, and those that do not
    /// stand there.
    pub fn related_choice(&mut self, article: ArticleId) -> Result<(Vec<StoryId>, Vec<StoryId>), StoreError> {
        let rows = self.query("SELECT story, position FROM related_choice WHERE article = $1 ORDER BY position, story", vals![article])?;
        let (mut pinned, mut excluded) = (Vec::new(), Vec::new());
        for row in &rows {
            let list = if row.int(1)? < 0 { &mut excluded } else { &mut pinned };
            list.push(StoryId::from_i64(row.int(0)?));
        }
        Ok((pinned, excluded))
    }

    /// Keeps what editors set for an article's related list.
    pub fn set_related_choice(&mut self, article: ArticleId, pinned: &[StoryId], excluded: &[StoryId]) -> Result<(), StoreError> {
        self.execute("DELETE FROM related_choice WHERE article = $1", vals![article])?;
        let places = pinned.iter().enumerate().map(|(at, story)| (*story, at as i64)).chain(excluded.iter().map(|story| (*story, -1)));
        for (story, position) in places {
            self.execute(
                "INSERT INTO related_choice (article, story, position) VALUES ($1, $2, $3) ON CONFLICT (article, story) DO NOTHING",
                vals![article, story, position],
            )?;
        }
        Ok(())
    }
}
