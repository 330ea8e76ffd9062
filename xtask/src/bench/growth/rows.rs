//! A site grown by copies of its own articles, written straight into its SQLite database as an import would have.
//!
//! Each copy has its own id, story, slug, hour within twenty years, reporter and telling words; all other columns,
//! whatever they are, are those of the article it is copied from.

use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params_from_iter};

use crate::bench::serving::requests::scattered;

const TWENTY_YEARS: i64 = 20 * 365 * 24 * 3600 * 1000;
/// Articles of one transaction.
const AT_ONCE: usize = 10_000;
/// Words that tell an article, as an import keeps them.
const WORDS: usize = 16;
/// What each of them weighs: the squares of so many add up to 1.
const WEIGHS: f64 = 0.25;
/// Names how the words are drawn, so that no site is taken for one that was grown otherwise.
pub const LAW: &str = "imported articles, words drawn by the cube and left in their order";
/// A reporter is grown for so many articles.
const PER_REPORTER: usize = 1_000;

/// Grows a site that nothing serves until it has `articles` articles.
pub fn grow(folder: &Path, articles: usize) -> Result<()> {
    let mut database = Connection::open(folder.join("masthead.db"))?;
    database.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY")?;
    let seeds = seeds(&database)?;
    let more = articles.saturating_sub(seeds.len());
    // Keeping indexes in order while rows come in no order takes longer than making them at the end.
    let indexes = indexes(&database)?;
    for (name, _) in &indexes {
        database.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    let reporters = reporters(&mut database, more / PER_REPORTER)?;
    let newest = seeds.iter().filter_map(|seed| seed.hour).max().context("the site has an article")?;
    let mut copies = Vec::with_capacity(more);
    // In the order of their ids, which is that of the table: in any other each that comes would move others.
    let mut numbers: Vec<usize> = (0..more).collect();
    numbers.sort_unstable_by_key(|number| id(*number, 1));
    for numbers in numbers.chunks(AT_ONCE) {
        let transaction = database.transaction()?;
        for &number in numbers {
            let seed = &seeds[number % seeds.len()];
            let hour = newest - TWENTY_YEARS / more as i64 * (more - number) as i64;
            let reporter = reporters.get(scattered(number as u64) as usize % reporters.len().max(1)).copied();
            let words = words_of(number, more);
            seed.copy(&transaction, number, hour, reporter, &words)?;
            copies.push(Copy { number, language: &seed.language, hour, words });
        }
        transaction.commit()?;
    }
    println!("{more} copies are written; now their words");
    words(&mut database, &copies)?;
    println!("now the indexes");
    for (_, sql) in &indexes {
        database.execute_batch(sql)?;
    }
    database.execute_batch("PRAGMA journal_mode = WAL")?;
    Ok(())
}

struct Copy<'a> {
    number: usize,
    language: &'a str,
    hour: i64,
    words: Vec<u32>,
}

/// An imported article: its rows in every table that an import fills for it, but for the words.
struct Seed {
    language: String,
    hour: Option<i64>,
    rows: Vec<Row>,
}

struct Row {
    table: &'static str,
    insert: String,
    columns: Vec<String>,
    values: Vec<Value>,
}

const TABLES: [(&str, &str); 8] = [
    ("article", "id"),
    ("article_body", "article"),
    ("slug", "article"),
    ("article_topic", "article"),
    ("credit", "article"),
    ("article_picture", "article"),
    ("revision", "article"),
    ("import_item", "article"),
];

fn seeds(database: &Connection) -> Result<Vec<Seed>> {
    let mut ids = database.prepare("SELECT id, language, published_at FROM article WHERE status = 'published' ORDER BY id")?;
    let found = ids.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<Vec<(i64, _, _)>, _>>()?;
    found
        .into_iter()
        .map(|(id, language, hour)| {
            let mut rows = Vec::new();
            for (table, key) in TABLES {
                rows.extend(read(database, table, key, id)?);
            }
            Ok(Seed { language, hour, rows })
        })
        .collect()
}

fn read(database: &Connection, table: &'static str, key: &str, article: i64) -> Result<Vec<Row>> {
    let mut select = database.prepare(&format!("SELECT * FROM {table} WHERE {key} = ?1"))?;
    let columns: Vec<String> = select.column_names().map(str::to_owned).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT INTO {table} ({}) VALUES ({places})", columns.join(", "));
    let rows = select.query_map([article], |row| {
        let values = (0..columns.len()).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>()?;
        Ok(Row { table, insert: insert.clone(), columns: columns.clone(), values })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Seed {
    fn copy(&self, transaction: &Transaction<'_>, number: usize, hour: i64, reporter: Option<i64>, words: &[u32]) -> Result<()> {
        let id = id(number, 1);
        for row in &self.rows {
            let changed = |(column, value): (&String, &Value)| match (row.table, column.as_str()) {
                ("article", "id") | (_, "article") => Ok(Value::Integer(id)),
                ("article", "story") => Ok(Value::Integer(self::id(number, 2))),
                ("article" | "slug", "slug") | ("import_item", "identity" | "source") => Ok(numbered(value, number)),
                ("article", "published_at" | "updated_at") | ("revision", "at") | (_, "public_at") => Ok(Value::Integer(hour)),
                ("credit", "person") => Ok(reporter.map_or(value.clone(), Value::Integer)),
                ("article", "credits") => reporter.map_or(Ok(value.clone()), |reporter| credited_to(value, reporter)),
                ("article", "words") => Ok(Value::Text(known_by(words))),
                _ => Ok(value.clone()),
            };
            let values = row.columns.iter().zip(&row.values).map(changed).collect::<Result<Vec<Value>>>()?;
            transaction.prepare_cached(&row.insert)?.execute(params_from_iter(values))?;
        }
        Ok(())
    }
}

/// The same credits, all of one person.
fn credited_to(credits: &Value, person: i64) -> Result<Value> {
    let Value::Text(credits) = credits else { return Ok(credits.clone()) };
    let credits: Vec<(i64, String)> = serde_json::from_str(credits)?;
    let credits: Vec<_> = credits.into_iter().map(|(_, role)| (person, role)).collect();
    Ok(Value::Text(serde_json::to_string(&credits)?))
}

/// As an article's row holds its words.
fn known_by(words: &[u32]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("[\"{}\",{WEIGHS}]", spelt(*word))).collect();
    format!("[{}]", words.join(","))
}

fn numbered(value: &Value, number: usize) -> Value {
    match value {
        Value::Text(text) => Value::Text(format!("{text}-{number}")),
        other => other.clone(),
    }
}

/// Sixty bits, as ids are.
fn id(number: usize, of: u64) -> i64 {
    (scattered((number as u64) << 2 | of) >> 4).cast_signed()
}

/// The indexes that are made by a statement of their own.
fn indexes(database: &Connection) -> Result<Vec<(String, String)>> {
    let mut select = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")?;
    Ok(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

fn reporters(database: &mut Connection, count: usize) -> Result<Vec<i64>> {
    let transaction = database.transaction()?;
    let mut ids = Vec::with_capacity(count);
    for number in 0..count {
        let (id, name) = (id(number, 3), format!("Reporter {number}"));
        let names = format!("{{\"en\":\"{name}\",\"ko\":\"{name}\"}}");
        transaction.prepare_cached("INSERT INTO person (id, slug, names, about) VALUES (?1, ?2, ?3, '{}')")?.execute((
            id,
            format!("reporter-{number}"),
            names,
        ))?;
        transaction.prepare_cached("INSERT INTO person_name (name, person) VALUES (?1, ?2)")?.execute((name, id))?;
        ids.push(id);
    }
    transaction.commit()?;
    Ok(ids)
}

/// The words of a copy. The vocabulary grows with a power of the number of articles (Heaps, 1978), and some words are far
/// more usual than others. Both as in articles of public corpora: of the telling words of 2,247 in English, 5,627 in all,
/// half stand in 32 of the articles or more, and of 1,080 in Korean, 7,696 in all, in 3 or more; here, of so many, in 6 and in 5.
fn words_of(number: usize, copies: usize) -> Vec<u32> {
    let vocabulary = 100.0 * (copies as f64).powf(0.6);
    let word = |at: usize| {
        let chance = scattered((number * WORDS + at) as u64) as f64 / u64::MAX as f64;
        (vocabulary * chance.powi(3)) as u32
    };
    // In the order in which they are drawn: by how much a word tells in its article, not by how usual it is.
    let mut words = Vec::with_capacity(WORDS);
    for word in (0..WORDS).map(word) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn spelt(word: u32) -> String {
    format!("word{word:06}")
}

/// Lets each copy be found by its words.
fn words(database: &mut Connection, copies: &[Copy<'_>]) -> Result<()> {
    // In the order of the table's key, so that each page of it is written once.
    let mut pairs: Vec<(i64, u32, &Copy<'_>)> =
        copies.iter().flat_map(|copy| copy.words.iter().map(move |word| (id(copy.number, 1), *word, copy))).collect();
    pairs.sort_unstable_by_key(|(id, word, _)| (*id, *word));
    let transaction = database.transaction()?;
    for (id, word, copy) in pairs {
        transaction
            .prepare_cached("INSERT INTO article_word (article, word, language, weight, public_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((id, spelt(word), copy.language, WEIGHS, copy.hour))?;
    }
    Ok(transaction.commit()?)
}

/// The version of its tables.
pub fn version(folder: &Path) -> Result<i64> {
    let database = Connection::open(folder.join("masthead.db"))?;
    Ok(database.query_row("SELECT version FROM schema_version WHERE part = 'newsroom'", [], |row| row.get(0))?)
}

/// The addresses of so many published articles, as far apart as the site has them.
pub fn addresses(folder: &Path, count: usize) -> Result<Vec<String>> {
    let database = Connection::open(folder.join("masthead.db"))?;
    // Ids are random, so that their order is none. English slugs need no encoding.
    let mut select = database.prepare("SELECT section, slug FROM article WHERE language = 'en' AND status = 'published' ORDER BY id")?;
    let found = select.query_map([], |row| Ok(format!("/{}/{}", row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let all = found.filter(|path| path.as_ref().map_or(true, |path| path.is_ascii())).collect::<Result<Vec<String>, _>>()?;
    Ok(all.iter().step_by((all.len() / count).max(1)).take(count).cloned().collect())
}
